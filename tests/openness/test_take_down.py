"""A notice that came down before its time counts for nothing: it hangs again for all its days (G40)."""

from datetime import date

import pytest

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.motions.tables import motion_at
from council.openness.acts import reply, take_down
from council.openness.gate import blocked_by
from council.procedure.acts import send_back
from council.rules.publicity import About, State
from council.rules.refusal import Refusal
from tests.openness.scene import LAST, at, case, notice, objects, post, voted
from tests.village import Village
from tests.votes.scene import DAY, tick

FIFTH = date(2026, 11, 28)
WHY = "刮大风，被吹掉了"


def down(
    village: Village, ref: str, who: object = "clerk", on: date = FIFTH, moment: object = None, why: str = WHY
) -> None:
    with clock.at(moment or at(2026, 11, 28, 17)):  # type: ignore[arg-type]
        village.do(who, take_down, ref, About.RESOLUTION, on, why)


def blocked(village: Village, ref: str, today: date) -> list[str]:
    motion = village.read(motion_at, ref)
    return [str(refusal) for refusal in village.read(blocked_by, motion.id, today)]


@pytest.mark.parametrize(("who", "actor"), [("clerk", "clerk:90"), ("监二", "seat:jianwei/2")])
def test_g40_taken_down_on_day_five_the_period_starts_again(
    village: Village, posted: str, who: object, actor: str
) -> None:
    down(village, posted, who)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["facts"]) == (
        "notice.take_down", actor, {"taken_down_on": "2026-11-28"},
    )  # fmt: skip
    tick(village, at(2026, 12, 1, 0))
    assert village.last()["act"] == "notice.take_down", "the clock ends nothing that does not hang"
    assert blocked(village, posted, date(2026, 12, 5)) == [
        "It was taken down on 2026-11-28, before its time. It has to hang again for all its days."
    ]
    assert post(village, posted, at(2026, 11, 30)) == 2
    assert notice(village, posted).ends_on == date(2026, 12, 7)
    tick(village, at(2026, 12, 8, 0))
    assert blocked(village, posted, date(2026, 12, 8)) == []
    assert case(village, posted).running("works")


def test_the_last_reply_lets_the_matter_go_on_also_where_the_notice_it_was_filed_to_came_down(
    village: Village,
) -> None:
    posted = voted(village)
    post(village, posted)
    objects(village, posted)
    down(village, posted)
    assert post(village, posted, at(2026, 11, 30)) == 2
    tick(village, at(2026, 12, 8, 0))
    assert not case(village, posted).running("works")
    with clock.at(at(2026, 12, 9)):
        village.do("委一", reply, posted, 1, "灯杆往西挪八米。")
    assert village.last()["act"] == "objection.reply"
    assert case(village, posted).running("works")
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_no_objection_to_what_does_not_hang(village: Village, posted: str) -> None:
    down(village, posted)
    with pytest.raises(Refusal, match="taken down before its time"):
        objects(village, posted, at(2026, 11, 29))


def test_it_cannot_be_posted_as_of_a_day_before_it_came_down(village: Village, posted: str) -> None:
    down(village, posted)
    with pytest.raises(Refusal, match="cannot have been before"):
        post(village, posted, at(2026, 11, 30), posted_on=date(2026, 11, 27))


def test_found_out_afterwards_it_takes_back_what_went_on_since(village: Village, posted: str) -> None:
    tick(village, at(2026, 12, 1, 0))
    assert case(village, posted).running("works")
    down(village, posted, "监一", moment=at(2026, 12, 3))
    assert village.last()["facts"] == {
        "taken_down_on": "2026-11-28", "stage": "works", "attempt": 1, "result": "sent_back", "to": "publication",
        "on_day": "2026-12-03",
    }  # fmt: skip
    assert case(village, posted).running("publication")
    assert notice(village, posted).state(date(2026, 12, 3)) is State.TAKEN_DOWN
    assert post(village, posted, at(2026, 12, 3, 12)) == 2


@pytest.mark.parametrize(
    ("on", "moment", "why"),
    [
        (date(2026, 11, 29), at(2026, 11, 28, 17), "still to come"),
        (date(2026, 11, 22), at(2026, 11, 28, 17), "cannot have been before"),
        (LAST + DAY, at(2026, 12, 3), "need not be entered"),
    ],
)
def test_on_a_day_on_which_it_can_have_been(village: Village, posted: str, on: date, moment: object, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        down(village, posted, on=on, moment=moment)
    assert list(refused.value.notes) == ["on"]


def test_what_waits_for_an_answer_is_not_sent_to_be_taken_down(village: Village, posted: str) -> None:
    """Its days are over, so that it cannot come down any more; an answer is what it takes."""
    number, moment = objects(village, posted), at(2026, 12, 3)
    tick(village, at(2026, 12, 1, 0))
    with clock.at(moment), pytest.raises(Refusal, match="Answer it first"):
        village.do("clerk", send_back, posted, "resolution", WHY)
    with clock.at(moment):
        village.do("委一", reply, posted, number, "灯装在路口，不照窗户。")
    assert case(village, posted).running("works")
    with clock.at(moment):
        village.do("clerk", send_back, posted, "resolution", WHY)
    assert case(village, posted).running("resolution")


@pytest.mark.parametrize("who", [8, "委一", "stranger"])
def test_a_stranger_does_not_enter_it(village: Village, posted: str, who: object) -> None:
    with pytest.raises(Refusal, match="clerk or the supervisory committee"):
        down(village, posted, who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, posted: str) -> None:
    with pytest.raises(SignInFirst):
        down(village, posted, None)


def test_a_reason_is_given(village: Village, posted: str) -> None:
    with pytest.raises(Refusal) as refused:
        down(village, posted, why="风")
    assert list(refused.value.notes) == ["why"]


def test_twice_is_once(village: Village, posted: str) -> None:
    down(village, posted)
    with pytest.raises(Refusal, match="does not hang"):
        down(village, posted)


def test_what_was_never_posted(village: Village, ref: str) -> None:
    with pytest.raises(NotFound):
        down(village, ref)
