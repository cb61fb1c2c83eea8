"""The only place that asks the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
_set_to: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC, cut to the millisecond that the book writes down."""
    moment = _set_to or datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    global _today
    moment = _set_to or datetime.now(UTC)
    if not _today[0] <= moment < _today[1]:
        day = moment.astimezone(CHINA).date()
        _today = start_of(day), end_of(day), day
    return _today[2]


@lru_cache(maxsize=4096)
def day_of(moment: datetime) -> date:
    """The calendar day in Asia/Shanghai on which a moment falls."""
    return moment.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """Midnight at which a day begins in Asia/Shanghai, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 of a day in Asia/Shanghai, in UTC."""
    return start_of(day + timedelta(days=1))


_today: tuple[datetime, datetime, date] = (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), date.min)
"""The day that was asked for last, from when to when: asked for at each date on a page, it is seldom another one."""


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let tests and the demo's history live at another moment."""
    global _set_to
    before, _set_to = _set_to, moment.astimezone(UTC)
    try:
        yield
    finally:
        _set_to = before
