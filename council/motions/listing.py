"""How motions stand, and the list of them: by state, by year, by what is looked for, page by page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select, tuple_
from sqlmodel import col

from council.kit.db import Db
from council.kit.queries import Query
from council.motions.tables import Motion, MotionCount, MotionRow, MotionVersion, key_of, proposing, standing
from council.people.tables import Membership
from council.places.finding import as_typed
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


DRAFT, HELD = "draft", "held"
"""How a motion stands before it is put, and while a vote holds it: "voting" or "ended", as the clock says."""


def stood(motion: MotionRow) -> str:
    """How a motion stands apart from the clock; changed after its vote, it stands as newly put."""
    if motion.number is None:
        return DRAFT
    if motion.withdrawn_at:
        return "withdrawn"
    if motion.held_until:
        return HELD
    if motion.outcome == Outcome.PASSED:
        return motion.stage if motion.stage in AFTERWARDS else "passed"
    if motion.stage == "discussion":
        return "discussion"
    if motion.outcome is None or (motion.decided_at and motion.written_at > motion.decided_at):
        return "put"
    return "rejected" if motion.outcome == Outcome.REJECTED else "invalid"


class Stood(Protocol):
    """A motion whose state was written down: a MotionRow, or a line of the list."""

    @property
    def state(self) -> str: ...
    @property
    def held_until(self) -> datetime | None: ...


def state_of(motion: Stood, now: datetime) -> str:
    """How a put motion stands now. Past the deadline of its vote it is "ended" until the closing is in the book."""
    if motion.state != HELD or motion.held_until is None:
        return motion.state
    return "voting" if now < motion.held_until else "ended"


# ── the list ──


class MotionLine(NamedTuple):
    """A put motion as a line or a card shows it."""

    id: UUID
    body_key: str
    year: int
    number: int
    put_at: datetime
    state: str
    held_until: datetime | None
    title: str
    what: str
    proposer: str

    @property
    def ref(self) -> str:
        """2026-3, as in addresses and in the book."""
        return f"{self.year}-{self.number}"


@dataclass(frozen=True, slots=True)
class MotionsPage:
    rows: tuple[MotionLine, ...]
    more: str | None  # `before` of the page that follows


MOST_NUMBER = 1_000_000  # above every number
BEFORE_ALL = (9999, MOST_NUMBER)  # the key after which the newest motion comes


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
    q = as_typed(q.replace("\0", ""))
    after = key_of(before or "") or BEFORE_ALL
    if year is not None:
        after = min(after, (year, MOST_NUMBER))
    values = {
        "community": community, "now": now, "state": state, "words": q,
        "year": after[0], "number": after[1], "least_year": year, "most": size + 1,
    }  # fmt: skip
    found = db.execute(_lines(state, year is not None, bool(q)), values).all()
    rows = tuple([MotionLine(*row) for row in found[:size]])
    return MotionsPage(rows, rows[-1].ref if len(found) > size else None)


@cache
def _lines(state: str | None, of_year: bool, with_words: bool) -> Query:
    """The query of each kind of list, built when it is first asked. Every one of them is walked along an index."""
    number = (col(Motion.year), col(Motion.number))
    query: Query = (
        select(
            *(getattr(Motion, name) for name in ("id", "body_key", "year", "number", "put_at", "state", "held_until")),
            col(MotionVersion.title), col(MotionVersion.what), col(Membership.name),
        )
        .join(MotionVersion, standing())
        .join(Membership, proposing())
        .where(
            col(Motion.community_id) == bindparam("community"),
            tuple_(*number) < tuple_(bindparam("year"), bindparam("number")),
        )
        .order_by(number[0].desc(), number[1].desc())
        .limit(bindparam("most"))
    )  # fmt: skip
    if state is not None:
        query = query.where(col(Motion.state) == (HELD if state in ("voting", "ended") else state))
    if state == "voting":
        query = query.where(col(Motion.held_until) > bindparam("now"))
    if state == "ended":
        query = query.where(col(Motion.held_until) <= bindparam("now"))
    if of_year:
        query = query.where(number[0] >= bindparam("least_year"))
    if with_words:
        words = (MotionVersion.title, MotionVersion.what, MotionVersion.cost, MotionVersion.whom)
        query = query.where(or_(*(col(word).icontains(bindparam("words"), escape="/") for word in words)))
    return query


# ── how many ──


@dataclass(frozen=True, slots=True)
class MotionCounts:
    by_state: Mapping[str, int]
    by_year: Mapping[int, int]  # the newest first
    by_year_passed: Mapping[int, int]


COUNTS = select(col(MotionCount.year), col(MotionCount.state), col(MotionCount.count)).where(
    col(MotionCount.community_id) == bindparam("community"), col(MotionCount.count) > 0
)
ENDED = select(func.count()).where(
    col(Motion.community_id) == bindparam("community"),
    col(Motion.state) == HELD,
    col(Motion.held_until) <= bindparam("now"),
)


def motion_counts(db: Db, community: UUID, *, now: datetime) -> MotionCounts:
    """How many motions stand in each state and were put in each year: as many rows as there are of both."""
    states: Counter[str] = Counter()
    years: Counter[int] = Counter()
    passed: Counter[int] = Counter()
    for year, name, count in db.execute(COUNTS, {"community": community}).all():
        states[name] += count
        years[year] += count
        passed[year] += count if name in PASSED else 0
    if states[HELD]:
        states["ended"] = db.execute(ENDED, {"community": community, "now": now}).scalar() or 0
        states["voting"] = states[HELD] - states["ended"]
    return MotionCounts(
        {name: states[name] for name in STATES if states[name]}, dict(sorted(years.items(), reverse=True)), passed
    )
