"""The catalogue of matters: public, with who decides each and why; and the clerk's form for the village's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints
from starlette.responses import Response

from council import charters
from council.kit.act import Act
from council.kit.forms import Form, Line
from council.kit.web import Here, Room, show
from council.kit.words import said
from council.motions.catalogue import DECIDING, own_matters
from council.motions.cataloguing import add_matter, end_matter
from council.people.tables import clerk_number
from council.places.tables import find_place
from council.rules.matters import Matter
from council.rules.organ import ORGANS
from council.rules.refusal import N_, Name, Refusal

room = Room()
NOT_CLERK = Refusal("Only the clerk of this community may do this.")
MATTERS = "/{county}/{community}/matters"
DESK = "/{county}/{community}/desk/matters"


@room.page(MATTERS)
def matters(here: Here, county: str, community: str) -> Response:
    """Who decides what, and by which law."""
    place = find_place(here.db, county, community)
    own = [one.matter for one in own_matters(here.db, place.id) if not one.ended]
    facts = {
        "matters": [
            {"key": one.key, "name": one.name, "decided_by": list(one.decided_by), "source": one.source.text}
            for one in (*charters.matters(), *own)
        ]
    }
    return show(
        here, "motions/matters.html", place=place, public=True, facts=facts, own=grouped(own),
        statutory=grouped(charters.matters()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Matters that the same bodies decide by the same law."""

    deciders: Name
    source: Name
    names: list[Name]


def grouped(matters: Iterable[Matter]) -> list[Group]:
    """The matters by who decides them and why, in the order of the first of each."""
    found: dict[tuple[Name, Name], Group] = {}
    for one in matters:
        key = one.deciders, one.source.text
        found.setdefault(key, Group(*key, [])).names.append(one.name)
    return list(found.values())


@room.page(DESK)
def desk_matters(here: Here, county: str, community: str) -> Response:
    """What the village has added, and the form to add one."""
    place = find_place(here.db, county, community)
    if clerk_number(here.db, place.id, here.need_asker()) is None:
        return show(here, "seats/not_clerk.html", place=place, refusal=here.refusal or NOT_CLERK, status=403)
    organs = [(organ.value, said(here.lang, ORGANS[organ])) for organ in DECIDING]
    return show(here, "motions/desk_matters.html", place=place, own=own_matters(here.db, place.id), organs=organs)


class MatterForm(Form):
    """A box for each kind of body: a browser sends several boxes of one name, which we refuse elsewhere."""

    name: Annotated[Line, StringConstraints(max_length=40)]
    why: Annotated[Line, StringConstraints(max_length=200)]
    by_council: Literal["yes"] | None = None
    by_committee: Literal["yes"] | None = None
    by_representatives: Literal["yes"] | None = None
    by_assembly: Literal["yes"] | None = None
    by_collective: Literal["yes"] | None = None

    @property
    def decided_by(self) -> list[str]:
        return [organ.value for organ in DECIDING if getattr(self, f"by_{organ.value}")]


@room.act(DESK, back=desk_matters, to=DESK, done=N_("It stands in the catalogue now."))
def add(act: Act, form: MatterForm, county: str, community: str) -> None:
    add_matter(act, form.name, form.decided_by, form.why)


class EndForm(Form):
    key: Annotated[Line, StringConstraints(max_length=40)]


@room.act(DESK + "/end", back=desk_matters, to=DESK, done=N_("It is taken out. Motions that chose it keep it."))
def end(act: Act, form: EndForm, county: str, community: str) -> None:
    end_matter(act, form.key)
