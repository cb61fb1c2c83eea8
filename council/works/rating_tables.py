"""What people say of a work that was accepted, one by one, and how many say the same."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from council.works.tables import OF_WORK

NAMED = text("voter <> ''")
UNCLEARED = text("text <> '' AND cleared_at IS NULL")
CLEARED = text("cleared_at IS NOT NULL")
MOST_SAID = 200  # characters of the one line that someone may add


class Rating(SQLModel, table=True):
    """One answer. Only its line, cleared of names, is added later; a second answer of somebody is another row."""

    __tablename__ = "work_rating"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], list(OF_WORK)),
        ForeignKeyConstraint(["community_id", "by_id"], ["membership.community_id", "membership.id"]),
        ForeignKeyConstraint(["community_id", "cleared_by"], ["membership.community_id", "membership.id"]),
        Index("work_rating_voter", "community_id", "motion_id", "round", "voter", "number",
              sqlite_where=NAMED, postgresql_where=NAMED),
        Index("work_rating_uncleared", "community_id", "entry", sqlite_where=UNCLEARED, postgresql_where=UNCLEARED),
        Index("work_rating_read", "community_id", "motion_id", "number", sqlite_where=CLEARED,
              postgresql_where=CLEARED),
    )  # fmt: skip
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)  # of all answers to this work, through all rounds
    round: int  # which acceptance it speaks of
    voter: str = Field(max_length=40)  # "member:8", "objection:3"; "" for anybody else
    channel: str = Field(max_length=10)  # web, paper
    content: str = Field(max_length=20)  # a rules.rating.Content
    finished: str = Field(max_length=20)  # a rules.rating.Finished
    text: str = Field(sa_type=Text)  # as it was said, for the supervisory committee alone
    salt: str = Field(max_length=64)
    said_on: date
    at: datetime
    by_id: UUID | None = None  # the member, or who typed the slip in
    entry: int
    cleared_text: str | None = Field(default=None, sa_type=Text)
    cleared_at: datetime | None = None
    cleared_by: UUID | None = None


class Rated(SQLModel, table=True):
    """How many answers of one kind stand in one round; kept with each answer, so that no page counts them all."""

    __tablename__ = "work_rating_count"
    __table_args__ = (ForeignKeyConstraint(["community_id", "motion_id"], list(OF_WORK)),)
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    round: int = Field(primary_key=True)
    weighs: bool = Field(primary_key=True)
    content: str = Field(primary_key=True, max_length=20)
    finished: str = Field(primary_key=True, max_length=20)
    count: int
    newest: int  # the entry of the last one
