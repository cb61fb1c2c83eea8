"""Thresholds, quorums, rules, counts and verdicts, against a brute-force oracle."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.book import canonical
from council.rules.share import share
from council.rules.threshold import (
    Base,
    Count,
    Outcome,
    Quorum,
    RecusalMode,
    Rule,
    Threshold,
    judge,
    reachable,
)
from tests.rules.bench import LH, Y13, bench

SHARES = [Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(3, 5), Fraction(1, 3), Fraction(1, 1)]


@pytest.mark.parametrize(
    ("seats", "half", "two_thirds", "three_quarters"),
    [
        (5, 3, 4, 4), (6, 4, 4, 5), (7, 4, 5, 6), (8, 5, 6, 6), (9, 5, 6, 7), (10, 6, 7, 8), (11, 6, 8, 9),
        (12, 7, 8, 9), (13, 7, 9, 10), (15, 8, 10, 12),
    ],
)  # fmt: skip
def test_least_yes(seats: int, half: int, two_thirds: int, three_quarters: int) -> None:
    assert Threshold(Fraction(1, 2), Base.SEATS, strict=True).needed(seats) == half
    assert Threshold(Fraction(2, 3), Base.SEATS).needed(seats) == two_thirds
    assert Threshold(Fraction(3, 4), Base.SEATS).needed(seats) == three_quarters


@pytest.mark.parametrize("base", list(Base))
@pytest.mark.parametrize(
    ("part", "strict"),
    [(part, strict) for part in SHARES for strict in (False, True) if not (strict and part == 1)],
)
def test_every_number_up_to_sixty_agrees_with_fractions(part: Fraction, strict: bool, base: Base) -> None:
    threshold = Threshold(part, base, strict)
    for of in range(61):
        enough = [yes for yes in range(of + 2) if yes and _enough(yes, of, part, strict)]
        for yes in range(of + 1):
            assert threshold.met(yes, of) is (yes in enough), (yes, of)
        assert threshold.needed(of) == min(enough)


def _enough(yes: int, of: int, part: Fraction, strict: bool) -> bool:
    return Fraction(yes) > part * of if strict else Fraction(yes) >= part * of


shares = st.fractions(min_value=Fraction(1, 60), max_value=Fraction(59, 60), max_denominator=60)
thresholds = st.builds(Threshold, shares, st.sampled_from(Base), st.booleans())
quorum_bases = st.sampled_from([Base.SEATS, Base.FILLED, Base.ELIGIBLE, Base.ENTITLED])
quorums = st.builds(Quorum, shares, quorum_bases, st.booleans())
rules = st.builds(Rule, thresholds, st.none() | quorums, st.sampled_from(RecusalMode))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    seats = draw(st.integers(0, 60))
    filled = draw(st.integers(0, seats))
    recused = draw(st.integers(0, filled))
    present = draw(st.integers(0, filled - recused))
    yes = draw(st.integers(0, present))
    no = draw(st.integers(0, present - yes))
    abstain = draw(st.integers(0, present - yes - no))
    return bench(seats, filled=filled, recused=recused, present=present, yes=yes, no=no, abstain=abstain)


def oracle_base(base: Base, count: Count, mode: RecusalMode) -> int:
    """Seat by seat: who weighs in this base?"""
    seats = ["recused"] * count.recused + ["may vote"] * (count.filled - count.recused)
    seats += ["vacant"] * (count.seats - count.filled)
    if mode is RecusalMode.REDUCE:
        seats = [seat for seat in seats if seat != "recused"]
    if base is Base.SEATS:
        return len(seats)
    if base in (Base.FILLED, Base.ENTITLED):
        return len([seat for seat in seats if seat != "vacant"])
    if base is Base.ELIGIBLE:
        return seats.count("may vote")
    return count.present if base is Base.PRESENT else count.yes + count.no


def oracle(rule: Rule, count: Count) -> Outcome:
    def enough(reached: int, part: Threshold | Quorum) -> bool:
        return reached > 0 and _enough(reached, oracle_base(part.base, count, rule.recusal), part.share, part.strict)

    if rule.quorum and not enough(count.present, rule.quorum):
        return Outcome.INVALID_QUORUM
    return Outcome.PASSED if enough(count.yes, rule.threshold) else Outcome.REJECTED


@given(rules, counts())
def test_every_rule_and_count_agree_with_the_oracle(rule: Rule, count: Count) -> None:
    verdict = judge(rule, count)
    assert verdict.outcome is oracle(rule, count)
    assert verdict.of == oracle_base(rule.threshold.base, count, rule.recusal)
    assert verdict.yes + verdict.no + verdict.abstain + verdict.silent == count.filled - count.recused


@given(rules, counts())
def test_a_frozen_rule_is_the_same_rule(rule: Rule, count: Count) -> None:
    thawed = Rule.from_facts(rule.facts())
    assert thawed == rule
    assert judge(thawed, count) == judge(rule, count)


@given(rules, counts())
def test_the_book_can_hold_every_rule_and_verdict(rule: Rule, count: Count) -> None:
    canonical(rule.facts())
    facts = judge(rule, count).facts()
    canonical(facts)
    assert ("quorum_needed" in facts) is (rule.quorum is not None)


@given(rules, counts())
def test_what_everybody_together_cannot_carry_nobody_carries(rule: Rule, count: Count) -> None:
    if judge(rule, count).passed:
        before = bench(count.seats, filled=count.filled, recused=count.recused)
        assert reachable(rule, before)


@given(rules, counts())
def test_one_more_yes_never_undoes_a_passed_motion(rule: Rule, count: Count) -> None:
    if judge(rule, count).passed and count.no:
        turned = bench(
            count.seats,
            filled=count.filled,
            recused=count.recused,
            present=count.present,
            yes=count.yes + 1,
            no=count.no - 1,
            abstain=count.abstain,
        )
        assert judge(rule, turned).passed


@pytest.mark.parametrize("part", [Fraction(0), Fraction(-1, 2), Fraction(14, 13)])
def test_a_share_outside_the_whole_is_refused(part: Fraction) -> None:
    with pytest.raises(ValueError, match="share"):
        Threshold(part, Base.SEATS)


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="never reached"):
        Threshold(Fraction(1), Base.SEATS, strict=True)


@pytest.mark.parametrize("base", [Base.PRESENT, Base.CAST])
def test_a_quorum_of_those_who_came_is_refused(base: Base) -> None:
    with pytest.raises(ValueError, match="quorum"):
        Quorum(Fraction(1, 2), base)


@pytest.mark.parametrize("text", ["0.66", "66%", "2/0", "", "/3", "2/", "-2/3", "2/3/1", "二/三", "９/13", 2, None])
def test_a_share_is_written_as_a_fraction(text: object) -> None:
    with pytest.raises(ValueError, match="share"):
        share(text)


def test_a_share_is_read() -> None:
    assert (share("2/3"), share("1")) == (Fraction(2, 3), Fraction(1))


@pytest.mark.parametrize(
    "facts",
    [
        {**Y13.facts(), "base": "everyone"},
        {**Y13.facts(), "compare": "about"},
        {**Y13.facts(), "share": 2},
        {**Y13.facts(), "recusal": "maybe"},
        {**Y13.facts(), "quorum_share": "1/2"},
        {**Y13.facts(), "also": "this"},
        {},
    ],
)
def test_facts_that_are_no_rule_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Rule.from_facts(facts)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"filled": 14}, "filled"),
        ({"recused": 14}, "recused"),
        ({"present": 14}, "present"),
        ({"recused": 1, "present": 13}, "present"),
        ({"yes": 8, "no": 5, "abstain": 1, "present": 13}, "yes"),
        ({"seats": -1, "filled": -1}, "seats"),
        ({"abstain": -1, "present": 0}, "abstain"),
    ],
)
def test_a_count_that_cannot_be_is_refused(wrong: dict[str, int], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}"):
        bench(**wrong)


def test_a_verdict_explains_itself() -> None:
    assert judge(LH, bench(11, yes=5, no=3)).facts() == {
        "outcome": "passed", "yes": 5, "no": 3, "abstain": 0, "silent": 3, "present": 8, "base": "present",
        "of": 8, "share": "1/2", "compare": "more_than", "needed": 5, "quorum_base": "filled",
        "quorum_of": 11, "quorum_share": "2/3", "quorum_needed": 8, "quorum_compare": "at_least",
    }  # fmt: skip
