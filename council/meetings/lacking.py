"""What a record still lacks, by name: the page lists it, and whoever builds on the record enforces the same list."""

from collections.abc import Iterator

from council.meetings.records import Record
from council.meetings.rows import ItemRow, MeetingRow, State
from council.rules.hall import Channel
from council.rules.meeting import approvals_needed, may_hold
from council.rules.refusal import Refusal


def missing(record: Record, item: ItemRow) -> tuple[Refusal, ...]:
    """Everything that the record of this item lacks; nothing is lacking once it is complete."""
    if record.meeting.state is State.CANCELLED:
        return (Refusal("The meeting of %(day)s was called off.", day=record.meeting.held_on),)
    return (*missing_of_meeting(record), *missing_of_item(record, item), *missing_minutes(record))


def missing_of_meeting(record: Record) -> tuple[Refusal, ...]:
    """What is still to be entered of the meeting itself."""
    return tuple(_of_meeting(record))


def _of_meeting(record: Record) -> Iterator[Refusal]:
    meeting, hall = record.meeting, record.hall
    if meeting.state is State.CALLED:
        yield Refusal("The roll of the meeting on %(day)s is not called yet.", day=meeting.held_on)
        return
    yield from nobody_named(meeting)
    if hall.unmarked:
        yield Refusal("Of %(many)s on the roll it is not said whether they came.", many=hall.unmarked)
    if hall.channels[Channel.PAPER] and not record.of_kind("sign_in"):
        yield Refusal("The photo of the sign-in sheet is missing.")
    if hall.reported is not None and not record.of_kind("reported"):
        yield Refusal("The paper on those who are out of reach is missing.")


def nobody_named(meeting: MeetingRow) -> Iterator[Refusal]:
    """Whoever is not named yet: who leads, who writes, who counts."""
    if meeting.host is None:
        yield Refusal("It is not said who leads the meeting.")
    if meeting.recorder is None:
        yield Refusal("It is not said who keeps the minutes.")


def missing_of_item(record: Record, item: ItemRow) -> tuple[Refusal, ...]:
    """What is still to be done about an item."""
    return tuple(_of_item(record, item))


def _of_item(record: Record, item: ItemRow) -> Iterator[Refusal]:
    if item.deferred_at:
        yield Refusal("“%(title)s” was put off at this meeting.", title=item.title)
    elif not item.decides:
        return
    elif record.meeting.discusses:
        yield Refusal("The meeting of %(day)s could only discuss.", day=record.meeting.held_on)
    elif item.tally is None:
        yield Refusal("The count on “%(title)s” is not entered yet.", title=item.title)
    elif item.tally.confirmed_at is None:
        yield Refusal("The count on “%(title)s” is not confirmed by a second person yet.", title=item.title)
    elif item.tally.closed_at is None:
        yield Refusal("The count on “%(title)s” is not closed by who leads the meeting yet.", title=item.title)


def missing_minutes(record: Record) -> tuple[Refusal, ...]:
    """What the minutes lack."""
    return tuple(_minutes(record))


def _minutes(record: Record) -> Iterator[Refusal]:
    if record.meeting.state is State.CALLED:
        return
    if record.meeting.state is not State.CLOSED:
        yield Refusal("The meeting is not closed yet.")
        return
    approvals, needed = record.approvals, approvals_needed(record.hall.present)
    if not approvals.host:
        yield Refusal("Who led the meeting has not approved the minutes yet.")
    if not approvals.recorder:
        yield Refusal("Who kept the minutes has not approved them yet.")
    if approvals.many < needed:
        yield Refusal(
            "%(many)s of those present have approved the minutes; %(needed)s are needed.",
            many=approvals.many,
            needed=needed,
        )


def approved(record: Record) -> bool:
    """Whether the minutes stand."""
    return record.meeting.state is State.CLOSED and not missing_minutes(record)


def may_decide_in(meeting: MeetingRow) -> Refusal | None:
    """Whether this meeting can decide at all: called in good time, and not turned into a discussion."""
    if meeting.discusses:
        return Refusal("This meeting only discusses: it was turned into a discussion.")
    return may_hold(meeting.notice)
