"""How a matter walks its path: worked cases G37, G38, G44, and what no order of events can bring about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import charters
from council.rules.path import Kind, Path
from council.rules.stations import Sign, days_late, due, signs
from council.rules.walk import (
    BACK,
    Result,
    Standing,
    State,
    Step,
    after,
    may_come_again,
    may_merge,
    may_open,
    may_step,
    restart,
    start,
    walk,
)

FOUR_TWO = charters.path("four_two").taken_by("public_works")
MATTERS = ("public_works", "village_rules")
PATHS = [path.taken_by(matter) for path in charters.paths() for matter in MATTERS]


def yes(path: Path, *keys: str) -> list[Step]:
    return [Step(key, forward(path, key)) for key in keys]


def forward(path: Path, key: str) -> Result:
    return Result.PASSED if path.stage(key).kind in (Kind.MEETING, Kind.VOTE) else Result.CLEARED


def no(key: str) -> Step:
    return Step(key, Result.REJECTED)


def all_of(path: Path) -> list[str]:
    return [stage.key for stage in path.stages if stage.needed]


# ── forward ──


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.key)
def test_a_matter_that_is_never_refused_walks_every_stage_once(path: Path) -> None:
    standing = walk(path, yes(path, *all_of(path)))
    assert (standing.at, standing.state) == (None, State.DONE)
    assert standing.attempts == dict.fromkeys(all_of(path), 1)


def test_g37_step_4_before_step_3_names_what_is_missing() -> None:
    standing = walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation"))
    refusal = may_open(FOUR_TWO, standing, "resolution")
    assert refusal is not None
    assert str(refusal) == (
        "“Villagers decide” cannot begin: first “Party members review” must be complete, with its sign-in and result."
    )
    assert refusal.facts["first"] == FOUR_TWO.stage("review").name
    with pytest.raises(ValueError, match="cannot begin"):
        walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation", "resolution"))


def test_a_stage_is_not_done_twice_nor_one_that_is_not_asked() -> None:
    path = charters.path("four_two_plan").taken_by("village_rules")
    standing = walk(path, yes(path, "proposal"))
    assert "done already" in str(may_open(path, standing, "proposal"))
    assert "not asked of this matter" in str(may_open(path, standing, "plan_publication"))


def test_a_body_passes_and_a_publication_is_cleared() -> None:
    standing = start(FOUR_TWO)
    assert may_step(FOUR_TWO, standing, Step("proposal", Result.CLEARED)) is not None
    standing = walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation", "review", "resolution"))
    assert may_step(FOUR_TWO, standing, Step("publication", Result.PASSED)) is not None
    assert may_step(FOUR_TWO, standing, Step("publication", Result.CLEARED)) is None


# ── merging ──


def test_g38_two_steps_in_one_meeting_only_where_one_person_chairs_both() -> None:
    standing = start(FOUR_TWO)
    refusal = may_merge(FOUR_TWO, standing, "consultation", same_chair=False, why="一肩挑")
    assert refusal is not None
    assert "one person chairs both" in refusal.reason
    assert refusal.facts["source"] == FOUR_TWO.stage("consultation").sources["merge"].text
    assert may_merge(FOUR_TWO, standing, "consultation", same_chair=True, why="书记、主任一人兼") is None
    assert "why" in (may_merge(FOUR_TWO, standing, "consultation", same_chair=True, why="") or refusal).notes
    merged = walk(FOUR_TWO, [*yes(FOUR_TWO, "proposal"), Step("consultation", Result.PASSED, merged=True)])
    assert merged.at == "review"


def test_what_the_path_does_not_merge_stays_apart() -> None:
    standing = walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation"))
    assert may_merge(FOUR_TWO, standing, "review", same_chair=True, why="省事") is not None
    assert may_merge(FOUR_TWO, standing, "consultation", same_chair=True, why="省事") is not None, "it is over"
    assert may_step(FOUR_TWO, standing, Step("review", Result.PASSED, merged=True)) is not None


# ── where a no leads ──

BEFORE = ["proposal", "consultation", "review", "resolution", "publication", "works", "result"]


@pytest.mark.parametrize(
    ("refused", "at", "state"),
    [
        ("proposal", "proposal", State.STOPPED),
        ("consultation", "proposal", State.RUNNING),
        ("review", "review", State.STOPPED),
        ("resolution", "resolution", State.ENDED),
        ("publication", "resolution", State.RUNNING),
        ("works", "works", State.RUNNING),
        ("result", "works", State.RUNNING),
    ],
)
def test_a_no_stops_ends_or_sends_back(refused: str, at: str, state: State) -> None:
    standing = walk(FOUR_TWO, [*yes(FOUR_TWO, *BEFORE[: BEFORE.index(refused)]), no(refused)])
    assert (standing.at, standing.state) == (at, state)


def test_what_is_sent_back_walks_every_stage_again() -> None:
    steps = [*yes(FOUR_TWO, "proposal", "consultation", "review", "resolution"), no("publication")]
    standing = walk(FOUR_TWO, steps)
    assert list(standing.passed) == ["proposal", "consultation", "review"]
    assert standing.attempts["resolution"] == 2
    assert signs(FOUR_TWO, standing)["publication"] is Sign.SENT_BACK
    assert may_step(FOUR_TWO, standing, Step("works", Result.CLEARED)) is not None
    again = walk(FOUR_TWO, [*steps, *yes(FOUR_TWO, "resolution", "publication")])
    assert again.at == "works"
    assert signs(FOUR_TWO, again)["publication"] is Sign.DONE


def test_a_changed_text_starts_again_where_the_change_touches_it() -> None:
    steps = [*yes(FOUR_TWO, "proposal", "consultation"), Step("review", Result.AMENDED)]
    standing = walk(FOUR_TWO, steps)
    assert (standing.at, standing.attempts["consultation"]) == ("consultation", 2)
    assert list(standing.passed) == ["proposal"]
    published = walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation", "review", "resolution"))
    assert may_step(FOUR_TWO, published, Step("publication", Result.AMENDED)) is not None


def test_a_fault_sends_it_to_a_step_it_has_passed_and_to_no_other() -> None:
    standing = walk(FOUR_TWO, yes(FOUR_TWO, "proposal", "consultation"))
    assert may_step(FOUR_TWO, standing, Step("review", Result.SENT_BACK, "proposal")) is None
    for to in ("review", "resolution", None, "nowhere"):
        assert may_step(FOUR_TWO, standing, Step("review", Result.SENT_BACK, to)) is not None


# ── again ──


@pytest.mark.parametrize(
    ("days", "changed", "free"), [(20, False, False), (20, True, True), (89, False, False), (90, False, True)]
)
def test_g44_a_refused_matter_waits_or_changes(days: int, changed: bool, free: bool) -> None:
    refusal = may_come_again(90, days, changed=changed)
    assert (refusal is None) == free
    if refusal:
        assert refusal.facts["left"] == 90 - days


def test_g44_no_bar_where_the_charter_sets_none() -> None:
    assert may_come_again(0, 0, changed=False) is None


def test_unchanged_it_starts_at_the_top_and_changed_where_the_change_touches_it() -> None:
    assert restart(FOUR_TWO, "resolution", changed=False) == "proposal"
    assert restart(FOUR_TWO, "resolution", changed=True) == "consultation"
    assert restart(FOUR_TWO, "proposal", changed=True) == "proposal"
    ended = [*yes(FOUR_TWO, "proposal", "consultation", "review"), no("resolution")]
    standing = walk(FOUR_TWO, [*ended, Step("resolution", Result.AGAIN, "consultation")])
    assert (standing.at, standing.state, list(standing.passed)) == ("consultation", State.RUNNING, ["proposal"])
    running = walk(FOUR_TWO, yes(FOUR_TWO, "proposal"))
    assert may_step(FOUR_TWO, running, Step("consultation", Result.AGAIN, "proposal")) is not None


# ── signs ──


def test_every_sign() -> None:
    plan = charters.path("four_two_plan").taken_by("village_rules")
    begun = walk(plan, yes(plan, "proposal", "consultation"))
    shown = signs(plan, begun, merged={"consultation"})
    assert list(shown.values()) == [
        Sign.DONE, Sign.MERGED, Sign.NOT_NEEDED, Sign.NOW, Sign.NEXT, Sign.NEXT, Sign.NEXT, Sign.NEXT,
    ]  # fmt: skip
    assert signs(plan, begun, late=True)["review"] is Sign.OVERDUE
    assert signs(plan, begun, late=True, paused=True)["review"] is Sign.PAUSED
    assert signs(plan, walk(plan, [*yes(plan, "proposal", "consultation"), no("review")]))["review"] is Sign.STOPPED


def test_due_days() -> None:
    chongqing = charters.path("four_two_chongqing")
    decided = walk(chongqing, yes(chongqing, "proposal", "consultation", "review", "resolution"))
    assert due(chongqing, decided, date(2026, 6, 1)) == date(2026, 6, 11)
    assert due(chongqing, decided, date(2026, 6, 1), date(2026, 6, 5)) == date(2026, 6, 5)
    assert due(FOUR_TWO, start(FOUR_TWO), date(2026, 6, 1)) is None
    works = walk(FOUR_TWO, yes(FOUR_TWO, *BEFORE[:5]))
    assert due(FOUR_TWO, works, date(2026, 6, 1)) == date(2026, 7, 1)
    assert due(FOUR_TWO, walk(FOUR_TWO, [no("proposal")]), date(2026, 6, 1)) is None
    assert [days_late(date(2026, 6, 11), date(2026, 6, day)) for day in (10, 11, 12)] == [0, 0, 1]


# ── whatever happens, in whatever order ──

EVENTS = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(Result), st.integers(0, 8), st.booleans()), max_size=40)


@given(st.sampled_from(PATHS), EVENTS)
def test_nothing_comes_to_a_stage_but_over_all_before_it(
    path: Path, events: list[tuple[int, Result, int, bool]]
) -> None:
    """No sequence reaches `works`, or any stage, unless every stage before it passed in its own newest attempt, on a
    step of its own that came after the last time the matter was sent further back."""
    standing = start(path)
    taken: list[Step] = []
    for place, result, to, merged in events:
        stages = path.stages
        step = Step(stages[place % len(stages)].key, result, stages[to % len(stages)].key, merged)
        if may_step(path, standing, step) is None:
            standing = after(path, standing, step)
            taken.append(step)
        assert_sound(path, standing, taken)
    assert walk(path, taken) == standing


@given(st.sampled_from(PATHS), st.lists(st.sampled_from(Result), max_size=40), st.data())
def test_a_matter_that_really_walks_keeps_to_the_order(path: Path, results: list[Result], data: st.DataObject) -> None:
    """The same where every event is one that the stage knows, so that matters get far."""
    standing = start(path)
    taken: list[Step] = []
    for result in results:
        if standing.at is None:
            break
        result = forward(path, standing.at) if result in (Result.PASSED, Result.CLEARED) else result
        targets = st.sampled_from([*standing.passed, standing.at])
        to = data.draw(targets) if result in (Result.SENT_BACK, Result.AGAIN) else None
        step = Step(standing.at, result, to)
        if may_step(path, standing, step) is None:
            standing = after(path, standing, step)
            taken.append(step)
        assert_sound(path, standing, taken)


def assert_sound(path: Path, standing: Standing, taken: list[Step]) -> None:
    before = path.before(standing.at) if standing.at else tuple(s for s in path.stages if s.needed)
    assert list(standing.passed) == [stage.key for stage in before]
    assert all(standing.passed[stage.key] == standing.attempts[stage.key] for stage in before)
    for stage in before:
        good = Step(stage.key, forward(path, stage.key))
        passed = max(n for n, step in enumerate(taken) if (step.stage, step.result) == (good.stage, good.result))
        back = [n for n, step in enumerate(taken) if landed(path, step) <= path.place(stage.key)]
        assert passed > max(back, default=-1), "passed after the matter last came back to it"


def landed(path: Path, step: Step) -> int:
    """How far up a step that leads back put the matter; a step forward is behind every stage."""
    stage = path.stage(step.stage)
    back = BACK[step.result](stage) if step.result in BACK else step.to
    leads_back = step.result not in (Result.PASSED, Result.CLEARED) and back is not None
    return path.place(back) if leads_back and back else len(path.stages)
