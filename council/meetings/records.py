"""A meeting whole: with what was said and counted in it, its papers, its minutes and their corrections."""

from dataclasses import dataclass, field
from datetime import datetime

from council.meetings.rows import ItemRow, MeetingRow, Person
from council.rules.hall import Hall
from council.rules.meeting import Attendance, attendance


@dataclass(frozen=True, slots=True)
class ObserverRow:
    number: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class SpeechRow:
    number: int
    position: int
    name: str
    member: bool  # on the community's roll; else an observer or a guest
    gist: str
    stance: str


@dataclass(frozen=True, slots=True)
class PaperRef:
    """Evidence, by its hash; `position` is the item of a tally sheet."""

    kind: str
    sha256: str
    position: int | None


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    number: int
    position: int | None
    text: str
    written_by: Person
    written_at: datetime
    confirmed_by: Person | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Approvals:
    """Who has approved the minutes: how many, and whether host and recorder are among them."""

    many: int = 0
    host: bool = False
    recorder: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A meeting whole, but for the names on its roll."""

    meeting: MeetingRow
    hall: Hall
    items: tuple[ItemRow, ...]
    observers: tuple[ObserverRow, ...] = ()
    speeches: tuple[SpeechRow, ...] = ()
    papers: tuple[PaperRef, ...] = ()
    approvals: Approvals = field(default_factory=Approvals)
    corrections: tuple[CorrectionRow, ...] = ()

    def item(self, position: int) -> ItemRow | None:
        return next((item for item in self.items if item.position == position), None)

    def of_kind(self, kind: str, position: int | None = None) -> tuple[PaperRef, ...]:
        """The papers of a kind; of an item, if asked: a sheet of no one item is of them all."""
        return tuple(
            one for one in self.papers if one.kind == kind and (position is None or one.position in (None, position))
        )

    def attendance(self, item: ItemRow | None = None) -> Attendance:
        """Whether enough are there; for an item, without those who stand aside from it."""
        recused = item.recused if item else 0
        return attendance(
            self.meeting.law, self.hall, recused=recused, recused_present=item.recused_present if item else 0
        )

    def said_on(self, position: int) -> tuple[SpeechRow, ...]:
        return tuple(one for one in self.speeches if one.position == position)
