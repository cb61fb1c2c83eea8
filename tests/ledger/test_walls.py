"""Whoever reaches the database itself still cannot change what stands in the book without breaking it open."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from council.kit.act import Act
from council.ledger.acts import record
from tests.village import Village

ATTACKS = [
    "UPDATE ledger_entry SET body = '{}'",
    "UPDATE ledger_entry SET leaf = leaf",
    "UPDATE ledger_entry SET seq = seq + 100",
    "UPDATE ledger_entry SET event_id = 'x' WHERE seq = 1",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_entry WHERE seq = (SELECT max(seq) FROM ledger_entry)",
    "INSERT INTO ledger_entry SELECT community_id, 9, act, subject, recorded_at, 'x', content, body, leaf"
    " FROM ledger_entry",
    "INSERT INTO ledger_entry SELECT community_id, 0, act, subject, recorded_at, 'x', content, body, leaf"
    " FROM ledger_entry",
    "UPDATE ledger_head SET size = size - 1",
    "UPDATE ledger_head SET root = frontier",
    "UPDATE ledger_head SET size = size + 2",
    "DELETE FROM ledger_head",
    "UPDATE ledger_opening SET value = 'x'",
    "UPDATE ledger_opening SET salt = 'x'",
    "UPDATE ledger_opening SET field = 'x'",
    "DELETE FROM ledger_opening",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
    "REPLACE INTO ledger_entry SELECT community_id, seq, act, subject, recorded_at, event_id, content, '', leaf"
    " FROM ledger_entry",
    "INSERT OR REPLACE INTO ledger_head SELECT * FROM ledger_head",
    "REPLACE INTO ledger_opening SELECT * FROM ledger_opening",
    "UPDATE OR REPLACE ledger_entry SET seq = 2",
]
ON_POSTGRES = [
    "TRUNCATE ledger_entry CASCADE",
    "TRUNCATE ledger_opening",
    "TRUNCATE ledger_head CASCADE",
    "INSERT INTO ledger_opening SELECT * FROM ledger_opening"
    " ON CONFLICT (community_id, seq, field) DO UPDATE SET value = 'x'",
]


@pytest.fixture
def written(village: Village) -> Village:
    def write(act: Act) -> None:
        record(act, "motion.put", actor="seat:yishihui/7", sealed={"title": "装路灯", "what": "十二盏"})

    village.do(7, write)
    village.do(8, write)
    return village


def everything(village: Village) -> list[Any]:
    tables = ("ledger_entry", "ledger_head", "ledger_opening")
    return [
        village.look(lambda db, table=table: sorted(map(repr, db.rows(text(f"SELECT * FROM {table}")))))
        for table in tables
    ]


def test_every_attack_on_the_book_is_refused(written: Village) -> None:
    before = everything(written)
    for attack in ATTACKS + (ON_SQLITE if written.db.lite else ON_POSTGRES):
        with pytest.raises(DBAPIError):
            written.db.write_account_now(lambda db, attack=attack: db.execute(text(attack)))
        assert everything(written) == before, attack


def test_the_book_still_grows(written: Village) -> None:
    assert written.do(9, lambda act: record(act, "motion.withdraw", actor="seat:yishihui/9")) == 4
