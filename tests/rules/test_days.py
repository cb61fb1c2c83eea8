"""Periods across holidays with make-up days, a month's end, a new year, and a calendar that knows nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters.working_days import KNOWN, STATE, Calendar
from council.rules.days import LONGEST_REST, days_late, due_day, may_date, period


def d(text: str) -> date:
    return date.fromisoformat(text)


class Worked:
    """A calendar of one kind of day."""

    def __init__(self, works: bool | None) -> None:
        self.answer = works

    def works(self, day: date) -> bool | None:
        return self.answer


@pytest.mark.parametrize(
    ("posted", "days", "last", "why"),
    [
        ("2026-11-17", 7, "2026-11-24", "an ordinary Tuesday: the mock's notice"),
        ("2026-11-16", 7, "2026-11-23", "a Monday"),
        ("2026-11-13", 8, "2026-11-23", "the eighth day is a Saturday, so the Monday after"),
        ("2026-09-24", 7, "2026-10-08", "1 October begins seven days off; the first working day is the 8th"),
        ("2026-09-30", 7, "2026-10-08", "counted wholly through the holiday"),
        ("2026-10-01", 7, "2026-10-08", "posted on the holiday itself"),
        ("2026-10-02", 7, "2026-10-09", "the last day is an ordinary Friday"),
        ("2026-10-03", 7, "2026-10-10", "a Saturday that is worked to make up for the holiday: not moved"),
        ("2026-09-13", 7, "2026-09-20", "a Sunday that is worked to make up: not moved"),
        ("2026-09-12", 7, "2026-09-20", "a Saturday off moves to the Sunday that is worked"),
        ("2026-09-06", 7, "2026-09-14", "an ordinary Sunday moves to Monday"),
        ("2026-02-07", 7, "2026-02-14", "the Saturday before Spring Festival is worked"),
        ("2026-02-08", 7, "2026-02-24", "the first of nine days off moves to the first day after them"),
        ("2026-02-16", 7, "2026-02-24", "the last of the nine days off"),
        ("2026-02-21", 7, "2026-02-28", "the Saturday after Spring Festival is worked, and the month ends"),
        ("2026-02-25", 7, "2026-03-04", "across the end of a short month"),
        ("2024-02-22", 7, "2024-02-29", "a leap day is a day"),
        ("2026-05-25", 15, "2026-06-09", "fifteen days, as Ninghai publishes a plan"),
        ("2025-12-26", 7, "2026-01-04", "the new year's days off end on a Sunday that is worked"),
    ],
)  # fmt: skip
def test_the_last_day(posted: str, days: int, last: str, why: str) -> None:
    found = period(d(posted), days, STATE)
    assert (found.last, found.unknown) == (d(last), None), why
    assert found.first == d(posted) + timedelta(days=1)
    assert found.moved == (found.nominal != d(last))


def test_g39_posted_on_1_june_with_seven_days_it_runs_from_2_to_8_june() -> None:
    found = period(d("2026-06-01"), 7, STATE)
    assert (found.first, found.nominal, found.last) == (d("2026-06-02"), d("2026-06-08"), d("2026-06-08"))


def test_g39_a_last_day_on_a_public_holiday_ends_the_next_working_day() -> None:
    found = period(d("2026-06-12"), 7, STATE)  # 19 June 2026 is the Dragon Boat Festival, a Friday
    assert (found.nominal, found.last, found.moved) == (d("2026-06-19"), d("2026-06-22"), True)


def test_a_year_nobody_knows_leaves_the_end_open() -> None:
    beyond = date(KNOWN[-1] + 1, 1, 5)
    found = period(beyond, 7, STATE)
    assert (found.last, found.unknown, found.moved) == (None, beyond + timedelta(days=7), False)


def test_the_last_days_of_december_need_the_next_years_notice() -> None:
    last = KNOWN[-1]
    assert STATE.works(date(last, 12, 28)) is not None
    assert STATE.works(date(last, 12, 29)) is None
    assert Calendar({last + 1}).works(date(last, 12, 29)) is (date(last, 12, 29).weekday() < 5)


@pytest.mark.parametrize("day", ["2018-12-29", "2011-12-31", "2006-12-30"])
def test_a_saturday_at_the_end_of_december_may_be_worked(day: str) -> None:
    assert d(day).weekday() == 5
    assert STATE.works(d(day)) is True


def test_a_holiday_reaches_back_into_december() -> None:
    assert STATE.works(d("2018-12-31")) is False


def test_entered_days_stand_over_the_weekday() -> None:
    entered = Calendar({2030}, {d("2030-10-01"): False, d("2030-10-12"): True})
    assert [entered.works(d(day)) for day in ("2030-10-01", "2030-10-12", "2030-10-13", "2030-10-14")] == [
        False, True, False, True,
    ]  # fmt: skip
    assert entered.works(d("2031-01-06")) is None


def test_who_must_act_is_promised_the_day_counted_where_nothing_is_known() -> None:
    assert due_day(d("2026-11-20"), 3, STATE) == d("2026-11-23")
    assert due_day(d("2026-09-30"), 3, STATE) == d("2026-10-08")
    beyond = date(KNOWN[-1] + 1, 3, 1)
    assert due_day(beyond, 3, STATE) == beyond + timedelta(days=3)


def test_no_days_are_no_period() -> None:
    with pytest.raises(ValueError, match="no period"):
        period(d("2026-06-01"), 0, STATE)


def test_a_calendar_without_a_working_day_is_wrong() -> None:
    with pytest.raises(ValueError, match="no working day"):
        period(d("2026-06-01"), 7, Worked(False))


@given(st.dates(date(KNOWN[0], 1, 1), date(KNOWN[-1], 10, 1)), st.integers(1, 60))
def test_never_shorter_and_never_on_a_day_off(posted: date, days: int) -> None:
    found = period(posted, days, STATE)
    assert found.last is not None
    assert (found.last - posted).days >= days
    assert STATE.works(found.last)
    between = [found.nominal + timedelta(days=n) for n in range((found.last - found.nominal).days)]
    assert not any(STATE.works(day) for day in between)


@given(st.dates(date(KNOWN[0], 1, 1), date(KNOWN[-1], 10, 1)), st.integers(1, 60))
def test_posted_later_it_never_ends_earlier(posted: date, days: int) -> None:
    today, tomorrow = period(posted, days, STATE), period(posted + timedelta(days=1), days, STATE)
    assert today.last is not None
    assert tomorrow.last is not None
    assert today.last <= tomorrow.last


def test_the_longest_rest_that_the_library_knows_is_well_within_the_bound() -> None:
    longest = rest = 0
    day = date(KNOWN[0], 1, 1)
    while day.year <= KNOWN[-1] and STATE.works(day) is not None:
        rest = 0 if STATE.works(day) else rest + 1
        longest, day = max(longest, rest), day + timedelta(days=1)
    assert 9 <= longest < LONGEST_REST


def test_a_paper_bears_a_day_that_was() -> None:
    today = d("2026-11-20")
    assert may_date(today, today=today) is None
    assert "still to come" in str(may_date(d("2026-11-21"), today=today))
    assert "before" in str(may_date(d("2026-11-15"), today=today, not_before=d("2026-11-16")))
    assert may_date(d("2026-11-16"), today=today, not_before=d("2026-11-16")) is None


def test_late_is_counted_from_the_paper_to_the_entry() -> None:
    assert days_late(d("2026-10-31"), d("2026-11-02")) == 2
    assert days_late(d("2026-11-02"), d("2026-11-02")) == 0
