"""The committee answers, on record, in time or late; the supervisory committee takes names out; one may hand it on."""

from datetime import date

import pytest

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.openness.acts import clear_text, hand_on, judge, reply
from council.openness.objections import waiting_for_reply, waiting_for_supervision
from council.rules.refusal import Refusal
from tests.openness.scene import POSTED, at, case, objects
from tests.openness.test_object import objection
from tests.village import Village

ANSWER = "灯杆往西挪八米，灯头加遮光罩，图已经改好。"
CLEARED = "灯杆别立在菜地边上，夜里太亮影响睡觉"


@pytest.fixture
def asked(village: Village, posted: str) -> str:
    objects(village, posted)
    return posted


def answer(village: Village, ref: str, who: object = "委一", moment: object = None, text: str = ANSWER) -> None:
    with clock.at(moment or at(2026, 11, 25)):  # type: ignore[arg-type]
        village.do(who, reply, ref, 1, text)


# ── the reply ──


@pytest.mark.parametrize(("who", "actor"), [("委一", "seat:weiyuanhui/1"), ("clerk", "clerk:90")])
def test_the_committee_answers_or_the_clerk_for_it(village: Village, asked: str, who: object, actor: str) -> None:
    answer(village, asked, who)
    found = objection(village, asked)
    assert (found.reply, found.late) == (ANSWER, 0)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["facts"]) == ("objection.reply", actor, {"number": 1, "again": 0})
    assert case(village, asked).paused_since is None


@pytest.mark.parametrize("who", [8, "监一", "stranger"])
def test_nobody_else_answers(village: Village, asked: str, who: object) -> None:
    with pytest.raises(Refusal, match="member of the committee answers"):
        answer(village, asked, who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, asked: str) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, reply, asked, 1, ANSWER)


def test_g41_after_its_day_it_is_overdue_and_then_late(village: Village, asked: str) -> None:
    assert not objection(village, asked).overdue(date(2026, 11, 27))
    assert objection(village, asked).overdue(date(2026, 11, 28))
    answer(village, asked, moment=at(2026, 11, 30))
    assert objection(village, asked).late == 3


def test_while_another_waits_the_matter_waits(village: Village, asked: str) -> None:
    objects(village, asked, address="203.0.113.8")
    answer(village, asked)
    assert case(village, asked).paused_since is not None


def test_a_reply_may_be_bettered_and_the_first_stays_on_record(village: Village, asked: str) -> None:
    answer(village, asked)
    answer(village, asked, moment=at(2026, 11, 29), text="更正：灯杆往东挪八米。")
    found = objection(village, asked)
    assert (found.reply, found.late) == ("更正：灯杆往东挪八米。", 0)
    assert clock.day_of(found.replied_at) == date(2026, 11, 25)  # type: ignore[arg-type]
    assert village.last()["facts"]["again"] == 1
    with pytest.raises(Refusal, match="Nothing is different"):
        answer(village, asked, moment=at(2026, 11, 29), text="更正：灯杆往东挪八米。")


def test_a_reply_says_something(village: Village, asked: str) -> None:
    with pytest.raises(Refusal) as refused:
        answer(village, asked, text="好")
    assert list(refused.value.notes) == ["reply"]


def test_an_objection_that_is_not_there(village: Village, posted: str) -> None:
    with pytest.raises(NotFound):
        answer(village, posted)


def test_what_is_due_first_comes_first(village: Village, asked: str) -> None:
    with clock.at(at(2026, 11, 25)):
        objects(village, asked, at(2026, 11, 25), address="203.0.113.8")
    assert [row.number for row in village.read(waiting_for_reply)] == [1, 2]
    answer(village, asked, moment=at(2026, 11, 26))
    assert [row.number for row in village.read(waiting_for_reply)] == [2]


# ── names taken out ──


def test_a_member_of_the_supervisory_committee_takes_the_names_out(village: Village, asked: str) -> None:
    assert [row.number for row in village.read(waiting_for_supervision)] == [1]
    village.do("监三", clear_text, asked, 1, CLEARED)
    assert objection(village, asked).cleared_text == CLEARED
    entry = village.last()
    assert (entry["act"], entry["actor"], set(entry["sealed"])) == ("objection.clear", "seat:jianwei/3", {"text"})


def test_done_again_the_newer_text_stands(village: Village, asked: str) -> None:
    village.do("监三", clear_text, asked, 1, CLEARED)
    village.do("监一", clear_text, asked, 1, CLEARED + "，请挪一挪")
    assert objection(village, asked).cleared_text == CLEARED + "，请挪一挪"
    with pytest.raises(Refusal, match="Nothing is different"):
        village.do("监一", clear_text, asked, 1, CLEARED + "，请挪一挪")


@pytest.mark.parametrize("who", ["clerk", "委一", 8, "stranger"])
def test_nobody_who_is_objected_to_decides_what_is_read(village: Village, asked: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the supervisory committee"):
        village.do(who, clear_text, asked, 1, CLEARED)


def test_something_of_it_stays(village: Village, asked: str) -> None:
    with pytest.raises(Refusal) as refused:
        village.do("监一", clear_text, asked, 1, "略")
    assert list(refused.value.notes) == ["text"]


# ── not content ──


def test_who_filed_it_hands_it_to_the_supervisory_committee(village: Village, asked: str) -> None:
    answer(village, asked)
    with clock.at(at(2026, 11, 26)):
        village.do(None, hand_on, asked, 1, "k3m9-7xq2", "还是太亮")
    found = objection(village, asked)
    assert (found.unhappy_why, found.unhappy_at is not None) == ("还是太亮", True)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["sealed"]) == ("objection.hand_on", "resident", {})
    with pytest.raises(Refusal, match="has it already"):
        village.do(None, hand_on, asked, 1, "K3M97XQ2", "")


@pytest.mark.parametrize(("number", "code"), [(1, "K3M97XQ3"), (1, ""), (2, "K3M97XQ2")])
def test_it_needs_its_own_code(village: Village, asked: str, number: int, code: str) -> None:
    answer(village, asked)
    with pytest.raises(Refusal, match="do not belong together"):
        village.do(None, hand_on, asked, number, code, "还是太亮")


def test_before_the_reply_there_is_nothing_to_be_unhappy_with(village: Village, asked: str) -> None:
    with clock.at(POSTED), pytest.raises(Refusal, match="no reply yet"):
        village.do(None, hand_on, asked, 1, "K3M97XQ2", "")


def test_decided_it_is_handed_to_nobody(village: Village, asked: str) -> None:
    answer(village, asked)
    with clock.at(at(2026, 11, 26)):
        village.do("监一", judge, asked, 1, False, "答复在理，图上已经改了")
    with pytest.raises(Refusal, match="has decided"):
        village.do(None, hand_on, asked, 1, "K3M97XQ2", "")
    with pytest.raises(Refusal, match="has decided"):
        answer(village, asked, text="再说一遍，已经挪了")
