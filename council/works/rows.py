"""A work as acts and pages hold it: the undertaking and all that was said of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from council.kit import clock
from council.rules import works as rules
from council.rules.works import Plan, Report, Stands, State


@dataclass(frozen=True, slots=True)
class Part:
    """A milestone as it is shown: due as extended."""

    position: int
    title: str
    due: date
    weight: int
    planned: date


@dataclass(frozen=True, slots=True)
class Told:
    """A report as it was made."""

    number: int
    line: str
    milestone: int | None
    percent: int | None
    paid_fen: int
    invoice: str | None
    corrects: int | None
    at: datetime
    entry: int
    name: str
    photos: tuple[str, ...]

    @property
    def on(self) -> date:
        return clock.day_of(self.at)

    @property
    def rule(self) -> Report:
        return Report(self.number, self.on, self.milestone, self.percent, self.paid_fen, self.corrects)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was done about a finding."""

    text: str
    photo: str | None
    at: datetime
    entry: int
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the supervisory committee found on site, and the answer where there is one."""

    number: int
    holds: bool
    text: str
    photo: str | None
    at: datetime
    entry: int
    name: str
    answer: Answered | None

    @property
    def open(self) -> bool:
        return not self.holds and self.answer is None


@dataclass(frozen=True, slots=True)
class Work:
    """A work whole."""

    motion_id: UUID
    ref: str
    title: str
    body_key: str
    body: str
    version: int  # of the motion, as it was resolved last
    begun_version: int
    money_from: str
    resolved: date  # the day that was resolved
    begun_at: datetime
    entry: int
    planned_due: date  # before any extension
    plan: Plan
    people: tuple[str, ...]
    parts: tuple[Part, ...]
    contracts: tuple[Any, ...]
    reports: tuple[Told, ...]
    looks: tuple[Look, ...]
    extensions: tuple[Any, ...]
    added: tuple[Any, ...]
    acceptances: tuple[Any, ...]  # one of each round that came to it
    stands: Stands
    since: date  # when the matter came to where it stands
    publishes: bool  # whether the publication of its result is next
    reopens: int | None  # so many noes of those who weigh open it again

    @property
    def on(self) -> str:
        """As the book names it."""
        return f"work:{self.ref}"

    @property
    def reported(self) -> list[Report]:
        return [report.rule for report in self.reports]

    @property
    def percent(self) -> int:
        return rules.percent(self.plan, self.reported)

    @property
    def paid(self) -> int:
        return rules.paid(self.reported)

    @property
    def over(self) -> int:
        return rules.over(self.plan, self.paid)

    @property
    def contracted(self) -> int:
        return sum(each.amount_fen for each in self.contracts)

    @property
    def open_looks(self) -> list[int]:
        return [look.number for look in self.looks if look.open]

    @property
    def last_report(self) -> date | None:
        return self.reports[-1].on if self.reports else None

    @property
    def open(self) -> bool:
        """Whether it is being carried out."""
        return self.stands is Stands.THERE

    @property
    def acceptance(self) -> Any:
        """The one that stands; None while it is carried out, whatever was accepted before."""
        return self.acceptances[-1] if self.acceptances and self.stands in (Stands.BEYOND, Stands.FINISHED) else None

    @property
    def round(self) -> int:
        """How often it has been carried out: the round that runs, or the one whose acceptance stands."""
        return len(self.acceptances) if self.acceptance else len(self.acceptances) + 1

    @property
    def again_on(self) -> date | None:
        """Since when it is carried out again: it was decided anew, or accepted before."""
        return self.since if self.open and (self.acceptances or self.since > self.plan.begun_on) else None

    @property
    def reopened_on(self) -> date | None:
        """Since when it is carried out again though it was accepted."""
        return self.again_on if self.acceptances else None

    def state(self, today: date) -> State:
        return rules.state(
            self.plan, self.reported, self.open_looks, today, stands=self.stands, again_on=self.again_on,
            reopened=self.reopened_on is not None,
        )  # fmt: skip

    def overdue(self, today: date) -> int:
        return rules.days_overdue(self.plan, self.reported, today) if self.open else 0

    def silent(self, today: date) -> int:
        last = rules.last_word(self.reported, self.again_on)
        return rules.days_silent(self.plan, last, today) if self.open else 0
