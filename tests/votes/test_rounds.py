"""Rounds on one motion: after a rejection a changed text or the charter's bar, after an invalid vote at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from council.kit import clock
from council.motions.acts import amend
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.votes.acts import open, void
from council.votes.standing import State, rounds_of
from tests.motions.words import lights
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, opened, put_motion, send_all, tick

CHEAPER = lights(cost="28,400 元，少装三盏", cost_fen=28_400_00)


def again(village: Village, ref: str, at, chair: object = CHAIR) -> int:
    with clock.at(at):
        round_: int = village.do(chair, open, ref, at + 3 * DAY)
        return round_


def rejected(village: Village) -> str:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 9), "against": [9, 10]})
    return ref


def test_g44_the_same_text_waits_for_the_charters_bar(village: Village) -> None:
    ref = rejected(village)
    with pytest.raises(Refusal, match="rejected"):
        again(village, ref, CLOSES + 20 * DAY)
    with pytest.raises(Refusal, match="rejected"):
        again(village, ref, CLOSES + 89 * DAY)
    assert again(village, ref, CLOSES + 90 * DAY) == 2


def test_g44_a_changed_text_may_come_at_once(village: Village) -> None:
    ref = rejected(village)
    with clock.at(CLOSES + DAY):
        village.do(1, amend, ref, CHEAPER, "少装三盏，省一万元")
    assert again(village, ref, CLOSES + 2 * DAY) == 2


def test_after_a_vote_that_did_not_count_another_is_free(found: Callable[..., Village]) -> None:
    village = found(charter="village_council", members=5, chair=1, vice_chair=2)
    ref = opened(village, chair=1)
    send_all(village, ref, {"for": [1, 2, 3]})
    assert again(village, ref, CLOSES + DAY, chair=1) == 2


def test_a_motion_that_passed_is_never_voted_on_again(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10)})
    for later in (DAY, 400 * DAY):
        with pytest.raises(Refusal, match="has passed"):
            again(village, ref, CLOSES + later)


def test_each_round_stands_beside_the_former(village: Village) -> None:
    ref = rejected(village)
    with clock.at(CLOSES + DAY):
        village.do(1, amend, ref, CHEAPER, "少装三盏，省一万元")
    again(village, ref, CLOSES + 2 * DAY)
    send_all(village, ref, {"for": range(1, 10)}, at=CLOSES + 3 * DAY)
    motion = village.read(motion_at, ref)
    tick(village, CLOSES + 6 * DAY)
    first, second = village.look(lambda db: rounds_of(db, village.id, motion.id, CLOSES + 6 * DAY))
    assert first.verdict is not None
    assert second.verdict is not None
    assert (first.vote.version, first.verdict.outcome) == (1, Outcome.REJECTED)
    assert (second.vote.version, second.verdict.outcome) == (2, Outcome.PASSED)


def test_a_vote_called_off_before_the_first_ballot_makes_room_for_another(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY):
        village.do(CHAIR, void, ref, "截止时间写错了")
        entry = village.last()
        assert village.do(CHAIR, open, ref, CLOSES) == 2
    assert (entry["act"], entry["actor"], entry["on"]) == ("vote.void", "seat:yishihui/13", f"vote:{ref}/1")
    motion = village.read(motion_at, ref)
    first, second = village.look(lambda db: rounds_of(db, village.id, motion.id, OPENED + DAY))
    assert (first.state, first.vote.voided_why, second.state) == (State.VOID, "截止时间写错了", State.OPEN)


@pytest.mark.parametrize("who", [1, 7, "clerk", "stranger"])
def test_only_the_chair_calls_it_off(village: Village, who: object) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY), pytest.raises(Refusal, match="who acts as chair here"):
        village.do(who, void, ref, "截止时间写错了")


def test_after_the_first_ballot_only_the_deadline_ends_it(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": [1]})
    with clock.at(OPENED + 2 * DAY), pytest.raises(Refusal, match="only the deadline ends this vote"):
        village.do(CHAIR, void, ref, "截止时间写错了")


def test_nothing_is_called_off_twice_late_or_without_a_reason(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY), pytest.raises(Refusal, match="Please say in a few words why"):
        village.do(CHAIR, void, ref, "错")
    with clock.at(CLOSES + timedelta(hours=1)), pytest.raises(Refusal, match="has ended already"):
        village.do(CHAIR, void, ref, "截止时间写错了")
    other = put_motion(village, at=CLOSES + 100 * DAY)
    with clock.at(CLOSES + 100 * DAY), pytest.raises(Refusal, match="No vote runs"):
        village.do(CHAIR, void, other, "截止时间写错了")
