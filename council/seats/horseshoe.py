"""Where the seats of a horseshoe table stand: one row round the table, more rows when there are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin

CENTRE = (180.0, 198.0)
OUTER = 143.0  # radius of the outermost row
BETWEEN_ROWS = 34.0
BETWEEN_BLOCS = 0.42  # of the step between two seats
ONE_ROW = 19
LARGEST = 15.5  # radius of a seat


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat's place: its angle in degrees (180 is left, 0 is right) and its distance from the middle."""

    angle: float
    radius: float

    @property
    def xy(self) -> tuple[float, float]:
        return point(self.angle, self.radius)


@lru_cache(maxsize=2048)
def point(angle: float, radius: float) -> tuple[float, float]:
    x, y = CENTRE
    return round(x + radius * cos(radians(angle)), 1), round(y - radius * sin(radians(angle)), 1)


@lru_cache(maxsize=256)
def spots(blocs: tuple[int, ...]) -> tuple[list[list[Spot]], float]:
    """The spots of each bloc, from left to right, and the radius of a seat. `blocs`: the seats in each."""
    total = sum(blocs)
    if total <= ONE_ROW:
        return _one_row(blocs)
    flat, size = _rows(total)
    dealt, at = [], 0
    for seats in blocs:
        dealt.append(flat[at : at + seats])
        at += seats
    return dealt, size


def _one_row(blocs: Sequence[int]) -> tuple[list[list[Spot]], float]:
    slots = sum(blocs) - 1 + BETWEEN_BLOCS * (len(blocs) - 1)
    step = 180 / slots if slots else 0.0
    found: list[list[Spot]] = []
    seat = 0
    for bloc, seats in enumerate(blocs):
        angles = [180 - (seat + i + BETWEEN_BLOCS * bloc) * step if slots else 90.0 for i in range(seats)]
        found.append([Spot(angle, OUTER) for angle in angles])
        seat += seats
    chord = 2 * OUTER * sin(radians(step) / 2) if slots else 99.0
    return found, min(LARGEST, round(chord * 0.44, 1))


def _rows(total: int) -> tuple[list[Spot], float]:
    """Two to four rows; each takes seats by its length, and all are dealt from left to right."""
    rows = 2 if total <= 45 else 3 if total <= 80 else 4
    lengths = [OUTER - BETWEEN_ROWS * row for row in range(rows)]
    shares = [total * length / sum(lengths) for length in lengths]
    seats = [int(share) for share in shares]
    by_remainder = sorted(range(rows), key=lambda row: seats[row] - shares[row])
    for row in by_remainder[: total - sum(seats)]:
        seats[row] += 1
    flat = [
        Spot(180 - i * 180 / (count - 1) if count > 1 else 90.0, length)
        for length, count in zip(lengths, seats, strict=True)
        for i in range(count)
    ]
    tightest = min(pi * length / (count - 1) for length, count in zip(lengths, seats, strict=True) if count > 1)
    return sorted(flat, key=lambda spot: (-spot.angle, -spot.radius)), min(12.0, round(tightest * 0.42, 1))


@lru_cache(maxsize=512)
def arc(start: float, end: float, radius: float) -> str:
    """An arc over the top from one angle to a smaller one, as a path."""
    (x1, y1), (x2, y2) = point(start, radius), point(end, radius)
    return f"M{x1} {y1}A{radius:g} {radius:g} 0 {int(start - end > 180)} 1 {x2} {y2}"
