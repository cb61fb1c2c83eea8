"""How a vote stands at a moment: open, closed or void; and once its deadline has passed, how it was decided."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from council.charters.frozen import verdict_of
from council.kit.act import Due
from council.kit.db import Db
from council.rules.threshold import Count, Verdict, unanimous
from council.votes.reading import Chosen, RollRow, VoteRow, over_of, rolls_of, votes_of

CHOICES = ("for", "against", "abstain")


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Standing:
    """A vote with its roll. `chosen` and `verdict` are empty until the deadline has passed, for everyone."""

    vote: VoteRow
    state: State
    roll: tuple[RollRow, ...]
    chosen: Mapping[int, Chosen] = field(default_factory=dict, hash=False)
    verdict: Verdict | None = None

    @property
    def best(self) -> Verdict:
        """The verdict if everybody on the roll said yes: what is needed, out of how many."""
        return unanimous(self.vote.law.rule, count(self.roll, {}))

    @property
    def at(self) -> datetime:
        """When it ended, or will."""
        return self.vote.ended_at if self.state is State.VOID and self.vote.ended_at else self.vote.closes_at


def state_of(vote: VoteRow, now: datetime) -> State:
    """Past its deadline a vote is closed: nobody votes any more, whether or not the book says so yet."""
    if vote.voided_why is not None:
        return State.VOID
    return State.CLOSED if vote.ended_at or now >= vote.closes_at else State.OPEN


def standing(db: Db, vote: VoteRow, now: datetime) -> Standing:
    """How one vote stands."""
    return standings(db, vote.community, [vote], now)[0]


def rounds_of(db: Db, community: UUID, motion: UUID, now: datetime) -> list[Standing]:
    """How every round of a motion stands, the first one first."""
    return standings(db, community, votes_of(db, community, motion), now)


def standings(db: Db, community: UUID, votes: Collection[VoteRow], now: datetime) -> list[Standing]:
    """How these votes stand, in their order. No choice is read of a vote that is still open, and nothing is told of one
    whose closing is Due."""
    need_settled(votes, now)
    states = {vote.id: state_of(vote, now) for vote in votes}
    over = [vote for vote, state in states.items() if state is State.CLOSED]
    others = [vote for vote, state in states.items() if state is not State.CLOSED]
    told = over_of(db, community, over) if over else {}
    rolls = rolls_of(db, community, others) if others else {}
    return [
        Standing(vote, State.CLOSED, *told[vote.id], _kept(vote.verdict or ""))
        if vote.id in told
        else Standing(vote, states[vote.id], rolls[vote.id])
        for vote in votes
    ]


def need_settled(votes: Collection[VoteRow], now: datetime) -> None:
    """Due, where one of these votes is past its deadline and not closed in the book."""
    due = [vote for vote in votes if vote.ended_at is None and vote.closes_at <= now]
    if due:
        first = min(due, key=lambda vote: vote.closes_at)
        raise Due(first.community, first.closes_at)


@lru_cache(maxsize=256)
def _kept(verdict: str) -> Verdict:
    return verdict_of(json.loads(verdict))


def count(roll: Collection[RollRow], choices: Mapping[int, str]) -> Count:
    """What is counted of a window vote: present are the unrecused seats with a ballot, abstentions included."""
    filled = sum(seat.filled for seat in roll)
    given = list(choices.values())
    return Count(
        seats=len(roll),
        filled=filled,
        recused=sum(seat.recused for seat in roll),
        present=len(given),
        entitled=filled,
        yes=given.count("for"),
        no=given.count("against"),
        abstain=given.count("abstain"),
    )
