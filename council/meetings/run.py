"""Run a meeting: what comes next, whether enough are there, its items, and everything that is entered beside them."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.meetings import saying
from council.meetings.agenda import add_item
from council.meetings.attending import report_unreachable
from council.meetings.calling import cancel, convert, may_cancel, may_convert, note_notice
from council.meetings.forms import (
    CancelForm,
    CloseForm,
    HandsForm,
    ItemForm,
    NoticeForm,
    ObserverForm,
    PlainForm,
    ReportForm,
)
from council.meetings.minutes import close_meeting, may_close
from council.meetings.notice import Topic
from council.meetings.opening import may_open, name_hands, open_roll
from council.meetings.reading import standing_meetings
from council.meetings.seen import seen_by
from council.meetings.shown import items_shown, quorum_shown
from council.meetings.spoken import add_observer
from council.meetings.steps import next_step
from council.motions.speaking import speaker
from council.places.tables import find_place
from council.rules.refusal import N_

room = Room()
DESK = "/{county}/{community}/desk/meetings"
AT = DESK + "/{ref}"


@room.page(DESK)
def desk_meetings(here: Here, county: str, community: str) -> Response:
    """The meetings that are called or under way: for the clerk, and for whoever holds a seat here."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    if not (who.clerk or who.seats):
        raise NotFound
    return show(
        here, "meetings/desk.html", place=place, standing=standing_meetings(here.db, place.id), states=saying.STATES,
        clerk=who.clerk is not None,
    )  # fmt: skip


@room.page(AT)
def run(here: Here, county: str, community: str, ref: str) -> Response:
    seen = seen_by(here, county, community, ref)
    record, place = seen.record, seen.place
    photos = papers_of(here.db, place.id, [one.sha256 for one in record.of_kind("notice")])
    return show(
        here, "meetings/run.html", fragment="meetings/_live.html", place=place, seen=seen, record=record,
        meeting=record.meeting, quorum=quorum_shown(record, here), items=items_shown(record, here),
        step=next_step(record, clock.day_of(here.now)), notice=saying.notice_said(record.meeting),
        no_open=may_open(here.db, place.id, record, clock.day_of(here.now)) if not record.meeting.opened_at else None,
        no_cancel=may_cancel(record.meeting), no_convert=may_convert(record), lacks=may_close(record),
        photos=list(photos.values()),
        states=saying.STATES, kinds=saying.KINDS, today=clock.day_of(here.now),
    )  # fmt: skip


@room.act(AT + "/notice", back=run, to=AT, done=N_("The photo is kept."))
def notice(act: Act, form: NoticeForm, county: str, community: str, ref: str) -> None:
    note_notice(act, ref, form.photos)


@room.act(AT + "/cancel", back=run, to=AT, done=N_("The meeting is called off."))
def cancel_it(act: Act, form: CancelForm, county: str, community: str, ref: str) -> None:
    cancel(act, ref, form.why)


@room.act(AT + "/convert", back=run, to=AT, done=N_("The meeting now only discusses."))
def convert_it(act: Act, form: PlainForm, county: str, community: str, ref: str) -> None:
    convert(act, ref)


@room.act(AT + "/open", back=run, to=AT + "/roll")
def open_it(act: Act, form: PlainForm, county: str, community: str, ref: str) -> None:
    open_roll(act, ref)


@room.act(AT + "/hands", back=run, to=AT + "#hands", done=N_("It is entered."))
def hands(act: Act, form: HandsForm, county: str, community: str, ref: str) -> None:
    name_hands(act, ref, host=form.host, recorder=form.recorder, tellers=form.tellers)


@room.act(AT + "/report", back=run, to=AT, done=N_("It is entered."))
def report(act: Act, form: ReportForm, county: str, community: str, ref: str) -> None:
    report_unreachable(act, ref, form.many, form.papers)


@room.act(AT + "/observers", back=run, to=AT + "#beside", done=N_("It is entered."))
def observe(act: Act, form: ObserverForm, county: str, community: str, ref: str) -> None:
    add_observer(act, ref, form.name, form.post)


@room.act(AT + "/items", back=run, to=AT, done=N_("The item is on the agenda."))
def take_up(act: Act, form: ItemForm, county: str, community: str, ref: str) -> None:
    topic = Topic(form.kind, title=form.title)
    add_item(act, ref, topic, form.consent, money=form.about == "money", persons=form.about == "persons")


@room.act(AT + "/close", back=run, to=AT + "/minutes", done=N_("The meeting is closed."))
def close(act: Act, form: CloseForm, county: str, community: str, ref: str) -> None:
    close_meeting(act, ref, form.ends)
