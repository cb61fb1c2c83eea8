"""What others say of a matter: the township's letter, the supervisory committee's opinion, residents' answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from council.kit import clock
from council.kit.act import Act
from council.ledger.acts import record
from council.motions.tables import MotionRow, motion_at
from council.procedure.asking import Part, need_clerk, need_supervisor, part_of
from council.procedure.moving import Came, advance, may_advance, told
from council.procedure.reading import Case, case_of
from council.rules.organ import Organ
from council.rules.path import Kind, Stage
from council.rules.refusal import Refusal
from council.rules.walk import Result, Step, content

LEAST_OPINION = 4  # characters
MOST_ANSWERS = 100_000


@dataclass(frozen=True, slots=True)
class Answers:
    """How many residents are content, are not, and have no opinion."""

    yes: int
    no: int
    silent: int

    @property
    def all(self) -> int:
        return self.yes + self.no + self.silent


# ── a review ──


def may_review(case: Case, part: Part, key: str) -> Refusal | None:
    """Whether this person enters the review that a matter stands at: the township's letter is entered by the clerk, the
    supervisory committee's opinion is given by one of its members."""
    stage = _of_kind(case, key, Kind.REVIEW)
    if isinstance(stage, Refusal):
        return stage
    if Organ.SUPERVISORY in stage.organs:
        if part.supervises is None:
            return Refusal("Only a member of the supervisory committee gives its opinion.")
    elif not part.runs:
        return Refusal("Only the clerk takes a matter from step to step.")
    return None


def review(act: Act, ref: str, key: str, result: Result, done_on: date, by: str, opinion: str,
           papers: Sequence[str] = ()) -> None:  # fmt: skip
    """Enter a review: cleared, or rejected with what is wrong. `by`: the office and person that say it, as the letter
    has it. `papers`: the hashes of the letter's photos; a township's review has one at least."""
    motion, case = _matter(act, ref)
    part = part_of(act.db, act.community, act.asker)
    if refusal := may_review(case, part, key):
        raise refusal
    stage = case.path.stage(key)
    voice = need_supervisor(act) if Organ.SUPERVISORY in stage.organs else need_clerk(act)
    step = Step(key, Result.CLEARED if result is Result.CLEARED else Result.REJECTED)
    if refusal := may_advance(case, step, done_on, clock.day_of(act.now)) or _unsaid(stage, by, opinion, papers):
        raise refusal
    facts = told(case, step) | {"on_day": done_on.isoformat()}
    sealed = {"by": by, "opinion": opinion}
    entry = record(act, "case.review", actor=voice.actor, on=f"motion:{ref}", facts=facts, sealed=sealed, files=papers)
    came = Came(done_on=done_on, entry=entry, why=opinion[:200])
    advance(act, motion.id, key, step.result, came)


def _unsaid(stage: Stage, by: str, opinion: str, papers: Sequence[str]) -> Refusal | None:
    notes = {}
    if not by:
        notes["by"] = Refusal("Please write down who says it, with their office.")
    if len(opinion) < LEAST_OPINION:
        notes["opinion"] = Refusal("Please write down what they say.")
    if not stage.organs and not papers:
        notes["paper"] = Refusal("Please add a photo of the letter.")
    return (
        Refusal("Something is missing or wrong. Nothing was lost: please correct what is marked.").with_notes(**notes)
        if notes
        else None
    )


# ── an evaluation ──


def may_evaluate(case: Case, part: Part, key: str) -> Refusal | None:
    """Whether this person enters what residents answered: a member of the supervisory committee, who hosts it, or the
    clerk from its paper."""
    stage = _of_kind(case, key, Kind.EVALUATION)
    if isinstance(stage, Refusal):
        return stage
    if part.supervises or part.runs:
        return None
    return Refusal("The supervisory committee, which hosts the evaluation, or the clerk enters it.")


def evaluate(act: Act, ref: str, key: str, answers: Answers, done_on: date, papers: Sequence[str] = ()) -> Result:
    """Enter an evaluation; how many are enough is the path's rule. The answer is what came of it."""
    motion, case = _matter(act, ref)
    part = part_of(act.db, act.community, act.asker)
    if refusal := may_evaluate(case, part, key):
        raise refusal
    stage = case.path.stage(key)
    voice = part.supervises or need_clerk(act)
    if not 0 < answers.all <= MOST_ANSWERS:
        none = Refusal("Please write down how many residents answered.")
        raise none.with_notes(yes=none)
    enough = content(stage, yes=answers.yes, no=answers.no, silent=answers.silent)
    step = Step(key, Result.CLEARED if enough else Result.REJECTED)
    if refusal := may_advance(case, step, done_on, clock.day_of(act.now)):
        raise refusal
    numbers: dict[str, object] = {"content": answers.yes, "not_content": answers.no, "no_opinion": answers.silent}
    facts = told(case, step) | {"on_day": done_on.isoformat()} | numbers
    entry = record(act, "case.evaluate", actor=voice.actor, on=f"motion:{ref}", facts=facts, files=papers)
    advance(act, motion.id, key, step.result, Came(done_on=done_on, entry=entry, numbers=numbers))
    return step.result


# ── how ──


def _matter(act: Act, ref: str) -> tuple[MotionRow, Case]:
    motion = motion_at(act.db, act.community, ref)
    return motion, case_of(act.db, act.community, motion)


def _of_kind(case: Case, key: str, kind: Kind) -> Stage | Refusal:
    """The stage, if it is of this kind; whether it is its turn is asked by `may_advance`."""
    stage = next((one for one in case.path.stages if one.key == key and one.kind is kind), None)
    return stage or Refusal("This path has no such step.")
