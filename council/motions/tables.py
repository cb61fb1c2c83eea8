"""The motion and its versions, and the named queries by which they are read."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    select,
)
from sqlmodel import Field, SQLModel, col

from council.kit.act import NotFound
from council.kit.db import Db
from council.kit.queries import Query, Values
from council.motions.wording import Wording
from council.people.tables import Membership

FACT = 28  # characters a fact may have: thirty seconds for the whole motion
MOST_DRAFTS = 200  # in one list


class Motion(SQLModel, table=True):
    """A draft has no number; put, it has one, for good, and is public."""

    __tablename__ = "motion"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        ForeignKeyConstraint(["community_id", "proposer_id"], ["membership.community_id", "membership.id"]),
        UniqueConstraint("community_id", "year", "number", name="motion_number"),
        Index("motion_state", "community_id", "state", "year", "number"),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    body_key: str = Field(max_length=60)
    matter: str = Field(max_length=40)
    proposer_id: UUID  # membership
    proposer_seat: int | None = None  # None: the clerk, for the body
    version: int = 1  # the one that stands
    begun_at: datetime
    year: int | None = None
    number: int | None = None
    put_at: datetime | None = None
    held_since: datetime | None = None  # a vote runs on it: no new version, no withdrawal
    held_until: datetime | None = None
    outcome: str | None = Field(default=None, max_length=20)  # of the last vote: a rules.Outcome
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_why: str | None = Field(default=None, max_length=200)
    stage: str | None = Field(default=None, max_length=20)  # how far on its path: a listing.STAGES
    state: str = Field(default="draft", max_length=20)  # listing.stood, written down: lists are by it


class MotionCount(SQLModel, table=True):
    """How many motions of a year stand in a state: kept with each change, so that no page counts them."""

    __tablename__ = "motion_count"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    year: int = Field(primary_key=True)
    state: str = Field(primary_key=True, max_length=20)
    count: int


class MotionVersion(SQLModel, table=True):
    """What a motion said at one time. A vote is on one version; a put version is never changed."""

    __tablename__ = "motion_version"
    __table_args__ = (ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),)
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title: str = Field(max_length=60)
    what: str = Field(max_length=FACT)
    cost: str = Field(max_length=FACT)
    cost_fen: int = Field(sa_type=BigInteger)
    money_from: str = Field(default="", max_length=FACT)  # who pays; empty where it costs nothing
    done_by: str = Field(max_length=FACT)
    done_by_day: date
    whom: str = Field(max_length=FACT)
    text: str = Field(default="", sa_type=Text)
    change: str = Field(default="", max_length=200)  # what is different from the version before
    written_at: datetime


# ── one motion ──


class MotionRow(NamedTuple):
    """A motion in the version that stands. A draft has neither year, number nor `put_at`."""

    id: UUID
    body_key: str
    matter: str
    proposer_id: UUID
    proposer_seat: int | None  # None: the clerk
    version: int
    begun_at: datetime
    year: int | None
    number: int | None
    put_at: datetime | None
    held_since: datetime | None
    held_until: datetime | None
    outcome: str | None
    decided_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str | None
    stage: str | None
    state: str
    proposer: str
    title: str
    what: str
    cost: str
    cost_fen: int
    money_from: str
    done_by: str
    done_by_day: date
    whom: str
    text: str
    written_at: datetime  # this version

    @property
    def ref(self) -> str:
        """2026-3, as in addresses and in the book."""
        return f"{self.year}-{self.number}"

    @property
    def wording(self) -> Wording:
        return Wording(**{name: getattr(self, name) for name in WORDS})


WORDS = ("title", "what", "cost", "cost_fen", "money_from", "done_by", "done_by_day", "whom", "text")
WORD_COLUMNS = [getattr(MotionVersion, name) for name in WORDS]
_KEPT = (
    "id", "body_key", "matter", "proposer_id", "proposer_seat", "version", "begun_at", "year", "number", "put_at",
    "held_since", "held_until", "outcome", "decided_at", "withdrawn_at", "withdrawn_why", "stage", "state",
)  # fmt: skip


def standing() -> ColumnElement[bool]:
    """Joins a motion to the version that stands."""
    return and_(
        col(MotionVersion.community_id) == Motion.community_id,
        col(MotionVersion.motion_id) == Motion.id,
        col(MotionVersion.version) == Motion.version,
    )


def proposing() -> ColumnElement[bool]:
    """Joins a motion to who proposed it."""
    return and_(col(Membership.community_id) == Motion.community_id, col(Membership.id) == Motion.proposer_id)


_ours = col(Motion.community_id) == bindparam("community")
MOTIONS = (
    select(
        *(getattr(Motion, name) for name in _KEPT), col(Membership.name), *WORD_COLUMNS, col(MotionVersion.written_at)
    )
    .select_from(Motion)
    .join(MotionVersion, standing())
    .join(Membership, proposing())
    .where(_ours)
)
"""A community's motions, drafts too, each as a MotionRow takes it."""
MOTION_AT = MOTIONS.where(col(Motion.year) == bindparam("year"), col(Motion.number) == bindparam("number"))
MOTION_OF = MOTIONS.where(col(Motion.id) == bindparam("motion"))
DRAFT = MOTION_OF.where(col(Motion.year).is_(None))
DRAFTS = MOTIONS.where(col(Motion.year).is_(None)).order_by(col(Motion.begun_at).desc()).limit(MOST_DRAFTS)
MOTIONS_OF = MOTIONS.where(col(Motion.id).in_(bindparam("ids")))
PUT = MOTIONS.where(col(Motion.number).is_not(None))
OWN_DRAFTS = DRAFTS.where(col(Motion.proposer_id).in_(bindparam("proposers")))


def motion_at(db: Db, community: UUID, ref: str) -> MotionRow:
    """The motion with the number 2026-3, or NotFound."""
    key = key_of(ref)
    if key is None:
        raise NotFound
    return _one(db, MOTION_AT, {"community": community, "year": key[0], "number": key[1]})


def motion_of(db: Db, community: UUID, motion: UUID) -> MotionRow:
    """The motion with this id, draft or put, or NotFound."""
    return _one(db, MOTION_OF, {"community": community, "motion": motion})


def motions_of(db: Db, community: UUID, ids: Sequence[UUID]) -> list[MotionRow]:
    """These motions, in the order in which they are named."""
    found = {row[0]: MotionRow(*row) for row in db.execute(MOTIONS_OF, {"community": community, "ids": ids}).all()}
    return [found[id] for id in ids if id in found]


def draft(db: Db, community: UUID, motion: UUID) -> MotionRow:
    """The draft with this id; NotFound where there is none, or where it has been put."""
    return _one(db, DRAFT, {"community": community, "motion": motion})


def put_motions(db: Db, community: UUID) -> list[MotionRow]:
    """Every motion of a community, for checking the whole of them; pages ask for the list (listing.motions_page)."""
    return [MotionRow(*row) for row in db.execute(PUT, {"community": community}).all()]


def _one(db: Db, query: Query, values: Values) -> MotionRow:
    row = db.execute(query, values).first()
    if row is None:
        raise NotFound
    return MotionRow(*row)


def key_of(ref: str) -> tuple[int, int] | None:
    """2026-3 as (2026, 3); None for what is no number of a motion."""
    found = re.fullmatch(r"([1-9][0-9]{3})-([1-9][0-9]{0,5})", ref)
    return (int(found[1]), int(found[2])) if found else None


def drafts_of(db: Db, community: UUID, proposers: Collection[UUID] | None) -> list[MotionRow]:
    """The drafts of these memberships, the newest first; None asks for everybody's, as the clerk may."""
    query = DRAFTS if proposers is None else OWN_DRAFTS
    rows = db.execute(query, {"community": community, "proposers": proposers}).all()
    return [MotionRow(*row) for row in rows]
