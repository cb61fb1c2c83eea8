"""What the database itself refuses about answers to works, whoever asks it."""

from council.kit.engines import refuse
from council.works.walls import once

SAID = (
    "community_id", "motion_id", "number", "round", "voter", "channel", "content", "finished", "text", "salt",
    "said_on", "at", "entry",
)  # fmt: skip


def walls(dialect: str) -> list[str]:
    """DDL: an answer stays as it was given, and goes nowhere; its cleared line is not taken back."""
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in SAID)
    back = "(OLD.cleared_at IS NOT NULL AND NEW.cleared_at IS NULL)"
    statements = refuse(
        "work_rating_stays", "work_rating", "UPDATE", dialect, when=f"{changed} OR {back}", why="an answer stays"
    )
    statements += once("work_rating", ("motion_id", "number"), dialect)
    for verb in ("DELETE",) if dialect == "sqlite" else ("DELETE", "TRUNCATE"):
        name = f"work_rating_never_{verb.lower()}"
        statements += refuse(name, "work_rating", verb, dialect, why="what was said of a work is never removed")
    return statements
