"""A roster of all bodies of a village: guessed by their names, each person one member, a large roll only counted."""

import time
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from council.charters import charter
from council.hall.verification import verify_kept
from council.kit.db import Database
from council.ledger.tables import LedgerEntry, LedgerOpening
from council.people.tables import Membership
from council.places.tables import Community, County
from council.rules.refusal import Refusal
from council.seats.founding import found
from council.seats.preview import Preview, preview
from council.seats.roll import roll_of
from council.seats.roster import Roster, read_roster
from council.seats.tables import BodyRow, bodies_of, seats_of
from tests.seats.paper import as_csv, as_xlsx

HEADINGS = ["县", "乡镇", "村", "组织名称", "姓名", "性别", "户号", "职务", "联系电话", "章程"]
BRANCH, COMMITTEE, ASSEMBLY = "柳塘村党支部委员会", "柳塘村村民委员会", "柳塘村村民会议"
VRA, PARTY, SUPERVISORY = "柳塘村村民代表会议", "柳塘村党员大会", "柳塘村村务监督委员会"
Row = tuple[str, str, str, str, str, str]


@pytest.fixture
def county() -> str:
    return f"云溪{uuid4().hex[:8]}县"


def row(body: str, name: str, sex: str = "男", home: str = "", office: str = "", phone: str = "") -> Row:
    return body, name, sex, home, office, phone


def roster(county: str, rows: Sequence[Row], law: str = "") -> Roster:
    listed = [
        (county, "青桥镇", "柳塘村", body, name, sex, home, office, phone, law)
        for body, name, sex, home, office, phone in rows
    ]
    return read_roster("柳塘村名册.csv", as_csv(HEADINGS, *listed))


def rows() -> Iterator[Row]:
    yield row(BRANCH, "陈国栋", home="1", office="书记", phone="19900000001")
    yield row(BRANCH, "田保国", home="2", office="副书记")
    yield row(BRANCH, "沈立新", home="3", office="纪检委员")
    yield row(COMMITTEE, "陈国栋", home="1", office="村党支部书记、村委会主任", phone="19900000001")
    yield row(COMMITTEE, "吴秀兰", "女", "4", "副主任")
    yield row(COMMITTEE, "罗永年", home="5", office="委员")
    yield from (row(VRA, f"代表{n}", "女" if n % 2 else "男", str(10 + n)) for n in range(1, 16))
    yield from (
        row(PARTY, name, home=home)
        for name, home in (("陈国栋", "1"), ("田保国", "2"), ("沈立新", "3"), ("范学军", "6"))
    )
    yield row(SUPERVISORY, "范学军", home="6", office="主任")
    yield row(SUPERVISORY, "谭素芬", "女", "7", "委员")
    yield row(SUPERVISORY, "钟明山", home="8", office="委员")
    yield from (
        row(ASSEMBLY, name, "", home)
        for name, home in (("陈国栋", "1"), ("田保国", "2"), ("吴秀兰", "4"), ("王小二", "9"))
    )


def seen(database: Database, read: Roster) -> Preview:
    return database.read_now(lambda db: preview(db, read))


def community(database: Database, county: str) -> UUID:
    query = select(Community.id).join(County, County.slug == Community.county_slug).where(County.name == county)
    return database.read_now(lambda db: db.value(query))  # type: ignore[no-any-return]


def by_kind(database: Database, place: UUID) -> dict[str, BodyRow]:
    return {body.law.kind: body for body in database.read_now(lambda db: bodies_of(db, place))}


def members(database: Database, place: UUID) -> int:
    query = select(func.count()).select_from(Membership).where(Membership.community_id == place)
    return int(database.read_now(lambda db: db.value(query)))


# ── the whole village ──


def test_each_body_is_known_by_its_name_and_the_two_committees_come_with_them(database: Database, county: str) -> None:
    read = roster(county, list(rows()))
    assert not read.refused, [str(one.message) for one in read.findings if one.refused]
    done = found(database, read)
    bodies = by_kind(database, community(database, county))
    assert {kind: body.charter for kind, body in bodies.items()} == {
        "party_branch": "party_branch", "committee": "committee", "two_committees": "two_committees",
        "representatives": "representatives", "party_members": "party_members", "supervisory": "supervisory",
        "assembly": "assembly_adults",
    }  # fmt: skip
    assert bodies["two_committees"].name == "柳塘村“两委”会"
    assert (done.bodies, done.members) == (7, 24)
    assert members(database, community(database, county)) == 24


def leaders(database: Database, place: UUID, key: str) -> list[tuple[str | None, str]]:
    seats = database.read_now(lambda db: seats_of(db, place, key))
    return [(seat.name, seat.office) for seat in seats if seat.office != "member"]


def test_offices_are_read_by_the_body_they_are_in(database: Database, county: str) -> None:
    found(database, roster(county, list(rows())))
    place = community(database, county)
    bodies = by_kind(database, place)
    led = {kind: leaders(database, place, body.key) for kind, body in bodies.items()}
    assert led["party_branch"] == [("陈国栋", "chair"), ("田保国", "vice_chair")]
    assert led["committee"] == [("陈国栋", "chair"), ("吴秀兰", "vice_chair")]
    assert led["supervisory"] == [("范学军", "chair")]


def test_g27_a_person_of_several_bodies_is_one_member(database: Database, county: str) -> None:
    found(database, roster(county, [*rows(), row(VRA, "吴秀兰", "女", "4")]))
    place = community(database, county)
    bodies = by_kind(database, place)
    two = database.read_now(lambda db: roll_of(db, place, bodies["two_committees"].key))
    assert sorted(one.name for one in two.people) == ["吴秀兰", "沈立新", "田保国", "罗永年", "陈国栋"]
    vra = database.read_now(lambda db: roll_of(db, place, bodies["representatives"].key))
    assert len(vra.people) == 16 + 2
    assert next(one for one in vra.people if one.name == "吴秀兰").own


def test_what_a_row_leaves_out_another_row_tells(database: Database, county: str) -> None:
    found(
        database,
        roster(county, [row(COMMITTEE, "吴秀兰", "女", "4"), row(VRA, "吴秀兰", "", "4", phone="19900000004")]),
    )
    query = select(Membership.sex, Membership.phone, Membership.household)
    place = community(database, county)
    [told] = database.read_now(lambda db: db.rows(query.where(Membership.community_id == place)))
    assert tuple(told) == ("female", "19900000004", "4")


def test_the_same_name_alone_makes_nobody_the_same_and_is_said(database: Database, county: str) -> None:
    read = roster(county, [row(COMMITTEE, "吴秀兰", "女", "4"), row(VRA, "吴秀兰", "女"), row(VRA, "钱多", home="9")])
    before = seen(database, read)
    assert before.new_members == 3
    told = [str(one.message) for one in before.warnings]
    assert any("吴秀兰 stands already or is listed in another body" in one for one in told)
    found(database, read)
    assert members(database, community(database, county)) == 3


@pytest.mark.parametrize(
    ("second", "people"),
    [
        (("女", "5", ""), 2),  # another household
        (("男", "4", ""), 2),  # a man
        (("女", "4", "19900000008"), 1),  # the household says it, whatever the telephone
        (("女", "5", "19900000004"), 1),  # the telephone says it: they moved
    ],
)
def test_one_person_or_two(database: Database, county: str, second: tuple[str, str, str], people: int) -> None:
    sex, home, phone = second
    listed = [row(COMMITTEE, "吴秀兰", "女", "4", phone="19900000004"), row(VRA, "吴秀兰", sex, home, phone=phone)]
    assert seen(database, roster(county, listed)).new_members == people


def test_a_later_file_finds_the_members_who_stand(database: Database, county: str) -> None:
    found(database, roster(county, [row(COMMITTEE, "吴秀兰", "女", "4"), row(COMMITTEE, "罗永年")]))
    later = roster(county, [row(VRA, "吴秀兰", "女", "4", phone="19900000004"), row(VRA, "钱多", home="9")])
    assert seen(database, later).new_members == 1
    found(database, later)
    place = community(database, county)
    assert members(database, place) == 3
    query = select(Membership.phone).where(Membership.community_id == place, Membership.name == "吴秀兰")
    assert database.read_now(lambda db: db.value(query)) == "19900000004"
    assert not database.read_now(lambda db: verify_kept(db, place)).faults


def test_branch_and_committee_of_two_files_make_the_two_committees_once(database: Database, county: str) -> None:
    listed = list(rows())
    found(database, roster(county, listed[:3]))
    place = community(database, county)
    assert "two_committees" not in by_kind(database, place)
    found(database, roster(county, listed[3:6]))
    assert "two_committees" in by_kind(database, place)
    again = seen(database, roster(county, listed[:6]))
    assert not again.to_do
    assert not again.differing


def test_a_second_body_of_a_kind_is_said(database: Database, county: str) -> None:
    found(database, roster(county, list(rows())[3:6]))
    before = seen(database, roster(county, [row("柳塘村村委会", "罗永年", home="5")]))
    assert any("would be a second one" in str(one.message) for one in before.warnings)


def test_the_file_may_name_the_charter(database: Database, county: str) -> None:
    vra = [row(VRA, "钱多", home="9")]
    for word in ("representatives_zhejiang", "村民代表会议（浙江）"):
        [body] = roster(county, vra, word).bodies
        assert body.charter == "representatives_zhejiang"
    wrong = roster(county, vra, "王法")
    assert wrong.refused
    assert "王法" in str(wrong.findings[0].message)


def test_rows_for_the_two_committees_are_refused(database: Database, county: str) -> None:
    read = roster(county, [row("柳塘村“两委”会", "陈国栋")])
    assert "has no members of its own" in str(read.findings[0].message)


def test_who_sits_in_committee_and_supervisory_committee_stops_the_file(database: Database, county: str) -> None:
    read = roster(county, [row(COMMITTEE, "吴秀兰", "女", "4"), row(SUPERVISORY, "吴秀兰", "女", "4")])
    before = seen(database, read)
    assert before.refused
    assert not before.to_do
    with pytest.raises(Refusal, match="rows stop the whole file"):
        found(database, read)


def test_a_supervisor_found_standing_in_the_committee_stops_the_file(database: Database, county: str) -> None:
    found(database, roster(county, [row(COMMITTEE, "吴秀兰", "女", "4")]))
    known = seen(database, roster(county, [row(SUPERVISORY, "吴秀兰", "女", "4")]))
    assert any("kept apart" in str(one.message) for one in known.refusals)
    by_name = seen(database, roster(county, [row(SUPERVISORY, "吴秀兰", "女")]))
    assert not by_name.refused
    assert any("is also the name of" in str(one.message) for one in by_name.warnings)


# ── what a large roll tells ──


def test_of_a_counted_roll_the_book_has_numbers_alone(database: Database, county: str) -> None:
    found(database, roster(county, list(rows())))
    place = community(database, county)
    body = database.read_now(lambda db: db.value(select(LedgerEntry.body).where(LedgerEntry.community_id == place)))
    assembly = by_kind(database, place)["assembly"].key
    assert f'{{"body":"{assembly}","charter":"assembly_adults","filled":4,"households":4}}' in body
    opened = select(LedgerOpening.value).where(LedgerOpening.community_id == place)
    names = {one.value for one in database.read_now(lambda db: db.rows(opened))}
    assert "王小二" not in names, "nobody but the clerk learns who is on the roll"
    assert "陈国栋" in names
    assert not database.read_now(lambda db: verify_kept(db, place)).faults


def adults(count: int) -> list[Row]:
    return [
        row(ASSEMBLY, f"{'赵钱孙李周吴郑王'[n % 8]}{n}", "男" if n % 2 else "女", str(n // 3 + 1)) for n in range(count)
    ]


def test_fifteen_hundred_adults_are_entered_within_seconds(database: Database, county: str) -> None:
    read = roster(county, adults(1500))
    begun = time.process_time()
    found(database, read)
    assert time.process_time() - begun < 5
    place = community(database, county)
    assert members(database, place) == 1500


# ── titles, sheets and headings ──


@pytest.mark.parametrize(
    ("title", "body", "law"),
    [
        ("云溪县青桥镇柳塘村村民代表花名册", "柳塘村村民代表会议", "representatives"),
        ("柳塘村第十二届村民代表名册", "柳塘村村民代表会议", "representatives"),
        ("柳塘村党员名册", "柳塘村党员大会", "party_members"),
        ("中共云溪县青桥镇柳塘村党支部委员会成员名单", "柳塘村党支部委员会", "party_branch"),
        ("柳塘村村民委员会成员名册", "柳塘村村民委员会", "committee"),
        ("柳塘村监委会名单", "柳塘村村务监督委员会", "supervisory"),
        ("柳塘村村民花名册", "柳塘村村民会议", "assembly_adults"),
        ("柳桥社区居民代表名单", "柳桥社区居民代表会议", "residents_representatives"),
        ("柳桥社区居民委员会成员名册", "柳桥社区居民委员会", "residents_committee"),
    ],
)
def test_a_register_is_called_by_its_people(title: str, body: str, law: str) -> None:
    read = read_roster("名册.csv", as_csv([title], ["姓名", "性别", "户号"], ["石红", "女", "3组-12"]))
    [one] = read.bodies
    assert (one.name, one.charter) == (body, law)
    assert one.members[0].household == "3组-12"


def test_who_signs_the_sheet_is_no_body() -> None:
    read = read_roster(
        "名册.csv", as_csv(["填报单位：柳塘村村民委员会"], ["柳塘村村民理事会成员名册"], ["姓名"], ["石红"])
    )
    assert [one.name for one in read.bodies] == ["柳塘村村民理事会"]


def test_a_sheet_may_be_called_by_its_body() -> None:
    data = as_xlsx(["行政村", "姓名", "户号"], ["柳塘村", "石红", 12], before=["封面"], title="党员")
    [one] = read_roster("柳塘.xlsx", data).bodies
    assert (one.name, one.charter, one.members[0].household) == ("柳塘村党员大会", "party_members", "12")


def test_a_household_number_too_long_is_refused(county: str) -> None:
    read = roster(county, [row(ASSEMBLY, "石红", "女", "很长" * 11)])
    assert read.refused
    assert "is not a household number" in str(read.findings[0].message)


def test_variants_are_never_guessed() -> None:
    assert [
        law
        for law in ("representatives_zhejiang", "supervisory_zhejiang", "assembly_households")
        if charter(law).resembles
    ] == []
