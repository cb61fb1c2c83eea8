"""What stands of openness in a replay, after the entries told so far: notices, objections, days off, and who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from council import charters
from council.charters.working_days import Calendar
from council.ledger.book import Entry
from council.rules.publicity import Objected, Posting

ONE = timedelta(days=1)


@dataclass(slots=True)
class Hung:
    """A notice in the replay."""

    motion: str
    about: str
    number: int
    posting: Posting
    reply_days: int
    holds: bool | None = None
    ended: bool = False

    @property
    def hangs(self) -> bool:
        return not self.ended and self.posting.taken_down_on is None and self.posting.sent_back_on is None


@dataclass(slots=True)
class Said:
    """An objection in the replay."""

    about: str
    posting: int
    filed_on: date
    reply_due: date
    replied_on: date | None = None
    upheld: bool = False
    judged: bool = False

    def objected(self, number: int) -> Objected:
        return Objected(number, self.filed_on, self.reply_due, self.replied_on, self.upheld or None)


@dataclass(slots=True)
class Board:
    """Everything of one community."""

    notices: dict[str, Hung] = field(default_factory=dict)  # by what the book calls them
    objections: dict[str, dict[int, Said]] = field(default_factory=dict)  # by motion and number
    calendar: Calendar = field(default_factory=Calendar)
    named: dict[int, dict[date, bool]] = field(default_factory=dict)  # the days of entered years
    kinds: dict[str, str] = field(default_factory=dict)  # of bodies

    def seat_bodies(self, entry: Entry) -> None:
        """Remember of which kind the founded bodies are."""
        found = entry.facts.get("bodies", ())
        for body in found if isinstance(found, list) else ():
            self.kinds[body["body"]] = charters.charter(body["charter"]).kind

    def acts_for(self, actor: str, *kinds: str) -> bool:
        """Whether a seat of such a body acts, or the clerk where "clerk" is among them."""
        who, _, rest = actor.partition(":")
        kind = self.kinds.get(rest.rpartition("/")[0]) if who == "seat" else who
        return kind in kinds

    def of(self, motion: str, about: str) -> list[Hung]:
        """The postings of a matter, the newest last."""
        return [hung for hung in self.notices.values() if (hung.motion, hung.about) == (motion, about)]

    def objected(self, motion: str, about: str) -> list[Objected]:
        said = self.objections.get(motion, {})
        return [each.objected(number) for number, each in said.items() if each.about == about]

    def enter_days(self, facts: Mapping[str, Any]) -> None:
        """A year's days as its notice names them, in place of what was entered of it before."""
        named = {date.fromisoformat(day): False for day in facts["off"]}
        named |= {date.fromisoformat(day): True for day in facts["worked"]}
        for other in self.named.values():
            for day in named:
                other.pop(day, None)
        self.named[facts["year"]] = named
        self.calendar = Calendar(
            set(self.named), {day: works for own in self.named.values() for day, works in own.items()}
        )

    def can_end(self, counted_to: date, last: date) -> bool:
        """Whether a period counted to one day can end on another, as far as the calendar knows: every day between is
        off, and the last one is not."""
        passed = [counted_to + n * ONE for n in range((last - counted_to).days)]
        return (
            last >= counted_to and not any(map(self.calendar.works, passed)) and self.calendar.works(last) is not False
        )
