"""Opening a vote, with everything frozen that it is decided under; and calling it off before the first ballot."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, update

from council.charters.frozen import freeze, source_dates, sources_text
from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.kit.ids import new_id
from council.ledger.acts import record, written
from council.motions.acts import hold, release
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.seats.tables import SeatRow, acting_chair, seats_of
from council.votes.prospect import Prospect, may_lead, prospect
from council.votes.reading import VOTE, RecusalRow, latest_vote, recusals_of
from council.votes.standing import Standing, State, standing
from council.votes.tables import RollSeat, Vote

UNKNOWN_BEFORE = (Base.PRESENT, Base.CAST)  # bases that only the ballots make
LEAST_REASON = 4  # characters


def may_open(
    db: Db, community: UUID, found: Prospect, account: UUID | None, now: datetime, closes_at: datetime | None
) -> Refusal | None:
    """Whether this account may open the vote now: its chair, with nothing in the way that blocks."""
    if closes_at is not None and closes_at <= now:
        past = Refusal("This time has passed. Please choose a later one.")
        return past.with_notes(closes_at=past)
    in_the_way = (obstacle.refusal for obstacle in found.obstacles if obstacle.blocks)
    return may_lead(db, community, found.chair, account) or next(in_the_way, None)


def open(act: Act, ref: str, closes_at: datetime) -> int:
    """Open a vote on the version that stands, until `closes_at`. Rule, roll and recusals are frozen into it.

    Refused to all but the acting chair, and while anything in the way blocks. The answer is the round.
    """
    if act.asker is None:
        raise SignInFirst
    motion = motion_at(act.db, act.community, ref)
    found = prospect(act.db, act.community, motion, act.now, closes_at)
    if refusal := may_open(act.db, act.community, found, act.asker, act.now, closes_at):
        raise refusal
    assert found.chair is not None
    round_ = len(found.rounds) + 1
    vote = new_id()
    act.db.execute(
        insert(Vote).values(
            community_id=act.community, id=vote, motion_id=motion.id, version=motion.version, body_key=found.body.key,
            round=round_, rule=freeze(found.body.law), opened_at=act.now, closes_at=closes_at,
        )
    )  # fmt: skip
    act.db.execute(insert(RollSeat), [_on_roll(act, vote, seat, found.recusals) for seat in found.seats])
    hold(act, motion.id, closes_at)
    record(
        act,
        "vote.open",
        actor=f"seat:{found.body.key}/{found.chair.number}",
        on=f"vote:{ref}/{round_}",
        facts={"motion": ref, "round": round_, "closes_at": written(closes_at), **frozen_facts(found)},
        sealed={"sources": sources_text(found.body.law)},
    )
    return round_


def _on_roll(act: Act, vote: UUID, seat: SeatRow, recusals: Mapping[int, RecusalRow]) -> dict[str, object]:
    recusal = recusals.get(seat.number)
    return {
        "community_id": act.community,
        "vote_id": vote,
        "seat": seat.number,
        "category": seat.category,
        "membership_id": seat.membership_id,
        "recused_why": recusal.reason if recusal else None,
    }


def frozen_facts(found: Prospect) -> dict[str, object]:
    """What the book says that a vote is decided under: version, body, rule, sources, roll and their numbers."""
    law, best = found.body.law, found.best
    facts: dict[str, object] = {
        "version": found.motion.version,
        "body": found.body.key,
        "charter": law.key,
        "rule": law.rule.facts(),
        "sources": source_dates(law),
        "roll": [
            {"seat": s.number, "category": s.category, "filled": s.filled, "recused": s.number in found.recusals}
            | ({"member": s.member} if s.filled else {})
            for s in found.seats
        ],
        "seats": len(found.seats),
        "filled": sum(seat.filled for seat in found.seats),
        "recused": len(found.recusals),
    }
    return facts if best.base in UNKNOWN_BEFORE else facts | {"of": best.of, "needed": best.needed}


# ── void ──


def may_void(db: Db, community: UUID, stands: Standing, chair: SeatRow | None, account: UUID | None) -> Refusal | None:
    """Whether a vote may be called off: by the acting chair, while it runs, before the first ballot."""
    if refusal := may_lead(db, community, chair, account):
        return refusal
    if stands.state is not State.OPEN:
        return Refusal("This vote has ended already.")
    if any(seat.voted for seat in stands.roll):
        return Refusal("Somebody has voted. From now on only the deadline ends this vote.")
    return None


def void(act: Act, ref: str, reason: str) -> None:
    """Call a vote off, saying why; the motion stands as before, and another round may open."""
    if act.asker is None:
        raise SignInFirst
    motion = motion_at(act.db, act.community, ref)
    vote = latest_vote(act.db, act.community, motion.id)
    if vote is None:
        raise Refusal("No vote runs on this motion.")
    chair = acting_chair(seats_of(act.db, act.community, vote.body), recusals_of(act.db, act.community, motion.id))
    if refusal := may_void(act.db, act.community, standing(act.db, vote, act.now), chair, act.asker):
        raise refusal
    assert chair is not None
    need_reason(reason)
    entry = record(
        act, "vote.void", actor=f"seat:{vote.body}/{chair.number}", on=vote.on,
        facts={"motion": ref, "round": vote.round}, sealed={"reason": reason},
    )  # fmt: skip
    act.db.execute(
        update(Vote)
        .where(VOTE.community_id == act.community, VOTE.id == vote.id)
        .values(ended_at=act.now, entry=entry, voided_why=reason)
    )
    release(act, motion.id)


def need_reason(reason: str) -> None:
    """A reason is a few words at least; the record shows it."""
    if len(reason) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(reason=short)
