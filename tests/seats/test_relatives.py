"""Committee and supervisory committee are kept apart, with their near relatives. Case G45."""

from collections.abc import Sequence
from uuid import uuid4

import pytest

from council.hall.verification import verify_kept
from council.kit.act import NotFound, SignInFirst
from council.people.acts import appoint as appoint_freely
from council.people.acts import end_role
from council.people.tables import holders_of
from council.rules.refusal import Refusal
from council.seats.acts import fill, vacate
from council.seats.chartering import change_charter
from council.seats.declaring import MOST, declare_relatives, seat_and_declare
from council.seats.findings import findings_of
from council.seats.headcount import headcounts
from council.seats.kin import Kin, declarations_of
from council.seats.offices import appoint
from council.seats.persons import Named
from council.seats.tables import bodies_of, seats_of
from tests.bodies import Person, number_of, people, stand
from tests.village import Village

BROTHER = Person("赵大勇", household="1")


@pytest.fixture
def kept_apart(village: Village) -> Village:
    """A committee of five, led by 赵1; a supervisory committee of two with a vacant third seat; 赵大勇 in neither."""
    stand(village, "committee", [*people("赵", 5, women=1), None])
    stand(village, "supervisory", [*people("钱", 2), None])
    stand(village, "assembly_adults", [BROTHER, "赵1", "钱1"], chair=None)
    return village


def lacks(village: Village, key: str = "supervisory") -> Sequence[str]:
    def look(db, community):  # type: ignore[no-untyped-def]
        bodies = bodies_of(db, community)
        return findings_of(db, community, bodies, headcounts(db, community, bodies, [key])).get(key, ())

    return [str(one) for one in village.read(look)]


def seated(village: Village, key: str) -> list[str | None]:
    return [seat.name for seat in village.read(seats_of, key)]


# ── declaring ──


def test_a_declaration_is_entered_and_the_book_has_only_how_many(kept_apart: Village) -> None:
    village = kept_apart
    kin = [Kin("spouse", "孙桂花"), Kin("child", "钱小军"), Kin("sibling", "赵2", namesake=True)]
    village.do("clerk", declare_relatives, "supervisory", 1, kin)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("kin.declare", "clerk:90", "seat:supervisory/1")
    assert (entry["facts"]["relatives"], entry["facts"]["namesakes"], entry["sealed"]) == (3, 1, {})
    assert "孙桂花" not in str(village.entries())
    [declared] = village.read(declarations_of, ["supervisory"]).values()
    assert declared.kin == tuple(kin)


def test_a_later_declaration_stands_and_none_at_all_is_one(kept_apart: Village) -> None:
    village = kept_apart
    village.do("clerk", declare_relatives, "supervisory", 1, [Kin("spouse", "孙桂花")])
    village.do("clerk", declare_relatives, "supervisory", 1, [], none_at_all=True)
    [declared] = village.read(declarations_of, ["supervisory"]).values()
    assert (declared.number, declared.kin) == (2, ())


def test_only_the_clerk_declares_and_only_where_it_is_asked(kept_apart: Village) -> None:
    village = kept_apart
    for who, refusal in (("stranger", Refusal), ("钱1", Refusal), (None, SignInFirst)):
        with pytest.raises(refusal):
            village.do(who, declare_relatives, "supervisory", 1, [Kin("spouse", "孙桂花")])
    for key, seat, match in (("supervisory", 3, "nobody to declare"), ("committee", 1, "asks nobody")):
        with pytest.raises(Refusal, match=match):
            village.do("clerk", declare_relatives, key, seat, [Kin("spouse", "孙桂花")])
    with pytest.raises(NotFound):
        village.do("clerk", declare_relatives, "supervisory", 9, [Kin("spouse", "孙桂花")])
    assert not village.read(declarations_of, ["supervisory"])


@pytest.mark.parametrize(
    ("kin", "none_at_all", "match"),
    [
        ([], False, "tick that there are none"),
        ([Kin("spouse", "孙桂花")], True, "Either list"),
        ([Kin("child", f"钱{n}号") for n in range(MOST + 1)], False, "At most 30"),
        ([Kin("spouse", "孙桂花", member=4711)], False, "no member with the number 4711"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_refused(
    kept_apart: Village, kin: list[Kin], none_at_all: bool, match: str
) -> None:
    with pytest.raises(Refusal, match=match):
        kept_apart.do("clerk", declare_relatives, "supervisory", 1, kin, none_at_all=none_at_all)


# ── G45, from both sides ──


def test_g45_a_committee_members_brother_is_not_seated_with_his_declaration(kept_apart: Village) -> None:
    village = kept_apart
    named, brother = Named(member=number_of(village, BROTHER.name)), Kin("sibling", "赵1", number_of(village, "赵1"))
    with pytest.raises(Refusal, match="near relatives may not sit in") as refused:
        village.do("clerk", seat_and_declare, "supervisory", 3, "supervisor", named, [brother])
    assert refused.value.facts["name"] == "赵1"
    assert "第三十二条" in str(refused.value.facts["source"])
    assert seated(village, "supervisory")[2] is None, "nobody was seated"
    assert village.last()["act"] == "body.found"
    village.do("clerk", seat_and_declare, "supervisory", 3, "supervisor", named, [Kin("spouse", "何小妹")])
    assert village.last()["facts"]["relatives"] == 1
    assert seated(village, "supervisory")[2] == BROTHER.name


def test_g45_a_relative_known_by_name_is_refused_unless_it_is_somebody_else(kept_apart: Village) -> None:
    village = kept_apart
    with pytest.raises(Refusal, match="has the name of"):
        village.do("clerk", declare_relatives, "supervisory", 1, [Kin("parent", "赵2")])
    village.do("clerk", declare_relatives, "supervisory", 1, [Kin("parent", "赵2", namesake=True)])


def test_g45_a_declared_relative_is_not_seated_in_the_committee(kept_apart: Village) -> None:
    village = kept_apart
    village.do(
        "clerk", declare_relatives, "supervisory", 2, [Kin("sibling", BROTHER.name, number_of(village, BROTHER.name))]
    )
    with pytest.raises(Refusal, match=r"is declared as brother or sister of 钱2"):
        village.do("clerk", fill, "committee", 6, "committee_member", Named(member=number_of(village, BROTHER.name)))
    assert seated(village, "committee")[5] is None
    village.do("clerk", declare_relatives, "supervisory", 2, [], none_at_all=True)
    village.do("clerk", fill, "committee", 6, "committee_member", Named(member=number_of(village, BROTHER.name)))


def test_nobody_sits_in_both(kept_apart: Village) -> None:
    village = kept_apart
    with pytest.raises(Refusal, match="are kept apart"):
        village.do("clerk", fill, "supervisory", 3, "supervisor", Named(member=number_of(village, "赵1")))
    with pytest.raises(Refusal, match="are kept apart"):
        village.do("clerk", fill, "committee", 6, "committee_member", Named(member=number_of(village, "钱1")))


def test_someone_new_of_a_committee_members_name_says_that_they_are_somebody_else(kept_apart: Village) -> None:
    village = kept_apart
    with pytest.raises(Refusal, match="is also the name of"):
        village.do("clerk", fill, "supervisory", 3, "supervisor", Named(name="赵1"))
    village.do("clerk", fill, "supervisory", 3, "supervisor", Named(name="赵1", namesake=True))
    assert lacks(village) == ["Near relatives not declared yet: 3 members. (" + lacks(village)[0].split("(", 1)[1]]


def test_whoever_left_bars_nobody(kept_apart: Village) -> None:
    village = kept_apart
    kin = [Kin("sibling", BROTHER.name, number_of(village, BROTHER.name))]
    village.do("clerk", declare_relatives, "supervisory", 2, kin)
    village.do("clerk", vacate, "supervisory", 2, "任期没满，自己辞了")
    village.do("clerk", fill, "committee", 6, "committee_member", Named(member=number_of(village, BROTHER.name)))


# ── Zhejiang: the clerk and the bookkeeper too ──


@pytest.fixture
def zhejiang(kept_apart: Village) -> Village:
    kept_apart.do("clerk", change_charter, "supervisory", "supervisory_zhejiang", "本省的实施办法")
    return kept_apart


@pytest.mark.parametrize("role", ["clerk", "bookkeeper"])
def test_g45_clerk_and_bookkeeper_are_refused_in_zhejiang(zhejiang: Village, role: str) -> None:
    village, number = zhejiang, number_of(zhejiang, BROTHER.name)
    village.do("clerk", appoint, role, number=number)
    with pytest.raises(Refusal, match="are kept apart"):
        village.do("clerk", fill, "supervisory", 3, "supervisor", Named(member=number))
    with pytest.raises(Refusal, match="near relatives"):
        village.do("clerk", declare_relatives, "supervisory", 1, [Kin("parent", BROTHER.name, number)])


@pytest.mark.parametrize("role", ["clerk", "bookkeeper"])
def test_a_supervisor_and_their_relatives_are_given_neither_office_in_zhejiang(zhejiang: Village, role: str) -> None:
    village, number = zhejiang, number_of(zhejiang, BROTHER.name)
    village.do("clerk", declare_relatives, "supervisory", 2, [Kin("sibling", BROTHER.name, number)])
    for who in ("钱1", BROTHER.name):
        with pytest.raises(Refusal, match="kept apart"):
            village.do("clerk", appoint, role, number=number_of(village, who))
    assert BROTHER.name not in [one.name for one in village.read(holders_of, role)]


def test_elsewhere_the_bookkeeper_may_sit_there_and_the_office_is_ended_by_the_clerk(kept_apart: Village) -> None:
    village, number = kept_apart, number_of(kept_apart, "钱1")
    village.do("clerk", appoint, "bookkeeper", number=number)
    assert village.last()["facts"] == {"role": "bookkeeper", "member": number}
    with pytest.raises(Refusal, match="holds this office already"):
        village.do("clerk", appoint, "bookkeeper", number=number)
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do("钱1", end_role, "bookkeeper", number)
    village.do("clerk", end_role, "bookkeeper", number)
    assert village.read(holders_of, "bookkeeper") == []


def test_what_a_change_of_charter_finds_is_said(kept_apart: Village) -> None:
    village, number = kept_apart, number_of(kept_apart, "钱1")
    village.do("clerk", appoint_freely, "bookkeeper", number=number)
    village.do("clerk", declare_relatives, "supervisory", 2, [Kin("spouse", "钱1", number)])
    assert not [one for one in lacks(village) if "kept apart" in one]
    village.do("clerk", change_charter, "supervisory", "supervisory_zhejiang", "本省的实施办法")
    said = [one for one in lacks(village) if "kept apart" in one]
    assert len(said) == 2
    assert said[0].startswith("钱1 is the bookkeeper")
    assert said[1].startswith("A near relative of 钱2 is the bookkeeper")


# ── the pages ──


def test_who_has_declared_nothing_is_warned_of_on_the_page_and_the_desk(kept_apart: Village) -> None:
    village = kept_apart
    for who, address in (
        (None, "seats/supervisory"),
        ("clerk", "desk"),
        ("clerk", "desk/seats"),
        ("clerk", "desk/seats/supervisory"),
    ):
        assert "还有 2 人没有申报近亲属" in village.client(who).get(f"{village.url}/{address}").text, address
    village.do("clerk", declare_relatives, "supervisory", 1, [], none_at_all=True)
    village.do("clerk", declare_relatives, "supervisory", 2, [], none_at_all=True)
    assert "没有申报近亲属" not in village.client().get(f"{village.url}/seats/supervisory").text


def test_the_form_declares_and_keeps_what_was_typed_when_refused(kept_apart: Village) -> None:
    village = kept_apart
    client, address = village.client("clerk"), f"{village.url}/desk/seats/supervisory/1/relatives"
    sent = {"k1_kinship": "sibling", "k1_name": "赵2", "k2_kinship": "child", "k2_name": "钱小军", "event": uuid4().hex}
    page = client.post(address, data=sent)
    assert page.status_code == 422
    assert "跟柳桥村村民委员会的成员同名" in page.text
    assert 'value="钱小军"' in page.text
    page = client.post(address, data=sent | {"k1_namesake": "yes", "event": uuid4().hex})
    assert page.status_code == 200
    assert "申报已经登记" in page.text
    assert "钱小军" not in village.client().get(f"{village.url}/seats/supervisory").text
    assert 'value="钱小军"' in client.get(address).text
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"k1_kinship": "cousin", "k1_name": "钱小军"}, "请选其中一个"),
        ({"k1_kinship": "child"}, "请填这一项"),
        ({"k1_kinship": "child", "k1_name": "12345"}, "不是名字"),
        ({"k1_kinship": "child", "k1_name": "钱小军", "k1_member": "八"}, "整数"),
        ({"k99_name": "钱小军"}, "没有这一项"),
        ({}, "没有近亲属"),
    ],
)
def test_a_wrong_row_is_marked(kept_apart: Village, sent: dict[str, str], words: str) -> None:
    address = f"{kept_apart.url}/desk/seats/supervisory/1/relatives"
    page = kept_apart.client("clerk").post(address, data=sent | {"event": uuid4().hex})
    assert page.status_code == 422
    assert words in page.text
    assert not kept_apart.read(declarations_of, ["supervisory"])


def test_a_seat_is_filled_with_its_declaration_in_one_form(kept_apart: Village) -> None:
    village, client = kept_apart, kept_apart.client("clerk")
    address = f"{village.url}/desk/seats/supervisory/3"
    assert f'action="{address}/seat"' in client.get(address).text
    sent = {"category": "supervisor", "name": "范学军", "sex": "male", "k1_kinship": "spouse", "k1_name": "谭素芬"}
    page = client.post(f"{address}/seat", data=sent | {"event": uuid4().hex})
    assert page.status_code == 200
    assert seated(village, "supervisory")[2] == "范学军"
    assert village.last()["facts"]["relatives"] == 1
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_nobody_but_the_clerk_sees_the_relatives(kept_apart: Village) -> None:
    village = kept_apart
    village.do("clerk", declare_relatives, "supervisory", 1, [Kin("spouse", "孙桂花")])
    address = f"{village.url}/desk/seats/supervisory/1/relatives"
    for who in ("stranger", "钱1", None):
        page = village.client(who).get(address)
        assert "孙桂花" not in page.text
    assert village.client("clerk").get(f"{village.url}/desk/seats/supervisory/99/relatives").status_code == 404


def test_the_bookkeeper_is_entered_and_ended_on_the_clerks_page(kept_apart: Village) -> None:
    village, client = kept_apart, kept_apart.client("clerk")
    number = number_of(village, BROTHER.name)
    page = client.post(f"{village.url}/desk/people/bookkeeper", data={"number": str(number), "event": uuid4().hex})
    assert "报账员已经登记" in page.text
    assert BROTHER.name in page.text
    page = client.post(f"{village.url}/desk/people/bookkeeper/end", data={"number": str(number), "event": uuid4().hex})
    assert "职务已经免去" in page.text
    assert village.read(holders_of, "bookkeeper") == []
    entries = client.get(f"{village.url}/record.json").json()["entries"]
    assert all("报账员" in entry["said"] for entry in entries[:2])
