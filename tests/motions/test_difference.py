"""What differs between two texts, sign by sign, and never slowly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.motions.difference import Piece, difference

TEXTS = st.text(alphabet="路灯装拆a1, \n", max_size=60)


def test_a_number_and_a_word() -> None:
    assert difference("装 12 盏路灯", "装 9 盏太阳能路灯") == (
        Piece("same", "装 "),
        Piece("out", "12"),
        Piece("in", "9"),
        Piece("same", " 盏"),
        Piece("in", "太阳能"),
        Piece("same", "路灯"),
    )


@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts_whole(former: str, later: str) -> None:
    pieces = difference(former, later)
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == former
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == later


@pytest.mark.parametrize(
    ("former", "later"),
    [
        ("长" * 20_000, "短" * 20_000),
        ("长\n" * 10_000, "短\n" * 10_000),
        ("长短" * 10_000, "短长" * 10_000),
        ("\n".join("ab" * 140 + str(n) for n in range(66)), "\n".join("ba" * 140 + str(n) for n in range(66))),
    ],
)
def test_long_texts_are_compared_in_time(former: str, later: str) -> None:
    began = time.process_time()
    difference(former, later)
    assert time.process_time() - began < 5
