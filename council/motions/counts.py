"""How a motion stands is written beside it, and how many stand so: with each change of it, in the same act."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import col

from council.kit.act import Act
from council.motions.listing import DRAFT, stood
from council.motions.tables import Motion, MotionCount, motion_of


def change(act: Act, motion: UUID, **values: object) -> None:
    """The only way in which a motion changes: its state and the counts follow."""
    _set(act, motion, values)
    row = motion_of(act.db, act.community, motion)
    state = stood(row)
    if state == row.state or row.year is None:
        return
    _set(act, motion, {"state": state})
    _count(act, row.year, state, 1)
    if row.state != DRAFT:
        _count(act, row.year, row.state, -1)


def _set(act: Act, motion: UUID, values: dict[str, Any]) -> None:
    act.db.execute(
        update(Motion).where(col(Motion.community_id) == act.community, col(Motion.id) == motion).values(**values)
    )


def _count(act: Act, year: int, state: str, more: int) -> None:
    key = {"community_id": act.community, "year": year, "state": state}
    counted = act.db.execute(update(MotionCount).filter_by(**key).values(count=col(MotionCount.count) + more))
    if counted.rowcount == 0:  # type: ignore[attr-defined]
        act.db.execute(insert(MotionCount).values(**key, count=more))
