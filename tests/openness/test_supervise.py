"""The supervisory committee says whether an objection is upheld, and whether what was entered is true."""

from datetime import date, timedelta

import pytest

from council.kit import clock
from council.kit.act import SignInFirst
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.openness.acts import check, clear_text, judge, reply
from council.openness.checks import checks_of
from council.openness.gate import blocked_by
from council.people.acts import appoint
from council.people.tables import memberships_of
from council.procedure.moving import Came, advance
from council.rules.publicity import About, State
from council.rules.refusal import Refusal
from council.rules.walk import Result
from tests.openness.scene import LAST, POSTED, at, case, notice, objects, passed, post
from tests.openness.test_answer import CLEARED, answer
from tests.openness.test_object import objection
from tests.village import Village
from tests.votes.scene import DAY, put_motion, tick

OPINION = "到现场看过，灯确实照进卧室，应当重新定位置"


@pytest.fixture
def answered(village: Village, posted: str) -> str:
    objects(village, posted)
    answer(village, posted)
    return posted


def judged(village: Village, ref: str, upheld: bool, who: object = "监一", moment: object = None, **more: str) -> None:
    with clock.at(moment or at(2026, 11, 26)):  # type: ignore[arg-type]
        village.do(who, judge, ref, 1, upheld, more.get("opinion", OPINION))


def looked(village: Village, ref: str, true: bool, moment: object, step: str = "resolution", **more: object) -> None:
    with clock.at(moment):  # type: ignore[arg-type]
        village.do(more.get("who", "监一"), check, ref, step, true, more.get("opinion", OPINION))


def blocked(village: Village, ref: str, today: date) -> list[str]:
    motion = village.read(motion_at, ref)
    return [str(refusal) for refusal in village.read(blocked_by, motion.id, today)]


# ── 成立 / 不成立 ──


def test_not_upheld_nothing_changes_for_the_matter(village: Village, answered: str) -> None:
    judged(village, answered, False)
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("objection.judge", "seat:jianwei/1")
    assert entry["facts"] == {"number": 1, "judged": "not_upheld"}
    tick(village, at(2026, 12, 1, 0))
    assert case(village, answered).running("works")


def test_upheld_the_matter_goes_back_to_who_decides_it(village: Village, answered: str) -> None:
    judged(village, answered, True)
    assert village.last()["facts"] == {
        "number": 1, "judged": "upheld", "stage": "publication", "attempt": 1, "result": "rejected",
        "decides": "anew", "on_day": "2026-11-26",
    }  # fmt: skip
    assert case(village, answered).running("resolution")
    assert notice(village, answered).state(date(2026, 11, 26)) is State.SENT_BACK
    assert state_of(village.read(motion_at, answered), at(2026, 11, 26)) == "put"
    assert blocked(village, answered, LAST + DAY) == [
        "The matter went back after it was published: it has to be published anew."
    ]
    tick(village, at(2026, 12, 1, 0))
    assert village.last()["act"] == "objection.judge", "a notice that counts no more is not ended"


def test_decided_anew_it_is_published_anew(village: Village, answered: str) -> None:
    judged(village, answered, True)
    with pytest.raises(Refusal, match="cannot begin"):
        post(village, answered, at(2026, 11, 27))
    motion = village.read(motion_at, answered)
    with clock.at(at(2026, 11, 29)):
        village.do(None, advance, motion.id, "resolution", Result.PASSED, Came(done_on=date(2026, 11, 29), entry=1))
    assert post(village, answered, at(2026, 11, 30)) == 2
    tick(village, at(2026, 12, 8, 0))
    assert case(village, answered).running("works")


def test_upheld_after_the_period_it_stops_what_went_on_since(village: Village, answered: str) -> None:
    tick(village, at(2026, 12, 1, 0))
    assert case(village, answered).running("works")
    judged(village, answered, True, moment=at(2026, 12, 2))
    assert village.last()["facts"]["result"] == "sent_back"
    assert case(village, answered).running("resolution")


def test_first_the_committee_answers(village: Village, posted: str) -> None:
    objects(village, posted)
    with pytest.raises(Refusal, match="First the committee answers, by 2026-11-27"):
        judged(village, posted, True)
    judged(village, posted, False, moment=at(2026, 11, 28))  # it let its days pass


def test_an_opinion_is_given(village: Village, answered: str) -> None:
    with pytest.raises(Refusal) as refused:
        judged(village, answered, True, opinion="是")
    assert list(refused.value.notes) == ["opinion"]


@pytest.mark.parametrize("who", ["clerk", "委一", 8, "stranger"])
def test_nobody_else_decides(village: Village, answered: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the supervisory committee"):
        judged(village, answered, True, who)


def test_who_keeps_the_committees_papers_does_not_supervise_it(village: Village, answered: str) -> None:
    number = village.read(memberships_of, village.accounts["监二"])[0].number
    village.do("clerk", appoint, "clerk", number=number)
    with pytest.raises(Refusal, match="Only the supervisory committee"):
        judged(village, answered, True, "监二")


def test_twice_is_once(village: Village, answered: str) -> None:
    judged(village, answered, False)
    with pytest.raises(Refusal, match="Nothing is different"):
        judged(village, answered, False)
    judged(village, answered, True, moment=at(2026, 11, 27))
    with pytest.raises(Refusal, match="upheld already"):
        judged(village, answered, False, moment=at(2026, 11, 28))


def test_an_objection_to_an_older_decision_moves_nothing_any_more(village: Village, answered: str) -> None:
    objects(village, answered, POSTED + 2 * DAY, address="203.0.113.8")
    judged(village, answered, True)
    with clock.at(at(2026, 11, 27)):
        village.do("clerk", reply, answered, 2, "也是同一件事，一起重新定。")
        village.do("监一", judge, answered, 2, True, OPINION)
    assert "result" not in village.last()["facts"]


# ── 属实 / 不属实 ──


def test_what_is_true_is_said_to_be(village: Village, posted: str) -> None:
    looked(village, posted, True, at(2026, 11, 24), opinion="")
    entry = village.last()
    assert (entry["act"], entry["on"]) == ("check.mark", f"notice:{posted}/resolution/1")
    assert entry["facts"] == {"step": "resolution", "posting": 1, "holds": "true"}
    assert blocked(village, posted, LAST + DAY) == []


def test_an_untrue_publication_has_to_hang_again(village: Village, posted: str) -> None:
    looked(village, posted, False, at(2026, 11, 29))
    tick(village, at(2026, 12, 1, 0))
    assert village.last()["act"] == "notice.end"
    assert case(village, posted).running("publication")
    assert "has to hang again" in blocked(village, posted, LAST + DAY)[0]
    assert post(village, posted, at(2026, 12, 1, 10)) == 2
    tick(village, at(2026, 12, 9, 0))
    assert case(village, posted).running("works")


def test_untrue_after_the_end_it_takes_back_what_went_on_since(village: Village, posted: str) -> None:
    tick(village, at(2026, 12, 1, 0))
    looked(village, posted, False, at(2026, 12, 2))
    assert case(village, posted).running("publication")
    assert village.last()["facts"]["to"] == "publication"
    looked(village, posted, True, at(2026, 12, 3), opinion="看了照片，是贴着的")
    assert village.last()["facts"]["result"] == "cleared", "said otherwise later, it goes on"
    assert case(village, posted).running("works")


def test_entered_when_its_days_were_over_it_waits_to_be_confirmed(village: Village, ref: str) -> None:
    post(village, ref, at(2026, 12, 5), posted_on=date(2026, 11, 23))
    tick(village, at(2026, 12, 5, 10))
    assert village.last()["act"] == "notice.end"
    assert case(village, ref).running("publication")
    assert "confirm it first" in blocked(village, ref, date(2026, 12, 5))[0]
    looked(village, ref, True, at(2026, 12, 6), opinion="")
    assert case(village, ref).running("works")


def test_the_decision_is_looked_at_too(village: Village, posted: str) -> None:
    looked(village, posted, True, at(2026, 11, 24), step="decision")
    assert village.last()["on"] == f"motion:{posted}"
    motion = village.read(motion_at, posted)
    assert [(row.step, row.attempt, row.holds, row.name) for row in village.read(checks_of, motion.id)] == [
        ("decision", 0, True, "监一")
    ]


@pytest.mark.parametrize(("step", "why"), [("result", "not been published"), ("x", "choose one")])
def test_only_what_is_there_is_looked_at(village: Village, posted: str, step: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        looked(village, posted, True, at(2026, 11, 24), step=step)


def test_nothing_decided_nothing_to_look_at(village: Village) -> None:
    put = put_motion(village)
    with pytest.raises(Refusal, match="Nothing is decided"):
        looked(village, put, True, at(2026, 11, 24), step="decision")


def test_an_untrue_one_needs_its_reason(village: Village, posted: str) -> None:
    with pytest.raises(Refusal) as refused:
        looked(village, posted, False, at(2026, 11, 24), opinion="")
    assert list(refused.value.notes) == ["opinion"]


@pytest.mark.parametrize("who", ["clerk", "委一", 8, "stranger"])
def test_nobody_else_looks(village: Village, posted: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the supervisory committee"):
        looked(village, posted, True, at(2026, 11, 24), who=who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, posted: str) -> None:
    with pytest.raises(SignInFirst):
        looked(village, posted, True, at(2026, 11, 24), who=None)


# ── the whole of it, to the second publication ──


def test_the_result_is_published_as_the_resolution_was(village: Village, posted: str) -> None:
    tick(village, at(2026, 12, 1, 0))
    motion = village.read(motion_at, posted)
    with clock.at(at(2026, 12, 10)):
        village.do(None, advance, motion.id, "works", Result.CLEARED, Came(done_on=date(2026, 12, 10), entry=1))
    assert post(village, posted, at(2026, 12, 11), about=About.RESULT) == 1
    assert notice(village, posted, "result").ends_on == date(2026, 12, 18)
    objects(village, posted, at(2026, 12, 12))
    assert objection(village, posted).about is About.RESULT
    answer(village, posted, moment=at(2026, 12, 13))
    with clock.at(at(2026, 12, 13)):
        village.do("监一", clear_text, posted, 1, CLEARED)
    tick(village, at(2026, 12, 19, 0) - timedelta(milliseconds=1))
    assert case(village, posted).running("result")
    tick(village, at(2026, 12, 19, 0))
    assert case(village, posted).standing.state == "done"


def test_two_matters_have_boards_of_their_own(village: Village, posted: str) -> None:
    other = passed(village)
    post(village, other, POSTED)
    objects(village, other)
    assert objection(village, other).name == f"{other.partition('-')[2]}-1"
    assert blocked(village, posted, LAST + DAY) == []
    assert len(blocked(village, other, LAST + DAY)) == 1
