"""The minutes as they are signed: generated from what was entered, approved by those present, corrected later."""

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.meetings import saying
from council.meetings.forms import CorrectForm, PlainForm, SignForm
from council.meetings.hands import Hand
from council.meetings.lacking import approved, missing_minutes
from council.meetings.lists import numbers_in
from council.meetings.minutes import (
    approve_minutes,
    confirm_correction,
    correct,
    may_approve,
    may_confirm_correction,
    may_correct,
    sign_minutes,
)
from council.meetings.roll_call import roll_of_meeting
from council.meetings.run import AT
from council.meetings.seen import Seen, seen_by
from council.meetings.shown import items_shown, quorum_shown, sorted_people
from council.rules.refusal import N_

room = Room()
MINUTES = AT + "/minutes"


@room.page(MINUTES, slow=True)
def minutes(here: Here, county: str, community: str, ref: str) -> Response:
    """For those of the desk, and for everybody who was present."""
    seen = seen_by(here, county, community, ref, present=True)
    record, place = seen.record, seen.place
    if record.meeting.opened_at is None:
        raise NotFound
    own = may_approve(here.db, place.id, here.asker, record)
    return show(
        here, "meetings/minutes.html", place=place, seen=seen, record=record, meeting=record.meeting,
        quorum=quorum_shown(record, here), items=items_shown(record, here),
        people=sorted_people(roll_of_meeting(here.db, place.id, record.meeting.id)),
        own=own, may_approve=isinstance(own, Hand), lacks=missing_minutes(record), approved=approved(record),
        sheets=list(papers_of(here.db, place.id, [one.sha256 for one in record.of_kind("minutes")]).values()),
        no_correct=may_correct(record), confirmable=_confirmable(here, seen), notice=saying.notice_said(record.meeting),
        reasons=saying.REASONS, channels=saying.CHANNELS, methods=saying.METHODS, stances=saying.STANCES,
        kinds=saying.KINDS, relations=saying.RELATIONS,
        positions=[(str(item.position), f"{item.position}. {item.title}") for item in record.items],
    )  # fmt: skip


def _confirmable(here: Here, seen: Seen) -> set[int]:
    """The corrections that whoever looks may confirm."""
    rows = (row for row in seen.record.corrections if row.confirmed_at is None)
    return {
        row.number
        for row in rows
        if isinstance(may_confirm_correction(here.db, seen.place.id, here.asker, seen.record, row), Hand)
    }


@room.act(MINUTES + "/approve", back=minutes, to=MINUTES, done=N_("You have approved the minutes."))
def approve(act: Act, form: PlainForm, county: str, community: str, ref: str) -> None:
    approve_minutes(act, ref)


@room.act(MINUTES + "/sign", back=minutes, to=MINUTES, done=N_("The signed minutes are kept."))
def sign(act: Act, form: SignForm, county: str, community: str, ref: str) -> None:
    sign_minutes(act, ref, form.sheets, numbers_in(form.numbers) or None)


@room.act(
    MINUTES + "/correct", back=minutes, to=MINUTES + "#corrections", done=N_("The correction waits to be confirmed.")
)
def correct_it(act: Act, form: CorrectForm, county: str, community: str, ref: str) -> None:
    correct(act, ref, form.text, form.position)


@room.act(
    MINUTES + "/corrections/{number}", back=minutes, to=MINUTES + "#corrections", done=N_("The correction counts.")
)
def confirm_it(act: Act, form: PlainForm, county: str, community: str, ref: str, number: str) -> None:
    if not number.isdecimal() or len(number) > 4:
        raise NotFound
    confirm_correction(act, ref, int(number))
