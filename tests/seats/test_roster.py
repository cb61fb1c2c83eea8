"""A roster is judged whole under its charter; what it lacks is not invented. Cases G13, G14 and G23."""

import pytest

from council.rules.refusal import Refusal
from council.seats.roster import PlaceGiven, read_roster
from council.seats.roster.remarks import few
from tests.seats.paper import (
    COUNCIL,
    HEADINGS,
    THIRTEEN,
    VILLAGE,
    as_csv,
    as_xlsx,
    five,
    found,
    read,
    refused,
    thirteen,
    warned,
)


def test_the_seats_of_a_village_council_are_its_members_in_the_order_of_the_file() -> None:
    (body,) = read(five()).bodies
    assert body.seats == tuple((number, "member") for number in range(1, 6))
    assert [member.seat for member in body.members] == [1, 2, 3, 4, 5]
    assert {member.category for member in body.members} == {"member"}


def test_what_a_file_lacks_is_not_invented() -> None:
    roster = read(five())
    member = roster.bodies[0].members[0]
    assert (member.sex, member.term_start, member.term_end) == (None, None, None)
    assert not roster.refused


def test_empty_rows_a_total_and_notes_are_passed_over() -> None:
    data = five() + as_csv([], ["", "", "", ""], ["合 计", "", "5人"], ["共5人"], ["注：以上人员经村民会议推选"])
    assert len(read(data.replace(b"\xef\xbb\xbf", b"")).bodies[0].members) == 5


def test_a_long_remark_below_the_table_is_passed_over() -> None:
    data = five() + "以上名单已经村民代表会议讨论通过并公示".encode()
    assert not read(data).refused


def test_a_merged_village_holds_for_all_its_rows() -> None:
    rows = [["行政村", "理事会名称", "姓名"], [VILLAGE, COUNCIL, "石红"], [None, None, "石青"], [None, None, "石蓝"]]
    roster = read(as_xlsx(*rows, merged=["A2:A4", "B2:B4"]), "a.xlsx")
    assert len(roster.bodies[0].members) == 3
    assert not [text for text in warned(roster) if "leave the place empty" in text]


def test_a_place_left_empty_is_the_one_above_and_said() -> None:
    rows = [["村", "理事会名称", "姓名"], [VILLAGE, COUNCIL, "石红"], ["", "", "石青"]]
    roster = read(as_csv(*rows))
    assert len(roster.bodies) == 1
    assert found(roster, "leave the place empty").message.facts == {"rows": 1}


def test_a_new_village_does_not_take_the_body_above() -> None:
    rows = [["村", "理事会名称", "姓名"], [VILLAGE, COUNCIL, "石红"], ["石桥村", "", "石青"]]
    assert refused(read(as_csv(*rows)))[0][0] == 3


def test_a_merged_name_is_one_member() -> None:
    rows = [["村", "理事会名称", "姓名", "备注"], [VILLAGE, COUNCIL, "石红", "甲"], [VILLAGE, COUNCIL, None, "乙"]]
    roster = read(as_xlsx(*rows, merged=["C2:C3"]), "a.xlsx")
    assert [member.name for member in roster.bodies[0].members] == ["石红"]


def test_two_villages_of_one_name_in_two_townships_are_two() -> None:
    rows = [
        ["县", "乡镇", "村", "理事会名称", "姓名"],
        *(["青松县", town, VILLAGE, COUNCIL, "石红"] for town in ("甲镇", "乙镇")),
    ]
    assert [body.township for body in read(as_csv(*rows)).bodies] == ["甲镇", "乙镇"]


def test_the_place_given_stands_where_the_file_names_none() -> None:
    given = read_roster("a.csv", five(), place=PlaceGiven("云溪县", "青桥街道")).bodies[0]
    assert (given.county, given.township) == ("云溪县", "青桥街道")
    local = read(five()).bodies[0]
    assert (local.county, local.township) == ("本地", None)


def test_what_the_file_says_comes_before_the_place_given() -> None:
    data = as_csv(["县", "乡镇", *HEADINGS], ["青松县", "东溪镇", VILLAGE, COUNCIL, "石红", "理事长", ""])
    body = read_roster("a.csv", data, place=PlaceGiven("云溪县", "青桥街道", "石桥村")).bodies[0]
    assert (body.county, body.township, body.community) == ("青松县", "东溪镇", VILLAGE)


def test_two_chairs_are_refused() -> None:
    roster = read(five(("石红", "理事长"), ("石青", "理事长")))
    assert refused(roster) == [(3, "Two are listed as chair: 石红 and 石青.")]


def test_a_body_without_a_chair_is_said() -> None:
    data = as_csv(["村", "理事会名称", "姓名"], *([VILLAGE, COUNCIL, f"石{mark}"] for mark in "甲乙丙丁戊"))
    assert "Nobody is listed as chair." in warned(read(data))


def test_an_office_that_nobody_knows_is_kept_as_a_member_and_said() -> None:
    roster = read(five(("石红", "理事长"), ("石青", "秘书长")))
    assert roster.bodies[0].members[1].office == "member"
    assert found(roster, "秘书长").row == 3
    assert not roster.refused


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (("", "理事", "19900001001"), "The name is empty"),
        (("王" * 41, "理事"), "too long"),
        (("<script>", "理事"), "signs that no name has"),
        (("石红", "理事", "123"), "too short"),
        (("=HYPERLINK(1)", "理事"), "holds a formula"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row(member: tuple[str, ...], words: str) -> None:
    ((row, message),) = refused(read(five(("石长", "理事长"), member)))
    assert row == 3
    assert words in message


def test_a_bad_date_and_a_term_that_ends_before_it_begins_are_refused() -> None:
    head = ["村", "理事会名称", "姓名", "任期起", "任期止"]
    rows = [[VILLAGE, COUNCIL, "石红", "2026-03", ""], [VILLAGE, COUNCIL, "石青", "2031.3.1", "2026.3.1"]]
    assert [row for row, _ in refused(read(as_csv(head, *rows)))] == [2, 3]


def test_a_seat_number_given_twice_is_refused() -> None:
    head = ["席位号", "村", "理事会名称", "姓名"]
    roster = read(as_csv(head, *([number, VILLAGE, COUNCIL, f"石{number}"] for number in (1, 2, 2, 3, 4))))
    assert refused(roster) == [(4, "Seat 2 is listed twice.")]


def test_a_seat_number_missing_among_others_is_refused() -> None:
    head = ["席位号", "村", "理事会名称", "姓名"]
    roster = read(as_csv(head, *([number, VILLAGE, COUNCIL, f"石{number}甲"] for number in (1, 2, "", 4, 5))))
    assert refused(roster) == [(4, "The seat number is missing; other rows of this body have one.")]


def test_two_of_one_name_may_be_two_people() -> None:
    roster = read(five(("王伟", "理事长", "19900001001"), ("王伟", "理事", "19900001002")))
    assert found(roster, "王伟 is listed twice").row == 3
    assert len(roster.bodies[0].members) == 5
    assert not roster.refused


def test_a_phone_beside_two_names_is_counted_and_merges_nobody() -> None:
    roster = read(five(("石红", "理事长", "19900009999"), ("石青", "理事", "19900009999")))
    assert found(roster, "beside more than one name").message.facts == {"phones": 1}
    assert [member.phone for member in roster.bodies[0].members[:2]] == ["19900009999"] * 2


def test_g23_twelve_members_are_refused_and_four_are_warned_of() -> None:
    twelve = read(five(("石长", "理事长"), *((f"石{number}甲", "理事") for number in range(11))))
    assert [message for _, message in refused(twelve)] == ["12 seats are listed; the charter allows at most 11."]
    four = read(as_csv(HEADINGS, *([VILLAGE, COUNCIL, f"石{mark}", "", ""] for mark in "甲乙丙丁")))
    assert not four.refused
    assert "There are 4 members; the charter asks for 5." in warned(four)


def test_g13_a_seventh_established_resident_is_refused() -> None:
    roster = read(thirteen(categories=["户籍居民"] * 7 + ["新居民"] * 5 + ["街道代表"]))
    assert refused(roster) == [(3, "7 seats are listed for Established residents; the charter has 6.")]


def test_g14_a_vacancy_stays_in_its_category_at_its_number() -> None:
    (body,) = read(thirteen(without=[9])).bodies
    assert len(body.members) == 12
    assert len(body.seats) == 13
    assert dict(body.seats)[9] == "new"


def test_a_vacancy_without_seat_numbers_follows_the_members() -> None:
    (body,) = read(thirteen(without=[9], numbers=False)).bodies
    assert [member.seat for member in body.members] == list(range(1, 13))
    assert body.seats[-1] == (13, "new")


def test_a_seat_listed_as_vacant_is_a_vacant_seat() -> None:
    data = thirteen().replace("石9号".encode(), "空缺".encode())
    (body,) = read(data).bodies
    assert [member.seat for member in body.members] == [*range(1, 9), *range(10, 14)]
    assert dict(body.seats)[9] == "new"


def test_a_charter_with_several_kinds_of_seats_needs_the_column() -> None:
    rows = [["柳桥社区议事会"], ["姓名", "职务"], ["石红", "理事长"]]
    assert "which kind of seat" in refused(read(as_csv(*rows)))[0][1]


def test_an_unknown_kind_of_seat_is_refused() -> None:
    roster = read(thirteen(categories=["外星居民", *THIRTEEN[1:]]))
    assert refused(roster) == [(3, "“外星居民” is no kind of seat of this charter.")]


def test_a_seat_beyond_the_charter_is_refused() -> None:
    data = thirteen().replace(b"\r\n13,", b"\r\n14,")
    assert (15, "There is no seat 14: the charter has 13 seats.") in refused(read(data))


def test_words_of_the_place_for_a_category_are_known() -> None:
    roster = read(thirteen(categories=["本地居民"] * 6 + ["来穗人员"] * 6 + ["街道办"]))
    assert not roster.refused


def test_a_category_of_a_council_with_one_kind_of_seat_is_read_past() -> None:
    rows = [["柳塘村村民理事会"], ["姓名", "身份"], ["石红", "党员"], ["石青", "群众"]]
    roster = read(as_csv(*rows))
    assert {member.category for member in roster.bodies[0].members} == {"member"}
    assert roster.read_past == ("身份",)


def test_a_charter_that_is_named_is_taken() -> None:
    roster = read(five(), charter="village_council")
    assert not roster.charter_guessed
    assert not [text for text in warned(roster) if "guessed" in text]


def test_a_charter_that_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal, match=r"yishihui \(议事会\), village_council \(村民理事会\)"):
        read(five(), charter="parliament")


def test_a_charter_that_cannot_be_guessed_is_asked_for() -> None:
    data = as_csv(["村", "组织名称", "姓名"], [VILLAGE, "柳塘村老人协会", "石红"])
    ((row, message),) = refused(read(data))
    assert row == 2
    assert "yishihui" in message


def test_many_refusals_of_one_kind_are_counted() -> None:
    rows = [[VILLAGE, f"柳塘村{at}组村民理事会", "石红", "理事长", "123"] for at in range(200)]
    roster = read(as_csv(HEADINGS, *rows))
    assert [row for row, text in refused(roster) if "too short" in text] == list(range(2, 202))
    shown = list(few(roster.findings))
    assert sum("too short" in str(finding.message) for finding in shown) == 50
    assert [finding.row for finding in shown if "More of this kind: 150" in str(finding.message)] == [201]


def test_an_identity_number_is_never_read() -> None:
    data = as_csv([*HEADINGS, "身份证号"], [VILLAGE, COUNCIL, "石红", "理事长", "", "110105194912310021"])
    roster = read(data)
    assert roster.read_past == ("身份证号",)
    assert "110105194912310021" not in repr(roster)
