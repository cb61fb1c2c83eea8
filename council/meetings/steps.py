"""The next step of a meeting: the one thing to do now, and where. The page shows one button, not seven."""

from dataclasses import dataclass
from datetime import date

from council.meetings.lacking import approved
from council.meetings.minutes import may_close
from council.meetings.records import Record
from council.meetings.rows import ItemRow, State
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next in words, and the page where it is done: a path below the meeting's own."""

    words: Refusal
    path: str = ""


def next_step(record: Record, today: date) -> Step | None:
    """What is to be done now; None where nothing is."""
    meeting = record.meeting
    if meeting.state is State.CANCELLED:
        return None
    if meeting.state is State.CALLED:
        return _before(record, today)
    if meeting.state is State.OPEN:
        return _at_it(record)
    return None if approved(record) else Step(Refusal("Have the minutes signed or approved"), "/minutes")


def _before(record: Record, today: date) -> Step:
    meeting = record.meeting
    if today < meeting.held_on:
        return Step(Refusal("The roll is called on %(day)s", day=meeting.held_on))
    if today > meeting.held_on:
        return Step(Refusal("Enter the meeting from its papers"), "/paper")
    return Step(Refusal("Call the roll"), "#open")


def _at_it(record: Record) -> Step:
    if record.hall.unmarked:
        return Step(Refusal("Go on calling the roll: %(many)s are left", many=record.hall.unmarked), "/roll")
    for item in record.items:
        if step := _of_item(record, item):
            return step
    if may_close(record):
        return Step(Refusal("Add what is still missing"), "#close")
    return Step(Refusal("Close the meeting"), "#close")


def _of_item(record: Record, item: ItemRow) -> Step | None:
    if not item.decides or item.deferred_at or record.meeting.discusses:
        return None
    at = f"/items/{item.position}"
    facts = {"position": item.position}
    if item.tally is None:
        return Step(Refusal("Enter the count on item %(position)s", **facts), at)
    if item.tally.confirmed_at is None:
        return Step(Refusal("A second person confirms the count on item %(position)s", **facts), at)
    if item.tally.closed_at is None:
        return Step(Refusal("Who leads closes the count on item %(position)s", **facts), at)
    return None
