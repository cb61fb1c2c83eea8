"""What a roster lists, once read and judged: bodies, members, seats, and what stands in the way."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from council.rules.refusal import Refusal

Sex = Literal["male", "female"]
Office = Literal["chair", "vice_chair", "member"]


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """Where the bodies stand, for a file that does not say it; what the file says comes first."""

    county: str = "本地"
    township: str | None = None
    community: str | None = None


@dataclass(frozen=True, slots=True)
class RosterMember:
    """One named row: who holds which seat. `row` counts from 1, as the spreadsheet shows it."""

    row: int
    seat: int
    name: str
    sex: Sex | None
    category: str
    phone: str | None
    office: Office
    term_start: date | None
    term_end: date | None
    household: str | None = None  # 户号


@dataclass(frozen=True, slots=True)
class RosterBody:
    """One body of one community. `seats` is the whole plan, vacant seats included, by number."""

    county: str
    township: str | None
    community: str
    name: str
    charter: str
    members: tuple[RosterMember, ...]
    seats: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know before founding: it stops the whole file if `refused`, else it only warns."""

    row: int | None
    body: str | None
    refused: bool
    message: Refusal
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole file, read. `read_past` names the columns that are not kept."""

    filename: str
    sha256: str
    bodies: tuple[RosterBody, ...]
    findings: tuple[Finding, ...]
    read_past: tuple[str, ...]
    charter_guessed: bool

    @property
    def refused(self) -> bool:
        """Whether anything in the file stops it as a whole."""
        return any(finding.refused for finding in self.findings)
