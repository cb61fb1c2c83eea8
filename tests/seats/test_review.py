"""A category changes in mid-term: under review, and nothing is rejudged (domain.md case G15)."""

import pytest

from council.kit.act import SignInFirst
from council.rules.refusal import Refusal
from council.seats.acts import fill, vacate
from council.seats.persons import Named
from council.seats.reviews import begin_review, settle_review
from council.seats.tables import seats_of
from tests.village import Village


def test_g15_a_new_resident_who_becomes_established_keeps_the_seats_category_under_review(village: Village) -> None:
    village.do("clerk", begin_review, village.body, 8, "established")
    seat = village.read(seats_of, village.body)[7]
    assert (seat.category, seat.category_now, seat.under_review) == ("new", "established", True)
    entry = village.last()
    assert (entry["act"], entry["on"]) == ("seat.review", "seat:yishihui/8")
    assert entry["facts"] == {"member": 8, "category": "new", "category_now": "established"}


def test_a_review_ends_with_the_seat_kept(village: Village) -> None:
    village.do("clerk", begin_review, village.body, 8, "established")
    village.do("clerk", settle_review, village.body, 8)
    seat = village.read(seats_of, village.body)[7]
    assert (seat.filled, seat.under_review, seat.category) == (True, False, "new")
    assert village.last()["act"] == "seat.keep"


def test_a_seat_kept_may_come_under_review_again(village: Village) -> None:
    village.do("clerk", begin_review, village.body, 8, "established")
    village.do("clerk", settle_review, village.body, 8)
    village.do("clerk", begin_review, village.body, 8, "subdistrict")
    assert village.read(seats_of, village.body)[7].category_now == "subdistrict"


def test_a_seat_vacated_under_review_begins_anew_with_its_next_holder(village: Village) -> None:
    village.do("clerk", begin_review, village.body, 8, "established")
    village.do("clerk", vacate, village.body, 8, "户口迁进来了")
    village.do("clerk", fill, village.body, 8, "new", Named(name="孙美玲"))
    assert not village.read(seats_of, village.body)[7].under_review


def test_what_cannot_be_reviewed_is_refused(village: Village) -> None:
    with pytest.raises(Refusal, match="is for New residents already"):
        village.do("clerk", begin_review, village.body, 8, "new")
    with pytest.raises(Refusal, match="no such kind of seat"):
        village.do("clerk", begin_review, village.body, 8, "member")
    with pytest.raises(Refusal, match="not under review"):
        village.do("clerk", settle_review, village.body, 8)
    village.do("clerk", begin_review, village.body, 8, "established")
    with pytest.raises(Refusal, match="under review already"):
        village.do("clerk", begin_review, village.body, 8, "established")


def test_only_the_clerk_reviews(village: Village) -> None:
    for act, more in ((begin_review, ("established",)), (settle_review, ())):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do("stranger", act, village.body, 8, *more)
        with pytest.raises(SignInFirst):
            village.do(None, act, village.body, 8, *more)
