"""How far a matter has come on its path: pure, from what has happened, step by step."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from council.rules.path import Failure, Kind, Path, Stage
from council.rules.refusal import N_, Name, Refusal
from council.rules.share import Base


class Result(StrEnum):
    """What came of a stage, or moved the matter."""

    PASSED = "passed"  # a body said yes
    CLEARED = "cleared"  # a publication is over and answered, a review has no objection, the works are done
    REJECTED = "rejected"  # a body said no, a review objects, an objection was upheld
    AMENDED = "amended"  # the text changed, so it starts again where the change touches it
    SENT_BACK = "sent_back"  # somebody found a fault and sent it to an earlier stage
    AGAIN = "again"  # stopped or not passed, it comes back
    REOPENED = "reopened"  # what was said to be done is not: it is carried out again, also where all was finished


class State(StrEnum):
    """How a matter stands."""

    RUNNING = "running"
    STOPPED = "stopped"  # shelved by a body on the way
    ENDED = "ended"  # the body that decides said no
    DONE = "done"  # the whole path is walked


FORWARD = (Result.PASSED, Result.CLEARED)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to a matter at a stage. `to`: where it went, for what is sent back or comes again."""

    stage: str
    result: Result
    to: str | None = None
    merged: bool = False  # passed in one meeting with the stage it may merge into


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands after its steps. `passed`: the stages behind it, each with the attempt that passed it;
    what goes back takes the stages from there on out of it."""

    at: str | None
    state: State
    attempts: Mapping[str, int] = field(default_factory=dict)  # how often the matter has come to each stage
    passed: Mapping[str, int] = field(default_factory=dict)
    returned: str | None = None  # the stage whose "no" or change made it start again, until that stage is passed

    @property
    def attempt(self) -> int:
        return self.attempts.get(self.at or "", 0)

    def done(self, stage: str) -> bool:
        """Passed, and not to be passed anew."""
        return stage in self.passed


def walk(path: Path, steps: Iterable[Step]) -> Standing:
    """The standing after these steps; a step that cannot be taken is a ValueError."""
    standing = start(path)
    for step in steps:
        if refusal := may_step(path, standing, step):
            raise ValueError(f"{step.stage} {step.result}: {refusal}")
        standing = after(path, standing, step)
    return standing


def start(path: Path) -> Standing:
    """A matter that has just begun."""
    return Standing(path.first.key, State.RUNNING, {path.first.key: 1})


# ── whether ──


def may_step(path: Path, standing: Standing, step: Step) -> Refusal | None:
    """Whether this may happen to a matter now, as far as the order of stages settles it."""
    if step.result is Result.AGAIN:
        return _may_again(path, standing, step)
    if step.result is Result.REOPENED:
        return _may_reopen(path, standing, step.stage)
    if refusal := may_open(path, standing, step.stage):
        return refusal
    stage = path.stage(step.stage)
    if step.merged and stage.may_merge_into not in standing.passed:
        return Refusal("This step cannot be held together with the one before.")
    if step.result is Result.SENT_BACK:
        return None if step.to in standing.passed else _no_way_back()
    if step.result is Result.AMENDED:
        return None if stage.if_amended else Refusal("At this step the text is no longer changed.")
    if step.result in FORWARD and step.result is not _forward(stage):
        return Refusal("This step ends another way.")
    return None


def may_open(path: Path, standing: Standing, key: str) -> Refusal | None:
    """Whether a stage is the one to be done now; else which comes first, and what its record lacks (case G37)."""
    if standing.state is not State.RUNNING or standing.at is None:
        return Refusal(OVER[standing.state])
    if key == standing.at:
        return None
    stage, now = path.stage(key), path.stage(standing.at)
    if not stage.needed:
        return Refusal("“%(stage)s” is not asked of this matter.", stage=stage.name)
    if path.place(key) < path.place(standing.at):
        return Refusal("“%(stage)s” is done already.", stage=stage.name)
    return Refusal(
        "“%(stage)s” cannot begin: first “%(first)s” must be complete, with %(lacking)s.",
        stage=stage.name, first=now.name, lacking=LACKING[now.kind],
    )  # fmt: skip


OVER: Mapping[State, str] = {
    State.STOPPED: N_("This matter was shelved. It may be brought up again later, or changed."),
    State.ENDED: N_("This matter was not passed. It may be brought up again later, or changed."),
    State.DONE: N_("This matter is done."),
}
LACKING: Mapping[Kind, Name] = {
    Kind.MEETING: Name("签到和结果", "its sign-in and result"),
    Kind.VOTE: Name("表决结果", "the result of its vote"),
    Kind.PUBLICATION: Name("公示期满、意见都答复", "its days over and every objection answered"),
    Kind.REVIEW: Name("书面意见", "a written opinion"),
    Kind.EVALUATION: Name("评议结果", "what residents answered"),
    Kind.WORKS: Name("验收", "its acceptance"),
}
"""What a stage must have before the next one opens, as short as a button's sentence."""


def may_merge(path: Path, standing: Standing, key: str, *, same_chair: bool, why: str) -> Refusal | None:
    """Whether a stage may be held as one meeting with the one before (G38): the path allows it, it is not begun,
    one person chairs both bodies, and a reason is given."""
    stage = path.stage(key)
    if stage.may_merge_into is None:
        return Refusal("This path does not let “%(stage)s” be held together with another step.", stage=stage.name)
    if refusal := may_open(path, standing, stage.may_merge_into):
        return refusal
    if not same_chair:
        return Refusal(
            "“%(stage)s” and “%(first)s” may be held together only where one person chairs both bodies (%(source)s).",
            stage=stage.name, first=path.stage(stage.may_merge_into).name, source=stage.sources["merge"].text,
        )  # fmt: skip
    if not why:
        no = Refusal("Please say in a few words why, so that everyone knows.")
        return no.with_notes(why=no)
    return None


def _may_again(path: Path, standing: Standing, step: Step) -> Refusal | None:
    if standing.state not in (State.STOPPED, State.ENDED):
        return Refusal("Only a matter that was shelved or not passed is brought up again.")
    return None if step.stage == standing.at and step.to in {*standing.passed, step.stage} else _no_way_back()


def _may_reopen(path: Path, standing: Standing, key: str) -> Refusal | None:
    if path.stage(key).kind is Kind.WORKS and standing.done(key):
        return None
    return Refusal("Only what was carried out and accepted is opened again.")


def _no_way_back() -> Refusal:
    return Refusal("A matter goes back only to a step that it has passed.")


def may_come_again(again_days: int, days_since: int, *, changed: bool) -> Refusal | None:
    """Whether a refused matter may come back (G44): with a changed text at once, unchanged after the charter's bar."""
    if changed or days_since >= again_days:
        return None
    return Refusal(
        "The motion was rejected. Change its text, or wait. Days left: %(left)s.", left=again_days - days_since
    )


def restart(path: Path, at: str, *, changed: bool) -> str:
    """Where a refused matter starts again: a changed text where the change touches it, an unchanged one at the top."""
    return (path.stage(at).if_amended if changed else None) or path.first.key


def content(stage: Stage, *, yes: int, no: int, silent: int) -> bool:
    """Whether enough residents are content in an evaluation; without any answer nobody is."""
    assert stage.carries is not None
    of = yes + no if stage.carries.base is Base.CAST else yes + no + silent
    return stage.carries.met(yes, of)


def _forward(stage: Stage) -> Result:
    """How a stage ends well: a body passes, everything else is cleared."""
    return Result.PASSED if stage.kind in (Kind.MEETING, Kind.VOTE) else Result.CLEARED


# ── and then ──


def after(path: Path, standing: Standing, step: Step) -> Standing:
    """The standing after a step that may be taken."""
    stage = path.stage(step.stage)
    if step.result in FORWARD:
        return _onward(path, standing, stage)
    if step.result is Result.REJECTED and stage.if_rejected is not Failure.BACK:
        state = State.STOPPED if stage.if_rejected is Failure.STOP else State.ENDED
        return replace(standing, state=state)
    to = BACK[step.result](stage) if step.result in BACK else step.to
    assert to is not None
    returned = None if step.result in (Result.AGAIN, Result.REOPENED) else stage.key
    passed = {before.key: standing.passed[before.key] for before in path.before(to)}
    return _arrive(to, replace(standing, passed=passed, returned=returned))


BACK: Mapping[Result, Callable[[Stage], str | None]] = {
    Result.REJECTED: lambda stage: stage.back_to,
    Result.AMENDED: lambda stage: stage.if_amended,
    Result.REOPENED: lambda stage: stage.key,
}
"""Where these lead back; what is sent back or comes again says it itself."""


def _onward(path: Path, standing: Standing, stage: Stage) -> Standing:
    passed = {**standing.passed, stage.key: standing.attempts[stage.key]}
    returned = None if standing.returned == stage.key else standing.returned
    behind = replace(standing, passed=passed, returned=returned)
    following = path.after(stage.key)
    return _arrive(following.key, behind) if following else replace(behind, at=None, state=State.DONE)


def _arrive(key: str, standing: Standing) -> Standing:
    attempts = {**standing.attempts, key: standing.attempts.get(key, 0) + 1}
    return replace(standing, at=key, state=State.RUNNING, attempts=attempts)


def decision(path: Path, before: Standing, step: Step) -> str | None:
    """What a step that may be taken says of the motion itself: `passed`, `rejected`, `anew` (what was decided no
    longer holds), or nothing."""
    then, key = after(path, before, step), path.resolution.key
    if step.stage == key and step.result is Result.PASSED:
        return "passed"
    if then.state in (State.STOPPED, State.ENDED):
        return "rejected"
    decided = key in before.passed or before.state in (State.STOPPED, State.ENDED)
    return "anew" if decided and key not in then.passed else None
