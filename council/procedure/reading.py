"""A matter on its path, as acts and pages read it. A motion without a case is on the council's short path."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select
from sqlmodel import SQLModel

from council import charters
from council.kit.clock import day_of
from council.kit.db import Db
from council.meetings.columns import MEETING
from council.meetings.tables import Meeting
from council.motions.tables import MotionRow
from council.procedure.frozen import thaw
from council.procedure.tables import MatterCase, StageCall, StageRecord, VillagePath
from council.rules.path import Kind, Path, Stage
from council.rules.threshold import Outcome
from council.rules.walk import Result, Standing, State, Step, walk
from council.seats.tables import body_at

CASE, RECORD, CALL, CHOICE = (
    SQLModel.metadata.tables[str(table.__tablename__)].c for table in (MatterCase, StageRecord, StageCall, VillagePath)
)
SHORT = "council"  # the path of a motion that its council takes up by itself


@dataclass(frozen=True, slots=True)
class StepRow:
    """What came of a stage, once. `done_on` is the paper's day, `done_at` the moment it was entered, `recorded_at` the
    one when its record was begun: of a meeting, when its roll was called."""

    step: int
    stage: str
    attempt: int
    result: Result
    to: str | None
    merged: bool
    done_on: date
    done_at: datetime
    version: int
    body_key: str | None
    meeting_id: UUID | None
    numbers: str | None
    why: str | None
    entry: int
    recorded_at: datetime

    @property
    def taken(self) -> Step:
        """The step as the rules see it."""
        return Step(self.stage, self.result, self.to, self.merged)


@dataclass(frozen=True, slots=True)
class CallRow:
    """A meeting that was called for a stage; `papers_on`: when every member had the plan."""

    meeting_id: UUID
    stage: str
    attempt: int
    papers_on: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A matter on its path. `written`: it has a row of its own; else it was put to its council the usual way."""

    motion: UUID
    path: Path
    standing: Standing
    steps: tuple[StepRow, ...]
    origin: str | None
    again_days: int
    begun_at: datetime
    since: date  # on which it came to where it stands
    opened_on: date | None = None
    merging: str | None = None
    merging_why: str | None = None
    paused_since: datetime | None = None
    reported_on: date | None = None
    written: bool = True
    withdrawn: bool = False

    @property
    def stage(self) -> Stage | None:
        """Where it stands; None once all is done."""
        return self.path.stage(self.standing.at) if self.standing.at else None

    @property
    def decided(self) -> bool:
        """Whether the body that decides it has said yes or no, at least once."""
        key = self.path.resolution.key
        return any(step.stage == key and step.result in (Result.PASSED, Result.REJECTED) for step in self.steps)

    def running(self, stage: str) -> bool:
        """Whether it is this stage's turn."""
        return self.standing.state is State.RUNNING and self.standing.at == stage and not self.withdrawn

    def late(self, step: StepRow) -> date | None:
        """When its record was begun, if that was after the day on the paper (补录). A meeting's step is usually closed
        days later, once its minutes are approved; and the day of a publication is counted, not typed in."""
        begun = day_of(step.recorded_at)
        counted = self.path.stage(step.stage).kind is Kind.PUBLICATION
        return begun if begun > step.done_on and not counted else None

    def last(self, stage: str) -> StepRow | None:
        """What came of a stage the last time."""
        return next((step for step in reversed(self.steps) if step.stage == stage), None)


def case_of(db: Db, community: UUID, motion: MotionRow) -> Case:
    """The matter that a put motion is, wherever it stands."""
    return cases_of(db, community, [motion])[motion.id]


def cases_of(db: Db, community: UUID, motions: Collection[MotionRow]) -> dict[UUID, Case]:
    """The matters that these put motions are, by two queries however many they are."""
    ids = [motion.id for motion in motions]
    rows = db.execute(CASES, {"community": community, "motions": ids}).all()
    kept = {row[0]: row for row in rows}
    steps = _steps(db, community, list(kept)) if kept else {}
    return {
        motion.id: _case(kept[motion.id], tuple(steps.get(motion.id, ())), withdrawn=motion.withdrawn_at is not None)
        if motion.id in kept
        else _unwritten(motion, body_at(db, community, motion.body_key).law.again_days)
        for motion in motions
    }


CASES = select(
    CASE.motion_id, CASE.path, CASE.origin, CASE.again_days, CASE.begun_at, CASE.since, CASE.opened_on, CASE.merging,
    CASE.merging_why, CASE.paused_since, CASE.reported_on,
).where(CASE.community_id == bindparam("community"), CASE.motion_id.in_(bindparam("motions")))  # fmt: skip
STEPS = (
    select(
        RECORD.motion_id, RECORD.step, RECORD.stage, RECORD.attempt, RECORD.result, RECORD.to_stage, RECORD.merged,
        RECORD.done_on, RECORD.done_at, RECORD.version, RECORD.body_key, RECORD.meeting_id, RECORD.numbers,
        RECORD.why, RECORD.entry, func.coalesce(MEETING.opened_at, RECORD.done_at),
    )
    .select_from(StageRecord)
    .outerjoin(Meeting, and_(MEETING.community_id == RECORD.community_id, MEETING.id == RECORD.meeting_id))
    .where(RECORD.community_id == bindparam("community"), RECORD.motion_id.in_(bindparam("motions")))
    .order_by(RECORD.motion_id, RECORD.step)
)  # fmt: skip


def _steps(db: Db, community: UUID, motions: Collection[UUID]) -> Mapping[UUID, list[StepRow]]:
    found: dict[UUID, list[StepRow]] = {}
    for row in db.execute(STEPS, {"community": community, "motions": motions}).all():
        motion, step, stage, attempt, result, *rest = row
        found.setdefault(motion, []).append(StepRow(step, stage, attempt, Result(result), *rest))
    return found


def _case(row: Sequence[Any], steps: tuple[StepRow, ...], *, withdrawn: bool) -> Case:
    motion, frozen, origin, again_days, begun_at, since, opened_on, merging, why, paused, reported = row
    path = thaw(frozen)
    standing = walk(path, [step.taken for step in steps])
    return Case(
        motion, path, standing, steps, origin, again_days, begun_at, since, opened_on, merging, why, paused, reported,
        withdrawn=withdrawn,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _short(matter: str) -> Path:
    return charters.path(SHORT).taken_by(matter)


def _unwritten(motion: MotionRow, again_days: int) -> Case:
    """A motion put to its council the usual way: its vote tells how far it is."""
    path = _short(motion.matter)
    begun = motion.put_at or motion.begun_at
    steps = tuple(_voted(motion, path))
    since = day_of(motion.decided_at) if steps and motion.decided_at else day_of(begun)
    standing = walk(path, [step.taken for step in steps])
    return Case(
        motion.id, path, standing, steps, None, again_days, begun, since, written=False,
        withdrawn=motion.withdrawn_at is not None,
    )  # fmt: skip


def _voted(motion: MotionRow, path: Path) -> list[StepRow]:
    """The vote on the version that stands, if it decided anything."""
    results = {Outcome.PASSED: Result.PASSED, Outcome.REJECTED: Result.REJECTED}
    at = motion.decided_at
    if at is None or motion.outcome not in results or motion.held_until or motion.written_at > at:
        return []
    result = results[Outcome(motion.outcome)]
    key = path.resolution.key
    return [
        StepRow(
            1, key, 1, result, None, False, day_of(at), at, motion.version, motion.body_key, None, None, None, 0, at
        )
    ]


def calls_of(db: Db, community: UUID, motion: UUID) -> list[CallRow]:
    """The meetings called for the stages of a matter, the first one first."""
    return [CallRow(*row) for row in db.execute(CALLS, {"community": community, "motion": motion}).all()]


CALLS = (
    select(CALL.meeting_id, CALL.stage, CALL.attempt, CALL.papers_on)
    .where(CALL.community_id == bindparam("community"), CALL.motion_id == bindparam("motion"))
    .order_by(CALL.called_at)
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The path a village took, and what it rests on."""

    path: str
    citation: str
    chosen_at: datetime


def chosen_path(db: Db, community: UUID) -> Chosen | None:
    """The village's newest choice, if it ever made one."""
    row = db.execute(CHOSEN, {"community": community}).first()
    return Chosen(*row) if row else None


CHOSEN = (
    select(CHOICE.path, CHOICE.citation, CHOICE.chosen_at)
    .where(CHOICE.community_id == bindparam("community"))
    .order_by(CHOICE.entry.desc())
    .limit(1)
)
