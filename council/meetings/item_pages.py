"""One item of a meeting: what is said on it, who stands aside, the count, its confirmation and its close."""

import re

from starlette.responses import Response

from council.kit.act import Act
from council.kit.forms import digits
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.meetings import saying
from council.meetings.agenda import defer_item, may_deal_with, stand_aside
from council.meetings.counting import (
    close_item,
    confirm_tally,
    enter_tally,
    fault_of,
    may_close_item,
    may_confirm,
    may_enter_tally,
)
from council.meetings.forms import AsideForm, ConfirmForm, CountForm, DeferForm, PlainForm, SpeechForm, TallyForm
from council.meetings.poll_counting import count_poll
from council.meetings.polling import may_poll, open_poll
from council.meetings.rows import ItemRow
from council.meetings.run import AT
from council.meetings.seen import Seen, seen_by
from council.meetings.shown import items_shown, quorum_shown
from council.meetings.spoken import Spoken, add_speech
from council.rules.refusal import N_

room = Room()
ITEM = AT + "/items/{position}"
NUMBER = re.compile(r"(?:\D*-)?(\d{1,6})")


def position_in(address: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", address):
        raise NotFound
    return int(address)


@room.page(ITEM)
def item(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    seen = seen_by(here, county, community, ref)
    found = seen.record.item(position_in(position))
    if found is None:
        raise NotFound
    record, db, asker = seen.record, here.db, here.asker
    there = record.attendance(found)
    sheets = [one.sha256 for one in record.of_kind("tally", found.position)]
    return show(
        here, "meetings/item.html", place=seen.place, seen=seen, record=record, meeting=record.meeting, item=found,
        shown=items_shown(record, here)[found.position - 1], quorum=quorum_shown(record, here), there=there,
        quorum_said=saying.quorum_said(there), sheets=list(papers_of(db, seen.place.id, sheets).values()),
        no_deal=may_deal_with(record.meeting, found), no_tally=may_enter_tally(db, seen.place.id, record, found),
        no_confirm=may_confirm(db, seen.place.id, asker, record, found),
        no_close=may_close_item(db, seen.place.id, asker, record, found),
        no_poll=may_poll(db, seen.place.id, asker, record, found), fault=_fault(here, seen, found),
        methods=saying.METHODS, stances=saying.STANCES, kinds=saying.KINDS,
        none_said=lambda speech: speech.name,
    )  # fmt: skip


def _fault(here: Here, seen: Seen, found: ItemRow) -> object:
    """Why a count on this item will not count, before anybody votes."""
    return fault_of(here.db, seen.place.id, seen.record, found) if found.decides else None


@room.act(ITEM + "/speeches", back=item, to=ITEM + "#said", done=N_("It is entered."))
def say_it(act: Act, form: SpeechForm, county: str, community: str, ref: str, position: str) -> None:
    number = NUMBER.fullmatch(digits(form.who))
    spoken = Spoken(
        position_in(position), form.gist, form.stance, int(number[1]) if number else None, "" if number else form.who
    )
    add_speech(act, ref, spoken)


@room.act(ITEM + "/defer", back=item, to=AT, done=N_("The item is put off."))
def defer(act: Act, form: DeferForm, county: str, community: str, ref: str, position: str) -> None:
    defer_item(act, ref, position_in(position), form.why)


@room.act(ITEM + "/aside", back=item, to=ITEM, done=N_("They stand aside from this item."))
def aside(act: Act, form: AsideForm, county: str, community: str, ref: str, position: str) -> None:
    stand_aside(act, ref, position_in(position), form.number, form.reason)


@room.act(ITEM + "/tally", back=item, to=ITEM, done=N_("The count is entered. Now a second person confirms it."))
def tally(act: Act, form: TallyForm, county: str, community: str, ref: str, position: str) -> None:
    enter_tally(
        act, ref, position_in(position), form.method, yes=form.yes, no=form.no, abstain=form.abstain,
        spoiled=form.spoiled, sheets=form.sheets,
    )  # fmt: skip


@room.act(ITEM + "/poll", back=item, to=ITEM, done=N_("Those present can vote on their phones now."))
def poll(act: Act, form: PlainForm, county: str, community: str, ref: str, position: str) -> None:
    open_poll(act, ref, position_in(position))


@room.act(ITEM + "/count", back=item, to=ITEM, done=N_("The count is entered. Now a second person confirms it."))
def count(act: Act, form: CountForm, county: str, community: str, ref: str, position: str) -> None:
    count_poll(act, ref, position_in(position), yes=form.yes, no=form.no, abstain=form.abstain, sheets=form.sheets)


@room.act(ITEM + "/confirm", back=item, to=ITEM, done=N_("The count is confirmed. Now who leads closes it."))
def confirm(act: Act, form: ConfirmForm, county: str, community: str, ref: str, position: str) -> None:
    confirm_tally(
        act, ref, position_in(position), present=form.present, yes=form.yes, no=form.no, abstain=form.abstain,
        spoiled=form.spoiled,
    )  # fmt: skip


@room.act(ITEM + "/close", back=item, to=ITEM, done=N_("The count is closed, and stands."))
def close_it(act: Act, form: PlainForm, county: str, community: str, ref: str, position: str) -> None:
    close_item(act, ref, position_in(position))
