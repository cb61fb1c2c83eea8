"""When and why a work that had begun came back: to be carried out again, or to be decided anew before that."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.kit.queries import ByName
from council.procedure.frozen import thaw
from council.procedure.reading import CASE, RECORD
from council.rules.path import RESOLUTION, WORKS, Path
from council.rules.walk import BACK, FORWARD, Result
from council.works.resolved import VERSION, WORDING
from council.works.rows import Work

_CASE = and_(CASE.community_id == RECORD.community_id, CASE.motion_id == RECORD.motion_id)
STEPS_SINCE = ByName(
    select(
        RECORD.stage, RECORD.result, RECORD.to_stage, RECORD.done_on, RECORD.entry, RECORD.why, CASE.path,
        VERSION.cost_fen, VERSION.done_by_day,
    )
    .join(SQLModel.metadata.tables["matter_case"], _CASE)
    .join(SQLModel.metadata.tables["motion_version"], WORDING)
    .where(
        RECORD.community_id == bindparam("community"), RECORD.motion_id == bindparam("motion"),
        RECORD.entry > bindparam("entry"),
    )
    .order_by(RECORD.step)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of its matter since it began. `reopened`: it led back from behind the acceptance, because enough noes were
    given (`by_answers`) or for a reason; `stopped`: it led further back; `resolved`: it was decided anew, for this
    cost and by this day; `resumed`: its notice had hung anew, and the work went on."""

    on: date
    entry: int
    kind: str
    by_answers: bool
    why: str
    cost_fen: int
    done_by: date


def turns(db: Db, community: UUID, work: Work) -> list[Turn]:
    """The times it came back or was decided anew, the oldest first."""
    asked = {"community": community, "motion": work.motion_id, "entry": work.entry}
    return [
        Turn(
            row.done_on, row.entry, kind, row.result == Result.REOPENED and not row.why, row.why or "", row.cost_fen,
            row.done_by_day,
        )
        for row in STEPS_SINCE.rows(db, asked)
        if (kind := _kind(thaw(row.path), row)) is not None
    ]  # fmt: skip


def _kind(path: Path, row: Any) -> str | None:
    stage, result = path.stage(row.stage), Result(row.result)
    if result in FORWARD:
        following = path.after(stage.key)
        resumed = "resumed" if following and following.key == WORKS else None
        return "resolved" if stage.key == RESOLUTION else resumed
    target = BACK[result](stage) if result in BACK else row.to_stage
    if target is None or path.place(target) > path.place(WORKS):
        return None
    return "reopened" if target == WORKS else "stopped"
