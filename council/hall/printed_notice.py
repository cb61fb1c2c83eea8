"""A notice as it stands in the rooms, for the sheet that hangs on the board, and the slips beside its box."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from council.hall.decided import Decision, decided_before, decisions_of
from council.hall.noticed import told_by
from council.hall.paper_notice import Notice, resolution_lead
from council.hall.paper_slips import OpinionSlip
from council.hall.printed_facts import body_of_kind, facts_said, numbered, recorded, supervisor_of, wording_at
from council.hall.printed_result import result_said
from council.kit import clock, words
from council.kit.here import Here
from council.motions.tables import MotionRow
from council.openness.notices import NoticeRow
from council.openness.path import stage_of
from council.places.links import link_to
from council.places.tables import Place
from council.procedure.reading import Case, case_of
from council.rules.path import Stage
from council.rules.publicity import About, State
from council.rules.refusal import N_
from council.seats.tables import BodyRow, bodies_of
from council.works.result import Result

BLANKS = (N_("What it cost in the end"), N_("Finished on"), N_("Who looked at it, and what they found"))
"""What a result says where the work was not entered here: written on the sheet by hand."""
FACTS = 3  # what, how much, when: so many are read in passing
BLANK = "________________"


def notice_of(here: Here, place: Place, motion: MotionRow, row: NoticeRow) -> Notice:
    """The sheet of one posting, in the words that were published then."""
    say, lang, bodies = here.say, here.lang, bodies_of(here.db, place.id)
    case = case_of(here.db, place.id, motion)
    stage = stage_of(case, row.about) or case.path.stage(row.law.stage)
    wording = wording_at(here.db, place.id, motion, row.version)
    last = row.ends_on or row.counted_to
    entry = recorded(here.db, place.id, row.entry)
    one = Notice(
        about=row.about.value, community=place.name, number=numbered(place, motion.ref, say),
        step=_step(here, case, stage), title=wording.title, lead="", facts=facts_said(wording, say, lang)[:FACTS],
        first=row.posted_on + timedelta(days=1), last=last, days=row.days, phone=row.phone,
        reply_days=row.law.reply_days, link=_link(here, place, motion.ref),
        signed=_signs(bodies, stage, place), posted=row.posted_on, entry=entry.entry, code=entry.code,
        supervisor=supervisor_of(bodies, say), supervisor_phone=place.phone, moved=last != row.counted_to,
        open_end=row.ends_on is None, late=clock.day_of(row.entered_at) if row.late else None,
        ended=_ended(here, row), lang=lang,
    )  # fmt: skip
    if row.about is About.RESOLUTION:
        decision = decided_before(decisions_of(here.db, place.id, motion, here.now), row.entry)
        return _of_decision(one, decision, here) if decision else one
    if row.about is About.RESULT:
        return _of_result(one, here, told_by(here, place.id, row))
    return replace(one, lead=say(PLAN))


PLAN = N_("This plan is to be decided. Before that everybody may say what they think of it:")
RESULT = N_("What was resolved has been carried out. This is what came of it:")


def _of_decision(one: Notice, decision: Decision, here: Here) -> Notice:
    how = here.say(decision.method)
    lead = resolution_lead(decision.body, decision.on, decision.tally, how, here.say, here.lang)
    return replace(one, lead=lead, tally=decision.tally, notes=decision.sums(here.say, here.lang))


def _of_result(one: Notice, here: Here, result: Result | None) -> Notice:
    """In place of what was to be spent and by when, what came of it; by hand where nothing was accepted here."""
    if result:
        return replace(one, lead=here.say(RESULT), facts=[*one.facts[:1], *result_said(result, here.say, here.lang)])
    blanks = [(here.say(label), BLANK) for label in BLANKS]
    return replace(one, lead=here.say(RESULT), facts=[*one.facts, *blanks])


def _step(here: Here, case: Case, stage: Stage) -> str:
    """决议公开（第 5 步，共 6 步）."""
    of = {"stage": words.said(here.lang, stage.name), "number": case.path.number(stage.key)}
    return here.say(N_("%(stage)s (step %(number)s of %(all)s)"), all=len(case.path.stations), **of)


def _signs(bodies: Sequence[BodyRow], stage: Stage, place: Place) -> str:
    """Whose seal it bears: the body whose step it is."""
    found = body_of_kind(bodies, stage.organs)
    return found.name if found else place.name


def _link(here: Here, place: Place, ref: str) -> str:
    """The short address that was made when it was published."""
    path = f"{place.url}/motions/{ref}"
    code = link_to(here.db, place.id, path)
    return f"{here.site.origin}/q/{code}" if code else here.site.origin + path


def _ended(here: Here, row: NoticeRow) -> str:
    """That this posting does not count any more."""
    state = row.state(clock.day_of(here.now))
    if state is State.TAKEN_DOWN:
        return here.say(N_("Taken down on %(day)s: it does not count"), day=_day(here, row.taken_down_on))
    if state is State.SENT_BACK:
        return here.say(N_("Sent back on %(day)s: it does not count"), day=_day(here, row.sent_back_on))
    return ""


def _day(here: Here, day: object) -> str:
    return words.full_day(here.lang, day)  # type: ignore[arg-type]


def slip_of(here: Here, place: Place, row: NoticeRow) -> OpinionSlip:
    """Slips for whoever writes by hand, while the notice hangs."""
    return OpinionSlip(
        place.name, numbered(place, row.ref, here.say), row.title, row.ends_on or row.counted_to, row.place, row.phone,
        row.law.reply_days, here.lang,
    )  # fmt: skip
