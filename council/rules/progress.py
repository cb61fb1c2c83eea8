"""How far a work is (percent), what it cost, and by how much it is late: from its plan and what was reported.

Money is in fen, shares are whole percents. Nothing here knows a clock: whoever asks says which day it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Milestone:
    """A part of the work: by when, and what share of the whole it is."""

    position: int
    due: date
    weight: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported once. `paid` is what this report adds; `corrects` is the report it stands instead of."""

    number: int
    on: date
    milestone: int | None = None
    percent: int | None = None
    paid: int = 0
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is carried out: what was resolved, what was allowed since, by when, and how often to report."""

    begun_on: date
    due: date
    budget: int
    added: int
    report_days: int | None
    milestones: tuple[Milestone, ...] = ()

    @property
    def allowed(self) -> int:
        """What resolutions allow to be spent."""
        return self.budget + self.added


# ── how far, and how much ──


def standing(reports: Sequence[Report]) -> list[Report]:
    """The reports that count: all but those which a later one corrects, which stands at the place of the first."""
    places: dict[int, int] = {}
    for report in reports:
        places[report.number] = report.number if report.corrects is None else places.get(report.corrects, 0)
    corrected = {report.corrects for report in reports}
    return sorted((one for one in reports if one.number not in corrected), key=lambda one: places[one.number])


def reached(reports: Sequence[Report]) -> dict[int, Report]:
    """The milestones that were reached, each with the report that says so."""
    return {report.milestone: report for report in standing(reports) if report.milestone is not None}


def percent(plan: Plan, reports: Sequence[Report]) -> int:
    """How far it is: the weights of what was reached, or, where there are no milestones, what was said last."""
    if plan.milestones:
        done = reached(reports)
        return sum(each.weight for each in plan.milestones if each.position in done)
    return said_last(standing(reports))


def said_last(counting: Iterable[Report]) -> int:
    """The percent that was said last in these reports; 0 where none says one."""
    return [0, *(report.percent for report in counting if report.percent is not None)][-1]


def paid(reports: Sequence[Report]) -> int:
    """What was paid so far, corrections taken in."""
    return sum(report.paid for report in standing(reports))


def over(plan: Plan, spent: int) -> int:
    """How much more was spent than any resolution allows; 0 where it is within."""
    return max(0, spent - plan.allowed)


# ── late ──


def missed(plan: Plan, reports: Sequence[Report], today: date) -> list[Milestone]:
    """The milestones whose day is over and which were not reached."""
    done = reached(reports)
    return [each for each in plan.milestones if each.position not in done and each.due < today]


def days_overdue(plan: Plan, reports: Sequence[Report], today: date) -> int:
    """Days since the earliest day that was missed, of a milestone or of the whole."""
    days = [each.due for each in missed(plan, reports, today)]
    if plan.due < today and percent(plan, reports) < WHOLE:
        days.append(plan.due)
    return (today - min(days)).days if days else 0


def report_due(plan: Plan, last: date | None) -> date | None:
    """The last day on which the next report is in time; None where the charter asks for none."""
    return (last or plan.begun_on) + timedelta(plan.report_days) if plan.report_days is not None else None


def days_silent(plan: Plan, last: date | None, today: date) -> int:
    """Days since a report was due and none came."""
    due = report_due(plan, last)
    return max(0, (today - due).days) if due else 0


def next_due(plan: Plan, reports: Sequence[Report]) -> date:
    """The next day on which something must be there: the earliest open milestone, else the end."""
    done = reached(reports)
    return min([each.due for each in plan.milestones if each.position not in done] or [plan.due])
