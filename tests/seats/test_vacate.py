"""Vacating a seat: the seat keeps its category and weighs in the total."""

import pytest

from council.kit.act import NotFound, SignInFirst
from council.rules.refusal import Refusal
from council.seats.acts import vacate
from council.seats.headcount import seat_counts
from council.seats.tables import acting_chair, seats_of
from tests.village import Village


def test_a_vacated_seat_keeps_its_category(village: Village) -> None:
    village.do("clerk", vacate, village.body, 8, "搬走了")
    seat = village.read(seats_of, village.body)[7]
    assert (seat.filled, seat.category, seat.name) == (False, "new", None)
    assert village.read(seat_counts) == {"yishihui": (13, 12)}


def test_the_book_seals_the_reason(village: Village) -> None:
    village.do("clerk", vacate, village.body, 8, "搬走了")
    entry = village.last()
    assert (entry["act"], entry["on"], entry["facts"]) == (
        "seat.vacate", "seat:yishihui/8", {"member": 8, "category": "new"},
    )  # fmt: skip
    assert "搬走了" not in str(entry)


def test_only_the_clerk_vacates(village: Village) -> None:
    for who in ("stranger", 8, 13):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(who, vacate, village.body, 8, "搬走了")
    with pytest.raises(SignInFirst):
        village.do(None, vacate, village.body, 8, "搬走了")


def test_a_vacant_seat_is_not_vacated_again(village: Village) -> None:
    village.do("clerk", vacate, village.body, 8, "搬走了")
    with pytest.raises(Refusal, match="vacant already"):
        village.do("clerk", vacate, village.body, 8, "搬走了")


def test_a_seat_that_is_not_there_is_not_found(village: Village) -> None:
    with pytest.raises(NotFound):
        village.do("clerk", vacate, village.body, 14, "搬走了")


def test_the_vice_chair_acts_when_the_chairs_seat_is_vacant_or_recused(village: Village) -> None:
    seats = village.read(seats_of, village.body)
    leading = acting_chair(seats)
    assert leading is not None
    assert leading.number == 13
    standing_in = acting_chair(seats, recused={13})
    assert standing_in is not None
    assert standing_in.number == 7
    assert acting_chair(seats, recused={7, 13}) is None
    village.do("clerk", vacate, village.body, 13, "调走了")
    standing_in = acting_chair(village.read(seats_of, village.body))
    assert standing_in is not None
    assert standing_in.number == 7
