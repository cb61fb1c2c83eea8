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
    """The library's days, and over them those of entered years. Every day not named is judged by its weekday."""

    years: Collection[int] = ()  # entered from their notice
    days: Mapping[date, bool] = field(default_factory=dict)  # in these, or off: True is worked

    def works(self, day: date) -> bool | None:
        """Whether the day is worked; None where the notice that speaks of it is not here."""
        if day in self.days:
            return self.days[day]
        speaks = {day.year, day.year + 1} if (day.month, day.day) >= (12, SETTLED_WITH_NEXT) else {day.year}
        if not all(self.knows(year) for year in speaks):
            return None
        return bool(is_workday(day)) if day.year in KNOWN else day.weekday() < 5

    def knows(self, year: int) -> bool:
        """Whether the notice of that year is here."""
        return year in KNOWN or year in self.years


STATE = Calendar()
"""What is known without anybody entering anything."""
