"""The pass line: a cell for each seat of the base, and the stroke after the last one that is needed."""

import re

import pytest

from council.seats.pass_line import PassLine, pass_line


def drawn(need: int = 9, **counts: int) -> str:
    return str(pass_line(PassLine(counts, need, f"通过线 {need} 票", "共 13 席", "要 9 席赞成")))


def test_the_cells_are_the_seats() -> None:
    picture = drawn(**{"for": 10, "abstain": 1, "against": 1, "vacant": 1})
    assert picture.count('class="cell ') == 13
    assert picture.count("cell--for") == 10
    assert picture.count("cell--vacant") == 1


def test_what_can_still_become_for_touches_the_line() -> None:
    picture = drawn(**{"for": 8, "vacant": 1, "silent": 2, "against": 2})
    order = re.findall(r"cell cell--(\w+)", picture)
    assert order == ["for"] * 8 + ["silent"] * 2 + ["against"] * 2 + ["vacant"]


@pytest.mark.parametrize("need", [1, 9, 13])
def test_the_stroke_stands_after_the_needed_cell(need: int) -> None:
    picture = drawn(need, **{"for": 13})
    x = float(re.search(r'class="pass" d="M([\d.]+)', picture)[1])
    rights = [float(a) + float(w) for a, w in re.findall(r'<rect x="([\d.]+)" y="26" width="([\d.]+)"', picture)]
    assert rights[need - 1] <= x
    assert need == 13 or x <= rights[need]


def test_a_large_body_is_one_bar() -> None:
    picture = drawn(134, **{"for": 140, "against": 60})
    assert picture.count('class="cell ') == 2
    assert 'class="sign"' not in picture


def test_an_empty_base_is_drawn_without_a_fault() -> None:
    assert "<svg" in drawn(1)
