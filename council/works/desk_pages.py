"""For the committee: begin a work, report from the site by phone, and everything else that is entered of a work."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.motions.tables import motion_at
from council.openness.who import Standing, standing
from council.people.drafts import draft_kept, drop_kept
from council.places.tables import Place, find_place
from council.procedure.following import WAYS
from council.procedure.reading import Case, case_of
from council.rules.path import Kind, Stage
from council.rules.refusal import N_
from council.rules.works import reached
from council.rules.works import standing as counting
from council.seats.tables import seats_of
from council.works.accepting import accept, in_its_way
from council.works.beginning import Wanted, begin, carries_out, may_begin
from council.works.changing import add_money, contract, extend
from council.works.forms import (
    AcceptForm,
    AnswerForm,
    BeginForm,
    ContractForm,
    ExtendForm,
    MoneyForm,
    ReportForm,
    parts_in,
)
from council.works.public_pages import WORK
from council.works.reading import work_at
from council.works.reporting import Said, may_work, report
from council.works.shown import shown
from council.works.supervising import answer

room = Room()
DESK = WORK + "/desk"


def _way(case: Case, stage: Stage) -> tuple[str, str]:
    """What a matter waits for at its carrying out: a report is due from the day on which it begins."""
    if case.reported_on is None:
        return N_("Begin to carry it out"), "/works/{motion}/begin"
    return N_("To the work"), "/works/{motion}/desk"


WAYS[Kind.WORKS] = _way


@room.page(WORK + "/begin")
def beginning(here: Here, county: str, community: str, no: str) -> Response:
    """May it begin, and who answers for it? Where it may not yet, what is in the way."""
    place, who = _committee(here, county, community)
    motion = motion_at(here.db, place.id, no)
    case = case_of(here.db, place.id, motion)
    reason = may_begin(here.db, place.id, motion, case, who, clock.day_of(here.now))
    body = carries_out(here.db, place.id, case)
    people = [(seat.number, seat.name) for seat in seats_of(here.db, place.id, body.key) if seat.filled] if body else []
    return show(here, "works/begin.html", place=place, motion=motion, reason=reason, body=body, people=people)


@room.act(WORK + "/begin", back=beginning, to=WORK, done=N_("It has begun. Everyone can follow it now."))
def begin_it(act: Act, form: BeginForm, county: str, community: str, no: str) -> None:
    people = [number for number in (form.person_1, form.person_2, form.person_3) if number is not None]
    begin(act, no, Wanted(due=form.due, people=people, milestones=parts_in(form.milestones)))


@room.page(WORK + "/report")
def reporting(here: Here, county: str, community: str, no: str) -> Response:
    """How far is it, and what shows it? Made for a phone on site."""
    place, who = _committee(here, county, community)
    found = work_at(here.db, place.id, no)
    kept = draft_kept(here.db, place.id, here.asker, _draft(no))
    numbers = {each.number for each in counting(found.reported)}
    return show(
        here, "works/report.html", place=place, work=found, reason=may_work(who, found),
        parts=found.parts, reached=reached(found.reported),
        counting=[(each.number, f"{each.number} · {each.line}") for each in found.reports if each.number in numbers],
        kept=kept, values=kept.fields if kept else {}, draft_name=_draft(no),
    )  # fmt: skip


@room.act(WORK + "/report", back=reporting, to=WORK, done=N_("It is published."))
def report_it(act: Act, form: ReportForm, county: str, community: str, no: str) -> None:
    report(
        act, no,
        Said(line=form.line, milestone=form.milestone, percent=form.percent, paid=form.paid, corrects=form.corrects,
             photos=form.photos, invoice=form.invoice),
    )  # fmt: skip
    drop_kept(act, _draft(no))


def _draft(no: str) -> str:
    """As the server keeps a report that is being typed on site."""
    return f"report-{no}"


@room.page(DESK)
def desk_work(here: Here, county: str, community: str, no: str) -> Response:
    """Everything else: contracts, later days, more money, answers, and the acceptance with what is in its way."""
    place, who = _committee(here, county, community)
    found = work_at(here.db, place.id, no)
    return show(
        here, "works/desk.html", place=place, work=found, shown=shown(found, clock.day_of(here.now)),
        reason=may_work(who, found), blocked=in_its_way(found),
        parts=[(part.position, part.title) for part in found.parts],
    )  # fmt: skip


@room.act(DESK + "/contract", back=desk_work, to=DESK, done=N_("The contract is entered."))
def contract_it(act: Act, form: ContractForm, county: str, community: str, no: str) -> None:
    contract(act, no, form.party, form.amount, form.agreement)


@room.act(DESK + "/later", back=desk_work, to=DESK, done=N_("The new day and its reason are public."))
def extend_it(act: Act, form: ExtendForm, county: str, community: str, no: str) -> None:
    extend(act, no, form.position, form.until, form.why)


@room.act(DESK + "/money", back=desk_work, to=DESK, done=N_("The resolution that allows it is entered."))
def add_money_it(act: Act, form: MoneyForm, county: str, community: str, no: str) -> None:
    add_money(act, no, form.allowed_by)


@room.act(DESK + "/answer", back=desk_work, to=DESK, done=N_("Your answer is public."))
def answer_it(act: Act, form: AnswerForm, county: str, community: str, no: str) -> None:
    answer(act, no, form.number, form.text, form.photo)


@room.act(DESK + "/accept", back=desk_work, to=WORK, done=N_("It is accepted. Next its result is published."))
def accept_it(act: Act, form: AcceptForm, county: str, community: str, no: str) -> None:
    accept(act, no, form.line, form.paper)


def _committee(here: Here, county: str, community: str) -> tuple[Place, Standing]:
    """For the committee and the clerk; for anybody else there is no such page."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.answers is None:
        raise NotFound
    return place, who
