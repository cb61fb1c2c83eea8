"""When a notice hangs, when it is over, and what stands between it and the work (cases G40 and G41 as rules)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.publicity import (
    Objected,
    Posting,
    State,
    enough_days,
    in_the_way,
    may_object,
    may_post_again,
    may_take_down,
    state,
)

ONE = timedelta(days=1)
POSTED, LAST = date(2026, 11, 17), date(2026, 11, 24)
NOTICE = Posting(POSTED, 7, LAST, entered_on=POSTED)
OPEN_ENDED = replace(NOTICE, last=None)
DOWN = replace(NOTICE, taken_down_on=date(2026, 11, 22))
BACK = replace(NOTICE, sent_back_on=date(2026, 11, 23))
ASKED = Objected(1, date(2026, 11, 20), date(2026, 11, 23))
ANSWERED = replace(ASKED, replied_on=date(2026, 11, 22))


def reasons(*args: object) -> list[str]:
    return [str(refusal) for refusal in in_the_way(*args)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("posting", "today", "expected"),
    [
        (NOTICE, POSTED, State.OPEN),
        (NOTICE, LAST, State.OPEN),
        (NOTICE, LAST + ONE, State.OVER),
        (OPEN_ENDED, LAST + 30 * ONE, State.OPEN),
        (DOWN, LAST + ONE, State.TAKEN_DOWN),
        (BACK, LAST + ONE, State.SENT_BACK),
        (replace(DOWN, sent_back_on=LAST), LAST, State.SENT_BACK),
    ],
)
def test_how_it_stands(posting: Posting, today: date, expected: State) -> None:
    assert state(posting, today) is expected


@pytest.mark.parametrize(("given_days", "refused"), [(5, True), (6, True), (7, False), (15, False), (91, True)])
def test_g40_five_of_seven_days_are_refused(given_days: int, refused: bool) -> None:
    refusal = enough_days(7, given_days)
    assert (refusal is not None) is refused
    if given_days == 5:
        assert "at least 7 days; you entered 5" in str(refusal)


def test_g40_taken_down_on_the_fifth_day_it_has_to_hang_again_for_all_its_days() -> None:
    assert may_take_down(NOTICE, date(2026, 11, 22), date(2026, 11, 22)) is None
    assert reasons(DOWN, (), None, LAST + 9 * ONE) == [
        "It was taken down on 2026-11-22, before its time. It has to hang again for all its days."
    ]
    assert may_post_again(DOWN, None, LAST) is None
    again = Posting(date(2026, 11, 23), 7, date(2026, 11, 30), date(2026, 11, 23))
    assert reasons(again, (), None, date(2026, 11, 30)) == ["It is published until 2026-11-30, that day included."]
    assert not in_the_way(again, (), None, date(2026, 12, 1))


def test_taken_down_on_its_last_day_it_has_not_hung_all_its_days() -> None:
    assert may_take_down(NOTICE, LAST, LAST + ONE) is None
    assert "need not be entered" in str(may_take_down(NOTICE, LAST + ONE, LAST + ONE))


@pytest.mark.parametrize(
    ("posting", "on", "today", "why"),
    [
        (NOTICE, LAST, POSTED, "still to come"),
        (NOTICE, POSTED - ONE, POSTED, "before"),
        (DOWN, date(2026, 11, 22), LAST, "does not hang"),
        (BACK, date(2026, 11, 22), LAST, "does not hang"),
    ],
)
def test_what_was_not_so_is_not_entered(posting: Posting, on: date, today: date, why: str) -> None:
    assert why in str(may_take_down(posting, on, today))


def test_anyone_may_object_until_the_last_day_is_over() -> None:
    for day in (POSTED, POSTED + ONE, LAST):
        assert may_object(NOTICE, day, day) is None
    assert "The notice period is over" in str(may_object(NOTICE, LAST + ONE, LAST + ONE))


def test_a_slip_of_the_last_day_counts_though_it_is_entered_later() -> None:
    assert may_object(NOTICE, LAST, LAST + 3 * ONE) is None
    assert may_object(NOTICE, LAST + ONE, LAST + 3 * ONE)


@pytest.mark.parametrize(
    ("posting", "why"), [(DOWN, "taken down"), (BACK, "decided anew"), (replace(NOTICE, posted_on=LAST), "before")]
)
def test_what_does_not_hang_is_not_objected_to(posting: Posting, why: str) -> None:
    assert why in str(may_object(posting, date(2026, 11, 22), date(2026, 11, 22)))


def test_g41_an_objection_stands_in_the_way_until_it_is_answered() -> None:
    over = LAST + ONE
    assert reasons(NOTICE, (ASKED,), None, over) == ["Objection 1 is not answered; the reply is due on 2026-11-23."]
    assert not in_the_way(NOTICE, (ANSWERED,), None, over)
    assert len(in_the_way(NOTICE, (ASKED, replace(ASKED, number=2)), None, LAST)) == 3


def test_g41_a_reply_after_its_day_is_late_by_so_many_days() -> None:
    assert ASKED.overdue(date(2026, 11, 24))
    assert not ASKED.overdue(date(2026, 11, 23))
    assert ANSWERED.late == 0
    assert replace(ASKED, replied_on=date(2026, 11, 26)).late == 3


def test_nothing_published_clears_nothing() -> None:
    assert reasons(None, (), None, LAST) == ["It has not been published."]


def test_an_unknown_end_never_comes() -> None:
    assert "days off are not entered" in reasons(OPEN_ENDED, (), None, LAST + 400 * ONE)[0]


def test_what_the_supervisory_committee_calls_untrue_has_to_hang_again() -> None:
    assert "has to hang again" in reasons(NOTICE, (), False, LAST + ONE)[0]
    assert may_post_again(NOTICE, False, LAST + ONE) is None
    assert may_post_again(NOTICE, True, LAST + ONE)
    assert may_post_again(NOTICE, None, LAST + ONE)
    assert "hangs already" in str(may_post_again(NOTICE, False, LAST))


def test_entered_after_its_end_it_waits_for_the_supervisory_committee() -> None:
    late = replace(NOTICE, entered_on=LAST + 2 * ONE)
    assert late.late == 9
    assert "confirm it first" in reasons(late, (), None, LAST + 2 * ONE)[0]
    assert not in_the_way(late, (), True, LAST + 2 * ONE)


@given(
    st.integers(0, 40), st.integers(1, 30), st.none() | st.integers(0, 40), st.none() | st.integers(0, 40),
    st.lists(st.booleans(), max_size=4), st.sampled_from([True, False, None]), st.integers(0, 80),
)  # fmt: skip
def test_the_way_is_clear_only_after_all_days_and_all_replies(
    moved: int, days: int, down: int | None, back: int | None, replies: list[bool], holds: bool | None, now: int
) -> None:
    last = POSTED + (days + moved) * ONE
    posting = Posting(
        POSTED, days, last, POSTED, None if down is None else POSTED + down * ONE, None if back is None else POSTED
    )
    objections = [replace(ASKED, replied_on=POSTED if replied else None) for replied in replies]
    today = POSTED + now * ONE
    if not in_the_way(posting, objections, holds, today):
        assert today > last
        assert all(replies)
        assert (down, back) == (None, None)
        assert holds is not False
