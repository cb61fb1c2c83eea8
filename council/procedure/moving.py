"""How a matter moves: `advance` and its kin write a step. They record nothing: whoever calls them makes the entry,
with `told` among its facts, so that the book alone shows that no step was skipped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import insert, update

from council.kit import clock
from council.kit.act import Act, NotFound
from council.motions.acts import conclude, return_to_discussion, stand
from council.motions.tables import MotionRow, motion_of
from council.procedure.frozen import freeze, stages_facts
from council.procedure.reading import CASE, Case, StepRow, case_of
from council.procedure.tables import MatterCase, StageRecord
from council.rules.book import canonical
from council.rules.path import WORKS, Kind, Path
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.rules.walk import FORWARD, Result, Standing, State, Step, after, decision, may_step

MEMBERS_MASSES = "members_masses"


AT_WORKS: list[Callable[[Act, UUID, date], None]] = []
"""What a room above does in the same act when a matter comes, on a day, to be carried out: for the first time, decided
anew, or again. It enters it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of a stage, beside the result: the paper's day, who acted, and the entry that tells it."""

    done_on: date
    entry: int
    body: str | None = None
    meeting: UUID | None = None
    numbers: dict[str, object] | None = None
    why: str = ""


def may_advance(case: Case, step: Step, done_on: date, today: date) -> Refusal | None:
    """Whether this step may be taken: in order, nothing waiting for an answer, and on a day that can be (6.1)."""
    if case.withdrawn:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    if refusal := may_step(case.path, case.standing, step):
        return refusal
    if case.paused_since and step.result in FORWARD:
        return Refusal("An objection has no answer yet. Until then nothing goes on.")
    if case.opened_on and step.result in (Result.SENT_BACK, Result.AMENDED):
        if case.paused_since:  # its days may be over: then it can no longer be taken down
            return Refusal("An objection to its notice has no answer yet. Answer it first.")
        return Refusal("A notice of this hangs on the board. Take it down first.")
    return may_be_dated(case, done_on, today)


def may_be_dated(case: Case, done_on: date, today: date) -> Refusal | None:
    """A paper's day is not to come, and not before the step before."""
    if done_on > today:
        late = Refusal("This day is still to come.")
        return late.with_notes(done_on=late)
    if done_on < case.since:
        early = Refusal("This is before the step before, of %(since)s.", since=case.since)
        return early.with_notes(done_on=early)
    return None


def told(case: Case, step: Step, together: str | None = None) -> dict[str, object]:
    """What an entry that moves a matter says of it, among its facts; its `on` is the motion. `together`: the step that
    is passed in the same meeting. Refused where the step cannot be taken."""
    if refusal := may_step(case.path, case.standing, step):
        raise refusal
    found: dict[str, object] = {
        "stage": step.stage, "attempt": case.standing.attempts.get(step.stage, 1), "result": step.result.value,
    }  # fmt: skip
    found |= {"to": step.to} if step.to else {}
    found |= {"with": together} if together else {}
    decided = decision(case.path, case.standing, step)
    return found | ({"decides": decided} if decided else {}) | path_facts(case)


def path_facts(case: Case) -> dict[str, object]:
    """The path of a matter that has no row of its own yet, for the entry that first moves it (`opened` among them)."""
    if case.written:
        return {}
    return {"path": case.path.key, "again_days": case.again_days, "stages": stages_facts(case.path)}


def advance(
    act: Act,
    motion_id: UUID,
    stage: str,
    result: Result,
    came: Came,
    *,
    to: str | None = None,
    merged: bool = False,
) -> Case:
    """A stage ended this way. Refused as `may_advance` says. The answer is the case as it stands then."""
    motion = motion_of(act.db, act.community, motion_id)
    case = case_of(act.db, act.community, motion)
    step = Step(stage, result, to, merged)
    if refusal := may_advance(case, step, came.done_on, clock.day_of(act.now)):
        raise refusal
    _write_case(act, motion, case)
    row = StepRow(
        len(case.steps) + 1, stage, case.standing.attempts[stage], result, to, merged, came.done_on, act.now,
        motion.version, came.body, came.meeting, canonical(came.numbers).decode() if came.numbers else None,
        came.why or None, came.entry, act.now,
    )  # fmt: skip
    _write_step(act, motion_id, row)
    standing = after(case.path, case.standing, step)
    _stand(act, motion_id, standing, came.done_on)
    _tell_motion(act, motion, case, step)
    if standing.at == WORKS:
        for carried_out in AT_WORKS:
            carried_out(act, motion_id, came.done_on)
    return case_of(act.db, act.community, motion_of(act.db, act.community, motion_id))


def opened(act: Act, motion_id: UUID, stage: str, opened_on: date) -> Case:
    """A publication hangs since this day. Refused out of order. Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    case = case_of(act.db, act.community, motion)
    cleared = Step(stage, Result.CLEARED)
    if refusal := may_advance(replace(case, paused_since=None), cleared, opened_on, clock.day_of(act.now)):
        raise refusal
    _write_case(act, motion, case)
    change_case(act, motion_id, opened_on=opened_on)
    stand(act, motion_id, phase_of(case.path, case.standing))
    return case_of(act.db, act.community, motion)


def taken_down(act: Act, motion_id: UUID) -> None:
    """The publication no longer hangs, before its days were over: it is to be posted anew. Records nothing itself."""
    change_case(act, motion_id, opened_on=None)


def pause(act: Act, motion_id: UUID) -> None:
    """An objection waits for its answer: nothing goes on until `resume` (G41). Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    _write_case(act, motion, case_of(act.db, act.community, motion))
    of_case = (CASE.community_id == act.community, CASE.motion_id == motion_id)
    act.db.execute(update(MatterCase).where(*of_case, CASE.paused_since.is_(None)).values(paused_since=act.now))


def resume(act: Act, motion_id: UUID) -> None:
    """Every objection has its answer. Records nothing itself."""
    change_case(act, motion_id, paused_since=None)


def reported(act: Act, motion_id: UUID, on: date) -> None:
    """There was a report on how it is carried out: the next one is due from this day on. Records nothing itself."""
    change_case(act, motion_id, reported_on=on)


# ── how ──


def begin_case(act: Act, motion: MotionRow, path: Path, origin: str, again_days: int) -> None:
    """Write the row of a matter that begins today on this path."""
    first = path.first.key
    act.db.execute(
        insert(MatterCase).values(
            community_id=act.community, motion_id=motion.id, path=freeze(path), path_key=path.key, origin=origin,
            again_days=again_days, begun_at=act.now, state=State.RUNNING.value, stands_at=first, attempt=1,
            since=clock.day_of(act.now),
        )
    )  # fmt: skip


def _write_case(act: Act, motion: MotionRow, case: Case) -> None:
    """A council's motion gets a row of its own once something above the vote happens to it."""
    if case.written:
        return
    if motion.number is None:
        raise NotFound
    begin_case(act, motion, case.path, MEMBERS_MASSES, case.again_days)
    for row in case.steps:
        _write_step(act, motion.id, row)
    _stand(act, motion.id, case.standing, case.since)


def _write_step(act: Act, motion: UUID, row: StepRow) -> None:
    act.db.execute(
        insert(StageRecord).values(
            community_id=act.community, motion_id=motion, step=row.step, stage=row.stage, attempt=row.attempt,
            result=row.result.value, to_stage=row.to, merged=row.merged, done_on=row.done_on, done_at=row.done_at,
            version=row.version, body_key=row.body_key, meeting_id=row.meeting_id, numbers=row.numbers, why=row.why,
            entry=row.entry,
        )
    )  # fmt: skip


def _stand(act: Act, motion: UUID, standing: Standing, since: date) -> None:
    change_case(
        act, motion, state=standing.state.value, stands_at=standing.at, attempt=max(standing.attempt, 1), since=since,
        opened_on=None, merging=None, merging_why=None, paused_since=None, reported_on=None,
    )  # fmt: skip


def change_case(act: Act, motion: UUID, **values: object) -> None:
    of_case = (CASE.community_id == act.community, CASE.motion_id == motion)
    act.db.execute(update(MatterCase).where(*of_case).values(**values))


def _tell_motion(act: Act, motion: MotionRow, case: Case, step: Step) -> None:
    """What the list of motions shows of it: the decision, unless a vote has told it, and how far it is after that."""
    decided = decision(case.path, case.standing, step)
    if decided == "anew":
        return_to_discussion(act, motion.id)
    elif decided and motion.outcome != decided:
        conclude(act, motion.id, Outcome(decided))
    stand(act, motion.id, phase_of(case.path, after(case.path, case.standing, step)))


def phase_of(path: Path, standing: Standing) -> str | None:
    """How far a matter is, as the list says it: in discussion, published, carried out, done. None: its vote tells."""
    if standing.state is State.DONE:
        return "done"
    if standing.state is not State.RUNNING or standing.at is None:
        return None
    stage = path.stage(standing.at)
    if path.resolution.key not in standing.passed:
        return None if stage.kind is Kind.VOTE else "discussion"
    if stage.about == "resolution":
        return "publication"
    return "works" if stage.kind is not Kind.EVALUATION else "done"
