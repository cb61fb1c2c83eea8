"""Could matters have come where the book says they did? Its entries are replayed in order, without a database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from council import charters
from council.kit.clock import day_of
from council.ledger.book import Entry
from council.ledger.telling import motion_of
from council.ledger.verify import Fault
from council.procedure.frozen import path_told
from council.procedure.reading import SHORT
from council.rules.path import Path
from council.rules.refusal import Refusal
from council.rules.walk import Result, Standing, State, Step, after, decision, may_come_again, may_step, restart, start

MALFORMED = (KeyError, TypeError, ValueError, AttributeError)


def replay(entries: Iterable[Entry]) -> list[Fault]:
    """Everything in these entries that no path allows."""
    cases = Cases()
    return [Fault(entry.seq, reason) for entry in entries for reason in cases.tell(entry)]


@dataclass(slots=True)
class Told:
    """A matter in the replay."""

    path: Path
    again_days: int
    since: date
    standing: Standing
    version: int = 1
    refused_on: date | None = None
    refused_version: int = 0
    merging: str | None = None
    own_path: bool = False  # told by an entry; else the council's short one is assumed
    voted: tuple[Result, date] | None = None  # what the last vote by window said of the text that stands
    taken: list[tuple[str, str, str]] = field(default_factory=list)  # each step's stage, result and day


@dataclass(slots=True)
class Cases:
    """What has been said of every matter so far."""

    told: dict[str, Told] = field(default_factory=dict)

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        try:
            return list(self._follow(entry))
        except MALFORMED:
            return [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]

    def _follow(self, entry: Entry) -> Iterator[Refusal]:
        if entry.act == "motion.put":
            self.told[entry.on.removeprefix("motion:")] = _begun(entry)
        elif entry.act == "vote.close":
            yield from self._voted(entry)
        elif told := self.told.get(motion_of(entry) or ""):  # on the motion itself, on its notice, on an objection
            yield from _moved(told, entry)

    def _voted(self, entry: Entry) -> Iterator[Refusal]:
        """A vote by window decides where the path lets its body do so."""
        told = self.told[entry.on.removeprefix("vote:").partition("/")[0]]
        outcome = entry.facts["verdict"]["outcome"]
        if outcome not in ("passed", "rejected"):
            return
        key = told.path.resolution.key
        on = _day(entry, entry.facts.get("closes_at"))
        if told.standing.state is State.ENDED:
            yield from _take(told, Step(key, Result.AGAIN, key), on)
        yield from _take(told, Step(key, Result(outcome)), on)
        told.voted = Result(outcome), on


def _begun(entry: Entry) -> Told:
    facts = entry.facts
    own = "stages" in facts
    path = path_told(facts["path"], facts["stages"]) if own else charters.path(SHORT).taken_by(facts["matter"])
    again = facts["again_days"] if own else 0
    return Told(path, again, day_of(entry.at), start(path), own_path=own)


def _moved(told: Told, entry: Entry) -> Iterator[Refusal]:
    facts = entry.facts
    if "stages" in facts and not told.own_path:
        yield from _own_path(told, entry)
    if entry.act == "motion.amend":
        told.version, told.voted = facts["version"], None
    if entry.act == "case.merge":
        told.merging = facts["stage"]
        if told.path.stage(facts["stage"]).may_merge_into != told.standing.at:
            yield Refusal("Two steps were held together that this path holds apart.")
    if entry.act == "case.part":
        told.merging = None
    if "result" in facts and "stage" in facts:
        yield from _stepped(told, entry)


def _own_path(told: Told, entry: Entry) -> Iterator[Refusal]:
    """A council's motion gets a path of its own: what its last vote said is its first step there."""
    facts = entry.facts
    told.path, told.again_days, told.own_path = path_told(facts["path"], facts["stages"]), facts["again_days"], True
    told.standing, told.taken = start(told.path), []
    if told.voted:
        yield from _take(told, Step(told.path.resolution.key, told.voted[0]), told.voted[1])


def _stepped(told: Told, entry: Entry) -> Iterator[Refusal]:
    facts = entry.facts
    step = Step(facts["stage"], Result(facts["result"]), facts.get("to"))
    on = date.fromisoformat(facts["on_day"]) if "on_day" in facts else day_of(entry.at)
    if on > day_of(entry.at) or on < told.since:
        yield Refusal("Its day is before the step before it, or was still to come.")
    if facts["attempt"] != told.standing.attempts.get(step.stage):
        yield Refusal("Its attempt does not follow the one before it.")
    if step.result is Result.AGAIN:
        yield from _again(told, step, on)
    if facts.get("decides") != decision(told.path, told.standing, step):
        yield Refusal("What it says of the motion does not follow from the step.")
    if entry.act == "case.finish" and not _follows(step.result, facts["verdict"]["outcome"]):
        yield Refusal("What came of it is not what its meeting decided.")
    together = facts.get("with")
    if together is not None and together != told.merging:
        yield Refusal("Two steps were passed in one meeting that were not to be held together.")
    yield from _take(told, step, on)
    if together is not None:
        yield from _take(told, Step(together, step.result, merged=True), on)


def _follows(result: Result, outcome: str) -> bool:
    """A meeting's yes passes a step or asks for another text, its no rejects it; what did not count ends nothing."""
    if outcome == "passed":
        return result in (Result.PASSED, Result.AMENDED)
    return outcome == "rejected" and result is Result.REJECTED


def _take(told: Told, step: Step, on: date) -> Iterator[Refusal]:
    if refusal := may_step(told.path, told.standing, step):
        yield Refusal("A step was taken out of its order: %(why)s", why=refusal)
        return
    told.standing = after(told.path, told.standing, step)
    told.since, told.merging = on, None
    told.taken.append((step.stage, step.result.value, on.isoformat()))
    if step.result is Result.REJECTED:
        told.refused_on, told.refused_version = on, told.version


def _again(told: Told, step: Step, on: date) -> Iterator[Refusal]:
    changed = told.version > told.refused_version
    if told.refused_on is None or may_come_again(told.again_days, (on - told.refused_on).days, changed=changed):
        yield Refusal("A refused matter came back unchanged before its days were over.")
    if step.to != restart(told.path, step.stage, changed=changed):
        yield Refusal("It did not start again where it had to.")


def _day(entry: Entry, at: Any) -> date:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else entry.at
    return day_of(moment)
