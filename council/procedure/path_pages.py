"""Which path the village takes for what the law gives to its assemblies: the choice, with what it rests on."""

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.places.tables import find_place
from council.procedure.asking import may_run
from council.procedure.choosing import choices, choose_path
from council.procedure.forms import PathForm
from council.procedure.reading import chosen_path
from council.rules.refusal import N_

room = Room()
PATH = "/{county}/{community}/desk/path"


@room.page(PATH)
def path(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    reason = may_run(here.db, place.id, here.need_asker())
    return show(
        here, "procedure/path.html", status=403 if reason and not here.refusal else 200, place=place, reason=reason,
        paths=choices(), chosen=chosen_path(here.db, place.id),
    )  # fmt: skip


@room.act(PATH, back=path, to=PATH, done=N_("Matters that begin from now on take this path."))
def choose(act: Act, form: PathForm, county: str, community: str) -> None:
    choose_path(act, form.path, form.citation)
