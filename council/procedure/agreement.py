"""Do the tables from which matters are drawn say what the book says of them?"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.motions.tables import Motion
from council.procedure.frozen import stages_facts, thaw
from council.procedure.reading import CASE, RECORD
from council.procedure.replay import Cases
from council.procedure.tables import MatterCase, StageRecord

MOTION = SQLModel.metadata.tables["motion"].c


def told_stands(cases: Cases) -> dict[str, object]:
    """What stands of each matter after the entries told so far."""
    return {
        f"matter:{ref}": (told.standing.state.value, told.standing.at, stages_facts(told.path), told.taken)
        for ref, told in cases.told.items()
        if told.own_path
    }


def kept_stands(db: Db, community: UUID) -> Iterator[tuple[str, object]]:
    """What the tables hold of each matter that has a row of its own."""
    steps = _steps(db, community)
    of_motion = and_(MOTION.community_id == CASE.community_id, MOTION.id == CASE.motion_id)
    query = select(CASE.motion_id, CASE.state, CASE.stands_at, CASE.path, MOTION.year, MOTION.number)
    for row in db.execute(
        query.select_from(MatterCase).join(Motion, of_motion).where(CASE.community_id == community)
    ).all():
        taken = steps.get(row.motion_id, [])
        yield f"matter:{row.year}-{row.number}", (row.state, row.stands_at, stages_facts(thaw(row.path)), taken)


def _steps(db: Db, community: UUID) -> dict[UUID, list[Any]]:
    query = select(RECORD.motion_id, RECORD.stage, RECORD.result, RECORD.done_on).select_from(StageRecord)
    found: dict[UUID, list[Any]] = {}
    for row in db.execute(query.where(RECORD.community_id == community).order_by(RECORD.step)).all():
        found.setdefault(row.motion_id, []).append((row.stage, row.result, row.done_on.isoformat()))
    return found
