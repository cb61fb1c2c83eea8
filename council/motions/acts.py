"""What may be done with a motion: drafted (in council.motions.drafting), put, amended, withdrawn, held by a vote."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from council.kit import clock
from council.kit.act import Act, NotFound
from council.kit.db import Db
from council.ledger.acts import record
from council.motions.catalogue import matter_of
from council.motions.drafting import asker, change, drop, need, own_draft, propose, redraft, write_version
from council.motions.listing import state_of
from council.motions.speaking import carrier
from council.motions.tables import Motion, MotionRow, MotionVersion, motion_at, motion_of, motions_query
from council.motions.wording import Wording, may_say
from council.rules.matters import may_decide
from council.rules.refusal import Refusal
from council.rules.seating import may_again
from council.rules.threshold import Outcome
from council.seats.tables import BodyRow, body_at, seats_held

__all__ = [
    "amend", "conclude", "drop", "hold", "may_amend", "may_put", "may_withdraw", "propose", "put", "redraft",
    "release", "withdraw",
]  # fmt: skip

LEAST_REASON = 4  # characters in which a change or a withdrawal says why


def may_put(db: Db, community: UUID, motion: MotionRow, body: BodyRow, now: datetime) -> Refusal | None:
    """Whether a draft may be put. Refused: its proposer lost the seat, the body may not decide the matter, its day has
    passed, or the same words were rejected there before the charter's days are over (G44)."""
    held = seats_held(db, community, [motion.proposer_id])
    if motion.proposer_seat is not None and body.key not in [key for key, _seat in held]:
        return Refusal("Who wrote this no longer holds a seat in %(body)s. Please propose it anew.", body=body.name)
    return (
        may_decide(body.law.kind, matter_of(db, community, motion.matter))
        or may_say(motion.wording, clock.day_of(now))
        or _rejected_lately(db, community, motion, body, now)
    )


def put(act: Act, motion_id: UUID) -> str:
    """Put a draft: it takes its number for good and is public at once. The answer is the number, as 2026-3."""
    motion, carries = own_draft(act, motion_id)
    body = body_at(act.db, act.community, motion.body_key)
    if refusal := may_put(act.db, act.community, motion, body, act.now):
        raise refusal
    year = clock.day_of(act.now).year
    number = _next_number(act, year)
    change(act, motion.id, year=year, number=number, put_at=act.now)
    of_motion = (col(MotionVersion.community_id) == act.community, col(MotionVersion.motion_id) == motion.id)
    act.db.execute(update(MotionVersion).where(*of_motion).values(written_at=act.now))
    facts: dict[str, object] = {
        "year": year, "number": number, "version": 1, "body": body.key, "matter": motion.matter,
        "proposed_by": "clerk" if motion.proposer_seat is None else f"seat:{body.key}/{motion.proposer_seat}",
    }  # fmt: skip
    words = motion.wording
    facts |= words.counted
    record(act, "motion.put", actor=carries.actor, on=f"motion:{year}-{number}", facts=facts, sealed=words.spoken)
    return f"{year}-{number}"


def may_amend(motion: MotionRow, now: datetime) -> Refusal | None:
    """Whether a put motion may be given a new version: not while a vote runs, not once passed or withdrawn."""
    state = state_of(motion, now)
    if state == "voting":
        return _held(motion)
    if state == "passed":
        return Refusal("This motion has passed. A change to it is a new motion.")
    if state == "withdrawn":
        return Refusal("This motion was withdrawn. Please propose it anew.")
    return None


def amend(act: Act, ref: str, wording: Wording, changed: str) -> int:
    """Give a put motion a new version, saying what changes; the former ones stay. The answer is its number."""
    motion = motion_at(act.db, act.community, ref)
    carries = need(carrier(asker(act), motion))
    if refusal := may_amend(motion, act.now) or may_say(wording, clock.day_of(act.now)):
        raise refusal
    if wording == motion.wording:
        raise Refusal("Nothing is different from the version that stands.")
    _need_reason("change", changed)
    version = motion.version + 1
    write_version(act, motion.id, version, wording, changed)
    change(act, motion.id, version=version)
    facts: dict[str, object] = {"version": version, **wording.counted}
    sealed = {**wording.spoken, "change": changed}
    record(act, "motion.amend", actor=carries.actor, on=f"motion:{ref}", facts=facts, sealed=sealed)
    return version


def may_withdraw(motion: MotionRow, now: datetime) -> Refusal | None:
    """Whether a put motion may be withdrawn: not while a vote runs, not once it is decided."""
    state = state_of(motion, now)
    if state == "voting":
        return _held(motion)
    if state in ("passed", "rejected"):
        return Refusal("This motion has been decided. It can no longer be withdrawn.")
    if state == "withdrawn":
        return Refusal("This motion was withdrawn already.")
    return None


def withdraw(act: Act, ref: str, why: str) -> None:
    """Take a put motion back, saying why. It stays readable, and its number is never used again."""
    motion = motion_at(act.db, act.community, ref)
    carries = need(carrier(asker(act), motion))
    if refusal := may_withdraw(motion, act.now):
        raise refusal
    _need_reason("why", why)
    change(act, motion.id, withdrawn_at=act.now, withdrawn_why=why)
    record(act, "motion.withdraw", actor=carries.actor, on=f"motion:{ref}", sealed={"why": why})


# ── what a vote does with a motion; its opening and its closing record it ──


def hold(act: Act, motion_id: UUID, until: datetime) -> None:
    """A vote runs on the motion until then: no new version, no withdrawal. Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    if motion.number is None:
        raise NotFound
    if refusal := may_amend(motion, act.now):
        raise refusal
    change(act, motion.id, held_since=act.now, held_until=until)


def conclude(act: Act, motion_id: UUID, outcome: Outcome) -> None:
    """The vote ended, at its deadline, with this outcome. Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    decided_at = min(motion.held_until or act.now, act.now)
    change(act, motion.id, outcome=outcome.value, decided_at=decided_at, held_since=None, held_until=None)


def release(act: Act, motion_id: UUID) -> None:
    """The vote was voided: the motion stands as before it opened. Records nothing itself."""
    change(act, motion_id, held_since=None, held_until=None)


# ── how ──


def _next_number(act: Act, year: int) -> int:
    """The number after the last of that year, whatever became of it. The head row's lock keeps it from being taken."""
    of_year = (col(Motion.community_id) == act.community, col(Motion.year) == year)
    last: int | None = act.db.execute(select(func.max(Motion.number)).where(*of_year)).scalar()
    return (last or 0) + 1


def _rejected_lately(db: Db, community: UUID, draft: MotionRow, body: BodyRow, now: datetime) -> Refusal | None:
    query = motions_query(community).where(
        col(Motion.body_key) == body.key,
        col(Motion.outcome) == Outcome.REJECTED,
        col(Motion.decided_at) > now - timedelta(days=body.law.again_days + 1),
    )
    for row in db.execute(query).all():
        former = MotionRow(**row._mapping)
        if former.decided_at and former.wording == draft.wording and state_of(former, now) == "rejected":
            days = (clock.day_of(now) - clock.day_of(former.decided_at)).days
            return may_again(body.law, Outcome.REJECTED, days, changed=False)
    return None


def _held(motion: MotionRow) -> Refusal:
    return Refusal("A vote runs on this motion until %(until)s. Until then it stays as it is.", until=motion.held_until)


def _need_reason(field: str, reason: str) -> None:
    if len(reason) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(**{field: short})
