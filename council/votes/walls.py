"""The walls round a vote that the database itself keeps: rule and roll as frozen, ballots as they stood at the end."""

from council.kit.engines import refuse

FROZEN = ("community_id", "id", "motion_id", "version", "body_key", "round", "rule", "opened_at", "closes_at")
MOTION = ("community_id", "motion_id")
ROUND = (*MOTION, "round")
KEY = ("community_id", "vote_id", "seat")


def walls(dialect: str) -> list[str]:
    """The triggers of votes, as statements for "sqlite" or "postgresql". None asks the time.

    Every table also refuses an INSERT over a standing key, which SQLite's INSERT OR REPLACE would overwrite.
    """
    statements = [
        *refuse(
            "vote_frozen", "vote", "UPDATE", dialect,
            when=f"OLD.ended_at IS NOT NULL OR {_changed(FROZEN)}", why="a vote is frozen when it opens",
        ),
        *refuse("vote_stays", "vote", "DELETE", dialect, why="a vote is never removed"),
        *refuse(
            "vote_once", "vote", "INSERT", dialect,
            when=f"{_standing('vote', FROZEN[:2])} OR {_standing('vote', ROUND)}"
            f" OR {_standing('vote', MOTION, 't.ended_at IS NULL')}",
            why="this vote stands",
        ),
        *refuse(
            "roll_frozen", "roll", "UPDATE", dialect,
            when=f"OLD.vacated_at IS NOT NULL OR {_changed((*KEY, 'category'))} OR {_ended()}"
            f" OR {_changed_or_set(('membership_id', 'recused_why'))}",
            why="a roll is frozen when its vote opens",
        ),
        *refuse("roll_stays", "roll", "DELETE", dialect, why="a seat is never taken off a roll"),
        *refuse(
            "roll_once", "roll", "INSERT", dialect,
            when=f"{_standing('roll', KEY)} OR {_standing('ballot', KEY[:2])} OR {_ended()}",
            why="a roll is frozen when its vote opens",
        ),
        *refuse(
            "ballot_frozen", "ballot", "UPDATE", dialect,
            when=f"{_changed(KEY)} OR NEW.entry <= OLD.entry OR {_ended()}",
            why="a ballot changes only by a later entry, while its vote runs",
        ),
        *refuse("ballot_stays", "ballot", "DELETE", dialect, why="a ballot is never removed"),
        *refuse(
            "ballot_once", "ballot", "INSERT", dialect,
            when=f"{_standing('ballot', KEY)} OR {_ended()}", why="one ballot for each seat, while its vote runs",
        ),
    ]  # fmt: skip
    if dialect == "postgresql":
        for table in ("vote", "roll", "ballot"):
            statements += refuse(f"{table}_not_emptied", table, "TRUNCATE", dialect, why="votes are never removed")
    return statements


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


def _changed_or_set(columns: tuple[str, ...]) -> str:
    text = "coalesce(CAST({0}.{1} AS TEXT), '')"
    return " OR ".join(f"{text.format('NEW', column)} <> {text.format('OLD', column)}" for column in columns)


def _standing(table: str, key: tuple[str, ...], *which: str) -> str:
    same = " AND ".join((*(f"t.{column} = NEW.{column}" for column in key), *which))
    return f"EXISTS (SELECT 1 FROM {table} t WHERE {same})"


def _ended() -> str:
    return (
        "EXISTS (SELECT 1 FROM vote v WHERE v.community_id = NEW.community_id"
        " AND v.id = NEW.vote_id AND v.ended_at IS NOT NULL)"
    )
