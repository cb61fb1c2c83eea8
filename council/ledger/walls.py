"""What the database itself refuses about the book, whoever asks it: even our own code, even by REPLACE."""

from council.kit.engines import refuse

NEXT = (
    "NEW.seq <> (SELECT coalesce(max(kept.seq), 0) + 1 FROM ledger_entry AS kept"
    " WHERE kept.community_id = NEW.community_id)"
)


def walls(dialect: str) -> list[str]:
    """DDL: entries only follow one another, the head only grows, what was opened stays as it was."""
    never = "UPDATE DELETE" if dialect == "sqlite" else "UPDATE DELETE TRUNCATE"
    gone = never.removeprefix("UPDATE ")
    grows = "NEW.size <> OLD.size + 1 OR NEW.community_id <> OLD.community_id"
    refused = (
        ("ledger_entry_stands", "ledger_entry", never, "TRUE", "an entry is never changed"),
        ("ledger_entry_follows", "ledger_entry", "INSERT", NEXT, "entries follow one another"),
        (
            "ledger_entry_once",
            "ledger_entry",
            "INSERT",
            _stands("ledger_entry", "event_id"),
            "an event is entered once",
        ),
        ("ledger_head_stands", "ledger_head", gone, "TRUE", "a book is never taken away"),
        ("ledger_head_grows", "ledger_head", "UPDATE", grows, "a book only grows"),
        ("ledger_head_once", "ledger_head", "INSERT", _stands("ledger_head"), "a book begins once"),
        ("ledger_opening_stands", "ledger_opening", never, "TRUE", "what was opened is never changed"),
        ("ledger_opening_once", "ledger_opening", "INSERT", _stands("ledger_opening", "seq", "field"), "opened once"),
    )
    return [
        statement
        for name, table, verbs, when, why in refused
        for statement in refuse(name, table, verbs, dialect, when=when, why=why)
    ]


def _stands(table: str, *keys: str) -> str:
    same = " AND ".join(f"kept.{key} = NEW.{key}" for key in ("community_id", *keys))
    return f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same})"


def paper_walls(dialect: str) -> list[str]:
    """DDL: what was kept as evidence stays as it was; a paper is only ever published."""
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("community_id", "sha256", "kind", "size", "kept_at"))
    never = "UPDATE DELETE" if dialect == "sqlite" else "UPDATE DELETE TRUNCATE"
    gone = never.removeprefix("UPDATE ")
    refused = (
        ("paper_stands", "paper", "UPDATE", f"OLD.published_at IS NOT NULL OR {changed}", "a paper is never changed"),
        ("paper_stays", "paper", gone, "TRUE", "a paper is never taken away"),
        ("paper_once", "paper", "INSERT", _stands("paper", "sha256"), "a paper is kept once"),
        ("paper_content_stands", "paper_content", never, "TRUE", "a paper is never changed"),
        ("paper_content_once", "paper_content", "INSERT", _stands("paper_content", "sha256", "size"), "kept once"),
    )
    return [
        statement
        for name, table, verbs, when, why in refused
        for statement in refuse(name, table, verbs, dialect, when=when, why=why)
    ]
