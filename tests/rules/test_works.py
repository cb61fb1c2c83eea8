"""How far a work is, what it costs, when it is late and when it is done, for the days and sums a village would have."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.works import (
    Milestone,
    Plan,
    Report,
    Stands,
    State,
    days_overdue,
    days_silent,
    in_the_way,
    may_contract,
    may_extend,
    may_plan,
    may_report,
    next_due,
    over,
    paid,
    percent,
    state,
)

BEGUN, DUE, RESOLVED = date(2026, 12, 1), date(2027, 1, 31), date(2027, 2, 28)
POLES, LAMPS = Milestone(1, date(2026, 12, 20), 60), Milestone(2, date(2027, 1, 31), 40)
LIGHTS = Plan(BEGUN, DUE, 3_840_000, 0, 30, (POLES, LAMPS))
PLAIN = Plan(BEGUN, DUE, 3_840_000, 120_000, 30)


def day(number: int) -> date:
    return BEGUN + timedelta(number)


def test_percent_is_the_weight_of_what_was_reached() -> None:
    assert percent(LIGHTS, []) == 0
    assert percent(LIGHTS, [Report(1, day(3), paid=100), Report(2, day(9), milestone=1)]) == 60
    assert percent(LIGHTS, [Report(1, day(9), milestone=1), Report(2, day(50), milestone=2)]) == 100


def test_a_correction_takes_back_what_was_not_reached_and_what_was_not_paid() -> None:
    reports = [Report(1, day(9), milestone=1, paid=1_000_000), Report(2, day(10), paid=900_000, corrects=1)]
    assert (percent(LIGHTS, reports), paid(reports)) == (0, 900_000)


def test_without_milestones_the_last_word_counts() -> None:
    assert percent(PLAIN, [Report(1, day(1), percent=30), Report(2, day(2), percent=65), Report(3, day(3))]) == 65


def test_a_correction_stands_where_the_wrong_report_stood() -> None:
    """What the first week's report should have said takes nothing from the second week's."""
    reports = [Report(1, day(1), percent=50), Report(2, day(8), percent=80), Report(3, day(9), percent=60, corrects=1)]
    assert percent(PLAIN, reports) == 80
    reports.append(Report(4, day(9), percent=55, corrects=2))
    assert percent(PLAIN, reports) == 55
    assert may_report(PLAIN, reports, Report(5, day(9), percent=55)) is None
    assert may_report(PLAIN, reports, Report(5, day(9), percent=54))


def test_over_is_what_no_resolution_allows() -> None:
    assert over(PLAIN, 3_960_000) == 0
    assert over(PLAIN, 3_960_001) == 1


@pytest.mark.parametrize(("today", "late"), [(date(2026, 12, 20), 0), (date(2026, 12, 21), 1), (date(2026, 12, 26), 6)])
def test_a_milestone_is_late_from_the_day_after_its_day(today: date, late: int) -> None:
    assert days_overdue(LIGHTS, [], today) == late
    assert days_overdue(LIGHTS, [Report(1, day(9), milestone=1)], today) == 0


def test_nothing_is_overdue_once_all_is_done() -> None:
    done = [Report(1, day(9), milestone=1), Report(2, day(50), milestone=2)]
    assert days_overdue(LIGHTS, done, date(2027, 6, 1)) == 0


def test_silence_is_counted_from_the_day_a_report_was_due() -> None:
    assert days_silent(LIGHTS, None, day(30)) == 0
    assert days_silent(LIGHTS, None, day(31)) == 1
    assert days_silent(LIGHTS, day(20), day(50)) == 0
    assert days_silent(Plan(BEGUN, DUE, 1, 0, None), None, day(900)) == 0


def test_what_comes_next_is_the_earliest_open_milestone() -> None:
    assert next_due(LIGHTS, []) == POLES.due
    assert next_due(LIGHTS, [Report(1, day(1), milestone=1)]) == LAMPS.due
    assert next_due(PLAIN, []) == DUE


# ── what was resolved binds ──


@pytest.mark.parametrize(
    ("milestones", "due", "why"),
    [
        ((), RESOLVED + timedelta(1), "back to the body"),
        ((), BEGUN - timedelta(1), "before the work begins"),
        ((POLES, Milestone(2, DUE, 39)), DUE, "these make 99"),
        ((Milestone(1, DUE, 100), Milestone(2, DUE, 0)), DUE, "at least 1"),
        ((Milestone(1, DUE + timedelta(1), 100),), DUE, "between the beginning"),
        (tuple(Milestone(n, DUE, 8) for n in range(1, 14)), DUE, "At most 12"),
    ],
)
def test_a_plan_that_was_not_resolved_is_refused(milestones: tuple[Milestone, ...], due: date, why: str) -> None:
    refusal = may_plan(milestones, due, begun_on=BEGUN, resolved=RESOLVED)
    assert refusal is not None
    assert why in str(refusal)


def test_a_plan_within_what_was_resolved_may_begin() -> None:
    assert may_plan((POLES, LAMPS), DUE, begun_on=BEGUN, resolved=RESOLVED) is None
    assert may_plan((), RESOLVED, begun_on=BEGUN, resolved=RESOLVED) is None


@pytest.mark.parametrize(
    ("position", "until", "why"),
    [
        (0, RESOLVED + timedelta(1), "back to the body"),
        (0, DUE, "An extension is to a later day"),
        (1, DUE + timedelta(1), "Extend that first"),
        (7, DUE, "no such milestone"),
    ],
)
def test_an_extension_stays_within_what_was_resolved(position: int, until: date, why: str) -> None:
    refusal = may_extend(LIGHTS, position, until, RESOLVED)
    assert refusal is not None
    assert why in str(refusal)


def test_a_milestone_may_be_later_within_the_whole() -> None:
    assert may_extend(LIGHTS, 1, DUE, RESOLVED) is None
    assert may_extend(LIGHTS, 0, RESOLVED, RESOLVED) is None


def test_contracts_stay_within_what_resolutions_allow() -> None:
    assert may_contract(PLAIN, 3_000_000, 960_000) is None
    assert "0.01 yuan more" in str(may_contract(PLAIN, 3_000_000, 960_001))


# ── what may be reported ──


@pytest.mark.parametrize(
    ("plan", "new", "why"),
    [
        (LIGHTS, Report(2, day(9), milestone=1), "reached already"),
        (LIGHTS, Report(2, day(9), milestone=3), "no such milestone"),
        (LIGHTS, Report(2, day(9), percent=70), "follows from its milestones"),
        (LIGHTS, Report(2, day(9), corrects=5), "no such report"),
        (LIGHTS, Report(2, day(9), paid=-1), "less than nothing"),
        (PLAIN, Report(2, day(9), milestone=1), "no such milestone"),
        (PLAIN, Report(2, day(9), percent=101), "between 0 and 100"),
        (PLAIN, Report(2, day(9), percent=10), "correct that report"),
    ],
)
def test_a_report_that_does_not_follow_is_refused(plan: Plan, new: Report, why: str) -> None:
    before = [Report(1, day(1), milestone=1) if plan.milestones else Report(1, day(1), percent=40)]
    refusal = may_report(plan, before, new)
    assert refusal is not None
    assert why in str(refusal)


def test_a_corrected_report_may_say_the_same_milestone_once_more() -> None:
    before = [Report(1, day(1), milestone=1, paid=5)]
    assert may_report(LIGHTS, before, Report(2, day(2), milestone=1, paid=6, corrects=1)) is None
    assert may_report(PLAIN, [Report(1, day(1), percent=90)], Report(2, day(2), percent=9, corrects=1)) is None


# ── done ──


def test_nothing_closes_over_an_open_untrue() -> None:
    done = [Report(1, day(9), milestone=1), Report(2, day(50), milestone=2)]
    assert list(in_the_way(LIGHTS, done, ())) == []
    assert "finding 2" in str(next(in_the_way(LIGHTS, done, (2,))))
    assert "40 percent" in str(next(in_the_way(LIGHTS, done[:1], ())))


def test_how_it_stands_the_most_pressing_first() -> None:
    assert state(LIGHTS, [], (), day(1), stands=Stands.THERE) is State.UNDER_WAY
    assert state(LIGHTS, [], (), day(25), stands=Stands.THERE) is State.LATE
    assert state(LIGHTS, [], (1,), day(25), stands=Stands.THERE) is State.DISPUTED
    assert state(LIGHTS, [], (), day(25), stands=Stands.BEYOND) is State.ACCEPTED


# ── properties ──

REPORTS = st.lists(
    st.tuples(st.sampled_from([None, 1, 2, 3]), st.none() | st.integers(0, 110), st.integers(0, 10**9), st.booleans()),
    max_size=30,
)


@given(REPORTS, st.booleans())
def test_whatever_was_taken_adds_up(tried: list[tuple[int | None, int | None, int, bool]], parts: bool) -> None:
    """Percent is never below 0 or above 100 and never falls but by a correction; money is the sum of what counts."""
    plan = LIGHTS if parts else PLAIN
    taken: list[Report] = []
    for milestone, said, fen, corrects in tried:
        number = len(taken) + 1
        new = Report(number, day(number), milestone, said, fen, number - 1 if corrects and taken else None)
        if may_report(plan, taken, new):
            continue
        before = percent(plan, taken)
        taken.append(new)
        assert 0 <= percent(plan, taken) <= 100
        assert percent(plan, taken) >= before or new.corrects
    gone = sum(report.paid for report in taken if report.number in {each.corrects for each in taken})
    assert paid(taken) + gone == sum(report.paid for report in taken)
    assert over(plan, paid(taken)) == max(0, paid(taken) - plan.allowed)
    last = taken[-1].on if taken else None
    assert days_silent(plan, last, day(10)) <= days_silent(plan, None, day(10))
