"""The clerk says under which charter a body decides."""

from starlette.responses import Response

from council.charters import alike
from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.kit.words import said
from council.places.tables import find_place
from council.rules.refusal import N_
from council.seats.chartering import change_charter
from council.seats.desk import BODY, not_clerk
from council.seats.forms import CharterForm
from council.seats.tables import body_at

room = Room()


@room.page(BODY + "/charter")
def charter_of(here: Here, county: str, community: str, body: str) -> Response:
    """The charter that holds, and those that may take its place."""
    place = find_place(here.db, county, community)
    if refused := not_clerk(here, place):
        return refused
    of = body_at(here.db, place.id, body)
    others = [(law.key, said(here.lang, law.name)) for law in alike(of.law) if law.key != of.charter]
    return show(here, "seats/desk_charter.html", place=place, body=of, others=others)


@room.act(BODY + "/charter", back=charter_of, to=BODY, done=N_("The body decides under this charter from now on."))
def change(act: Act, form: CharterForm, county: str, community: str, body: str) -> None:
    change_charter(act, body, form.charter, form.why)
