"""When and why a work that was accepted came back to be carried out again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.procedure.frozen import thaw
from council.procedure.reading import CASE, RECORD
from council.rules.path import WORKS
from council.rules.walk import BACK, Result
from council.works.rows import Work


@dataclass(frozen=True, slots=True)
class Reopening:
    """A step that led back from behind the acceptance. `by_answers`: enough noes were given; else `why` says it."""

    on: date
    entry: int
    by_answers: bool
    why: str


def reopenings(db: Db, community: UUID, work: Work) -> list[Reopening]:
    """The times it was opened again, the oldest first. Of what was never accepted nothing is asked."""
    if not work.acceptances:
        return []
    of_case = and_(CASE.community_id == RECORD.community_id, CASE.motion_id == RECORD.motion_id)
    query = (
        select(RECORD.stage, RECORD.result, RECORD.to_stage, RECORD.done_on, RECORD.entry, RECORD.why, CASE.path)
        .join(SQLModel.metadata.tables["matter_case"], of_case)
        .where(
            RECORD.community_id == community, RECORD.motion_id == work.motion_id,
            RECORD.entry > work.acceptances[0].entry,
        )
        .order_by(RECORD.step)
    )  # fmt: skip
    return [
        Reopening(row.done_on, row.entry, row.result == Result.REOPENED and not row.why, row.why or "")
        for row in db.execute(query).all()
        if _led_back(row.path, row.stage, Result(row.result), row.to_stage)
    ]


def _led_back(path: str, stage: str, result: Result, to: str | None) -> bool:
    walked = thaw(path)
    target = BACK[result](walked.stage(stage)) if result in BACK else to
    return target is not None and walked.place(target) <= walked.place(WORKS)
