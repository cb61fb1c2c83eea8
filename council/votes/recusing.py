"""Standing aside from a motion (回避): declared with a reason before its vote opens, and taken back before then."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.ledger.acts import record
from council.motions.speaking import Speaker, speaker
from council.motions.tables import MotionRow, motion_at
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.seats.tables import SeatRow, seats_of
from council.votes.opening import need_reason
from council.votes.reading import RECUSAL, recusals_of, vote_under_way
from council.votes.tables import Recusal


def voice(who: Speaker, motion: MotionRow, seat: int) -> str | Refusal:
    """In which capacity someone speaks for a seat: as its holder, or as the clerk who writes it down."""
    if any(key == motion.body_key and held.number == seat for key, held in who.seats):
        return f"seat:{motion.body_key}/{seat}"
    if who.clerk:
        return f"clerk:{who.clerk.number}"
    return Refusal("A member stands aside for themselves, or the clerk writes it down.")


def may_speak_of_recusal(db: Db, community: UUID, motion: MotionRow, now: datetime) -> Refusal | None:
    """Whether the roll of the next vote is still open: no vote runs, and the motion is not done with."""
    if motion.withdrawn_at or motion.outcome == Outcome.PASSED:
        return Refusal("This motion is no longer before the body.")
    if running := vote_under_way(db, community, motion.id, now):
        return Refusal("A vote runs on this motion until %(until)s. Its roll is frozen.", until=running.closes_at)
    return None


def recuse(act: Act, ref: str, seat: int, reason: str) -> None:
    """Let a seat stand aside from a motion. By its holder, or by the clerk; before the vote opens."""
    motion, actor = _ready(act, ref, seat)
    holder = _held(act.db, act.community, motion, seat)
    if holder is None:
        raise Refusal("Nobody holds this seat.")
    if seat in recusals_of(act.db, act.community, motion.id):
        raise Refusal("Seat %(seat)s stands aside already.", seat=seat)
    need_reason(reason)
    _write(act, motion, seat, reason)
    facts = {"body": motion.body_key, "seat": seat}
    record(act, "vote.recuse", actor=actor, on=f"motion:{ref}", facts=facts, sealed={"reason": reason})


def unrecuse(act: Act, ref: str, seat: int) -> None:
    """Let a seat come back that stood aside. By its holder, or by the clerk; before the vote opens."""
    motion, actor = _ready(act, ref, seat)
    if seat not in recusals_of(act.db, act.community, motion.id):
        raise Refusal("Seat %(seat)s does not stand aside.", seat=seat)
    act.db.execute(update(Recusal).where(*_of(act, motion, seat)).values(returned_at=act.now))
    record(act, "vote.unrecuse", actor=actor, on=f"motion:{ref}", facts={"body": motion.body_key, "seat": seat})


def _ready(act: Act, ref: str, seat: int) -> tuple[MotionRow, str]:
    if act.asker is None:
        raise SignInFirst
    motion = motion_at(act.db, act.community, ref)
    actor = voice(speaker(act.db, act.community, act.asker), motion, seat)
    if isinstance(actor, Refusal):
        raise actor
    if refusal := may_speak_of_recusal(act.db, act.community, motion, act.now):
        raise refusal
    return motion, actor


def _held(db: Db, community: UUID, motion: MotionRow, seat: int) -> SeatRow | None:
    seats = seats_of(db, community, motion.body_key)
    return next((row for row in seats if row.number == seat and row.filled), None)


def _write(act: Act, motion: MotionRow, seat: int, reason: str) -> None:
    declared = {"reason": reason, "declared_at": act.now, "returned_at": None}
    if act.db.execute(select(RECUSAL.seat).where(*_of(act, motion, seat))).first():
        act.db.execute(update(Recusal).where(*_of(act, motion, seat)).values(**declared))
    else:
        key = {"community_id": act.community, "motion_id": motion.id, "body_key": motion.body_key, "seat": seat}
        act.db.execute(insert(Recusal).values(**key, **declared))


def _of(act: Act, motion: MotionRow, seat: int):  # type: ignore[no-untyped-def]
    return RECUSAL.community_id == act.community, RECUSAL.motion_id == motion.id, RECUSAL.seat == seat
