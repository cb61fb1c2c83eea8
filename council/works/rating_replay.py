"""Could the answers to works have been given? Followed in the replay of works: in their time, each who weighs counted
once, and a work opened again exactly when the number was full."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from council.kit import clock
from council.ledger.book import Entry
from council.openness.told import Board
from council.rules.organ import Organ
from council.rules.path import Stage
from council.rules.rating import Content, Finished, Window, may_answer, opens_again
from council.rules.refusal import N_, Refusal

OUT_OF_TIME = N_("It was answered when no answers were taken.")
NOT_THEIRS = N_("It was not done by who may do it.")


@dataclass(slots=True)
class Answered:
    """What was said of one work so far: the round whose acceptance stands, and what each who weighs said last in it."""

    round: int = 0
    window: Window | None = None
    numbers: int = 0
    said: dict[str, Finished] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)  # the answers that came with one

    def accepted(self, on: date, stage: Stage) -> Window:
        """A round is over: the next answers are about it, within these days."""
        self.round, self.said = self.round + 1, {}
        self.window = Window.after(on, stage.ask_days, stage.answer_days)
        return self.window

    @property
    def noes(self) -> int:
        return sum(said is Finished.NO for said in self.said.values())


def answer(
    entry: Entry, so_far: Answered, board: Board, deciding: str, stage: Stage, objections: Collection[int]
) -> Iterator[Refusal]:
    """Follow one answer. `stage`: the one at which it is carried out, with the number of noes that opens it again."""
    facts, today = entry.facts, clock.day_of(entry.at)
    on, finished = date.fromisoformat(facts["filed_on"]), Finished(facts["finished"])
    Content(facts["rated"])
    so_far.numbers += 1
    if (facts["number"], facts["round"]) != (so_far.numbers, so_far.round):
        yield Refusal("It does not follow what was said before.")
    if may_answer(so_far.window, on) or on > today or (facts["channel"] == "web" and on != today):
        yield Refusal(OUT_OF_TIME)
    if not _theirs(entry, board, deciding, objections):
        yield Refusal(NOT_THEIRS)
    if "text" in entry.sealed:
        so_far.lines.add(so_far.numbers)
    if voter := _voter(facts):
        so_far.said[voter] = finished
    full = bool(voter) and finished is Finished.NO and opens_again(so_far.noes, stage.reopens)
    if full != (entry.act == "work.reopen") or facts.get("noes", so_far.noes) != so_far.noes:
        yield Refusal("It was opened again too early, or not when the number was full.")


def cleared(entry: Entry, so_far: Answered, board: Board) -> Iterator[Refusal]:
    """Follow the clearing of a line: by the supervisory committee, of an answer that came with one."""
    if not board.acts_for(entry.actor, "supervisory"):
        yield Refusal(NOT_THEIRS)
    if entry.facts["number"] not in so_far.lines:
        yield Refusal("It does not follow what was said before.")


def _voter(facts: Any) -> str:
    if "member" in facts:
        return f"member:{facts['member']}"
    return f"objection:{facts['objection']}" if "objection" in facts else ""


def _theirs(entry: Entry, board: Board, deciding: str, objections: Collection[int]) -> bool:
    """A slip is typed in by the clerk or the supervisory committee; a member answers from a seat of theirs, and
    everybody else without one."""
    facts = entry.facts
    if "objection" in facts and facts["objection"] not in objections:
        return False
    if facts["channel"] == "paper":
        return board.acts_for(entry.actor, "clerk", "supervisory") and "member" not in facts
    if "member" not in facts:
        return entry.actor == "resident"
    who, _, rest = entry.actor.partition(":")
    body = rest.rpartition("/")[0]
    return who == "seat" and (body == deciding or board.kinds.get(body) == Organ.REPRESENTATIVES)
