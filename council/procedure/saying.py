"""Where a matter stands, in one sentence."""

from collections.abc import Callable
from datetime import date

from council.procedure.reading import Case
from council.rules.path import Kind
from council.rules.refusal import N_, Refusal
from council.rules.walk import Result, State

Say = Callable[..., str]

ENDS = {
    State.STOPPED: N_("Shelved on %(day)s at “%(stage)s”."),
    State.ENDED: N_("Not passed on %(day)s at “%(stage)s”."),
}
WAITS = {
    Kind.MEETING: N_("Step %(number)s, %(stage)s: no meeting is called yet."),
    Kind.VOTE: N_("Step %(number)s, %(stage)s: it is not decided yet."),
    Kind.PUBLICATION: N_("Step %(number)s, %(stage)s: the notice is not posted yet."),
    Kind.REVIEW: N_("Step %(number)s, %(stage)s: the written opinion is awaited."),
    Kind.EVALUATION: N_("Step %(number)s, %(stage)s: residents are still to be asked."),
    Kind.WORKS: N_("It may be carried out: the steps before it were over on %(day)s."),
}


def where(case: Case, called_for: date | None = None) -> Refusal:
    """Where it stands. `called_for`: the day for which a meeting of this stage is called."""
    stage, state = case.stage, case.standing.state
    if stage is None or state is State.DONE:
        return Refusal("It is done: every step was taken, the last on %(day)s.", day=case.since)
    number = case.path.number(stage.key)
    if state in ENDS:
        last = case.last(stage.key)
        return Refusal(ENDS[state], stage=stage.name, day=last.done_on if last else case.since)
    if case.paused_since:
        return Refusal(
            "Step %(number)s, %(stage)s: an objection waits for its answer.", number=number, stage=stage.name
        )
    if stage.kind is Kind.PUBLICATION and case.opened_on:
        if stage.about == "result":
            return Refusal("The result is published since %(day)s; the supervisory committee's opinion is pending.",
                           day=case.opened_on)  # fmt: skip
        return Refusal("Step %(number)s, %(stage)s: on the board since %(day)s.",
                       number=number, stage=stage.name, day=case.opened_on)  # fmt: skip
    if called_for:
        return Refusal("Step %(number)s, %(stage)s: the meeting is on %(day)s.",
                       number=number, stage=stage.name, day=called_for)  # fmt: skip
    if stage.kind is Kind.WORKS and _accepted_before(case):
        return Refusal("It was accepted, and since %(day)s it is carried out again.", day=case.since)
    if stage.kind is Kind.WORKS and case.reported_on:
        return Refusal("It is being carried out; the last report is of %(day)s.", day=case.reported_on)
    return Refusal(WAITS[stage.kind], number=number, stage=stage.name, day=case.since)


def _accepted_before(case: Case) -> bool:
    """Whether it is carried out once more, after an acceptance that was set aside."""
    return any(step.stage == case.standing.at and step.result is Result.CLEARED for step in case.steps)
