"""What a cell means, as clerks write it."""

from datetime import date, datetime

import pytest

from council.rules.refusal import Refusal
from council.seats.roster import values
from council.seats.roster.offices import offices
from council.seats.roster.sheets import Cell

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-05", "2026-3-5", "2026.3.5", "2026/3/5", "2026年3月5日", "2026 年 3 月 5 日", "20260305", 20260305,
        20260305.0, "２０２６．３．５", 46086, 46086.0, 46086.75, "46086", DAY, datetime(2026, 3, 5, 8, 30),
        "2026-03-05 00:00:00", "2026/3/5 8:30",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(cell: Cell) -> None:
    assert values.day(cell) == DAY


@pytest.mark.parametrize("cell", [None, "", "/", "—", "无", "长期", "至今"])
def test_no_date_is_none(cell: Cell) -> None:
    assert values.day(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "2026.3",
        "2026年",
        "26.3.5",
        "2026-02-30",
        "2026.13.1",
        "1066-01-01",
        "明年",
        date(1900, 3, 5),
        True,
        7,
        1e300,
        float(10**15),
    ],
)
def test_what_is_no_whole_date_is_refused(cell: Cell) -> None:
    with pytest.raises(Refusal, match="is not a date"):
        values.day(cell)


@pytest.mark.parametrize(
    "cell",
    ["19900001234", 19900001234, 19900001234.0, "19900001234.0", "199 0000 1234", "199-0000-1234", "+86 19900001234",
     "008619900001234", "8619900001234", "１９９００００１２３４", " 19900001234 "],
)  # fmt: skip
def test_a_phone_is_read_however_it_is_written(cell: Cell) -> None:
    assert values.phone(cell) == "19900001234"


def test_a_fixed_phone_is_kept() -> None:
    assert values.phone("020-8765 4321") == "02087654321"
    assert values.phone("(0856)5234567") == "08565234567"
    assert values.phone("87654321") == "87654321"


@pytest.mark.parametrize("cell", [None, "", "无", "/", "-"])
def test_no_phone_is_none(cell: Cell) -> None:
    assert values.phone(cell) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1990000123", "too short"),
        (110, "too short"),
        ("199000012345", "not a phone"),
        ("199****1234", "not a phone"),
        ("问村长", "not a phone"),
        (True, "not a phone"),
        ("19900001234/19900001235", "more than one"),
        ("19900001234 19900001235", "more than one"),
        ("1.99E+10", "lost its digits"),
        (1.1010519491231e16 * 10, "identity number"),
        ("11010519491231002X", "identity number"),
    ],
)
def test_what_is_no_phone_is_refused(cell: Cell, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        values.phone(cell)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("王伟", "王伟"),
        ("王 伟", "王伟"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("阿依古丽 • 买买提", "阿依古丽·买买提"),
        ("Li Wei", "Li Wei"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_a_name_is_kept_as_it_is_said(cell: Cell, name: str) -> None:
    assert values.person(cell) == name


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (None, "empty"),
        ("", "empty"),
        ("—", "empty"),
        (12, "not a name"),
        (DAY, "not a name"),
        ("12", "not a name"),
        ("王" * 41, "too long"),
        ("<b>王伟</b>", "signs that no name has"),
        ("王&amp;伟", "signs that no name has"),
        ("{{王伟}}", "signs that no name has"),
    ],
)
def test_what_is_no_name_is_refused(cell: Cell, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        values.person(cell)


def test_forty_characters_are_a_name() -> None:
    assert values.person("王" * 40)


@pytest.mark.parametrize("cell", ["空缺", "(空缺)", "（缺）", "待补选"])
def test_a_seat_may_be_listed_as_vacant(cell: Cell) -> None:
    assert values.vacant(cell)


@pytest.mark.parametrize("cell", [7, 7.0, "7", "７", "7号", "第7席", "7号席", "席位7", "07"])
def test_a_seat_number_is_read(cell: Cell) -> None:
    assert values.seat(cell) == 7


@pytest.mark.parametrize("cell", ["甲", 0, -1, 7.5, "10000", "7-8", True, DAY])
def test_what_is_no_seat_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Refusal, match="not a seat number"):
        values.seat(cell)


def test_sex_is_read_or_empty_or_refused() -> None:
    assert [values.sex(cell) for cell in ("男", "女性", "f", " 男 ", None, "/")] == [
        "male", "female", "female", "male", None, None,
    ]  # fmt: skip
    with pytest.raises(Refusal):
        values.sex("保密")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (["理事长", "副理事长", "理事", ""], ["chair", "vice_chair", "member", "member"]),
        (["理事会理事长", "常务副理事长", "议事会成员", "委员"], ["chair", "vice_chair", "member", "member"]),
        (["会长", "副会长", "会员"], ["chair", "vice_chair", "member"]),
        (["主任", "副主任", "委员"], ["chair", "vice_chair", "member"]),
        (["理事长", "主任", "理事"], ["chair", None, "member"]),
        (["党支部书记、理事长", "理事兼会计", "秘书长"], ["chair", "member", None]),
        (["名誉理事长", "原理事长"], [None, None]),
    ],
)
def test_offices_are_read_for_the_whole_body(words: list[str], read: list[str | None]) -> None:
    assert offices(words) == read
