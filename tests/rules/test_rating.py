"""When people may answer whether it is really done, how they are counted, and how many noes open it again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import charters
from council.rules.path import WORKS
from council.rules.rating import Content, Finished, Group, Window, counted, may_answer, opens_again
from council.rules.walk import Result, State, Step, decision, may_step, walk

WINDOW = Window.after(date(2026, 12, 31), 30, 30)  # asked again on 30 January, until 1 March
SHORT = charters.path("council").taken_by("lighting")
DONE = [
    Step("resolution", Result.PASSED),
    *(Step(key, Result.CLEARED) for key in ("publication", "works", "result")),
]


def test_its_days_run_over_the_ends_of_months_and_of_the_year() -> None:
    assert (WINDOW.asked_on, WINDOW.until) == (date(2027, 1, 30), date(2027, 3, 1))
    assert Window.after(date(2028, 1, 30), 30, 30).asked_on == date(2028, 2, 29), "a leap year"


@pytest.mark.parametrize(
    ("today", "opens"),
    [(date(2026, 12, 30), False), (date(2026, 12, 31), True), (date(2027, 3, 1), True), (date(2027, 3, 2), False)],
)
def test_answers_are_taken_from_the_acceptance_to_the_last_day(today: date, opens: bool) -> None:
    assert WINDOW.takes(today) is opens
    assert (may_answer(WINDOW, today) is None) is opens
    assert may_answer(None, today) is not None


@pytest.mark.parametrize(
    ("today", "answered", "asks"),
    [
        (date(2027, 1, 29), None, False),
        (date(2027, 1, 30), None, True),
        (date(2027, 1, 30), date(2027, 1, 29), True),
        (date(2027, 1, 31), date(2027, 1, 30), False),
        (date(2027, 3, 2), None, False),
    ],
)
def test_it_is_asked_once_more_until_answered(today: date, answered: date | None, asks: bool) -> None:
    assert WINDOW.asks_again(today, answered) is asks


def test_a_path_without_these_days_takes_answers_and_asks_nobody_again() -> None:
    bare = Window.after(date(2026, 12, 31), None, None)
    assert bare.takes(date(2036, 1, 1))
    assert not bare.asks_again(date(2036, 1, 1))
    assert not opens_again(1000, None)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Content), st.sampled_from(Finished), st.integers(0, 50))))
def test_every_answer_is_counted_once_in_each_of_the_two_questions(
    groups: list[tuple[bool, Content, Finished, int]],
) -> None:
    count = counted([(Group(weighs, content, finished), number) for weighs, content, finished, number in groups])
    assert count.total == sum(count.content.values()) == sum(number for *_, number in groups)
    assert count.heard == sum(number for weighs, *_, number in groups if weighs) <= count.total
    assert count.noes <= count.finished[Finished.NO]


@pytest.mark.parametrize(("noes", "opens"), [(2, False), (3, True), (4, True)])
def test_so_many_noes_open_it_again(noes: int, opens: bool) -> None:
    needed = SHORT.stage(WORKS).reopens
    assert needed == 3
    assert opens_again(noes, needed) is opens


def test_every_path_says_when_it_is_asked_again_and_where_that_comes_from() -> None:
    for path in charters.paths():
        stage = path.stage(WORKS)
        assert (stage.ask_days, stage.answer_days, stage.reopens) == (30, 30, 3)
        assert {"ask_days", "answer_days", "reopens"} <= set(stage.sources)


# ── on its path ──


def test_a_finished_matter_is_carried_out_again_and_stays_passed() -> None:
    finished, reopened = walk(SHORT, DONE), Step(WORKS, Result.REOPENED)
    assert finished.state is State.DONE
    assert decision(SHORT, finished, reopened) is None
    again = walk(SHORT, [*DONE, reopened])
    assert (again.at, again.state, again.attempts[WORKS], again.done("result")) == (WORKS, State.RUNNING, 2, False)
    assert walk(SHORT, [*DONE, reopened, *DONE[2:]]).state is State.DONE


@pytest.mark.parametrize("steps", [DONE[:1], DONE[:2]])
def test_what_was_not_accepted_is_not_opened_again(steps: list[Step]) -> None:
    assert may_step(SHORT, walk(SHORT, steps), Step(WORKS, Result.REOPENED)) is not None
    assert may_step(SHORT, walk(SHORT, DONE), Step("publication", Result.REOPENED)) is not None
