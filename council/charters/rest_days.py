"""Reading a year's days off out of the State Council's notice, as it is pasted.

    二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。

What the notice says twice is checked: a weekday beside a date, the number of days of a holiday. Whatever is not
understood is refused with the words in question, so that nothing is guessed and nothing skipped.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from council.rules.refusal import Refusal

HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
ALWAYS = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""Days off in every year (全国年节及纪念日放假办法, article 2)."""

WEEKDAYS = "一二三四五六日"
DAY = r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<beside>[^()]*)\))?"
DATES = re.compile(rf"(?P<joined>至|到|-|–|—|~|、|和|及|,)?{DAY}")
COUNT = re.compile(r"共(\d+)天|放假(\d+)天")
SPOKEN = re.compile(r"\d{1,2}(?:月|日)")
SIGNED = re.compile(r"\D*\d{4}年\d{1,2}月\d{1,2}日")  # the office and the day under the notice
MOST_TEXT = 4000  # characters


@dataclass(frozen=True, slots=True)
class YearDays:
    """A year as its notice settles it: for each day it names, whether it is worked. Some lie in the December before."""

    year: int
    days: dict[date, bool]

    @property
    def off(self) -> list[tuple[date, date]]:
        """The days off as ranges, first and last."""
        return list(_ranges(sorted(day for day, works in self.days.items() if not works)))

    @property
    def worked(self) -> list[date]:
        """The days worked to make up."""
        return sorted(day for day, works in self.days.items() if works)


def read_notice(year: int, text: str) -> YearDays:
    """The days of `year` that the notice names. A Refusal says which words do not fit, or what is missing."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("星期", "周").replace("周天", "周日")
    if len(plain) > MOST_TEXT:
        raise Refusal("This is longer than the notice. Paste only the lines with the days.")
    found: dict[date, bool] = {}
    spoken = ""
    for sentence in re.split(r"[。;\n]", plain):
        for day, works in _named(year, sentence):
            spoken += "" if works else sentence
            if found.setdefault(day, works) != works:
                raise Refusal("%(day)s is named both as a day off and as a working day.", day=day)
    _need_whole(year, spoken, found)
    return YearDays(year, found)


def _named(year: int, sentence: str) -> Iterator[tuple[date, bool]]:
    """The days one sentence names. 放假 and 上班 may stand in one sentence; each speaks of the dates before it."""
    if not SPOKEN.search(sentence) or SIGNED.fullmatch(sentence):
        return
    begun = 0
    for verb in re.finditer(r"放假|上班|补班", sentence):
        part, begun = sentence[begun : verb.start()], verb.end()
        works = verb.group() != "放假"
        days = list(_dates(year, part))
        if not days:
            raise _not_read(sentence)
        if not works:
            _check_count(sentence[verb.start() :], sentence, days)
        yield from ((day, works) for day in days)
    if SPOKEN.search(re.sub(r"\([^()]*\)", "", sentence[begun:])):
        raise _not_read(sentence)


def _dates(year: int, part: str) -> Iterator[date]:
    """2月15日至23日 is nine days; 2月14日、28日 are two."""
    last: date | None = None
    for found in DATES.finditer(part):
        day = _day(year, found, last)
        joined = found["joined"]
        if last and joined in ("至", "到", "-", "–", "—", "~"):
            if not 0 < (day - last).days < 40:
                raise _not_read(part)
            yield from (last + timedelta(days=n) for n in range(1, (day - last).days + 1))
        else:
            yield day
        last = day


def _day(year: int, found: re.Match[str], last: date | None) -> date:
    """A date; month and year left out are those of the date before, or of the notice."""
    try:
        month = int(found["month"]) if found["month"] else last.month if last else 0
        day = date(int(found["year"] or (last.year if last else year)), month, int(found["day"]))
        if last and day < last and not found["year"]:  # 12月30日至1月1日
            day = day.replace(year=day.year + 1)
        if not found["year"] and last is None and month == 12:  # a New Year that begins in December
            day = day.replace(year=year - 1)
    except ValueError:
        raise _not_read(found.group()) from None
    beside = re.search(r"周([一二三四五六日])", found["beside"] or "")
    if beside and WEEKDAYS.index(beside[1]) != day.weekday():
        raise Refusal("%(day)s is not the weekday that the notice gives (%(words)s). Is it the notice of that year?",
            day=day, words=found.group().strip("、,至到"),
        )  # fmt: skip
    return day


def _check_count(after: str, sentence: str, days: list[date]) -> None:
    counted = COUNT.search(after)
    number = int(counted[1] or counted[2]) if counted else None
    if number is not None and number != len(days):
        raise Refusal("The notice counts %(said)s days and names %(named)s: %(words)s",
            said=number, named=len(days), words=sentence[:60],
        )  # fmt: skip


def _need_whole(year: int, spoken: str, found: dict[date, bool]) -> None:
    """What is `spoken` of days off names all seven holidays; no day that is always off is missing, none is too many."""
    missing = [name for name in HOLIDAYS if name not in spoken]
    if missing:
        raise Refusal("The notice names seven holidays; these are missing: %(names)s.", names=missing)
    for month, day in ALWAYS:
        if found.get(date(year, month, day)) is not False:
            raise Refusal(
                "%(day)s is a day off in every year, and the notice does not say so.", day=date(year, month, day)
            )
    for other in found:
        if other.year != year and (other.year, other.month) != (year - 1, 12):
            raise Refusal("%(day)s does not belong to that year's notice.", day=other)


def _not_read(words: str) -> Refusal:
    return Refusal("We cannot read this part of the notice: %(words)s", words=words[:60])


def _ranges(days: list[date]) -> Iterator[tuple[date, date]]:
    first = last = None
    for day in days:
        if last and (day - last).days == 1:
            last = day
            continue
        if first and last:
            yield first, last
        first = last = day
    if first and last:
        yield first, last
