"""The doors to the database: shared commits, refusals that roll back alone, reads that cannot write."""

import asyncio

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from council.kit import clock
from council.kit.act import Act
from council.ledger.acts import record
from council.ledger.tables import LedgerHead
from council.rules.refusal import Refusal
from tests.village import Village


def write_in(village: Village, kind: str):
    def act(session):
        seq = record(Act(session, village.id, clock.now()), kind, actor="console")
        if kind == "refused":
            raise Refusal("No.")
        return seq

    return act


def test_acts_that_wait_together_share_a_commit_and_keep_their_own_answers(village: Village) -> None:
    async def all_at_once() -> list[object]:
        kinds = ["one", "refused", "two", "refused", "three"]
        return await asyncio.gather(
            *(village.db.write(village.id, write_in(village, kind)) for kind in kinds), return_exceptions=True
        )

    answers = asyncio.run(all_at_once())
    assert [a for a in answers if isinstance(a, int)] == [2, 3, 4]
    assert len([a for a in answers if isinstance(a, Refusal)]) == 2
    assert [e["act"] for e in village.entries()][1:] == ["one", "two", "three"]


def test_a_page_cannot_write(village: Village) -> None:
    with pytest.raises(DBAPIError):
        village.look(lambda db: db.execute(text("UPDATE community SET name = 'x'")))


def test_the_head_grows_with_every_entry(village: Village) -> None:
    village.db.write_now(village.id, write_in(village, "one"))
    size = village.look(lambda db: db.value(select(LedgerHead.size).where(LedgerHead.community_id == village.id)))
    assert size == 2


def test_one_hundred_acts_at_once_are_one_hundred_entries(village: Village) -> None:
    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(village.db.write(village.id, write_in(village, "one")) for _ in range(100)))

    assert sorted(asyncio.run(all_at_once())) == list(range(2, 102))
