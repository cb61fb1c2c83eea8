"""The lines that people wrote beside their answers: as written for the supervisory committee, cleared for everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import SQLModel

from council.kit.act import NotFound
from council.kit.db import Db
from council.rules.rating import Finished
from council.works.columns import UNDERTAKING, VERSION
from council.works.rating_reading import RATING
from council.works.resolved import as_resolved


@dataclass(frozen=True, slots=True)
class Line:
    """An answer to which somebody wrote a line: `text` as they wrote it, `cleared` as everybody may read it."""

    number: int
    ref: str
    title: str
    round: int
    finished: Finished
    said_on: date
    text: str
    cleared: str | None


def _lines(community: UUID) -> Any:
    tables = SQLModel.metadata.tables
    of_work = and_(UNDERTAKING.community_id == RATING.community_id, UNDERTAKING.motion_id == RATING.motion_id)
    return (
        select(
            RATING.number, UNDERTAKING.year, UNDERTAKING.number.label("of_year"), VERSION.title, RATING.round,
            RATING.finished, RATING.said_on, RATING.text, RATING.cleared_text,
        )
        .select_from(tables["work_rating"])
        .join(tables["undertaking"], of_work)
        .join(tables["motion_version"], as_resolved(UNDERTAKING))
        .where(RATING.community_id == community)
    )  # fmt: skip


def _line(row: Any) -> Line:
    number, year, of_year, title, turn, finished, said_on, text, cleared = row
    return Line(number, f"{year}-{of_year}", title, turn, Finished(finished), said_on, text, cleared)


def lines_page(
    db: Db, community: UUID, motion: UUID, *, before: int | None = None, size: int = 20
) -> tuple[list[Line], int | None]:
    """What people wrote, cleared of names, the newest first; and the number before which the next page goes on."""
    query = _lines(community).where(RATING.motion_id == motion, RATING.cleared_at.is_not(None))
    if before is not None:
        query = query.where(RATING.number < before)
    rows = [_line(row) for row in db.execute(query.order_by(RATING.number.desc()).limit(size + 1)).all()]
    return rows[:size], rows[size - 1].number if len(rows) > size else None


def uncleared(db: Db, community: UUID, *, most: int = 50) -> list[Line]:
    """What waits to be cleared of names, the oldest first."""
    query = _lines(community).where(RATING.text != "", RATING.cleared_at.is_(None))
    return [_line(row) for row in db.execute(query.order_by(RATING.entry).limit(most)).all()]


def line_at(db: Db, community: UUID, motion: UUID, number: int) -> Line:
    """One answer with a line, or NotFound."""
    query = _lines(community).where(RATING.motion_id == motion, RATING.number == number, RATING.text != "")
    row = db.execute(query).first()
    if row is None:
        raise NotFound
    return _line(row)
