"""Could what the book says of works have been done? Entries are replayed in order, without a database.

Did each begin at its turn, with the cost and the day that were resolved; did the committee report and the
supervisory committee look; do percent, money and days add up; and was nothing accepted half done or over an open
不属实?
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from council.kit import clock
from council.ledger.book import Entry
from council.ledger.verify import Fault
from council.openness.replay import Replay as Openness
from council.procedure.replay import Cases
from council.rules.path import RESOLUTION, WORKS
from council.rules.refusal import N_, Refusal
from council.rules.walk import State as Walked
from council.rules.works import (
    Milestone,
    Plan,
    Report,
    bound_by,
    days_overdue,
    days_silent,
    in_the_way,
    last_word,
    may_contract,
    may_extend,
    may_plan,
    may_report,
    paid,
)
from council.works.rating_replay import Answered, answer, cleared

MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)
WRONG_HAND = N_("It was not done by who may do it.")
ANSWERS = ("work.rate", "work.reopen", "work.clear")
NOT_FOLLOWING = N_("It does not follow what was said before.")


@dataclass(slots=True)
class Going:
    """A work in the replay."""

    planned: Plan  # as it began, with what was extended and allowed since
    plan: Plan  # the same under what was resolved last
    resolved: date
    reports: list[Report] = field(default_factory=list)
    looks: dict[int, bool] = field(default_factory=dict)  # True: confirmed, or answered
    contracted: int = 0
    acceptances: int = 0
    reopened_on: date | None = None
    answered: Answered = field(default_factory=Answered)

    @property
    def open_looks(self) -> list[int]:
        return [number for number, settled in self.looks.items() if not settled]


def replay(entries: Iterable[Entry]) -> list[Fault]:
    """Everything about works in these entries that could not have been done."""
    book = Works()
    return [Fault(entry.seq, reason) for entry in entries for reason in book.tell(entry)]


class Works:
    """What has been said so far."""

    def __init__(self) -> None:
        self.openness, self.cases = Openness(), Cases()
        self.board = self.openness.board
        self.bodies: dict[str, str] = {}  # which decides each motion
        self.resolved: dict[str, tuple[int, date]] = {}  # what each motion says it costs, and by when it is done
        self.going: dict[str, Going] = {}
        self.spent: set[str] = set()  # motions whose money was added to another's

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        try:
            found = list(self._follow(entry))
        except MALFORMED:
            found = [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]
        self.cases.tell(entry)
        return found

    def _follow(self, entry: Entry) -> Iterator[Refusal]:
        self.openness.tell(entry)
        if entry.act == "motion.put":
            self.bodies[entry.on.removeprefix("motion:")] = entry.facts["body"]
        if entry.act in ("motion.put", "motion.amend"):
            day = date.fromisoformat(entry.facts["done_by"])
            self.resolved[entry.on.removeprefix("motion:")] = (entry.facts["cost_fen"], day)
        if not entry.act.startswith("work."):
            return
        ref = entry.on.removeprefix("work:")
        if entry.act in ANSWERS:
            yield from self._answered(entry, ref)
            return
        if not self.board.acts_for(entry.actor, *self._hands(entry)):
            yield Refusal(WRONG_HAND)
        if entry.act == "work.begin":
            yield from self._begin(entry, ref)
            return
        going, told = self.going[ref], self.cases.told[ref]
        there = told.standing.at == WORKS and told.standing.state is Walked.RUNNING
        if not there and entry.act != "work.look":
            yield Refusal(NOT_FOLLOWING)
        going.reopened_on = told.since if there and going.acceptances else None
        self._bind(ref, going)
        yield from getattr(self, entry.act.replace(".", "_"))(entry, going)

    def late(self, ref: str, today: date) -> tuple[int, int]:
        """Days since something was due, and since a report was; none where it is not carried out now."""
        going, told = self.going[ref], self.cases.told[ref]
        if told.standing.at != WORKS or told.standing.state is not Walked.RUNNING:
            return 0, 0
        self._bind(ref, going)
        last = last_word(going.reports, told.since if going.acceptances or told.since > going.plan.begun_on else None)
        return days_overdue(going.plan, going.reports, today), days_silent(going.plan, last, today)

    def _bind(self, ref: str, going: Going) -> None:
        """Where it is carried out, nobody rewrites it: its newest wording is what was resolved last."""
        if self.cases.told[ref].standing.done(RESOLUTION):
            cost, going.resolved = self.resolved[ref]
            going.plan = bound_by(going.planned, cost, going.resolved)

    def _answered(self, entry: Entry, ref: str) -> Iterator[Refusal]:
        """What people say of it, while its acceptance stands."""
        going, told = self.going[ref], self.cases.told[ref]
        if entry.act == "work.clear":
            yield from cleared(entry, going.answered, self.board)
            return
        if not told.standing.done(WORKS):
            yield Refusal(NOT_FOLLOWING)
        objections, stage = self.board.objections.get(ref, {}), told.path.stage(WORKS)
        yield from answer(entry, going.answered, self.board, self.bodies[ref], stage, objections)

    def _hands(self, entry: Entry) -> tuple[str, ...]:
        return ("supervisory",) if entry.act == "work.look" else ("clerk", "committee", "council")

    def _begin(self, entry: Entry, ref: str) -> Iterator[Refusal]:
        facts, today = entry.facts, clock.day_of(entry.at)
        cost, resolved = self.resolved[ref]
        told = self.cases.told[ref]
        if told.standing.at != WORKS or ref in self.going:
            yield Refusal("It was begun when it was not its turn.")
        if (facts["cost_fen"], facts["begun_on"]) != (cost, today.isoformat()):
            yield Refusal("It was begun with other numbers than were resolved.")
        parts = tuple(_part(each) for each in facts["milestones"])
        due = date.fromisoformat(facts["due_day"])
        if may_plan(parts, due, begun_on=today, resolved=resolved):
            yield Refusal("Its plan goes beyond what was resolved, or makes no whole.")
        plan = Plan(today, due, cost, 0, facts.get("report_days"), parts)
        self.going[ref] = Going(plan, plan, resolved)

    def work_report(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        facts = entry.facts
        new = Report(
            facts["number"], clock.day_of(entry.at), facts.get("milestone"), facts.get("percent"), facts["paid_fen"],
            facts.get("corrects"),
        )  # fmt: skip
        if new.number != len(going.reports) + 1 or may_report(going.plan, going.reports, new):
            yield Refusal(NOT_FOLLOWING)
        going.reports.append(new)

    def work_contract(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        if may_contract(going.plan, going.contracted, entry.facts["cost_fen"]):
            yield Refusal("The contracts come to more than was resolved.")
        going.contracted += entry.facts["cost_fen"]

    def work_extend(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        position, until = entry.facts["position"], date.fromisoformat(entry.facts["until_day"])
        if may_extend(going.plan, position, until, going.resolved):
            yield Refusal("Its day is later than was resolved, or no later than before.")
        was = going.planned
        parts = tuple(replace(each, due=until) if each.position == position else each for each in was.milestones)
        going.planned = replace(was, milestones=parts, due=was.due if position else until)

    def work_money(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        other, amount = entry.facts["allowed_by"], entry.facts["cost_fen"]
        told = self.cases.told[other]
        passed = told.path.resolution.key in told.standing.passed
        if not passed or self.resolved[other][0] != amount or other in self.spent or other in self.going:
            yield Refusal("The money that it speaks of was not resolved, or is spent.")
        self.spent.add(other)
        going.planned = replace(going.planned, added=going.planned.added + amount)

    def work_look(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        if entry.facts["number"] != len(going.looks) + 1:
            yield Refusal(NOT_FOLLOWING)
        going.looks[entry.facts["number"]] = entry.facts["holds"] == "true"

    def work_answer(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        if entry.facts["number"] not in going.open_looks:
            yield Refusal(NOT_FOLLOWING)
        going.looks[entry.facts["number"]] = True

    def work_accept(self, entry: Entry, going: Going) -> Iterator[Refusal]:
        if any(in_the_way(going.plan, going.reports, going.open_looks, going.reopened_on)):
            yield Refusal("It was accepted half done, or over a finding that nobody had answered.")
        if entry.facts["cost_fen"] != paid(going.reports):
            yield Refusal("What it cost in the end is not what was paid.")
        going.acceptances += 1
        stage = self.cases.told[entry.on.removeprefix("work:")].path.stage(WORKS)
        window = going.answered.accepted(clock.day_of(entry.at), stage)
        days = {"asked_on": window.asked_on, "asked_until": window.until}
        if any(entry.facts.get(name) != (str(day) if day else None) for name, day in days.items()):
            yield Refusal("It is not asked once more on the days that its path gives.")


def _part(facts: dict[str, Any]) -> Milestone:
    return Milestone(facts["position"], date.fromisoformat(facts["due_day"]), facts["weight"])
