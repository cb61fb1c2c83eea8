"""Is it really done? Who answers, who is counted once, and enough noes that open a work again, also a finished one."""

from datetime import date
from typing import Any

import pytest

from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.openness.acts import reply
from council.openness.crowd import MOST, count, sum_of
from council.procedure.frozen import stages_facts
from council.rules.publicity import About
from council.rules.rating import Content, Finished
from council.rules.refusal import Refusal
from council.rules.works import Stands, State
from council.works.acts import Answer, Objector, accept, clear_line, enter
from council.works.asked import asked_of
from council.works.rating_lines import lines_page, uncleared
from council.works.rating_reading import counts_of, doubted
from tests.openness.scene import HOME, LAST, POSTED, at, case, notice, objects, post, voted
from tests.procedure.scene import verified
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.rated import ACCEPTED, NO, YES, says
from tests.works.scene import BEGUN, accepted, begun, looked, reported, work

ASKED = date(2027, 1, 3)  # thirty days later
UNTIL = date(2027, 2, 2)  # and thirty more
CODE = "K3M97XQ2"  # of the objection in tests/openness/scene.py


@pytest.fixture
def ref(village: Village) -> str:
    return voted(village)


@pytest.fixture
def done(village: Village, posted: str) -> str:
    """Somebody objected to the resolution and was answered; it was carried out, accepted, and its result hangs."""
    objects(village, posted)
    with clock.at(POSTED + 2 * DAY):
        village.do("clerk", reply, posted, 1, "灯杆往西挪八米")
    tick(village, at(2026, 12, 1, 0))
    begun(village, posted)
    accepted(village, posted, ACCEPTED)
    post(village, posted, ACCEPTED, about=About.RESULT)
    return posted


def counts(village: Village, ref: str, turn: int = 1) -> tuple[int, int, int, int]:
    """How many answered, are satisfied, and say that it is not done; and those of them who weigh."""
    found = village.read(counts_of, work(village, ref).motion_id)[turn]
    return found.total, found.content[Content.SATISFIED], found.finished[Finished.NO], found.noes


# ── answering ──


def test_anyone_answers_without_an_account(village: Village, done: str) -> None:
    assert says(village, done, YES, text="亮多了") == 1
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("work.rate", "resident", f"work:{done}")
    assert entry["facts"] == {
        "number": 1, "round": 1, "rated": "satisfied", "finished": "finished", "channel": "web",
        "filed_on": "2026-12-05",
    }  # fmt: skip
    assert list(entry["sealed"]) == ["text"]
    assert counts(village, done) == (1, 1, 0, 0)
    assert verified(village) == []


def test_a_member_counts_once_with_what_they_said_last(village: Village, done: str) -> None:
    says(village, done, NO, who=8)
    assert (village.last()["actor"], village.last()["facts"]["member"]) == ("seat:yishihui/8", 8)
    assert counts(village, done) == (1, 0, 1, 1)
    assert says(village, done, YES, ACCEPTED + 2 * DAY, who=8) == 2
    assert counts(village, done) == (1, 1, 0, 0)
    assert len([entry for entry in village.entries() if entry["act"] == "work.rate"]) == 2, "both stay in the book"
    assert verified(village) == []


def test_who_objected_counts_once_with_number_and_code(village: Village, done: str) -> None:
    says(village, done, NO, by=Objector(1, "k3m9-7xq2"))
    says(village, done, NO, by=Objector(1, CODE))
    assert village.last()["facts"]["objection"] == 1
    assert counts(village, done) == (1, 0, 1, 1)
    with pytest.raises(Refusal, match="do not belong together") as refused:
        says(village, done, NO, by=Objector(1, "AAAA1111"))
    assert list(refused.value.notes) == ["code"]


def test_anybody_else_counts_but_opens_nothing(village: Village, done: str) -> None:
    for number in range(5):
        says(village, done, NO, address=f"203.0.113.{number + 20}")
    says(village, done, NO, who="stranger", address="203.0.113.30")
    says(village, done, NO, who="委三", address="203.0.113.31")
    assert counts(village, done) == (7, 0, 7, 0)
    assert work(village, done).stands is Stands.BEYOND


def test_who_answers_for_it_does_not_say_whether_it_is_done(village: Village, done: str) -> None:
    with pytest.raises(Refusal, match="You answer for this work"):
        says(village, done, YES, who="委一")


def test_nobody_answers_before_it_is_accepted(village: Village, working: str) -> None:
    with pytest.raises(Refusal, match="being carried out"):
        says(village, working, YES, BEGUN + DAY)
    with pytest.raises(NotFound):
        says(village, "2026-77", YES)


@pytest.mark.parametrize("moment", [at(2027, 2, 2, 23, 59, 59), at(2027, 2, 3, 0)])
def test_until_midnight_of_the_last_day(village: Village, done: str, moment: Any) -> None:
    if clock.day_of(moment) <= UNTIL:
        assert says(village, done, YES, moment) == 1
    else:
        with pytest.raises(Refusal, match="2027-02-02"):
            says(village, done, YES, moment)


def test_when_many_come_a_sum_is_asked_and_objections_are_counted_apart(village: Village, done: str) -> None:
    for _ in range(3):
        says(village, done, YES)
    with pytest.raises(Refusal, match="small sum"):
        says(village, done, YES, event="1" * 32)
    asked = sum_of("1" * 32)
    says(village, done, YES, event="1" * 32, answer=str(asked.one + asked.other))
    says(village, done, YES, who=8)
    objects(village, done, ACCEPTED + DAY, code="ANOTHER1")
    with clock.at(ACCEPTED + DAY):
        for _ in range(MOST[True]):
            village.do(None, count, HOME, "answers")
    with pytest.raises(Refusal, match="many answers"):
        says(village, done, YES, event="2" * 32)


# ── slips ──


def typed_in(village: Village, ref: str, on: date, *, who: object = "clerk", by: Objector | None = None) -> int:
    with clock.at(ACCEPTED + 3 * DAY):
        said = Answer(content=Content.DISSATISFIED, finished=Finished.NO, text="有两盏不亮")
        return village.do(who, enter, ref, said, on, by)


def test_a_slip_counts_from_its_day_and_names_who_typed_it(village: Village, done: str) -> None:
    typed_in(village, done, date(2026, 12, 5), who="监一", by=Objector(1, CODE))
    entry = village.last()
    assert (entry["actor"], entry["facts"]["channel"], entry["facts"]["filed_on"]) == (
        "seat:jianwei/1", "paper", "2026-12-05",
    )  # fmt: skip
    assert counts(village, done) == (1, 0, 1, 1)
    for day in (date(2026, 12, 3), date(2026, 12, 8)):
        with pytest.raises(Refusal) as refused:
            typed_in(village, done, day)
        assert list(refused.value.notes) == ["filed_on"]
    for who in (8, "委一", "stranger"):
        with pytest.raises(Refusal, match="types in slips"):
            typed_in(village, done, date(2026, 12, 5), who=who)
    with pytest.raises(SignInFirst):
        typed_in(village, done, date(2026, 12, 5), who=None)
    assert verified(village) == []


# ── opened again ──


def three_noes(village: Village, ref: str, moment: Any = ACCEPTED + 2 * DAY) -> None:
    says(village, ref, NO, moment, by=Objector(1, CODE))
    says(village, ref, NO, moment, who=8)
    says(village, ref, NO, moment, who=9)


def test_the_third_no_opens_it_again_in_the_same_entry(village: Village, done: str) -> None:
    three_noes(village, done)
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("work.reopen", "seat:yishihui/9")
    assert {name: entry["facts"][name] for name in ("noes", "stage", "result", "attempt")} == {
        "noes": 3, "stage": "works", "result": "reopened", "attempt": 1,
    }  # fmt: skip
    found = work(village, done)
    assert (found.state(date(2026, 12, 6)), found.round, found.acceptance) == (State.REOPENED, 2, None)
    assert case(village, done).running("works")
    assert notice(village, done, "result").sent_back_on == date(2026, 12, 6)
    with pytest.raises(Refusal, match="being carried out"):
        says(village, done, NO, ACCEPTED + 3 * DAY, who=7)
    assert verified(village) == []


def test_who_changed_their_mind_does_not_make_the_number_full(village: Village, done: str) -> None:
    says(village, done, NO, who=8)
    says(village, done, YES, who=8)
    says(village, done, NO, who=9)
    says(village, done, NO, who=10)
    assert work(village, done).stands is Stands.BEYOND


def test_also_a_finished_one_and_its_next_round_counts_anew(village: Village, done: str) -> None:
    tick(village, at(2026, 12, 12, 0))
    assert work(village, done).state(LAST) is State.CLOSED
    three_noes(village, done, at(2026, 12, 14))
    assert work(village, done).stands is Stands.THERE
    reported(village, done, at(2026, 12, 15), line="又换了三只灯头")
    with clock.at(at(2026, 12, 16)):
        village.do("委一", accept, done, "这回都亮了")
    found = work(village, done)
    assert (found.round, found.acceptance.asked_on) == (2, date(2027, 1, 15))
    says(village, done, YES, at(2026, 12, 16), who=8)
    assert (counts(village, done, 1), counts(village, done, 2)) == ((3, 0, 3, 3), (1, 1, 0, 0))
    post(village, done, at(2026, 12, 16), about=About.RESULT)
    tick(village, at(2026, 12, 24, 0))
    assert work(village, done).state(date(2026, 12, 24)) is State.CLOSED
    assert verified(village) == []


def test_a_path_from_before_these_provisions_still_reads_and_never_opens_again() -> None:
    from council.charters import path
    from council.procedure.frozen import path_told

    new = ("ask_days", "answer_days", "reopens")
    old = [{key: value for key, value in stage.items() if key not in new} for stage in stages_facts(path("council"))]
    found = path_told("council", old).stage("works")
    assert (found.ask_days, found.answer_days, found.reopens, found.report_days) == (None, None, None, 30)


# ── asked once more ──


def asked(village: Village, number: int, today: date, *, body: str = "yishihui", every: bool = False) -> list[str]:
    return [one.ref for one in village.read(asked_of, [body], [number], today, every=every)]


def test_thirty_days_later_members_are_asked_until_they_answer(village: Village, done: str) -> None:
    says(village, done, YES, who=8)
    assert asked(village, 8, date(2027, 1, 2)) == []
    assert asked(village, 8, ASKED) == [done], "asked again though they answered at once"
    assert asked(village, 8, ASKED, body="another") == []
    assert asked(village, 8, ASKED, body="another", every=True) == [done]
    says(village, done, YES, at(2027, 1, 3, 0), who=8)
    assert asked(village, 8, ASKED) == []
    assert asked(village, 9, UNTIL) == [done]
    assert asked(village, 9, date(2027, 2, 3)) == []


def test_of_what_is_carried_out_again_nobody_is_asked(village: Village, done: str) -> None:
    three_noes(village, done, at(2027, 1, 5))
    assert asked(village, 7, date(2027, 1, 6)) == []


def test_doubts_are_on_the_supervisory_committees_desk_until_it_looks(village: Village, done: str) -> None:
    says(village, done, YES)
    assert village.read(doubted, date(2026, 12, 6)) == []
    says(village, done, NO)
    says(village, done, (Content.MOSTLY, Finished.PARTLY))
    assert [(one.ref, one.count) for one in village.read(doubted, date(2026, 12, 6))] == [(done, 2)]
    looked(village, done, True, ACCEPTED + 3 * DAY, text="去看过，亮着", photo=None)
    assert village.read(doubted, date(2026, 12, 8)) == []


# ── lines ──


def test_a_line_is_read_once_it_is_cleared_of_names(village: Village, done: str) -> None:
    says(village, done, NO, text="王二家门口那盏不亮")
    motion = work(village, done).motion_id
    assert (village.read(lines_page, motion)[0], [one.text for one in village.read(uncleared)]) == (
        [], ["王二家门口那盏不亮"],
    )  # fmt: skip
    with clock.at(ACCEPTED + 2 * DAY):
        for who in ("clerk", "委一", 8, "stranger"):
            with pytest.raises(Refusal, match="supervisory"):
                village.do(who, clear_line, done, 1, "有一盏不亮")
        village.do("监一", clear_line, done, 1, "有一盏不亮")
        with pytest.raises(Refusal, match="Nothing is different"):
            village.do("监一", clear_line, done, 1, "有一盏不亮")
        with pytest.raises(NotFound):
            village.do("监一", clear_line, done, 2, "没有这一条")
    assert [one.cleared for one in village.read(lines_page, motion)[0]] == ["有一盏不亮"]
    assert (village.last()["act"], village.last()["actor"]) == ("work.clear", "seat:jianwei/1")
    assert village.read(uncleared) == []
    assert verified(village) == []


def total(village: Village, ref: str, more: int) -> None:
    """So many more residents have answered, each with a cleared line, as though each had come by the act."""
    from sqlalchemy import insert, update
    from sqlmodel import col

    from council.works.rating_tables import Rated, Rating

    found = work(village, ref)

    def put(session: Any) -> None:
        rows = [
            {
                "community_id": village.id, "motion_id": found.motion_id, "number": 1000 + number, "round": 1,
                "voter": "", "channel": "web", "content": "satisfied", "finished": "finished", "text": "亮",
                "salt": "0" * 64, "said_on": date(2026, 12, 5), "at": ACCEPTED, "entry": 1, "cleared_text": "亮",
                "cleared_at": ACCEPTED, "cleared_by": village.members["监一"],
            }
            for number in range(more)
        ]  # fmt: skip
        session.execute(insert(Rating), rows)
        session.execute(
            update(Rated).where(col(Rated.motion_id) == found.motion_id).values(count=col(Rated.count) + more)
        )

    village.db.write_now(village.id, put)
