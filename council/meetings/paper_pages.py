"""A meeting that was held, from its papers in one form: everything on one page, as the register has it on one sheet."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.meetings import saying
from council.meetings.lists import absences_in, households_in, numbers_in, observers_in, spoken_in
from council.meetings.notice import headcount_at
from council.meetings.opening import may_open
from council.meetings.paper_form import MOST_ITEMS, PaperForm
from council.meetings.recording import Counted, Sheet, record_meeting
from council.meetings.run import AT
from council.meetings.seen import seen_by
from council.rules.refusal import N_
from council.seats.roll import roll_of

room = Room()
PAPER = AT + "/paper"


@room.page(PAPER)
def on_paper(here: Here, county: str, community: str, ref: str) -> Response:
    seen = seen_by(here, county, community, ref)
    record = seen.record
    named = record.meeting.law.roll == "named"
    listed = roll_of(here.db, seen.place.id, record.meeting.body_key).people if named else ()
    deciding = [item for item in record.items if item.decides and not record.meeting.discusses]
    return show(
        here, "meetings/paper.html", place=seen.place, seen=seen, record=record, meeting=record.meeting,
        no_open=may_open(here.db, seen.place.id, record, clock.day_of(here.now)), listed=listed,
        today=headcount_at(here.db, seen.place.id, record.meeting.body_key), deciding=deciding[:MOST_ITEMS],
        items=record.items[:MOST_ITEMS], more=len(record.items) > MOST_ITEMS, methods=saying.METHODS,
        kinds=saying.KINDS, notice=saying.notice_said(record.meeting),
    )  # fmt: skip


@room.act(PAPER, back=on_paper, to=AT, done=N_("The meeting is entered. Now a second person confirms each count."))
def enter(act: Act, form: PaperForm, county: str, community: str, ref: str) -> None:
    record_meeting(act, ref, sheet_of(form), sign_in=form.sign_in, tallies=form.tallies)


def sheet_of(form: PaperForm) -> Sheet:
    """What the form says, read."""
    positions = range(1, MOST_ITEMS + 1)
    return Sheet(
        present=numbers_in(form.present),
        households=households_in(form.households),
        absent=absences_in(form.absent),
        host=form.host,
        recorder=form.recorder,
        tellers=form.tellers,
        observers=observers_in(form.observers),
        spoken=tuple(one for at in positions for one in spoken_in(form.of_item("said", at), at)),
        counted=tuple(counted for at in positions if (counted := _counted(form, at))),
    )


def _counted(form: PaperForm, position: int) -> Counted | None:
    """The count on an item; None where none of its numbers is given. What is left empty is none."""
    given = {name: form.of_item(name, position) for name in ("yes", "no", "abstain", "spoiled")}
    if all(number is None for number in given.values()):
        return None
    numbers = {name: number or 0 for name, number in given.items()}
    return Counted(position=position, method=form.of_item("method", position), **numbers)
