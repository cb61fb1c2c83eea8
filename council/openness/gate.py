"""Whether a publication has cleared the way: its days over, every objection answered, and nothing upheld."""

from datetime import date
from uuid import UUID

from sqlalchemy import update

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.openness import path
from council.openness.checks import checks_of, said_of
from council.openness.notices import NOTICE, NoticeRow, hanging, newest_notice
from council.openness.objections import objected
from council.openness.path import Move
from council.openness.tables import Notice
from council.rules.publicity import About, in_the_way
from council.rules.refusal import Refusal


def blocked_by(
    db: Db, community: UUID, motion: UUID, today: date, about: About = About.RESOLUTION
) -> tuple[Refusal, ...]:
    """Everything because of which a publication has not cleared the way on this day, by name; empty: it has."""
    notice = newest_notice(db, community, motion, about)
    return _blocked(db, community, notice, today) if notice else in_the_way(None, (), None, today)


def may_implement(db: Db, community: UUID, motion: UUID, today: date) -> Refusal | None:
    """Whether a resolution may be carried out: its notice hung all its days, and every objection has its answer."""
    return next(iter(blocked_by(db, community, motion, today)), None)


def clears(act: Act, notice: NoticeRow, on: date, holds: bool | None = None) -> Move | None:
    """The step forward, dated `on`, that is due once an act has changed what it came for; None where something is in
    the way. `holds` is what the supervisory committee is just saying of the notice."""
    if notice.cleared_at is not None:
        return None
    if _blocked(act.db, act.community, notice, clock.day_of(act.now), holds):
        return None
    return path.clearing(act.db, act.community, notice.motion_id, notice.law.stage, on)


def clear(act: Act, notice: NoticeRow, move: Move, entry: int) -> None:
    """Let the matter go on. The entry of the act that cleared the way tells it."""
    change(act, notice, cleared_at=act.now)
    path.take(act, move, entry)


def set_aside(act: Act, motion: UUID, today: date) -> None:
    """The matter went back: what hangs of it counts no more."""
    for notice in hanging(act.db, act.community, today, motion):
        change(act, notice, sent_back_on=today)


def change(act: Act, notice: NoticeRow, **values: object) -> None:
    of_notice = (NOTICE.community_id == act.community, NOTICE.id == notice.id)
    act.db.execute(update(Notice).where(*of_notice).values(**values))


def _blocked(db: Db, community: UUID, notice: NoticeRow, today: date, says: bool | None = None) -> tuple[Refusal, ...]:
    if says is None:
        check = said_of(checks_of(db, community, notice.motion_id), notice.about, notice.attempt)
        says = check.holds if check else None
    posting = path.posting_of(path.case_at(db, community, notice.motion_id), notice)
    return in_the_way(posting, objected(db, community, notice.motion_id, notice.about), says, today)
