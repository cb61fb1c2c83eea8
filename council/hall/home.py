"""What the community's front page gathers: what runs now, who decides, and what came of this year's motions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from council.kit.db import Reader
from council.motions.listing import MotionLine, motion_counts, motions_page, state_of
from council.rules.organ import Organ
from council.seats.headcount import Headcount, headcounts
from council.seats.tables import BodyRow, SeatRow, bodies_of, seats_of
from council.votes.reading import VoteRow, votes_due, votes_running
from council.votes.standing import Standing, need_settled, standings

LIVE = ("voting", "put")
SHOWN_LIVE, SHOWN_DECIDED = 3, 5


@dataclass(frozen=True, slots=True)
class Matter:
    """A motion as a card or a line shows it; `vote` where one runs."""

    motion: MotionLine
    state: str
    vote: Standing | None = None


@dataclass(frozen=True, slots=True)
class Home:
    bodies: Sequence[BodyRow]
    seats: Sequence[SeatRow]  # of the first body, where that is a council: its picture is shown
    heads: Mapping[str, Headcount]
    live: Sequence[Matter]
    decided: Sequence[Matter]
    put: int
    passed: int
    in_all: int


def home_of(db: Reader, community: UUID, now: datetime, year: int) -> Home:
    """Everything on the front page, by a fixed number of queries however long the history."""
    bodies = bodies_of(db, community)
    counts = motion_counts(db, community, now=now)
    running = {vote.motion_id: vote for vote in votes_running(db, community, now)}
    voting = motions_page(db, community, now=now, state="voting", size=SHOWN_LIVE).rows
    put = motions_page(db, community, now=now, state="put", size=SHOWN_LIVE).rows
    live = matters(db, community, [*voting, *put][:SHOWN_LIVE], now, running)
    recent = motions_page(db, community, now=now, size=20).rows
    decided = [m for m in matters(db, community, recent, now) if m.state not in LIVE]
    return Home(
        bodies=bodies,
        seats=seats_of(db, community, bodies[0].key) if bodies and bodies[0].law.kind == Organ.COUNCIL else (),
        heads=headcounts(db, community, bodies),
        live=live,
        decided=decided[:SHOWN_DECIDED],
        put=counts.by_year.get(year, 0),
        passed=counts.by_year_passed.get(year, 0),
        in_all=sum(counts.by_year.values()),
    )


def matters(
    db: Reader,
    community: UUID,
    motions: Sequence[MotionLine],
    now: datetime,
    running: Mapping[UUID, VoteRow] | None = None,
) -> list[Matter]:
    """Motions with their states. Where the deadline of one has passed it is closed in the book first."""
    if any(state_of(motion, now) == "ended" for motion in motions):
        need_settled(votes_due(db, community, now), now)
    shown = {m.id: running[m.id] for m in motions if running and m.id in running}
    votes = dict(zip(shown, standings(db, community, list(shown.values()), now), strict=True)) if shown else {}
    return [Matter(m, state_of(m, now), votes.get(m.id)) for m in motions]
