"""The words: gettext per language, and dates, shares and amounts as people say them.

English sentences are the keys. zh_CN is complete and the default; English is the keys themselves.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from markupsafe import Markup

from council.kit import clock
from council.rules.refusal import Name, Refusal

LANGUAGES = ("zh_CN", "en")
DEFAULT = "zh_CN"
CATALOG = Path(__file__).parent.parent / "locale" / DEFAULT / "messages.po"
COMPILED = CATALOG.with_suffix(".mo")


@cache
def translations(lang: str) -> NullTranslations:
    """The catalog of a language, as `council words` compiled it."""
    if lang == "en":
        return NullTranslations()
    with COMPILED.open("rb") as file:
        return GNUTranslations(file)


def gettext(lang: str, sentence: str, /, **facts: object) -> str:
    """A sentence in a language, its facts said in the same language."""
    return fill(translations(lang).gettext(sentence), said_all(lang, facts))


@lru_cache(maxsize=2048)
def sentence(lang: str, key: str) -> Markup:
    """A sentence without facts, for a page."""
    return Markup(fill(translations(lang).gettext(key), {}))


def fill(sentence: str, facts: Mapping[str, object]) -> str:
    return sentence % facts if facts else sentence.replace("%%", "%")


def said_all(lang: str, facts: Mapping[str, object]) -> dict[str, object]:
    return {name: said(lang, fact) for name, fact in facts.items()}


def said(lang: str, thing: Any) -> str:
    """Any fact as a person reads it."""
    if isinstance(thing, Refusal):
        return gettext(lang, thing.reason, **thing.facts)
    if isinstance(thing, Name):
        return thing.said(lang)
    if isinstance(thing, datetime):
        return moment(lang, thing)
    if isinstance(thing, date):
        return day(lang, thing)
    if isinstance(thing, Fraction):
        return share(lang, thing)
    if isinstance(thing, list | tuple):
        return names(lang, thing)
    return "" if thing is None else str(thing)


WEEKDAYS = {"zh_CN": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(lang: str, when: date | datetime, *, weekday: bool = True) -> str:
    """11月24日（周二）; the year only where it is not this one."""
    return _day(lang, when, weekday, clock.today().year)


@lru_cache(maxsize=4096)
def _day(lang: str, when: date | datetime, weekday: bool, now: int) -> str:
    when = clock.day_of(when) if isinstance(when, datetime) else when
    this_year = when.year == now
    week = WEEKDAYS[lang][when.weekday()]
    if lang == "en":
        year = "" if this_year else f" {when.year}"
        return f"{week + ' ' if weekday else ''}{when.day} {MONTHS[when.month - 1]}{year}"
    year = "" if this_year else f"{when.year}年"
    return f"{year}{when.month}月{when.day}日{f'（周{week}）' if weekday else ''}"


def full_day(lang: str, when: date) -> str:
    """2026年11月16日: with its year, as on paper, which is read in other years."""
    return (
        f"{when.day} {MONTHS[when.month - 1]} {when.year}"
        if lang == "en"
        else f"{when.year}年{when.month}月{when.day}日"
    )


def days_from_to(lang: str, first: date, last: date) -> tuple[str, str]:
    """Two days of a period on paper: the years only where it runs over into another."""
    if first.year != last.year:
        return full_day(lang, first), full_day(lang, last)
    if lang == "en":
        return f"{first.day} {MONTHS[first.month - 1]}", full_day(lang, last)
    return f"{first.month}月{first.day}日", f"{last.month}月{last.day}日"


def moment(lang: str, when: datetime) -> str:
    """11月22日（周日）20:00. A day that ends at midnight is said as 24:00 of that day."""
    return _moment(lang, when, clock.today().year)


@lru_cache(maxsize=4096)
def _moment(lang: str, when: datetime, now: int) -> str:
    local = when.astimezone(clock.CHINA)
    return f"{_day(lang, local.date(), True, now)}{' ' if lang == 'en' else ''}{local:%H:%M}"


def month(lang: str, when: date) -> str:
    return f"{MONTHS[when.month - 1]} {when.year}" if lang == "en" else f"{when.year}年{when.month}月"


CHINESE_DIGITS = "零一二三四五六七八九十"
SHARES = {
    Fraction(1, 2): "half",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
    Fraction(4, 5): "four fifths",
    Fraction(3, 5): "three fifths",
}


@lru_cache(maxsize=1024)
def share(lang: str, part: Fraction) -> str:
    """三分之二, two thirds. A half is 一半."""
    if lang == "en":
        return SHARES.get(part, f"{part.numerator}/{part.denominator}")
    if part == Fraction(1, 2):
        return "一半"
    if max(part.numerator, part.denominator) > 10:
        return f"{part.denominator} 分之 {part.numerator}"
    return f"{CHINESE_DIGITS[part.denominator]}分之{CHINESE_DIGITS[part.numerator]}"


@lru_cache(maxsize=1024)
def money(lang: str, fen: int) -> str:
    """38,400 元. Fen are shown only where there are any."""
    yuan, cents = divmod(fen, 100)
    amount = f"{yuan:,}" + (f".{cents:02}" if cents else "")
    return f"{amount} yuan" if lang == "en" else f"{amount} 元"


def names(lang: str, things: Any) -> str:
    return (", " if lang == "en" else "、").join(said(lang, thing) for thing in things)


def filters(lang: str) -> dict[str, Callable[..., Any]]:
    """What templates use: each says one kind of fact in the page's language."""
    return {
        "said": lambda thing: said(lang, thing),
        "day": lambda when: day(lang, when),
        "date": lambda when: day(lang, when, weekday=False),
        "moment": lambda when: moment(lang, when),
        "month": lambda when: month(lang, when),
        "share": lambda part: share(lang, part),
        "money": lambda fen: money(lang, fen),
        "names": lambda things: names(lang, things),
    }
