"""A notice is posted: its days counted, under the rules of its path, by the clerk, once."""

from datetime import date, timedelta

import pytest

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.motions.acts import withdraw
from council.rules.publicity import About, State
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from council.rules.walk import Result
from tests.openness.scene import LAST, POSTED, at, case, notice, passed, post
from tests.village import Village
from tests.votes.scene import DAY, put_motion


def test_a_notice_hangs_from_the_day_after_to_the_end_of_its_last_day(village: Village, ref: str) -> None:
    assert post(village, ref) == 1
    found = notice(village, ref)
    assert (found.posted_on, found.counted_to, found.ends_on, found.late) == (date(2026, 11, 23), LAST, LAST, 0)
    assert (found.title, found.place, found.law.days, found.law.reply_days) == (
        "村口到小学路段装 12 盏路灯",
        "村口公告栏",
        7,
        3,
    )
    assert found.state(LAST) is State.OPEN
    assert found.state(LAST + DAY) is State.OVER
    assert case(village, ref).opened_on == date(2026, 11, 23)


def test_the_book_says_what_was_posted_and_no_number_to_ring(village: Village, ref: str) -> None:
    post(village, ref)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("notice.post", "clerk:90", f"notice:{ref}/resolution/1")
    path = {"path", "stages", "again_days"}  # the first entry that speaks of it tells the path
    assert {key: value for key, value in entry["facts"].items() if key not in path} == {
        "about": "resolution", "posting": 1, "version": 1, "stage": "publication", "required_days": 7, "reply_days": 3,
        "days": 7, "posted_on": "2026-11-23", "counted_to": "2026-11-30", "ends_on": "2026-11-30",
    }  # fmt: skip
    assert set(entry["sealed"]) == {"place", "sources"}
    assert "12345678" not in str(village.entries())


def test_g39_a_last_day_on_a_holiday_ends_the_next_working_day(village: Village, ref: str) -> None:
    post(village, ref, days=11)  # to Friday 4 December
    assert notice(village, ref).ends_on == date(2026, 12, 4)
    other = passed(village)
    post(village, other, days=12)  # to Saturday 5 December, so Monday
    found = notice(village, other)
    assert (found.counted_to, found.ends_on) == (date(2026, 12, 5), date(2026, 12, 7))


@pytest.mark.parametrize("days", [1, 5, 6])
def test_g40_fewer_days_than_the_rules_give_are_refused(village: Village, ref: str, days: int) -> None:
    with pytest.raises(Refusal, match=f"at least 7 days; you entered {days}") as refused:
        post(village, ref, days=days)
    assert list(refused.value.notes) == ["days"]
    with pytest.raises(NotFound):
        notice(village, ref)


def test_more_days_may_be_given(village: Village, ref: str) -> None:
    post(village, ref, days=15)
    assert notice(village, ref).ends_on == date(2026, 12, 8)


@pytest.mark.parametrize("who", [13, 8, "委一", "监一", "stranger"])
def test_nobody_but_the_clerk_publishes(village: Village, ref: str, who: object) -> None:
    with pytest.raises(Refusal, match="The clerk publishes"):
        post(village, ref, who=who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, ref: str) -> None:
    with pytest.raises(SignInFirst):
        post(village, ref, who=None)


def test_what_is_not_decided_is_not_published(village: Village) -> None:
    put = put_motion(village)
    with pytest.raises(Refusal, match="the result of its vote") as refused:
        post(village, put)
    assert str(refused.value).startswith("“Decision published” cannot begin")


def test_what_did_not_pass_is_not_published(village: Village) -> None:
    ref = passed(village, Outcome.REJECTED)
    with pytest.raises(Refusal, match="was not passed"):
        post(village, ref)


@pytest.mark.parametrize(("about", "why"), [(About.RESULT, "cannot begin"), (About.PLAN, "not published")])
def test_everything_in_its_turn(village: Village, ref: str, about: About, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        post(village, ref, about=about)


def test_a_motion_that_is_not_there(village: Village) -> None:
    with pytest.raises(NotFound):
        post(village, "2026-77")


def test_typed_in_later_it_counts_from_the_paper_and_says_that_it_was_late(village: Village, ref: str) -> None:
    post(village, ref, POSTED + 3 * DAY, posted_on=date(2026, 11, 23))
    found = notice(village, ref)
    assert (found.ends_on, found.late) == (LAST, 3)


@pytest.mark.parametrize(
    ("posted_on", "why"), [(date(2026, 11, 24), "still to come"), (date(2026, 11, 21), "cannot have been before")]
)
def test_no_paper_is_of_the_future_or_older_than_the_decision(
    village: Village, ref: str, posted_on: date, why: str
) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        post(village, ref, posted_on=posted_on)
    assert list(refused.value.notes) == ["posted_on"]


def test_twice_is_once(village: Village, posted: str) -> None:
    with pytest.raises(Refusal, match="hangs already"):
        post(village, posted, POSTED + DAY)
    assert [entry["act"] for entry in village.entries()].count("notice.post") == 1


def test_what_hung_all_its_days_is_not_posted_again(village: Village, posted: str) -> None:
    with pytest.raises(Refusal, match="is done already"):
        post(village, posted, at(2026, 12, 2))


# ── a year nobody knows ──

NEW_YEAR = at(2026, 12, 23, 10)


def test_a_last_day_that_nobody_knows_is_warned_of(village: Village, ref: str) -> None:
    with pytest.raises(Refusal, match="2026-12-30 is a day off") as refused:
        post(village, ref, NEW_YEAR)
    assert list(refused.value.notes) == ["unknown"]


def test_posted_all_the_same_it_hangs_until_its_end_is_settled(village: Village, ref: str) -> None:
    post(village, ref, NEW_YEAR, unknown=True)
    found = notice(village, ref)
    assert (found.counted_to, found.ends_on) == (date(2026, 12, 30), None)
    assert "ends_on" not in village.last()["facts"]
    with clock.at(at(2027, 6, 1)):
        village.db.write_now(village.id, lambda session: None)
    assert notice(village, ref).ended_at is None
    assert notice(village, ref).state(date(2027, 6, 1)) is State.OPEN


def test_the_matter_stands_at_its_publication_while_it_hangs(village: Village, posted: str) -> None:
    assert case(village, posted).running("publication")
    with pytest.raises(Refusal), clock.at(POSTED + timedelta(hours=1)):
        village.do("clerk", withdraw, posted, "不想办了，先放一放")
    assert case(village, posted).last("publication") is None
    assert Result.CLEARED not in {step.result for step in case(village, posted).steps}
