"""The procedure desk of one matter: the rail on top, the one step it waits for, what is missing, and what else may be
done with it."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.forms import Form
from council.kit.web import Here, NotFound, Room, show
from council.motions.tables import MotionRow, motion_at
from council.places.tables import Place, find_place
from council.procedure.asking import Part, part_of
from council.procedure.calling import finish, note_papers
from council.procedure.following import next_of
from council.procedure.forms import FinishForm, MergeForm, PapersForm
from council.procedure.intake import ORIGINS
from council.procedure.listing import clues_of
from council.procedure.matter_pages import DESK
from council.procedure.rail import expected, rail_of
from council.procedure.reading import Case, case_of
from council.procedure.saying import where
from council.procedure.turning import bring_again, may_hold_together, may_revise, merge, part
from council.rules.path import Stage
from council.rules.refusal import N_
from council.rules.walk import Result

room = Room()
MATTER = DESK + "/{no}"
RESULTS = {
    Result.PASSED: N_("passed"), Result.CLEARED: N_("went through"), Result.REJECTED: N_("not passed"),
    Result.AMENDED: N_("text changed"), Result.SENT_BACK: N_("sent back"), Result.AGAIN: N_("once more"),
    Result.REOPENED: N_("opened again"),
}  # fmt: skip


def at_desk(here: Here, county: str, community: str, no: str) -> tuple[Place, MotionRow, Case, Part]:
    """The matter, for whom it is a desk: the clerk, the supervisory committee, chairs. Others find nothing here."""
    place = find_place(here.db, county, community)
    part = part_of(here.db, place.id, here.need_asker())
    if not part.sees:
        raise NotFound
    motion = motion_at(here.db, place.id, no)
    return place, motion, case_of(here.db, place.id, motion), part


@room.page(MATTER)
def matter(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, case, own = at_desk(here, county, community, no)
    clues = clues_of(here.db, place.id, case)
    following = next_of(here.db, place.id, case, motion)
    merging = _mergeable(case)
    return show(
        here, "procedure/matter.html", place=place, motion=motion, case=case, part=own, following=following,
        rail=rail_of(case, here.now, here.say, here.lang, clues), where=where(case, clues.called_for),
        late=expected(case, here.now, clues), origins=ORIGINS, results=RESULTS,
        may_revise=may_revise(case, clock.today()) is None,
        may_go_back=bool(case.standing.passed) and case.stage is not None and not case.withdrawn,
        merging=merging, may_merge=may_hold_together(here.db, place.id, case, merging) if merging else None,
    )  # fmt: skip


def _mergeable(case: Case) -> Stage | None:
    """The step that might be held together with the one where the matter stands."""
    now = case.standing.at
    return next((stage for stage in case.path.stages if stage.may_merge_into == now and now is not None), None)


@room.act(MATTER + "/finish", back=matter, to=MATTER, done=N_("This step is entered. The next one is open."))
def finish_it(act: Act, form: FinishForm, county: str, community: str, no: str) -> None:
    finish(act, no, changed=bool(form.changed))


@room.act(MATTER + "/papers", back=matter, to=MATTER, done=N_("This is noted."))
def papers_out(act: Act, form: PapersForm, county: str, community: str, no: str) -> None:
    note_papers(act, no, form.papers_on)


@room.act(MATTER + "/merge", back=matter, to=MATTER, done=N_("The two steps are held as one meeting."))
def merge_it(act: Act, form: MergeForm, county: str, community: str, no: str) -> None:
    motion = motion_at(act.db, act.community, no)
    stage = _mergeable(case_of(act.db, act.community, motion))
    merge(act, no, stage.key if stage else "", form.why)


@room.act(MATTER + "/part", back=matter, to=MATTER, done=N_("The two steps are held apart."))
def part_it(act: Act, form: Form, county: str, community: str, no: str) -> None:
    part(act, no)


@room.act(MATTER + "/again", back=matter, to=MATTER, done=N_("The matter is on its way again."))
def again_it(act: Act, form: Form, county: str, community: str, no: str) -> None:
    bring_again(act, no)
