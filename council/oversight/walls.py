"""What the database itself refuses about reminders, whoever asks it."""

from council.kit.engines import refuse


def walls(dialect: str) -> list[str]:
    """DDL: a reminder that was sent stays as it was sent, and is never removed."""
    key = ("community_id", "motion_id", "entry")
    same = " AND ".join(f"kept.{column} = NEW.{column}" for column in key)
    stands = f"EXISTS (SELECT 1 FROM reminder AS kept WHERE {same})"
    statements = [
        *refuse("reminder_stays", "reminder", "UPDATE", dialect, why="a reminder stays as it was sent"),
        *refuse("reminder_once", "reminder", "INSERT", dialect, when=stands, why="this reminder stands"),
    ]
    for verb in ("DELETE",) if dialect == "sqlite" else ("DELETE", "TRUNCATE"):
        why = "a reminder is never removed"
        statements += refuse(f"reminder_never_{verb.lower()}", "reminder", verb, dialect, why=why)
    return statements
