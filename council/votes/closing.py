"""A vote ends by its deadline and by nothing else. The clock closes what is due before any other act: the rooms above
compose that (council.procedure.settling), because matters go on with it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from council.kit.act import Act
from council.kit.db import Reader
from council.ledger.acts import record, written
from council.motions.acts import conclude
from council.rules.book import canonical
from council.rules.refusal import Refusal
from council.rules.threshold import Verdict, judge
from council.votes.reading import VOTE, Chosen, RollRow, VoteRow, choices_of, rolls_of
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
    verdict, facts = closing_facts(vote, roll, chosen)
    entry = record(act, "vote.close", actor="clock", on=vote.on, facts=facts, event_id=closing_event(vote.id))
    act.db.execute(
        update(Vote)
        .where(VOTE.community_id == act.community, VOTE.id == vote.id)
        .values(ended_at=act.now, entry=entry, verdict=canonical(verdict.facts()).decode())
    )
    conclude(act, vote.motion_id, verdict.outcome)
    return entry


def closing_facts(
    vote: VoteRow, roll: Collection[RollRow], chosen: Mapping[int, Chosen]
) -> tuple[Verdict, dict[str, object]]:
    """The verdict under the frozen rule, and what the book says of it; it opens the seals of the standing choices."""
    counted = count(roll, {seat: ballot.choice for seat, ballot in chosen.items()})
    verdict = judge(vote.law.rule, counted)
    return verdict, {
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
    }


def closing_event(vote: UUID) -> str:
    """A vote is closed under this event, so that two clocks close it once."""
    return f"clock:close:{vote}"


def _revealed(ballot: Chosen) -> dict[str, object]:
    return {"seat": ballot.seat, "choice": ballot.choice, "entry": ballot.entry, "salt": ballot.salt}
