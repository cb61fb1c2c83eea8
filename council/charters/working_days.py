"""Which days are worked in China: the State Council's calendar as a library keeps it, and what a notice added.

The library is `chinesecalendar`; it is asked here and nowhere else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

KNOWN = range(min(holidays).year, max(holidays).year + 1)
"""The years whose notice of the State Council is in the library."""

SETTLED_WITH_NEXT = 29
"""From this day of December on, the notice of the next year speaks of the days (such as 2018-12-29 and 2023-12-30)."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The library's days, and beside them those of entered years. A day that either of them has off is off; a day that
    neither names is judged by its weekday."""

    years: Collection[int] = ()  # entered from their notice
    days: Mapping[date, bool] = field(default_factory=dict)  # that they name: worked, or off

    def works(self, day: date) -> bool | None:
        """Whether the day is worked; None where the notice that speaks of it is not here."""
        entered = self.days.get(day)
        if entered is False:
            return False
        if all(year in KNOWN for year in _speak_of(day)):
            return bool(is_workday(day))
        if entered:
            return True
        known = all(year in KNOWN or year in self.years for year in _speak_of(day))
        return day.weekday() < 5 if known else None


def _speak_of(day: date) -> Collection[int]:
    """The years whose notices may speak of this day."""
    return {day.year, day.year + 1} if (day.month, day.day) >= (12, SETTLED_WITH_NEXT) else {day.year}


STATE = Calendar()
"""What is known without anybody entering anything."""
