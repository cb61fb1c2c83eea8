"""Who decides what: the statutory list, and what a village adds. Case G43 through the acts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from council.hall.verification import verify_kept
from council.kit.act import Act, NotFound, SignInFirst
from council.motions.acts import bring, propose, put
from council.motions.catalogue import matter_of, matters_of
from council.motions.cataloguing import add_matter, end_matter
from council.motions.speaking import Voice
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.tables import body_at
from tests.bodies import people, stand
from tests.motions.words import CLEANING
from tests.village import Village

HALLS = ("祠堂修缮", ["council"], "村民自治章程第九条")


def keys(village: Village) -> list[str]:
    return [one.key for one in village.read(matters_of)]


def last_said(village: Village) -> str:
    return str(village.client().get(f"{village.url}/record.json").json()["entries"][0]["said"])


# ── G43 ──


def test_g43_a_yishihui_is_not_asked_to_lease_thirty_mu_of_collective_land(village: Village) -> None:
    with pytest.raises(Refusal, match="may only advise") as refused:
        village.do(3, propose, "yishihui", "collective_land_lease", CLEANING)
    facts = refused.value.facts
    assert "集体经济组织成员（代表）大会" in facts["organ"].zh  # type: ignore[attr-defined]
    assert "after the Party organisation has studied it" in refused.value.reason
    assert "matter" in refused.value.notes
    stand(village, "collective", people("李", 3), chair=None)
    assert village.do("clerk", _bring, "collective", "collective_land_lease", village.members["clerk"])
    assert village.last()["facts"]["body"] == "collective"


def test_g43_neither_branch_nor_supervisors_decide_it(village: Village) -> None:
    for law in ("party_branch", "party_members", "supervisory", "committee", "representatives"):
        key = stand(village, law, people(law, 3))
        with pytest.raises(Refusal, match="is not for this body"):
            village.do("clerk", _bring, key, "collective_land_lease", village.members["clerk"])


def _bring(act: Act, body: str, matter: str, member: UUID) -> str:
    """As the clerk begins a matter that goes step by step."""
    clerk = Voice("clerk:90", member, None)
    return bring(act, body_at(act.db, act.community, body), matter, CLEANING, clerk, {}, {}).ref or ""


# ── a village's own matters ──


def test_a_matter_of_the_villages_own_is_proposed_put_and_told(village: Village) -> None:
    key = village.do("clerk", add_matter, *HALLS)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("matter.add", "clerk:90", f"matter:{key}")
    assert (entry["facts"], set(entry["sealed"])) == ({"decided_by": ["council"]}, {"name", "why"})
    assert "祠堂修缮" in last_said(village)
    assert keys(village)[-1] == key == "own-1"
    ref = village.do(3, put, village.do(3, propose, "yishihui", key, CLEANING))
    assert "祠堂修缮" in village.client().get(f"{village.url}/motions/{ref}").text
    number = len(village.entries())
    assert "祠堂修缮" in village.client().get(f"{village.url}/record/{number}").text
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_a_matter_of_another_bodys_is_refused_with_who_decides_and_why(village: Village) -> None:
    key = village.do("clerk", add_matter, "祠堂修缮", ["representatives", "assembly"], "村民自治章程第九条")
    with pytest.raises(Refusal) as refused:
        village.do(3, propose, "yishihui", key, CLEANING)
    assert refused.value.facts["organ"].zh == "村（居）民代表会议或村（居）民会议"  # type: ignore[attr-defined]
    assert refused.value.facts["source"].zh == "村民自治章程第九条"  # type: ignore[attr-defined]
    assert village.read(matter_of, key).advise == (Organ.COUNCIL, Organ.COMMITTEE)


def test_an_ended_matter_stays_with_its_motions_and_is_chosen_no_more(village: Village) -> None:
    key = village.do("clerk", add_matter, *HALLS)
    ref = village.do(3, put, village.do(3, propose, "yishihui", key, CLEANING))
    village.do("clerk", end_matter, key)
    assert village.last()["act"] == "matter.end"
    assert key not in keys(village)
    with pytest.raises(Refusal, match="choose what kind of matter"):
        village.do(3, propose, "yishihui", key, CLEANING)
    assert "祠堂修缮" in village.client().get(f"{village.url}/motions/{ref}").text
    with pytest.raises(Refusal, match="taken out already"):
        village.do("clerk", end_matter, key)
    assert village.do("clerk", add_matter, *HALLS) == "own-2"
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


@pytest.mark.parametrize(
    ("given", "match"),
    [
        (("停车", ["council"], "村民自治章程第九条"), "stands in the catalogue already"),
        (("祠堂修缮", [], "村民自治章程第九条"), "Choose who decides it"),
        (("祠堂修缮", ["party_branch"], "村民自治章程第九条"), "Choose who decides it"),
        (("祠堂修缮", ["council"], "无"), "what this rests on"),
    ],
)
def test_a_matter_without_a_name_of_its_own_deciders_or_ground_is_refused(
    village: Village, given: tuple[Any, ...], match: str
) -> None:
    with pytest.raises(Refusal, match=match):
        village.do("clerk", add_matter, *given)
    assert village.last()["act"] == "body.found"


def test_only_the_clerk_keeps_the_catalogue(village: Village) -> None:
    for act, given in ((add_matter, HALLS), (end_matter, ("own-1",))):
        for who in ("stranger", 3):
            with pytest.raises(Refusal, match="Only the clerk"):
                village.do(who, act, *given)
        with pytest.raises(SignInFirst):
            village.do(None, act, *given)
    with pytest.raises(NotFound):
        village.do("clerk", end_matter, "own-1")
    village.do("clerk", add_matter, *HALLS)
    with pytest.raises(Refusal, match="stands in the catalogue already"):
        village.do("clerk", add_matter, *HALLS)


def test_villages_keep_their_catalogues_apart(found: Callable[..., Village]) -> None:
    one, other = found(), found()
    one.do("clerk", add_matter, *HALLS)
    assert "own-1" not in keys(other)


# ── pages ──


def test_the_form_adds_and_takes_out_once(village: Village) -> None:
    client, address = village.client("clerk"), f"{village.url}/desk/matters"
    sent = {
        "name": "祠堂修缮",
        "by_council": "yes",
        "by_committee": "yes",
        "why": "村民自治章程第九条",
        "event": uuid4().hex,
    }
    for _ in range(2):
        assert "已经加进目录" in client.post(address, data=sent).text
    assert keys(village)[-1] == "own-1"
    assert "祠堂修缮" in client.get(f"{village.url}/motions/new").text
    public = village.client().get(f"{village.url}/matters")
    assert "祠堂修缮" in public.text
    assert "本村加的" in public.text
    page = client.post(f"{address}/end", data={"key": "own-1", "event": uuid4().hex})
    assert "已经去掉" in page.text
    assert "祠堂修缮" not in village.client().get(f"{village.url}/matters").text


def test_a_form_without_a_body_keeps_what_was_typed(village: Village) -> None:
    sent = {"name": "祠堂修缮", "why": "村民自治章程第九条", "event": uuid4().hex}
    page = village.client("clerk").post(f"{village.url}/desk/matters", data=sent)
    assert page.status_code == 422
    assert "请选由谁定" in page.text
    assert 'value="祠堂修缮"' in page.text
    assert village.client("stranger").get(f"{village.url}/desk/matters").status_code == 403


def test_the_catalogue_is_facts_too(village: Village) -> None:
    facts = village.client().get(f"{village.url}/matters.json").json()["matters"]
    lease = next(one for one in facts if one["key"] == "collective_land_lease")
    assert lease["decided_by"] == ["collective"]
    assert "农村集体经济组织法" in lease["source"]["zh"]


def test_bodies_that_meet_are_not_offered_where_one_votes_by_window(village: Village) -> None:
    stand(village, "representatives", people("钱", 3), chair=None)
    page = village.client("clerk").get(f"{village.url}/motions/new").text
    assert "村民代表会议" not in page.split("<main")[1].split("</main>")[0].replace("村（居）民代表会议", "")
