"""A put motion is amended: a new version with its change said, the former ones kept, none while a vote runs."""

from datetime import timedelta

import pytest

from council.kit import clock
from council.kit.act import SignInFirst
from council.motions.acts import amend, conclude, hold, propose, put, release, withdraw
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.motions.versions import versions_of
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from tests.motions.words import LIGHTS, lights
from tests.village import Village

CHEAPER = lights(cost="28,400 元，少装三盏", cost_fen=28_400_00)
WHY = "少装三盏，省一万元"


@pytest.fixture
def ref(village: Village) -> str:
    return village.do(7, put, village.do(7, propose, "yishihui", "lighting", LIGHTS))


def held(village: Village, ref: str) -> None:
    village.do(None, hold, village.read(motion_at, ref).id, clock.now() + timedelta(days=3))


def ended(village: Village, ref: str, outcome: Outcome) -> None:
    held(village, ref)
    village.do(None, conclude, village.read(motion_at, ref).id, outcome)


def test_an_amendment_is_a_new_version_and_the_former_stays(village: Village, ref: str) -> None:
    assert village.do(7, amend, ref, CHEAPER, WHY) == 2
    row = village.read(motion_at, ref)
    assert (row.version, row.wording) == (2, CHEAPER)
    first, second = village.read(versions_of, row.id)
    assert (first.wording, first.change, second.wording, second.change) == (LIGHTS, "", CHEAPER, WHY)


def test_the_book_keeps_the_new_version(village: Village, ref: str) -> None:
    village.do("clerk", amend, ref, CHEAPER, WHY)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("motion.amend", "clerk:90", f"motion:{ref}")
    assert entry["facts"] == {"version": 2, "cost_fen": 2_840_000, "done_by": "2099-01-15"}
    assert "change" in entry["sealed"]


@pytest.mark.parametrize("who", [8, "stranger"])
def test_only_the_proposer_and_the_clerk_amend(village: Village, ref: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only who proposed this"):
        village.do(who, amend, ref, CHEAPER, WHY)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, ref: str) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, amend, ref, CHEAPER, WHY)


def test_nothing_is_amended_or_withdrawn_while_a_vote_runs(village: Village, ref: str) -> None:
    held(village, ref)
    with pytest.raises(Refusal, match="A vote runs on this motion until"):
        village.do(7, amend, ref, CHEAPER, WHY)
    with pytest.raises(Refusal, match="A vote runs on this motion until"):
        village.do(7, withdraw, ref, "不需要了吧")
    with pytest.raises(Refusal, match="A vote runs on this motion until"):
        held(village, ref)


def test_a_voided_vote_leaves_the_motion_as_it_was(village: Village, ref: str) -> None:
    held(village, ref)
    village.do(None, release, village.read(motion_at, ref).id)
    assert state_of(village.read(motion_at, ref), clock.now()) == "put"
    assert village.do(7, amend, ref, CHEAPER, WHY) == 2


def test_a_motion_that_passed_is_changed_only_by_a_new_one(village: Village, ref: str) -> None:
    ended(village, ref, Outcome.PASSED)
    with pytest.raises(Refusal, match="A change to it is a new motion"):
        village.do(7, amend, ref, CHEAPER, WHY)


def test_a_rejected_motion_that_is_amended_stands_as_newly_put(village: Village, ref: str) -> None:
    ended(village, ref, Outcome.REJECTED)
    assert state_of(village.read(motion_at, ref), clock.now()) == "rejected"
    with clock.at(clock.now() + timedelta(hours=1)):
        village.do(7, amend, ref, CHEAPER, WHY)
        assert state_of(village.read(motion_at, ref), clock.now()) == "put"


def test_a_withdrawn_motion_is_not_amended(village: Village, ref: str) -> None:
    village.do(7, withdraw, ref, "不需要了吧")
    with pytest.raises(Refusal, match="was withdrawn"):
        village.do(7, amend, ref, CHEAPER, WHY)


def test_something_must_differ(village: Village, ref: str) -> None:
    with pytest.raises(Refusal, match="Nothing is different"):
        village.do(7, amend, ref, LIGHTS, WHY)


def test_the_change_is_said(village: Village, ref: str) -> None:
    with pytest.raises(Refusal) as refused:
        village.do(7, amend, ref, CHEAPER, "改价格"[:3])
    assert list(refused.value.notes) == ["change"]


def test_two_who_amend_leave_two_versions(village: Village, ref: str) -> None:
    village.do(7, amend, ref, CHEAPER, WHY)
    assert village.do("clerk", amend, ref, lights(title="路灯装九盏"), "改了题目") == 3
    assert len(village.read(versions_of, village.read(motion_at, ref).id)) == 3
