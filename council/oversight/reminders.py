"""The reminders that were sent: of one work, for its page; and those that wait for a report, for the desks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.db import Db, Reader
from council.oversight.tables import Reminder
from council.procedure.reading import CASE
from council.rules.refusal import Refusal
from council.works.beside import BESIDE, Beside
from council.works.queries import carried_out

REMINDER, WORK, TOLD, VERSION = (
    SQLModel.metadata.tables[name].c
    for name in (str(Reminder.__tablename__), "undertaking", "work_progress", "motion_version")
)
SHOWN = 5  # on a work's page; the record has all
MOST_WAITING = 20
_OF_WORK = (REMINDER.community_id == bindparam("community"), REMINDER.motion_id == bindparam("motion"))
OF_WORK = (
    select(REMINDER.authority, REMINDER.at, REMINDER.entry)
    .where(*_OF_WORK)
    .order_by(REMINDER.entry.desc())
    .limit(bindparam("most"))
)
_OPEN = and_(
    WORK.community_id == REMINDER.community_id, WORK.motion_id == REMINDER.motion_id, WORK.accepted_at.is_(None)
)
_CASE = and_(CASE.community_id == WORK.community_id, CASE.motion_id == WORK.motion_id)
_VERSION = and_(
    VERSION.community_id == WORK.community_id, VERSION.motion_id == WORK.motion_id, VERSION.version == WORK.version
)
_reported = exists().where(
    TOLD.community_id == REMINDER.community_id, TOLD.motion_id == REMINDER.motion_id, TOLD.at > REMINDER.at
)
_later = SQLModel.metadata.tables[str(Reminder.__tablename__)].alias().c
_again = exists().where(
    _later.community_id == REMINDER.community_id, _later.motion_id == REMINDER.motion_id,
    _later.entry > REMINDER.entry,
)  # fmt: skip
WAITING = (
    select(REMINDER.authority, REMINDER.at, WORK.year, WORK.number, VERSION.title)
    .select_from(SQLModel.metadata.tables["reminder"])
    .join(SQLModel.metadata.tables["undertaking"], _OPEN)
    .join(SQLModel.metadata.tables["matter_case"], _CASE)
    .join(SQLModel.metadata.tables["motion_version"], _VERSION)
    .where(REMINDER.community_id == bindparam("community"), *carried_out(), ~_reported, ~_again)
    .order_by(REMINDER.entry)
    .limit(MOST_WAITING)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The newest reminder of a work since which nobody has reported."""

    ref: str
    title: str
    said: Refusal


def reminded(authority: str, at: datetime) -> Refusal:
    """青桥街道 11月28日 提醒过"""
    return Refusal("%(authority)s sent a reminder on %(day)s", authority=authority, day=clock.day_of(at))


def last_reminder(db: Db, community: UUID, motion: UUID) -> date | None:
    """The day of the newest reminder of a work."""
    row = db.execute(OF_WORK, {"community": community, "motion": motion, "most": 1}).first()
    return clock.day_of(row[1]) if row else None


def reminders_of(db: Reader, community: UUID, motion: UUID) -> Sequence[Beside]:
    """What its page says of a work's reminders, the newest first."""
    rows = db.execute(OF_WORK, {"community": community, "motion": motion, "most": SHOWN}).all()
    return [Beside(reminded(authority, at), clock.day_of(at), entry) for authority, at, entry in rows]


def reminders_waiting(db: Reader, community: UUID) -> Sequence[Waiting]:
    """What those who carry out works here were reminded of, and have not reported on since."""
    rows = db.execute(WAITING, {"community": community}).all()
    return [Waiting(f"{year}-{number}", title, reminded(by, at)) for by, at, year, number, title in rows]


BESIDE.append(reminders_of)
