"""The matters under way, page by page, and for when each one's meeting is called: the same queries however many."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select, tuple_
from sqlmodel import col

from council.kit.db import Db
from council.meetings.columns import MEETING
from council.meetings.tables import Meeting
from council.motions.listing import BEFORE_ALL
from council.motions.tables import MOTIONS, Motion, MotionRow, key_of
from council.procedure.rail import Clues, expected
from council.procedure.reading import CALL, CASE, Case, cases_of
from council.procedure.saying import where
from council.procedure.tables import StageCall
from council.rules.refusal import Refusal
from council.rules.walk import State

MOST = 20  # matters on one page

_NUMBER = (col(Motion.year) + 0, col(Motion.number) + 0)  # by their index every motion is walked for the few that run
_RUN = select(CASE.motion_id).where(CASE.community_id == bindparam("community"), CASE.state == State.RUNNING.value)
RUNNING = (
    MOTIONS.where(
        col(Motion.id).in_(_RUN),
        col(Motion.withdrawn_at).is_(None),
        tuple_(*_NUMBER) < tuple_(bindparam("year"), bindparam("number")),
    )
    .order_by(_NUMBER[0].desc(), _NUMBER[1].desc())
    .limit(bindparam("most"))
)
CALLED = (
    select(CALL.motion_id, CALL.stage, CALL.attempt, MEETING.held_on)
    .select_from(StageCall)
    .join(Meeting, and_(MEETING.community_id == CALL.community_id, MEETING.id == CALL.meeting_id))
    .where(CALL.community_id == bindparam("community"), CALL.motion_id.in_(bindparam("motions")))
    .where(MEETING.cancelled_at.is_(None), MEETING.closed_at.is_(None))
    .order_by(CALL.called_at)
)


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter in a list: where it stands, and what of it is late."""

    motion: MotionRow
    case: Case
    where: Refusal
    late: Refusal | None


def matters_running(
    db: Db, community: UUID, now: datetime, *, before: str = "", most: int = MOST
) -> tuple[list[Matter], str | None]:
    """The matters with a case of their own that are on their way, the newest number first; and the number before which
    the next page begins."""
    year, number = key_of(before) or BEFORE_ALL
    values = {"community": community, "year": year, "number": number, "most": most + 1}
    rows = db.execute(RUNNING, values).all()
    motions = [MotionRow(*row) for row in rows[:most]]
    found = matters_of(db, community, motions, now)
    return found, motions[-1].ref if len(rows) > most else None


def matters_of(db: Db, community: UUID, motions: Collection[MotionRow], now: datetime) -> list[Matter]:
    """These motions as matters, in their order."""
    cases = cases_of(db, community, motions) if motions else {}
    called = called_for(db, community, cases)
    return [
        Matter(
            motion,
            case := cases[motion.id],
            where(case, called.get(motion.id)),
            expected(case, now, Clues(called.get(motion.id))),
        )
        for motion in motions
    ]


def called_for(db: Db, community: UUID, cases: Mapping[UUID, Case]) -> dict[UUID, date]:
    """For when the meeting of the stage is called at which each matter stands, if it is and is not over."""
    rows = db.execute(CALLED, {"community": community, "motions": list(cases)}).all() if cases else []
    return {
        motion: held_on
        for motion, stage, attempt, held_on in rows
        if (stage, attempt) == (cases[motion].standing.at, cases[motion].standing.attempt)
    }


def clues_of(db: Db, community: UUID, case: Case) -> Clues:
    """What the meetings tell of the stage where one matter stands."""
    return Clues(called_for(db, community, {case.motion: case}).get(case.motion) if case.written else None)
