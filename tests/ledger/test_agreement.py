"""Whoever changes a table behind the acts' back, and leaves the book as it is, is found out by `verify`."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from council.hall.verification import Verified, verify_kept
from council.kit import clock
from council.votes.acts import cast, open, void
from tests.ledger.busy import busy
from tests.ledger.demo_world import DemoVillage as Village
from tests.ledger.demo_world import demo_village

__all__ = ["busy", "demo_village"]
TAMPERINGS = [
    "UPDATE ballot SET choice = 'for' WHERE choice = 'against' AND entry = 33",
    "UPDATE ballot SET choice = 'against' WHERE entry = (SELECT max(entry) FROM ballot)",
    "UPDATE ballot SET seat = 13 WHERE seat = 12 AND entry = (SELECT max(entry) FROM ballot)",
    "DELETE FROM ballot WHERE entry = (SELECT max(entry) FROM ballot)",
    "UPDATE vote SET verdict = replace(verdict, '\"yes\":10', '\"yes\":11')",
    "UPDATE vote SET verdict = replace(verdict, 'rejected', 'passed')",
    "UPDATE vote SET closes_at = datetime(closes_at, '+1 day') WHERE ended_at IS NULL",
    "UPDATE vote SET ended_at = NULL, verdict = NULL WHERE round = 2",
    "UPDATE vote SET rule = replace(rule, '2/3', '1/2')",
    "UPDATE vote SET rule = '{}'",
    "DELETE FROM vote WHERE round = 2",
    "UPDATE roll SET category = 'new' WHERE seat = 1",
    "UPDATE roll SET recused_why = NULL WHERE recused_why IS NOT NULL",
    "UPDATE roll SET membership_id = NULL WHERE seat = 2",
    "UPDATE motion SET outcome = 'passed' WHERE outcome IS NULL AND number IS NOT NULL",
    "UPDATE motion SET withdrawn_at = NULL",
    "UPDATE motion SET number = 99 WHERE number = 1",
    "UPDATE motion SET state = 'passed' WHERE state = 'put'",
    "UPDATE motion_count SET count = count + 1",
    "UPDATE motion_version SET title = title || '。' WHERE version = 2",
    "UPDATE motion_version SET cost_fen = cost_fen + 1 WHERE cost_fen = 3840000",
    "UPDATE motion_version SET text = text || '，另加三盏' WHERE text LIKE '%路灯%' OR text LIKE '%没有灯%'",
    "UPDATE motion_version SET done_by_day = date(done_by_day, '+1 day') WHERE version = 2",
    "UPDATE tenure SET ended_at = NULL WHERE ended_at IS NOT NULL",
    "UPDATE tenure SET ended_at = began_at WHERE seat = 8",
    "UPDATE tenure SET office = 'chair' WHERE seat = 1",
    "UPDATE tenure SET seat = 13 WHERE seat = 1 AND body_key = 'yishihui'",
    "UPDATE seat SET category = 'new' WHERE number = 1",
    "UPDATE membership SET name = '李四' WHERE number = 1",
    "UPDATE body SET key = 'other' WHERE key = 'yishihui'",
    "UPDATE body SET charter = 'representatives_xiawei' WHERE charter = 'representatives'",
    "DELETE FROM tenure WHERE seat = 900",
]


def verified(village: Village) -> Verified:
    return village.look(lambda db: verify_kept(db, village.id))


def tamper(village: Village, statement: str) -> int:
    """As someone with the file and no scruples: every trigger and key is out of the way."""
    path = Path(village.db.url.removeprefix("sqlite:///"))
    connection = sqlite3.connect(path)
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        changed = connection.execute(statement).rowcount
        connection.commit()
    finally:
        connection.close()
    return changed


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_a_table_that_was_changed_is_found_out(demo_village: Village, statement: str) -> None:
    assert not verified(demo_village).faults
    assert tamper(demo_village, statement), "nothing was changed"
    assert verified(demo_village).faults


def test_the_entry_that_spoke_of_it_is_named(demo_village: Village) -> None:
    tamper(demo_village, "UPDATE vote SET verdict = replace(verdict, 'rejected', 'passed')")
    assert [fault.entry for fault in verified(demo_village).faults] == [58]


def test_whatever_is_done_by_acts_agrees(busy: Village) -> None:
    ref = busy.motion(8)
    busy.do(8, cast, ref, "against")
    busy.do(8, cast, ref, "for")
    assert not verified(busy).faults
    with clock.at(clock.now() + timedelta(days=4)):
        busy.do(7, open, busy.motion(9), clock.now() + timedelta(days=3))
        assert not verified(busy).faults
        busy.do(7, void, busy.motion(9), "学校的安排还没有定，先放一放")
    found = verified(busy)
    assert not found.faults
    assert found.size == len(busy.entries())
