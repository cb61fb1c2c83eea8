"""A council's rule in words, with its own numbers."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

import pytest

from council import charters
from council.kit.ids import new_id
from council.kit.words import said
from council.rules.opening import count_before
from council.rules.threshold import Base, Count, Threshold
from council.seats.saying import how_it_passes, made_of
from council.seats.tables import SeatRow

YISHIHUI, COUNCIL = charters.charter("yishihui"), charters.charter("village_council")
KINDS = ["established"] * 6 + ["new"] * 6 + ["subdistrict"]


def seats(kinds: list[str], vacant: Collection[int] = ()) -> list[SeatRow]:
    return [
        SeatRow(number, kind) if number in vacant else SeatRow(number, kind, tenure_id=new_id(), membership_id=new_id())
        for number, kind in enumerate(kinds, 1)
    ]


def before(kinds: list[str], vacant: Collection[int] = ()) -> Count:
    return count_before([seat.state for seat in seats(kinds, vacant)])


def test_nine_of_thirteen_whether_or_not_all_are_filled() -> None:
    for vacant in ([], [12], [1, 2, 3, 4, 5]):
        [sentence] = how_it_passes(YISHIHUI, before(KINDS, vacant))
        assert (sentence.facts["needed"], sentence.facts["of"]) == (9, 13)


def test_a_quorum_is_counted_of_those_who_hold_a_seat() -> None:
    rule, quorum = how_it_passes(COUNCIL, before(["member"] * 7, {7}))
    assert (rule.facts["needed"], rule.facts["of"]) == (4, 6)
    assert (quorum.facts["needed"], quorum.facts["of"]) == (4, 6)


@pytest.mark.parametrize(
    ("base", "strict", "words"),
    [
        (Base.FILLED, False, "在任的人里三分之二以上赞成，才算通过。按 11 算，要 8 票赞成。"),
        (Base.CAST, True, "赞成票和反对票里超过三分之二赞成，才算通过。按 11 算，要 8 票赞成。"),
        (Base.ELIGIBLE, False, "在任、不回避的人里三分之二以上赞成，才算通过。按 11 算，要 8 票赞成。"),
    ],
)
def test_every_base_has_its_words(base: Base, strict: bool, words: str) -> None:
    law = replace(YISHIHUI, rule=replace(YISHIHUI.rule, threshold=Threshold(Fraction(2, 3), base, strict)))
    [sentence] = how_it_passes(law, before(KINDS, {11, 12}))
    assert said("zh_CN", sentence) == words


def test_a_body_is_made_of_its_categories_and_its_vacancies() -> None:
    told = {
        "一共 13 席：户籍居民 6 席、新居民 6 席、街道代表 1 席。没有空缺。": made_of(YISHIHUI, seats(KINDS)),
        "一共 13 席：户籍居民 6 席、新居民 6 席、街道代表 1 席。空缺 2 席。": made_of(YISHIHUI, seats(KINDS, {1, 9})),
        "一共 5 席，没有空缺。": made_of(COUNCIL, seats(["member"] * 5)),
        "一共 5 席，空缺 1 席。": made_of(COUNCIL, seats(["member"] * 5, {3})),
    }
    assert {words: said("zh_CN", sentence) for words, sentence in told.items()} == {words: words for words in told}
