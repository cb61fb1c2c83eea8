"""What the supervisory committee says: whether an objection is upheld, and whether a step was done as entered."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.ledger.acts import record
from council.motions.tables import MotionRow, motion_at
from council.openness import path
from council.openness.answering import BY_SUPERVISORS, change
from council.openness.checks import DECISION, checks_of, said_of
from council.openness.gate import change as change_notice
from council.openness.gate import clear, clears, set_aside
from council.openness.notices import NoticeRow, newest_notice, notices_of
from council.openness.objections import ObjectionRow, objection_at
from council.openness.path import Move
from council.openness.tables import CheckMark
from council.openness.taking_down import need_reason
from council.openness.who import Standing, need, stands
from council.rules.publicity import About
from council.rules.refusal import N_, Refusal
from council.rules.threshold import Outcome

STEPS: Mapping[str, str] = {
    "decision": N_("It was decided as the record says"),
    "plan": N_("The plan was published as entered"),
    "resolution": N_("The decision was published as entered"),
    "result": N_("The result was published, and it is true"),
}
"""What the supervisory committee looks at (domain: steps 4, 5 and 7)."""


def may_judge(who: Standing, objection: ObjectionRow, today: date) -> Refusal | None:
    """Whether the supervisory committee may say now if an objection is upheld: once it is answered, or overdue."""
    if who.supervisor is None:
        return Refusal(BY_SUPERVISORS)
    if objection.replied_at is None and not objection.overdue(today):
        return Refusal("First the committee answers, by %(day)s at the latest.", day=objection.reply_due)
    if objection.upheld:
        return Refusal("This objection was upheld already.")
    return None


def judge(act: Act, ref: str, number: int, upheld: bool, opinion: str) -> None:
    """Say whether an objection is upheld (成立 / 不成立), with the opinion. Upheld, the matter goes back to the body
    that decides it, and its notice counts no more."""
    who, objection, today = stands(act), objection_at(act.db, act.community, ref, number), clock.day_of(act.now)
    if refusal := may_judge(who, objection, today):
        raise refusal
    hand = need(who.supervisor, BY_SUPERVISORS)
    need_reason("opinion", opinion)
    if objection.upheld is upheld:
        raise Refusal("Nothing is different from what stands.")
    change(act, objection, upheld=upheld, opinion=opinion, judged_at=act.now, judged_by=hand.membership)
    notice = _standing_notice(act, objection) if upheld else None
    move = path.decided_anew(act.db, act.community, notice.motion_id, notice.law.stage, today) if notice else None
    entry = record(
        act,
        "objection.judge",
        actor=hand.actor,
        on=objection.on,
        facts={"number": number, "judged": "upheld" if upheld else "not_upheld", **(move.facts if move else {})},
        sealed={"opinion": opinion},
    )
    if notice and move:
        change_notice(act, notice, sent_back_on=today, cleared_at=None)
        set_aside(act, notice.motion_id, today)
        path.take(act, move, entry, opinion)


def _standing_notice(act: Act, objection: ObjectionRow) -> NoticeRow | None:
    """The newest posting of what was objected to; None where it was decided anew since."""
    later = [
        notice
        for notice in notices_of(act.db, act.community, objection.motion_id, objection.about)
        if notice.attempt >= objection.attempt
    ]
    case = path.case_at(act.db, act.community, objection.motion_id)
    return None if any(path.posting_of(case, notice).sent_back_on for notice in later) else later[0]


def may_check(who: Standing, motion: MotionRow, step: str, notice: NoticeRow | None) -> Refusal | None:
    """Whether the supervisory committee may speak of a step: once there is something to speak of."""
    if who.supervisor is None:
        return Refusal(BY_SUPERVISORS)
    if step == DECISION:
        decided = motion.outcome in (Outcome.PASSED, Outcome.REJECTED)
        return None if decided else Refusal("Nothing is decided yet.")
    if notice is None:
        return Refusal("It has not been published.")
    return None


def check(act: Act, ref: str, step: str, true: bool, opinion: str) -> None:
    """Say whether a step was done as entered (属实 / 不属实). An untrue publication has to hang again; what is untrue
    needs its reason."""
    who, motion = stands(act), motion_at(act.db, act.community, ref)
    if step not in STEPS:
        raise Refusal("Please choose one of these.")
    notice = None if step == DECISION else newest_notice(act.db, act.community, motion.id, About(step))
    if refusal := may_check(who, motion, step, notice):
        raise refusal
    hand = need(who.supervisor, BY_SUPERVISORS)
    attempt = notice.attempt if notice else 0
    before = said_of(checks_of(act.db, act.community, motion.id), step, attempt)
    if before and (before.holds, before.opinion) == (true, opinion):
        raise Refusal("Nothing is different from what stands.")
    if not true:
        need_reason("opinion", opinion)
    move = _moved_by(act, notice, true) if notice else None
    entry = record(
        act,
        "check.mark",
        actor=hand.actor,
        on=notice.on if notice else f"motion:{ref}",
        facts={"step": step, "posting": attempt, "holds": "true" if true else "untrue", **(move.facts if move else {})},
        sealed={"opinion": opinion} if opinion else {},
    )
    act.db.execute(
        insert(CheckMark).values(
            community_id=act.community, motion_id=motion.id, step=step, attempt=attempt, entry=entry, holds=true,
            opinion=opinion, marked_at=act.now, member_id=hand.membership,
        )
    )  # fmt: skip
    if notice and move and true:
        clear(act, notice, move, entry)
    elif notice and move:
        change_notice(act, notice, cleared_at=None)
        set_aside(act, motion.id, clock.day_of(act.now))
        path.take(act, move, entry, opinion)


def _moved_by(act: Act, notice: NoticeRow, true: bool) -> Move | None:
    """What moves the matter: a confirmation that was waited for, or that a notice did not hang as it must."""
    if true:
        return clears(act, notice, clock.day_of(act.now), holds=True)
    if notice.cleared_at is None:
        return None
    today = clock.day_of(act.now)
    return path.published_anew(act.db, act.community, notice.motion_id, notice.law.stage, today)
