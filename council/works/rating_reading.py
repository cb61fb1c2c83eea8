"""What is asked of the answers to works. Counts are kept with each answer, so nothing here grows with their number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.db import Db
from council.kit.queries import ByName
from council.motions.tables import Motion, MotionVersion
from council.procedure.reading import CASE
from council.procedure.tables import MatterCase
from council.rules.rating import Content, Count, Finished, Group, Window, counted
from council.rules.works import Stands
from council.works.columns import ACCEPTANCE, CHECK, MOTION, UNDERTAKING, VERSION
from council.works.rating_tables import Rated, Rating
from council.works.resolved import as_resolved
from council.works.rows import Work
from council.works.standing import stands_of
from council.works.tables import Acceptance, Undertaking

RATING, RATED = (SQLModel.metadata.tables[str(table.__tablename__)].c for table in (Rating, Rated))
UNHAPPY = (Finished.PARTLY.value, Finished.NO.value)


def window_of(work: Work) -> Window | None:
    """When people may answer about the acceptance that stands; None while it is carried out."""
    one = work.acceptance
    return Window(clock.day_of(one.at), one.asked_on, one.asked_until) if one else None


def counts_of(db: Db, community: UUID, motion: UUID) -> Mapping[int, Count]:
    """How people answered about a work, by round; rounds without an answer are left out."""
    groups: dict[int, list[tuple[Group, int]]] = {}
    rows = db.execute(COUNTS, {"community": community, "motion": motion}).all()
    for turn, weighs, content, finished, number in rows:
        groups.setdefault(turn, []).append((Group(weighs, Content(content), Finished(finished)), number))
    return {turn: counted(found) for turn, found in groups.items()}


COUNTS = (
    select(RATED.round, RATED.weighs, RATED.content, RATED.finished, RATED.count)
    .where(RATED.community_id == bindparam("community"), RATED.motion_id == bindparam("motion"), RATED.count > 0)
    .order_by(RATED.round)
)


def last_of(db: Db, community: UUID, motion: UUID, turn: int, voter: str) -> Any:
    """What somebody who weighs answered last in a round, if anything."""
    rows = LAST.rows(db, {"community": community, "motion": motion, "round": turn, "voter": voter})
    return rows[0] if rows else None


LAST = ByName(
    select(RATING.content, RATING.finished, RATING.said_on, RATING.number)
    .where(
        RATING.community_id == bindparam("community"), RATING.motion_id == bindparam("motion"),
        RATING.round == bindparam("round"), RATING.voter == bindparam("voter"), RATING.voter != "",
    )
    .order_by(RATING.number.desc())
    .limit(1)
)  # fmt: skip


def next_number(db: Db, community: UUID, motion: UUID) -> int:
    """The number after the last answer. The head row's lock keeps it from being taken."""
    query = select(func.max(RATING.number)).where(RATING.community_id == community, RATING.motion_id == motion)
    return (db.execute(query).scalar() or 0) + 1


# ── doubted ──


@dataclass(frozen=True, slots=True)
class Doubted:
    """An accepted work of which somebody said, since the supervisory committee last looked, that it is not done."""

    ref: str
    title: str
    count: int


def doubted(db: Db, community: UUID, today: date, *, most: int = 20) -> list[Doubted]:
    """For the supervisory committee: where answers say “not done” or “partly”, unseen since its last look on site."""
    rows = DOUBTED.rows(db, {"community": community, "today": today, "unhappy": UNHAPPY, "most": most})
    return [Doubted(f"{row.year}-{row.number}", row.title, int(row.said)) for row in rows if still_stands(row)]


def still_stands(row: Any) -> bool:
    """Whether its acceptance still stands: it is not carried out again."""
    return stands_of(row.state, row.stands_at, row.path) in (Stands.BEYOND, Stands.FINISHED)


_STANDING = (MOTION.year, MOTION.number, VERSION.title, CASE.state, CASE.stands_at, CASE.path)
ACCEPTED = (
    select(*_STANDING)
    .select_from(Acceptance)
    .join(Motion, and_(MOTION.community_id == ACCEPTANCE.community_id, MOTION.id == ACCEPTANCE.motion_id))
    .join(
        Undertaking,
        and_(UNDERTAKING.community_id == ACCEPTANCE.community_id, UNDERTAKING.motion_id == ACCEPTANCE.motion_id),
    )
    .join(MotionVersion, as_resolved(UNDERTAKING))
    .join(MatterCase, and_(CASE.community_id == ACCEPTANCE.community_id, CASE.motion_id == ACCEPTANCE.motion_id))
    .where(ACCEPTANCE.community_id == bindparam("community"))
)
"""Acceptances, with the motion and where its matter stands."""
_looked = select(func.coalesce(func.max(CHECK.entry), 0)).where(
    CHECK.community_id == ACCEPTANCE.community_id, CHECK.motion_id == ACCEPTANCE.motion_id
)
_said = and_(
    RATED.community_id == ACCEPTANCE.community_id, RATED.motion_id == ACCEPTANCE.motion_id,
    RATED.finished.in_(bindparam("unhappy")), RATED.count > 0, RATED.newest > ACCEPTANCE.entry,
    RATED.newest > _looked.scalar_subquery(),
)  # fmt: skip
DOUBTED = ByName(
    ACCEPTED.add_columns(func.sum(RATED.count).label("said"))
    .join(Rated, _said)
    .where(or_(ACCEPTANCE.asked_until.is_(None), ACCEPTANCE.asked_until >= bindparam("today")))
    .group_by(*_STANDING)
    .order_by(MOTION.year, MOTION.number)
    .limit(bindparam("most"))
)
