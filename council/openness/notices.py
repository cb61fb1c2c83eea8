"""Notices as acts and pages read them: what hangs, what hung, what is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.act import NotFound
from council.kit.db import Db
from council.motions.tables import Motion, MotionVersion
from council.openness.law import Law, thaw
from council.openness.tables import Notice, Objection
from council.rules.publicity import About, Posting, State, state

NOTICE, OBJECTION, MOTION, VERSION = (
    SQLModel.metadata.tables[str(table.__tablename__)].c for table in (Notice, Objection, Motion, MotionVersion)
)
MOST_HANGING = 60  # notices on one board at a time that a page lists


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with the number and title of its motion, as it was posted."""

    id: UUID
    motion_id: UUID
    ref: str
    title: str
    version: int
    about: About
    attempt: int
    law: Law
    days: int
    posted_on: date
    place: str
    phone: str
    counted_to: date
    ends_on: date | None
    entered_at: datetime
    entry: int
    photo: str | None
    taken_down_on: date | None
    taken_down_why: str | None
    sent_back_on: date | None
    ended_at: datetime | None
    cleared_at: datetime | None

    @property
    def on(self) -> str:
        """As the book names it."""
        return f"notice:{self.ref}/{self.about}/{self.attempt}"

    @property
    def posting(self) -> Posting:
        """As the rules see it."""
        return Posting(
            self.posted_on, self.days, self.ends_on, clock.day_of(self.entered_at), self.taken_down_on,
            self.sent_back_on,
        )  # fmt: skip

    @property
    def late(self) -> int:
        """Days between the posting and its entry (补录)."""
        return self.posting.late

    def state(self, today: date) -> State:
        """How it stands on that day, whether or not the clock has entered its end."""
        return state(self.posting, today)


def notices_of(db: Db, community: UUID, motion: UUID, about: About | None = None) -> list[NoticeRow]:
    """Every posting of a motion, the newest first."""
    rows = db.execute(POSTINGS, {"community": community, "motion": motion}).all()
    return [row for row in map(_notice, rows) if about in (None, row.about)]


def newest_notice(db: Db, community: UUID, motion: UUID, about: About) -> NoticeRow | None:
    """The last posting of what is published, if there was one."""
    row = db.execute(NEWEST, {"community": community, "motion": motion, "about": about}).first()
    return _notice(row) if row else None


def notice_at(db: Db, community: UUID, motion: UUID, about: str = "", attempt: int | None = None) -> NoticeRow:
    """A posting of a motion: what and which are left out, the newest. NotFound where there is none."""
    for notice in notices_of(db, community, motion):
        if about in ("", notice.about) and attempt in (None, notice.attempt):
            return notice
    raise NotFound


def notice_of(db: Db, community: UUID, notice: UUID) -> NoticeRow:
    """The notice with this id, or NotFound."""
    row = db.execute(BY_ID, {"community": community, "notice": notice}).first()
    if row is None:
        raise NotFound
    return _notice(row)


def hanging(db: Db, community: UUID, today: date, motion: UUID | None = None) -> list[NoticeRow]:
    """What hangs on the board on this day, the one that ends first on top; of one motion, where that is asked for."""
    asked = {"community": community, "today": today}
    rows = db.execute(HANGING_OF, {**asked, "motion": motion}) if motion else db.execute(HANGING, asked)
    return [_notice(row) for row in rows.all()]


def past_notices(
    db: Db, community: UUID, today: date, *, before: int | None = None, size: int = 20
) -> tuple[list[NoticeRow], int | None]:
    """What hung before, the newest first, and the entry before which the next page goes on."""
    asked = {"community": community, "today": today, "before": before, "most": size + 1}
    rows = [_notice(row) for row in db.execute(PAST if before is None else PAST_BEFORE, asked).all()]
    return rows[:size], rows[size - 1].entry if len(rows) > size else None


def open_ended(db: Db, community: UUID) -> list[NoticeRow]:
    """Everything that hangs and has not been ended: what a newly entered year may move."""
    return [_notice(row) for row in db.execute(OPEN_ENDED, {"community": community}).all()]


def notices_due(db: Db, community: UUID, today: date) -> list[NoticeRow]:
    """What hung to the end of its last day and is not ended in the book yet, in the order of their ends."""
    return [_notice(row) for row in db.execute(DUE, {"community": community, "today": today}).all()]


def hangs() -> ColumnElement[bool]:
    """Neither ended in the book, nor taken down, nor sent back."""
    return and_(NOTICE.ended_at.is_(None), NOTICE.taken_down_on.is_(None), NOTICE.sent_back_on.is_(None))


OWN = tuple(name for name in NoticeRow.__slots__ if name not in ("ref", "title"))
POSTED = and_(
    VERSION.community_id == NOTICE.community_id,
    VERSION.motion_id == NOTICE.motion_id,
    VERSION.version == NOTICE.version,
)
"""Joins a notice to the text that it shows."""
_NOTICES = (
    select(*(NOTICE[name] for name in OWN), MOTION.year, MOTION.number, VERSION.title)
    .select_from(Notice)
    .join(Motion, and_(MOTION.community_id == NOTICE.community_id, MOTION.id == NOTICE.motion_id))
    .join(MotionVersion, POSTED)
    .where(NOTICE.community_id == bindparam("community"))
)
_OF_MOTION = NOTICE.motion_id == bindparam("motion")
BY_ID = _NOTICES.where(NOTICE.id == bindparam("notice"))
POSTINGS = _NOTICES.where(_OF_MOTION).order_by(NOTICE.entry.desc())
NEWEST = _NOTICES.where(_OF_MOTION, NOTICE.about == bindparam("about")).order_by(NOTICE.attempt.desc()).limit(1)
HANGING = (
    _NOTICES.where(hangs(), or_(NOTICE.ends_on.is_(None), NOTICE.ends_on >= bindparam("today")))
    .order_by(NOTICE.counted_to, NOTICE.entry)
    .limit(MOST_HANGING)
)
HANGING_OF = HANGING.where(_OF_MOTION)
_GONE = or_(NOTICE.ends_on < bindparam("today"), NOTICE.taken_down_on.is_not(None), NOTICE.sent_back_on.is_not(None))
PAST = _NOTICES.where(_GONE).order_by(NOTICE.entry.desc()).limit(bindparam("most"))
PAST_BEFORE = PAST.where(NOTICE.entry < bindparam("before"))
OPEN_ENDED = _NOTICES.where(hangs()).order_by(NOTICE.entry)
DUE = _NOTICES.where(hangs(), NOTICE.ends_on < bindparam("today")).order_by(NOTICE.ends_on, NOTICE.entry)


def _notice(row: Sequence[Any]) -> NoticeRow:
    *own, year, number, title = row
    kept = dict(zip(OWN, own, strict=True))
    kept |= {"ref": f"{year}-{number}", "title": title, "about": About(kept["about"]), "law": thaw(kept["law"])}
    return NoticeRow(**kept)


# ── their objections, counted ──


@dataclass(frozen=True, slots=True)
class Tally:
    """How many objections a notice has, and how many of them wait for their reply."""

    filed: int = 0
    waiting: int = 0


def tallies(db: Db, community: UUID, notices: Collection[UUID]) -> dict[UUID, Tally]:
    """For each of these notices its objections, counted."""
    rows = db.execute(TALLIES, {"community": community, "notices": list(notices)}).all()
    found = {notice: Tally(filed, filed - replied) for notice, filed, replied in rows}
    return {notice: found.get(notice, Tally()) for notice in notices}


TALLIES = (
    select(OBJECTION.notice_id, func.count(), func.count(OBJECTION.replied_at))
    .where(OBJECTION.community_id == bindparam("community"), OBJECTION.notice_id.in_(bindparam("notices")))
    .group_by(OBJECTION.notice_id)
)
