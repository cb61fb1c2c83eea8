"""What is kept of a resolution being carried out. All but the undertaking itself is only ever added to."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

OPEN = text("accepted_at IS NULL")
ASKED = text("asked_until IS NOT NULL")
MOST_LINE, MOST_TEXT = 80, 500  # characters of a report, of a finding or a reason
OF_WORK = ("undertaking.community_id", "undertaking.motion_id")


def _of_work() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "motion_id"], list(OF_WORK))


def _by(column: str = "by_id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", column], ["membership.community_id", "membership.id"])


class Undertaking(SQLModel, table=True):
    """A passed motion that is carried out; it goes by the motion's number. `next_due` and `report_due` are kept with
    each report, so that what is late is found without reading them all."""

    __tablename__ = "undertaking"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["motion.community_id", "motion.id"]),
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        Index("undertaking_number", "community_id", "year", "number", unique=True),
        Index("undertaking_due", "community_id", "next_due", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("undertaking_report", "community_id", "report_due", sqlite_where=OPEN, postgresql_where=OPEN),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    year: int
    number: int
    version: int  # of the motion, as it was resolved
    body_key: str = Field(max_length=60)  # that carries it out
    begun_on: date
    due: date  # as planned; extensions are beside it
    budget_fen: int = Field(sa_type=BigInteger)
    money_from: str = Field(max_length=28)
    report_days: int | None = None
    begun_at: datetime
    entry: int
    next_due: date
    report_due: date | None = None
    accepted_at: datetime | None = None  # none while it is carried out, or is again


class Responsible(SQLModel, table=True):
    """A named person who answers for it."""

    __tablename__ = "work_person"
    __table_args__ = (_of_work(), _by("membership_id"))
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)


class MilestoneKept(SQLModel, table=True):
    """A part of the work as it was planned."""

    __tablename__ = "work_milestone"
    __table_args__ = (_of_work(),)
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    position: int = Field(primary_key=True)
    title: str = Field(max_length=28)
    due: date
    weight: int


class Contract(SQLModel, table=True):
    """With whom it was agreed, for how much."""

    __tablename__ = "work_contract"
    __table_args__ = (_of_work(), _by())
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    party: str = Field(max_length=60)
    amount_fen: int = Field(sa_type=BigInteger)
    paper: str | None = Field(default=None, max_length=64)
    at: datetime
    by_id: UUID


class Progress(SQLModel, table=True):
    """A report from the site. A wrong one stays; another stands instead of it."""

    __tablename__ = "work_progress"
    __table_args__ = (_of_work(), _by())
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    line: str = Field(max_length=MOST_LINE)
    milestone: int | None = None
    percent: int | None = None
    paid_fen: int = Field(sa_type=BigInteger)
    invoice: str | None = Field(default=None, max_length=64)
    corrects: int | None = None
    at: datetime
    by_id: UUID
    entry: int


class ProgressPhoto(SQLModel, table=True):
    """A photograph of a report, by its hash."""

    __tablename__ = "work_photo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "motion_id", "number"],
            ["work_progress.community_id", "work_progress.motion_id", "work_progress.number"],
        ),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    photo: str = Field(max_length=64)


class SiteCheck(SQLModel, table=True):
    """What the supervisory committee found on site: 到场已核, or 不属实."""

    __tablename__ = "work_check"
    __table_args__ = (_of_work(), _by())
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    holds: bool
    text: str = Field(sa_type=Text)
    photo: str | None = Field(default=None, max_length=64)
    at: datetime
    by_id: UUID
    entry: int


class SiteAnswer(SQLModel, table=True):
    """What was done about a finding 不属实. One answer to each."""

    __tablename__ = "work_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "motion_id", "number"],
            ["work_check.community_id", "work_check.motion_id", "work_check.number"],
        ),
        _by(),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)  # of the finding
    text: str = Field(sa_type=Text)
    photo: str | None = Field(default=None, max_length=64)
    at: datetime
    by_id: UUID
    entry: int


class Extension(SQLModel, table=True):
    """A milestone (0: the whole) may be later, for a reason that everyone can read."""

    __tablename__ = "work_extension"
    __table_args__ = (_of_work(), _by())
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    position: int
    until: date
    why: str = Field(max_length=200)
    at: datetime
    by_id: UUID


class AddedMoney(SQLModel, table=True):
    """More money, allowed by another motion that passed; each motion allows once."""

    __tablename__ = "work_money"
    __table_args__ = (
        _of_work(),
        ForeignKeyConstraint(["community_id", "allowed_by"], ["motion.community_id", "motion.id"]),
        _by(),
    )
    community_id: UUID = Field(primary_key=True)
    allowed_by: UUID = Field(primary_key=True)  # motion
    motion_id: UUID
    amount_fen: int = Field(sa_type=BigInteger)
    at: datetime
    by_id: UUID
    entry: int


class Acceptance(SQLModel, table=True):
    """The work was looked at as a whole and taken over, for what it cost in the end; once in each round."""

    __tablename__ = "work_acceptance"
    __table_args__ = (
        _of_work(),
        _by(),
        Index("work_acceptance_asked", "community_id", "asked_until", sqlite_where=ASKED, postgresql_where=ASKED),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    final_fen: int = Field(sa_type=BigInteger)
    line: str = Field(max_length=MOST_TEXT)
    paper: str | None = Field(default=None, max_length=64)
    at: datetime
    by_id: UUID
    asked_on: date | None = None  # it is asked once more whether it is done; None where the path does not say so
    asked_until: date | None = None
