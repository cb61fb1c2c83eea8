"""A resolution being carried out (办理): its plan, what was reported, how far it is, its money, and when it is done.

Money is in fen, shares are whole percents. Nothing here knows a clock: whoever asks says which day it is. What was
resolved (cost, day) binds whoever carries it out; only the body that decided may change it (Zhejiang art. 24,
Chongqing art. 15).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.rules.refusal import Refusal

WHOLE = 100
MOST_MILESTONES = 12
MOST_REPORTS = 300


class State(StrEnum):
    """How a work stands on a day, the most pressing first."""

    ACCEPTED = "accepted"
    DISPUTED = "disputed"  # the supervisory committee said 不属实, and nobody has answered
    LATE = "late"
    UNDER_WAY = "under_way"


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
    return _said_last(standing(reports))


def _said_last(counting: Iterable[Report]) -> int:
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


# ── whether ──


def may_plan(milestones: Collection[Milestone], due: date, *, begun_on: date, resolved: date) -> Refusal | None:
    """Whether a work may begin with this plan: nothing later than resolved, and its parts make one whole."""
    if due > resolved:
        return _beyond_day(resolved)
    if due < begun_on:
        return Refusal("This day is before the work begins.")
    if len(milestones) > MOST_MILESTONES:
        return Refusal("At most %(most)s milestones, please.", most=MOST_MILESTONES)
    if milestones and sum(each.weight for each in milestones) != WHOLE:
        given = sum(each.weight for each in milestones)
        return Refusal("The shares of the milestones must make 100 together; these make %(given)s.", given=given)
    for each in milestones:
        if each.weight < 1:
            return Refusal("Every milestone has a share of at least 1.")
        if not begun_on <= each.due <= due:
            return Refusal("Every milestone is due between the beginning and %(due)s.", due=due)
    return None


def may_extend(plan: Plan, position: int, until: date, resolved: date) -> Refusal | None:
    """Whether a milestone (0: the whole) may be due later: never beyond the day that was resolved."""
    if until > resolved:
        return _beyond_day(resolved)
    now = {0: plan.due, **{each.position: each.due for each in plan.milestones}}.get(position)
    if now is None:
        return Refusal("There is no such milestone.")
    if until <= now:
        return Refusal("It is due on %(day)s already. An extension is to a later day.", day=now)
    if position and until > plan.due:
        return Refusal("The whole is due on %(day)s. Extend that first.", day=plan.due)
    return None


def may_contract(plan: Plan, contracted: int, amount: int) -> Refusal | None:
    """Whether a contract for so much may be made: all contracts together stay within what was resolved."""
    if contracted + amount > plan.allowed:
        return Refusal(
            "The contracts would come to %(beyond)s yuan more than was resolved."
            " More money goes back to the body that decided.",
            beyond=yuan(contracted + amount - plan.allowed),
        )
    return None


def may_report(plan: Plan, reports: Sequence[Report], new: Report) -> Refusal | None:
    """Whether a report may follow those before: what it says is reached is in the plan and was not reached before;
    without milestones it says a percent, which falls only by a correction."""
    if len(reports) >= MOST_REPORTS:
        return Refusal("There are %(most)s reports already.", most=MOST_REPORTS)
    if new.paid < 0 or (new.percent is not None and not 0 <= new.percent <= WHOLE):
        return Refusal("A percent is between 0 and 100, and a payment is not less than nothing.")
    if new.corrects is not None and new.corrects not in {report.number for report in standing(reports)}:
        return Refusal("There is no such report, or it was corrected already.")
    left = [report for report in standing(reports) if report.number != new.corrects]
    if plan.milestones:
        return _may_reach(plan, left, new)
    if new.milestone is not None:
        return Refusal("There is no such milestone.")
    before = _said_last(left)
    if new.percent is not None and new.percent < before and new.corrects is None:
        return Refusal("It was at %(percent)s percent already. If that was wrong, correct that report.", percent=before)
    return None


def _may_reach(plan: Plan, left: Sequence[Report], new: Report) -> Refusal | None:
    if new.percent is not None:
        return Refusal("How far this work is follows from its milestones. Say which one was reached.")
    if new.milestone is None:
        return None
    if new.milestone not in {each.position for each in plan.milestones}:
        return Refusal("There is no such milestone.")
    if new.milestone in {report.milestone for report in left}:
        return Refusal("This milestone was reached already.")
    return None


def in_the_way(plan: Plan, reports: Sequence[Report], open_checks: Collection[int]) -> Iterator[Refusal]:
    """Everything because of which a work cannot be accepted. `open_checks`: findings 不属实 that nobody answered."""
    for number in sorted(open_checks):
        yield Refusal("Nobody has answered finding %(number)s of the supervisory committee, “not true”.", number=number)
    missing = WHOLE - percent(plan, reports)
    if missing:
        yield Refusal("%(missing)s percent are still to be done.", missing=missing)


def state(plan: Plan, reports: Sequence[Report], open_checks: Collection[int], today: date, *, accepted: bool) -> State:
    """How a work stands on a day. What is complete and waits for its acceptance is late only when nobody reports."""
    if accepted:
        return State.ACCEPTED
    if open_checks:
        return State.DISPUTED
    last = max((report.on for report in reports), default=None)
    late = days_overdue(plan, reports, today) or days_silent(plan, last, today)
    return State.LATE if late else State.UNDER_WAY


def yuan(fen: int) -> str:
    """An amount as people write it: 1,200 or 0.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"


def _beyond_day(resolved: date) -> Refusal:
    return Refusal(
        "It was resolved that this is done by %(day)s. A later day goes back to the body that decided.", day=resolved
    )
