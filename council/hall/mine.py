"""One's own matters: the ballots that wait, and the places one belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from council.kit import clock
from council.kit.db import Reader
from council.meetings.polling import PollWaiting, polls_waiting
from council.people.tables import Held, clerk_number, communities_of, memberships_of
from council.places.tables import Place, place_of
from council.seats.tables import SeatRow, bodies_of, seats_held
from council.votes.waiting import OpenVote, Waiting, ballots_waiting, open_votes
from council.works.asked import Asked, asked_for


@dataclass(frozen=True, slots=True)
class Mine:
    """What concerns a person in one community of theirs."""

    place: Place
    members: Sequence[Held]
    seats: Sequence[tuple[str, SeatRow]]  # body key, seat
    clerk: bool
    waiting: Sequence[Waiting]
    running: Sequence[OpenVote]
    polls: Sequence[PollWaiting]  # at a meeting where this person is present
    asked: Sequence[Asked]  # works of which they are asked once more whether they are done

    @property
    def has_desk(self) -> bool:
        return self.clerk or bool(self.seats)


def mine_of(db: Reader, account: UUID, now: datetime) -> list[Mine]:
    """The communities of an account, in the order in which it came to them; few people belong to more than one."""
    return [_in_community(db, account, community, now) for community in communities_of(db, account)]


def _in_community(db: Reader, account: UUID, community: UUID, now: datetime) -> Mine:
    members = memberships_of(db, community, account)
    ids = [member.id for member in members]
    seats = seats_held(db, community, ids)
    return Mine(
        place=place_of(db, community),
        members=members,
        seats=seats,
        clerk=clerk_number(db, community, account) is not None,
        waiting=ballots_waiting(db, community, ids, now),
        running=open_votes(db, community, now),
        polls=polls_waiting(db, community, ids),
        asked=asked_for(db, community, seats, bodies_of(db, community), clock.day_of(now)) if seats else (),
    )
