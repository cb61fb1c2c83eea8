"""A meeting, its items and the people of its roll, as acts and pages read them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from council.charters.frozen import Law
from council.kit.clock import day_of
from council.rules.hall import Channel, Hall, MeetingLaw, Presence, Relation
from council.rules.meeting import Notice
from council.rules.threshold import Verdict


class State(StrEnum):
    """How far a meeting is."""

    CALLED = "called"
    OPEN = "open"  # its roll is being called, its items dealt with
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the community; `number` is the 8 of 柳桥-8."""

    id: UUID
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as it was called, and how far it is."""

    id: UUID
    body_key: str
    body: str  # its name
    kind: str  # of body, an Organ
    held_on: date
    ordinal: int
    starts: str
    ends: str | None
    place: str
    online_way: str | None
    charter: Law
    law: MeetingLaw
    sent_on: date
    sent_by: tuple[str, ...]
    called_at: datetime
    host: Person | None
    recorder: Person | None
    tellers: tuple[Person, ...]
    opened_at: datetime | None
    vacant: int
    reported: int | None
    converted_at: datetime | None
    converted_why: str | None
    cancelled_at: datetime | None
    cancelled_why: str | None
    closed_at: datetime | None

    @property
    def ref(self) -> str:
        """2026-11-16, or 2026-11-16-2: its place in addresses."""
        return ref_of(self.held_on, self.ordinal)

    @property
    def on(self) -> str:
        """What its entries in the book are on."""
        return f"meeting:{self.ref}"

    @property
    def state(self) -> State:
        if self.cancelled_at:
            return State.CANCELLED
        return State.CLOSED if self.closed_at else State.OPEN if self.opened_at else State.CALLED

    @property
    def notice(self) -> Notice:
        return Notice(self.sent_on, self.held_on, self.law.notice_days)

    @property
    def notice_late(self) -> bool:
        """The notice was entered after the day on which it went out (补录)."""
        return day_of(self.called_at) > self.sent_on

    @property
    def late(self) -> bool:
        """The meeting was entered after the day on which it was held (补录)."""
        return self.opened_at is not None and day_of(self.opened_at) > self.held_on

    @property
    def hands(self) -> frozenset[UUID]:
        """Who leads, writes and counts."""
        return frozenset(one.id for one in (self.host, self.recorder, *self.tellers) if one)

    @property
    def discusses(self) -> bool:
        """It cannot decide: it was turned into a discussion."""
        return self.converted_at is not None


def ref_of(held_on: date, ordinal: int) -> str:
    return held_on.isoformat() + (f"-{ordinal}" if ordinal > 1 else "")


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """Someone who stands aside from an item; `present`: is in the hall, `counted`: weighs in the base."""

    person: Person
    reason: str
    present: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The count on an item, and who stands for it."""

    method: str
    yes: int
    no: int
    abstain: int
    spoiled: int
    by_hand: tuple[int, int, int]  # by phones: for, against, abstained of those without one
    entered_by: Person
    entered_at: datetime
    confirmed_by: Person | None
    confirmed_at: datetime | None
    closed_by: Person | None
    closed_at: datetime | None
    hall: Hall | None
    verdict: Verdict | None
    entry: int | None

    @property
    def given(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True)
class PollRow:
    """A vote by phone on an item: how many have voted, and never what."""

    opened_at: datetime
    ended_at: datetime | None
    voted: int

    @property
    def runs(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an agenda; `ref` is the number of its motion, 2026-3."""

    position: int
    motion_id: UUID | None
    ref: str | None
    version: int | None
    title: str
    kind: str
    added_at: datetime | None
    consent: int | None
    consent_of: int | None
    deferred_at: datetime | None
    deferred_why: str | None
    tally: TallyRow | None = None
    poll: PollRow | None = None
    recusals: tuple[RecusalRow, ...] = ()

    @property
    def decides(self) -> bool:
        return self.kind == "decide"

    @property
    def verdict(self) -> Verdict | None:
        """What came of it; None before the chair has closed the count."""
        return self.tally.verdict if self.tally else None

    @property
    def recused(self) -> int:
        return sum(one.counted for one in self.recusals)

    @property
    def recused_present(self) -> int:
        return sum(one.present for one in self.recusals)


@dataclass(frozen=True, slots=True)
class OnRollRow:
    """Someone on the roll of a meeting, or a household by its first adult, and what the roll says of them."""

    id: UUID
    number: int
    name: str
    category: str
    household: str | None
    status: Presence | None
    channel: Channel | None
    reason: str | None
    note: str | None
    delegate: str | None
    relation: Relation | None
    mandate: str | None
    came: Person | None  # who came for the household, or in their place
