"""Objections as acts and pages read them. As filed, the words are for the two committees and the clerk alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlmodel import col

from council.kit import clock
from council.kit.act import NotFound
from council.kit.db import Db
from council.ledger.tables import LedgerEntry
from council.motions.tables import Motion, MotionVersion
from council.openness.notices import MOTION, NOTICE, OBJECTION, POSTED, VERSION
from council.openness.tables import Notice, Objection
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
    asked = {"community": community, "year": int(year), "motion_number": int(motion), "number": number}
    return _one(db.execute(OF_NUMBER, asked).first())


def objection_of_event(db: Db, community: UUID, event: str) -> ObjectionRow:
    """The objection that was filed with this form, or NotFound."""
    return _one(db.execute(OF_EVENT, {"community": community, "event": event}).first())


def objections_page(
    db: Db, community: UUID, motion: UUID, *, before: int | None = None, size: int = 20
) -> tuple[list[ObjectionRow], int | None]:
    """The objections on a motion, the newest first, and the number before which the next page goes on."""
    asked = {"community": community, "motion": motion, "before": before, "most": size + 1}
    rows = _all(db.execute(OF_MOTION if before is None else OF_MOTION_BEFORE, asked).all())
    return rows[:size], rows[size - 1].number if len(rows) > size else None


def waiting_for_reply(db: Db, community: UUID, *, most: int = 50) -> list[ObjectionRow]:
    """Every objection without a reply, the one due first on top."""
    return _all(db.execute(UNREPLIED, {"community": community, "most": most}).all())


def waiting_for_supervision(db: Db, community: UUID, *, most: int = 50) -> list[ObjectionRow]:
    """What the supervisory committee has to do: clear a text of names, or say whether an objection is upheld."""
    return _all(db.execute(UNSUPERVISED, {"community": community, "most": most}).all())


def objected(db: Db, community: UUID, motion: UUID, about: About) -> list[Objected]:
    """The objections to what is published that still weigh: those without a reply, and those upheld."""
    rows = db.execute(WEIGHING, {"community": community, "motion": motion, "about": about}).all()
    return [row.objected for row in _all(rows)]


def _all(rows: Iterable[Sequence[Any]]) -> list[ObjectionRow]:
    return [_one(row) for row in rows]


def _one(row: Sequence[Any] | None) -> ObjectionRow:
    if row is None:
        raise NotFound
    *own, about, attempt, year, of_year, title = row
    values = [*own, f"{year}-{of_year}", title, About(about), attempt]
    return ObjectionRow(*values)


_OBJECTIONS = (
    select(
        *(OBJECTION[name] for name in ObjectionRow.__slots__ if name not in ("ref", "title", "about", "attempt")),
        NOTICE.about, NOTICE.attempt, MOTION.year, MOTION.number.label("of_year"), VERSION.title,
    )
    .select_from(Objection)
    .join(Notice, and_(NOTICE.community_id == OBJECTION.community_id, NOTICE.id == OBJECTION.notice_id))
    .join(Motion, and_(MOTION.community_id == OBJECTION.community_id, MOTION.id == OBJECTION.motion_id))
    .join(MotionVersion, POSTED)
    .where(OBJECTION.community_id == bindparam("community"))
)  # fmt: skip
OF_NUMBER = _OBJECTIONS.where(
    MOTION.year == bindparam("year"),
    MOTION.number == bindparam("motion_number"),
    OBJECTION.number == bindparam("number"),
)
_of_event = select(col(LedgerEntry.seq)).where(
    col(LedgerEntry.community_id) == bindparam("community"), col(LedgerEntry.event_id) == bindparam("event")
)
OF_EVENT = _OBJECTIONS.where(OBJECTION.entry.in_(_of_event))
OF_MOTION = (
    _OBJECTIONS.where(OBJECTION.motion_id == bindparam("motion"))
    .order_by(OBJECTION.number.desc())
    .limit(bindparam("most"))
)
OF_MOTION_BEFORE = OF_MOTION.where(OBJECTION.number < bindparam("before"))
_UNREPLIED = OBJECTION.replied_at.is_(None)
_UNJUDGED = and_(OBJECTION.replied_at.is_not(None), OBJECTION.upheld.is_(None))
UNREPLIED = _OBJECTIONS.where(_UNREPLIED).order_by(OBJECTION.reply_due, OBJECTION.entry).limit(bindparam("most"))
UNSUPERVISED = (
    _OBJECTIONS.where(or_(OBJECTION.cleared_at.is_(None), _UNJUDGED)).order_by(OBJECTION.entry).limit(bindparam("most"))
)
WEIGHING = _OBJECTIONS.where(
    OBJECTION.motion_id == bindparam("motion"),
    NOTICE.about == bindparam("about"),
    or_(_UNREPLIED, OBJECTION.upheld.is_(True)),
).order_by(OBJECTION.number)
