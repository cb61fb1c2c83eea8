"""How motions stand, and the list of them: by state, by year, by what is looked for, page by page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlmodel import col

from council.kit.db import Db
from council.motions.tables import Motion, MotionRow, MotionVersion, key_of, motions_query, standing
from council.rules.refusal import N_
from council.rules.threshold import Outcome

STATES: Mapping[str, str] = MappingProxyType(
    {
        "voting": N_("Being voted on"),
        "ended": N_("Voting has closed"),
        "put": N_("Put, not voted on yet"),
        "discussion": N_("In discussion"),
        "passed": N_("Passed"),
        "publication": N_("Open to objections"),
        "works": N_("Being carried out"),
        "done": N_("Done"),
        "rejected": N_("Not passed"),
        "invalid": N_("The vote did not count"),
        "withdrawn": N_("Withdrawn"),
    }
)
"""Each state of a put motion and its words, in the order in which people ask."""
AFTERWARDS = ("publication", "works", "done")
PASSED = ("passed", *AFTERWARDS)
STAGES = ("discussion", *AFTERWARDS)
"""How far a motion is on its path: before the body that decides it, and after it has."""


def state_of(motion: MotionRow, now: datetime, outcome: str | None = None) -> str:
    """How a put motion stands; changed after its vote, it stands as newly put.

    `outcome` is the verdict of a vote past its deadline whose closing is not entered yet.
    """
    if motion.withdrawn_at:
        return "withdrawn"
    decided_at = motion.decided_at
    if motion.held_until:
        if now < motion.held_until:
            return "voting"
        if outcome is None:
            return "ended"
        decided_at = motion.held_until
    outcome = outcome or motion.outcome
    if outcome == Outcome.PASSED:
        return motion.stage if motion.stage in AFTERWARDS else "passed"
    if motion.stage == "discussion":
        return "discussion"
    if outcome is None or (decided_at and motion.written_at > decided_at):
        return "put"
    return "rejected" if outcome == Outcome.REJECTED else "invalid"


def _state(now: datetime) -> ColumnElement[str]:
    """`state_of`, as the database asks it."""
    outcome, decided_at, stage = col(Motion.outcome), col(Motion.decided_at), col(Motion.stage)
    return case(
        (col(Motion.withdrawn_at).is_not(None), "withdrawn"),
        (col(Motion.held_until) > now, "voting"),
        (col(Motion.held_until).is_not(None), "ended"),
        (and_(outcome == Outcome.PASSED, stage.in_(AFTERWARDS)), stage),
        (outcome == Outcome.PASSED, "passed"),
        (stage == "discussion", "discussion"),
        (or_(outcome.is_(None), col(MotionVersion.written_at) > decided_at), "put"),
        (outcome == Outcome.REJECTED, "rejected"),
        else_="invalid",
    )


@dataclass(frozen=True, slots=True)
class MotionsPage:
    rows: tuple[MotionRow, ...]
    more: str | None  # `before` of the page that follows


def motions_page(
    db: Db,
    community: UUID,
    *,
    now: datetime,
    state: str | None = None,
    year: int | None = None,
    q: str = "",
    before: str | None = None,
    size: int = 20,
) -> MotionsPage:
    """Put motions, the newest first. `q` is looked for in title and facts; `before` is a motion's number."""
    number = (col(Motion.year), col(Motion.number))
    query = motions_query(community).where(number[0].is_not(None))
    if state is not None:
        query = query.where(_state(now) == state)
    if year is not None:
        query = query.where(number[0] == year)
    if q := q.replace("\0", ""):
        words = (MotionVersion.title, MotionVersion.what, MotionVersion.cost, MotionVersion.whom)
        query = query.where(or_(*(col(word).icontains(q, autoescape=True) for word in words)))
    if after := key_of(before or ""):
        query = query.where(or_(number[0] < after[0], and_(number[0] == after[0], number[1] < after[1])))
    found = db.execute(query.order_by(number[0].desc(), number[1].desc()).limit(size + 1)).all()
    rows = tuple(MotionRow(**row._mapping) for row in found[:size])
    return MotionsPage(rows, rows[-1].ref if len(found) > size else None)


@dataclass(frozen=True, slots=True)
class MotionCounts:
    by_state: Mapping[str, int]
    by_year: Mapping[int, int]  # the newest first
    by_year_passed: Mapping[int, int]


def motion_counts(db: Db, community: UUID, *, now: datetime) -> MotionCounts:
    """How many motions stand in each state and were put in each year."""
    state = _state(now)
    query: Any = (
        select(col(Motion.year), state, func.count())
        .select_from(Motion)
        .join(MotionVersion, standing())
        .where(col(Motion.community_id) == community, col(Motion.year).is_not(None))
        .group_by(col(Motion.year), state)
    )
    states: Counter[str] = Counter()
    years: Counter[int] = Counter()
    passed: Counter[int] = Counter()
    for year, name, count in db.execute(query).all():
        states[name] += count
        years[year] += count
        passed[year] += count if name in PASSED else 0
    return MotionCounts(
        {name: states[name] for name in STATES if states[name]}, dict(sorted(years.items(), reverse=True)), passed
    )
