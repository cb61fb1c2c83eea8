"""A vote ends by its deadline and by nothing else. The clock closes what is due before any other act: the rooms above
compose that (council.procedure.settling), because matters go on with it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from council.kit.act import Act
from council.kit.db import Reader
from council.ledger.acts import record, written
from council.motions.acts import conclude
from council.rules.book import canonical
from council.rules.refusal import Refusal
from council.rules.threshold import judge
from council.votes.reading import VOTE, Chosen, VoteRow, choices_of, rolls_of
from council.votes.standing import count
from council.votes.tables import Vote


def due_communities(db: Reader, now: datetime) -> list[UUID]:
    """Where a vote is past its deadline and not closed. The one query that looks across communities: it is asked
    by the server's own clock alone, which then goes through each community's own door."""
    query = select(VOTE.community_id).where(VOTE.ended_at.is_(None), VOTE.closes_at <= now).distinct()
    return [row.community_id for row in db.rows(query)]


def may_close(vote: VoteRow, now: datetime) -> Refusal | None:
    """Nobody closes a vote before its deadline, and nobody twice."""
    if vote.ended_at is not None:
        return Refusal("This vote has ended already.")
    if now < vote.closes_at:
        return Refusal("This vote ends on %(closes)s and not before.", closes=vote.closes_at)
    return None


def close(act: Act, vote: VoteRow) -> int:
    """Judge under the frozen rule, open the seals of the standing choices, and enter it. The entry's number."""
    if refusal := may_close(vote, act.now):
        raise refusal
    roll = rolls_of(act.db, act.community, [vote.id])[vote.id]
    chosen = choices_of(act.db, act.community, [vote.id]).get(vote.id, {})
    counted = count(roll, {seat: ballot.choice for seat, ballot in chosen.items()})
    verdict = judge(vote.law.rule, counted)
    entry = record(
        act,
        "vote.close",
        actor="clock",
        on=vote.on,
        facts={
            "closes_at": written(vote.closes_at),
            "round": vote.round,
            "version": vote.version,
            "verdict": verdict.facts(),
            "seats": counted.seats,
            "filled": counted.filled,
            "recused": counted.recused,
            "vacated": [seat.seat for seat in roll if seat.vacated_at],
            "ballots": [_revealed(ballot) for ballot in chosen.values()],
            "superseded": sum(ballot.changes for ballot in chosen.values()),
        },
        event_id=f"clock:close:{vote.id}",
    )
    act.db.execute(
        update(Vote)
        .where(VOTE.community_id == act.community, VOTE.id == vote.id)
        .values(ended_at=act.now, entry=entry, verdict=canonical(verdict.facts()).decode())
    )
    conclude(act, vote.motion_id, verdict.outcome)
    return entry


def _revealed(ballot: Chosen) -> dict[str, object]:
    return {"seat": ballot.seat, "choice": ballot.choice, "entry": ballot.entry, "salt": ballot.salt}
