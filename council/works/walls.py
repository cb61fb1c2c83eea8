"""What the database itself refuses about works, whoever asks it."""

from council.kit.engines import refuse

ONLY_ADDED_TO = {
    "work_person": ("motion_id", "membership_id"),
    "work_milestone": ("motion_id", "position"),
    "work_contract": ("motion_id", "entry"),
    "work_progress": ("motion_id", "number"),
    "work_photo": ("motion_id", "number", "position"),
    "work_check": ("motion_id", "number"),
    "work_answer": ("motion_id", "number"),
    "work_extension": ("motion_id", "entry"),
    "work_money": ("allowed_by",),
    "work_acceptance": ("motion_id", "entry"),
}
BEGUN = (
    "community_id", "motion_id", "year", "number", "version", "body_key", "begun_on", "due", "budget_fen",
    "money_from", "begun_at", "entry",
)  # fmt: skip


def walls(dialect: str) -> list[str]:
    """DDL: what was reported, found and answered stays as it was; what was resolved is not changed behind its back."""
    gone = ("DELETE",) if dialect == "sqlite" else ("DELETE", "TRUNCATE")
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in BEGUN)
    statements = refuse(
        "undertaking_begun", "undertaking", "UPDATE", dialect, when=changed, why="a work stays as it was begun"
    )
    statements += once("undertaking", ("motion_id",), dialect)
    for table, key in ONLY_ADDED_TO.items():
        statements += refuse(f"{table}_stays", table, "UPDATE", dialect, why="what was said of a work stays")
        statements += once(table, key, dialect)
    for table in ("undertaking", *ONLY_ADDED_TO):
        for verb in gone:
            name = f"{table}_never_{verb.lower()}"
            statements += refuse(name, table, verb, dialect, why="what was said of a work is never removed")
    return statements


def once(table: str, key: tuple[str, ...], dialect: str) -> list[str]:
    """No row stands in place of another."""
    same = " AND ".join(f"kept.{column} = NEW.{column}" for column in ("community_id", *key))
    stands = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})"
    return refuse(f"{table}_once", table, "INSERT", dialect, when=stands, why="this stands already")
