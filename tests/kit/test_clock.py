"""The clock: milliseconds, calendar days in China, and tests that live at another moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from council.kit import clock


def test_now_is_aware_in_utc_and_cut_to_the_millisecond() -> None:
    now = clock.now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=5)


def test_a_set_moment_is_cut_not_rounded() -> None:
    with clock.at(datetime(2026, 11, 21, 4, 0, 0, 999_999, tzinfo=UTC)):
        assert clock.now() == datetime(2026, 11, 21, 4, 0, 0, 999_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_china(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day
    with clock.at(moment):
        assert clock.today() == day


def test_a_day_begins_and_ends_at_midnight_in_china() -> None:
    assert clock.start_of(date(2026, 11, 21)) == datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert clock.end_of(date(2026, 11, 21)) == clock.start_of(date(2026, 11, 22))
    assert clock.end_of(date(2028, 2, 28)) == clock.start_of(date(2028, 2, 29))


@pytest.mark.parametrize("day", [date(1988, 7, 15), date(1990, 9, 16)])
def test_the_summer_times_of_old_are_kept(day: date) -> None:
    """China had summer time from 1986 to 1991: such a day has 24 hours or one more or less, and still begins at 0."""
    assert clock.day_of(clock.start_of(day)) == day
    assert clock.day_of(clock.end_of(day) - timedelta(milliseconds=1)) == day


def test_moments_nest_and_come_back() -> None:
    outer, inner = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=clock.CHINA)
    with clock.at(outer):
        with clock.at(inner):
            assert clock.now() == inner
            assert clock.now().tzinfo is UTC
        with pytest.raises(ZeroDivisionError), clock.at(inner):
            raise ZeroDivisionError
        assert clock.now() == outer
    assert clock.now() > outer
