"""A motion is put: numbered for good, public at once."""

from datetime import date, timedelta

import pytest

from council.kit import clock
from council.kit.act import NotFound
from council.motions.acts import conclude, hold, propose, put, withdraw
from council.motions.listing import state_of
from council.motions.tables import draft, motion_at
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome
from tests.motions.words import CLEANING, LIGHTS, lights
from tests.village import Village

YEAR = clock.today().year


def put_lights(village: Village, who: object = 7, **other: object) -> str:
    return village.do(who, put, village.do(who, propose, "yishihui", "lighting", lights(**other)))


def test_a_draft_that_is_put_has_a_number_and_is_public(village: Village) -> None:
    ref = put_lights(village)
    assert ref == f"{YEAR}-1"
    row = village.read(motion_at, ref)
    assert (row.wording, row.ref, row.proposer_seat, row.proposer) == (LIGHTS, ref, 7, "熊建")
    assert row.put_at == row.written_at
    assert state_of(row, clock.now()) == "put"


def test_the_book_keeps_what_was_put(village: Village) -> None:
    ref = put_lights(village)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("motion.put", "seat:yishihui/7", f"motion:{ref}")
    assert entry["facts"] == {
        "year": YEAR, "number": 1, "version": 1, "body": "yishihui", "matter": "lighting",
        "proposed_by": "seat:yishihui/7", "cost_fen": 3_840_000, "done_by": "2099-01-15",
    }  # fmt: skip
    assert set(entry["sealed"]) == {"title", "what", "cost", "money_from", "done_by", "whom", "text"}


def test_what_costs_nothing_has_no_source_of_money_in_the_book(village: Village) -> None:
    village.do("clerk", put, village.do("clerk", propose, "yishihui", "sanitation", CLEANING))
    entry = village.last()
    assert entry["facts"]["cost_fen"] == 0
    assert entry["facts"]["proposed_by"] == "clerk"
    assert set(entry["sealed"]) == {"title", "what", "cost", "done_by", "whom"}


def test_numbers_follow_one_another_and_begin_anew_each_year(village: Village) -> None:
    assert [put_lights(village), put_lights(village)] == [f"{YEAR}-1", f"{YEAR}-2"]
    # 23:30 on 31 December in UTC is 1 January in China.
    with clock.at(clock.start_of(date(YEAR + 1, 1, 1)) + timedelta(minutes=30)):
        assert put_lights(village) == f"{YEAR + 1}-1"


def test_a_number_is_never_used_again(village: Village) -> None:
    put_lights(village)
    last = put_lights(village)
    village.do(7, withdraw, last, "已经有别的办法了")
    assert put_lights(village) == f"{YEAR}-3"
    assert village.read(motion_at, last).withdrawn_why == "已经有别的办法了"


def test_the_clerk_puts_a_members_draft_and_it_stays_the_members(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    ref = village.do("clerk", put, motion)
    assert village.read(motion_at, ref).proposer_seat == 7
    assert village.last()["actor"] == "clerk:90"
    assert village.last()["facts"]["proposed_by"] == "seat:yishihui/7"


def test_put_already_it_is_not_put_again(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    ref = village.do(7, put, motion)
    with pytest.raises(Refusal, match=f"put already, as no. {ref}"):
        village.do(7, put, motion)
    with pytest.raises(NotFound):
        village.read(draft, motion)


def test_a_day_that_has_passed_is_refused(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", lights(done_by_day=clock.today() - timedelta(days=1)))
    with pytest.raises(Refusal) as refused:
        village.do(7, put, motion)
    assert list(refused.value.notes) == ["done_by_day"]


def test_today_is_not_too_late(village: Village) -> None:
    assert put_lights(village, done_by_day=clock.today())


def rejected(village: Village, ref: str) -> None:
    motion = village.read(motion_at, ref)
    village.do(None, hold, motion.id, clock.now() + timedelta(days=3))
    with clock.at(clock.now() + timedelta(days=4)):
        village.do(None, conclude, motion.id, Outcome.REJECTED)


def test_g44_the_same_words_wait_after_a_rejection(village: Village) -> None:
    rejected(village, put_lights(village))  # three days from now
    again = village.do(8, propose, "yishihui", "lighting", LIGHTS)
    with clock.at(clock.now() + timedelta(days=23)), pytest.raises(Refusal, match=r"rejected.*left: 70"):
        village.do(8, put, again)
    with clock.at(clock.now() + timedelta(days=93)):
        assert village.do(8, put, again)


def test_g44_changed_words_need_not_wait(village: Village) -> None:
    rejected(village, put_lights(village))
    with clock.at(clock.now() + timedelta(days=23)):
        assert put_lights(village, 8, cost="28,400 元，少装三盏", cost_fen=28_400_00)


def test_an_outcome_is_dated_by_its_deadline(village: Village) -> None:
    ref = put_lights(village)
    rejected(village, ref)
    row = village.read(motion_at, ref)
    assert row.held_until is None
    assert row.decided_at is not None
    assert row.decided_at < clock.now() + timedelta(days=3, seconds=1)


@pytest.mark.parametrize(
    "ref", ["2026-0", "2026", "0-1", "2026-01", "2026-1x", "２０２６-1", "9999-1", "2026-9999999", ""]
)
def test_what_is_no_number_is_not_found(village: Village, ref: str) -> None:
    put_lights(village)
    with pytest.raises(NotFound):
        village.read(motion_at, ref)
