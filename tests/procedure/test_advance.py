"""How a matter moves: in order, on days that can be, told to its motion, and stopped by an open objection."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from council.kit import clock
from council.motions.acts import withdraw
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.procedure.acts import Came, advance, opened, pause, reported, resume, taken_down
from council.procedure.rail import Clues, Rail, rail_of
from council.procedure.saying import where
from council.rules.refusal import Refusal
from council.rules.stations import Sign
from council.rules.walk import Result, State
from tests.procedure.scene import BEGUN, begun, case, faults, step, walked
from tests.village import Village

DAY = timedelta(days=1)
TALKS = ("proposal", "consultation", "review", "resolution")


def state(village: Village, ref: str) -> str:
    return state_of(village.read(motion_at, ref), clock.now())


def rail(village: Village, ref: str, at: object = None, clues: Clues | None = None) -> Rail:
    def say(sentence: str, /, **facts: object) -> str:
        return sentence % facts if facts else sentence

    return rail_of(case(village, ref), at or clock.now(), say, "en", clues)  # type: ignore[arg-type]


def test_a_matter_walks_to_its_end_and_the_list_says_how_far(village: Village) -> None:
    ref = begun(village)
    told = [state(village, ref)]
    for stage in (*TALKS, "publication", "works", "result"):
        walked(village, ref, stage, at=BEGUN + DAY)
        told.append(state(village, ref))
    assert told == ["discussion"] * 4 + ["publication", "works", "works", "done"]
    assert case(village, ref).standing.state is State.DONE
    assert faults(village) == []


def test_g37_step_4_before_step_3_is_blocked_and_names_what_is_missing(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal", "consultation")
    before = len(village.entries())
    with pytest.raises(Refusal) as refused:
        step(village, ref, "resolution")
    assert str(refused.value) == (
        "“Villagers decide” cannot begin: first “Party members review” must be complete, with its sign-in and result."
    )
    assert len(village.entries()) == before
    assert case(village, ref).standing.at == "review"


def test_a_step_is_not_taken_twice(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal")
    with pytest.raises(Refusal, match="done already"):
        step(village, ref, "proposal")


@pytest.mark.parametrize(("days", "reason"), [(1, "still to come"), (-1, "before the step before")])
def test_a_day_that_cannot_be_is_refused(village: Village, days: int, reason: str) -> None:
    ref = begun(village)
    motion = village.read(motion_at, ref)
    came = Came(done_on=clock.day_of(BEGUN + days * DAY), entry=1)
    with clock.at(BEGUN), pytest.raises(Refusal, match=reason) as refused:
        village.do("clerk", advance, motion.id, "proposal", Result.PASSED, came)
    assert "done_on" in refused.value.notes


def test_what_is_entered_later_says_so(village: Village) -> None:
    ref = begun(village)
    motion = village.read(motion_at, ref)
    with clock.at(BEGUN + 9 * DAY):
        village.do("clerk", advance, motion.id, "proposal", Result.PASSED, Came(done_on=clock.day_of(BEGUN), entry=2))
    matter = case(village, ref)
    row = matter.steps[0]
    assert matter.late(row) == clock.day_of(BEGUN + 9 * DAY)
    assert (row.done_on, clock.day_of(row.done_at)) == (clock.day_of(BEGUN), clock.day_of(BEGUN + 9 * DAY))
    assert rail(village, ref).stations[0].lines[0].endswith("(entered later)")


@pytest.mark.parametrize(
    ("refused", "stands", "listed"),
    [
        ("proposal", State.STOPPED, "rejected"),
        ("consultation", State.RUNNING, "discussion"),
        ("review", State.STOPPED, "rejected"),
        ("resolution", State.ENDED, "rejected"),
        ("publication", State.RUNNING, "discussion"),
        ("result", State.RUNNING, "works"),
    ],
)
def test_a_no_stops_ends_or_sends_back(village: Village, refused: str, stands: State, listed: str) -> None:
    ref = begun(village)
    stages = [stage.key for stage in case(village, ref).path.stages]
    walked(village, ref, *stages[: stages.index(refused)])
    step(village, ref, refused, Result.REJECTED)
    assert case(village, ref).standing.state is stands
    assert state(village, ref) == listed
    assert faults(village) == []


def test_an_upheld_objection_takes_the_decision_back(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS)
    assert village.read(motion_at, ref).outcome == "passed"
    step(village, ref, "publication", Result.REJECTED, why="灯杆的位置没有写清楚")
    motion = village.read(motion_at, ref)
    assert (motion.outcome, motion.decided_at) == (None, None)
    stations = {station.key: station for station in rail(village, ref).stations}
    assert stations["publication"].sign is Sign.SENT_BACK
    assert stations["publication"].lines[1:] == ("sent back to step 4", "灯杆的位置没有写清楚")
    with pytest.raises(Refusal, match="cannot begin"):
        walked(village, ref, "works")
    walked(village, ref, "resolution", "publication", "works")
    assert faults(village) == []


# ── a publication hangs ──


def test_a_publication_hangs_from_its_day(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS)
    motion = village.read(motion_at, ref)
    with clock.at(BEGUN + DAY):
        village.do("clerk", opened, motion.id, "publication", clock.day_of(BEGUN + DAY))
    found = case(village, ref)
    assert (found.opened_on, found.standing.at) == (clock.day_of(BEGUN + DAY), "publication")
    assert "on the board since" in str(where(found))
    village.do("clerk", taken_down, motion.id)
    assert "not posted yet" in str(where(case(village, ref)))


def test_a_publication_hangs_only_in_its_turn(village: Village) -> None:
    ref = begun(village)
    motion = village.read(motion_at, ref)
    with clock.at(BEGUN), pytest.raises(Refusal, match="cannot begin"):
        village.do("clerk", opened, motion.id, "publication", clock.day_of(BEGUN))


def test_g41_nothing_is_carried_out_while_an_objection_has_no_answer(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS)
    motion = village.read(motion_at, ref)
    village.do("clerk", pause, motion.id)
    assert "waits for its answer" in str(where(case(village, ref)))
    assert {s.key: s.sign for s in rail(village, ref).stations}["publication"] is Sign.PAUSED
    with pytest.raises(Refusal, match="An objection has no answer yet"):
        walked(village, ref, "publication")
    village.do("clerk", resume, motion.id)
    walked(village, ref, "publication")
    assert state(village, ref) == "works"


def test_g41_an_upheld_objection_goes_back_though_others_wait(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS)
    village.do("clerk", pause, village.read(motion_at, ref).id)
    step(village, ref, "publication", Result.REJECTED)
    assert case(village, ref).paused_since is None


# ── late ──


def test_g49_a_passed_resolution_without_a_report_is_overdue(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS, "publication")
    last = {s.key: s for s in rail(village, ref, BEGUN + 30 * DAY).stations}["works"]
    late = {s.key: s for s in rail(village, ref, BEGUN + 34 * DAY).stations}["works"]
    assert (last.sign, late.sign) == (Sign.NOW, Sign.OVERDUE)
    assert late.lines == ("A report was due by Wed 11 Nov, 4 days ago".replace("Wed ", ""),)
    village.do("clerk", reported, village.read(motion_at, ref).id, clock.day_of(BEGUN + 34 * DAY))
    assert {s.key: s.sign for s in rail(village, ref, BEGUN + 34 * DAY).stations}["works"] is Sign.NOW


def test_g49_the_result_is_published_and_the_opinion_pending(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *TALKS, "publication", "works")
    motion = village.read(motion_at, ref)
    with clock.at(BEGUN + DAY):
        village.do("clerk", opened, motion.id, "result", clock.day_of(BEGUN + DAY))
    assert "The result is published since" in str(where(case(village, ref)))
    assert "supervisory committee's opinion is pending" in str(where(case(village, ref)))


def test_chongqing_publishes_within_ten_days_or_is_late(settled: Callable[..., Village]) -> None:
    village = settled(representatives="representatives_chongqing")
    ref = begun(village)
    walked(village, ref, *TALKS)
    signs = [
        {s.key: s.sign for s in rail(village, ref, BEGUN + days * DAY).stations}["publication"] for days in (10, 11)
    ]
    assert signs == [Sign.NOW, Sign.OVERDUE]


def test_what_is_withdrawn_goes_no_further(village: Village) -> None:
    ref = begun(village)
    village.do("clerk", withdraw, ref, "上级另有安排，不办了")
    with pytest.raises(Refusal, match="was withdrawn"):
        walked(village, ref, "proposal")
