"""The two rosters that clerks really sent, and the first of them from an old Excel."""

import hashlib
import time
from collections import Counter
from datetime import date

from council.places.naming import community_slugs, labels
from council.seats.roster.remarks import few
from tests.seats.paper import DATA, five, found, read, stored, warned

WILLOW, COUNTY = "willow-bridge-yishihui.xlsx", "green-pine-county-councils.csv"


def test_willow_bridge_has_its_thirteen_seats() -> None:
    roster = stored(WILLOW)
    (body,) = roster.bodies
    assert (body.county, body.township, body.community) == ("本地", None, "柳桥社区")
    assert (body.name, body.charter) == ("柳桥社区议事会", "yishihui")
    assert [seat for seat, _ in body.seats] == list(range(1, 14))
    assert Counter(category for _, category in body.seats) == {"established": 6, "new": 6, "subdistrict": 1}
    assert not roster.refused


def test_willow_bridge_is_led_from_the_subdistricts_seat() -> None:
    (body,) = stored(WILLOW).bodies
    offices = {member.seat: member.office for member in body.members if member.office != "member"}
    assert offices == {7: "vice_chair", 13: "chair"}


def test_a_member_of_willow_bridge_is_read_whole() -> None:
    first = stored(WILLOW).bodies[0].members[0]
    assert (first.row, first.seat, first.name, first.sex, first.category) == (4, 1, "郝红", "male", "established")
    assert (first.phone, first.term_start, first.term_end) == ("19900003689", date(2026, 3, 1), date(2031, 2, 28))


def test_birth_address_and_party_are_read_past_and_the_preview_says_so() -> None:
    assert stored(WILLOW).read_past == ("出生年月", "现居住地址", "政治面貌", "备注")


def test_the_guessed_charter_is_said() -> None:
    roster = stored(WILLOW)
    assert roster.charter_guessed
    assert found(roster, "guessed").message.facts["charter"].zh == "议事会"  # type: ignore[attr-defined]


def test_the_same_roster_from_an_old_excel_is_the_same_body() -> None:
    old, new = stored("willow-bridge-yishihui.xls"), stored(WILLOW)
    assert old.bodies == new.bodies
    assert "The sheet “封面” is not a list of members and is not read." in warned(old)


def test_the_county_is_read_whole_in_a_few_seconds() -> None:
    began = time.process_time()
    roster = read((DATA / COUNTY).read_bytes())
    assert time.process_time() - began < 15  # 1.5 s on a desk; what else the machine does is not counted
    assert len(roster.bodies) == 3058
    assert sum(len(body.members) for body in roster.bodies) == 15197
    assert len({(body.county, body.township, body.community) for body in roster.bodies}) == 2751
    assert {body.charter for body in roster.bodies} == {"village_council"}
    assert not roster.refused
    assert roster.read_past == ()


def test_the_county_says_once_what_it_lacks() -> None:
    roster = stored(COUNTY)
    assert found(roster, "no term end").message.facts == {"members": 15197, "all": 15197}
    assert found(roster, "beside more than one name").message.facts == {"phones": 4436}
    assert found(roster, "毛红").row == 11239
    assert all(member.term_end is None for body in roster.bodies for member in body.members)


def test_councils_below_five_are_warned_of_by_row_and_then_counted() -> None:
    roster = stored(COUNTY)
    small = [finding for finding in roster.findings if "the charter asks for 5" in str(finding.message)]
    assert (len(small), small[0].row, small[0].body) == (634, 7, "大寨一村后坳组村民理事会")
    shown = list(few(roster.findings))
    assert sum("the charter asks for 5" in str(finding.message) for finding in shown) == 10
    assert [finding.message.facts for finding in shown if "More of this kind" in str(finding.message)] == [
        {"more": 624}
    ]


def test_the_election_day_is_the_start_of_the_term() -> None:
    first = stored(COUNTY).bodies[0].members[0]
    assert (first.office, first.term_start, first.seat) == ("chair", date(2019, 3, 5), 1)


def test_every_village_of_the_county_has_an_address_and_a_label_of_its_own() -> None:
    whole = [(body.township, body.community) for body in stored(COUNTY).bodies]
    slugs, short = community_slugs(whole, {}), labels(whole, {})
    assert len(set(slugs.values())) == len(set(short.values())) == 2751
    assert slugs["东溪镇", "小坡一村"] == "xiaopoyi-dongxi"
    assert short["东溪镇", "小坡一村"] == "东溪小坡一"


def test_the_hash_is_of_the_bytes() -> None:
    data = five()
    assert read(data).sha256 == hashlib.sha256(data).hexdigest()
