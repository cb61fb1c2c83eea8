"""The guard over the event loop: a page that reads for long is interrupted there, and read again in a thread."""

import asyncio
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Integer, bindparam, column, literal, select, text

from council.kit import db as doors
from council.kit.db import Database, Reader
from council.kit.reading import TooLong
from tests.village import Village

LONG = text("WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 2000000) SELECT max(n) FROM up")
_up = select(literal(1).label("n")).cte("up", recursive=True)
_up = _up.union_all(select((_up.c.n + 1).label("n")).where(_up.c.n < bindparam("most", type_=Integer)))
NAMED = select(column("n", Integer)).select_from(_up).order_by(column("n").desc()).limit(1)


@pytest.mark.parametrize("ask", [lambda db: db.value(LONG), lambda db: db.execute(NAMED, {"most": 2_000_000}).scalar()])
def test_a_long_read_lets_the_others_through(database: Database, ask) -> None:
    threads: list[str] = []

    def page(db: Reader) -> int:
        threads.append(threading.current_thread().name)
        return int(ask(db))

    async def beside() -> tuple[int, float]:
        """The page, and the longest that a short task had to wait meanwhile."""
        reading, longest = asyncio.create_task(database.read(page)), 0.0
        while not reading.done():
            began = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - began)
        return await reading, longest

    began = time.monotonic()
    answer, longest = asyncio.run(beside())
    whole = time.monotonic() - began
    assert answer == 2_000_000
    assert threads[-1] != "MainThread", "it was finished where nobody waits for it"
    if database.lite:
        assert threads[0] == "MainThread"
        assert longest < whole / 2, "the loop went on long before the page was done"


def test_a_short_read_stays_in_the_loop(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "WITHIN", 60)
    name = asyncio.run(database.read(lambda db: threading.current_thread().name))
    assert (name == "MainThread") == database.lite


def test_only_the_loop_is_guarded(database: Database) -> None:
    if not database.lite:
        pytest.skip("PostgreSQL is read in threads alone")
    with pytest.raises(TooLong):
        database.snapshots.read(lambda db: db.value(LONG), within=0.001)
    assert database.read_now(lambda db: db.value(LONG)) == 2_000_000, "commands take the time they need"


def test_a_snapshot_within_a_snapshot_is_another(village: Village) -> None:
    assert village.look(lambda db: village.look(lambda inner: db is not inner))
    assert len(village.db.snapshots.kept) <= 1


def test_a_closed_database_is_one_file(village: Village, tmp_path: Path) -> None:
    if not village.db.lite:
        pytest.skip("PostgreSQL is no file")
    village.entries()
    village.db.close()
    assert [path.name for path in tmp_path.iterdir()] == ["council.db"], "nothing was left open"
