"""What the database itself refuses, whoever asks it: attacks written by hand, on both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.village import Village
from tests.votes.scene import opened, send_all, tick, vote_on

REFUSED = (
    "an entry is never changed|entries follow one another|opened is never changed|opened once|a book|is frozen"
    "|is never|never removed|stands|one ballot|a ballot changes|an event is entered once"
)


def attack(village: Village, statement: str) -> None:
    """Run a statement straight through the writing connection, as an intruder with the file would."""
    vote = vote_on(village, "2026-1")
    ids = {"c": village.id.hex if village.db.lite else village.id, "v": vote.id.hex if village.db.lite else vote.id}
    with village.db.writing.connect() as connection, connection.begin():
        connection.execute(text(statement), ids)


@pytest.fixture
def running(village: Village) -> Village:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 6)})
    return village


@pytest.fixture
def ended(running: Village) -> Village:
    tick(running)
    return running


ALWAYS = {
    "a ballot is taken away": "DELETE FROM ballot WHERE community_id = :c AND seat = 1",
    "a ballot moves to another seat": "UPDATE ballot SET seat = 9 WHERE community_id = :c AND seat = 1",
    "a choice is changed without an entry": "UPDATE ballot SET choice = 'against' WHERE community_id = :c AND seat = 1",
    "a second ballot for a seat": "INSERT INTO ballot"
    " (community_id, vote_id, seat, choice, salt, entry, sent_at, changes)"
    " SELECT community_id, vote_id, seat, 'against', salt, entry + 1, sent_at, changes FROM ballot"
    " WHERE community_id = :c AND seat = 1",
    "a seat is taken off the roll": "DELETE FROM roll WHERE community_id = :c AND seat = 9",
    "a seat is given to somebody else": "UPDATE roll SET membership_id = NULL WHERE community_id = :c AND seat = 9",
    "a seat is recused afterwards": "UPDATE roll SET recused_why = 'x' WHERE community_id = :c AND seat = 9",
    "a seat changes its category": "UPDATE roll SET category = 'new' WHERE community_id = :c AND seat = 1",
    "a seat joins the roll": "INSERT INTO roll (community_id, vote_id, seat, category) VALUES (:c, :v, 14, 'new')",
    "the deadline moves": "UPDATE vote SET closes_at = opened_at WHERE community_id = :c",
    "the rule changes": "UPDATE vote SET rule = '{}' WHERE community_id = :c",
    "the opening moves": "UPDATE vote SET opened_at = closes_at WHERE community_id = :c",
    "another version is voted on": "UPDATE vote SET version = 2 WHERE community_id = :c",
    "a vote is removed": "DELETE FROM vote WHERE community_id = :c",
    "an entry is changed": "UPDATE ledger_entry SET body = '{}' WHERE community_id = :c AND seq = 5",
    "an entry is removed": "DELETE FROM ledger_entry WHERE community_id = :c AND seq = 5",
    "an entry leaves a gap": "INSERT INTO ledger_entry SELECT * FROM ledger_entry WHERE community_id = :c AND seq = 5",
    "an opening is changed": "UPDATE ledger_opening SET value = 'x' WHERE community_id = :c",
    "the book shrinks": "UPDATE ledger_head SET size = 1 WHERE community_id = :c",
    "the book is taken away": "DELETE FROM ledger_head WHERE community_id = :c",
}
AFTERWARDS = {
    "a ballot comes late": "INSERT INTO ballot (community_id, vote_id, seat, choice, salt, entry, sent_at, changes)"
    " VALUES (:c, :v, 9, 'for', 'x', 99, CURRENT_TIMESTAMP, 0)",
    "a ballot changes late": "UPDATE ballot SET choice = 'against', entry = 99 WHERE community_id = :c AND seat = 1",
    "the verdict changes": "UPDATE vote SET verdict = '{}' WHERE community_id = :c",
    "the vote opens again": "UPDATE vote SET ended_at = NULL WHERE community_id = :c",
    "a seat is marked as vacated late": "UPDATE roll SET vacated_at = CURRENT_TIMESTAMP WHERE community_id = :c",
}
REPLACED = {
    "ballot": "INSERT OR REPLACE INTO ballot SELECT community_id, vote_id, seat, 'against', salt, entry + 1, sent_at,"
    " changes FROM ballot WHERE community_id = :c AND seat = 1",
    "roll": "INSERT OR REPLACE INTO roll SELECT * FROM roll WHERE community_id = :c AND seat = 9",
    "vote": "INSERT OR REPLACE INTO vote SELECT * FROM vote WHERE community_id = :c",
    "event": "INSERT OR REPLACE INTO ledger_entry (community_id, seq, act, subject, recorded_at, event_id, body, leaf)"
    " SELECT community_id, (SELECT max(seq) + 1 FROM ledger_entry WHERE community_id = :c), act, subject,"
    " recorded_at, event_id, body, leaf FROM ledger_entry WHERE community_id = :c AND seq = 5",
    "ledger_entry": "INSERT OR REPLACE INTO ledger_entry"
    " SELECT * FROM ledger_entry WHERE community_id = :c AND seq = 5",
    "round": "INSERT OR REPLACE INTO vote (community_id, id, motion_id, version, body_key, round, rule, opened_at,"
    " closes_at, ended_at) SELECT community_id, motion_id, motion_id, version, body_key, round, rule, opened_at,"
    " closes_at, closes_at FROM vote WHERE community_id = :c",
    "running vote": "INSERT OR REPLACE INTO vote (community_id, id, motion_id, version, body_key, round, rule,"
    " opened_at, closes_at) SELECT community_id, motion_id, motion_id, version, body_key, round + 1, rule, opened_at,"
    " closes_at FROM vote WHERE community_id = :c",
    "ledger_opening": "INSERT OR REPLACE INTO ledger_opening SELECT * FROM ledger_opening WHERE community_id = :c",
    "ledger_head": "INSERT OR REPLACE INTO ledger_head SELECT * FROM ledger_head WHERE community_id = :c",
}


@pytest.mark.parametrize("statement", ALWAYS.values(), ids=ALWAYS.keys())
def test_the_database_refuses_it_while_a_vote_runs(running: Village, statement: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSED):
        attack(running, statement)


@pytest.mark.parametrize("statement", [*ALWAYS.values(), *AFTERWARDS.values()], ids=[*ALWAYS, *AFTERWARDS])
def test_the_database_refuses_it_after_the_vote(ended: Village, statement: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSED):
        attack(ended, statement)


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("table", REPLACED)
def test_nothing_is_overwritten_by_replace(running: Village, table: str, recursive: str) -> None:
    """SQLite fires no DELETE trigger for REPLACE unless told to, so the INSERT is refused by itself. On PostgreSQL,
    which has no REPLACE, the same INSERT with ON CONFLICT."""
    if running.db.lite:
        pragma, statement = f"PRAGMA recursive_triggers={recursive}", REPLACED[table]
    else:
        pragma, statement = (
            "SELECT 1",
            REPLACED[table].replace("INSERT OR REPLACE", "INSERT") + " ON CONFLICT DO NOTHING",
        )
    with running.db.writing.connect() as connection:
        connection.exec_driver_sql(pragma)
    with pytest.raises(DBAPIError, match=REFUSED):
        attack(running, statement)


BY_ROW_NUMBER = {
    "an entry over another": "INSERT OR REPLACE INTO ledger_entry (rowid, community_id, seq, act, subject, recorded_at,"
    " event_id, body, leaf) SELECT rowid, community_id, (SELECT max(seq) + 1 FROM ledger_entry), act, subject,"
    " recorded_at, 'x', body, leaf FROM ledger_entry WHERE community_id = :c AND seq = 5",
    "a ballot over another": "INSERT OR REPLACE INTO ballot (rowid, community_id, vote_id, seat, choice, salt, entry,"
    " sent_at, changes) SELECT rowid, community_id, vote_id, 9, 'for', 'x', 99, sent_at, 0 FROM ballot"
    " WHERE community_id = :c AND seat = 1",
    "a ballot moved over another": "UPDATE OR REPLACE ballot SET entry = 99, rowid = (SELECT rowid FROM ballot"
    " WHERE community_id = :c AND seat = 1) WHERE community_id = :c AND seat = 2",
}


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_nothing_is_overwritten_by_the_number_of_its_row(running: Village, recursive: str) -> None:
    """SQLite numbers rows beside their key, and OR REPLACE overwrites by that number too; PostgreSQL has neither."""
    for statement in BY_ROW_NUMBER.values() if running.db.lite else ():
        with running.db.writing.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA recursive_triggers={recursive}")
        with pytest.raises(DBAPIError, match=REFUSED):
            attack(running, statement)


@pytest.mark.parametrize("table", ["vote", "roll", "ballot", "ledger_entry"])
def test_no_table_is_emptied(running: Village, table: str) -> None:
    with pytest.raises(DBAPIError, match=REFUSED):
        attack(running, f"TRUNCATE {table} CASCADE" if not running.db.lite else f"DELETE FROM {table}")


def test_another_communitys_seat_cannot_hold_a_ballot_here(running: Village, found: Callable[..., Village]) -> None:
    other = found()
    statement = "INSERT INTO ballot (community_id, vote_id, seat, choice, salt, entry, sent_at, changes) VALUES" \
        " (:o, :v, 9, 'for', 'x', 99, CURRENT_TIMESTAMP, 0)"  # fmt: skip
    with pytest.raises(DBAPIError):
        attack(running, statement.replace(":o", f"'{other.id.hex if other.db.lite else other.id}'"))
