"""Durability shown: the real server is killed while thirteen members vote; every acknowledged ballot is found again.

More of it: `python -m tests.slow.kills --rounds 1000`.
"""

import os
import shutil
from pathlib import Path

import pytest

from council.config import Settings
from council.kit.db import Database
from tests.slow.kills import Sent, Tally, count, kill_often
from tests.slow.servers import Servers
from tests.village import Village
from tests.votes.scene import opened, send

pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("COUNCIL_KILLS", "50"))  # on each database
PARTS = 5  # so that they are shared among the cores
PARTS_SERVED = [(workers, seed) for workers in (1, 2) for seed in (1, 2)]


@pytest.fixture
def settings(sqlite_template: Path, tmp_path: Path) -> Settings:
    shutil.copy(sqlite_template, tmp_path / "council.db")
    return Settings(data=tmp_path)


@pytest.fixture
def on_postgres(postgres_url: str) -> Settings:
    return Settings(database_url=postgres_url)


@pytest.mark.parametrize("seed", range(PARTS))
def test_kill_nine_loses_no_acknowledged_ballot(settings: Settings, seed: int) -> None:
    tally = kill_often(settings, -(-ROUNDS // PARTS), seed)
    assert tally.right, tally
    assert tally.acknowledged > tally.rounds


@pytest.mark.parametrize(("workers", "seed"), PARTS_SERVED)
def test_kill_nine_loses_no_acknowledged_ballot_on_postgresql(on_postgres: Settings, workers: int, seed: int) -> None:
    tally = kill_often(on_postgres, -(-ROUNDS // len(PARTS_SERVED)), 10 * workers + seed, workers=workers)
    assert tally.right, tally
    assert tally.acknowledged > tally.rounds


def test_a_server_told_to_stop_finishes_what_was_begun(settings: Settings) -> None:
    tally = kill_often(settings, 3, 7, end=Servers.stop)
    assert tally.right, tally
    assert tally.acknowledged > tally.rounds


def test_two_workers_told_to_stop_finish_what_was_begun(on_postgres: Settings) -> None:
    tally = kill_often(on_postgres, 2, 8, workers=2, end=Servers.stop)
    assert tally.right, tally


# ── the counting counts ──


def counted(village: Village, **sent: object) -> Tally:
    tally = Tally()
    count(village, Sent(**sent), tally, whole=True)  # type: ignore[arg-type]
    return tally


def test_a_lost_ballot_is_counted_and_so_is_one_that_nobody_sent(database: Database, village: Village) -> None:
    ref = opened(village)
    send(village, 4, ref, "for", event=f"{1:032x}")
    four, five = (f"{1:032x}", (4, "for")), (f"{2:032x}", (5, "for"))
    assert counted(village, acknowledged=dict([four])).right
    assert counted(village, unanswered=dict([four])).kept_unanswered == 1
    assert counted(village, acknowledged=dict([four, five])).lost == 1
    assert counted(village).unknown == 1
    assert not counted(village, acknowledged={four[0]: (4, "against")}).right
