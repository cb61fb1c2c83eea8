"""For the supervisory committee: what it finds on site."""

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.openness.who import standing
from council.places.tables import find_place
from council.rules.refusal import N_
from council.works.forms import LookForm
from council.works.public_pages import WORK
from council.works.reading import work_at
from council.works.supervising import look, may_look

room = Room()


@room.page(WORK + "/look")
def looking(here: Here, county: str, community: str, no: str) -> Response:
    """Was it really done? Confirmed on site, or not so."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.supervisor is None:
        raise NotFound
    found = work_at(here.db, place.id, no)
    return show(here, "works/look.html", place=place, work=found, reason=may_look(who, found))


@room.act(WORK + "/look", back=looking, to=WORK, done=N_("What you found is public."))
def look_it(act: Act, form: LookForm, county: str, community: str, no: str) -> None:
    look(act, no, form.holds == "true", form.text, form.photo)
