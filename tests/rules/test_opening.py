"""What stands in the way of opening a vote, and of another round. Cases G9, G14, G44."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from council.charters import charter
from council.rules.charter import Charter
from council.rules.refusal import Refusal
from council.rules.seating import Obstacle, SeatState, count_before, may_again, obstacles
from council.rules.threshold import Outcome, RecusalMode
from tests.rules.bench import thirteen, village

YISHIHUI = charter("yishihui")
COUNCIL = charter("village_council")
PUT, OPENING = date(2026, 3, 1), date(2026, 3, 4)
HOURS = timedelta(hours=1)


def in_the_way(
    body: Charter,
    seats: list[SeatState],
    *recused: int,
    put_on: date = PUT,
    today: date = OPENING,
    window: timedelta | None = None,
    term_end: date | None = None,
) -> list[tuple[str, bool]]:
    found = obstacles(body, seats, recused, put_on=put_on, today=today, window=window, term_end=term_end)
    return [(one.refusal.reason, one.blocks) for one in found]


def test_nothing_stands_in_the_way_of_a_full_council() -> None:
    assert in_the_way(YISHIHUI, thirteen()) == []
    assert in_the_way(YISHIHUI, thirteen(), window=72 * HOURS, term_end=OPENING) == []
    assert in_the_way(COUNCIL, village(5)) == []


def test_g9_a_threshold_out_of_reach_is_said_before_opening() -> None:
    found = obstacles(YISHIHUI, thirteen(1, 2, 7, 8, 9), (), put_on=PUT, today=OPENING)
    assert found[0] == Obstacle(
        Refusal(
            "%(needed)s yes are needed; even if everybody who may vote says yes, there are %(voters)s.",
            needed=9,
            voters=8,
        ),
        blocks=True,
    )


def test_recusals_can_put_the_threshold_out_of_reach() -> None:
    seats = thirteen(7, 8, 9)
    assert not any(blocks for _, blocks in in_the_way(YISHIHUI, seats, 1))
    assert any(blocks for _, blocks in in_the_way(YISHIHUI, seats, 1, 2))
    reducing = replace(YISHIHUI, rule=replace(YISHIHUI.rule, recusal=RecusalMode.REDUCE))
    assert any(blocks for _, blocks in in_the_way(reducing, seats, 1, 2, 3, 4, 5))


def test_a_quorum_out_of_reach_blocks() -> None:
    found = obstacles(COUNCIL, village(5), (1, 2), put_on=PUT, today=OPENING)
    assert [(one.refusal.facts, one.blocks) for one in found] == [({"needed": 4, "voters": 3}, True)]


@pytest.mark.parametrize(("parity", "expected"), [("block", [True]), ("warn", [False]), ("free", [])])
def test_g14_a_vacancy_blocks_or_warns_as_the_charter_says(parity: str, expected: list[bool]) -> None:
    body = replace(YISHIHUI, parity=parity)
    assert [blocks for _, blocks in in_the_way(body, thirteen(8))] == expected


def test_four_members_may_vote_with_a_warning() -> None:
    assert [blocks for _, blocks in in_the_way(COUNCIL, village(4))] == [False]


def test_three_days_of_notice_do_not_count_the_first() -> None:
    found = obstacles(YISHIHUI, thirteen(), (), put_on=PUT, today=date(2026, 3, 3))
    assert found[0].blocks
    assert found[0].refusal.facts == {"put": PUT, "days": 3, "from": OPENING}


@pytest.mark.parametrize(
    ("window", "blocked"),
    [(24 * HOURS, False), (336 * HOURS, False), (timedelta(hours=23, minutes=59), True),
     (timedelta(hours=336, seconds=1), True), (timedelta(), True), (None, False)],
)  # fmt: skip
def test_a_window_is_as_long_as_the_charter_allows(window: timedelta | None, blocked: bool) -> None:
    assert any(blocks for _, blocks in in_the_way(YISHIHUI, thirteen(), window=window)) is blocked


def test_a_charter_may_refuse_votes_by_window() -> None:
    sources = {name: source for name, source in YISHIHUI.sources.items() if name != "window_hours"}
    in_session_only = replace(YISHIHUI, window=False, window_hours=None, sources=sources)
    assert in_the_way(in_session_only, thirteen()) == [
        ("This body's charter does not decide by a vote by window.", True)
    ]


def test_an_ended_term_and_a_seat_under_review_are_said_and_do_not_block() -> None:
    seats = [replace(seat, under_review=seat.number == 8) for seat in thirteen()]
    assert in_the_way(YISHIHUI, seats, term_end=date(2026, 3, 3)) == [
        ("The term ended on %(end)s.", False),
        ("Seat %(seat)s is under review.", False),
    ]


def test_a_source_that_has_lapsed_is_said() -> None:
    sources = {
        name: replace(source, effective_to=date(2026, 3, 3)) if name == "term_years" else source
        for name, source in YISHIHUI.sources.items()
    }
    found = obstacles(replace(YISHIHUI, sources=sources), thirteen(), (), put_on=PUT, today=OPENING)
    assert [(one.refusal.facts["source"], one.blocks) for one in found] == [(sources["term_years"].text, False)]


def test_what_blocks_stands_first() -> None:
    found = in_the_way(YISHIHUI, thirteen(1, 2, 7, 8, 9), put_on=OPENING)
    assert [blocks for _, blocks in found] == [True, True, False, False]


def test_the_count_before_the_first_ballot() -> None:
    before = count_before(thirteen(8), recused=(1, 8))
    assert (before.seats, before.filled, before.recused, before.voters) == (13, 12, 1, 11)


def test_g44_the_same_text_waits_ninety_days_and_a_changed_one_does_not() -> None:
    refusal = may_again(YISHIHUI, Outcome.REJECTED, 20, changed=False)
    assert refusal is not None
    assert refusal.facts == {"left": 70}
    assert may_again(YISHIHUI, Outcome.REJECTED, 89, changed=False) is not None
    assert may_again(YISHIHUI, Outcome.REJECTED, 90, changed=False) is None
    assert may_again(YISHIHUI, Outcome.REJECTED, 20, changed=True) is None
    assert may_again(replace(YISHIHUI, again_days=0), Outcome.REJECTED, 0, changed=False) is None


def test_another_round_after_an_invalid_vote_is_free_and_after_a_passed_one_refused() -> None:
    assert may_again(YISHIHUI, None, 0, changed=False) is None
    assert may_again(YISHIHUI, Outcome.INVALID_QUORUM, 0, changed=False) is None
    assert may_again(YISHIHUI, Outcome.INVALID_PROCEDURE, 0, changed=False) is None
    assert may_again(YISHIHUI, Outcome.PASSED, 400, changed=True) is not None
