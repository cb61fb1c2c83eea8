"""The worked cases of domain.md section 7 that are arithmetic, by their numbers."""

from fractions import Fraction

import pytest

from council.charters import charter, counted_by
from council.rules.share import Base
from council.rules.threshold import (
    Count,
    Outcome,
    RecusalMode,
    Rule,
    Threshold,
    judge,
    reachable,
    unanimous,
)
from tests.rules.bench import LH, Y13, Y13_FILLED, Y13_REDUCE, bench, hall

PASSED, REJECTED, INVALID = Outcome.PASSED, Outcome.REJECTED, Outcome.INVALID_QUORUM
VRA = charter("representatives").rule
ADULTS = charter("assembly_adults").rule
HOUSEHOLDS = charter("assembly_households").rule
PARTY = charter("party_members").rule
COLLECTIVE = charter("collective").rule
MORE_YES = Rule(Threshold(Fraction(1, 2), Base.CAST, strict=True))  # Nantang: more yes than no


def test_the_charters_here_hold_the_rules_of_the_cases() -> None:
    assert charter("yishihui").rule == Y13
    assert charter("village_council").rule == LH


def test_g1_nine_of_thirteen_carry_two_thirds() -> None:
    verdict = judge(Y13, bench(yes=9, no=4))
    assert (verdict.outcome, verdict.needed, verdict.of, verdict.silent) == (PASSED, 9, 13, 0)


def test_g2_eight_of_thirteen_do_not() -> None:
    assert judge(Y13, bench(yes=8, no=5)).outcome is REJECTED


def test_g3_four_absent_change_nothing() -> None:
    verdict = judge(Y13, bench(yes=9))
    assert (verdict.outcome, verdict.present, verdict.silent) == (PASSED, 9, 4)


def test_g4_eight_of_ten_present_are_not_two_thirds_of_thirteen() -> None:
    assert judge(Y13, bench(yes=8, abstain=2)).outcome is REJECTED


def test_g5_one_bloc_with_the_official_cannot_carry() -> None:
    assert judge(Y13, bench(yes=6 + 1, no=6)).outcome is REJECTED


def test_g6_one_bloc_with_the_official_and_two_neighbours_carry() -> None:
    assert judge(Y13, bench(yes=6 + 1 + 2, no=4)).outcome is PASSED


def test_g7_vacant_seats_stay_in_the_base() -> None:
    verdict = judge(Y13, bench(filled=11, yes=8, no=3))
    assert (verdict.outcome, verdict.of, verdict.needed) == (REJECTED, 13, 9)


def test_g8_a_charter_may_count_filled_seats_only() -> None:
    verdict = judge(Y13_FILLED, bench(filled=11, yes=8, no=3))
    assert (verdict.outcome, verdict.of, verdict.needed) == (PASSED, 11, 8)


def test_g9_five_vacancies_put_nine_out_of_reach() -> None:
    before = bench(filled=8)
    assert judge(Y13, bench(filled=8, yes=8)).outcome is REJECTED
    assert not reachable(Y13, before)
    assert (unanimous(Y13, before).needed, before.voters) == (9, 8)
    assert reachable(Y13, bench(filled=9))


def test_g10_a_recused_seat_stays_in_the_base_when_kept() -> None:
    verdict = judge(Y13, bench(recused=1, yes=9, no=3))
    assert (verdict.outcome, verdict.of, verdict.silent) == (PASSED, 13, 0)
    assert judge(Y13, bench(recused=1, yes=8, no=4)).outcome is REJECTED


def test_g10_the_recused_are_never_present() -> None:
    with pytest.raises(ValueError, match="present"):
        bench(recused=1, yes=13)


def test_g11_a_recused_seat_leaves_the_base_when_reduced() -> None:
    verdict = judge(Y13_REDUCE, bench(recused=1, yes=8, no=4))
    assert (verdict.outcome, verdict.of, verdict.needed) == (PASSED, 12, 8)


def test_g12_seven_of_twelve_are_not_two_thirds() -> None:
    assert judge(Y13_REDUCE, bench(recused=1, yes=7, no=5)).outcome is REJECTED


def test_g20_a_tie_is_rejected() -> None:
    verdict = judge(LH, bench(5, yes=2, no=2))
    assert (verdict.outcome, verdict.quorum_needed, verdict.needed) == (REJECTED, 4, 3)


def test_g21_three_of_five_are_no_quorum() -> None:
    verdict = judge(LH, bench(5, yes=3))
    assert (verdict.outcome, verdict.quorum_of, verdict.quorum_needed, verdict.present) == (INVALID, 5, 4, 3)


@pytest.mark.parametrize(("yes", "no", "outcome"), [(5, 3, PASSED), (4, 4, REJECTED)])
def test_g22_more_than_half_of_eight_present(yes: int, no: int, outcome: Outcome) -> None:
    verdict = judge(LH, bench(11, yes=yes, no=no))
    assert (verdict.outcome, verdict.quorum_needed, verdict.needed) == (outcome, 8, 5)


def test_g24_twenty_seven_of_forty_are_a_quorum_and_fourteen_carry() -> None:
    assert judge(VRA, hall(40, 27, yes=14, no=13)).outcome is PASSED


def test_g25_twenty_six_of_forty_are_no_quorum_though_unanimous() -> None:
    assert judge(VRA, hall(40, 26, yes=26)).outcome is INVALID


def test_g26_an_abstention_is_not_a_yes() -> None:
    verdict = judge(VRA, hall(40, 27, yes=13, no=4, abstain=10))
    assert (verdict.outcome, verdict.of, verdict.needed) == (REJECTED, 27, 14)


def test_g27_who_is_both_committee_member_and_representative_counts_once() -> None:
    committee = {f"committee {n}" for n in range(6)} | {"both"}
    representatives = {f"representative {n}" for n in range(32)} | {"both"}
    composition = len(committee | representatives)
    assert judge(VRA, hall(composition, 26, yes=14, no=12)).quorum_of == 39


@pytest.mark.parametrize(("present", "outcome"), [(200, INVALID), (201, PASSED)])
def test_g29_exactly_half_of_the_adults_are_no_quorum(present: int, outcome: Outcome) -> None:
    assert judge(ADULTS, hall(400, present, yes=present)).outcome is outcome


@pytest.mark.parametrize(("households", "outcome"), [(99, INVALID), (100, PASSED)])
def test_g30_delegates_of_exactly_two_thirds_of_the_households(households: int, outcome: Outcome) -> None:
    assert judge(HOUSEHOLDS, hall(150, households, yes=households)).outcome is outcome


def test_g30_an_assembly_counts_one_way_a_meeting() -> None:
    by_adults, by_households = charter("assembly_adults"), charter("assembly_households")
    assert counted_by(by_adults, "households") is by_households
    assert counted_by(by_households, "persons") is by_adults
    assert counted_by(by_adults, "persons") is by_adults
    assert counted_by(charter("representatives"), "households") is None


@pytest.mark.parametrize(("unreachable", "outcome"), [(60, PASSED), (0, INVALID)])
def test_g31_certified_unreachable_villagers_leave_the_base(unreachable: int, outcome: Outcome) -> None:
    verdict = judge(ADULTS, hall(400 - unreachable, 171, yes=171))
    assert (verdict.outcome, verdict.quorum_of) == (outcome, 400 - unreachable)


def test_g32_more_than_half_of_all_party_members_carry() -> None:
    verdict = judge(PARTY, hall(31, 21, yes=16, no=5))
    assert (verdict.outcome, verdict.quorum_needed, verdict.needed) == (PASSED, 21, 16)


def test_g33_fifteen_of_thirty_one_do_not_though_nobody_objects() -> None:
    assert judge(PARTY, hall(31, 21, yes=15, abstain=6)).outcome is REJECTED


@pytest.mark.parametrize(("yes", "outcome"), [(119, REJECTED), (120, PASSED)])
def test_g34_two_thirds_of_the_whole_collective(yes: int, outcome: Outcome) -> None:
    verdict = judge(COLLECTIVE, hall(180, 120, yes=yes))
    assert (verdict.outcome, verdict.quorum_needed, verdict.needed) == (outcome, 120, 120)


@pytest.mark.parametrize(("no", "abstain", "outcome"), [(5, 3, REJECTED), (4, 4, PASSED)])
def test_g36_more_yes_than_no_and_a_tie_fails(no: int, abstain: int, outcome: Outcome) -> None:
    assert judge(MORE_YES, bench(yes=5, no=no, abstain=abstain)).outcome is outcome


def test_g47_the_rule_frozen_at_opening_decides() -> None:
    opened_under = charter("yishihui").rule
    frozen = opened_under.facts()
    in_force_at_the_close = Rule(opened_under.threshold, recusal=RecusalMode.REDUCE)
    count = bench(recused=1, yes=8, no=4)
    assert judge(in_force_at_the_close, count).outcome is PASSED
    assert judge(Rule.from_facts(frozen), count).outcome is REJECTED


def test_nothing_passes_without_a_yes() -> None:
    nobody = Count(seats=0, filled=0, present=0, entitled=0, yes=0, no=0, abstain=0)
    for rule in (Y13, MORE_YES, PARTY, LH):
        assert judge(rule, nobody).outcome is not PASSED
    assert judge(MORE_YES, bench(abstain=13)).outcome is REJECTED
