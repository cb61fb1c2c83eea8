"""What the database itself refuses about notices, objections and checks, whoever asks it."""

from council.kit.engines import refuse

POSTED = (
    "community_id", "id", "motion_id", "version", "about", "attempt", "stage", "law", "days", "posted_on", "place",
    "phone", "counted_to", "entered_at", "entry",
)  # fmt: skip
FILED = (
    "community_id", "id", "motion_id", "notice_id", "number", "channel", "category", "text", "salt", "code_hash",
    "filed_on", "filed_at", "entry", "reply_due",
)  # fmt: skip
DONE = ("ends_on", "taken_down_on", "sent_back_on", "ended_at")
ANSWERED = ("replied_at", "judged_at", "cleared_at", "unhappy_at")


def walls(dialect: str) -> list[str]:
    """DDL: what was posted or filed stays as it was; no end moves earlier; nothing done is taken back; nothing goes."""
    statements = [
        *refuse(
            "notice_posted", "notice", "UPDATE", dialect,
            when=f"{_changed(POSTED)} OR {_taken_back(DONE)}"
            " OR NEW.ends_on < OLD.ends_on", why="a notice stays as it was posted",
        ),
        *refuse(
            "notice_once", "notice", "INSERT", dialect,
            when=_standing("notice", "id") + " OR " + _standing("notice", "motion_id", "about", "attempt"),
            why="this notice stands",
        ),
        *refuse(
            "objection_filed", "objection", "UPDATE", dialect,
            when=f"{_changed(FILED)} OR {_taken_back(ANSWERED)}",
            why="an objection stays as it was filed",
        ),
        *refuse(
            "objection_once", "objection", "INSERT", dialect,
            when=_standing("objection", "id") + " OR " + _standing("objection", "motion_id", "number"),
            why="this objection stands",
        ),
        *refuse("check_mark_stays", "check_mark", "UPDATE", dialect, why="a check stays as it was said"),
        *refuse(
            "check_mark_once", "check_mark", "INSERT", dialect,
            when=_standing("check_mark", "motion_id", "step", "attempt", "entry"), why="this check stands",
        ),
    ]  # fmt: skip
    gone = "DELETE" if dialect == "sqlite" else "DELETE TRUNCATE"
    for table in ("notice", "objection", "check_mark"):
        for verb in gone.split():
            name = f"{table}_never_{verb.lower()}"
            statements += refuse(name, table, verb, dialect, why="what was published is never removed")
    return statements


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


def _taken_back(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"(OLD.{column} IS NOT NULL AND NEW.{column} IS NULL)" for column in columns)


def _standing(table: str, *key: str) -> str:
    same = " AND ".join(f"kept.{column} = NEW.{column}" for column in ("community_id", *key))
    return f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})"
