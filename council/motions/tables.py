"""The motion, its versions, and when it was put or withdrawn."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

FACT = 28  # characters a fact may have: thirty seconds for the whole motion


class Motion(SQLModel, table=True):
    """A draft has no number; put, it has one, for good, and is public."""

    __tablename__ = "motion"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        ForeignKeyConstraint(["community_id", "proposer_id"], ["membership.community_id", "membership.id"]),
        UniqueConstraint("community_id", "year", "number", name="motion_number"),
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
