"""Who decides here: the bodies of a community, their seats, who holds them, and how many are enough."""

from datetime import date
from typing import Any

from starlette.responses import Response

from council.kit.web import Here, Room, show
from council.places.tables import Place, find_place
from council.seats import desk, upload
from council.seats.alternates import AlternateRow, alternates_of
from council.seats.saying import OFFICES, how_it_passes, made_of
from council.seats.shown import blocs_of, body_chart
from council.seats.tables import BodyRow, SeatRow, bodies_of, body_at, seat_counts, seats_of

room = Room()


@room.page("/{county}/{community}/seats")
def seats(here: Here, county: str, community: str) -> Response:
    """The bodies of a community; where there is one, it is shown itself."""
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    if len(bodies) == 1:
        return _body(here, place, bodies[0])
    counts = seat_counts(here.db, place.id)
    facts = {
        "community": place.name,
        "bodies": [_in_short(place, body, *counts.get(body.key, (0, 0))) for body in bodies],
    }
    return show(here, "seats/bodies.html", place=place, public=True, facts=facts, bodies=bodies, counts=counts)


@room.page("/{county}/{community}/seats/{body}")
def body(here: Here, county: str, community: str, body: str) -> Response:
    place = find_place(here.db, county, community)
    return _body(here, place, body_at(here.db, place.id, body))


def _body(here: Here, place: Place, body: BodyRow) -> Response:
    seats = seats_of(here.db, place.id, body.key)
    waiting = alternates_of(here.db, place.id, body.key)
    return show(
        here,
        "seats/body.html",
        place=place,
        public=True,
        facts=_facts(place, body, seats, waiting),
        body=body,
        seats=seats,
        waiting=waiting,
        chart=body_chart(body, seats, here.lang),
        blocs=blocs_of(body, seats, here.say, here.lang),
        made_of=made_of(body.law, seats),
        term_end=common_term_end(seats),
        passes=how_it_passes(body.law, seats),
        offices=OFFICES,
        others=len(bodies_of(here.db, place.id)) > 1,
    )


def common_term_end(seats: tuple[SeatRow, ...]) -> date | None:
    """The day on which every holder's term ends; None where they differ or the roster gave none."""
    ends = {seat.term_end for seat in seats if seat.filled}
    return ends.pop() if len(ends) == 1 else None


def _in_short(place: Place, body: BodyRow, seats: int, filled: int) -> dict[str, Any]:
    return {
        "key": body.key, "name": body.name, "charter": body.charter, "seats": seats, "filled": filled,
        "url": f"{place.url}/seats/{body.key}",
    }  # fmt: skip


def _facts(
    place: Place, body: BodyRow, seats: tuple[SeatRow, ...], waiting: tuple[AlternateRow, ...]
) -> dict[str, Any]:
    """The page as data. A member's phone is never among it."""
    return {
        "community": place.name,
        "body": {"key": body.key, "name": body.name, "charter": body.charter, "charter_name": body.law.name},
        "rule": body.law.rule.facts(),
        "seats": [
            {
                "seat": seat.number, "category": seat.category, "member": seat.member, "name": seat.name,
                "office": seat.office if seat.filled else None,
                "term_start": seat.term_start, "term_end": seat.term_end, "under_review": seat.under_review,
            }
            for seat in seats
        ],
        "alternates": [
            {"category": one.category, "position": one.position, "member": one.member, "name": one.name}
            for one in waiting
        ],
    }  # fmt: skip


room.routes += desk.room.routes + upload.room.routes
