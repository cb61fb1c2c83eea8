"""A vote by phone within a meeting: from when to when, and the standing choice of each who was present."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from council.meetings.tables import KEY, OF_ITEM


class Poll(SQLModel, table=True):
    """Those present may vote on an item by phone while it is not ended. Nobody sees a count before."""

    __tablename__ = "poll"
    __table_args__ = (
        ForeignKeyConstraint(*OF_ITEM),
        ForeignKeyConstraint(["community_id", "opened_by"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    opened_by: UUID
    opened_at: datetime
    ended_at: datetime | None = None


class PhoneVote(SQLModel, table=True):
    """The standing choice of someone on the roll. The book knows it by the number of its ballot, not by a name."""

    __tablename__ = "phone_vote"
    __table_args__ = (
        ForeignKeyConstraint(KEY, [f"poll.{column}" for column in KEY]),
        ForeignKeyConstraint(
            ["community_id", "meeting_id", "membership_id"],
            ["attendance.community_id", "attendance.meeting_id", "attendance.membership_id"],
        ),
        UniqueConstraint("community_id", "meeting_id", "position", "ballot", name="phone_vote_ballot"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="phone_vote_choice"),
    )
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    ballot: int
    choice: str = Field(max_length=10)
    salt: str = Field(max_length=64)
    entry: int  # where its seal stands
    sent_at: datetime
