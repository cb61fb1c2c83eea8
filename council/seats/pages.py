"""Who decides here: the bodies of a community, their seats, who holds them, and how many are enough."""

from typing import Any

from starlette.responses import Response

from council.kit.act import NotFound
from council.kit.web import Here, Room, show
from council.places.tables import Place, find_place
from council.seats import desk, desk_charter, desk_kin, one_body, upload
from council.seats.headcount import Headcount, headcounts
from council.seats.saying import how_many
from council.seats.tables import BodyRow, bodies_of

room = Room()


@room.page("/{county}/{community}/seats")
def seats(here: Here, county: str, community: str) -> Response:
    """The bodies of a community; where there is one, it is shown itself."""
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    if len(bodies) == 1:
        return one_body.body_page(here, place, bodies[0], bodies)
    heads = headcounts(here.db, place.id, bodies)
    facts = {"community": place.name, "bodies": [_in_short(place, body, heads[body.key]) for body in bodies]}
    return show(
        here, "seats/bodies.html", place=place, public=True, facts=facts,
        bodies=[(body, how_many(body, heads[body.key])) for body in bodies],
    )  # fmt: skip


def _in_short(place: Place, body: BodyRow, head: Headcount) -> dict[str, Any]:
    return {
        "key": body.key, "name": body.name, "kind": body.law.kind, "charter": body.charter, "seats": head.seats,
        "filled": head.people, "url": f"{place.url}/seats/{body.key}",
    }  # fmt: skip


@room.page("/{county}/{community}/seats/{body}")
def body(here: Here, county: str, community: str, body: str) -> Response:
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    of = next((one for one in bodies if one.key == body), None)
    if of is None:
        raise NotFound
    return one_body.body_page(here, place, of, bodies)


for part in (desk_charter, desk, desk_kin, upload):  # charter before a seat of any number
    room.routes += part.room.routes
