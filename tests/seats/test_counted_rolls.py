"""A roll of which the public sees only how many are on it: Party members, all adults of a village."""

from uuid import uuid4

import pytest
from sqlalchemy import and_, delete
from sqlmodel import col

from council.hall.verification import verify_kept
from council.kit import clock
from council.rules.refusal import Refusal
from council.seats.acts import appoint_office, correct, fill, vacate
from council.seats.headcount import headcounts
from council.seats.looking import AT_ONCE, roll_page
from council.seats.persons import Named, awaited
from council.seats.roll import roll_of
from council.seats.tables import Tenure, bodies_of
from tests.bodies import Person, number_of, people, stand
from tests.statements import counted
from tests.village import Village


@pytest.fixture
def party(village: Village) -> Village:
    """A committee of three and eight Party members, of whom 赵1 sits in the committee."""
    stand(village, "committee", people("赵", 3, women=1))
    stand(village, "party_members", ["赵1", *people("钱", 7, women=3)], chair=None)
    return village


def on_roll(village: Village, key: str = "party-members") -> list[str]:
    return [one.name for one in village.read(roll_of, key).people]


def right(village: Village) -> bool:
    return not village.look(lambda db: verify_kept(db, village.id)).faults


# ── what the acts tell ──


def test_putting_someone_on_a_roll_and_taking_them_off_tells_only_how_many(party: Village) -> None:
    party.do("clerk", fill, "party-members", 9, "party_member", Named(name="孙红旗", sex="male"))
    entry = party.last()
    assert (entry["act"], entry["on"], entry["facts"]) == ("roll.add", "body:party-members", {"filled": 9})
    assert entry["sealed"] == {}
    assert "孙红旗" in on_roll(party)
    party.do("clerk", vacate, "party-members", 9, "组织关系转走了")
    entry = party.last()
    assert (entry["act"], entry["facts"], entry["sealed"]) == ("roll.remove", {"filled": 8}, {})
    assert "孙红旗" not in on_roll(party)
    assert right(party)


def test_only_the_clerk_changes_a_roll(party: Village) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        party.do("钱1", fill, "party-members", 9, "party_member", Named(name="孙红旗"))
    with pytest.raises(Refusal, match="already holds seat"):
        party.do("clerk", fill, "party-members", 9, "party_member", Named(member=number_of(party, "钱1")))


def test_a_correction_tells_who_only_where_the_name_is_public(party: Village) -> None:
    party.do("clerk", correct, "party-members", 2, "钱壹", None, sex="female", household="3")
    entry = party.last()
    assert (entry["act"], entry["on"]) == ("roll.correct", "body:party-members")
    assert entry["facts"] == {"changed": ["name", "phone", "household"]}
    number = number_of(party, "赵1")
    party.do("clerk", correct, "party-members", 1, "赵壹", None, sex="female", household=None)
    entry = party.last()
    assert (entry["act"], entry["on"], entry["facts"]["member"]) == ("member.correct", f"member:{number}", number)
    assert set(entry["sealed"]) == {"name"}
    assert right(party)


def test_nobody_is_given_an_office_on_a_roll_that_another_bodys_chair_leads(party: Village) -> None:
    with pytest.raises(Refusal, match="is led by the chair of"):
        party.do("clerk", appoint_office, "party-members", 2, "chair")


def test_a_tampered_roll_is_found(party: Village) -> None:
    party.do("clerk", fill, "party-members", 9, "party_member", Named(name="孙红旗"))
    last = and_(col(Tenure.community_id) == party.id, col(Tenure.body_key) == "party-members", col(Tenure.seat) == 9)
    party.db.write_now(party.id, lambda db: db.execute(delete(Tenure).where(last)))
    [fault] = party.look(lambda db: verify_kept(db, party.id)).faults
    assert fault.reason.facts["subject"] == "roll:party-members"


# ── what everyone sees ──


def test_no_public_page_names_anybody_on_it(party: Village) -> None:
    client = party.client()
    for address in ("seats/party-members", "seats/party-members.json", "seats", "rules", "record", ""):
        assert "钱2" not in client.get(f"{party.url}/{address}".rstrip("/")).text, address
    page = client.get(f"{party.url}/seats/party-members").text
    assert "名单上有 8 人" in page
    assert "名单不公开" in page
    facts = client.get(f"{party.url}/seats/party-members.json").json()
    assert (facts["people"], facts["women"]) == (8, 4)
    assert "seats" not in facts


def test_a_public_page_does_not_grow_with_the_village(village: Village) -> None:
    sizes = []
    for law, count in (("party_members", 30), ("assembly_adults", 1500)):
        key = stand(
            village,
            law,
            people("李", count, households=count // 3) if count > 30 else people("钱", 30),
            accounts=False,
            chair=None,
        )
        sizes.append(len(village.client().get(f"{village.url}/seats/{key}").content))
    assert abs(sizes[1] - sizes[0]) < 1500
    assert all(size < 8_000 for size in sizes)
    assert "1500 人，500 户" in village.client().get(f"{village.url}/seats/assembly").text


def test_both_ways_of_counting_are_told(village: Village) -> None:
    stand(village, "assembly_adults", people("李", 40, households=15), chair=None, accounts=False)
    page = village.client().get(f"{village.url}/seats/assembly").text
    assert "至少 21 人到会才能作决定（应到会的人现在有 40 人，要超过一半）" in page
    assert "至少 10 户派人到会才能作决定（一共 15 户，要三分之二以上）" in page
    assert "一次会只用一种算法" in page


def test_a_body_of_several_shows_everybody_once(party: Village) -> None:
    stand(party, "representatives", [*people("孙", 12, women=6), "赵2", None], chair=None)
    page = party.client().get(f"{party.url}/seats/representatives")
    assert page.text.count('<th scope="row">赵2') == 1
    assert "15 人：村民代表 13 人、村委会成员 2 人。空缺 1 席" in page.text
    assert "由赵1主持" in page.text
    facts = party.client().get(f"{party.url}/seats/representatives.json").json()
    assert len(facts["people"]) == 15
    assert facts["vacant"] == [{"body": "representatives", "seat": 14, "category": "representative"}]


def test_headcounts_of_a_whole_village_take_two_statements(party: Village) -> None:
    stand(party, "assembly_adults", people("李", 40, households=15), chair=None, accounts=False)
    stand(party, "two_committees")
    bodies = party.read(bodies_of)
    with counted(party.db) as said:
        heads = party.read(headcounts, bodies)
    assert len([one for one in said if one.lstrip().upper().startswith("SELECT")]) == 2
    numbers = {key: (head.people, head.households) for key, head in heads.items()}
    assert numbers.pop("assembly") == (40, 15)
    assert numbers == {"yishihui": (13, 0), "committee": (3, 0), "party-members": (8, 0), "two-committees": (3, 0)}


# ── the clerk's desk ──


def test_the_clerk_looks_for_someone_a_page_at_a_time(village: Village) -> None:
    stand(village, "assembly_adults", people("李", 130, households=40), chair=None, accounts=False)
    first = village.read(roll_page, "assembly")
    second = village.read(roll_page, "assembly", after=first.more)
    assert (len(first.rows), first.more, second.rows[0].seat) == (AT_ONCE, AT_ONCE, AT_ONCE + 1)
    assert [one.name for one in village.read(roll_page, "assembly", q="李77").rows] == ["李77"]
    assert len(village.read(roll_page, "assembly", q="李户40").rows) == 3
    client = village.client("clerk")
    page = client.get(f"{village.url}/desk/seats/assembly?q=李77").text
    assert "/desk/seats/assembly/77" in page
    assert "往后看" in client.get(f"{village.url}/desk/seats/assembly").text
    assert "没有找到" in client.get(f"{village.url}/desk/seats/assembly?q=无此人").text


def test_someone_is_put_on_the_roll_by_the_form_and_taken_off(village: Village) -> None:
    stand(village, "assembly_adults", people("李", 130, households=40), chair=None, accounts=False)
    client, address = village.client("clerk"), f"{village.url}/desk/seats/assembly/131"
    page = client.get(address).text
    assert "加进名单" in page
    sent = {"category": "adult", "name": "何小满", "sex": "female", "household": "８－2", "event": uuid4().hex}
    assert client.post(f"{address}/fill", data=sent).status_code == 200
    assert "何小满" in on_roll(village, "assembly")
    assert village.read(roll_of, "assembly").people[-1].household == "8-2"
    page = client.post(f"{address}/vacate", data={"reason": "搬走了", "event": uuid4().hex})
    assert page.status_code == 200
    assert village.last()["act"] == "roll.remove"
    assert "搬走了" not in village.client().get(f"{village.url}/record").text


def test_many_members_are_looked_for_and_never_listed(village: Village) -> None:
    stand(village, "assembly_adults", people("李", 130), chair=None, accounts=False)
    stand(village, "committee", [*people("赵", 3), None])
    client, address = village.client("clerk"), f"{village.url}/desk/seats/committee/4"
    page = client.get(address).text
    assert "李77" not in page
    assert "是谁：写编号" in page
    page = client.get(f"{address}?q=李77").text
    assert page.count("<option value=") < 10
    assert "李77" in page


def test_nobody_waits_for_all_adults_to_sign_in(village: Village) -> None:
    stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    stand(village, "committee", [Person("赵1"), "李1"], accounts=False)
    waiting = village.read(awaited, clock.now(), limit=99)
    assert waiting == sorted([number_of(village, "赵1"), number_of(village, "李1")])
