"""Alternates succeed in their order and in their own category (domain.md section 3, case G14)."""

from collections.abc import Callable

import pytest

from council.kit.act import SignInFirst
from council.rules.refusal import Refusal
from council.seats.acts import vacate
from council.seats.alternates import add_alternate, alternates_of, call_alternate
from council.seats.persons import Named
from council.seats.tables import seats_of
from tests.village import Village

Found = Callable[..., Village]
SUN, MA, WEI = Named(name="孙美玲"), Named(name="马会兰"), Named(name="韦志")


def test_alternates_wait_in_order(village: Village) -> None:
    for named in (SUN, MA):
        village.do("clerk", add_alternate, village.body, "new", named)
    waiting = village.read(alternates_of, village.body)
    assert [(one.category, one.position, one.name) for one in waiting] == [("new", 1, "孙美玲"), ("new", 2, "马会兰")]
    entry = village.last()
    assert (entry["act"], entry["facts"]) == ("alternate.add", {"member": 92, "category": "new", "position": 2})


def test_the_next_alternate_of_the_seats_category_is_called(village: Village) -> None:
    for named in (SUN, MA):
        village.do("clerk", add_alternate, village.body, "new", named)
    village.do("clerk", vacate, village.body, 8, "搬走了")
    village.do("clerk", call_alternate, village.body, 8)
    assert village.read(seats_of, village.body)[7].name == "孙美玲"
    assert [one.name for one in village.read(alternates_of, village.body)] == ["马会兰"]
    entry = village.last()
    assert (entry["act"], entry["on"]) == ("alternate.call", "seat:yishihui/8")
    assert (entry["facts"]["member"], entry["facts"]["position"]) == (91, 1)


def test_g14_a_vacant_seat_for_new_residents_is_never_filled_from_the_established(found: Found) -> None:
    village = found(vacant={12})
    village.do("clerk", add_alternate, village.body, "established", WEI)
    with pytest.raises(Refusal, match="Nobody waits as an alternate for New residents"):
        village.do("clerk", call_alternate, village.body, 12)
    assert not village.read(seats_of, village.body)[11].filled


def test_a_taken_seat_calls_nobody(village: Village) -> None:
    village.do("clerk", add_alternate, village.body, "new", SUN)
    with pytest.raises(Refusal, match="Seat 8 is taken"):
        village.do("clerk", call_alternate, village.body, 8)


def test_nobody_waits_twice_or_beside_a_seat(village: Village) -> None:
    village.do("clerk", add_alternate, village.body, "new", SUN)
    with pytest.raises(Refusal, match="waits as an alternate already"):
        village.do("clerk", add_alternate, village.body, "new", Named(member=91))
    with pytest.raises(Refusal, match="already holds seat 8"):
        village.do("clerk", add_alternate, village.body, "new", Named(member=8))
    with pytest.raises(Refusal, match="no such kind of seat"):
        village.do("clerk", add_alternate, village.body, "member", WEI)


def test_only_the_clerk_names_and_calls_alternates(village: Village) -> None:
    for act, more in ((add_alternate, ("new", SUN)), (call_alternate, (8,))):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(13, act, village.body, *more)
        with pytest.raises(SignInFirst):
            village.do(None, act, village.body, *more)
