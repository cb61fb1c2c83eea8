"""What is kept of a matter on its path: where it stands, what happened step by step, and what the village chose."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class MatterCase(SQLModel, table=True):
    """A motion on its path. The path was frozen into it when it began; a later file never moves it."""

    __tablename__ = "matter_case"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        Index("matter_case_stands", "community_id", "state", "stands_at"),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    path: str = Field(sa_type=Text)  # canonical JSON: stages, days, sources
    path_key: str = Field(max_length=40)
    origin: str = Field(max_length=20)  # whose idea it was, ticked once: procedure.origin.ORIGINS
    again_days: int  # the deciding body's bar after a refusal, in days
    begun_at: datetime
    state: str = Field(max_length=20)  # a rules.walk.State
    stands_at: str | None = Field(default=None, max_length=40)  # a stage; None once all is done
    attempt: int = 1  # at that stage
    since: date  # the paper's day on which it came there
    opened_on: date | None = None  # a publication there hangs since
    merging: str | None = Field(default=None, max_length=40)  # the stage that is held together with this one
    merging_why: str | None = Field(default=None, max_length=200)
    paused_since: datetime | None = None  # an objection waits for its answer
    reported_on: date | None = None  # the last report while it is carried out


class StageRecord(SQLModel, table=True):
    """One step of a matter: what came of a stage, once. Never changed; what goes back writes another."""

    __tablename__ = "stage_record"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["matter_case.community_id", "matter_case.motion_id"]),
        UniqueConstraint("community_id", "motion_id", "stage", "attempt", "result", name="stage_record_once"),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    step: int = Field(primary_key=True)  # 1, 2, 3 … of this motion
    stage: str = Field(max_length=40)
    attempt: int
    result: str = Field(max_length=20)  # a rules.walk.Result
    to_stage: str | None = Field(default=None, max_length=40)
    merged: bool = False
    done_on: date  # as the paper says
    done_at: datetime  # when it was entered
    version: int  # of the motion
    body_key: str | None = Field(default=None, max_length=60)  # who acted
    meeting_id: UUID | None = None
    numbers: str | None = Field(default=None, sa_type=Text)  # canonical JSON: of a verdict or an evaluation
    why: str | None = Field(default=None, max_length=200)
    entry: int


class StageCall(SQLModel, table=True):
    """A meeting was called for a stage, and the plan went out to its members."""

    __tablename__ = "stage_call"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["matter_case.community_id", "matter_case.motion_id"]),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    stage: str = Field(max_length=40)
    attempt: int
    papers_on: date | None = None  # the day on which every member had the plan
    called_at: datetime


class VillagePath(SQLModel, table=True):
    """Which path the village takes for what the law gives to its assemblies; the newest choice holds."""

    __tablename__ = "village_path"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    entry: int = Field(primary_key=True)
    path: str = Field(max_length=40)
    citation: str = Field(max_length=200)
    chosen_at: datetime
