"""Which votes run in a community, and which still wait for a person's ballot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.motions.tables import Motion, MotionVersion
from council.votes.reading import BALLOT, MOTION, ROLL, VOTE
from council.votes.tables import Ballot, RollSeat, Vote

VERSION = SQLModel.metadata.tables["motion_version"].c


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that runs. `ref` is the motion's number, 2026-3."""

    ref: str
    title: str
    body: str
    round: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ballot that waits for the holder of a seat."""

    ref: str
    title: str
    body: str
    seat: int
    closes_at: datetime


def open_votes(db: Db, community: UUID, now: datetime) -> list[OpenVote]:
    """The votes under way, the nearest deadline first."""
    rows = db.execute(OPEN_VOTES, {"community": community, "now": now}).all()
    return [OpenVote(f"{row[0]}-{row[1]}", *row[2:]) for row in rows]


def ballots_waiting(db: Db, community: UUID, memberships: Collection[UUID], now: datetime) -> list[Waiting]:
    """What these memberships may vote on and have not, the nearest deadline first."""
    rows = db.execute(WAITING, {"community": community, "now": now, "memberships": memberships}).all()
    return [Waiting(f"{row[0]}-{row[1]}", *row[2:]) for row in rows]


def _running(*columns: Any) -> Select[Any]:
    return (
        select(MOTION.year, MOTION.number, VERSION.title, *columns)
        .select_from(Vote)
        .join(Motion, and_(MOTION.community_id == VOTE.community_id, MOTION.id == VOTE.motion_id))
        .join(
            MotionVersion,
            and_(
                VERSION.community_id == VOTE.community_id,
                VERSION.motion_id == VOTE.motion_id,
                VERSION.version == VOTE.version,
            ),
        )
        .where(VOTE.community_id == bindparam("community"), VOTE.ended_at.is_(None), VOTE.closes_at > bindparam("now"))
        .order_by(VOTE.closes_at, MOTION.year, MOTION.number)
    )


OPEN_VOTES = _running(VOTE.body_key, VOTE.round, VOTE.closes_at)
WAITING = (
    _running(VOTE.body_key, ROLL.seat, VOTE.closes_at)
    .join(RollSeat, and_(ROLL.community_id == VOTE.community_id, ROLL.vote_id == VOTE.id))
    .outerjoin(
        Ballot,
        and_(BALLOT.community_id == ROLL.community_id, BALLOT.vote_id == ROLL.vote_id, BALLOT.seat == ROLL.seat),
    )
    .where(
        ROLL.membership_id.in_(bindparam("memberships")),
        ROLL.recused_why.is_(None),
        ROLL.vacated_at.is_(None),
        BALLOT.seat.is_(None),
    )
)
