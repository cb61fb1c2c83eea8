"""What is kept of a meeting: its notice and agenda, who came, what was said and counted, its minutes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

OF_MEETING = (["community_id", "meeting_id"], ["meeting.community_id", "meeting.id"])
KEY = ["community_id", "meeting_id", "position"]
OF_ITEM = (KEY, [f"agenda_item.{column}" for column in KEY])


def _person(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", column], ["membership.community_id", "membership.id"])


def _paper(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", column], ["paper.community_id", "paper.sha256"])


class Meeting(SQLModel, table=True):
    """A meeting of a body. The days are those on paper; the moments say when they were entered (补录)."""

    __tablename__ = "meeting"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        *map(_person, ("host_id", "recorder_id", "teller_id", "teller2_id")),
        UniqueConstraint("community_id", "held_on", "ordinal", name="meeting_address"),
        Index("meeting_of_body", "community_id", "body_key", "held_on"),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    body_key: str = Field(max_length=60)
    held_on: date
    ordinal: int = 1  # the second meeting of a day is /meetings/2026-11-16-2
    starts: str = Field(max_length=5)  # "19:30", of a clock on the wall in the village
    ends: str | None = Field(default=None, max_length=5)
    place: str = Field(max_length=60)
    online_way: str | None = Field(default=None, max_length=60)
    law: str = Field(sa_type=Text)  # canonical JSON: the charter, and what meetings are held under
    sent_on: date  # of the notice
    sent_by: str = Field(max_length=80)  # ways, with commas: board,broadcast
    called_at: datetime
    host_id: UUID | None = None
    recorder_id: UUID | None = None
    teller_id: UUID | None = None
    teller2_id: UUID | None = None
    opened_at: datetime | None = None  # the roll was frozen
    vacant: int = 0  # seats that nobody held then
    reported: int | None = None  # how many out of reach were reported at the meeting
    converted_at: datetime | None = None  # it cannot decide, so it only discusses
    converted_why: str | None = Field(default=None, max_length=10)  # "notice", "quorum"
    cancelled_at: datetime | None = None
    cancelled_why: str | None = Field(default=None, max_length=200)
    closed_at: datetime | None = None


class AgendaItem(SQLModel, table=True):
    """What is on the agenda, frozen with the notice. A motion is dealt with in the version of then."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        ForeignKeyConstraint(*OF_MEETING),
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        CheckConstraint("kind IN ('decide', 'discuss')", name="agenda_item_kind"),
        Index("agenda_item_motion", "community_id", "motion_id"),
    )
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    motion_id: UUID | None = None
    version: int | None = None
    title: str = Field(max_length=60)
    kind: str = Field(max_length=10)  # "decide", "discuss"
    added_at: datetime | None = None  # taken up at the meeting, with the consent of two thirds
    consent: int | None = None
    consent_of: int | None = None
    deferred_at: datetime | None = None
    deferred_why: str | None = Field(default=None, max_length=200)


class Attendance(SQLModel, table=True):
    """A person on the roll as it was frozen, or a household by its first adult: it has one row, so it has one voice."""

    __tablename__ = "attendance"
    __table_args__ = (
        ForeignKeyConstraint(*OF_MEETING),
        _person("membership_id"),
        _person("came_id"),
        _paper("mandate"),
        Index("attendance_number", "community_id", "meeting_id", "number"),
        CheckConstraint("status IN ('present', 'absent', 'unreachable')", name="attendance_status"),
        CheckConstraint("channel IN ('in_person', 'paper', 'online', 'delegate')", name="attendance_channel"),
    )
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    number: int  # the member's
    category: str = Field(max_length=20)
    woman: bool
    own: bool  # in the body's own seats
    household: str | None = Field(default=None, max_length=20)
    status: str | None = Field(default=None, max_length=12)  # None: not called yet
    channel: str | None = Field(default=None, max_length=12)
    reason: str | None = Field(default=None, max_length=12)  # of absence: a key
    note: str | None = Field(default=None, max_length=60)
    came_id: UUID | None = None  # who came for the household, or in their place, where it is a member
    delegate: str | None = Field(default=None, max_length=40)  # who came in their place
    relation: str | None = Field(default=None, max_length=12)
    mandate: str | None = Field(default=None, max_length=64)  # the paper
    marked_at: datetime | None = None


class ItemRecusal(SQLModel, table=True):
    """Someone on the roll stands aside from one item, with the reason (回避)."""

    __tablename__ = "item_recusal"
    __table_args__ = (ForeignKeyConstraint(*OF_ITEM), _person("membership_id"))
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    reason: str = Field(max_length=200)
    declared_at: datetime


class Observer(SQLModel, table=True):
    """Who sat in (列席), with their post."""

    __tablename__ = "observer"
    __table_args__ = (ForeignKeyConstraint(*OF_MEETING),)
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    name: str = Field(max_length=40)
    post: str = Field(max_length=60)
    entered_at: datetime


class Speech(SQLModel, table=True):
    """Who spoke on an item, and the gist of it."""

    __tablename__ = "speech"
    __table_args__ = (ForeignKeyConstraint(*OF_ITEM), _person("membership_id"))
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    position: int
    membership_id: UUID | None = None  # None: an observer or a guest
    name: str = Field(max_length=40)
    gist: str = Field(max_length=500)
    stance: str = Field(max_length=10)  # "for", "against", "neutral"
    entered_at: datetime


class Tally(SQLModel, table=True):
    """The count on an item: entered by one person, confirmed by another, closed by the chair; then it stands."""

    __tablename__ = "tally"
    __table_args__ = (
        ForeignKeyConstraint(*OF_ITEM),
        *map(_person, ("entered_by", "confirmed_by", "closed_by")),
        CheckConstraint("method IN ('hands', 'paper', 'phones')", name="tally_method"),
    )
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    method: str = Field(max_length=10)
    yes: int
    no: int
    abstain: int
    spoiled: int = 0
    hand_yes: int = 0  # by phones: what of it was shown by hand, as hand_no and hand_abstain
    hand_no: int = 0
    hand_abstain: int = 0
    entered_by: UUID
    entered_at: datetime
    confirmed_by: UUID | None = None
    confirmed_at: datetime | None = None
    closed_by: UUID | None = None
    closed_at: datetime | None = None
    hall: str | None = Field(default=None, sa_type=Text)  # canonical JSON: who was there when it was confirmed
    verdict: str | None = Field(default=None, sa_type=Text)  # canonical JSON, with every number
    entry: int | None = None  # of the closing


class MinutesApproval(SQLModel, table=True):
    """Someone who was present approves the minutes: on their phone, or by the sheet they signed."""

    __tablename__ = "minutes_approval"
    __table_args__ = (ForeignKeyConstraint(*OF_MEETING), _person("membership_id"))
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    on_paper: bool
    approved_at: datetime


class Correction(SQLModel, table=True):
    """A later note to minutes; what it corrects stays as it was. It counts once a supervisor has confirmed it (G48)."""

    __tablename__ = "correction"
    __table_args__ = (ForeignKeyConstraint(*OF_MEETING), *map(_person, ("written_by", "confirmed_by")))
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    position: int | None = None  # the item it is about; None: the meeting
    text: str = Field(max_length=500)
    written_by: UUID
    written_at: datetime
    confirmed_by: UUID | None = None
    confirmed_at: datetime | None = None


class MeetingPaper(SQLModel, table=True):
    """Evidence of a meeting: its notice on the board, the sign-in sheet, a tally sheet, the signed minutes, a photo."""

    __tablename__ = "meeting_paper"
    __table_args__ = (ForeignKeyConstraint(*OF_MEETING), _paper("sha256"))
    community_id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=10)  # "notice", "sign_in", "tally", "minutes", "photo", "reported"
    sha256: str = Field(primary_key=True, max_length=64)
    position: int | None = None  # the item, of a tally sheet
    kept_at: datetime


class Delegation(SQLModel, table=True):
    """An assembly lets another body decide some matters, for a term (授权): VCOL 2018 art. 24, Zhejiang art. 16."""

    __tablename__ = "delegation"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "from_body"], ["body.community_id", "body.key"]),
        ForeignKeyConstraint(["community_id", "to_body"], ["body.community_id", "body.key"]),
        _paper("paper"),
    )
    community_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    from_body: str = Field(max_length=60)
    to_body: str = Field(max_length=60)
    matters: str = Field(max_length=800)  # keys of the catalogue, with commas
    decided_on: date
    begins: date
    ends: date
    paper: str = Field(max_length=64)  # the resolution
    entered_at: datetime
    ended_on: date | None = None
    ended_why: str | None = Field(default=None, max_length=200)
