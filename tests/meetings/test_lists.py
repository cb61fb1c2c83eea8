"""What a clerk types from a paper is read, and what cannot be read is named."""

import pytest

from council.meetings.lists import absences_in, households_in, numbers_in, observers_in, reason_of, spoken_in
from council.meetings.spoken import Spoken
from council.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 3 5", (1, 3, 5)),
        ("1,3、5;7\n9", (1, 3, 5, 7, 9)),
        ("5-9", (5, 6, 7, 8, 9)),
        ("5～7，9至11", (5, 6, 7, 9, 10, 11)),
        ("柳塘-12 柳塘-13", (12, 13)),
        ("１２　１３", (12, 13)),
        ("7 7 7", (7,)),
        ("", ()),
    ],
)
def test_numbers_in_any_spelling(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("text", ["9-5", "十二", "1 张三", "1-99999", "1234567", "1-2000 3000"])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(Refusal):
        numbers_in(text)


def test_households_as_the_roster_writes_them() -> None:
    assert households_in("0102 0103、A-7 0102") == ("0102", "0103", "A-7")


def test_absences_with_their_reasons() -> None:
    assert absences_in("12 住院\n13、14 外出务工\n15\n16：接孩子\n17 不知道") == (
        (12, "ill", "住院"), (13, "away", "外出务工"), (14, "away", "外出务工"), (15, "none", ""),
        (16, "family", "接孩子"), (17, "other", "不知道"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["张三 住院", "12 住院\n12 外出"])
def test_an_absence_without_a_number_or_twice_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        absences_in(text)


@pytest.mark.parametrize(("words", "key"), [("生病", "ill"), ("", "none"), ("无故", "none"), ("加班", "working")])
def test_reasons_by_their_words(words: str, key: str) -> None:
    assert reason_of(words) == key


def test_observers_with_their_posts() -> None:
    assert observers_in("何建 青桥镇包村干部\n李梅，司法所所长") == (("何建", "青桥镇包村干部"), ("李梅", "司法所所长"))
    with pytest.raises(Refusal, match="gives no post"):
        observers_in("何建")


def test_what_was_said_and_by_whom() -> None:
    assert spoken_in("12 赞成：灯要装到村尾\n何建：注意用电安全\n柳塘-9 反对: 太贵", 2) == (
        Spoken(2, "灯要装到村尾", "for", 12),
        Spoken(2, "注意用电安全", "neutral", None, "何建"),
        Spoken(2, "太贵", "against", 9),
    )
    with pytest.raises(Refusal, match="who spoke"):
        spoken_in("灯要装到村尾", 1)
