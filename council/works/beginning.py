"""A work begins: when the notice of its resolution has hung its days and every objection is answered, never before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.motions.tables import MotionRow, motion_at
from council.openness.gate import may_implement
from council.openness.who import Standing, need, stands
from council.procedure import moving
from council.procedure.reading import Case, case_of
from council.rules import works as rules
from council.rules.path import Kind, Stage
from council.rules.refusal import N_, Refusal
from council.rules.walk import State, may_open
from council.rules.works import Milestone, Plan, may_plan
from council.seats.tables import BodyRow, SeatRow, bodies_of, seats_of
from council.works.reading import work_of
from council.works.tables import MilestoneKept, Responsible, Undertaking

BY_THE_COMMITTEE = N_("Only the committee that carries it out, or the clerk for it, may do this.")
MOST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone as it is written: what, by when, what share of the whole."""

    title: str
    due: date
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How it is to be carried out. Cost and source of money are the resolution's."""

    due: date
    people: Sequence[int]  # seats of the body
    milestones: Sequence[Planned] = ()


def works_stage(case: Case) -> Stage | None:
    """The stage of a matter's path at which it is carried out."""
    return next((stage for stage in case.path.stages if stage.needed and stage.kind is Kind.WORKS), None)


def carries_out(db: Db, community: UUID, case: Case) -> BodyRow | None:
    """The body that the path has carry it out: the first of its organs that stands here."""
    stage = works_stage(case)
    bodies = bodies_of(db, community)
    found = [body for organ in stage.organs for body in bodies if body.law.kind == organ] if stage else []
    return found[0] if found else None


def may_begin(db: Db, community: UUID, motion: MotionRow, case: Case, who: Standing, today: date) -> Refusal | None:
    """Whether it may begin now. Refused: a stranger, out of order, while the notice hangs or an objection waits."""
    if who.answers is None:
        return Refusal(BY_THE_COMMITTEE)
    if work_of(db, community, motion.id) is not None:
        return Refusal("It has begun already.")
    stage = works_stage(case)
    if stage is None:
        return Refusal("On the path of this matter, nothing is carried out.")
    if motion.outcome != "passed" or case.standing.state is not State.RUNNING:
        return may_open(case.path, case.standing, stage.key) or Refusal("It was not passed.")
    return may_implement(db, community, motion.id, today) or may_open(case.path, case.standing, stage.key)


def begin(act: Act, ref: str, wanted: Wanted) -> int:
    """Begin to carry a resolution out. Refused: before its time, later than resolved, parts that make no whole."""
    who, today = stands(act), clock.day_of(act.now)
    motion = motion_at(act.db, act.community, ref)
    case = case_of(act.db, act.community, motion)
    if refusal := may_begin(act.db, act.community, motion, case, who, today):
        raise refusal
    body, stage = carries_out(act.db, act.community, case), works_stage(case)
    if body is None or stage is None:
        raise Refusal("The body that would carry it out is not seated here yet.")
    parts = tuple(Milestone(n, each.due, each.weight) for n, each in enumerate(wanted.milestones, 1))
    if refusal := may_plan(parts, wanted.due, begun_on=today, resolved=motion.done_by_day):
        raise refusal.with_notes(**{"due" if wanted.due > motion.done_by_day else "milestones": refusal})
    plan = Plan(today, wanted.due, motion.cost_fen, 0, stage.report_days, parts)
    people = _people(act, body, wanted.people)
    entry = record(
        act,
        "work.begin",
        actor=need(who.answers, BY_THE_COMMITTEE).actor,
        on=f"work:{ref}",
        facts={
            "body": body.key, "version": motion.version, "begun_on": today.isoformat(),
            "due_day": wanted.due.isoformat(), "cost_fen": motion.cost_fen, "members": [seat.member for seat in people],
            **({"report_days": stage.report_days} if stage.report_days is not None else {}),
            "milestones": [
                {"position": n, "due_day": each.due.isoformat(), "weight": each.weight}
                for n, each in enumerate(wanted.milestones, 1)
            ],
        },
        sealed={
            "money_from": motion.money_from,
            **{f"member:{seat.member}": str(seat.name) for seat in people},
            **{f"milestone:{n}": each.title for n, each in enumerate(wanted.milestones, 1)},
        },
    )  # fmt: skip
    _write(act, motion, body, plan, wanted, people, entry)
    return entry


def _people(act: Act, body: BodyRow, numbers: Sequence[int]) -> list[SeatRow]:
    """Who answers for it: holders of seats in the body, at least one."""
    seats = {seat.number: seat for seat in seats_of(act.db, act.community, body.key) if seat.filled}
    found = [seats[number] for number in dict.fromkeys(numbers) if number in seats]
    if not found or len(found) > MOST_PEOPLE or len(found) < len(set(numbers)):
        wrong = Refusal("Please name who answers for it: one to %(most)s people of %(body)s.", most=MOST_PEOPLE,
                        body=body.name)  # fmt: skip
        raise wrong.with_notes(person_1=wrong)
    return found


def _write(
    act: Act, motion: MotionRow, body: BodyRow, plan: Plan, wanted: Wanted, people: Sequence[SeatRow], entry: int
) -> None:
    of_work = {"community_id": act.community, "motion_id": motion.id}
    act.db.execute(
        insert(Undertaking).values(
            **of_work, year=motion.year, number=motion.number, version=motion.version, body_key=body.key,
            begun_on=plan.begun_on, due=plan.due, budget_fen=plan.budget, money_from=motion.money_from,
            report_days=plan.report_days, begun_at=act.now, entry=entry, next_due=rules.next_due(plan, ()),
            report_due=rules.report_due(plan, None),
        )
    )  # fmt: skip
    moving.reported(act, motion.id, plan.begun_on)  # its first report is due from this day on
    act.db.execute(insert(Responsible), [{**of_work, "membership_id": seat.membership_id} for seat in people])
    if wanted.milestones:
        act.db.execute(
            insert(MilestoneKept),
            [
                {**of_work, "position": n, "title": each.title, "due": each.due, "weight": each.weight}
                for n, each in enumerate(wanted.milestones, 1)
            ],
        )
