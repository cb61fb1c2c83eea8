"""Could what the book says of reminders have been done? Replayed in order, without a database.

Was it sent by an officer, about a work that was late by just so many days, and not twice within a week?
"""

from collections.abc import Iterable, Iterator
from datetime import date

from council.kit import clock
from council.ledger.book import Entry
from council.ledger.verify import Fault
from council.rules.oversight import may_remind
from council.rules.refusal import Refusal
from council.works.replay import MALFORMED, Works


def replay(entries: Iterable[Entry]) -> list[Fault]:
    """Everything about reminders in these entries that could not have been done."""
    book = Reminders()
    return [Fault(entry.seq, reason) for entry in entries for reason in book.tell(entry)]


class Reminders:
    """What has been said so far."""

    def __init__(self) -> None:
        self.works = Works()
        self.last: dict[str, date] = {}

    def tell(self, entry: Entry) -> list[Refusal]:
        """Follow one entry; what is wrong with it."""
        self.works.tell(entry)  # what is wrong with works is said by their own replay
        if entry.act != "oversight.remind":
            return []
        try:
            return list(self._remind(entry))
        except MALFORMED:
            return [Refusal("It does not say what an entry of its kind says, or comes before what it rests on.")]

    def _remind(self, entry: Entry) -> Iterator[Refusal]:
        kind, _, number = entry.actor.partition(":")
        if kind != "officer" or not (number.isascii() and number.isdecimal()):
            yield Refusal("It was not done by who may do it.")
        ref, today = entry.on.removeprefix("work:"), clock.day_of(entry.at)
        overdue, silent = self.works.late(ref, today)
        if (entry.facts["days_overdue"], entry.facts["days_silent"]) != (overdue, silent):
            yield Refusal("It was not late by so many days.")
        if refusal := may_remind(overdue, silent, self.last.get(ref), today):
            yield refusal
        self.last[ref] = today
