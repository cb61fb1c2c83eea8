"""A vote by window: its frozen rule and roll, its ballots, and how it ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

RUNNING = text("ended_at IS NULL")


class Vote(SQLModel, table=True):
    """One round on one version of a motion. What it is decided under was frozen when it opened."""

    __tablename__ = "vote"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        UniqueConstraint("community_id", "motion_id", "round", name="vote_round"),
        Index("vote_not_ended", "closes_at", "community_id", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index(
            "vote_one_runs",
            "community_id",
            "motion_id",
            unique=True,
            sqlite_where=RUNNING,
            postgresql_where=RUNNING,
        ),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    motion_id: UUID
    version: int
    body_key: str = Field(max_length=60)
    round: int = 1
    rule: str = Field(sa_type=Text)  # canonical JSON: the rule and its citations
    opened_at: datetime
    closes_at: datetime
    ended_at: datetime | None = None  # the closing or the voiding has its entry
    entry: int | None = None  # that entry
    voided_why: str | None = Field(default=None, max_length=200)
    verdict: str | None = Field(default=None, sa_type=Text)  # canonical JSON, with every number


class RollSeat(SQLModel, table=True):
    """A seat as it stood when the vote opened; a vacant seat is on the roll too, and weighs in the base."""

    __tablename__ = "roll"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "vote_id"], ["vote.community_id", "vote.id"]),
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    vote_id: UUID = Field(primary_key=True)
    seat: int = Field(primary_key=True)
    category: str = Field(max_length=20)
    membership_id: UUID | None = None  # None: vacant
    recused_why: str | None = Field(default=None, max_length=200)
    vacated_at: datetime | None = None  # the holder left during the vote: no more ballots, the base stays


class Ballot(SQLModel, table=True):
    """The standing choice of a seat. Overwritten by a change until the close; then a trigger guards it."""

    __tablename__ = "ballot"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "vote_id", "seat"], ["roll.community_id", "roll.vote_id", "roll.seat"]),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="ballot_choice"),
    )
    community_id: UUID = Field(primary_key=True)
    vote_id: UUID = Field(primary_key=True)
    seat: int = Field(primary_key=True)
    choice: str = Field(max_length=10)  # "for", "against", "abstain"
    salt: str = Field(max_length=64)
    entry: int  # where its seal stands
    sent_at: datetime
    changes: int = 0


class Recusal(SQLModel, table=True):
    """A seat stands aside from one motion, with its reason, before its vote opens (回避)."""

    __tablename__ = "recusal"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        ForeignKeyConstraint(
            ["community_id", "body_key", "seat"], ["seat.community_id", "seat.body_key", "seat.number"]
        ),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    body_key: str = Field(max_length=60)
    seat: int = Field(primary_key=True)
    reason: str = Field(max_length=200)
    declared_at: datetime
    returned_at: datetime | None = None  # taken back before the vote opened
