"""Which body may decide what. Case G43."""

import pytest

from council.charters import charters, matter, matters
from council.rules.charter import Charter
from council.rules.matters import ORGANS, Matter, Organ, may_decide


def test_g43_a_yishihui_does_not_lease_collective_land() -> None:
    refusal = may_decide("council", matter("collective_land_lease"))
    assert refusal is not None
    assert refusal.facts["organ"] == ORGANS[Organ.COLLECTIVE]
    assert refusal.facts["matter"] == matter("collective_land_lease").name
    assert "after the Party organisation has studied it" in refusal.reason
    assert "may only advise" in refusal.reason
    assert may_decide("collective", matter("collective_land_lease")) is None


COUNCILS = [body for body in charters() if body.kind == Organ.COUNCIL]


@pytest.mark.parametrize("body", COUNCILS, ids=lambda body: body.key)
def test_a_council_decides_ordinary_matters_and_advises_on_the_statutory(body: Charter) -> None:
    decided = [one for one in matters() if may_decide(body.kind, one) is None]
    assert {one.key for one in decided} >= {
        "sanitation",
        "facilities",
        "parking",
        "culture",
        "neighbours",
        "other",
    }
    assert all(Organ.COUNCIL in one.advise for one in matters() if one not in decided)


def test_every_item_of_article_24_goes_to_an_assembly() -> None:
    statutory = [one for one in matters() if one.source.text.zh.endswith("第二十四条")]
    assert len(statutory) == 8
    assert all(Organ.ASSEMBLY in one.decided_by for one in statutory)


def test_a_body_with_no_say_is_told_who_decides() -> None:
    refusal = may_decide("representatives", matter("parking"))
    assert refusal is not None
    assert "advise" not in refusal.reason
    assert refusal.facts["organ"] == matter("parking").deciders


def test_several_deciders_are_said_with_or() -> None:
    assert matter("land_contract").deciders.zh == "村（居）民会议或村（居）民代表会议"
    assert " or " in matter("land_contract").deciders.en


def test_a_matter_nobody_decides_is_refused() -> None:
    one = matter("parking")
    with pytest.raises(ValueError, match="decided_by"):
        Matter("x", one.name, (), (), one.source)
    with pytest.raises(ValueError, match="advise"):
        Matter("x", one.name, (Organ.COUNCIL,), (Organ.COUNCIL,), one.source)
