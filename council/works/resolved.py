"""What was resolved last binds a work: its cost, its day and who pays. Decided anew, a matter brings other numbers to a
work that has begun; the row of the work keeps how it began, and nothing is written twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.procedure.reading import RECORD
from council.rules.path import RESOLUTION
from council.rules.walk import Result

VERSION = SQLModel.metadata.tables["motion_version"].c
WORDING = and_(
    VERSION.community_id == RECORD.community_id, VERSION.motion_id == RECORD.motion_id,
    VERSION.version == RECORD.version,
)  # fmt: skip
PASSED = (RECORD.stage == RESOLUTION, RECORD.result == Result.PASSED.value)
RESOLVED = (
    select(RECORD.motion_id, RECORD.version, VERSION.cost_fen, VERSION.done_by_day, RECORD.done_on, RECORD.entry)
    .join(SQLModel.metadata.tables["motion_version"], WORDING)
    .where(RECORD.community_id == bindparam("community"), RECORD.motion_id.in_(bindparam("motions")), *PASSED)
    .order_by(RECORD.step)
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One time that it was decided: what it may cost, by when it is done, and the entry that tells it."""

    version: int
    cost_fen: int
    done_by: date
    on: date
    entry: int


def as_resolved(work: Any) -> ColumnElement[bool]:
    """Joins works (a table or a query with `community_id` and `motion_id`) to the wording that was resolved last."""
    same = (RECORD.community_id == work.community_id, RECORD.motion_id == work.motion_id)
    last = select(RECORD.version).where(*same, *PASSED).order_by(RECORD.step.desc()).limit(1)
    return and_(
        VERSION.community_id == work.community_id, VERSION.motion_id == work.motion_id,
        VERSION.version == last.correlate(work.motion_id.table).scalar_subquery(),
    )  # fmt: skip


def resolutions(db: Db, community: UUID, motion: UUID) -> list[Resolved]:
    """Every time that a matter was decided with a yes, the first one first."""
    return resolved_among(db, community, [motion]).get(motion, [])


def resolved_among(db: Db, community: UUID, motions: Collection[UUID]) -> dict[UUID, list[Resolved]]:
    """The same of several matters, by one query."""
    found: dict[UUID, list[Resolved]] = {}
    for motion, *told in db.execute(RESOLVED, {"community": community, "motions": list(motions)}).all():
        found.setdefault(motion, []).append(Resolved(*told))
    return found
