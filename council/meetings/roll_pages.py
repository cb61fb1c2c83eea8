"""Roll call on the screen: one person by one button, many from the sign-in sheet, all the rest at once."""

import re
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.meetings import saying
from council.meetings.attending import mark, mark_present, mark_rest
from council.meetings.forms import MarkForm, RestForm, SheetForm, TickForm
from council.meetings.lists import households_in, numbers_in
from council.meetings.marking import Mark
from council.meetings.roll_call import page_of_roll, people_numbered
from council.meetings.rows import OnRollRow
from council.meetings.run import AT
from council.meetings.seen import Seen, seen_by
from council.meetings.shown import quorum_shown
from council.rules.hall import Channel, Presence, Relation
from council.rules.refusal import N_, Refusal

room = Room()
ROLL = AT + "/roll"
FILTERS = {
    "open": N_("Not called yet"),
    "present": N_("Present"),
    "absent": N_("Absent"),
    "unreachable": N_("Out of reach"),
}
NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@room.page(ROLL)
def roll(here: Here, county: str, community: str, ref: str) -> Response:
    """Fifty of the roll at a time, by number; or those that are looked for."""
    seen = seen_by(here, county, community, ref)
    if seen.record.meeting.opened_at is None:
        raise NotFound
    q, status = here.query("q"), here.query("status")
    after = here.query("after")
    rows, next_after = page_of_roll(
        here.db, seen.place.id, seen.record.meeting.id, after=int(after) if NUMBER.fullmatch(after) else 0,
        looked_for=q, status=status if status in FILTERS else "",
    )  # fmt: skip
    return show(
        here, "meetings/roll.html", fragment="meetings/_roll.html", place=seen.place, seen=seen, rows=rows, q=q,
        filter=status if status in FILTERS else "", after=after if NUMBER.fullmatch(after) else "0",
        next_after=next_after, filters=FILTERS, **_words(seen, here),
    )  # fmt: skip


def _words(seen: Seen, here: Here) -> dict[str, Any]:
    return {
        "meeting": seen.record.meeting, "record": seen.record, "quorum": quorum_shown(seen.record, here),
        "presences": saying.PRESENCES, "channels": saying.CHANNELS, "reasons": saying.REASONS,
    }  # fmt: skip


@room.page(ROLL + "/{number}")
def person(here: Here, county: str, community: str, ref: str, number: str) -> Response:
    """One person of the roll: by which way they came, why they did not, who came in their place."""
    seen = seen_by(here, county, community, ref)
    row = _person(here, seen, number)
    return show(
        here, "meetings/person.html", fragment="meetings/_ticked.html", place=seen.place, seen=seen, row=row,
        relations_list=_choices(saying.RELATIONS, here), reasons_list=_choices(saying.REASONS, here),
        q=here.query("q"), after=here.query("after") or "0", **_words(seen, here),
    )  # fmt: skip


def _choices(words: Mapping[Any, Refusal], here: Here) -> list[tuple[str, str]]:
    return [(str(key), here.say(said.reason)) for key, said in words.items()]


def _person(here: Here, seen: Seen, number: str) -> OnRollRow:
    found = people_numbered(here.db, seen.place.id, seen.record.meeting.id, [int(_number(number))])
    if not found:
        raise NotFound
    return next(iter(found.values()))


def _number(address: str) -> str:
    if not NUMBER.fullmatch(address):
        raise NotFound
    return address


@room.act(ROLL + "/sheet", back=roll, to=ROLL, done=N_("Everybody on the sheet is entered as present."))
def from_sheet(act: Act, form: SheetForm, county: str, community: str, ref: str) -> None:
    mark_present(
        act, ref, numbers=numbers_in(form.numbers), households=households_in(form.households), sheets=form.sheets
    )


@room.act(ROLL + "/rest", back=roll, to=ROLL, done=N_("Everybody else is entered."))
def rest(act: Act, form: RestForm, county: str, community: str, ref: str) -> None:
    mark_rest(act, ref, Presence(form.status))


# ── one person; below the addresses that are no number ──


def back_to_row(act: Act, form: TickForm, county: str, community: str, ref: str, number: str) -> str:
    """Back to where the row stands; the row alone, where only it is swapped."""
    at = f"/{county}/{community}/desk/meetings/{ref}/roll"
    if form.part:
        return f"{at}/{number}?q={form.q}&after={form.after}"
    return f"{at}?q={form.q}&after={form.after}#person-{number}"


@room.act(ROLL + "/{number}/tick", back=person, to=back_to_row, stay=True)
def tick(act: Act, form: TickForm, county: str, community: str, ref: str, number: str) -> None:
    status = None if form.status == "open" else Presence(form.status)
    mark(act, ref, [Mark(number=int(_number(number)), status=status)])


@room.act(ROLL + "/{number}", back=person, to=ROLL, done=N_("It is entered."))
def mark_one(act: Act, form: MarkForm, county: str, community: str, ref: str, number: str) -> None:
    wanted = Mark(
        number=int(_number(number)),
        status=None if form.status == "open" else Presence(form.status),
        channel=Channel(form.channel),
        reason=form.reason,
        note=form.note,
        delegate=form.delegate,
        delegate_number=form.delegate_number,
        relation=Relation(form.relation) if form.relation else None,
        mandate=form.mandate,
    )
    mark(act, ref, [wanted])
