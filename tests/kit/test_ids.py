"""Ids: UUIDv7, in the order of their making, never twice."""

import time
from uuid import RFC_4122, UUID

from council.kit.ids import new_id


def test_it_is_a_uuid_of_version_7() -> None:
    for one in (new_id() for _ in range(1000)):
        assert (one.version, one.variant) == (7, RFC_4122)
        assert UUID(one.hex) == one


def test_it_begins_with_the_millisecond_of_its_making() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id().int >> 80
    assert before <= made <= time.time_ns() // 1_000_000


def test_later_ones_lie_behind_earlier_ones() -> None:
    first = new_id()
    time.sleep(0.002)
    assert first < new_id()


def test_no_two_are_alike() -> None:
    assert len({new_id() for _ in range(20_000)}) == 20_000
