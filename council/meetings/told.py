"""A meeting in a replay: what stands of it after the entries told so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from council import charters
from council.meetings.delegating import DelegationRow, needs_delegation, standing_on
from council.rules.hall import Hall, MeetingLaw
from council.rules.meeting import Notice
from council.rules.refusal import Refusal


@dataclass(slots=True)
class Item:
    """An item in the replay."""

    kind: str
    deferred: bool = False
    tally: tuple[int, ...] | None = None
    hands: tuple[int, ...] | None = None  # of these, what a second person counts once more
    entered: str = ""  # who entered the count
    votes: dict[int, tuple[int, str]] | None = None  # by phone: ballot → entry and seal of the last one
    confirmed: Hall | None = None  # who was there when it was confirmed
    verdict: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Told:
    """A meeting in the replay. `members`: of a public roll, the last mark of each."""

    body: str
    kind: str
    charter: str
    law: MeetingLaw
    notice: Notice
    items: dict[int, Item]
    hall: Hall | None = None
    members: dict[int, str | None] = field(default_factory=dict)
    discusses: bool = False
    cancelled: bool = False
    closed: bool = False
    corrections: dict[int, str] = field(default_factory=dict)  # number → who wrote it

    @property
    def held_on(self) -> date:
        return self.notice.held_on

    @property
    def decides(self) -> bool:
        return any(item.kind == "decide" for item in self.items.values())

    @property
    def state(self) -> str:
        if self.cancelled:
            return "cancelled"
        return "closed" if self.closed else "open" if self.hall else "called"

    def add(self, facts: Mapping[str, Any]) -> None:
        self.items[facts["position"]] = Item(facts["kind"])

    def fault(self, matter: str, delegations: Iterable[Mapping[str, Any]]) -> Refusal | None:
        """Why this body could not decide the matter on the day of the meeting, if so."""
        try:
            known = charters.matter(matter)
        except KeyError:
            return None
        if not needs_delegation(self.kind, known):
            return None
        ours = [delegation for facts in delegations if (delegation := delegation_told(facts)).to_body == self.body]
        return standing_on(ours, known, self.held_on)


def told_meeting(facts: Mapping[str, Any], kind: str) -> Told:
    """The meeting that an entry calls."""
    law = MeetingLaw.from_facts(facts["law"])
    notice = Notice(date.fromisoformat(facts["sent_on"]), date.fromisoformat(facts["held_on"]), law.notice_days)
    items = {item["position"]: Item(item["kind"]) for item in facts["items"]}
    if list(items) != list(range(1, len(facts["items"]) + 1)):
        raise ValueError("items")
    return Told(facts["body"], kind, facts["charter"], law, notice, items)


def delegation_told(facts: Mapping[str, Any]) -> DelegationRow:
    """The authorisation that an entry gives, as far as it has not been ended."""
    day = date.fromisoformat
    ended = facts.get("ended_on")
    return DelegationRow(
        number=facts["number"], from_body=facts["from_body"], to_body=facts["body"], matters=tuple(facts["matters"]),
        decided_on=day(facts["decided_on"]), begins=day(facts["begins"]), ends=day(facts["ends"]), paper="",
        ended_on=day(ended) if ended else None, ended_why=None,
    )  # fmt: skip
