"""Filling a seat: its category, its quota, one seat for each person (domain.md section 3, cases G13 and G23)."""

from collections.abc import Callable

import pytest

from council.kit.act import NotFound, SignInFirst
from council.rules.refusal import Refusal
from council.seats.acts import fill
from council.seats.persons import Named
from council.seats.tables import seats_held, seats_of
from tests.village import Village

Found = Callable[..., Village]
SUN = Named(name="孙美玲", sex="female", phone="199 0000 1234")


def filled(village: Village) -> list[int]:
    return [seat.number for seat in village.read(seats_of, village.body) if seat.filled]


def test_a_vacant_seat_is_filled_for_the_rest_of_the_term(found: Found) -> None:
    village = found(vacant={12})
    village.do("clerk", fill, village.body, 12, "new", SUN)
    seat = village.read(seats_of, village.body)[11]
    assert (seat.name, seat.member, seat.office) == ("孙美玲", 91, "member")
    assert seat.term_end is not None
    assert seat.term_end.isoformat() == "2031-02-28"


def test_the_book_says_who_was_seated_and_keeps_the_phone_out(found: Found) -> None:
    village = found(vacant={12})
    village.do("clerk", fill, village.body, 12, "new", SUN)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("seat.fill", "clerk:90", "seat:yishihui/12")
    assert (entry["facts"]["member"], entry["facts"]["category"]) == (91, "new")
    assert set(entry["sealed"]) == {"name"}
    assert "19900001234" not in str(village.entries())


def test_a_stranger_and_a_member_are_refused_and_someone_signed_out_is_asked_to_sign_in(found: Found) -> None:
    village = found(vacant={12})
    for who in ("stranger", 3):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(who, fill, village.body, 12, "new", SUN)
    with pytest.raises(SignInFirst):
        village.do(None, fill, village.body, 12, "new", SUN)
    assert 12 not in filled(village)


def test_g13_a_seventh_established_member_is_refused_while_six_seats_are_filled(found: Found) -> None:
    village = found(vacant={12})
    with pytest.raises(Refusal, match=r"All 6 seats for Established residents are filled. Seat 12 is for New"):
        village.do("clerk", fill, village.body, 12, "established", SUN)
    assert 12 not in filled(village)
    assert village.last()["act"] == "body.found"


def test_a_seat_is_never_filled_from_another_category(found: Found) -> None:
    village = found(vacant={3, 12})
    with pytest.raises(Refusal, match="It is never filled from Established"):
        village.do("clerk", fill, village.body, 12, "established", SUN)


def test_a_taken_seat_is_not_filled_again(village: Village) -> None:
    with pytest.raises(Refusal, match="Seat 5 is taken"):
        village.do("clerk", fill, village.body, 5, "established", SUN)


def test_a_person_holds_one_seat_in_a_body(found: Found) -> None:
    village = found(vacant={6})
    with pytest.raises(Refusal, match="already holds seat 1"):
        village.do("clerk", fill, village.body, 6, "established", Named(member=1))


def test_the_same_name_and_phone_is_the_same_person_in_this_body(found: Found) -> None:
    village = found(vacant={11, 12})
    village.do("clerk", fill, village.body, 12, "new", SUN)
    with pytest.raises(Refusal, match="already holds seat 12"):
        village.do("clerk", fill, village.body, 11, "new", SUN)
    village.do("clerk", fill, village.body, 11, "new", Named(name="孙美玲", phone="19900005555"))
    assert 11 in filled(village)


def test_a_member_of_the_community_may_take_a_seat_under_their_own_number(found: Found) -> None:
    village = found(vacant={6})
    village.do("clerk", fill, village.body, 6, "established", Named(member=90))
    held = village.read(seats_held, [village.members["clerk"]])
    assert [(body, seat.number) for body, seat in held] == [("yishihui", 6)]


def test_a_number_that_nobody_has_is_refused(found: Found) -> None:
    village = found(vacant={6})
    with pytest.raises(Refusal, match="no member with the number 4000"):
        village.do("clerk", fill, village.body, 6, "established", Named(member=4000))


def test_a_form_that_names_nobody_is_refused(found: Found) -> None:
    village = found(vacant={6})
    with pytest.raises(Refusal, match="Choose someone"):
        village.do("clerk", fill, village.body, 6, "established", Named())


def test_a_body_that_is_not_there_is_not_found(village: Village) -> None:
    with pytest.raises(NotFound):
        village.do("clerk", fill, "lishihui", 1, "member", SUN)


def test_a_village_council_grows_by_one_seat_after_its_last(found: Found) -> None:
    village = found(charter="village_council", members=5)
    village.do("clerk", fill, village.body, 6, "member", SUN)
    assert filled(village) == [1, 2, 3, 4, 5, 6]
    assert village.last()["facts"]["added"] == 1


def test_g23_a_twelfth_member_of_a_village_council_is_refused(found: Found) -> None:
    village = found(charter="village_council", members=11)
    with pytest.raises(Refusal, match="already has 11 members"):
        village.do("clerk", fill, village.body, 12, "member", SUN)


def test_a_council_with_fixed_seats_gets_no_new_one(village: Village) -> None:
    with pytest.raises(Refusal, match="13 members, the most"):
        village.do("clerk", fill, village.body, 14, "new", SUN)
