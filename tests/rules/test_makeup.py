"""What a body is made of, held against its charter. Case G28."""

import pytest

from council.charters import charter
from council.rules.makeup import Makeup, makeup_findings, present_needed
from council.rules.provisions import Bars, Portion

VRA, SHANDONG = charter("representatives"), charter("representatives_shandong")


def made(people: int = 40, own: int = 33, women: int = 16, own_women: int = 14, **more: int) -> Makeup:
    return Makeup(people=people, own=own, women=women, own_women=own_women, **more)


def test_g28a_eleven_women_of_forty_are_fewer_than_a_third() -> None:
    (finding,) = makeup_findings(VRA, made(own_women=11))
    assert (finding.facts["have"], finding.facts["needed"], finding.facts["people"]) == (11, 14, 40)
    assert makeup_findings(VRA, made(own_women=14)) == ()
    assert len(makeup_findings(VRA, made(own_women=13))) == 1


def test_g28b_two_thirds_of_fourteen_women_are_ten() -> None:
    (portion,) = SHANDONG.present_shares
    assert present_needed(portion, made()) == 10
    assert VRA.present_shares == ()
    assert [one.who for one in SHANDONG.shares] == ["own", "own_women"]


@pytest.mark.parametrize(("own", "people", "short"), [(32, 40, False), (31, 40, True), (28, 35, False), (27, 34, True)])
def test_representatives_are_four_fifths(own: int, people: int, short: bool) -> None:
    assert bool(makeup_findings(VRA, made(people=people, own=own, own_women=20))) is short


def test_whose_sex_is_not_entered_is_said() -> None:
    short, unknown = makeup_findings(VRA, made(own_women=11, sex_unknown=9, own_sex_unknown=5))
    assert short.facts["have"] == 11
    assert unknown.facts["count"] == 5


def test_a_committee_needs_one_woman_and_nobody_is_asked_of_an_empty_one() -> None:
    committee = charter("committee")
    assert len(makeup_findings(committee, made(people=5, own=5, women=0, own_women=0))) == 1
    assert makeup_findings(committee, made(people=5, own=5, women=1, own_women=1)) == ()
    assert makeup_findings(committee, made(people=0, own=0, women=0, own_women=0)) == ()


@pytest.mark.parametrize("wrong", [{"who": "men"}, {"who": "own"}, {"who": "own", "least": 0}])
def test_an_impossible_share_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"who|share|least"):
        Portion(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="nobody"):
        Bars((), (), True)
