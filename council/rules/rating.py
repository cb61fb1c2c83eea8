"""Was it really done (真办好了吗)? Who may answer when, whose answers weigh, and how many noes open a work again.

No law says it; every number stands in the path's file with its source. Days are calendar days of the village.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from council.rules.refusal import Refusal


class Content(StrEnum):
    """How content somebody is with what was done."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"


class Finished(StrEnum):
    """Whether it is really done, as somebody sees it."""

    YES = "finished"
    PARTLY = "partly"
    NO = "unfinished"


@dataclass(frozen=True, slots=True)
class Window:
    """When people may answer about one acceptance: from its day to the end of `until`; from `asked_on` it is asked
    once more. A path from before these provisions sets none: then nobody is asked again, and nobody is late."""

    accepted_on: date
    asked_on: date | None = None
    until: date | None = None

    @classmethod
    def after(cls, accepted_on: date, ask_days: int | None, answer_days: int | None) -> "Window":
        """The window that a path gives to what was accepted on this day."""
        asked = accepted_on + timedelta(ask_days) if ask_days is not None else None
        return cls(accepted_on, asked, asked + timedelta(answer_days) if asked and answer_days is not None else None)

    def takes(self, today: date) -> bool:
        """Whether an answer counts on this day."""
        return self.accepted_on <= today and (self.until is None or today <= self.until)

    def asks_again(self, today: date, answered_on: date | None = None) -> bool:
        """Whether it is asked once more today of somebody who answered last on that day."""
        if self.asked_on is None or today < self.asked_on or not self.takes(today):
            return False
        return answered_on is None or answered_on < self.asked_on


def may_answer(window: Window | None, today: date) -> Refusal | None:
    """Whether answers are taken on this day. `window` is None while it is carried out."""
    if window is None:
        return Refusal("It is being carried out. Once it is accepted, everyone can say whether it is done.")
    if not window.takes(today):
        return Refusal(
            "Answers were taken until %(day)s. Please go to the supervisory committee now.", day=window.until
        )
    return None


# ── counting ──


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of one kind in one round: `weighs` where a member, a representative or who objected gave them."""

    weighs: bool
    content: Content
    finished: Finished


@dataclass(frozen=True, slots=True)
class Count:
    """How people answered in one round. Each who weighs counts once, with what they said last."""

    content: Mapping[Content, int]
    finished: Mapping[Finished, int]
    weighing: Mapping[Finished, int]

    @property
    def total(self) -> int:
        return sum(self.finished.values())

    @property
    def heard(self) -> int:
        """How many of them weigh."""
        return sum(self.weighing.values())

    @property
    def noes(self) -> int:
        """Answers “it is not done” that count towards opening it again."""
        return self.weighing[Finished.NO]


def counted(groups: Iterable[tuple[Group, int]]) -> Count:
    """The counts of one round from its groups."""
    content, finished, weighing = dict.fromkeys(Content, 0), dict.fromkeys(Finished, 0), dict.fromkeys(Finished, 0)
    for group, number in groups:
        content[group.content] += number
        finished[group.finished] += number
        weighing[group.finished] += number if group.weighs else 0
    return Count(content, finished, weighing)


def opens_again(noes: int, needed: int | None) -> bool:
    """Whether so many noes open a work again; a path without that provision never does."""
    return needed is not None and noes >= needed
