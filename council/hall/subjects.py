"""What the book holds of a motion: its own entries, and those of its votes, notices, objections and meetings.

The names under which the book speaks of them are built by the database, so that one statement finds their entries
however many there are.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlmodel import SQLModel, col

from council.kit.db import Db
from council.ledger.listing import EntriesPage, entries_about, entries_page
from council.ledger.tables import LedgerEntry
from council.meetings.columns import ITEM, MEETING
from council.motions.tables import key_of
from council.openness.notices import MOTION, NOTICE, OBJECTION
from council.rules.book import check_code
from council.votes.reading import VOTE

YEAR, NUMBER = bindparam("year", type_=Integer), bindparam("number", type_=Integer)
TABLES = SQLModel.metadata.tables
BEFORE_ALL = (0, 0)  # no motion has this number


def _text(column: ColumnElement[Any]) -> ColumnElement[str]:
    return cast(column, String)


def _asked(table: str, of: ColumnElement[Any], name: ColumnElement[str]) -> Select[Any]:
    """The names of what a table keeps of the motion asked for; `of` is its column of motions."""
    own = TABLES[table].c
    asked = (MOTION.community_id == bindparam("community"), MOTION.year == YEAR, MOTION.number == NUMBER)
    joined = and_(own.community_id == MOTION.community_id, of == MOTION.id)
    return select(name).select_from(TABLES["motion"]).join(TABLES[table], joined).where(*asked)


def _called(kind: str, *parts: ColumnElement[Any]) -> ColumnElement[str]:
    """vote:2026-3/1, notice:2026-3/resolution/1."""
    name = literal(f"{kind}:") + _text(MOTION.year) + "-" + _text(MOTION.number)
    for part in parts:
        name = name + "/" + _text(part)
    return name


_day = literal("meeting:") + _text(MEETING.held_on)
_met = case((MEETING.ordinal > 1, _day + "-" + _text(MEETING.ordinal)), else_=_day)
_meetings = _asked("agenda_item", ITEM.motion_id, _met).join(
    TABLES["meeting"], and_(MEETING.community_id == ITEM.community_id, MEETING.id == ITEM.meeting_id)
)
SUBJECTS = union_all(
    *(select(literal(f"{kind}:") + _text(YEAR) + "-" + _text(NUMBER)) for kind in ("motion", "work")),
    _asked("vote", VOTE.motion_id, _called("vote", VOTE.round)),
    _asked("notice", NOTICE.motion_id, _called("notice", NOTICE.about, NOTICE.attempt)),
    _asked("objection", OBJECTION.motion_id, _called("objection", OBJECTION.number)),
    _meetings,
)
ABOUT = entries_about(SUBJECTS)


def entries_on(db: Db, community: UUID, ref: str, before: int | None = None) -> EntriesPage:
    """A page of the entries that concern the motion 2026-3; an empty one where there is no such motion."""
    year, number = key_of(ref) or BEFORE_ALL
    return entries_page(db, community, before=before, about=ABOUT, values={"year": year, "number": number})


@dataclass(frozen=True, slots=True)
class Recorded:
    """How much of a motion stands in the book, and its newest entry with its check code."""

    entries: int
    newest: int
    code: str


_newest = (
    select(func.count().label("entries"), func.max(LedgerEntry.seq).label("newest"))
    .where(col(LedgerEntry.community_id) == bindparam("community"), col(LedgerEntry.subject).in_(SUBJECTS))
    .subquery()
)
RECORDED = select(_newest.c.entries, _newest.c.newest, col(LedgerEntry.leaf)).join(
    LedgerEntry,
    and_(col(LedgerEntry.community_id) == bindparam("community"), col(LedgerEntry.seq) == _newest.c.newest),
)


def newest_about(db: Db, community: UUID, ref: str) -> Recorded:
    """How many entries concern a motion, and the newest."""
    year, number = key_of(ref) or BEFORE_ALL
    row = db.execute(RECORDED, {"community": community, "year": year, "number": number}).first()
    return Recorded(row[0], row[1], check_code(row[2])) if row else Recorded(0, 0, "")
