"""The desk: what has to be done in a community today, by whoever sits at it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from council.hall.home import Matter, matters
from council.kit import clock
from council.kit.db import Reader
from council.meetings.reading import Listed, standing_meetings
from council.motions.listing import motions_page
from council.motions.tables import MotionRow, drafts_of
from council.people.tables import clerk_number, memberships_of
from council.procedure.listing import Matter as OnItsWay
from council.procedure.listing import matters_running
from council.rules.path import Kind
from council.rules.refusal import Refusal
from council.seats.findings import findings_of
from council.seats.headcount import headcounts, seat_counts, vacant_in
from council.seats.persons import awaited
from council.seats.tables import BodyRow, SeatRow, bodies_of, seats_held
from council.works.asked import Asked, asked_for

LEADING = ("chair", "vice_chair")


@dataclass(frozen=True, slots=True)
class Desk:
    """`clerk` and `leads` tell what the person may do; the acts ask again."""

    clerk: bool
    seats: Sequence[tuple[str, SeatRow]]
    leads: frozenset[str]  # the bodies this person is chair or vice chair of
    bodies: Sequence[BodyRow]
    vacant: int
    lacking: Sequence[tuple[BodyRow, Sequence[Refusal]]]  # bodies that are not as their charter asks
    without_account: int
    drafts: Sequence[MotionRow]
    voting: Sequence[Matter]
    put: Sequence[Matter]
    on_their_way: Sequence[OnItsWay]  # the clerk's matters, what is late first; those carried out are with the works
    late: Mapping[UUID, Refusal]  # why a matter is late, for those too
    asked: Sequence[Asked]  # works of which this person is asked once more whether they are done
    meetings: Sequence[Listed]  # called or under way, that this person enters, leads or counts at

    def runs(self, body: str) -> bool:
        """Has this person to do with the votes of that body?"""
        return self.clerk or body in self.leads


def desk_of(db: Reader, community: UUID, account: UUID, now: datetime) -> Desk:
    members = [member.id for member in memberships_of(db, community, account)]
    clerk = clerk_number(db, community, account) is not None
    seats = seats_held(db, community, members)
    counts, bodies = seat_counts(db, community), bodies_of(db, community)
    voting = motions_page(db, community, now=now, state="voting").rows
    put = motions_page(db, community, now=now, state="put").rows
    running = _running(db, community, now, {one.id for one in (*voting, *put)}) if clerk else []
    return Desk(
        clerk=clerk,
        seats=seats,
        leads=frozenset(body for body, seat in seats if seat.office in LEADING),
        bodies=bodies,
        vacant=sum(vacant_in(body, counts) for body in bodies),
        lacking=_lacking(db, community, bodies) if clerk else (),
        without_account=len(awaited(db, community, now, limit=999)) if clerk else 0,
        drafts=drafts_of(db, community, None if clerk else members),
        voting=matters(db, community, voting, now),
        put=matters(db, community, put, now),
        on_their_way=[one for one in running if not (one.case.stage and one.case.stage.kind is Kind.WORKS)],
        late={one.motion.id: one.late for one in running if one.late},
        asked=asked_for(db, community, seats, bodies, clock.day_of(now)) if seats else (),
        meetings=[one for one in standing_meetings(db, community) if clerk or one.meeting.hands.intersection(members)],
    )


def _running(db: Reader, community: UUID, now: datetime, votes: Collection[UUID]) -> list[OnItsWay]:
    """Without those that wait for a vote: they are listed as such."""
    found, _more = matters_running(db, community, now)
    return sorted((one for one in found if one.motion.id not in votes), key=lambda one: one.late is None)


def _lacking(db: Reader, community: UUID, bodies: Sequence[BodyRow]) -> list[tuple[BodyRow, Sequence[Refusal]]]:
    found = findings_of(db, community, bodies, headcounts(db, community, bodies))
    return [(body, found[body.key]) for body in bodies if body.key in found]
