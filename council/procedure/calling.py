"""Calling a meeting for the matters that stand at a step of its body, and ending their steps by what it decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert, update

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.calling import Called, call
from council.meetings.notice import Topic, Wanted
from council.motions.tables import MotionRow, motion_at
from council.procedure.asking import need_clerk
from council.procedure.holding import Sitting, acts_for, lacking, may_hear, papers_late, sitting_of
from council.procedure.moving import Came, advance, told
from council.procedure.reading import CALL, Case, case_of
from council.procedure.tables import StageCall
from council.rules.path import Kind
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.rules.walk import Result, Step
from council.seats.tables import BodyRow, body_at

# ── calling ──


def may_call_for(case: Case, motion: MotionRow, body: BodyRow, topic: Topic) -> Refusal | None:
    """Whether a matter may be on the agenda so (G37): decided only where it stands at a step of this body. Anybody may
    talk about it."""
    if topic.kind != "decide":
        return None
    if motion.held_until:
        return Refusal("A vote runs on this motion until %(until)s. Until then it stays as it is.",
                       until=motion.held_until)  # fmt: skip
    return may_hear(case, motion, body)


def call_meeting(
    act: Act, wanted: Wanted, topics: Sequence[Topic], papers_on: date | None = None, photos: Sequence[Prepared] = ()
) -> Called:
    """Call a meeting (meetings.call) whose agenda holds only matters that have come to a step of its body.

    `papers_on`: the day on which every member had the plans; where it is too late for a step, this is entered all the
    same, and that meeting cannot end the step.
    """
    body = body_at(act.db, act.community, wanted.body)
    heard = list(_heard(act, body, topics))
    _need_sent(papers_on, wanted.held_on, clock.day_of(act.now))
    called = call(act, wanted, topics, photos=photos, told=_told(heard, papers_on))
    rows = [
        {
            "community_id": act.community, "motion_id": motion.id, "meeting_id": called.id, "called_at": act.now,
            "stage": case.standing.at, "attempt": case.standing.attempt, "papers_on": papers_on,
        }
        for motion, case in heard
        if case.written
    ]  # fmt: skip
    if rows:
        act.db.execute(insert(StageCall), rows)
    return called


def _heard(act: Act, body: BodyRow, topics: Sequence[Topic]) -> Iterator[tuple[MotionRow, Case]]:
    """The matters that are to be decided, each refused that has not come so far."""
    for topic in topics:
        if topic.motion is None:
            continue
        motion = motion_at(act.db, act.community, topic.motion)
        case = case_of(act.db, act.community, motion)
        if refusal := may_call_for(case, motion, body, topic):
            raise refusal.with_notes(items=refusal)
        if topic.kind == "decide":
            yield motion, case


def _need_sent(papers_on: date | None, held_on: date, today: date) -> None:
    if papers_on is not None and papers_on > min(today, held_on):
        ahead = Refusal("This day is still to come, or after the meeting.")
        raise ahead.with_notes(papers_on=ahead)


def _told(heard: Sequence[tuple[MotionRow, Case]], papers_on: date | None) -> Mapping[str, object]:
    steps = [
        {"motion": motion.ref, "stage": case.standing.at, "attempt": case.standing.attempt} for motion, case in heard
    ]
    sent = {"papers_on": papers_on.isoformat()} if papers_on else {}
    return {**({"steps": steps} if steps else {}), **sent}


def short_papers(case: Case, papers_on: date | None, held_on: date) -> Refusal | None:
    """What the clerk should know before calling: the plan is not out in time for this step."""
    days = case.stage.papers_days if case.stage else None
    given = (held_on - papers_on).days if papers_on else None
    if case.stage is None or days is None or (given is not None and given >= days):
        return None
    return papers_late(case.stage, given, held_on)


def note_papers(act: Act, ref: str, papers_on: date) -> None:
    """Note, once, the day on which every member had the plan for the meeting that is called (补录 where it is past)."""
    clerk = need_clerk(act)
    motion = motion_at(act.db, act.community, ref)
    case = case_of(act.db, act.community, motion)
    sitting = sitting_of(act.db, act.community, case, motion.version)
    if sitting is None or not case.written:
        raise Refusal("No meeting is called for this step yet.")
    if sitting.call.papers_on is not None:
        raise Refusal("This is noted already: %(day)s.", day=sitting.call.papers_on)
    _need_sent(papers_on, sitting.about.held_on, clock.day_of(act.now))
    facts = {"stage": case.standing.at, "attempt": case.standing.attempt, "papers_on": papers_on.isoformat(),
             "meeting": sitting.about.meeting.ref}  # fmt: skip
    record(act, "case.papers", actor=clerk.actor, on=f"motion:{ref}", facts=facts)
    of_call = (CALL.community_id == act.community, CALL.motion_id == motion.id)
    act.db.execute(
        update(StageCall).where(*of_call, CALL.meeting_id == sitting.call.meeting_id).values(papers_on=papers_on)
    )


# ── ending a step ──


def may_finish(
    db: Db, community: UUID, case: Case, motion: MotionRow, sitting: Sitting | None, today: date
) -> Refusal | None:
    """Whether the step where a matter stands may end by its meeting: nothing of the record is missing. What is missing
    is named in the notes, one by one."""
    if case.stage is None or case.stage.kind not in (Kind.MEETING, Kind.VOTE):
        return Refusal("This step ends another way.")
    found = lacking(db, community, case, motion, sitting, today)
    if not found:
        return None
    refusal = Refusal("“%(stage)s” is not complete yet.", stage=case.stage.name)
    return refusal.with_notes(**{f"lacks{place}": one for place, one in enumerate(found, 1)})


def finish(act: Act, ref: str, *, changed: bool = False) -> Result:
    """End the step where a matter stands by what its meeting decided. Refused while anything of the record is missing.

    `changed`: the meeting said yes to another text, which is to be written and agreed on where the path says. The
    answer is what came of the step.
    """
    clerk = need_clerk(act)
    motion = motion_at(act.db, act.community, ref)
    case = case_of(act.db, act.community, motion)
    today = clock.day_of(act.now)
    sitting = sitting_of(act.db, act.community, case, motion.version)
    if refusal := may_finish(act.db, act.community, case, motion, sitting, today):
        raise refusal
    assert sitting is not None
    about, verdict = sitting.about, sitting.about.verdict
    assert verdict is not None
    step = Step(case.standing.at or "", _result(verdict.outcome, changed=changed))
    together = case.merging if step.result is Result.PASSED else None
    due = about.record.hall.due
    facts = told(case, step, together) | {
        "meeting": about.meeting.ref, "on_day": about.held_on.isoformat(), "due": due, "verdict": verdict.facts(),
    }  # fmt: skip
    entry = record(act, "case.finish", actor=clerk.actor, on=f"motion:{ref}", facts=facts)
    came = Came(
        done_on=about.held_on, entry=entry, body=about.meeting.body_key, meeting=about.meeting.id,
        numbers={**verdict.facts(), "due": due},
    )  # fmt: skip
    advance(act, motion.id, step.stage, step.result, came)
    if together:
        advance(act, motion.id, together, step.result, came, merged=True)
    return step.result


def _result(outcome: Outcome, *, changed: bool) -> Result:
    if outcome is not Outcome.PASSED:
        return Result.REJECTED
    return Result.AMENDED if changed else Result.PASSED


def waiting_for(cases: Mapping[UUID, Case], motions: Sequence[MotionRow], body: BodyRow) -> list[MotionRow]:
    """Of these matters, those that wait for a meeting of this body."""
    return [motion for motion in motions if acts_for(cases[motion.id], motion, body)]
