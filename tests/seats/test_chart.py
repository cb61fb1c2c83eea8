"""The seat chart: as many seats as there are, each in its place, none hidden, nothing that a page forbids."""

import re
from itertools import combinations
from math import dist

import pytest

from council.seats.chart import ChartSeat, SeatChart, seat_chart, seat_strip, surname_marks
from council.seats.horseshoe import spots

THIRTEEN = ["established"] * 6 + ["new"] * 6 + ["subdistrict"]
BLOCS = {"established": ("户籍居民", "6 席"), "new": ("新居民", "6 席"), "subdistrict": ("街道代表", "1 席")}


def drawn(states: list[str], *, yes: int | None = None, blocs: list[str] = THIRTEEN, mark: str = "王") -> str:
    seats = [ChartSeat(mark, state, bloc) for state, bloc in zip(states, blocs, strict=True)]
    chart = SeatChart(seats, BLOCS, "席位", "13 席", str(len(seats)), "席", yes=yes, need=9, need_label="9 票")
    return str(seat_chart(chart, "x"))


def test_every_seat_is_drawn_in_its_state() -> None:
    states = ["for"] * 10 + ["against", "abstain", "vacant"]
    picture = drawn(states, yes=10)
    for state in set(states):
        assert picture.count(f'class="seat seat--{state}"') == states.count(state)
    assert picture.count("gauge--full") == 10
    assert picture.count('class="gauge') == 13


def test_thirteen_of_six_one_and_six_stand_in_symmetry() -> None:
    left, keystone, right = spots((6, 1, 6))[0]
    assert keystone[0].angle == pytest.approx(90)
    mirrored = [180 - spot.angle for spot in reversed(right)]
    assert [spot.angle for spot in left] == pytest.approx(mirrored)


def test_the_single_seat_is_the_keystone_wherever_the_charter_names_it() -> None:
    xs = [float(x) for x in re.findall(r'<circle class="body" cx="([\d.]+)"', drawn(["seated"] * 13))]
    assert xs[6] == 180


@pytest.mark.parametrize("blocs", [[1], [2], [5], [11], [6, 1, 6], [10, 9], [20], [23, 22], [60, 20], [120]])
def test_no_two_seats_touch(blocs: list[int]) -> None:
    places, size = spots(tuple(blocs))
    flat = [spot.xy for bloc in places for spot in bloc]
    assert len(flat) == sum(blocs)
    assert all(dist(a, b) > 2 * (size - 1) for a, b in combinations(flat, 2))
    assert all(0 <= x <= 360 and 0 <= y <= 222 for x, y in flat)


def test_the_same_council_is_drawn_the_same() -> None:
    assert drawn(["seated"] * 13) == drawn(["seated"] * 13)


def test_names_are_no_markup_and_nothing_is_styled_in_line() -> None:
    picture = drawn(["for"] * 13, mark="<b>")
    assert "<b>" not in picture
    assert "style=" not in picture


def test_two_of_one_surname_show_their_given_names() -> None:
    assert surname_marks(["王建国", "李秀英", "王小满", None], "缺") == ["国", "李", "满", "缺"]


def test_a_strip_of_more_than_twenty_takes_two_lines() -> None:
    seats = [ChartSeat("王", "voted", "new")] * 24
    assert 'viewBox="0 0 314 56"' in str(seat_strip(seats, "24 席", "x"))
    assert str(seat_strip(seats, "24 席", "x")).count('class="seat') == 24
