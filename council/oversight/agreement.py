"""What the book tells of reminders, and what the table holds: both in one form, to be compared."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from council.kit.db import Reader
from council.ledger.acts import written
from council.ledger.book import Entry
from council.oversight.reminders import REMINDER, WORK

Said = Iterator[tuple[str, object]]


def told(entry: Entry) -> Said:
    """What stands of a reminder after its entry."""
    if entry.act == "oversight.remind":
        facts, opened = entry.facts, entry.opened
        days = (facts["days_overdue"], facts["days_silent"])
        yield f"{entry.on} reminded {entry.seq}", (entry.actor, opened["authority"], opened["name"], *days,
                                                   written(entry.at))  # fmt: skip


def kept(db: Reader, community: UUID) -> Said:
    """What the table holds."""
    of_work = (WORK.community_id == REMINDER.community_id, WORK.motion_id == REMINDER.motion_id)
    query = select(*REMINDER, WORK.year, WORK.number).where(*of_work, REMINDER.community_id == community)
    for row in db.rows(query):
        said = (f"officer:{row.officer}", row.authority, row.name, row.days_overdue, row.days_silent, written(row.at))
        yield f"work:{row.year}-{row.number} reminded {row.entry}", said
