"""Who may take a seat, what a roster shows, who comes next. Cases G13 and G23."""

from dataclasses import replace

import pytest

from council.charters import charter
from council.rules.refusal import Refusal
from council.rules.seating import (
    Alternate,
    Finding,
    Level,
    SeatState,
    composition,
    may_fill,
    next_alternate,
    roster_findings,
)
from tests.rules.bench import thirteen, village

YISHIHUI = charter("yishihui")
COUNCIL = charter("village_council")


def levels(found: tuple[Finding, ...]) -> list[Level]:
    return [finding.level for finding in found]


def test_a_vacant_seat_is_filled_by_its_own_category() -> None:
    assert may_fill(YISHIHUI, thirteen(8), 8, "new", "someone") is None


def test_g13_a_seventh_established_resident_takes_no_seat_of_the_new() -> None:
    refusal = may_fill(YISHIHUI, thirteen(8), 8, "established", "someone")
    assert refusal is not None
    assert (refusal.facts["quota"], refusal.facts["seat"]) == (6, 8)


def test_a_vacancy_elsewhere_does_not_open_another_categorys_seat() -> None:
    refusal = may_fill(YISHIHUI, thirteen(1, 8), 8, "established", "someone")
    assert refusal is not None
    assert refusal.reason == "Seat %(seat)s is for %(own)s. It is never filled from %(category)s."


@pytest.mark.parametrize(
    ("number", "category", "person", "reason"),
    [
        (8, "new", "member 3", "This person already holds seat %(seat)s in this body."),
        (3, "established", "someone", "Seat %(seat)s is taken."),
        (14, "established", "someone", "This body has no seat %(seat)s."),
        (0, "new", "someone", "This body has no seat %(seat)s."),
        (8, "member", "someone", "This body's charter has no such kind of seat."),
    ],
)
def test_a_seat_is_refused(number: int, category: str, person: str, reason: str) -> None:
    refusal = may_fill(YISHIHUI, thirteen(8), number, category, person)
    assert refusal is not None
    assert refusal.reason == reason


def test_a_village_council_may_grow_to_eleven_and_no_further() -> None:
    assert may_fill(COUNCIL, village(10), 11, "member", "someone") is None
    full = may_fill(COUNCIL, village(11), 12, "member", "someone")
    assert full == Refusal("This body already has %(most)s members, the most its charter allows.", most=11)
    vacant = may_fill(COUNCIL, village(10, 11), 12, "member", "someone")
    assert vacant == Refusal("This body already has %(most)s seats, the most its charter allows.", most=11)


def test_a_village_council_takes_no_seat_out_of_turn() -> None:
    assert may_fill(COUNCIL, village(5), 9, "member", "someone") == Refusal("This body has no seat %(seat)s.", seat=9)


def test_a_full_roster_of_thirteen_shows_nothing() -> None:
    assert roster_findings(YISHIHUI, thirteen()) == ()


def test_a_roster_with_a_vacancy_warns_and_says_where() -> None:
    found = roster_findings(YISHIHUI, thirteen(8))
    assert levels(found) == [Level.WARNED, Level.NOTED]
    assert found[1].refusal.facts["filled"] == 5


def test_a_roster_over_a_quota_is_refused() -> None:
    seats = [replace(seat, category="established") if seat.number == 8 else seat for seat in thirteen()]
    assert levels(roster_findings(YISHIHUI, seats)) == [Level.REFUSED, Level.NOTED]


def test_g23_twelve_members_are_refused_and_four_accepted_with_a_warning() -> None:
    assert levels(roster_findings(COUNCIL, village(12))) == [Level.REFUSED]
    assert levels(roster_findings(COUNCIL, village(4))) == [Level.WARNED]
    assert roster_findings(COUNCIL, village(5)) == roster_findings(COUNCIL, village(11)) == ()


def test_rows_that_contradict_each_other_are_refused_by_seat() -> None:
    seats = [
        SeatState(1, "member", True, "a"),
        SeatState(1, "member", True, "b"),
        SeatState(2, "member", True, "a"),
        SeatState(0, "member", True, "c"),
        SeatState(3, "new", True, "d"),
    ]
    found = roster_findings(COUNCIL, seats)
    assert [(finding.seat, finding.level) for finding in found] == [
        (1, Level.REFUSED), (2, Level.REFUSED), (0, Level.REFUSED), (3, Level.REFUSED),
    ]  # fmt: skip


def test_members_not_yet_known_are_not_the_same_member() -> None:
    assert roster_findings(COUNCIL, [SeatState(n, "member", True) for n in range(1, 6)]) == ()


def test_a_body_is_complete_or_says_what_it_lacks() -> None:
    assert composition(YISHIHUI, thirteen()) == ()
    assert [refusal.facts["filled"] for refusal in composition(YISHIHUI, thirteen(1, 2, 13))] == [4, 0]
    assert composition(COUNCIL, village(4))[0].facts == {"filled": 4, "least": 5}


ALTERNATES = [
    Alternate("third", "new", 3),
    Alternate("first", "new", 1),
    Alternate("second", "new", 2),
    Alternate("neighbour", "established", 1),
]


def test_alternates_succeed_in_order_within_their_category() -> None:
    assert next_alternate(YISHIHUI, ALTERNATES, "new", ()) == ALTERNATES[1]
    assert next_alternate(YISHIHUI, ALTERNATES, "new", {"first"}) == ALTERNATES[2]
    assert next_alternate(YISHIHUI, ALTERNATES, "subdistrict", ()) is None


def test_a_charter_that_asks_for_a_by_election_calls_no_alternate() -> None:
    assert next_alternate(replace(YISHIHUI, vacancy="by_election"), ALTERNATES, "new", ()) is None
