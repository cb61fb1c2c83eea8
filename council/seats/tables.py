"""What stands in a community: its bodies, their seats by category, and who has held them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Body(SQLModel, table=True):
    """A council or another body of a community, under one charter."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("community_id", "name", name="body_name"),)
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    key: str = Field(primary_key=True, max_length=60)  # pinyin, in addresses
    name: str = Field(max_length=60)
    charter: str = Field(max_length=40)
    founded_at: datetime


class Seat(SQLModel, table=True):
    """A seat keeps its category for good; a vacancy never moves to another."""

    __tablename__ = "seat"
    __table_args__ = (ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),)
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    number: int = Field(primary_key=True)
    category: str = Field(max_length=20)


HELD = text("ended_at IS NULL")


class Tenure(SQLModel, table=True):
    """Someone holds a seat, from when to when. A seat without a standing tenure is vacant."""

    __tablename__ = "tenure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "seat"], ["seat.community_id", "seat.body_key", "seat.number"]
        ),
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index(
            "tenure_one_holder",
            "community_id",
            "body_key",
            "seat",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
        Index(
            "tenure_one_seat_each",
            "community_id",
            "body_key",
            "membership_id",
            unique=True,
            sqlite_where=HELD,
            postgresql_where=HELD,
        ),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    id: UUID = Field(primary_key=True)
    seat: int
    membership_id: UUID
    office: str = Field(default="member", max_length=20)  # "chair", "vice_chair", "member"
    term_start: date | None = None  # what the roster lacks is not invented
    term_end: date | None = None
    began_at: datetime
    ended_at: datetime | None = None
    ended_why: str | None = Field(default=None, max_length=200)


class Review(SQLModel, table=True):
    """A holder's category has changed in mid-term: the seat is under review, and nothing is rejudged."""

    __tablename__ = "review"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id"],
            ["tenure.community_id", "tenure.body_key", "tenure.id"],
        ),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    tenure_id: UUID = Field(primary_key=True)
    category: str = Field(max_length=20)  # the holder's category now
    since: datetime
    settled_at: datetime | None = None


class Alternate(SQLModel, table=True):
    """Who follows in a category, in order (候补)."""

    __tablename__ = "alternate"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    category: str = Field(primary_key=True, max_length=20)
    position: int = Field(primary_key=True)
    membership_id: UUID
    called_at: datetime | None = None
