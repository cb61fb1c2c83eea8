"""Objections as acts and pages read them. As filed, the words are for the two committees and the clerk alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.act import NotFound
from council.kit.db import Db
from council.openness.notices import MOTION, NOTICE, OBJECTION, VERSION
from council.rules.publicity import About, Objected

NUMBER = r"([1-9][0-9]{0,5})-([1-9][0-9]{0,5})"
CATEGORIES = ("established", "new", "other")


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection, with the motion and the notice it is about."""

    id: UUID
    motion_id: UUID
    notice_id: UUID
    number: int
    channel: str
    category: str
    text: str
    salt: str
    phone: str | None
    code_hash: str
    filed_on: date
    filed_at: datetime
    entry: int
    photo: str | None
    reply_due: date
    cleared_text: str | None
    cleared_at: datetime | None
    reply: str | None
    replied_at: datetime | None
    reply_changed_at: datetime | None
    upheld: bool | None
    opinion: str | None
    judged_at: datetime | None
    unhappy_at: datetime | None
    unhappy_why: str | None
    ref: str
    title: str
    about: About
    attempt: int

    @property
    def on(self) -> str:
        """As the book names it."""
        return f"objection:{self.ref}/{self.number}"

    @property
    def name(self) -> str:
        """What people call it by: 11-3, the third on motion no. 11."""
        return f"{self.ref.partition('-')[2]}-{self.number}"

    @property
    def objected(self) -> Objected:
        """As the rules see it."""
        replied = clock.day_of(self.replied_at) if self.replied_at else None
        return Objected(self.number, self.filed_on, self.reply_due, replied, self.upheld)

    @property
    def late_entry(self) -> int:
        """Days between the slip's day and its entry (补录)."""
        return max((clock.day_of(self.filed_at) - self.filed_on).days, 0)

    def overdue(self, today: date) -> bool:
        return self.objected.overdue(today)

    @property
    def late(self) -> int:
        """Days by which the reply came too late."""
        return self.objected.late


def objection_at(db: Db, community: UUID, ref: str, number: int) -> ObjectionRow:
    """The objection of this number on a motion, or NotFound."""
    year, _, motion = ref.partition("-")
    if not (year.isdecimal() and motion.isdecimal()):
        raise NotFound
    query = _objections(community).where(
        MOTION.year == int(year), MOTION.number == int(motion), OBJECTION.number == number
    )
    found = _rows(db, query)
    if not found:
        raise NotFound
    return found[0]


def objection_of_event(db: Db, community: UUID, event: str) -> ObjectionRow:
    """The objection that was filed with this form, or NotFound."""
    entry = SQLModel.metadata.tables["ledger_entry"].c
    query = select(entry.seq).where(entry.community_id == community, entry.event_id == event)
    found = _rows(db, _objections(community).where(OBJECTION.entry.in_(query)))
    if not found:
        raise NotFound
    return found[0]


def objections_page(
    db: Db, community: UUID, motion: UUID, *, before: int | None = None, size: int = 20
) -> tuple[list[ObjectionRow], int | None]:
    """The objections on a motion, the newest first, and the number before which the next page goes on."""
    query = _objections(community).where(OBJECTION.motion_id == motion)
    if before is not None:
        query = query.where(OBJECTION.number < before)
    rows = _rows(db, query.order_by(OBJECTION.number.desc()).limit(size + 1))
    return rows[:size], rows[size - 1].number if len(rows) > size else None


def waiting_for_reply(db: Db, community: UUID, *, most: int = 50) -> list[ObjectionRow]:
    """Every objection without a reply, the one due first on top."""
    query = _objections(community).where(OBJECTION.replied_at.is_(None))
    return _rows(db, query.order_by(OBJECTION.reply_due, OBJECTION.entry).limit(most))


def waiting_for_supervision(db: Db, community: UUID, *, most: int = 50) -> list[ObjectionRow]:
    """What the supervisory committee has to do: clear a text of names, or say whether an objection is upheld."""
    unjudged = and_(OBJECTION.replied_at.is_not(None), OBJECTION.upheld.is_(None))
    query = _objections(community).where(or_(OBJECTION.cleared_at.is_(None), unjudged))
    return _rows(db, query.order_by(OBJECTION.entry).limit(most))


def objected(db: Db, community: UUID, motion: UUID, about: About) -> list[Objected]:
    """The objections to what is published that still weigh: those without a reply, and those upheld."""
    query = (
        _objections(community)
        .where(OBJECTION.motion_id == motion, NOTICE.about == about)
        .where(or_(OBJECTION.replied_at.is_(None), OBJECTION.upheld.is_(True)))
        .order_by(OBJECTION.number)
    )
    return [row.objected for row in _rows(db, query)]


def _objections(community: UUID) -> Select[Any]:
    notice = and_(NOTICE.community_id == OBJECTION.community_id, NOTICE.id == OBJECTION.notice_id)
    motion = and_(MOTION.community_id == OBJECTION.community_id, MOTION.id == OBJECTION.motion_id)
    posted = _posted()
    kept = [OBJECTION[name] for name in ObjectionRow.__slots__ if name not in ("ref", "title", "about", "attempt")]
    tables = SQLModel.metadata.tables
    return (
        select(*kept, NOTICE.about, NOTICE.attempt, MOTION.year, MOTION.number.label("of_year"), VERSION.title)
        .select_from(tables["objection"])
        .join(tables["notice"], notice)
        .join(tables["motion"], motion)
        .join(tables["motion_version"], posted)
        .where(OBJECTION.community_id == community)
    )


def _posted() -> ColumnElement[bool]:
    return and_(
        VERSION.community_id == NOTICE.community_id,
        VERSION.motion_id == NOTICE.motion_id,
        VERSION.version == NOTICE.version,
    )


def _rows(db: Db, query: Select[Any]) -> list[ObjectionRow]:
    found = []
    for row in db.execute(query).all():
        values = dict(row._mapping)
        ref = f"{values.pop('year')}-{values.pop('of_year')}"
        found.append(ObjectionRow(**{**values, "ref": ref, "about": About(values["about"])}))
    return found
