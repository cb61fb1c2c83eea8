"""What the database itself refuses about meetings: a closed count, a frozen agenda, a roll after the end."""

from council.kit.engines import refuse

MEETING = ("community_id", "meeting_id")
ITEM = (*MEETING, "position")
NOTICE = ("community_id", "id", "body_key", "held_on", "ordinal", "law", "sent_on", "called_at")
ROLL = (*MEETING, "membership_id", "number", "category", "woman", "own")


def walls(dialect: str) -> list[str]:
    """The triggers of meetings, as statements for "sqlite" or "postgresql". None asks the time."""
    closed = (
        "EXISTS (SELECT 1 FROM meeting m WHERE m.community_id = {0}.community_id AND m.id = {0}.meeting_id AND {1})"
    )
    ended = (
        "EXISTS (SELECT 1 FROM poll p WHERE p.community_id = NEW.community_id AND p.meeting_id = NEW.meeting_id"
        " AND p.position = NEW.position AND p.ended_at IS NOT NULL)"
    )
    over = closed.format("NEW", "m.closed_at IS NOT NULL")
    refused = (
        (
            "meeting_stands", "meeting", "UPDATE",
            f"OLD.closed_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL OR {_changed(NOTICE)}",
            "a meeting is held as it was called",
        ),
        ("meeting_stays", "meeting", "DELETE", "TRUE", "a meeting is never removed"),
        ("meeting_once", "meeting", "INSERT", _standing("meeting", ("community_id", "id")), "this meeting stands"),
        (
            "agenda_item_stands", "agenda_item", "UPDATE",
            f"OLD.deferred_at IS NOT NULL OR {over} OR {_changed((*ITEM, 'title', 'kind'))}", "an agenda is frozen",
        ),
        ("agenda_item_stays", "agenda_item", "DELETE", "TRUE", "an agenda is frozen"),
        (
            "agenda_item_once", "agenda_item", "INSERT",
            f"{_standing('agenda_item', ITEM)} OR {over}", "an agenda is frozen",
        ),
        ("attendance_stands", "attendance", "UPDATE", f"{over} OR {_changed(ROLL)}", "the roll of a meeting is frozen"),
        ("attendance_stays", "attendance", "DELETE", "TRUE", "nobody is taken off a roll"),
        (
            "attendance_once", "attendance", "INSERT",
            f"{_standing('attendance', (*MEETING, 'membership_id'))} OR {over}", "the roll of a meeting is frozen",
        ),
        (
            "tally_stands", "tally", "UPDATE", f"OLD.closed_at IS NOT NULL OR {_changed(ITEM)}",
            "a closed count is never changed",
        ),
        ("tally_stays", "tally", "DELETE", "TRUE", "a count is never removed"),
        ("tally_once", "tally", "INSERT", f"{_standing('tally', ITEM)} OR {over}", "one count for each item"),
        ("poll_stands", "poll", "UPDATE", f"OLD.ended_at IS NOT NULL OR {_changed(ITEM)}", "a poll ends once"),
        ("poll_stays", "poll", "DELETE", "TRUE", "a poll is never removed"),
        ("poll_once", "poll", "INSERT", _standing("poll", ITEM), "one poll for each item"),
        (
            "phone_vote_stands",
            "phone_vote",
            "UPDATE",
            f"{ended} OR NEW.entry <= OLD.entry OR {_changed((*ITEM, 'membership_id', 'ballot'))}",
            "a vote changes only by a later entry, while its poll runs",
        ),
        ("phone_vote_stays", "phone_vote", "DELETE", "TRUE", "a vote is never removed"),
        (
            "phone_vote_once",
            "phone_vote",
            "INSERT",
            f"{ended} OR {_standing('phone_vote', (*ITEM, 'membership_id'))}",
            "one vote for each, while its poll runs",
        ),
        (
            "correction_stands", "correction", "UPDATE",
            f"OLD.confirmed_at IS NOT NULL OR {_changed((*MEETING, 'number', 'text'))}", "a correction stands",
        ),
        ("correction_stays", "correction", "DELETE", "TRUE", "a correction is never removed"),
    )  # fmt: skip
    statements = [
        statement
        for name, table, verbs, when, why in refused
        for statement in refuse(name, table, verbs, dialect, when=when, why=why)
    ]
    if dialect == "postgresql":
        for table in ("meeting", "agenda_item", "attendance", "tally", "correction", "poll", "phone_vote"):
            statements += refuse(f"{table}_not_emptied", table, "TRUNCATE", dialect, why="meetings are never removed")
    return statements


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


def _standing(table: str, key: tuple[str, ...]) -> str:
    same = " AND ".join(f"t.{column} = NEW.{column}" for column in key)
    return f"EXISTS (SELECT 1 FROM {table} t WHERE {same})"
