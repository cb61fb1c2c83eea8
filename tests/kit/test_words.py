"""Dates, moments, shares and amounts as people say them, in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from council.kit import clock, words
from council.rules.refusal import Name, Refusal

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
BOTH = ("zh_CN", "en")


@pytest.fixture(autouse=True)
def _this_year():  # type: ignore[no-untyped-def]
    with clock.at(NOW):
        yield


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (date(2026, 11, 24), "11月24日（周二）", "Tue 24 Nov"),
        (date(2026, 1, 1), "1月1日（周四）", "Thu 1 Jan"),
        (date(2027, 2, 28), "2027年2月28日（周日）", "Sun 28 Feb 2027"),
        (date(1949, 10, 1), "1949年10月1日（周六）", "Sat 1 Oct 1949"),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), "11月24日（周二）", "Tue 24 Nov"),
    ],
)
def test_a_day_has_its_weekday_and_a_year_only_where_it_is_another(when: date, zh: str, en: str) -> None:
    assert (words.day("zh_CN", when), words.day("en", when)) == (zh, en)


def test_a_day_without_its_weekday() -> None:
    assert [words.day(lang, date(2026, 11, 24), weekday=False) for lang in BOTH] == ["11月24日", "24 Nov"]


def test_the_year_turns_at_midnight_in_china() -> None:
    with clock.at(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)):
        assert words.day("zh_CN", date(2027, 1, 1)) == "1月1日（周五）"
        assert words.day("zh_CN", date(2026, 12, 31)) == "2026年12月31日（周四）"


def test_a_month_has_its_year() -> None:
    assert [words.month(lang, date(2031, 2, 28)) for lang in BOTH] == ["2031年2月", "Feb 2031"]


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "11月22日（周日）20:00", "Sun 22 Nov 20:00"),
        (datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC), "11月22日（周日）23:59", "Sun 22 Nov 23:59"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "11月23日（周一）00:00", "Mon 23 Nov 00:00"),
        (datetime(2027, 1, 1, 1, 5, tzinfo=UTC), "2027年1月1日（周五）09:05", "Fri 1 Jan 2027 09:05"),
    ],
)
def test_a_moment_is_said_in_china(when: datetime, zh: str, en: str) -> None:
    assert (words.moment("zh_CN", when), words.moment("en", when)) == (zh, en)


@pytest.mark.parametrize(
    ("part", "zh", "en"),
    [
        (Fraction(1, 2), "一半", "half"),
        (Fraction(2, 3), "三分之二", "two thirds"),
        (Fraction(3, 4), "四分之三", "three quarters"),
        (Fraction(4, 5), "五分之四", "four fifths"),
        (Fraction(3, 5), "五分之三", "three fifths"),
        (Fraction(1, 3), "三分之一", "1/3"),
        (Fraction(3, 10), "十分之三", "3/10"),
        (Fraction(5, 11), "11 分之 5", "5/11"),
    ],
)
def test_a_share_is_said(part: Fraction, zh: str, en: str) -> None:
    assert (words.share("zh_CN", part), words.share("en", part)) == (zh, en)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (0, "0 元", "0 yuan"),
        (3_840_000, "38,400 元", "38,400 yuan"),
        (3850, "38.50 元", "38.50 yuan"),
        (1, "0.01 元", "0.01 yuan"),
        (9_999_999_999_999, "99,999,999,999.99 元", "99,999,999,999.99 yuan"),
    ],
)
def test_an_amount_shows_fen_only_where_there_are_any(fen: int, zh: str, en: str) -> None:
    assert (words.money("zh_CN", fen), words.money("en", fen)) == (zh, en)


def test_names_are_joined_as_each_language_does() -> None:
    things = [Name("新居民", "New residents"), "王建国", 7]
    assert words.names("zh_CN", things) == "新居民、王建国、7"
    assert words.names("en", things) == "New residents, 王建国, 7"


@pytest.mark.parametrize(
    ("thing", "zh", "en"),
    [
        (None, "", ""),
        (7, "7", "7"),
        ("柳桥", "柳桥", "柳桥"),
        (Name("章程", "Charter"), "章程", "Charter"),
        (date(2026, 11, 24), "11月24日（周二）", "Tue 24 Nov"),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "11月22日（周日）20:00", "Sun 22 Nov 20:00"),
        (Fraction(2, 3), "三分之二", "two thirds"),
        ([Fraction(1, 2), "x"], "一半、x", "half, x"),
        (Refusal("Please fill this in."), "请填这一项。", "Please fill this in."),
    ],
)
def test_any_fact_is_said_in_the_language_of_the_page(thing: object, zh: str, en: str) -> None:
    assert (words.said("zh_CN", thing), words.said("en", thing)) == (zh, en)


def test_facts_enter_the_sentence() -> None:
    assert words.gettext("zh_CN", "At most %(max_length)s characters, please.", max_length=28) == "最多 28 个字。"
    assert words.gettext("en", "At most %(max_length)s characters, please.", max_length=28).startswith("At most 28 ")


def test_a_sentence_without_facts_keeps_its_percent_sign() -> None:
    assert words.gettext("en", "100%% of it") == "100% of it"
    assert words.gettext("en", "%(part)s%% of it", part=7) == "7% of it"


def test_a_percent_sign_in_a_fact_is_only_a_sign() -> None:
    assert words.gettext("en", "%(what)s!", what="100%(x)s %d") == "100%(x)s %d!"
