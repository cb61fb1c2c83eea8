"""A new matter: what kind it is, who decides it and by which path, seen before anything is entered; then its words."""

from collections.abc import Sequence
from uuid import UUID

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.motions.catalogue import matter_of, matters_of
from council.motions.tables import motion_of
from council.people.drafts import draft_kept, drop_kept
from council.places.tables import find_place
from council.procedure.asking import may_run
from council.procedure.choosing import USUAL, Way, way_of
from council.procedure.forms import BeginForm
from council.procedure.intake import ORIGINS, begin
from council.procedure.listing import matters_running
from council.rules.matters import Matter
from council.rules.refusal import N_, Name, Refusal
from council.seats.tables import BodyRow, bodies_of

room = Room()
DESK = "/{county}/{community}/desk/motions"
NEW = DESK + "/new"
DRAFT = "matter"


@room.page(DESK)
def matters(here: Here, county: str, community: str) -> Response:
    """Every matter on its way, and what of it is late."""
    place = find_place(here.db, county, community)
    reason = may_run(here.db, place.id, here.need_asker())
    rows, more = ([], None) if reason else matters_running(here.db, place.id, here.now, before=here.query("before"))
    return show(
        here, "procedure/matters.html", status=403 if reason else 200, place=place, reason=reason, rows=rows, more=more
    )


@room.page(NEW)
def new(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    asker = here.need_asker()
    reason = may_run(here.db, place.id, asker)
    kept = None if reason else draft_kept(here.db, place.id, asker, DRAFT)
    values = {**(kept.fields if kept else {}), **here.typed}
    chosen = here.query("matter") or values.get("matter", "")
    bodies = bodies_of(here.db, place.id)
    way = None if reason else _way(here, place.id, chosen, here.query("body") or values.get("body"))
    return show(
        here, "procedure/new.html", status=403 if reason and not here.refusal else 200, place=place, reason=reason,
        fragment="procedure/_way.html", way=way, groups=grouped(bodies, matters_of(here.db, place.id)), chosen=chosen,
        kept=kept, values=values, origin_words=[(key, here.say(words)) for key, words in ORIGINS.items()],
    )  # fmt: skip


def _way(here: Here, community: UUID, matter: str, body: str | None) -> Way | None:
    try:
        return way_of(here.db, community, matter_of(here.db, community, matter), body)
    except KeyError:
        return None


def grouped(bodies: Sequence[BodyRow], catalogue: Sequence[Matter]) -> list[tuple[Name | str, list[Matter]]]:
    """The catalogue by who decides here; what nobody here decides comes last, under who would."""
    kinds = {kind: body for kind in reversed(USUAL) for body in bodies if body.law.kind == kind}
    groups: dict[Name | str, list[Matter]] = {}
    absent: dict[Name | str, list[Matter]] = {}
    for matter in catalogue:
        body = next((kinds[kind] for kind in USUAL if kind in matter.decided_by and kind in kinds), None)
        into, label = (groups, body.name) if body else (absent, matter.deciders)
        into.setdefault(label, []).append(matter)
    return [*groups.items(), *absent.items()]


def _the_matter(act: Act, form: BeginForm, county: str, community: str) -> str:
    assert act.event is not None
    motion = motion_of(act.db, act.community, UUID(hex=act.event.id))
    return f"/{county}/{community}/desk/motions/{motion.ref}"


@room.act(NEW, back=new, to=_the_matter, done=N_("The matter has its number, and everyone can read it."))
def begin_it(act: Act, form: BeginForm, county: str, community: str) -> None:
    way = _shown(act, form)
    if way and way.path and form.path != way.path.key:
        raise Refusal("Please look at who decides this and by which steps, then send it again.")
    begin(act, form.matter, form.body, form.origin, form.wording())
    drop_kept(act, DRAFT)


def _shown(act: Act, form: BeginForm) -> Way | None:
    """The way of this matter as the page shows it now; an unknown one is refused by the act."""
    try:
        return way_of(act.db, act.community, matter_of(act.db, act.community, form.matter), form.body)
    except KeyError:
        return None
