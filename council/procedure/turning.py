"""A matter leaves the straight line: two steps in one meeting, a fault that sends it back, a changed text, a second
try."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.motions.acts import rewrite
from council.motions.tables import MotionRow, motion_at
from council.motions.wording import Wording
from council.people.tables import Membership
from council.procedure.asking import need_clerk
from council.procedure.moving import Came, advance, change_case, may_advance, told
from council.procedure.reading import Case, case_of
from council.rules.organ import Organ
from council.rules.path import Stage
from council.rules.refusal import Refusal
from council.rules.walk import Result, State, Step, may_come_again, may_merge, restart
from council.seats.tables import CHAIR, bodies_of, seats_in

LEAST_REASON = 4  # characters


# ── two steps in one meeting ──


def may_hold_together(db: Db, community: UUID, case: Case, stage: Stage, why: str = "-") -> Refusal | None:
    """Whether this step may be held with the one before (G38). Whose chairs are one person is read from the seats."""
    if case.withdrawn:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    if case.merging == stage.key:
        return Refusal("These steps are held together already.")
    one = one_chairs_all(db, community, stage.same_chair)
    return may_merge(case.path, case.standing, stage.key, same_chair=one, why=why)


def one_chairs_all(db: Db, community: UUID, organs: Collection[Organ]) -> bool:
    """Whether one person is chair of a body of each of these kinds (一肩挑): the same membership, or the same name
    and telephone on two of them."""
    kinds = {body.key: body.law.kind for body in bodies_of(db, community)}
    chairs: dict[str, set[UUID]] = {organ: set() for organ in organs}
    for key, seat in seats_in(db, community, [key for key, kind in kinds.items() if kind in organs]):
        if seat.office == CHAIR and seat.membership_id:
            chairs[kinds[key]].add(seat.membership_id)
    everybody = {membership for held in chairs.values() for membership in held}
    persons = _persons(db, community, everybody)
    each = [{persons[membership] for membership in held} for held in chairs.values()]
    return bool(each) and bool(set.intersection(*each))


def _persons(db: Db, community: UUID, memberships: Collection[UUID]) -> dict[UUID, object]:
    rows = db.execute(PERSONS, {"community": community, "memberships": list(memberships)}).all()
    return {id: (name, phone) if phone else id for id, name, phone in rows}


PERSONS = select(col(Membership.id), col(Membership.name), col(Membership.phone)).where(
    col(Membership.community_id) == bindparam("community"), col(Membership.id).in_(bindparam("memberships"))
)


def merge(act: Act, ref: str, stage: str, why: str) -> None:
    """Hold a step together with the one before, saying why; the meeting is still to come."""
    clerk, motion, case = _mine(act, ref)
    held = _stage(case, stage)
    if refusal := may_hold_together(act.db, act.community, case, held, why):
        raise refusal
    _need_reason(why)
    facts: dict[str, object] = {"stage": stage, "into": held.may_merge_into, "attempt": case.standing.attempt}
    record(act, "case.merge", actor=clerk, on=f"motion:{ref}", facts=facts, sealed={"why": why})
    change_case(act, motion.id, merging=stage, merging_why=why)


def part(act: Act, ref: str) -> None:
    """Hold them apart after all."""
    clerk, motion, case = _mine(act, ref)
    if case.merging is None:
        raise Refusal("These steps are held apart.")
    record(act, "case.part", actor=clerk, on=f"motion:{ref}", facts={"stage": case.merging})
    change_case(act, motion.id, merging=None, merging_why=None)


# ── back ──


def may_send_back(case: Case, to: str, today: date) -> Refusal | None:
    """Whether a matter may go back to this step: one that it has passed."""
    return may_advance(case, Step(case.standing.at or "", Result.SENT_BACK, to), case.since, today)


def send_back(act: Act, ref: str, to: str, why: str) -> None:
    """A fault was found: the matter goes back to a step that it has passed, and from there on all is done anew."""
    clerk, motion, case = _mine(act, ref)
    if refusal := may_send_back(case, to, clock.day_of(act.now)):
        raise refusal.with_notes(to=refusal)
    _need_reason(why)
    assert case.standing.at is not None
    step = Step(case.standing.at, Result.SENT_BACK, to)
    entry = record(act, "case.back", actor=clerk, on=f"motion:{ref}", facts=told(case, step), sealed={"why": why})
    came = Came(done_on=clock.day_of(act.now), entry=entry, why=why)
    advance(act, motion.id, step.stage, step.result, came, to=to)


# ── another text ──


def may_revise(case: Case, today: date) -> Refusal | None:
    """Whether the text may change on the way: up to the decision, and then it starts again where the change
    touches it."""
    if case.standing.at is None:
        return Refusal("This matter is done.")
    return may_advance(case, Step(case.standing.at, Result.AMENDED), case.since, today)


def revise(act: Act, ref: str, wording: Wording, changed: str) -> None:
    """Give a matter on its way a new version. What was agreed on the former text is agreed anew."""
    _clerk, motion, case = _mine(act, ref)
    today = clock.day_of(act.now)
    if refusal := may_revise(case, today):
        raise refusal
    assert case.standing.at is not None
    step = Step(case.standing.at, Result.AMENDED)
    entry = rewrite(act, motion, wording, changed, told(case, step))
    advance(act, motion.id, step.stage, step.result, Came(done_on=today, entry=entry, why=changed))


# ── once more ──


def may_bring_again(case: Case, motion: MotionRow, today: date) -> Refusal | None:
    """Whether a matter that was shelved or not passed may come again (G44): changed, or after the charter's bar."""
    refused = case.last(case.standing.at or "")
    if case.standing.state not in (State.STOPPED, State.ENDED) or refused is None:
        return Refusal("Only a matter that was shelved or not passed is brought up again.")
    if case.withdrawn:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    if not case.written:
        return Refusal("The body that voted on it votes on it again; nothing else is needed.")
    days = (today - refused.done_on).days
    return may_come_again(case.again_days, days, changed=motion.version > refused.version)


def bring_again(act: Act, ref: str) -> None:
    """Let a refused matter walk again: a changed text from where the change touches it, an unchanged one from the
    top."""
    clerk, motion, case = _mine(act, ref)
    today = clock.day_of(act.now)
    if refusal := may_bring_again(case, motion, today):
        raise refusal
    at, refused = case.standing.at, case.last(case.standing.at or "")
    assert at is not None
    assert refused is not None
    step = Step(at, Result.AGAIN, restart(case.path, at, changed=motion.version > refused.version))
    facts = told(case, step) | {"days": (today - refused.done_on).days, "version": motion.version}
    entry = record(act, "case.again", actor=clerk, on=f"motion:{ref}", facts=facts)
    advance(act, motion.id, at, step.result, Came(done_on=today, entry=entry), to=step.to)


# ── how ──


def _mine(act: Act, ref: str) -> tuple[str, MotionRow, Case]:
    clerk = need_clerk(act)
    motion = motion_at(act.db, act.community, ref)
    return clerk.actor, motion, case_of(act.db, act.community, motion)


def _stage(case: Case, key: str) -> Stage:
    try:
        return case.path.stage(key)
    except KeyError:
        raise Refusal("This path has no such step.") from None


def _need_reason(why: str) -> None:
    if len(why) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(why=short)
