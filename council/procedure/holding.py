"""A stage that a body meets for: its meeting is called with the matters that stand there, and what came of it ends the
stage once nothing of its record is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from council.kit.db import Db
from council.meetings.columns import ATTENDANCE
from council.meetings.reading import ItemAbout, items_about, missing
from council.meetings.rows import State as Held
from council.motions.tables import MotionRow
from council.procedure.moving import may_be_dated
from council.procedure.reading import CallRow, Case, calls_of
from council.rules.organ import Organ
from council.rules.path import Kind, Record, Stage
from council.rules.refusal import Refusal
from council.rules.threshold import Count, Outcome, base_number
from council.rules.walk import Result, State
from council.seats.tables import BodyRow, bodies_of, seats_of

DECIDING = (Kind.MEETING, Kind.VOTE)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting called for the stage at which a matter stands, the last one that was not called off."""

    call: CallRow
    about: ItemAbout

    @property
    def to_come(self) -> bool:
        """Its roll is not called yet."""
        return self.about.meeting.state is Held.CALLED


def acting(case: Case) -> tuple[Organ, ...]:
    """The kinds of body whose meeting ends the stage where a matter stands; two steps held together: of the second."""
    stage = case.stage
    if stage is None or stage.kind not in DECIDING or case.standing.state is not State.RUNNING or case.withdrawn:
        return ()
    return case.path.stage(case.merging).organs if case.merging else stage.organs


def acts_for(case: Case, motion: MotionRow, body: BodyRow) -> bool:
    """Whether this body's meeting is the one that a matter waits for; what is decided is decided by its own body."""
    if body.law.kind not in acting(case):
        return False
    return not (case.stage and case.stage.resolves) or body.key == motion.body_key


def may_hear(case: Case, motion: MotionRow, body: BodyRow) -> Refusal | None:
    """Whether a matter may stand on the agenda of this body now (G37): it has come to a step of that body."""
    if case.withdrawn:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    if acts_for(case, motion, body):
        return None
    if case.stage is None or case.standing.state is not State.RUNNING:
        return Refusal("“%(title)s” is not on its way to a meeting.", title=motion.title)
    return Refusal(
        "“%(title)s” stands at “%(stage)s”: %(body)s has no part in that.",
        title=motion.title, stage=case.stage.name, body=body.name,
    )  # fmt: skip


def sitting_of(db: Db, community: UUID, case: Case, version: int) -> Sitting | None:
    """The meeting that was called for this stage's present attempt, if there is one; of a council's motion without a
    case, any of its council's that is to decide it."""
    stage, attempt = case.stage, case.standing.attempt
    if stage is None or stage.kind not in DECIDING:
        return None
    about = [one for one in items_about(db, community, case.motion) if one.meeting.state is not Held.CANCELLED]
    if not case.written:
        deciding = [one for one in about if one.item.decides and one.item.version == version]
        return Sitting(CallRow(deciding[-1].meeting.id, stage.key, attempt, None), deciding[-1]) if deciding else None
    calls = {call.meeting_id: call for call in calls_of(db, community, case.motion)}
    for one in reversed(about):
        call = calls.get(one.meeting.id)
        if call and (call.stage, call.attempt) == (stage.key, attempt):
            return Sitting(call, one)
    return None


# ── what is missing ──


def lacking(
    db: Db, community: UUID, case: Case, motion: MotionRow, sitting: Sitting | None, today: date
) -> tuple[Refusal, ...]:
    """Everything that keeps this stage from ending, by name: the page lists it, and `finish` enforces the same list."""
    return tuple(_lacking(db, community, case, motion, sitting, today))


def _lacking(
    db: Db, community: UUID, case: Case, motion: MotionRow, sitting: Sitting | None, today: date
) -> Iterator[Refusal]:
    assert case.stage is not None
    if unwritten := _change_unwritten(case, motion):
        yield unwritten
    if sitting is None:
        yield Refusal("No meeting is called for this step yet.")
        return
    yield from missing(sitting.about.record, sitting.about.item)
    for stage in _stages(case):
        yield from _still_to_note(stage, sitting)
    yield from spoiled(db, community, case, motion, sitting, today)


def spoiled(
    db: Db, community: UUID, case: Case, motion: MotionRow, sitting: Sitting, today: date
) -> tuple[Refusal, ...]:
    """What no later entry puts right: this meeting cannot end the step, and another is to be called."""
    return tuple(_spoiled(db, community, case, motion, sitting, today))


def _spoiled(
    db: Db, community: UUID, case: Case, motion: MotionRow, sitting: Sitting, today: date
) -> Iterator[Refusal]:
    about = sitting.about
    if about.item.version != motion.version:
        yield Refusal("The meeting dealt with version %(then)s of the text; version %(now)s stands now. Call another.",
                      then=about.item.version, now=motion.version)  # fmt: skip
    if about.verdict and about.verdict.outcome not in (Outcome.PASSED, Outcome.REJECTED):
        yield Refusal("The meeting of %(day)s could not decide it. Call another.", day=about.held_on)
    if not sitting.to_come and (undated := may_be_dated(case, about.held_on, today)):
        yield undated
    for stage in _stages(case):
        days, sent = stage.papers_days, sitting.call.papers_on
        if days is not None and sent is not None and (about.held_on - sent).days < days:
            yield papers_late(stage, (about.held_on - sent).days, about.held_on)
    if case.merging:
        yield from _both_quorate(db, community, _stages(case)[0], sitting)


def _stages(case: Case) -> tuple[Stage, ...]:
    """The step where a matter stands, and the one that is held together with it."""
    assert case.stage is not None
    return (case.stage, case.path.stage(case.merging)) if case.merging else (case.stage,)


def _change_unwritten(case: Case, motion: MotionRow) -> Refusal | None:
    """A meeting wanted another text: the matter does not go on before it is written."""
    asked = next((step for step in reversed(case.steps) if step.result is Result.AMENDED), None)
    if asked is None or asked.meeting_id is None or motion.version > asked.version:
        return None
    return Refusal("The change that “%(stage)s” asked for is not written into the text yet.",
                   stage=case.path.stage(asked.stage).name)  # fmt: skip


def _still_to_note(stage: Stage, sitting: Sitting) -> Iterator[Refusal]:
    """What the path asks beyond every meeting's record, and is not entered."""
    if Record.PAPERS in stage.required and sitting.call.papers_on is None:
        yield papers_late(stage, None, sitting.about.held_on)
    if Record.OBSERVERS in stage.required and not sitting.to_come and not sitting.about.record.observers:
        yield Refusal("It is not noted whom the township sent, with their post.")


def papers_late(stage: Stage, given: int | None, held_on: date) -> Refusal:
    """The plan was not with the members in time; that meeting cannot end the stage."""
    facts = {"needed": stage.papers_days, "source": stage.sources["papers_days"].text, "day": held_on}
    if given is None:
        return Refusal(
            "It is not noted when every member had the plan: %(needed)s days before the meeting of %(day)s at least"
            " (%(source)s).",
            **facts,
        )
    return Refusal(
        "Every member is to have the plan %(needed)s days before the meeting of %(day)s; they had it %(given)s days"
        " before (%(source)s).", given=given, **facts,
    )  # fmt: skip


def _both_quorate(db: Db, community: UUID, stage: Stage, sitting: Sitting) -> Iterator[Refusal]:
    """Held together, the first body has its own quorum too."""
    if sitting.about.meeting.state is not Held.CLOSED:
        return
    for body in bodies_of(db, community):
        quorum = body.law.rule.quorum
        if body.law.kind not in stage.organs or quorum is None:
            continue
        seats = seats_of(db, community, body.key)
        holders = [seat.membership_id for seat in seats if seat.membership_id]
        present = _present(db, community, sitting.about.meeting.id, holders)
        count = Count(seats=len(seats), filled=len(holders), present=present, entitled=len(holders), yes=0, no=0,
                      abstain=0)  # fmt: skip
        needed = quorum.needed(base_number(quorum.base, count, body.law.rule.recusal))
        if present < needed:
            yield Refusal("Of %(body)s %(present)s were there; its own rule asks for %(needed)s.",
                          body=body.name, present=present, needed=needed)  # fmt: skip


def _present(db: Db, community: UUID, meeting: UUID, memberships: Sequence[UUID]) -> int:
    query = select(func.count()).where(
        ATTENDANCE.community_id == community,
        ATTENDANCE.meeting_id == meeting,
        ATTENDANCE.membership_id.in_(memberships),
        ATTENDANCE.status == "present",
    )
    return int(db.execute(query).scalar() or 0)
