"""What hangs on the board, what is said against it, what the supervisory committee says, and entered days off."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

HANGS = text("ended_at IS NULL AND taken_down_on IS NULL AND sent_back_on IS NULL")
UNANSWERED = text("replied_at IS NULL")
MOST_TEXT = 2000  # characters of an objection, a reply, an opinion


class Notice(SQLModel, table=True):
    """A publication as it hung on the board. Posted anew it is another one, with the next attempt."""

    __tablename__ = "notice"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        UniqueConstraint("community_id", "motion_id", "about", "attempt", name="notice_attempt"),
        UniqueConstraint("community_id", "entry", name="notice_entry"),
        Index("notice_one_hangs", "community_id", "motion_id", "about", unique=True,
              sqlite_where=HANGS, postgresql_where=HANGS),
        Index("notice_due", "ends_on", "community_id", sqlite_where=HANGS, postgresql_where=HANGS),
        CheckConstraint("about IN ('plan', 'resolution', 'result')", name="notice_about"),
    )  # fmt: skip
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    motion_id: UUID
    version: int  # of the motion, as it was posted
    about: str = Field(max_length=20)  # a rules.publicity.About
    attempt: int
    stage: str = Field(max_length=40)  # of the path
    law: str = Field(sa_type=Text)  # canonical JSON: days required, days to reply, and what they rest on
    days: int  # that it hangs, at least those required
    posted_on: date  # as the paper says
    place: str = Field(max_length=60)
    phone: str = Field(max_length=30)  # to object by; public, and never in the book
    counted_to: date  # the last of the days
    ends_on: date | None = None  # the same or the next working day; None while the calendar is not known
    entered_at: datetime
    entry: int
    photo: str | None = Field(default=None, max_length=64)  # of the board, by its hash
    taken_down_on: date | None = None  # before its end
    taken_down_why: str | None = Field(default=None, max_length=200)
    sent_back_on: date | None = None  # an objection to it was upheld
    ended_at: datetime | None = None  # the clock entered its end
    cleared_at: datetime | None = None  # over, and every objection answered


class Objection(SQLModel, table=True):
    """What someone says against a notice. Its text is public once it is cleared of names; the words stay sealed."""

    __tablename__ = "objection"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        ForeignKeyConstraint(["community_id", "notice_id"], ["notice.community_id", "notice.id"]),
        ForeignKeyConstraint(["community_id", "cleared_by"], ["membership.community_id", "membership.id"]),
        ForeignKeyConstraint(["community_id", "replied_by"], ["membership.community_id", "membership.id"]),
        ForeignKeyConstraint(["community_id", "judged_by"], ["membership.community_id", "membership.id"]),
        UniqueConstraint("community_id", "motion_id", "number", name="objection_number"),
        Index("objection_waits", "community_id", "reply_due", sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
        CheckConstraint("channel IN ('web', 'paper', 'call')", name="objection_channel"),
    )  # fmt: skip
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    motion_id: UUID
    notice_id: UUID
    number: int  # 11-3 is the third on motion no. 11
    channel: str = Field(max_length=10)
    category: str = Field(max_length=20)  # as they say of themselves: established, new, other
    text: str = Field(sa_type=Text)
    salt: str = Field(max_length=64)  # of its seal in the book
    phone: str | None = Field(default=None, max_length=20)  # for the reply; never shown in public, never in the book
    code_hash: str = Field(max_length=64)  # of the code with which it is followed
    filed_on: date  # as the slip says, or the day it came
    filed_at: datetime
    entry: int
    photo: str | None = Field(default=None, max_length=64)  # of the slip, or of what is meant
    reply_due: date
    cleared_text: str | None = Field(default=None, sa_type=Text)
    cleared_at: datetime | None = None
    cleared_by: UUID | None = None  # membership
    reply: str | None = Field(default=None, sa_type=Text)
    replied_at: datetime | None = None
    replied_by: UUID | None = None
    reply_changed_at: datetime | None = None
    upheld: bool | None = None
    opinion: str | None = Field(default=None, sa_type=Text)
    judged_at: datetime | None = None
    judged_by: UUID | None = None
    unhappy_at: datetime | None = None  # who filed it is not content with the reply
    unhappy_why: str | None = Field(default=None, max_length=500)


class CheckMark(SQLModel, table=True):
    """What the supervisory committee says of one step: true or not (属实 / 不属实). The newest stands."""

    __tablename__ = "check_mark"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        ForeignKeyConstraint(["community_id", "member_id"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    step: str = Field(primary_key=True, max_length=20)  # "decision", or a rules.publicity.About
    attempt: int = Field(primary_key=True)  # of the notice; 0 for the decision
    entry: int = Field(primary_key=True)
    holds: bool
    opinion: str = Field(default="", sa_type=Text)
    marked_at: datetime
    member_id: UUID


class CalendarYear(SQLModel, table=True):
    """A year whose days off were entered from the State Council's notice."""

    __tablename__ = "calendar_year"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    year: int = Field(primary_key=True)
    source: str = Field(max_length=200)
    entered_at: datetime
    entry: int


class CalendarDay(SQLModel, table=True):
    """A day that such a notice names: off, or worked to make up."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "year"], ["calendar_year.community_id", "calendar_year.year"]),
    )
    community_id: UUID = Field(primary_key=True)
    day: date = Field(primary_key=True)
    year: int  # whose notice names it: 2026-12-31 may belong to that of 2027
    works: bool


class Crowd(SQLModel, table=True):
    """How many objections came from one address within an hour. Swept when the hour is over; tied to no objection."""

    __tablename__ = "crowd"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    bucket: str = Field(primary_key=True, max_length=64)
    came: int
    until: datetime
