"""The lines that people wrote beside their answers: as written for the supervisory committee, cleared for everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select

from council.kit.act import NotFound
from council.kit.db import Db
from council.motions.tables import MotionVersion
from council.rules.rating import Finished
from council.works.columns import UNDERTAKING, VERSION
from council.works.rating_reading import RATING
from council.works.rating_tables import Rating
from council.works.resolved import as_resolved
from council.works.tables import Undertaking


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


def _line(row: Any) -> Line:
    number, year, of_year, title, turn, finished, said_on, text, cleared = row
    return Line(number, f"{year}-{of_year}", title, turn, Finished(finished), said_on, text, cleared)


def lines_page(
    db: Db, community: UUID, motion: UUID, *, before: int | None = None, size: int = 20
) -> tuple[list[Line], int | None]:
    """What people wrote, cleared of names, the newest first; and the number before which the next page goes on."""
    asked = {"community": community, "motion": motion, "before": before, "most": size + 1}
    rows = [_line(row) for row in db.execute(CLEARED if before is None else CLEARED_BEFORE, asked).all()]
    return rows[:size], rows[size - 1].number if len(rows) > size else None


def uncleared(db: Db, community: UUID, *, most: int = 50) -> list[Line]:
    """What waits to be cleared of names, the oldest first."""
    return [_line(row) for row in db.execute(UNCLEARED, {"community": community, "most": most}).all()]


def line_at(db: Db, community: UUID, motion: UUID, number: int) -> Line:
    """One answer with a line, or NotFound."""
    row = db.execute(LINE, {"community": community, "motion": motion, "number": number}).first()
    if row is None:
        raise NotFound
    return _line(row)


_LINES = (
    select(
        RATING.number, UNDERTAKING.year, UNDERTAKING.number.label("of_year"), VERSION.title, RATING.round,
        RATING.finished, RATING.said_on, RATING.text, RATING.cleared_text,
    )
    .select_from(Rating)
    .join(
        Undertaking,
        and_(UNDERTAKING.community_id == RATING.community_id, UNDERTAKING.motion_id == RATING.motion_id),
    )
    .join(MotionVersion, as_resolved(UNDERTAKING))
    .where(RATING.community_id == bindparam("community"))
)  # fmt: skip
_OF_WORK = RATING.motion_id == bindparam("motion")
CLEARED = _LINES.where(_OF_WORK, RATING.cleared_at.is_not(None)).order_by(RATING.number.desc()).limit(bindparam("most"))
CLEARED_BEFORE = CLEARED.where(RATING.number < bindparam("before"))
UNCLEARED = _LINES.where(RATING.text != "", RATING.cleared_at.is_(None)).order_by(RATING.entry).limit(bindparam("most"))
LINE = _LINES.where(_OF_WORK, RATING.number == bindparam("number"), RATING.text != "")
