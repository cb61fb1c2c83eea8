"""Where a publication stands on the path of its matter, and how it moves it. All calls to `procedure` are here."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from council.kit.act import Act
from council.kit.db import Db
from council.motions.tables import motion_of
from council.openness.law import PROVISIONS, Law
from council.openness.notices import NoticeRow
from council.procedure import moving
from council.procedure.moving import Came, path_facts, told
from council.procedure.reading import Case, case_of
from council.rules.path import WORKS, Stage
from council.rules.publicity import About, Posting
from council.rules.rating import Window
from council.rules.refusal import N_, Refusal
from council.rules.walk import FORWARD, Result, State, Step, after, may_open, may_step, start

NOT_PUBLISHED = N_("On the path of this matter, this is not published.")


@dataclass(frozen=True, slots=True)
class Move:
    """A step that an act is about to take with a matter on a day, and what its entry says of it."""

    motion: UUID
    case: Case
    step: Step
    on: date

    @property
    def stage(self) -> Stage:
        """The stage whose step it is."""
        return self.case.path.stage(self.step.stage)

    @property
    def facts(self) -> dict[str, object]:
        return {**told(self.case, self.step), "on_day": self.on.isoformat()}


def stage_of(case: Case, about: About) -> Stage | None:
    """The stage of the path at which this is published, where this matter has one."""
    return next((stage for stage in case.path.stages if stage.needed and stage.about == about), None)


def law_of(case: Case, about: About) -> Law:
    """What such a notice hangs under, as the path frozen into the matter has it."""
    stage = stage_of(case, about)
    if stage is None or stage.publicity_days is None or stage.reply_days is None:
        raise Refusal(NOT_PUBLISHED)
    sources = {key: stage.sources[key] for key in PROVISIONS}
    return Law(stage.key, stage.name, stage.publicity_days, stage.reply_days, sources)


def may_publish(case: Case, about: About) -> Refusal | None:
    """Whether it is the turn of this publication; else which step comes first, and what it lacks."""
    stage = stage_of(case, about)
    return may_open(case.path, case.standing, stage.key) if stage else Refusal(NOT_PUBLISHED)


def turn(case: Case) -> About | None:
    """What is to be published now, if anything."""
    stage = case.stage if case.standing.state is State.RUNNING else None
    return About(stage.about) if stage and stage.about else None


def posting_of(case: Case, notice: NoticeRow) -> Posting:
    """A posting as the rules see it on this path: since the matter went back to a step before it, by whatever way, it
    counts for nothing, though it hung all its days."""
    if notice.sent_back_on is not None:
        return notice.posting
    return replace(notice.posting, sent_back_on=_went_back(case, notice.law.stage, notice.entry))


def _went_back(case: Case, stage: str, entry: int) -> date | None:
    """The day on which a matter came to a step before this one, after that entry."""
    standing = start(case.path)
    for step in case.steps:
        standing = after(case.path, standing, step.taken)
        if step.entry > entry and standing.at and case.path.place(standing.at) < case.path.place(stage):
            return step.done_on
    return None


def case_at(db: Db, community: UUID, motion: UUID) -> Case:
    """The case of a motion by its id."""
    return case_of(db, community, motion_of(db, community, motion))


# ── what happens to a notice, told to the path ──


def opened(act: Act, motion: UUID, stage: str, on: date) -> dict[str, object]:
    """A notice hangs since this day. What its entry says of the path, where it is the first to speak of it."""
    facts = path_facts(case_at(act.db, act.community, motion))
    moving.opened(act, motion, stage, on)
    return facts


def taken_down(act: Act, motion: UUID, stage: str) -> None:
    """A notice does not hang any more, and its days were not over."""
    if case_at(act.db, act.community, motion).running(stage):
        moving.taken_down(act, motion)


def waits(act: Act, motion: UUID) -> None:
    """An objection waits for its answer: nothing goes on until then (G41)."""
    moving.pause(act, motion)


def answered(act: Act, motion: UUID) -> None:
    """No objection waits any more."""
    moving.resume(act, motion)


def clearing(db: Db, community: UUID, motion: UUID, stage: str, on: date) -> Move | None:
    """The publication is over and answered: the matter goes on. None where it stands elsewhere."""
    case = case_at(db, community, motion)
    return Move(motion, case, Step(stage, Result.CLEARED), on) if case.running(stage) else None


def answering(case: Case) -> Window | None:
    """While what was decided is accepted: when people may say whether it is really done. None while it is not."""
    done = next((step for step in reversed(case.steps) if (step.stage, step.result) == (WORKS, Result.CLEARED)), None)
    if done is None or not case.standing.done(WORKS):
        return None
    stage = case.path.stage(WORKS)
    return Window.after(done.done_on, stage.ask_days, stage.answer_days)


def decided_anew(db: Db, community: UUID, motion: UUID, stage: str, on: date) -> Move | None:
    """An objection was upheld: the matter goes back to where its path leads then: to the body that decides it, or to
    carrying out."""
    case = case_at(db, community, motion)
    if case.running(stage):
        return Move(motion, case, Step(stage, Result.REJECTED), on)
    if case.standing.state is State.DONE and case.path.stage(stage).back_to == WORKS:
        return opened_again(db, community, motion, on)
    return _back(case, motion, case.path.stage(stage).back_to, on)


def opened_again(db: Db, community: UUID, motion: UUID, on: date) -> Move | None:
    """What was accepted is not done: it is carried out again, even where all was finished. None before that."""
    case, step = case_at(db, community, motion), Step(WORKS, Result.REOPENED)
    return None if case.withdrawn or may_step(case.path, case.standing, step) else Move(motion, case, step, on)


def published_anew(db: Db, community: UUID, motion: UUID, stage: str, on: date) -> Move | None:
    """It turned out that the notice did not hang as it must: what went on since comes back. None where nothing did."""
    return _back(case_at(db, community, motion), motion, stage, on)


def take(act: Act, move: Move, entry: int, why: str = "") -> None:
    """Take the step; its entry has told it. What still hangs is no hindrance to going back."""
    step = move.step
    if step.result in FORWARD:
        moving.resume(act, move.motion)
    elif move.case.opened_on:
        moving.taken_down(act, move.motion)
    came = Came(done_on=move.on, entry=entry, why=why[:200])
    moving.advance(act, move.motion, step.stage, step.result, came, to=step.to)


def _back(case: Case, motion: UUID, to: str | None, on: date) -> Move | None:
    at = case.standing.at
    if case.standing.state is not State.RUNNING or at is None or to is None or not case.standing.done(to):
        return None
    return Move(motion, case, Step(at, Result.SENT_BACK, to), on)
