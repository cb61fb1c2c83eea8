"""Days as the law counts them: a period begins the day after, and never ends on a day off."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from council.rules.refusal import Refusal

ONE = timedelta(days=1)
LONGEST_REST = 40  # days off in a row; a calendar that has more is wrong


class WorkingDays(Protocol):
    """The State Council's calendar as far as it is known: weekends and holidays are off, make-up days are not."""

    def works(self, day: date, /) -> bool | None:
        """Whether this is a working day; None where nobody knows yet, and nobody guesses."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Period:
    """So many whole days after a day. It is over at 24:00, Asia/Shanghai, of `last`.

    `nominal` is the last of the days counted; `last` is the same or, where that is a day off, the next working day.
    `last` is None where it cannot be known, because of the day `unknown`.
    """

    after: date
    days: int
    nominal: date
    last: date | None
    unknown: date | None = None

    @property
    def first(self) -> date:
        """The first day that counts: the one after."""
        return self.after + ONE

    @property
    def moved(self) -> bool:
        """Whether a day off moved its end."""
        return self.last not in (None, self.nominal)


def period(after: date, days: int, calendar: WorkingDays) -> Period:
    """`days` days after a day (Civil Code, articles 201 and 203).

    The day itself is not counted. A last day that is a day off moves to the day after the rest is over. A day of
    which the calendar knows nothing leaves the end open.
    """
    if days < 1:
        raise ValueError(f"{days} days are no period")
    nominal = after + days * ONE
    last = nominal
    for _ in range(LONGEST_REST):
        works = calendar.works(last)
        if works is None:
            return Period(after, days, nominal, None, last)
        if works:
            return Period(after, days, nominal, last)
        last += ONE
    raise ValueError(f"no working day within {LONGEST_REST} days of {nominal}")


def due_day(after: date, days: int, calendar: WorkingDays) -> date:
    """The last day on which something is still in time.

    Where the calendar knows nothing of it, the day counted is promised: whoever must act is never given longer.
    """
    counted = period(after, days, calendar)
    return counted.last or counted.nominal


def may_date(day: date, *, today: date, not_before: date | None = None) -> Refusal | None:
    """Whether a paper may bear this day: never one to come, and none before what it rests on."""
    if day > today:
        return Refusal("This day is still to come. Write the day on which it was done.")
    if not_before and day < not_before:
        return Refusal("This cannot have been before %(day)s.", day=not_before)
    return None


def days_late(day: date, entered_on: date) -> int:
    """How many days after the paper's day it was entered (补录); 0 on the same day."""
    return max((entered_on - day).days, 0)
