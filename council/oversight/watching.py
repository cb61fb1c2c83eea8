"""What an officer finds under “mine”: what is late where they watch, and how much there is of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from council.kit.db import Reader
from council.oversight.late import Late, late_by_township, late_in
from council.oversight.tables import Office, offices_of

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Watching:
    """One office, and the longest late there."""

    office: Office
    rows: Sequence[Late]
    in_all: int


def watching(db: Reader, account: UUID, today: date) -> list[Watching]:
    """What is late in each place that this account watches; nothing for whoever holds no such office."""
    return [_watching(db, office, today) for office in offices_of(db, account)]


def _watching(db: Reader, office: Office, today: date) -> Watching:
    rows, _more = late_in(db, office.county, today, township=office.township, size=SHOWN)
    towns = late_by_township(db, office.county, today)
    return Watching(office, rows, towns.get(office.township, 0) if office.township else sum(towns.values()))
