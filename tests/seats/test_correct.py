"""Correcting a holder's name or phone, and who leads."""

import pytest
from sqlalchemy import select

from council.kit.act import SignInFirst
from council.people.tables import Membership
from council.rules.refusal import Refusal
from council.seats.acts import appoint_office, correct, vacate
from council.seats.tables import seats_of
from tests.village import Village


def phone(village: Village, number: int) -> str | None:
    query = select(Membership.phone).where(Membership.community_id == village.id, Membership.number == number)
    return village.look(lambda db: db.value(query))  # type: ignore[no-any-return]


def test_a_name_is_corrected_by_a_new_entry(village: Village) -> None:
    village.do("clerk", correct, village.body, 8, "金伟子", phone(village, 8))
    assert village.read(seats_of, village.body)[7].name == "金伟子"
    entry = village.last()
    assert (entry["act"], entry["facts"]) == ("seat.correct", {"member": 8, "changed": ["name"]})
    assert set(entry["sealed"]) == {"name"}


def test_a_corrected_phone_is_said_in_the_book_but_not_shown(village: Village) -> None:
    village.do("clerk", correct, village.body, 8, "金伟梓", "+86 199 0000 7777")
    assert phone(village, 8) == "19900007777"
    entry = village.last()
    assert entry["facts"]["changed"] == ["phone"]
    assert not entry["sealed"]
    assert "7777" not in str(entry["facts"])


def test_a_correction_that_changes_nothing_is_refused(village: Village) -> None:
    with pytest.raises(Refusal, match="stands like this already"):
        village.do("clerk", correct, village.body, 8, "金伟梓", phone(village, 8))


def test_nobody_is_corrected_on_a_vacant_seat(village: Village) -> None:
    village.do("clerk", vacate, village.body, 8, "搬走了")
    with pytest.raises(Refusal, match="nobody to correct"):
        village.do("clerk", correct, village.body, 8, "金伟子", None)


def test_only_the_clerk_corrects(village: Village) -> None:
    for act, more in ((correct, ("金伟子", None)), (appoint_office, ("chair",))):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(8, act, village.body, 8, *more)
        with pytest.raises(SignInFirst):
            village.do(None, act, village.body, 8, *more)


def test_a_new_chair_lets_the_former_step_back(village: Village) -> None:
    village.do("clerk", appoint_office, village.body, 2, "chair")
    seats = village.read(seats_of, village.body)
    assert (seats[1].office, seats[12].office, seats[6].office) == ("chair", "member", "vice_chair")
    entry = village.last()
    assert (entry["act"], entry["facts"]) == ("seat.office", {"member": 2, "office": "chair", "former": 13})


def test_an_office_is_taken_away(village: Village) -> None:
    village.do("clerk", appoint_office, village.body, 7, "member")
    assert village.read(seats_of, village.body)[6].office == "member"


def test_the_same_office_twice_an_unknown_office_and_a_vacant_seat_are_refused(village: Village) -> None:
    with pytest.raises(Refusal, match="has this office already"):
        village.do("clerk", appoint_office, village.body, 13, "chair")
    with pytest.raises(Refusal, match="no such office"):
        village.do("clerk", appoint_office, village.body, 13, "emperor")
    village.do("clerk", vacate, village.body, 8, "搬走了")
    with pytest.raises(Refusal, match="nobody there can lead"):
        village.do("clerk", appoint_office, village.body, 8, "chair")
