"""What is to be done next with a matter: one thing, and what of it is missing. The rooms above add their own."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from council.kit import clock
from council.kit.db import Db
from council.motions.tables import MotionRow
from council.procedure.holding import DECIDING, Sitting, acting, acts_for, lacking, sitting_of, spoiled
from council.procedure.reading import Case
from council.procedure.turning import may_bring_again
from council.rules.organ import ORGANS
from council.rules.path import Kind, Stage
from council.rules.refusal import N_, Refusal
from council.rules.walk import State
from council.seats.tables import BodyRow, bodies_of

Way = tuple[str, str]
"""The words of a button and the path behind the community's address, with {motion} and {stage} to fill in."""
WAYS: dict[Kind, Callable[[Case, Stage], Way | None]] = {}
"""What rooms above do at stages that are theirs: `openness` a publication, `works` carrying out. They enter it here."""


@dataclass(frozen=True, slots=True)
class Next:
    """The one step that a matter waits for. `path`: where it is done; None where the page itself has its form."""

    does: str  # meet, attend, finish, vote, review, evaluate, again, elsewhere, nothing
    words: str = ""
    path: str | None = None
    missing: tuple[Refusal, ...] = ()
    body: BodyRow | None = None
    sitting: Sitting | None = None

    @property
    def ready(self) -> bool:
        return not self.missing


def next_of(db: Db, community: UUID, case: Case, motion: MotionRow) -> Next:
    """What this matter waits for now."""
    stage, state = case.stage, case.standing.state
    if case.withdrawn or state is State.DONE or stage is None:
        return Next("nothing")
    if state in (State.STOPPED, State.ENDED):
        no = may_bring_again(case, motion, clock.today())
        return Next("again", N_("Bring it up again"), missing=(no,) if no else ())
    if stage.kind in DECIDING:
        return _deciding(db, community, case, motion)
    if stage.kind is Kind.REVIEW:
        return Next("review", N_("Enter the written opinion"), f"/desk/motions/{motion.ref}/review")
    if stage.kind is Kind.EVALUATION:
        return Next("evaluate", N_("Enter what residents answered"), f"/desk/motions/{motion.ref}/evaluate")
    way = WAYS[stage.kind](case, stage) if stage.kind in WAYS else None
    return Next("elsewhere", way[0], way[1].format(motion=motion.ref, stage=stage.key)) if way else Next("nothing")


def _deciding(db: Db, community: UUID, case: Case, motion: MotionRow) -> Next:
    bodies = bodies_of(db, community)
    body = next((one for one in bodies if acts_for(case, motion, one)), None)
    sitting = sitting_of(db, community, case, motion.version)
    if case.stage and case.stage.kind is Kind.VOTE and body and body.law.window and sitting is None:
        return Next("vote", N_("To the vote"), f"/motions/{motion.ref}/vote", body=body)
    if body is None:
        kinds = [ORGANS[kind] for kind in acting(case)]
        nobody = Refusal("The body of this step is not entered here: %(bodies)s.", bodies=kinds)
        return Next("nothing", missing=(nobody,))
    missing = lacking(db, community, case, motion, sitting, clock.today())
    call = f"/desk/meetings/new?body={body.key}&motion={motion.ref}"
    if sitting is None:
        return Next("meet", N_("Call the meeting"), call, body=body)
    if not missing:
        return Next("finish", N_("This step is complete: go on"), body=body, sitting=sitting)
    if (
        sitting.about.meeting.discusses
        or sitting.about.item.deferred_at
        or spoiled(db, community, case, motion, sitting, clock.today())
    ):
        return Next("meet", N_("Call another meeting"), call, missing, body, sitting)
    words = N_("To the meeting") if sitting.to_come else N_("Complete the record of the meeting")
    return Next("attend", words, f"/desk/meetings/{sitting.about.meeting.ref}", missing, body, sitting)
