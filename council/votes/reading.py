"""What is asked of the votes: each query selects what it is named for, and nothing of a choice before its time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlmodel import SQLModel

from council.charters.frozen import Law, thaw
from council.kit.db import Db
from council.ledger.tables import LedgerEntry, LedgerHead
from council.motions.tables import Motion
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
    law: Law
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


@dataclass(frozen=True, slots=True)
class RollRow:
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


@dataclass(frozen=True, slots=True)
class Chosen:
    """A standing choice, with what opens its seal. Only the closing, the judge and its own voter read one."""

    seat: int
    choice: str
    salt: str
    entry: int
    sent_at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class RecusalRow:
    seat: int
    reason: str
    declared_at: datetime


def votes_of(db: Db, community: UUID, motion: UUID) -> list[VoteRow]:
    """Every round of a motion, the first one first."""
    query = _votes(community).where(VOTE.motion_id == motion).order_by(VOTE.round)
    return [_vote(row) for row in db.execute(query).all()]


def latest_vote(db: Db, community: UUID, motion: UUID) -> VoteRow | None:
    """The last round of a motion, whether it runs or has ended."""
    row = db.execute(_votes(community).where(VOTE.motion_id == motion).order_by(VOTE.round.desc()).limit(1)).first()
    return _vote(row) if row else None


def vote_under_way(db: Db, community: UUID, motion: UUID, now: datetime) -> VoteRow | None:
    """The vote that runs on a motion now: before its deadline, and not voided."""
    vote = latest_vote(db, community, motion)
    return vote if vote and vote.ended_at is None and now < vote.closes_at else None


def votes_running(db: Db, community: UUID, now: datetime) -> list[VoteRow]:
    """The votes under way in a community, the nearest deadline first."""
    query = _votes(community).where(VOTE.ended_at.is_(None), VOTE.closes_at > now)
    return [_vote(row) for row in db.execute(query.order_by(VOTE.closes_at, VOTE.id)).all()]


def votes_due(db: Db, community: UUID, now: datetime) -> list[VoteRow]:
    """Votes past their deadline that the book has not closed yet.

    The book's own last moment counts too: were the clock set back, no ballot may be written after its deadline.
    """
    last = select(HEAD.last_at).where(HEAD.community_id == community).scalar_subquery()
    query = _votes(community).where(VOTE.ended_at.is_(None), or_(VOTE.closes_at <= now, VOTE.closes_at <= last))
    return [_vote(row) for row in db.execute(query.order_by(VOTE.closes_at, VOTE.id)).all()]


def rolls_of(db: Db, community: UUID, votes: Collection[UUID]) -> dict[UUID, tuple[RollRow, ...]]:
    """The rolls of these votes, each in the order of seats."""
    query = (
        select(
            ROLL.vote_id, ROLL.seat, ROLL.category, ROLL.membership_id, MEMBERSHIP.name,
            ROLL.recused_why, ROLL.vacated_at, BALLOT.sent_at,
        )
        .select_from(RollSeat)
        .outerjoin(
            Membership,
            and_(MEMBERSHIP.community_id == ROLL.community_id, MEMBERSHIP.id == ROLL.membership_id),
        )
        .outerjoin(
            Ballot,
            and_(
                BALLOT.community_id == ROLL.community_id,
                BALLOT.vote_id == ROLL.vote_id,
                BALLOT.seat == ROLL.seat,
            ),
        )
        .where(ROLL.community_id == community, ROLL.vote_id.in_(votes))
        .order_by(ROLL.vote_id, ROLL.seat)
    )  # fmt: skip
    rolls: dict[UUID, list[RollRow]] = {}
    for row in db.execute(query).all():
        rolls.setdefault(row[0], []).append(RollRow(*row[1:]))
    return {vote: tuple(roll) for vote, roll in rolls.items()}


def choices_of(db: Db, community: UUID, votes: Collection[UUID]) -> dict[UUID, dict[int, Chosen]]:
    """The standing choices of votes that are over, by seat. Never asked of a vote before its deadline."""
    query = (
        select(BALLOT.vote_id, BALLOT.seat, BALLOT.choice, BALLOT.salt, BALLOT.entry, BALLOT.sent_at, BALLOT.changes)
        .where(BALLOT.community_id == community, BALLOT.vote_id.in_(votes))
        .order_by(BALLOT.vote_id, BALLOT.seat)
    )
    chosen: dict[UUID, dict[int, Chosen]] = {}
    for row in db.execute(query).all():
        chosen.setdefault(row[0], {})[row[1]] = Chosen(*row[1:])
    return chosen


def own_choice(db: Db, community: UUID, vote: UUID, seat: int) -> Chosen | None:
    """What a seat has chosen, for its own receipt."""
    row = db.execute(
        select(BALLOT.seat, BALLOT.choice, BALLOT.salt, BALLOT.entry, BALLOT.sent_at, BALLOT.changes).where(
            BALLOT.community_id == community, BALLOT.vote_id == vote, BALLOT.seat == seat
        )
    ).first()
    return Chosen(*row) if row else None


def leaf_of(db: Db, community: UUID, entry: int) -> bytes:
    """The leaf of an entry that a ballot or a verdict names: its check code."""
    leaf: bytes = db.execute(select(ENTRY.leaf).where(ENTRY.community_id == community, ENTRY.seq == entry)).scalar_one()
    return leaf


def recusals_of(db: Db, community: UUID, motion: UUID) -> dict[int, RecusalRow]:
    """Who stands aside from a motion, by seat."""
    query = select(RECUSAL.seat, RECUSAL.reason, RECUSAL.declared_at).where(
        RECUSAL.community_id == community, RECUSAL.motion_id == motion, RECUSAL.returned_at.is_(None)
    )
    return {row[0]: RecusalRow(*row) for row in db.execute(query.order_by(RECUSAL.seat)).all()}


def _votes(community: UUID) -> Select[Any]:
    return (
        select(
            VOTE.community_id, VOTE.id, MOTION.year, MOTION.number, VOTE.motion_id, VOTE.version, VOTE.body_key,
            VOTE.round, VOTE.rule, VOTE.opened_at, VOTE.closes_at, VOTE.ended_at, VOTE.entry, VOTE.voided_why,
            VOTE.verdict,
        )
        .select_from(Vote)
        .join(Motion, and_(MOTION.community_id == VOTE.community_id, MOTION.id == VOTE.motion_id))
        .where(VOTE.community_id == community)
    )  # fmt: skip


def _vote(row: Any) -> VoteRow:
    columns = [*row]
    columns[8] = thaw(row.rule)
    return VoteRow(*columns)
