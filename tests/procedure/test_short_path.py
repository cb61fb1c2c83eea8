"""A council's motion stands on the short path: its vote decides, then it is published, carried out, and reported."""

from datetime import timedelta

import pytest

from council.kit import clock
from council.ledger.acts import record
from council.motions.acts import amend
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.procedure.acts import Came, advance, begin, opened, told
from council.procedure.moving import path_facts
from council.procedure.reading import case_of
from council.rules.refusal import Refusal
from council.rules.walk import Result, State, Step
from council.votes.acts import open
from tests.motions.words import CLEANING, lights
from tests.procedure.scene import BEGUN, case, faults, verified
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, SECOND, put_motion, send_all, tick


def voted(village: Village, ref: str, yes: int = 10, at: timedelta = timedelta()) -> None:
    """A vote is held on it that so many carry, and the clock closes it."""
    with clock.at(OPENED + at):
        village.do(CHAIR, open, ref, CLOSES + at)
    send_all(village, ref, {"for": range(1, yes + 1), "against": range(yes + 1, 14)}, OPENED + at + DAY)
    tick(village, CLOSES + at)


def publish(village: Village, ref: str, at: timedelta = DAY) -> None:
    """Hang the notice, as `openness` will: an entry, and `opened` in the same transaction."""

    def posted(act):  # type: ignore[no-untyped-def]
        motion = motion_at(act.db, act.community, ref)
        facts = path_facts(case_of(act.db, act.community, motion))
        record(act, "step.opened", actor="clerk:90", on=f"motion:{ref}", facts=facts)
        opened(act, motion.id, "publication", clock.day_of(act.now))

    with clock.at(CLOSES + at):
        village.do("clerk", posted)


def ended(village: Village, ref: str, result: Result, at: timedelta) -> None:
    """The publication is over, or an objection to it upheld."""

    def over(act):  # type: ignore[no-untyped-def]
        motion = motion_at(act.db, act.community, ref)
        facts = told(case_of(act.db, act.community, motion), Step("publication", result))
        entry = record(act, "step.taken", actor="clock", on=f"motion:{ref}", facts=facts)
        advance(act, motion.id, "publication", result, Came(done_on=clock.day_of(act.now), entry=entry))

    with clock.at(CLOSES + at):
        village.do(None, over)


def test_its_vote_tells_how_far_it_is(village: Village) -> None:
    ref = put_motion(village)
    assert (case(village, ref).standing.at, case(village, ref).written) == ("resolution", False)
    voted(village, ref)
    found = case(village, ref)
    assert (found.standing.at, found.written) == ("publication", False)
    assert found.since == clock.day_of(CLOSES)
    assert faults(village) == []


def test_a_vote_that_failed_ends_it_and_a_changed_text_begins_it_anew(village: Village) -> None:
    ref = put_motion(village)
    voted(village, ref, yes=8)
    assert case(village, ref).standing.state is State.ENDED
    with clock.at(CLOSES + DAY):
        village.do(1, amend, ref, lights(cost_fen=28_400_00, cost="28,400 元"), "少装三盏，省一万元")
    assert case(village, ref).standing.state is State.RUNNING
    voted(village, ref, at=20 * DAY)
    assert case(village, ref).standing.at == "publication"
    assert faults(village) == []


def test_once_it_hangs_on_the_board_it_has_a_case_of_its_own(village: Village) -> None:
    ref = put_motion(village)
    voted(village, ref)
    publish(village, ref)
    found = case(village, ref)
    assert (found.written, found.standing.at, found.opened_on) == (True, "publication", clock.day_of(CLOSES + DAY))
    assert [step.stage for step in found.steps] == ["resolution"]
    assert state_of(village.read(motion_at, ref), CLOSES + 2 * DAY) == "publication"
    ended(village, ref, Result.CLEARED, 8 * DAY)
    assert case(village, ref).standing.at == "works"
    assert faults(village) == []


def test_nothing_hangs_that_was_not_decided(village: Village) -> None:
    ref = put_motion(village)
    with pytest.raises(Refusal, match=r"first “The vote” must be complete, with the result of its vote"):
        publish(village, ref)


def test_an_upheld_objection_lets_the_council_vote_again(village: Village) -> None:
    ref = put_motion(village)
    voted(village, ref)
    publish(village, ref)
    ended(village, ref, Result.REJECTED, 3 * DAY)
    assert village.read(motion_at, ref).outcome is None
    assert case(village, ref).standing.at == "resolution"
    voted(village, ref, yes=8, at=20 * DAY)
    assert case(village, ref).standing.state is State.ENDED
    voted(village, ref, at=130 * DAY)
    found = case(village, ref)
    assert (found.standing.at, found.standing.state) == ("publication", State.RUNNING)
    assert [step.result for step in found.steps] == ["passed", "rejected", "rejected", "again", "passed"]
    assert village.read(motion_at, ref).decided_at == CLOSES + 130 * DAY
    assert faults(village) == []


def test_the_clerk_may_begin_a_councils_matter_too_and_the_vote_carries_it_on(village: Village) -> None:
    with clock.at(BEGUN):
        ref = village.do("clerk", begin, "sanitation", None, "members_masses", CLEANING)
    assert state_of(village.read(motion_at, ref), BEGUN) == "put"
    voted(village, ref)
    found = case(village, ref)
    assert (found.written, found.standing.at, found.steps[0].done_on) == (True, "publication", clock.day_of(CLOSES))
    assert faults(village) == []


def test_whoever_looks_first_after_the_deadline_finds_it_closed_in_the_book(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(CHAIR, open, ref, CLOSES)
    send_all(village, ref, {"for": range(1, 14)})
    with clock.at(CLOSES + SECOND):
        village.client().get(f"{village.url}/motions/{ref}")
    assert village.last()["act"] == "vote.close"
    found = case(village, ref)
    assert (found.standing.at, found.since) == ("publication", clock.day_of(CLOSES + SECOND))


def test_after_a_second_round_it_counts_its_steps_from_there(village: Village) -> None:
    ref = put_motion(village)
    voted(village, ref, yes=8)
    with clock.at(CLOSES + DAY):
        village.do(1, amend, ref, lights(cost_fen=28_400_00, cost="28,400 元"), "少装三盏，省一万元")
    voted(village, ref, at=20 * DAY)
    publish(village, ref, at=21 * DAY)
    ended(village, ref, Result.REJECTED, 23 * DAY)
    voted(village, ref, at=60 * DAY)
    assert [(step.stage, step.attempt) for step in case(village, ref).steps] == [
        ("resolution", 1), ("publication", 1), ("resolution", 2),
    ]  # fmt: skip
    assert faults(village) == []
    assert verified(village) == []


def test_the_tables_agree_with_the_book(village: Village) -> None:
    ref = put_motion(village)
    voted(village, ref)
    publish(village, ref)
    ended(village, ref, Result.CLEARED, 8 * DAY)
    assert verified(village) == []
