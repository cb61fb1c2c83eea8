"""What is late in a county: every work past a day, or without the report that was due; the longest late first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from council.kit.db import Db
from council.oversight.late_queries import BY_TOWNSHIP, IN_COUNTY, IN_TOWNSHIP
from council.rules.refusal import Refusal

PAGE = 30
FIRST = (date.min, UUID(int=0), UUID(int=0))
Key = tuple[date, UUID, UUID]


@dataclass(frozen=True, slots=True)
class Late:
    """A work that is late, as a line of the list."""

    key: Key
    county: str
    slug: str
    place: str
    township: str
    ref: str
    title: str
    body: str
    overdue_since: date | None  # the day that was missed
    report_due: date | None  # the last day for the report that did not come
    reminded_at: datetime | None
    reminded_by: str | None

    @property
    def url(self) -> str:
        return f"/{self.county}/{self.slug}/works/{self.ref}"

    def days(self, today: date) -> int:
        """For how long it has been late."""
        return (today - self.key[0]).days

    def lates(self, today: date) -> Sequence[Refusal]:
        """Why it is late, each in a sentence."""
        said = []
        if self.overdue_since:
            facts = {"day": self.overdue_since, "days": (today - self.overdue_since).days}
            said.append(Refusal("Something was to be done by %(day)s, %(days)s days ago.", **facts))
        if self.report_due:
            days = (today - self.report_due).days
            said.append(Refusal("A report was due %(days)s days ago, and none came.", days=days))
        return said


def late_in(
    db: Db, county: str, today: date, *, township: str = "", after: Key | None = None, size: int = PAGE
) -> tuple[list[Late], Key | None]:
    """What is late on this day in a county, or in one township of it; and the key after which the next page begins."""
    day, community, motion = after or FIRST
    values = {"county": county, "today": today, "day": day, "c": community, "m": motion, "most": size + 1}
    if township:
        rows = db.execute(IN_TOWNSHIP, {**values, "township": township}).all()
    else:
        rows = db.execute(IN_COUNTY, values).all()
    found = [_late(row) for row in rows[:size]]
    return found, found[-1].key if len(rows) > size else None


def _late(row: Any) -> Late:
    since, community, motion, county, slug, place, township, year, number, title, body, overdue, silent, at, by = row
    return Late(
        (since, community, motion), county, slug, place, township, f"{year}-{number}", title, body, overdue, silent,
        at, by,
    )  # fmt: skip


def late_by_township(db: Db, county: str, today: date) -> Mapping[str, int]:
    """How many works are late in each township of a county; "" for communities that stand directly in it."""
    rows = db.execute(BY_TOWNSHIP, {"county": county, "today": today}).all()
    return {row[0] or "": row[1] for row in rows}


def key_text(key: Key) -> str:
    """A key as an address writes it."""
    return f"{key[0].isoformat()}_{key[1].hex}_{key[2].hex}"


def key_in(text: str) -> Key | None:
    """The key in an address; None for what is none."""
    day, _, rest = text.partition("_")
    community, _, motion = rest.partition("_")
    try:
        return date.fromisoformat(day), UUID(hex=community), UUID(hex=motion)
    except ValueError:
        return None
