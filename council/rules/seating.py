"""Who may take a seat, and who comes next. The door to quotas, rosters and the opening of a vote."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from council.rules.charter import Category, Charter
from council.rules.opening import Obstacle, count_before, may_again, obstacles
from council.rules.quota import SeatState, composition, vacancies
from council.rules.refusal import Refusal
from council.rules.roster import Finding, Level, roster_findings

__all__ = [
    "Alternate",
    "Finding",
    "Level",
    "Obstacle",
    "SeatState",
    "composition",
    "count_before",
    "may_again",
    "may_fill",
    "next_alternate",
    "obstacles",
    "roster_findings",
    "vacancies",
]


def may_fill(
    charter: Charter, seats: Sequence[SeatState], number: int, category: str, person: Hashable
) -> Refusal | None:
    """Whether this person, of this category, may take this seat.

    Where the charter sets no number of seats for the category, the number after the last is a new seat.
    """
    if held := next((seat for seat in seats if seat.filled and seat.member == person), None):
        return Refusal("This person already holds seat %(seat)s in this body.", seat=held.number)
    if (kind := charter.category(category)) is None:
        return Refusal("This body's charter has no such kind of seat.")
    seat = next((seat for seat in seats if seat.number == number), None)
    if seat is not None and seat.filled:
        return Refusal("Seat %(seat)s is taken.", seat=number)
    if seat is not None and seat.category != category:
        return _another_category(charter, seats, seat, kind)
    if sum(seat.filled for seat in seats) >= charter.size[1]:
        return Refusal("This body already has %(most)s members, the most its charter allows.", most=charter.size[1])
    if seat is None:
        return _may_add(charter, seats, number, kind)
    return None


def _another_category(charter: Charter, seats: Sequence[SeatState], seat: SeatState, kind: Category) -> Refusal:
    own = charter.category(seat.category)
    filled = sum(other.filled for other in seats if other.category == kind.key)
    if kind.seats is not None and filled >= kind.seats:
        return Refusal(
            "All %(quota)s seats for %(category)s are filled. Seat %(seat)s is for %(own)s and stays so.",
            quota=kind.seats,
            category=kind.name,
            seat=seat.number,
            own=own.name if own else seat.category,
        )
    return Refusal(
        "Seat %(seat)s is for %(own)s. It is never filled from %(category)s.",
        seat=seat.number,
        own=own.name if own else seat.category,
        category=kind.name,
    )


def _may_add(charter: Charter, seats: Sequence[SeatState], number: int, kind: Category) -> Refusal | None:
    after_last = max((seat.number for seat in seats), default=0) + 1
    if kind.seats is not None or number != after_last:
        return Refusal("This body has no seat %(seat)s.", seat=number)
    if len(seats) >= charter.size[1]:
        return Refusal("This body already has %(most)s seats, the most its charter allows.", most=len(seats))
    return None


@dataclass(frozen=True, slots=True)
class Alternate:
    """Someone elected to follow, in the order of votes, within one category."""

    person: Hashable
    category: str
    order: int


def next_alternate(
    charter: Charter, alternates: Iterable[Alternate], category: str, seated: Collection[Hashable]
) -> Alternate | None:
    """Who succeeds to a vacancy of this category: the first in order not yet seated in the body.

    None where nobody is left or the charter asks for a by-election (VCOL 2018 arts. 12 and 19 as analogue).
    """
    if charter.vacancy != "alternate":
        return None
    waiting = [one for one in alternates if one.category == category and one.person not in seated]
    return min(waiting, key=lambda one: one.order, default=None)
