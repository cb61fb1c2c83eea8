"""What a whole roster breaks or lacks, before a body is founded from it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.rules.charter import Charter
from council.rules.quota import SeatState, too_few, vacancies
from council.rules.refusal import Refusal


class Level(StrEnum):
    """What a finding means for an import: it stops, it warns, it is only said."""

    REFUSED = "refused"
    WARNED = "warned"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a roster shows; `seat` is the number it is about, where it is about one."""

    refusal: Refusal
    level: Level
    seat: int | None = None


def roster_findings(charter: Charter, seats: Sequence[SeatState]) -> tuple[Finding, ...]:
    """What a whole roster breaks or lacks. Real councils are smaller than their charter says: a warning."""
    return (*_seat_findings(charter, seats), *_size_findings(charter, seats), *_quotas(charter, seats))


def _seat_findings(charter: Charter, seats: Sequence[SeatState]) -> Iterator[Finding]:
    numbers, members = set(), set()
    for seat in seats:
        if seat.number < 1:
            yield Finding(Refusal("Seats are numbered from 1."), Level.REFUSED, seat.number)
        if seat.number in numbers:
            twice = Refusal("Seat %(seat)s is listed twice.", seat=seat.number)
            yield Finding(twice, Level.REFUSED, seat.number)
        numbers.add(seat.number)
        if seat.member is not None and seat.member in members:
            twice = Refusal("The member in seat %(seat)s is already listed above.", seat=seat.number)
            yield Finding(twice, Level.REFUSED, seat.number)
        members.add(seat.member)
        if charter.category(seat.category) is None:
            unknown = Refusal("This body's charter has no such kind of seat.")
            yield Finding(unknown, Level.REFUSED, seat.number)


def _size_findings(charter: Charter, seats: Sequence[SeatState]) -> Iterator[Finding]:
    least, most = charter.size
    filled = sum(seat.filled for seat in seats)
    if len(seats) > most:
        too_many = Refusal(
            "%(seats)s seats are listed; the charter allows at most %(most)s.", seats=len(seats), most=most
        )
        yield Finding(too_many, Level.REFUSED)
    if filled < least:
        yield Finding(too_few(filled, least), Level.WARNED)


def _quotas(charter: Charter, seats: Sequence[SeatState]) -> Iterator[Finding]:
    listed = Counter(seat.category for seat in seats)
    for category in charter.categories:
        if category.seats is not None and listed[category.key] > category.seats:
            over = Refusal(
                "%(listed)s seats are listed for %(category)s; the charter has %(quota)s.",
                listed=listed[category.key],
                category=category.name,
                quota=category.seats,
            )
            yield Finding(over, Level.REFUSED)
    for refusal in vacancies(charter, seats):
        yield Finding(refusal, Level.NOTED)
