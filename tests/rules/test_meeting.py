"""Meetings, as tables of worked cases: who is there, whether they are enough, and what comes of a count.

Those of domain.md section 7 stand here by their numbers as arithmetic; through the acts they are in tests/meetings.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters import charter
from council.rules.hall import (
    Channel,
    Group,
    Hall,
    MeetingLaw,
    Presence,
    Relation,
    hall_from,
    hall_of,
    law_of,
    may_attend_by,
)
from council.rules.meeting import (
    Notice,
    Tally,
    approvals_needed,
    attendance,
    decide,
    may_add,
    may_count,
    may_hold,
)
from council.rules.refusal import Refusal
from council.rules.share import Base
from council.rules.threshold import Outcome, Rule, Threshold

PASSED, REJECTED, INVALID = Outcome.PASSED, Outcome.REJECTED, Outcome.INVALID_QUORUM
VRA, SHANDONG = law_of(charter("representatives")), law_of(charter("representatives_shandong"))
ADULTS, HOUSEHOLDS = law_of(charter("assembly_adults")), law_of(charter("assembly_households"))
CHONGQING, PARTY = law_of(charter("assembly_adults_chongqing")), law_of(charter("party_members"))
COLLECTIVE = law_of(charter("collective"))
NANTANG = MeetingLaw(Rule(Threshold(Fraction(1, 2), Base.CAST, strict=True)), 0)


def hall(law: MeetingLaw, roll: int, present: int, *, vacant: int = 0, **more: int) -> Hall:
    """So many on the roll, so many there, the others absent."""
    groups = [Group(present, Presence.PRESENT, Channel.IN_PERSON), Group(roll - present, Presence.ABSENT)]
    return hall_of(law, groups, vacant=vacant, **more)


CASES = [
    # case, law, on the roll, present, yes, no, abstain, outcome, votes needed, present needed
    ("G24", VRA, 40, 27, 14, 13, 0, PASSED, 14, 27),
    ("G25", VRA, 40, 26, 26, 0, 0, INVALID, 14, 27),
    ("G26", VRA, 40, 27, 13, 4, 10, REJECTED, 14, 27),
    ("G29 two hundred", ADULTS, 400, 200, 200, 0, 0, INVALID, 101, 201),
    ("G29 one more", ADULTS, 400, 201, 101, 100, 0, PASSED, 101, 201),
    ("G30", HOUSEHOLDS, 150, 100, 51, 49, 0, PASSED, 51, 100),
    ("G30 one less", HOUSEHOLDS, 150, 99, 99, 0, 0, INVALID, 50, 100),
    ("G32", PARTY, 31, 21, 16, 5, 0, PASSED, 16, 21),
    ("G33", PARTY, 31, 21, 15, 0, 6, REJECTED, 16, 21),
    ("G34", COLLECTIVE, 180, 120, 119, 1, 0, REJECTED, 120, 120),
    ("G34 all", COLLECTIVE, 180, 120, 120, 0, 0, PASSED, 120, 120),
    ("G36 tie", NANTANG, 13, 13, 5, 5, 3, REJECTED, 6, None),
    ("G36 one more", NANTANG, 13, 13, 5, 4, 4, PASSED, 5, None),
]


@pytest.mark.parametrize(
    ("law", "roll", "present", "yes", "no", "abstain", "outcome", "needed", "quorum"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_worked_cases(
    law: MeetingLaw, roll: int, present: int, yes: int, no: int, abstain: int,
    outcome: Outcome, needed: int, quorum: int | None,
) -> None:  # fmt: skip
    verdict = decide(law, hall(law, roll, present), Tally(yes=yes, no=no, abstain=abstain))
    assert (verdict.outcome, verdict.needed, verdict.quorum_needed) == (outcome, needed, quorum)


def test_g25_one_more_must_come() -> None:
    there = attendance(VRA, hall(VRA, 40, 26))
    assert (there.met, there.short, there.of, there.needed, there.share) == (False, 1, 40, 27, Fraction(2, 3))


def test_vacant_seats_weigh_in_the_composition() -> None:
    there = attendance(VRA, hall(VRA, 38, 26, vacant=2))
    assert (there.of, there.needed, there.met, there.due) == (40, 27, False, 38)


@pytest.mark.parametrize(("women", "outcome"), [(9, INVALID), (10, PASSED)])
def test_g28_two_thirds_of_the_women_representatives_must_be_there(women: int, outcome: Outcome) -> None:
    groups = [
        Group(7 - 2, Presence.PRESENT, Channel.IN_PERSON, own=False),  # of the committee
        Group(2, Presence.ABSENT, woman=True, own=False),
        Group(women, Presence.PRESENT, Channel.IN_PERSON, woman=True),
        Group(14 - women, Presence.ABSENT, woman=True),
        Group(22 - women, Presence.PRESENT, Channel.IN_PERSON),
        Group(33 - 14 - 22 + women, Presence.ABSENT),
    ]
    there = hall_of(SHANDONG, groups)
    assert (there.on_roll, there.present, there.groups["own_women"]) == (40, 27, (14, women))
    (share,) = attendance(SHANDONG, there).shares
    assert (share.needed, share.met) == (10, women == 10)
    assert decide(SHANDONG, there, Tally(yes=20, no=7, abstain=0)).outcome is outcome
    assert decide(VRA, there, Tally(yes=20, no=7, abstain=0)).outcome is PASSED


G31 = [
    # law, reported at the meeting, base, outcome
    (CHONGQING, 60, 340, PASSED),
    (CHONGQING, None, 400, INVALID),
    (CHONGQING, 58, 400, INVALID),  # another number than the roll says
    (ADULTS, 60, 400, INVALID),
]


@pytest.mark.parametrize(("law", "reported", "base", "outcome"), G31)
def test_g31_those_out_of_reach_leave_the_base_once_reported(
    law: MeetingLaw, reported: int | None, base: int, outcome: Outcome
) -> None:
    groups = [
        Group(171, Presence.PRESENT, Channel.PAPER),
        Group(60, Presence.UNREACHABLE),
        Group(169, Presence.ABSENT),
    ]
    there = hall_of(law, groups, reported=reported)
    assert (there.due, there.count().entitled) == (base, base)
    assert decide(law, there, Tally(yes=100, no=71, abstain=0)).outcome is outcome


def test_g35_the_screen_and_the_household_are_present_with_their_channel() -> None:
    groups = [
        Group(108, Presence.PRESENT, Channel.IN_PERSON),
        Group(10, Presence.PRESENT, Channel.ONLINE),
        Group(2, Presence.PRESENT, Channel.DELEGATE),
        Group(60, Presence.ABSENT),
    ]
    there = hall_of(COLLECTIVE, groups)
    assert (there.present, there.channels[Channel.ONLINE], there.channels[Channel.DELEGATE]) == (120, 10, 2)
    assert attendance(COLLECTIVE, there).met


def test_g35_a_friend_attends_for_nobody() -> None:
    assert may_attend_by(COLLECTIVE, Channel.DELEGATE, Relation.CHILD) is None
    friend = may_attend_by(COLLECTIVE, Channel.DELEGATE, Relation.NONE)
    assert friend is not None
    assert "same household" in str(friend)
    assert may_attend_by(COLLECTIVE, Channel.DELEGATE) == friend
    assert may_attend_by(VRA, Channel.DELEGATE, Relation.CHILD) is not None
    assert may_attend_by(VRA, Channel.ONLINE) is not None
    assert may_attend_by(COLLECTIVE, Channel.ONLINE) is None
    assert may_attend_by(VRA, Channel.PAPER) is None


@pytest.mark.parametrize(
    ("days", "sent", "held", "enough"),
    [
        (3, date(2026, 11, 14), date(2026, 11, 16), False),  # G42: two days, Zhejiang asks three
        (2, date(2026, 11, 14), date(2026, 11, 16), True),  # Xiawei asks two
        (3, date(2026, 11, 13), date(2026, 11, 16), True),
        (10, date(2026, 10, 22), date(2026, 11, 1), True),  # across a month's end
        (10, date(2026, 10, 23), date(2026, 11, 1), False),
        (10, date(2026, 2, 18), date(2026, 2, 28), True),
        (0, date(2026, 11, 16), date(2026, 11, 16), True),
    ],
)
def test_g42_the_day_of_the_notice_does_not_count(days: int, sent: date, held: date, enough: bool) -> None:
    assert (may_hold(Notice(sent, held, days)) is None) is enough


def test_g46_what_a_body_could_not_decide_is_invalid_whatever_was_counted() -> None:
    verdict = decide(VRA, hall(VRA, 40, 40), Tally(yes=40, no=0, abstain=0), fault=Refusal("over"))
    assert (verdict.outcome, verdict.yes) == (Outcome.INVALID_PROCEDURE, 40)


def test_who_stands_aside_neither_votes_nor_makes_the_quorum() -> None:
    there = hall(VRA, 40, 27)
    aside = {"recused": 1, "recused_present": 1}
    assert attendance(VRA, there, **aside).short == 1
    assert decide(VRA, there, Tally(yes=26, no=0, abstain=0, **aside)).outcome is INVALID
    assert may_count(there, Tally(yes=27, no=0, abstain=0, **aside)) is not None


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "spoiled", "possible"),
    [(14, 13, 0, 0, True), (14, 12, 0, 1, True), (14, 13, 0, 1, False), (28, 0, 0, 0, False), (-1, 0, 0, 0, False)],
)
def test_there_are_no_more_votes_than_people(yes: int, no: int, abstain: int, spoiled: int, possible: bool) -> None:
    tally = Tally(yes=yes, no=no, abstain=abstain, spoiled=spoiled)
    assert (may_count(hall(VRA, 40, 27), tally) is None) is possible
    if not possible:
        with pytest.raises(ValueError, match=r"votes|less than nothing"):
            decide(VRA, hall(VRA, 40, 27), tally)


@pytest.mark.parametrize(
    ("present", "consent", "money", "persons", "may"),
    [
        (27, 18, False, False, True),
        (27, 17, False, False, False),
        (28, 18, False, False, False),  # two thirds of 28 are more than 18
        (28, 19, False, False, True),
        (27, 27, True, False, False),
        (27, 27, False, True, False),
        (27, 28, False, False, False),
        (0, 0, False, False, False),
    ],
)
def test_a_further_item_needs_two_thirds_and_is_never_about_money_or_persons(
    present: int, consent: int, money: bool, persons: bool, may: bool
) -> None:
    assert (may_add(present, consent, money=money, persons=persons) is None) is may


@pytest.mark.parametrize(("present", "needed"), [(1, 1), (2, 2), (3, 2), (26, 14), (27, 14), (0, 1)])
def test_more_than_half_of_those_present_approve_the_minutes(present: int, needed: int) -> None:
    assert approvals_needed(present) == needed


groups = st.lists(
    st.builds(
        Group,
        st.integers(0, 900),
        st.sampled_from([None, *Presence]),
        st.sampled_from(list(Channel)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)
laws = st.sampled_from([VRA, SHANDONG, ADULTS, HOUSEHOLDS, CHONGQING, PARTY, COLLECTIVE, NANTANG])


@given(laws, groups, st.integers(0, 9), st.one_of(st.none(), st.integers(0, 900)))
def test_a_hall_is_read_from_its_facts_as_it_was(
    law: MeetingLaw, groups: list[Group], vacant: int, reported: int | None
) -> None:
    there = hall_of(law, groups, vacant=vacant, reported=reported)
    assert hall_from(there.facts()) == there
    assert there.unmarked >= 0
    assert there.present <= there.due


@given(laws, groups, st.integers(0, 900), st.integers(0, 900), st.integers(0, 900))
def test_one_more_yes_never_loses_what_was_won(
    law: MeetingLaw, groups: list[Group], yes: int, no: int, abstain: int
) -> None:
    there = hall_of(law, groups)
    less, more = Tally(yes=yes, no=no, abstain=abstain), Tally(yes=yes + 1, no=no, abstain=abstain)
    if may_count(there, more) is None:
        assert decide(law, there, more).passed or not decide(law, there, less).passed


@given(laws, st.integers(1, 900), st.integers(0, 900))
def test_nobody_decides_without_a_quorum(law: MeetingLaw, roll: int, present: int) -> None:
    there = hall(law, roll, min(present, roll))
    verdict = decide(law, there, Tally(yes=there.present, no=0, abstain=0))
    assert (verdict.outcome is INVALID) == (not attendance(law, there).met)


@pytest.mark.parametrize("broken", [{}, {"on_roll": -1}, {"present": 1.5}, {"channels": 3}, {"reported": "60"}])
def test_what_no_hall_wrote_is_refused(broken: dict[str, object]) -> None:
    facts = hall(VRA, 40, 27).facts()
    with pytest.raises((ValueError, KeyError, TypeError)):
        hall_from({**facts, **broken} if broken else {})


def test_the_law_of_a_meeting_is_its_charters() -> None:
    assert (CHONGQING.unreachable, HOUSEHOLDS.by_households, COLLECTIVE.proxies) == ("leave_out", True, "household")
    assert replace(SHANDONG, present_shares=()) != SHANDONG


@pytest.mark.parametrize("law", [VRA, SHANDONG, ADULTS, HOUSEHOLDS, CHONGQING, PARTY, COLLECTIVE, NANTANG])
def test_a_law_is_read_from_its_facts_as_it_was(law: MeetingLaw) -> None:
    assert MeetingLaw.from_facts(law.facts()) == law
