"""Standing aside: declared with its reason before the vote opens, by the member or through the clerk."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.act import SignInFirst
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.votes.acts import open, recuse, unrecuse, vacate
from council.votes.reading import recusals_of
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, put_motion, send_all, stands

WHY = "施工队是我弟弟的"


def aside(village: Village, ref: str) -> list[int]:
    return list(village.read(recusals_of, village.read(motion_at, ref).id))


def test_a_member_stands_aside_and_the_roll_says_so(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, WHY)
        entry = village.last()
        village.do(CHAIR, open, ref, CLOSES)
    assert (entry["act"], entry["actor"], entry["on"]) == ("vote.recuse", "seat:yishihui/3", f"motion:{ref}")
    assert entry["facts"] == {"body": "yishihui", "seat": 3}
    assert list(entry["sealed"]) == ["reason"]
    assert stands(village, ref, OPENED).roll[2].recused_why == WHY


def test_the_clerk_writes_it_down(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do("clerk", recuse, ref, 3, WHY)
    assert village.last()["actor"] == "clerk:90"
    assert aside(village, ref) == [3]


@pytest.mark.parametrize("who", [4, CHAIR, "stranger"])
def test_nobody_else_lets_a_seat_stand_aside(village: Village, who: object) -> None:
    ref = put_motion(village)
    with clock.at(OPENED), pytest.raises(Refusal, match="A member stands aside for themselves"):
        village.do(who, recuse, ref, 3, WHY)
    assert aside(village, ref) == []


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED), pytest.raises(SignInFirst):
        village.do(None, recuse, ref, 3, WHY)


def test_it_is_taken_back_and_declared_anew(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, WHY)
        village.do(3, unrecuse, ref, 3)
        assert (village.last()["act"], aside(village, ref)) == ("vote.unrecuse", [])
        with pytest.raises(Refusal, match="does not stand aside"):
            village.do(3, unrecuse, ref, 3)
        village.do("clerk", recuse, ref, 3, WHY)
        with pytest.raises(Refusal, match="stands aside already"):
            village.do(3, recuse, ref, 3, WHY)
    assert aside(village, ref) == [3]


def test_nobody_stands_aside_or_comes_back_while_the_vote_runs(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, WHY)
        village.do(CHAIR, open, ref, CLOSES)
    with clock.at(OPENED + DAY):
        with pytest.raises(Refusal, match="Its roll is frozen"):
            village.do(4, recuse, ref, 4, WHY)
        with pytest.raises(Refusal, match="Its roll is frozen"):
            village.do(3, unrecuse, ref, 3)


def test_a_vacant_seat_and_a_short_reason_are_refused(found: Callable[..., Village]) -> None:
    village = found(vacant={12})
    ref = put_motion(village)
    with clock.at(OPENED):
        with pytest.raises(Refusal, match="Nobody holds this seat"):
            village.do("clerk", recuse, ref, 12, WHY)
        with pytest.raises(Refusal, match="Please say in a few words why"):
            village.do(3, recuse, ref, 3, "不")


def test_whoever_follows_in_a_vacated_seat_has_not_stood_aside(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, WHY)
        village.do("clerk", vacate, "yishihui", 3, "搬走了，辞去席位")
    assert aside(village, ref) == []


def test_g10_a_recused_seat_keeps_the_base(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(12, recuse, ref, 12, WHY)
        village.do(CHAIR, open, ref, CLOSES)
    send_all(village, ref, {"for": range(1, 10), "against": [10, 11, 13]})
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.of, verdict.needed, verdict.present) == (Outcome.PASSED, 13, 9, 12)
