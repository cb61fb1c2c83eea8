"""What a body lacks to be as its charter asks is said from the first day, and never silent. Cases G23 and G28a."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from council.rules.refusal import Refusal
from council.seats.acts import correct, fill, vacate
from council.seats.chartering import change_charter
from council.seats.findings import findings_of
from council.seats.founding import found as found_roster
from council.seats.headcount import headcounts
from council.seats.persons import Named
from council.seats.roster import read_roster
from council.seats.tables import bodies_of, body_at
from tests.bodies import Person, people, stand
from tests.village import Village

Found = Callable[..., Village]


def lacks(village: Village, key: str) -> list[Refusal]:
    def look(db, community):  # type: ignore[no-untyped-def]
        bodies = bodies_of(db, community)
        return findings_of(db, community, bodies, headcounts(db, community, bodies)).get(key, ())

    return list(village.read(look))


def test_g28a_eleven_women_of_forty_are_warned_of_at_the_start_of_the_term(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "representatives", people("钱", 33, women=11), chair=None)
    [finding] = lacks(village, "representatives")
    assert (finding.facts["have"], finding.facts["needed"], finding.facts["people"]) == (11, 14, 40)
    said = "村民代表里有妇女 11 人。一共 40 人，至少要有 14 人"
    for who, address in (
        (None, "seats/representatives"),
        ("clerk", "desk"),
        ("clerk", "desk/seats"),
        ("clerk", "desk/seats/representatives"),
    ):
        assert said in village.client(who).get(f"{village.url}/{address}").text, address


def test_fourteen_women_are_enough_and_nothing_is_said(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "representatives", people("钱", 33, women=14), chair=None)
    assert lacks(village, "representatives") == []
    assert "还不符合章程的地方" not in village.client().get(f"{village.url}/seats/representatives").text


def test_who_leaves_and_who_follows_changes_what_is_lacking(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "representatives", people("钱", 33, women=14), chair=None)
    village.do("clerk", vacate, "representatives", 1, "搬走了")
    assert [one.facts["have"] for one in lacks(village, "representatives")] == []  # thirteen of thirty-nine are a third
    village.do("clerk", vacate, "representatives", 2, "搬走了")
    [finding] = lacks(village, "representatives")
    assert (finding.facts["have"], finding.facts["needed"], finding.facts["people"]) == (12, 13, 38)
    village.do("clerk", fill, "representatives", 1, "representative", Named(name="钱新女", sex="female"))
    assert lacks(village, "representatives") == []


def test_too_few_representatives_beside_the_committee_are_said(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "representatives", people("钱", 20, women=12), chair=None)
    [finding] = lacks(village, "representatives")
    assert (finding.facts["have"], finding.facts["needed"], finding.facts["people"]) == (20, 22, 27)


def test_sex_not_entered_is_said_and_corrected(village: Village) -> None:
    stand(village, "committee", [Person("赵1", None), Person("赵2", None), Person("赵3", None)])
    women, unknown = lacks(village, "committee")
    assert (women.facts["have"], unknown.facts["count"]) == (0, 3)
    village.do("clerk", correct, "committee", 1, "赵1", None, sex="female", household=None)
    assert lacks(village, "committee") == []


def test_a_committee_of_men_or_of_two_is_said(village: Village) -> None:
    stand(village, "committee", people("赵", 2))
    few, women = lacks(village, "committee")
    assert (few.facts["filled"], few.facts["least"]) == (2, 3)
    assert (women.facts["have"], women.facts["needed"]) == (0, 1)


def test_g23_four_are_accepted_from_a_roster_with_a_warning_that_stays(village: Village) -> None:
    county = f"云溪县{village.county.removeprefix('yunxi')}"
    rows = "\n".join(f"{county},青桥街道,柳桥社区,柳桥社区东组村民理事会,户{n},理事" for n in range(1, 5))
    read = read_roster("东组.csv", f"县,街道,社区,理事会名称,姓名,职务\n{rows}\n".encode())
    assert any(not one.refused and "There are 4 members" in str(one.message) for one in read.findings)
    found_roster(village.db, read)
    key = next(body.key for body in village.read(bodies_of) if body.key != "yishihui")
    [finding] = lacks(village, key)
    assert (finding.facts["filled"], finding.facts["least"]) == (4, 5)
    assert "只有 4 位" in (page := village.client().get(f"{village.url}/seats/{key}").text) or "4" in page


def test_g23_a_twelfth_is_refused_by_roster_and_by_hand(found: Found) -> None:
    rows = "\n".join(f"柳塘村,柳塘村村民理事会,户{n},理事" for n in range(1, 13))
    read = read_roster("名册.csv", f"行政村,理事会名称,姓名,职务\n{rows}\n".encode())
    assert any(one.refused and "12 seats are listed" in str(one.message) for one in read.findings)
    village = found(charter="village_council", members=11)
    with pytest.raises(Refusal, match="already has 11 members"):
        village.do("clerk", fill, village.body, 12, "member", Named(name="孙美玲"))


# ── another charter ──


def test_a_body_takes_the_charter_of_its_province(village: Village) -> None:
    stand(village, "representatives", people("钱", 6, women=4), chair=None)
    village.do("clerk", change_charter, "representatives", "representatives_shandong", "《山东省实施办法》第二十四条")
    entry = village.last()
    assert (entry["act"], entry["on"]) == ("body.charter", "body:representatives")
    assert entry["facts"] == {"charter": "representatives_shandong", "former_charter": "representatives"}
    body = village.look(lambda db: body_at(db, village.id, "representatives"))
    assert (body.law.notice_days, body.law.present_shares[0].who) == (5, "own_women")
    assert "村民代表里的妇女共 4 人，至少要到 3 人" in village.client().get(f"{village.url}/seats/representatives").text
    said = village.client().get(f"{village.url}/record.json").json()["entries"][0]["said"]
    assert "村民代表会议（山东）" in said


@pytest.mark.parametrize(
    ("to", "why", "match"),
    [
        ("representatives", "本来就是", "already"),
        ("assembly_adults", "换一个看看", "cannot change"),
        ("residents_representatives", "换一个看看", "cannot change"),
        ("nothing", "换一个看看", "cannot change"),
        ("representatives_zhejiang", "省", "why"),
    ],
)
def test_a_charter_of_another_kind_or_without_a_reason_is_refused(
    village: Village, to: str, why: str, match: str
) -> None:
    stand(village, "representatives", people("钱", 6), chair=None)
    with pytest.raises(Refusal, match=match):
        village.do("clerk", change_charter, "representatives", to, why)
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do("钱1", change_charter, "representatives", "representatives_zhejiang", "本省的实施办法")
    assert village.last()["act"] == "body.found"


def test_the_form_changes_the_charter_once(village: Village) -> None:
    stand(village, "representatives", people("钱", 6, women=4), chair=None)
    client, address = village.client("clerk"), f"{village.url}/desk/seats/representatives/charter"
    assert "村民代表会议（浙江）" in client.get(address).text
    sent = {"charter": "representatives_zhejiang", "why": "本省的实施办法", "event": uuid4().hex}
    for _ in range(2):
        assert "已经改用这个章程" in client.post(address, data=sent).text
    assert len([entry for entry in village.entries() if entry["act"] == "body.charter"]) == 1
    assert village.client("stranger").get(address).status_code == 403
    assert "没有别的章程" in client.get(f"{village.url}/desk/seats/yishihui/charter").text


# ── the rules page ──


def test_the_rules_page_shows_each_bodys_law_and_says_what_a_new_law_has_replaced(village: Village) -> None:
    for law, members in (
        ("committee", people("赵", 3)),
        ("representatives", people("钱", 12)),
        ("supervisory", people("孙", 3)),
        ("two_committees", ()),
    ):
        stand(village, law, members)
    page = village.client().get(f"{village.url}/rules").text
    for words in (
        "村（居）民委员会的成员",
        "以及他们的近亲属",
        "村民代表：五分之四以上",
        "村民代表里的妇女：三分之一以上",
        "第二十六条",
        "这一条已由新法代替，新条文还没有逐条核对",
        "默认值",
        "不能委托别人",
        "本人到场才算到会",
    ):
        assert words in page, words
    assert len(village.client().get(f"{village.url}/rules").content) < 60_000
