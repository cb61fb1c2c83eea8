"""A publication on the board (公示): how long it hangs, what may be objected, and when it has cleared the way."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from council.rules.days import days_late
from council.rules.refusal import Refusal

MOST_DAYS = 90


class About(StrEnum):
    """What is published: the plan before it is decided, the resolution, or what came of it."""

    PLAN = "plan"
    RESOLUTION = "resolution"
    RESULT = "result"


class State(StrEnum):
    """How a notice stands on a day."""

    OPEN = "open"
    OVER = "over"  # it hung all its days
    TAKEN_DOWN = "taken_down"  # before its end: its days count for nothing
    SENT_BACK = "sent_back"  # an objection was upheld: the matter is decided anew


@dataclass(frozen=True, slots=True)
class Posting:
    """A notice as the rules see it. `last` is None while the calendar does not know it (council.rules.days)."""

    posted_on: date
    days: int
    last: date | None
    entered_on: date
    taken_down_on: date | None = None
    sent_back_on: date | None = None

    @property
    def late(self) -> int:
        """Days between the posting and its entry (补录)."""
        return days_late(self.posted_on, self.entered_on)

    @property
    def entered_after_its_end(self) -> bool:
        """Whether nobody could have objected on the web."""
        return self.last is not None and self.entered_on > self.last


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection as the rules see it. `upheld` is None until the supervisory committee has said it."""

    number: int
    filed_on: date
    reply_due: date
    replied_on: date | None = None
    upheld: bool | None = None

    def overdue(self, today: date) -> bool:
        """Whether it still waits for its reply after the last day for it."""
        return self.replied_on is None and today > self.reply_due

    @property
    def late(self) -> int:
        """Days by which the reply came too late; 0 in time, or where there is none yet."""
        return days_late(self.reply_due, self.replied_on) if self.replied_on else 0


def state(posting: Posting, today: date) -> State:
    """How it stands. What happened to it after its last day changes nothing about that it hung all its days."""
    if posting.sent_back_on is not None:
        return State.SENT_BACK
    if posting.taken_down_on is not None:
        return State.TAKEN_DOWN
    return State.OVER if posting.last is not None and today > posting.last else State.OPEN


def enough_days(required: int, given: int) -> Refusal | None:
    """Whether a notice hangs as long as it must (G40). More days may be given, up to ninety."""
    if given < required:
        return Refusal("By the rules here it hangs for at least %(required)s days; you entered %(given)s.",
            required=required, given=given,
        )  # fmt: skip
    if given > MOST_DAYS:
        return Refusal("At most %(most)s days, please.", most=MOST_DAYS)
    return None


def may_object(posting: Posting, filed_on: date, today: date) -> Refusal | None:
    """Whether an objection received on that day counts: until 24:00 of the last day, that day included."""
    found = state(posting, min(filed_on, today))
    if found is State.OPEN and filed_on >= posting.posted_on:
        return None
    if found is State.SENT_BACK:
        return Refusal("An objection was upheld. The matter is decided anew, and then published anew.")
    if found is State.TAKEN_DOWN:
        return Refusal("This notice was taken down before its time. It will be posted anew.")
    if filed_on < posting.posted_on:
        return Refusal("This cannot have been before %(day)s.", day=posting.posted_on)
    return Refusal("The notice period is over. Please go to the supervisory committee.")


def may_take_down(posting: Posting, on: date, today: date) -> Refusal | None:
    """Whether a notice can have been taken down early on that day. After its end nobody need enter it."""
    found = state(posting, min(on, today))
    if found is State.OPEN and posting.posted_on <= on <= today:
        return None
    if on > today:
        return Refusal("This day is still to come. Write the day on which it was done.")
    if on < posting.posted_on:
        return Refusal("This cannot have been before %(day)s.", day=posting.posted_on)
    if found is State.OVER:
        return Refusal("It hung all its days. That it comes down now need not be entered.")
    return Refusal("This notice does not hang any more.")


def may_post_again(posting: Posting, holds: bool | None, today: date) -> Refusal | None:
    """Whether the same matter may be posted anew. `holds` is what the supervisory committee says of the last one."""
    found = state(posting, today)
    if found is State.OPEN:
        return Refusal("It hangs already, since %(day)s.", day=posting.posted_on)
    if found is State.OVER and holds is not False:
        return Refusal("It has hung all its days.")
    return None


def in_the_way(
    posting: Posting | None, objections: Collection[Objected], holds: bool | None, today: date
) -> tuple[Refusal, ...]:
    """Everything because of which a publication has not cleared the way, by name; nothing left: it has.

    `objections` are those on all postings of the matter as it was decided last; `holds` is what the supervisory
    committee says of the last posting: True, False or None where it has said nothing.
    """
    if posting is None:
        return (Refusal("It has not been published."),)
    return (*_of_the_days(posting, holds, today), *_of_objections(objections))


def _of_the_days(posting: Posting, holds: bool | None, today: date) -> Iterator[Refusal]:
    found = state(posting, today)
    if found is State.SENT_BACK:
        yield Refusal("The matter went back after it was published: it has to be published anew.")
    elif found is State.TAKEN_DOWN:
        yield Refusal(
            "It was taken down on %(day)s, before its time. It has to hang again for all its days.",
            day=posting.taken_down_on,
        )
    elif found is State.OPEN and posting.last is None:
        yield Refusal("It is published, and when it ends is not known: the year's days off are not entered.")
    elif found is State.OPEN:
        yield Refusal("It is published until %(day)s, that day included.", day=posting.last)
    if found in (State.OPEN, State.OVER):
        if holds is False:
            yield Refusal("The supervisory committee says that it was not published as entered. It has to hang again.")
        elif posting.entered_after_its_end and holds is None:
            yield Refusal("It was entered when its days were over. The supervisory committee has to confirm it first.")


def _of_objections(objections: Collection[Objected]) -> Iterator[Refusal]:
    for objection in objections:
        if objection.replied_on is None:
            yield Refusal("Objection %(number)s is not answered; the reply is due on %(day)s.",
                number=objection.number, day=objection.reply_due,
            )  # fmt: skip
