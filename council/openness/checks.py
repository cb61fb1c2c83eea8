"""What the supervisory committee has said of the steps of a matter (属实 / 不属实)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.openness.notices import NoticeRow
from council.openness.tables import CheckMark
from council.people.tables import Membership

CHECK, MEMBER = (SQLModel.metadata.tables[str(table.__tablename__)].c for table in (CheckMark, Membership))
DECISION = "decision"
"""The step before the first publication: that it was decided as the record says."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What the supervisory committee says of a step; `step` is "decision" or an About."""

    step: str
    attempt: int
    holds: bool
    opinion: str
    marked_at: datetime
    member_id: UUID
    name: str
    entry: int


def checks_of(db: Db, community: UUID, motion: UUID) -> list[CheckRow]:
    """Everything it has said of a motion, the newest first."""
    return [CheckRow(*row) for row in db.execute(CHECKS_OF, {"community": community, "motion": motion}).all()]


def said_of(checks: Collection[CheckRow], step: str, attempt: int) -> CheckRow | None:
    """What stands of one step: the newest check on it."""
    return next((check for check in checks if (check.step, check.attempt) == (step, attempt)), None)


def latest_checks(db: Db, community: UUID, notices: Collection[NoticeRow]) -> dict[UUID, bool]:
    """For each of these notices that was checked, by id: whether it is called true."""
    motions = list({notice.motion_id for notice in notices})
    rows = db.execute(SAID, {"community": community, "motions": motions}).all()
    said = {(motion, step, attempt): holds for motion, step, attempt, holds in rows}
    keys = {notice.id: (notice.motion_id, str(notice.about), notice.attempt) for notice in notices}
    return {notice: said[key] for notice, key in keys.items() if key in said}


CHECKS_OF = (
    select(
        CHECK.step, CHECK.attempt, CHECK.holds, CHECK.opinion, CHECK.marked_at, CHECK.member_id, MEMBER.name,
        CHECK.entry,
    )
    .select_from(CheckMark)
    .join(Membership, and_(MEMBER.community_id == CHECK.community_id, MEMBER.id == CHECK.member_id))
    .where(CHECK.community_id == bindparam("community"), CHECK.motion_id == bindparam("motion"))
    .order_by(CHECK.entry.desc())
)  # fmt: skip
SAID = (
    select(CHECK.motion_id, CHECK.step, CHECK.attempt, CHECK.holds)
    .where(CHECK.community_id == bindparam("community"), CHECK.motion_id.in_(bindparam("motions")))
    .order_by(CHECK.entry)
)
