"""Calling a meeting: only matters that have come to a step of its body can be ticked for its agenda."""

from collections.abc import Sequence
from uuid import UUID

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, Room, show
from council.ledger.acts import subject_of
from council.motions.listing import motions_page
from council.motions.tables import motions_of
from council.people.drafts import draft_kept, drop_kept
from council.places.tables import find_place
from council.procedure.asking import may_run
from council.procedure.calling import call_meeting
from council.procedure.forms import CallForm
from council.procedure.holding import acts_for
from council.procedure.listing import Matter, matters_of, matters_running
from council.rules.refusal import N_, Refusal
from council.seats.tables import BodyRow, bodies_of

room = Room()
NEW = "/{county}/{community}/desk/meetings/new"
WAY_WORDS = {
    "board": N_("on the board"), "broadcast": N_("by the loudspeaker"), "personal": N_("told in person"),
    "wechat": N_("in the WeChat group"), "phone": N_("by telephone"), "written": N_("in writing"),
}  # fmt: skip


def draft_name(body: str) -> str:
    return f"meeting-{body}"[:80]


@room.page(NEW)
def calling(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    asker = here.need_asker()
    bodies = bodies_of(here.db, place.id)
    key = here.query("body") or here.typed.get("body")
    body = next((one for one in bodies if one.key == key), None)
    reason = may_run(here.db, place.id, asker)
    kept = draft_kept(here.db, place.id, asker, draft_name(body.key)) if body and not reason else None
    return show(
        here, "procedure/call.html", status=403 if reason and not here.refusal else 200, place=place, bodies=bodies,
        body=body, reason=reason, matters=_waiting(here, place.id, body) if body and not reason else (),
        ways=WAY_WORDS, today=clock.today(), picked=here.query("motion"), kept=kept,
        values={**(kept.fields if kept else {}), **here.typed}, draft_name=draft_name(body.key) if body else "",
    )  # fmt: skip


def _waiting(here: Here, community: UUID, body: BodyRow) -> Sequence[Matter]:
    """The matters that wait for a meeting of this body; a council's motions too, which it may decide in a meeting."""
    rows, _more = matters_running(here.db, community, here.now, most=100)
    waiting = [row for row in rows if acts_for(row.case, row.motion, body)]
    put = motions_page(here.db, community, now=here.now, state="put", size=100).rows
    running = {row.motion.id for row in rows}
    own = [motion.id for motion in put if motion.body_key == body.key and motion.id not in running]
    return [*waiting, *matters_of(here.db, community, motions_of(here.db, community, own), here.now)]


def _the_meeting(act: Act, form: CallForm, county: str, community: str) -> str:
    ref = (subject_of(act) or "").removeprefix("meeting:")
    return f"/{county}/{community}/desk/meetings/{ref}"


@room.act(NEW, back=calling, to=_the_meeting, done=N_("The meeting is called. The notice is entered."))
def call_it(act: Act, form: CallForm, county: str, community: str) -> None:
    if form.body is None:
        none = Refusal("Please choose which body meets.")
        raise none.with_notes(body=none)
    call_meeting(act, form.wanted(form.body), form.topics, form.papers_on, form.photos)
    drop_kept(act, draft_name(form.body))
