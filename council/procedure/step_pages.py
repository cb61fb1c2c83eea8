"""The forms of a matter's steps: another text, back to an earlier step, a written opinion, what residents answered."""

from starlette.responses import Response

from council.kit import clock, words
from council.kit.act import Act, NotFound
from council.kit.web import Here, Room, show
from council.ledger.papers import keep
from council.motions.forms import as_typed
from council.motions.tables import motion_at
from council.people.drafts import draft_kept, drop_kept
from council.procedure.answers import Answers, evaluate, may_evaluate, may_review, review
from council.procedure.desk_pages import MATTER, at_desk
from council.procedure.forms import BackForm, EvaluateForm, ReviewForm, ReviseForm
from council.procedure.reading import Case, case_of
from council.procedure.turning import may_revise, revise, send_back
from council.rules.path import Kind, Stage
from council.rules.refusal import N_, Refusal
from council.rules.walk import State, may_open

room = Room()


def draft_name(kind: str, no: str) -> str:
    return f"{kind}-{no}"


def _stage_of(case: Case, kind: Kind) -> Stage:
    """The step of this kind where the matter stands; else the first there is, to say why it is not its turn."""
    if case.stage and case.stage.kind is kind:
        return case.stage
    stage = next((one for one in case.path.stages if one.kind is kind), None)
    if stage is None:
        raise NotFound
    return stage


# ── another text ──


@room.page(MATTER + "/text")
def text(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, case, own = at_desk(here, county, community, no)
    reason = None if own.runs else Refusal("Only the clerk takes a matter from step to step.")
    reason = reason or may_revise(case, clock.today())
    kept = draft_kept(here.db, place.id, here.asker, draft_name("text", no))
    back = case.stage.if_amended if case.stage and not reason else None
    values = {**as_typed(motion.wording), **(kept.fields if kept else {})}
    return show(
        here, "procedure/text.html", status=403 if reason and not here.refusal else 200, place=place, motion=motion,
        case=case, reason=reason, kept=kept, values=values, choices=None, draft_name=draft_name("text", no),
        starts_at=case.path.stage(back) if back else None,
    )  # fmt: skip


@room.act(MATTER + "/text", back=text, to=MATTER, done=N_("The new text stands. It is agreed on anew."))
def revise_it(act: Act, form: ReviseForm, county: str, community: str, no: str) -> None:
    revise(act, no, form.wording(), form.change)
    drop_kept(act, draft_name("text", no))


# ── back ──


@room.page(MATTER + "/back")
def back(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, case, own = at_desk(here, county, community, no)
    reason = None if own.runs else Refusal("Only the clerk takes a matter from step to step.")
    if not case.standing.passed or case.standing.state is not State.RUNNING:
        reason = reason or Refusal("A matter goes back only to a step that it has passed.")
    return show(
        here, "procedure/back.html", status=403 if reason and not here.refusal else 200, place=place, motion=motion,
        case=case, reason=reason,
        options=[(key, words.said(here.lang, case.path.stage(key).name)) for key in case.standing.passed],
    )  # fmt: skip


@room.act(MATTER + "/back", back=back, to=MATTER, done=N_("The matter is sent back. The record says why."))
def send_it_back(act: Act, form: BackForm, county: str, community: str, no: str) -> None:
    send_back(act, no, form.to, form.why)


# ── what others say ──


@room.page(MATTER + "/review")
def reviewing(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, case, own = at_desk(here, county, community, no)
    stage = _stage_of(case, Kind.REVIEW)
    reason = may_review(case, own, stage.key) or _not_yet(case, stage)
    kept = draft_kept(here.db, place.id, here.asker, draft_name("review", no))
    return show(
        here, "procedure/review.html", status=403 if reason and not here.refusal else 200, place=place, motion=motion,
        case=case, stage=stage, reason=reason, today=clock.today(), kept=kept, values=kept.fields if kept else {},
        draft_name=draft_name("review", no),
    )  # fmt: skip


@room.act(MATTER + "/review", back=reviewing, to=MATTER, done=N_("The opinion is entered."))
def review_it(act: Act, form: ReviewForm, county: str, community: str, no: str) -> None:
    hashes = [keep(act, paper, public=False) for paper in form.paper]
    stage = _standing(act, no, Kind.REVIEW)
    review(act, no, stage, form.outcome, form.done_on, form.by, form.opinion, hashes)
    drop_kept(act, draft_name("review", no))


@room.page(MATTER + "/evaluate")
def evaluating(here: Here, county: str, community: str, no: str) -> Response:
    place, motion, case, own = at_desk(here, county, community, no)
    stage = _stage_of(case, Kind.EVALUATION)
    reason = may_evaluate(case, own, stage.key) or _not_yet(case, stage)
    return show(
        here, "procedure/evaluate.html", status=403 if reason and not here.refusal else 200, place=place,
        motion=motion, case=case, stage=stage, reason=reason, today=clock.today(),
    )  # fmt: skip


@room.act(MATTER + "/evaluate", back=evaluating, to=MATTER, done=N_("What residents answered is entered."))
def evaluate_it(act: Act, form: EvaluateForm, county: str, community: str, no: str) -> None:
    hashes = [keep(act, paper, public=False) for paper in form.paper]
    stage = _standing(act, no, Kind.EVALUATION)
    evaluate(act, no, stage, Answers(form.yes, form.no, form.silent), form.done_on, hashes)


# ── how ──


def _not_yet(case: Case, stage: Stage) -> Refusal | None:
    """Why it is not this step's turn, if it is not."""
    return may_open(case.path, case.standing, stage.key)


def _standing(act: Act, no: str, kind: Kind) -> str:
    """The step of this kind that the form is about."""
    return _stage_of(case_of(act.db, act.community, motion_at(act.db, act.community, no)), kind).key
