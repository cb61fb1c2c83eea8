"""Amounts in capitals: the examples of the regulation, and every other amount read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.capitals import DIGITS, MOST, in_capitals

WORKED = {
    # 支付结算办法, annex 1, article 3
    "1409.50": "壹仟肆佰零玖元伍角",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万零柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    # others
    "38400": "叁万捌仟肆佰元整",
    "21600": "贰万壹仟陆佰元整",
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角",
    "0.55": "伍角伍分",
    "1": "壹元整",
    "10": "壹拾元整",
    "10.05": "壹拾元零伍分",
    "100": "壹佰元整",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "10000": "壹万元整",
    "10001": "壹万零壹元整",
    "100000": "壹拾万元整",
    "200500": "贰拾万零伍佰元整",
    "1000000": "壹佰万元整",
    "1000001": "壹佰万零壹元整",
    "20300000": "贰仟零叁拾万元整",
    "100000000": "壹亿元整",
    "100000500": "壹亿零伍佰元整",
    "100010000": "壹亿零壹万元整",
    "1010101010101.01": "壹万零壹佰零壹亿零壹佰零壹万零壹佰零壹元零壹分",
    "1000000000000": "壹万亿元整",
    "1000000010000": "壹万亿零壹万元整",
    "9999999999999999.99": "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
}


@pytest.mark.parametrize("amount", WORKED)
def test_an_amount_is_written_as_the_regulation_says(amount: str) -> None:
    yuan, _, cents = amount.partition(".")
    assert in_capitals(int(yuan) * 100 + int(cents.ljust(2, "0") or 0)) == WORKED[amount]


@pytest.mark.parametrize("fen", [-1, MOST + 1])
def test_what_no_paper_writes_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(fen)


def read_back(said: str) -> int:
    """Fen, read by another way than they were written: from the largest unit down, noughts left out."""
    yuan, _, cents = said.rpartition("元") if "元" in said else ("", "", said)
    found = re.fullmatch(r"(?:零?整)?(?:零)?(?:(.)角)?(?:(.)分)?整?", cents)
    assert found, said
    tens, ones = (DIGITS.index(each) if each else 0 for each in found.groups())
    return _yuan(yuan) * 100 + tens * 10 + ones


def _yuan(said: str) -> int:
    for unit, worth in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        if unit in said:
            before, _, after = said.rpartition(unit) if unit in "亿万" else said.partition(unit)
            return _yuan(before) * worth + _yuan(after)
    return DIGITS.index(said.strip("零") or "零")


@given(st.integers(0, MOST))
def test_an_amount_reads_back_as_it_was(fen: int) -> None:
    said = in_capitals(fen)
    assert read_back(said) == fen
    assert "零零" not in said
    assert said.endswith("整") == (fen % 100 == 0)
