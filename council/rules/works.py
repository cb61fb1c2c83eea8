"""A resolution being carried out (办理): its plan, what was reported, how far it is, its money, and when it is done.

Money is in fen, shares are whole percents. Nothing here knows a clock: whoever asks says which day it is. What was
resolved (cost, day) binds whoever carries it out; only the body that decided may change it (Zhejiang art. 24,
Chongqing art. 15).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from council.rules.progress import WHOLE as WHOLE
from council.rules.progress import Milestone as Milestone
from council.rules.progress import Plan as Plan
from council.rules.progress import Report as Report
from council.rules.progress import days_overdue as days_overdue
from council.rules.progress import days_silent as days_silent
from council.rules.progress import missed as missed
from council.rules.progress import next_due as next_due
from council.rules.progress import over as over
from council.rules.progress import paid as paid
from council.rules.progress import percent as percent
from council.rules.progress import reached as reached
from council.rules.progress import report_due as report_due
from council.rules.progress import said_last
from council.rules.progress import standing as standing
from council.rules.refusal import Refusal

MOST_MILESTONES = 12
MOST_REPORTS = 300


class State(StrEnum):
    """How a work stands on a day, the most pressing first."""

    CLOSED = "closed"  # its result hung its days, and every objection is answered
    ACCEPTED = "accepted"  # and its result is published, or to be
    HALTED = "halted"  # the matter went back to before it is carried out
    DISPUTED = "disputed"  # the supervisory committee said 不属实, and nobody has answered
    LATE = "late"
    REOPENED = "reopened"  # it was accepted, and is carried out again
    UNDER_WAY = "under_way"


class Stands(StrEnum):
    """Where the matter of a work stands on its path."""

    BEFORE = "before"  # it went back to a step before: what was resolved is decided anew
    THERE = "there"  # it is carried out
    BEYOND = "beyond"  # accepted
    FINISHED = "finished"  # the whole path is walked


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
    before = said_last(left)
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


def in_the_way(
    plan: Plan, reports: Sequence[Report], open_checks: Collection[int], reopened_on: date | None = None
) -> Iterator[Refusal]:
    """Everything because of which a work cannot be accepted. `open_checks`: findings 不属实 that nobody answered;
    `reopened_on`: when it was opened again after it had been accepted."""
    for number in sorted(open_checks):
        yield Refusal("Nobody has answered finding %(number)s of the supervisory committee, “not true”.", number=number)
    missing = WHOLE - percent(plan, reports)
    if missing:
        yield Refusal("%(missing)s percent are still to be done.", missing=missing)
    if reopened_on and not any(report.on >= reopened_on for report in reports):
        yield Refusal("Nothing was reported since it was opened again on %(day)s.", day=reopened_on)


def state(
    plan: Plan,
    reports: Sequence[Report],
    open_checks: Collection[int],
    today: date,
    *,
    stands: Stands,
    again_on: date | None = None,
    reopened: bool = False,
) -> State:
    """How a work stands on a day. What is complete and waits for its acceptance is late only when nobody reports.
    `again_on`: when it came back, decided anew or (`reopened`) after it had been accepted."""
    if stands is not Stands.THERE:
        return {Stands.FINISHED: State.CLOSED, Stands.BEYOND: State.ACCEPTED, Stands.BEFORE: State.HALTED}[stands]
    if open_checks:
        return State.DISPUTED
    if days_overdue(plan, reports, today) or days_silent(plan, last_word(reports, again_on), today):
        return State.LATE
    return State.REOPENED if reopened else State.UNDER_WAY


def last_word(reports: Sequence[Report], again_on: date | None) -> date | None:
    """The day from which the next report is waited for: the last one's, or the one on which the work came back."""
    return max([report.on for report in reports] + ([again_on] if again_on else []), default=None)


def bound_by(plan: Plan, cost: int, resolved: date) -> Plan:
    """The plan under what was resolved last: its cost is the budget, and nothing is due later than its day."""
    parts = tuple(replace(each, due=min(each.due, resolved)) for each in plan.milestones)
    return replace(plan, budget=cost, due=min(plan.due, resolved), milestones=parts)


def yuan(fen: int) -> str:
    """An amount as people write it: 1,200 or 0.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole:,}.{rest:02}" if rest else f"{whole:,}"


def _beyond_day(resolved: date) -> Refusal:
    return Refusal(
        "It was resolved that this is done by %(day)s. A later day goes back to the body that decided.", day=resolved
    )
