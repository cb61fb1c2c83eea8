"""Which ballots stand in the database: what was acknowledged must be among them."""

from collections.abc import Set as AbstractSet

from sqlalchemy import and_, create_engine, select
from sqlmodel import SQLModel

from council.bench.voting import Ballot, Voting

TABLES = [SQLModel.metadata.tables[name] for name in ("ballot", "vote", "motion", "community_slug")]
BALLOT, VOTE, MOTION, SLUG = (table.c for table in TABLES)


def ballots_found(url: str) -> set[Ballot]:
    """Every ballot of a vote that has not ended, read beside the server or after its death."""
    query = (
        select(SLUG.county_slug, SLUG.slug, MOTION.year, MOTION.number, BALLOT.seat)
        .join(
            SQLModel.metadata.tables["vote"], and_(VOTE.community_id == BALLOT.community_id, VOTE.id == BALLOT.vote_id)
        )
        .join(
            SQLModel.metadata.tables["motion"],
            and_(MOTION.community_id == VOTE.community_id, MOTION.id == VOTE.motion_id),
        )
        .join(TABLES[3], SLUG.community_id == BALLOT.community_id)
        .where(VOTE.ended_at.is_(None))
    )
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {(f"/{county}/{slug}", f"{y}-{n}", seat) for county, slug, y, n, seat in connection.execute(query)}
    finally:
        engine.dispose()


def lost(acknowledged: AbstractSet[Ballot], found: AbstractSet[Ballot]) -> int:
    """How many ballots were acknowledged and are not there."""
    return len(acknowledged - found)


LAST_BURST = 300  # ballots until the server is killed


def kill_and_count(voting: Voting, url: str) -> int:
    """Count the ballots, kill the server in the midst of more, count again: how many of those acknowledged are not
    there."""
    before = lost(voting.acknowledged, ballots_found(url))
    voting.until_killed(LAST_BURST)
    return before + lost(voting.acknowledged, ballots_found(url))
