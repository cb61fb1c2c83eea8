"""A put motion is withdrawn: with a reason, by its proposer or the clerk, and it stays readable."""

from datetime import timedelta

import pytest

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.motions.acts import conclude, hold, propose, put, withdraw
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from tests.motions.words import LIGHTS
from tests.village import Village

WHY = "街道已经安排装了"


@pytest.fixture
def ref(village: Village) -> str:
    return village.do(7, put, village.do(7, propose, "yishihui", "lighting", LIGHTS))


@pytest.mark.parametrize(("who", "actor"), [(7, "seat:yishihui/7"), ("clerk", "clerk:90")])
def test_the_proposer_or_the_clerk_withdraws(village: Village, ref: str, who: object, actor: str) -> None:
    village.do(who, withdraw, ref, WHY)
    row = village.read(motion_at, ref)
    assert state_of(row, clock.now()) == "withdrawn"
    assert row.withdrawn_why == WHY
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("motion.withdraw", actor, f"motion:{ref}")
    assert set(entry["sealed"]) == {"why"}


@pytest.mark.parametrize("who", [8, "stranger"])
def test_nobody_else_does(village: Village, ref: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only who proposed this"):
        village.do(who, withdraw, ref, WHY)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, ref: str) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, withdraw, ref, WHY)


@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.REJECTED])
def test_what_is_decided_stands(village: Village, ref: str, outcome: Outcome) -> None:
    decide(village, ref, outcome)
    with pytest.raises(Refusal, match="has been decided"):
        village.do(7, withdraw, ref, WHY)


def test_after_a_vote_that_did_not_count_it_may_be_withdrawn(village: Village, ref: str) -> None:
    decide(village, ref, Outcome.INVALID_QUORUM)
    assert state_of(village.read(motion_at, ref), clock.now()) == "invalid"
    village.do(7, withdraw, ref, WHY)


def decide(village: Village, ref: str, outcome: Outcome) -> None:
    motion = village.read(motion_at, ref).id
    village.do(None, hold, motion, clock.now() + timedelta(days=3))
    village.do(None, conclude, motion, outcome)


def test_withdrawn_is_withdrawn_once(village: Village, ref: str) -> None:
    village.do(7, withdraw, ref, WHY)
    with pytest.raises(Refusal, match="already"):
        village.do("clerk", withdraw, ref, WHY)


def test_a_reason_is_given(village: Village, ref: str) -> None:
    with pytest.raises(Refusal) as refused:
        village.do(7, withdraw, ref, "算了")
    assert list(refused.value.notes) == ["why"]


def test_a_motion_that_is_not_there(village: Village) -> None:
    with pytest.raises(NotFound):
        village.do("clerk", withdraw, "2026-77", WHY)
