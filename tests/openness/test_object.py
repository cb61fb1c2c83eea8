"""Anyone objects, without an account, until the period ends; their words are public once cleared of names."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.act import Act, NotFound, SignInFirst
from council.openness.acts import Said, enter
from council.openness.codes import SIGNS, code_of, hash_of, shown
from council.openness.crowd import MOST, Sum, count, said, sum_of
from council.openness.objections import ObjectionRow, objection_at, objections_page
from council.rules.refusal import Refusal
from tests.openness.scene import HOME, LAST, POSTED, WORDS, at, case, notice, objects
from tests.village import Village
from tests.votes.scene import DAY


def objection(village: Village, ref: str, number: int = 1) -> ObjectionRow:
    return village.read(objection_at, ref, number)


def typed_in(village: Village, ref: str, who: object = "clerk", moment: object = None, **more: object) -> int:
    given = {"channel": "paper", "filed_on": date(2026, 11, 24), "text": WORDS, **more}
    with clock.at(moment or at(2026, 11, 25)):  # type: ignore[arg-type]
        words = Said(text=str(given["text"]), category="established", phone="13800000001")
        return village.do(who, enter, ref, words, "K3M97XQ2", given["channel"], given["filed_on"])


# ── on the web ──


def test_it_takes_a_number_and_a_day_for_its_reply(village: Village, posted: str) -> None:
    assert objects(village, posted) == 1
    found = objection(village, posted)
    assert (found.channel, found.filed_on, found.reply_due, found.category) == (
        "web", date(2026, 11, 24), date(2026, 11, 27), "new",
    )  # fmt: skip
    assert found.name == f"{posted.partition('-')[2]}-1"
    assert (found.text, found.cleared_text) == (WORDS, None)
    assert objects(village, posted, address="203.0.113.8") == 2


def test_a_reply_that_falls_due_on_a_day_off_is_due_on_the_next_working_day(village: Village, posted: str) -> None:
    objects(village, posted, at(2026, 11, 26, 23, 59))  # and three days: a Sunday
    assert objection(village, posted).reply_due == date(2026, 11, 30)


def test_the_book_keeps_the_words_sealed_and_opens_them_to_nobody(village: Village, posted: str) -> None:
    objects(village, posted)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("objection.file", "resident", f"objection:{posted}/1")
    assert set(entry["sealed"]) == {"text"}
    opening = SQLModel.metadata.tables["ledger_opening"]
    query = select(opening.c.value).where(opening.c.community_id == village.id)
    assert WORDS not in village.look(lambda db: [row.value for row in db.rows(query)])
    assert HOME not in str(village.entries())


def test_the_matter_waits_from_then_on(village: Village, posted: str) -> None:
    assert case(village, posted).paused_since is None
    objects(village, posted)
    assert case(village, posted).paused_since is not None


def test_until_the_last_second_of_the_last_day(village: Village, posted: str) -> None:
    assert objects(village, posted, at(2026, 11, 30, 23, 59, 59)) == 1
    with pytest.raises(Refusal) as refused:
        objects(village, posted, at(2026, 12, 1, 0))
    assert str(refused.value) == "The notice period is over. Please go to the supervisory committee."


def test_the_day_on_which_it_is_posted_it_may_be_objected_to(village: Village, posted: str) -> None:
    assert objects(village, posted, POSTED) == 1


def test_nothing_published_nothing_to_object_to(village: Village, ref: str) -> None:
    with pytest.raises(Refusal, match="Nothing of this matter is published"):
        objects(village, ref)
    with pytest.raises(NotFound):
        objects(village, "2026-77")


def test_a_word_is_too_short(village: Village, posted: str) -> None:
    with pytest.raises(Refusal) as refused:
        objects(village, posted, text="不行")
    assert list(refused.value.notes) == ["text"]


# ── when many come ──


def test_after_three_within_an_hour_a_small_sum_is_asked(village: Village, posted: str) -> None:
    for number in range(1, 4):
        assert objects(village, posted) == number
    event = "1" * 32
    with pytest.raises(Refusal, match="small sum") as refused:
        objects(village, posted, event=event)
    assert list(refused.value.notes) == ["sum"]
    asked = sum_of(event)
    assert objects(village, posted, event=event, answer=str(asked.one + asked.other)) == 4
    assert objects(village, posted, address="203.0.113.9") == 5, "somebody else is asked for nothing"


def test_an_hour_later_nothing_is_asked(village: Village, posted: str) -> None:
    for _ in range(3):
        objects(village, posted)
    assert objects(village, posted, at(2026, 11, 24, 16, 0)) == 4
    crowd = SQLModel.metadata.tables["crowd"]
    rows = village.look(lambda db: db.rows(select(crowd.c.came).where(crowd.c.community_id == village.id)))
    assert [row.came for row in rows] == [1, 1], "the hours that are over are forgotten"


def test_beyond_that_the_telephone_is_named(village: Village, posted: str) -> None:
    def flood(act: Act) -> None:
        for _ in range(MOST[True]):
            count(act, HOME)

    with clock.at(POSTED + DAY):
        village.do(None, flood)
    asked = sum_of("1" * 32)
    with pytest.raises(Refusal, match="Please ring, or put a slip into the box"):
        objects(village, posted, event="1" * 32, answer=said(asked.one + asked.other))
    answer = str(asked.one + asked.other)
    assert objects(village, posted, address="198.51.100.1", event="1" * 32, answer=answer) == 1


@pytest.mark.parametrize(("typed", "right"), [("8", True), (" ８ ", True), ("八", True), ("9", False), ("", False)])
def test_a_sum_is_answered_in_digits_or_words(typed: str, right: bool) -> None:
    assert Sum(3, 5).solved_by(typed) is right


def test_a_sum_beyond_ten() -> None:
    assert Sum(9, 9).solved_by("十八")
    assert {sum_of(f"{n:032x}").one + sum_of(f"{n:032x}").other for n in range(200)} <= set(range(4, 19))


# ── the code to follow it by ──


def test_the_same_sending_has_the_same_code(village: Village) -> None:
    code = code_of("0123456789abcdef0123456789abcdef")
    assert code == code_of("0123456789abcdef0123456789abcdef")
    assert len(code) == 8
    assert set(code) <= set(SIGNS)
    assert code != code_of("1123456789abcdef0123456789abcdef")
    assert hash_of(village.id, shown(code).lower()) == hash_of(village.id, code)


# ── on paper and by telephone ──


@pytest.mark.parametrize(("who", "actor"), [("clerk", "clerk:90"), ("监一", "seat:jianwei/1")])
@pytest.mark.parametrize("channel", ["paper", "call"])
def test_a_slip_and_a_call_are_typed_in(village: Village, posted: str, who: object, actor: str, channel: str) -> None:
    assert typed_in(village, posted, who, channel=channel) == 1
    found = objection(village, posted)
    assert (found.channel, found.filed_on, found.reply_due, found.late_entry) == (
        channel, date(2026, 11, 24), date(2026, 11, 27), 1,
    )  # fmt: skip
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("objection.enter", actor)
    assert "13800000001" not in str(village.entries())


def test_a_slip_of_the_last_day_counts_though_it_is_typed_in_later(village: Village, posted: str) -> None:
    assert typed_in(village, posted, moment=at(2026, 12, 2), filed_on=LAST) == 1
    assert notice(village, posted).cleared_at is not None
    assert case(village, posted).paused_since is not None, "what goes on already waits for the reply"


@pytest.mark.parametrize(
    ("filed_on", "why"),
    [
        (date(2026, 12, 3), "still to come"),
        (date(2026, 12, 1), "The notice period is over"),
        (date(2026, 11, 22), "cannot have been before"),
    ],
)
def test_a_slip_of_another_day_does_not(village: Village, posted: str, filed_on: date, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        typed_in(village, posted, moment=at(2026, 12, 2), filed_on=filed_on)
    assert list(refused.value.notes) == ["filed_on"]


@pytest.mark.parametrize("who", [8, "委一", "stranger"])
def test_nobody_else_types_it_in(village: Village, posted: str, who: object) -> None:
    with pytest.raises(Refusal, match="types in slips"):
        typed_in(village, posted, who)


def test_someone_signed_out_is_asked_to_sign_in(village: Village, posted: str) -> None:
    with pytest.raises(SignInFirst):
        typed_in(village, posted, None)


def test_it_came_some_way(village: Village, posted: str) -> None:
    with pytest.raises(Refusal):
        typed_in(village, posted, channel="web")


def test_lists_page_by_number(village: Village, posted: str) -> None:
    for number in range(1, 6):
        objects(village, posted, address=f"203.0.113.{number}")
    motion = objection(village, posted).motion_id
    rows, more = village.read(objections_page, motion, size=2)
    assert ([row.number for row in rows], more) == ([5, 4], 4)
    rows, more = village.read(objections_page, motion, before=more, size=3)
    assert ([row.number for row in rows], more) == ([3, 2, 1], None)
