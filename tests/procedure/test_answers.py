"""What others say of a matter: the township's letter, the supervisory committee's opinion, residents' answers."""

import pytest

from council.kit import clock
from council.procedure.acts import Answers, choose_path, evaluate, review
from council.procedure.asking import part_of
from council.rules.refusal import Refusal
from council.rules.walk import Result, State
from tests.procedure.scene import BEGUN, SECRETARY, WATCHER, begun, case, faults, walked
from tests.village import Village

ON = clock.day_of(BEGUN)
LETTER = ("ab" * 32,)
GOOD = "材料齐全，同意提交村民代表会议"
BEFORE = ["proposal", "consultation", "review"]


def on_path(village: Village, key: str, *stages: str) -> str:
    """A matter on this path that has passed these stages."""
    with clock.at(BEGUN):
        village.do("clerk", choose_path, key, "县里的办法第三条")
    ref = begun(village)
    walked(village, ref, *stages)
    return ref


# ── the township's ──


def test_the_townships_letter_lets_it_go_on(village: Village) -> None:
    ref = on_path(village, "four_two_township", *BEFORE)
    with clock.at(BEGUN):
        village.do("clerk", review, ref, "township_review", Result.CLEARED, ON, "青桥街道办 李主任", GOOD, LETTER)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["files"]) == ("case.review", "clerk:90", list(LETTER))
    assert set(entry["sealed"]) == {"by", "opinion"}
    assert entry["facts"]["on_day"] == ON.isoformat()
    assert (case(village, ref).standing.at, case(village, ref).steps[-1].why) == ("resolution", GOOD)
    assert faults(village) == []


def test_a_no_of_the_township_sends_it_back_to_the_two_committees(village: Village) -> None:
    ref = on_path(village, "four_two_township", *BEFORE)
    with clock.at(BEGUN):
        village.do("clerk", review, ref, "township_review", Result.REJECTED, ON, "青桥街道办", "报价只有一家", LETTER)
    found = case(village, ref)
    assert (found.standing.at, found.standing.returned) == ("consultation", "township_review")
    assert faults(village) == []


@pytest.mark.parametrize(("who", "by", "opinion", "papers", "reason", "field"), [
    ("clerk", "", GOOD, LETTER, "missing or wrong", "by"),
    ("clerk", "街道办", "好", LETTER, "missing or wrong", "opinion"),
    ("clerk", "街道办", GOOD, (), "missing or wrong", "paper"),
    (WATCHER, "街道办", GOOD, LETTER, "Only the clerk", None),
    ("stranger", "街道办", GOOD, LETTER, "Only the clerk", None),
])  # fmt: skip
def test_a_letter_says_who_and_what_and_is_there(
    village: Village, who: object, by: str, opinion: str, papers: tuple[str, ...], reason: str, field: str | None
) -> None:
    ref = on_path(village, "four_two_township", *BEFORE)
    with clock.at(BEGUN), pytest.raises(Refusal, match=reason) as refused:
        village.do(who, review, ref, "township_review", Result.CLEARED, ON, by, opinion, papers)
    assert field is None or field in refused.value.notes
    assert case(village, ref).standing.at == "township_review"


def test_nobody_reviews_before_its_turn_nor_what_no_path_asks(village: Village) -> None:
    ref = on_path(village, "four_two_township", "proposal")
    with clock.at(BEGUN), pytest.raises(Refusal, match="cannot begin"):
        village.do("clerk", review, ref, "township_review", Result.CLEARED, ON, "街道办", GOOD, LETTER)
    with pytest.raises(Refusal, match="no such step"):
        village.do("clerk", review, ref, "review", Result.CLEARED, ON, "街道办", GOOD, LETTER)


# ── the supervisory committee's ──


def test_only_a_supervisor_gives_the_committees_opinion(village: Village) -> None:
    ref = on_path(village, "four_two_supervised", *BEFORE, "resolution", "publication", "works", "result")
    for who in ("clerk", SECRETARY, "stranger", 7):
        with clock.at(BEGUN), pytest.raises(Refusal, match="Only a member of the supervisory committee"):
            village.do(who, review, ref, "supervision", Result.CLEARED, ON, "监委会", "全程看过，属实")
    with clock.at(BEGUN):
        village.do(WATCHER, review, ref, "supervision", Result.CLEARED, ON, "冯监督1", "全程看过，属实")
    assert village.last()["actor"] == "seat:supervisory/1"
    assert case(village, ref).standing.state is State.DONE
    assert faults(village) == []


# ── residents ──

FIVE = [*BEFORE, "resolution", "publication", "works", "result"]


@pytest.mark.parametrize(("answers", "at", "result"), [
    (Answers(61, 60, 0), None, Result.CLEARED),
    (Answers(60, 60, 0), "works", Result.REJECTED),
    (Answers(3, 2, 200), None, Result.CLEARED),
    (Answers(0, 0, 5), "works", Result.REJECTED),
])  # fmt: skip
def test_more_content_than_not_end_it_and_else_the_works_go_on(
    village: Village, answers: Answers, at: str | None, result: Result
) -> None:
    ref = on_path(village, "five_discussions", *FIVE)
    with clock.at(BEGUN):
        assert village.do(WATCHER, evaluate, ref, "evaluation", answers, ON) is result
    assert case(village, ref).standing.at == at
    entry = village.last()
    assert entry["act"] == "case.evaluate"
    assert [entry["facts"][key] for key in ("content", "not_content", "no_opinion")] == [
        answers.yes, answers.no, answers.silent,
    ]  # fmt: skip
    assert faults(village) == []


@pytest.mark.parametrize(("who", "answers", "reason"), [
    ("clerk", Answers(0, 0, 0), "how many residents answered"),
    ("clerk", Answers(10**6, 0, 0), "how many residents answered"),
    (SECRETARY, Answers(3, 2, 1), "hosts the evaluation"),
    ("stranger", Answers(3, 2, 1), "hosts the evaluation"),
])  # fmt: skip
def test_who_enters_it_and_what_counts(village: Village, who: object, answers: Answers, reason: str) -> None:
    ref = on_path(village, "five_discussions", *FIVE)
    with clock.at(BEGUN), pytest.raises(Refusal, match=reason):
        village.do(who, evaluate, ref, "evaluation", answers, ON)


def test_whose_part_it_is(village: Village) -> None:
    def part(who: str):  # type: ignore[no-untyped-def]
        return village.look(lambda db: part_of(db, village.id, village.accounts[who]))

    assert (part("clerk").runs, part(WATCHER).runs) == (True, False)
    assert part(WATCHER).supervises is not None
    assert part(SECRETARY).leads == {"party-branch", "party-members"}
    assert not part("stranger").sees
    assert not part("钱书记2").sees
