"""The clerk prints slips (登录条) on folded sheets, for one member, for several, or for all who have no account."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from council.hall.sending import in_community
from council.hall.whole import qr_code
from council.kit import clock
from council.kit.act import Event, NotFound
from council.kit.db import Reader
from council.kit.drawing import drawn
from council.kit.forms import UNKNOWN_WAY
from council.kit.web import Here, Room, show
from council.people.acts import issue_slips
from council.people.browser import secret_of, site_of
from council.people.forms import PrintForm
from council.people.names import short_name
from council.people.passwords import aside
from council.people.reached import members_page
from council.people.slips import FreshSlip, Sheet, fresh_slip
from council.people.tables import clerk_number
from council.places.tables import Place, find_place
from council.rules.refusal import Refusal
from council.seats.persons import awaited
from council.seats.tables import bodies_of, seats_held

room = Room()
AT_ONCE = 60  # members on one page of the list, and slips in one printing


@room.page("/{county}/{community}/desk/slips")
def desk_slips(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    need_desk(here, place)
    after = here.query("after")
    number = int(after) if after.isdecimal() and len(after) < 10 else 0
    members = members_page(here.db, place.id, here.now, after=number, limit=AT_ONCE)
    return show(
        here,
        "people/desk_slips.html",
        place=place,
        members=members,
        chosen=here.query("no"),
        more=members[-1].number if len(members) == AT_ONCE else None,
        waiting=len(awaited(here.db, place.id, here.now, limit=AT_ONCE)),
    )


def need_desk(here: Here, place: Place) -> int:
    """The member number of the clerk who asks. For anyone else the desk does not exist."""
    number = clerk_number(here.db, place.id, here.need_asker())
    if number is None:
        raise NotFound
    return number


@room.form("/{county}/{community}/desk/slips", back=desk_slips)
async def print_slips(request: Request, form: PrintForm, county: str, community: str) -> Response:
    site, now = site_of(request), clock.now()
    if form.event is None:  # sent twice, it would print twice
        raise Refusal(UNKNOWN_WAY)

    def find(db: Reader) -> tuple[Place, list[int]]:
        place = find_place(db, county, community)
        if not form.everyone:
            return place, form.numbers
        everyone = awaited(db, place.id, now, limit=AT_ONCE)
        return place, everyone or form.numbers

    place, numbers = await site.db.read(find)
    if len(numbers) > AT_ONCE:
        raise Refusal("At most %(most)s slips are printed at once.", most=AT_ONCE)
    days = request.app.state.settings.slip_days
    slips = await asyncio.gather(*(aside(fresh_slip, now, days) for _ in numbers))
    event = Event(form.event, _content(request, form))
    made = dict(zip(numbers, slips, strict=True))
    sheets = await in_community(request, place.id, lambda act: issue_slips(act, made), event)
    return await drawn(request, partial(_sheets, sheets=sheets))


def _content(request: Request, form: PrintForm) -> bytes:
    sent = json.dumps([request.scope["path"], secret_of(request), form.model_dump(mode="json")], sort_keys=True)
    return hashlib.sha256(sent.encode()).digest()


@dataclass(frozen=True)
class Folded:
    """One folded sheet: the name and seats go outside, the digits and the picture inside."""

    name: str
    short: str
    seats: list[tuple[str, int]]  # body, seat
    slip: FreshSlip
    picture: Markup


def _sheets(here: Here, county: str, community: str, *, sheets: list[Sheet]) -> Response:
    """The only time that the codes are shown."""
    place = find_place(here.db, county, community)
    address = here.absolute(f"{place.url}/slip")
    bodies = {body.key: body.name for body in bodies_of(here.db, place.id)}
    held = seats_held(here.db, place.id, [sheet.membership_id for sheet in sheets])
    folded = [
        Folded(
            sheet.name,
            short_name(place.label, sheet.number),
            [(bodies[body], seat.number) for body, seat in held if seat.member == sheet.number],
            sheet.slip,
            qr_code(f"{address}?no={sheet.number}"),
        )
        for sheet in sheets
    ]
    return show(here, "people/sheets.html", place=place, sheets=folded, address=address)
