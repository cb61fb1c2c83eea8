"""A primary is killed with its link to the standby cut. More of it: `python -m tests.slow.failovers`."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from council.app import database_of, migrate
from council.config import Settings
from council.kit.db import Database
from council.kit.lane import Unsure
from tests.conftest import skip
from tests.kit.trouble import Sending
from tests.postgres import REMEDY
from tests.slow.clusters import Cluster, binaries, pair_of_clusters
from tests.slow.failovers import fail_over_often
from tests.village import Village

pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("COUNCIL_FAILOVERS", "2"))


@pytest.fixture(autouse=True)
def _binaries() -> None:
    try:
        binaries()
    except ImportError:
        skip("postgres", REMEDY)


def test_a_synchronous_standby_has_every_acknowledged_ballot() -> None:
    tally = fail_over_often(ROUNDS, 1, synchronous=True)
    assert tally.right, tally
    assert tally.acknowledged > tally.rounds


def test_an_asynchronous_standby_loses_some_so_that_the_test_can_fail() -> None:
    lost = 0
    for seed in range(20):
        tally = fail_over_often(1, seed, synchronous=False)
        lost += tally.lost
        if lost:
            break
    assert lost


# ── a commit that waits for its standby, and is told not to wait any longer ──


@pytest.fixture
def alone() -> Iterator[tuple[Cluster, Database]]:
    """A primary that waits for a standby which is not there."""
    with pair_of_clusters() as pair:
        migrate(Settings(database_url=pair.url))
        database = database_of(Settings(database_url=pair.url))
        yield pair.primary, database
        database.close()


@pytest.mark.parametrize("named", [True, False])
def test_a_wait_for_the_standby_that_is_cancelled_is_no_receipt(alone: tuple[Cluster, Database], named: bool) -> None:
    """PostgreSQL commits here, and only warns that the standby may not have it."""
    primary, database = alone
    village = Village.found(database)
    sending = Sending(village, 1)
    wait_for(primary, "nobody")
    with ThreadPoolExecutor(1) as other:
        answer = other.submit(database.write_now, village.id, sending, sending.event if named else None)
        cancel_waiting(primary)
        if named:
            cancel_waiting(primary)  # the same sending again, which waits again
            assert not answer.done()
            wait_for(primary, "")
            assert answer.result(20) == 2
        else:
            with pytest.raises(Unsure):
                answer.result(20)
            wait_for(primary, "")
    assert [entry["act"] for entry in village.entries()] == ["body.found", "note"]


def wait_for(primary: Cluster, standby: str) -> None:
    primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'")
    primary.ask("SELECT pg_reload_conf()")


def cancel_waiting(primary: Cluster) -> None:
    until = time.monotonic() + 20
    while not primary.ask("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"):
        assert time.monotonic() < until, "nobody waits for the standby"
        time.sleep(0.02)
    time.sleep(0.2)
