"""Headings in any order and in the words of the place; titles that say the rest."""

from datetime import date

import pytest

from council.rules.refusal import Refusal
from council.seats.roster.headings import columns, is_heading, meaning
from council.seats.roster.titles import Title, read_title
from tests.seats.paper import COUNCIL, VILLAGE, as_csv, as_xlsx, read, refused, warned


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓名", "name"),
        ("姓　名", "name"),
        ("* 成员姓名：", "name"),
        ("姓名（签字）", "name"),
        ("席位号", "seat"),
        ("席号", "seat"),
        ("性 别", "sex"),
        ("居民类别", "category"),
        ("身份", "category"),
        ("会内职务", "office"),
        ("职务", "office"),
        ("联系电话(手机)", "phone"),
        ("手机号", "phone"),
        ("任期起", "term_start"),
        ("当选日期", "term_start"),
        ("届满", "term_end"),
        ("县/区", "county"),
        ("街道", "township"),
        ("乡镇（街道）", "township"),
        ("村(社区)", "community"),
        ("行政村（社区）", "community"),
        ("议事会名称", "body"),
        ("ＮＡＭＥ", "name"),
        ("身份证号", None),
        ("序号", None),
        ("出生年月", None),
        ("备注", None),
        (7, None),
        (None, None),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, field: str | None) -> None:
    assert meaning(heading) == field


def test_a_row_of_headings_has_the_name_and_another_or_nothing_else() -> None:
    assert is_heading(["序号", "姓名", "电话"])
    assert is_heading([None, "姓名"])
    assert is_heading(["序号", "姓名", "备注", "合影"])
    assert not is_heading(["姓名", "王伟"])
    assert not is_heading(["职务", "电话"])


def test_the_office_in_the_council_comes_before_any_other() -> None:
    assert columns({0: "姓名", 1: "职务", 2: "会内职务"}) == {"name": 0, "office": 2}
    assert columns({0: "姓名", 1: "职务"})["office"] == 1


def test_two_columns_for_the_same_thing_are_refused() -> None:
    with pytest.raises(Refusal, match="“手机” and “联系电话”"):
        columns({0: "姓名", 1: "手机", 2: "联系电话"})


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("柳桥社区议事会成员名册(2026—2031年)", Title(community="柳桥社区", body="柳桥社区议事会")),
        ("填报单位:柳桥社区居民委员会", Title(community="柳桥社区")),
        (
            "广州市白云区三元里街柳桥社区第三届共治议事会组成人员名单",
            Title("白云区", "三元里街", "柳桥社区", "柳桥社区共治议事会"),
        ),
        (
            "青松县东溪镇小坡一村西山组村民理事会花名册",
            Title("青松县", "东溪镇", "小坡一村", "小坡一村西山组村民理事会"),
        ),
        ("附件1：青松县村民理事会成员汇总表", Title(county="青松县", body="村民理事会")),
        ("邓州市彭桥镇柳塘村村民议事会", Title("邓州市", "彭桥镇", "柳塘村", "柳塘村村民议事会")),
        ("阳光小区社区议事会", Title(community="阳光小区社区", body="阳光小区社区议事会")),
        ("长街子村", Title(community="长街子村")),
        (
            "任期：2026年3月1日至2031年2月28日",
            Title(term=(date(2026, 3, 1), date(2031, 2, 28))),
        ),
        ("填报日期:2026年3月5日", Title()),
        ("议事会章程", Title()),
        ("Sheet1", Title()),
        ("村" * 5000, Title()),
    ],
)
def test_a_title_says_where_and_which_body(text: str, title: Title) -> None:
    assert read_title(text) == title


def test_headings_stand_in_any_order_below_any_title() -> None:
    roster = read(
        as_csv(
            ["青松县东溪镇柳塘村村民理事会成员名册"],
            [],
            ["电话", "备注", "职务", "姓名"],
            ["19900001001", "无", "理事长", "石红"],
        )
    )
    (body,) = roster.bodies
    assert (body.county, body.township, body.community, body.name) == ("青松县", "东溪镇", VILLAGE, COUNCIL)
    assert body.members[0].phone == "19900001001"
    assert roster.read_past == ("备注",)


def test_two_rows_of_headings_are_read_as_one() -> None:
    rows = [
        ["柳塘村村民理事会成员名册"],
        ["姓名", "职务", "任期", None],
        [None, None, "起", "止"],
        ["石红", "理事长", "2026.3.1", "2031.2.28"],
    ]
    (member,) = read(as_xlsx(*rows, merged=["A2:A3", "B2:B3", "C2:D2"]), "a.xlsx").bodies[0].members
    assert (member.term_start, member.term_end) == (date(2026, 3, 1), date(2031, 2, 28))


def test_each_title_on_a_sheet_begins_its_own_body() -> None:
    rows = []
    for village in ("柳塘村", "石桥村"):
        rows += [[f"{village}村民理事会成员名册"], ["姓名", "职务"], ["石红", "理事长"], ["合计", "1人"], []]
    assert [body.community for body in read(as_csv(*rows)).bodies] == ["柳塘村", "石桥村"]


def test_each_sheet_may_be_a_village() -> None:
    roster = read(as_xlsx(["柳塘村村民理事会"], ["姓名", "职务"], ["石红", "理事长"], before=["封面"]), "a.xlsx")
    assert [body.name for body in roster.bodies] == [COUNCIL]
    assert all(finding.sheet is None for finding in roster.findings)


def test_headings_repeated_on_a_printed_page_begin_no_new_body() -> None:
    rows = [["柳塘村村民理事会"], ["姓名", "职务"], ["石红", "理事长"], ["姓名", "职务"], ["石青", "理事"]]
    (body,) = read(as_csv(*rows)).bodies
    assert [member.row for member in body.members] == [3, 5]


def test_the_body_of_a_title_is_each_villages_own_where_a_column_names_the_villages() -> None:
    rows = [["青松县村民理事会成员汇总表"], ["行政村", "姓名"], ["柳塘村", "石红"], ["石桥村", "石青"]]
    assert [body.name for body in read(as_csv(*rows)).bodies] == ["柳塘村村民理事会", "石桥村村民理事会"]


def test_years_alone_are_no_term() -> None:
    rows = [["柳桥社区村民理事会(2026—2031年)"], ["姓名", "任期"], ["石红", "2026—2031年"]]
    roster = read(as_csv(*rows))
    member = roster.bodies[0].members[0]
    assert (member.term_start, member.term_end) == (None, None)
    assert "1 of 1 members have no term end; it stays empty." in warned(roster)


def test_a_term_may_stand_in_one_column_or_over_all() -> None:
    for rows in (
        [["柳塘村村民理事会"], ["姓名", "任期"], ["石红", "2026.3.1-2031.2.28"]],
        [["柳塘村村民理事会(2026年3月1日至2031年2月28日)"], ["姓名", "职务"], ["石红", "理事长"]],
    ):
        member = read(as_csv(*rows)).bodies[0].members[0]
        assert (member.term_start, member.term_end) == (date(2026, 3, 1), date(2031, 2, 28))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["席位号", "性别", "职务"], [1, "男", "理事"]], "Row 1 has headings, but none for the name"),
        ([["天气", "晴"], ["温度", 20]], "No list of members is found"),
        ([["柳塘村村民理事会"], ["姓名", "职务"], [], ["合计", "0人"]], "The file names nobody"),
        ([["姓名", "成员姓名"], ["石红", "石红"]], "Two columns hold the same"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(rows: list[list[object]], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read(as_csv(*rows))


def test_a_file_without_village_or_body_is_refused_once() -> None:
    nowhere = read(as_csv(["姓名", "职务"], ["石红", "理事长"], ["石青", "理事"]))
    assert refused(nowhere) == [
        (2, "The file does not say which village. Write it in the title or in a column 行政村.")
    ]
    nobody = read(as_csv(["村", "姓名"], ["柳塘村", "石红"], ["柳塘村", "石青"]))
    assert refused(nobody) == [
        (2, "The file does not say which body. Write it in the title or in a column 理事会名称.")
    ]
