"""What is asked of the votes: each query selects what it is named for, and nothing of a choice before its time."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import SQLModel

from council.charters.frozen import Law, thaw
from council.kit.db import Db
from council.ledger.tables import LedgerEntry, LedgerHead
from council.motions.tables import Motion, key_of
from council.people.tables import Membership
from council.votes.tables import Ballot, Recusal, RollSeat, Vote

VOTE, ROLL, BALLOT, RECUSAL, MOTION, MEMBERSHIP, HEAD, ENTRY = (
    SQLModel.metadata.tables[str(table.__tablename__)].c
    for table in (Vote, RollSeat, Ballot, Recusal, Motion, Membership, LedgerHead, LedgerEntry)
)


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A vote as it stands. `law` is what it is decided under."""

    community: UUID
    id: UUID
    year: int
    number: int
    motion_id: UUID
    version: int
    body: str
    round: int
    law: Law = field(hash=False)
    opened_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    entry: int | None
    voided_why: str | None
    verdict: str | None

    @property
    def ref(self) -> str:
        """The number of its motion: 2026-3."""
        return f"{self.year}-{self.number}"

    @property
    def on(self) -> str:
        """What its entries in the book are on: vote:2026-3/1."""
        return f"vote:{self.ref}/{self.round}"


class RollRow(NamedTuple):
    """A seat on the roll, who held it at the opening, and when its ballot came, but never what it says."""

    seat: int
    category: str
    membership_id: UUID | None = None
    name: str | None = None
    recused_why: str | None = None
    vacated_at: datetime | None = None
    sent_at: datetime | None = None

    @property
    def filled(self) -> bool:
        return self.membership_id is not None

    @property
    def recused(self) -> bool:
        return self.recused_why is not None

    @property
    def voted(self) -> bool:
        return self.sent_at is not None

    @property
    def awaited(self) -> bool:
        """May still vote, and has not."""
        return self.filled and not (self.recused or self.voted or self.vacated_at)


class Chosen(NamedTuple):
    """A standing choice, with what opens its seal. Only the closing, the judge and its own voter read one."""

    seat: int
    choice: str
    salt: str
    entry: int
    sent_at: datetime
    changes: int


Choices = dict[int, Chosen]  # by seat


@dataclass(frozen=True, slots=True)
class RecusalRow:
    seat: int
    reason: str
    declared_at: datetime


def votes_of(db: Db, community: UUID, motion: UUID) -> list[VoteRow]:
    """Every round of a motion, the first one first."""
    return [_vote(row) for row in db.execute(VOTES_OF, {"community": community, "motion": motion}).all()]


def latest_vote(db: Db, community: UUID, motion: UUID) -> VoteRow | None:
    """The last round of a motion, whether it runs or has ended."""
    row = db.execute(LATEST, {"community": community, "motion": motion}).first()
    return _vote(row) if row else None


def latest_vote_on(db: Db, community: UUID, ref: str) -> VoteRow | None:
    """The same of the motion with the number 2026-3. None also where there is no such motion."""
    if (key := key_of(ref)) is None:
        return None
    row = db.execute(LATEST_ON, {"community": community, "year": key[0], "number": key[1]}).first()
    return _vote(row) if row else None


def vote_under_way(db: Db, community: UUID, motion: UUID, now: datetime) -> VoteRow | None:
    """The vote that runs on a motion now: before its deadline, and not voided."""
    vote = latest_vote(db, community, motion)
    return vote if vote and vote.ended_at is None and now < vote.closes_at else None


def votes_running(db: Db, community: UUID, now: datetime) -> list[VoteRow]:
    """The votes under way in a community, the nearest deadline first."""
    return [_vote(row) for row in db.execute(RUNNING, {"community": community, "now": now}).all()]


def votes_due(db: Db, community: UUID, now: datetime) -> list[VoteRow]:
    """Votes past their deadline that the book has not closed yet.

    The book's own last moment counts too: were the clock set back, no ballot may be written after its deadline.
    """
    return [_vote(row) for row in db.execute(DUE, {"community": community, "now": now}).all()]


def rolls_of(db: Db, community: UUID, votes: Collection[UUID]) -> dict[UUID, tuple[RollRow, ...]]:
    """The rolls of these votes, each in the order of seats."""
    rolls: dict[UUID, list[RollRow]] = {}
    for row in db.execute(ROLLS, {"community": community, "votes": votes}).all():
        rolls.setdefault(row[0], []).append(RollRow(*row[1:]))
    return {vote: tuple(roll) for vote, roll in rolls.items()}


def choices_of(db: Db, community: UUID, votes: Collection[UUID]) -> dict[UUID, Choices]:
    """The standing choices of votes that are over, by seat. Never asked of a vote before its deadline."""
    chosen: dict[UUID, Choices] = {}
    for row in db.execute(CHOICES, {"community": community, "votes": votes}).all():
        chosen.setdefault(row[0], {})[row[1]] = Chosen(*row[1:])
    return chosen


def over_of(db: Db, community: UUID, votes: Collection[UUID]) -> dict[UUID, tuple[tuple[RollRow, ...], Choices]]:
    """The rolls of votes that are over, each with the standing choices by seat: both at once, for a page."""
    rolls: dict[UUID, tuple[list[RollRow], Choices]] = {}
    for vote, *row, choice, salt, entry, changes in db.execute(OVER, {"community": community, "votes": votes}).all():
        roll, chosen = rolls.setdefault(vote, ([], {}))
        roll.append(RollRow(*row))
        if choice is not None:
            chosen[row[0]] = Chosen(row[0], choice, salt, entry, row[-1], changes)
    return {vote: (tuple(roll), chosen) for vote, (roll, chosen) in rolls.items()}


def own_choice(db: Db, community: UUID, vote: UUID, seat: int) -> Chosen | None:
    """What a seat has chosen, for its own receipt."""
    row = db.execute(OWN_CHOICE, {"community": community, "vote": vote, "seat": seat}).first()
    return Chosen(*row[1:]) if row else None


def leaf_of(db: Db, community: UUID, entry: int) -> bytes:
    """The leaf of an entry that a ballot or a verdict names: its check code."""
    leaf: bytes = db.execute(LEAF, {"community": community, "entry": entry}).scalar_one()
    return leaf


def recusals_of(db: Db, community: UUID, motion: UUID) -> dict[int, RecusalRow]:
    """Who stands aside from a motion, by seat."""
    return {row[0]: RecusalRow(*row) for row in db.execute(ASIDE, {"community": community, "motion": motion}).all()}


def _vote(row: Any) -> VoteRow:
    columns = [*row]
    columns[LAW] = thaw(columns[LAW])
    return VoteRow(*columns)


LAW = 8  # the place of `law` in a VoteRow, and of the rule in these queries
_VOTES = (
    select(
        VOTE.community_id, VOTE.id, MOTION.year, MOTION.number, VOTE.motion_id, VOTE.version, VOTE.body_key,
        VOTE.round, VOTE.rule, VOTE.opened_at, VOTE.closes_at, VOTE.ended_at, VOTE.entry, VOTE.voided_why,
        VOTE.verdict,
    )
    .select_from(Vote)
    .join(Motion, and_(MOTION.community_id == VOTE.community_id, MOTION.id == VOTE.motion_id))
    .where(VOTE.community_id == bindparam("community"))
)  # fmt: skip
VOTES_OF = _VOTES.where(VOTE.motion_id == bindparam("motion")).order_by(VOTE.round)
LATEST = _VOTES.where(VOTE.motion_id == bindparam("motion")).order_by(VOTE.round.desc()).limit(1)
_on = (MOTION.year == bindparam("year"), MOTION.number == bindparam("number"))
LATEST_ON = _VOTES.where(*_on).order_by(VOTE.round.desc()).limit(1)
_NOT_ENDED = _VOTES.where(VOTE.ended_at.is_(None)).order_by(VOTE.closes_at, VOTE.id)
RUNNING = _NOT_ENDED.where(VOTE.closes_at > bindparam("now"))
_last = select(HEAD.last_at).where(HEAD.community_id == bindparam("community")).scalar_subquery()
DUE = _NOT_ENDED.where(or_(VOTE.closes_at <= bindparam("now"), VOTE.closes_at <= _last))
ROLLS = (
    select(
        ROLL.vote_id, ROLL.seat, ROLL.category, ROLL.membership_id, MEMBERSHIP.name,
        ROLL.recused_why, ROLL.vacated_at, BALLOT.sent_at,
    )
    .select_from(RollSeat)
    .outerjoin(Membership, and_(MEMBERSHIP.community_id == ROLL.community_id, MEMBERSHIP.id == ROLL.membership_id))
    .outerjoin(
        Ballot,
        and_(BALLOT.community_id == ROLL.community_id, BALLOT.vote_id == ROLL.vote_id, BALLOT.seat == ROLL.seat),
    )
    .where(ROLL.community_id == bindparam("community"), ROLL.vote_id.in_(bindparam("votes")))
    .order_by(ROLL.vote_id, ROLL.seat)
)  # fmt: skip
OVER = ROLLS.add_columns(BALLOT.choice, BALLOT.salt, BALLOT.entry, BALLOT.changes)
_CHOICES = select(
    BALLOT.vote_id, BALLOT.seat, BALLOT.choice, BALLOT.salt, BALLOT.entry, BALLOT.sent_at, BALLOT.changes
).where(BALLOT.community_id == bindparam("community"))
CHOICES = _CHOICES.where(BALLOT.vote_id.in_(bindparam("votes"))).order_by(BALLOT.vote_id, BALLOT.seat)
OWN_CHOICE = _CHOICES.where(BALLOT.vote_id == bindparam("vote"), BALLOT.seat == bindparam("seat"))
LEAF = select(ENTRY.leaf).where(ENTRY.community_id == bindparam("community"), ENTRY.seq == bindparam("entry"))
ASIDE = (
    select(RECUSAL.seat, RECUSAL.reason, RECUSAL.declared_at)
    .where(
        RECUSAL.community_id == bindparam("community"),
        RECUSAL.motion_id == bindparam("motion"),
        RECUSAL.returned_at.is_(None),
    )
    .order_by(RECUSAL.seat)
)
