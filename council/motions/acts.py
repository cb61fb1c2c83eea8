"""What may be done with a motion: drafted (in council.motions.drafting), put, amended, withdrawn; what a vote and a
path tell it stands in council.motions.progress."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlmodel import col

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.ledger.acts import record
from council.motions.catalogue import matter_of
from council.motions.counts import change
from council.motions.drafting import asker, drop, need, own_draft, propose, redraft, write_version
from council.motions.listing import PASSED, state_of
from council.motions.progress import conclude, held_until, hold, may_amend, release, return_to_discussion, stand
from council.motions.speaking import Voice, carrier, step_by_step
from council.motions.tables import MOTIONS, Motion, MotionRow, MotionVersion, motion_at, motion_of
from council.motions.wording import Wording, may_say
from council.rules.matters import may_decide
from council.rules.refusal import Refusal
from council.rules.seating import may_again
from council.rules.threshold import Outcome
from council.seats.tables import BodyRow, body_at, seats_held

__all__ = [
    "amend", "bring", "conclude", "drop", "hold", "may_amend", "may_bring", "may_put", "may_withdraw", "propose",
    "put", "redraft", "release", "return_to_discussion", "rewrite", "stand", "withdraw",
]  # fmt: skip

Facts = Mapping[str, object]
Sealed = Mapping[str, str]
LEAST_REASON = 4  # characters in which a change or a withdrawal says why


def may_put(db: Db, community: UUID, motion: MotionRow, body: BodyRow, now: datetime) -> Refusal | None:
    """Whether a draft may be put. Refused: its proposer lost the seat, the body decides by no vote by window, it may
    not decide the matter, its day has passed, or the same words were rejected there lately (G44)."""
    if not body.law.window:
        return step_by_step(body)
    held = seats_held(db, community, [motion.proposer_id])
    if motion.proposer_seat is not None and body.key not in [key for key, _seat in held]:
        return Refusal("Who wrote this no longer holds a seat in %(body)s. Please propose it anew.", body=body.name)
    return may_bring(db, community, body, motion.matter, motion.wording, now)


def may_bring(db: Db, community: UUID, body: BodyRow, matter: str, wording: Wording, now: datetime) -> Refusal | None:
    """Whether these words may come before this body now, whoever brings them."""
    return (
        may_decide(body.law.kind, matter_of(db, community, matter))
        or may_say(wording, clock.day_of(now))
        or _rejected_lately(db, community, body, wording, now)
    )


def put(act: Act, motion_id: UUID) -> str:
    """Put a draft: it takes its number for good and is public at once. The answer is the number, as 2026-3."""
    motion, carries = own_draft(act, motion_id)
    body = body_at(act.db, act.community, motion.body_key)
    if refusal := may_put(act.db, act.community, motion, body, act.now):
        raise refusal
    year, number = _next_number(act)
    change(act, motion.id, year=year, number=number, put_at=act.now)
    of_motion = (col(MotionVersion.community_id) == act.community, col(MotionVersion.motion_id) == motion.id)
    act.db.execute(update(MotionVersion).where(*of_motion).values(written_at=act.now))
    return _record_put(act, motion_of(act.db, act.community, motion.id), carries, {}, {})


def bring(
    act: Act, body: BodyRow, matter: str, wording: Wording, voice: Voice, told: Facts, sealed: Sealed
) -> MotionRow:
    """Put a motion that was no draft, for the clerk who begins a matter; `told` and `sealed` enter the same entry."""
    if refusal := may_bring(act.db, act.community, body, matter, wording, act.now):
        raise refusal
    year, number = _next_number(act)
    motion = UUID(hex=act.event.id) if act.event else new_id()
    act.db.execute(
        insert(Motion).values(
            community_id=act.community, id=motion, body_key=body.key, matter=matter, proposer_id=voice.membership,
            proposer_seat=voice.seat, version=1, begun_at=act.now,
        )
    )  # fmt: skip
    write_version(act, motion, 1, wording)
    change(act, motion, year=year, number=number, put_at=act.now)
    row = motion_of(act.db, act.community, motion)
    _record_put(act, row, voice, told, sealed)
    return row


def _record_put(act: Act, motion: MotionRow, voice: Voice, told: Facts, sealed: Sealed) -> str:
    words, year, number = motion.wording, motion.year, motion.number
    assert year is not None
    assert number is not None
    facts = put_facts(year, number, motion.body_key, motion.matter, motion.proposer_seat, words) | dict(told)
    record(
        act, "motion.put", actor=voice.actor, on=f"motion:{motion.ref}", facts=facts, sealed={**words.spoken, **sealed}
    )
    return motion.ref


def put_facts(
    year: int, number: int, body: str, matter: str, proposer_seat: int | None, words: Wording
) -> dict[str, object]:
    """What the book says in the open of a motion that is put."""
    return {
        "year": year, "number": number, "version": 1, "body": body, "matter": matter,
        "proposed_by": "clerk" if proposer_seat is None else f"seat:{body}/{proposer_seat}",
        **words.counted,
    }  # fmt: skip


def amend(act: Act, ref: str, wording: Wording, changed: str) -> int:
    """Give a put motion a new version, saying what changes; the former ones stay. The answer is its number."""
    motion = motion_at(act.db, act.community, ref)
    if refusal := may_amend(motion, act.now):
        raise refusal
    rewrite(act, motion, wording, changed, {})
    return motion.version + 1


def rewrite(act: Act, motion: MotionRow, wording: Wording, changed: str, told: Facts) -> int:
    """Write the new version of a motion that may be amended, with what else its entry tells; the entry's number."""
    carries = need(carrier(asker(act), motion))
    if refusal := may_say(wording, clock.day_of(act.now)):
        raise refusal
    if wording == motion.wording:
        raise Refusal("Nothing is different from the version that stands.")
    _need_reason("change", changed)
    version = motion.version + 1
    write_version(act, motion.id, version, wording, changed)
    change(act, motion.id, version=version)
    facts: dict[str, object] = {"version": version, **wording.counted, **told}
    sealed = {**wording.spoken, "change": changed}
    return record(act, "motion.amend", actor=carries.actor, on=f"motion:{motion.ref}", facts=facts, sealed=sealed)


def may_withdraw(motion: MotionRow, now: datetime) -> Refusal | None:
    """Whether a put motion may be withdrawn: not while a vote runs, not once it is decided."""
    state = state_of(motion, now)
    if state == "voting":
        return held_until(motion)
    if state in (*PASSED, "rejected"):
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


# ── how ──


REJECTED_SINCE = MOTIONS.where(
    col(Motion.body_key) == bindparam("body"),
    col(Motion.state) == "rejected",
    col(Motion.decided_at) > bindparam("since"),
)


def _next_number(act: Act) -> tuple[int, int]:
    """The number after the last of this year, whatever became of it. The head row's lock keeps it from being taken."""
    year = clock.day_of(act.now).year
    of_year = (col(Motion.community_id) == act.community, col(Motion.year) == year)
    last: int | None = act.db.execute(select(func.max(Motion.number)).where(*of_year)).scalar()
    return year, (last or 0) + 1


def _rejected_lately(db: Db, community: UUID, body: BodyRow, wording: Wording, now: datetime) -> Refusal | None:
    since = now - timedelta(days=body.law.again_days + 1)
    rows = db.execute(REJECTED_SINCE, {"community": community, "body": body.key, "since": since}).all()
    for former in [MotionRow(*row) for row in rows]:
        if former.decided_at and former.wording == wording:
            days = (clock.day_of(now) - clock.day_of(former.decided_at)).days
            return may_again(body.law, Outcome.REJECTED, days, changed=False)
    return None


def _need_reason(field: str, reason: str) -> None:
    if len(reason) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(**{field: short})
