"""A council's bench and a meeting's hall, counted in one line."""

from fractions import Fraction

from council.rules.seating import SeatState
from council.rules.threshold import Base, Count, Quorum, RecusalMode, Rule, Threshold

Y13 = Rule(Threshold(Fraction(2, 3), Base.SEATS))
Y13_FILLED = Rule(Threshold(Fraction(2, 3), Base.FILLED))
Y13_REDUCE = Rule(Threshold(Fraction(2, 3), Base.SEATS), recusal=RecusalMode.REDUCE)
LH = Rule(Threshold(Fraction(1, 2), Base.PRESENT, strict=True), Quorum(Fraction(2, 3), Base.FILLED))


def bench(
    seats: int = 13,
    *,
    yes: int = 0,
    no: int = 0,
    abstain: int = 0,
    filled: int | None = None,
    recused: int = 0,
    present: int | None = None,
) -> Count:
    """A council's count; unless said, every seat is filled and those present are those who voted."""
    filled = seats if filled is None else filled
    present = yes + no + abstain if present is None else present
    return Count(
        seats=seats, filled=filled, recused=recused, present=present, entitled=filled,
        yes=yes, no=no, abstain=abstain,
    )  # fmt: skip


def hall(entitled: int, present: int, *, yes: int = 0, no: int = 0, abstain: int = 0) -> Count:
    """A meeting of so many members entitled to come, and so many who came."""
    return Count(seats=entitled, filled=entitled, present=present, entitled=entitled, yes=yes, no=no, abstain=abstain)


def thirteen(*vacant: int) -> list[SeatState]:
    """Seats 1–6 established, 7–12 new, 13 subdistrict, each with a member but the vacant."""
    kinds = ["established"] * 6 + ["new"] * 6 + ["subdistrict"]
    return [
        SeatState(number, kind, number not in vacant, None if number in vacant else f"member {number}")
        for number, kind in enumerate(kinds, 1)
    ]


def village(filled: int, seats: int | None = None) -> list[SeatState]:
    """A village council with so many of its seats filled."""
    return [
        SeatState(number, "member", number <= filled, f"member {number}" if number <= filled else None)
        for number in range(1, (seats or filled) + 1)
    ]
