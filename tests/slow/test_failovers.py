"""A primary is killed with its link to the standby cut. More of it: `python -m tests.slow.failovers`."""

import os

import pytest

from tests.slow.failovers import fail_over_often

pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("COUNCIL_FAILOVERS", "2"))


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
