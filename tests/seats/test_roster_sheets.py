"""Every kind of spreadsheet is read alike; what cannot be read is refused with what to do."""

from datetime import date

import pytest

from council.rules.refusal import Refusal
from council.seats.roster import sheets
from council.seats.roster.sheets import FORMULA, read_sheets
from tests.seats.paper import COUNCIL, HEADINGS, VILLAGE, as_csv, as_ods, as_xlsx, five, read, refused, warned

PEOPLE = [(VILLAGE, COUNCIL, name, office, "19900001001") for name, office in (("石红", "理事长"), ("石青", "理事"))]
ROWS = (HEADINGS, *PEOPLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_its_encoding_and_with_its_delimiter(encoding: str, delimiter: str) -> None:
    (body,) = read(as_csv(*ROWS, encoding=encoding, delimiter=delimiter)).bodies
    assert [member.name for member in body.members] == ["石红", "石青"]


def test_every_kind_of_file_gives_the_same_body() -> None:
    bodies = [read(as_csv(*ROWS)).bodies, read(as_xlsx(*ROWS), "a.xlsx").bodies, read(as_ods(*ROWS), "a.ods").bodies]
    assert bodies[0] == bodies[1] == bodies[2]


def test_the_kind_is_told_by_the_content_of_a_workbook() -> None:
    assert read(as_xlsx(*ROWS), "名册.xls").bodies == read(as_ods(*ROWS), "名册.XLSX").bodies


def test_dates_of_a_workbook_are_dates() -> None:
    (sheet,) = read_sheets("a.ods", as_ods(["姓名", date(2026, 3, 5)]))
    assert sheet.rows == [["姓名", date(2026, 3, 5)]]


def test_text_is_kept_without_control_and_invisible_signs() -> None:
    (sheet,) = read_sheets("a.csv", "\ufeff石\x07红\u200b, 柳\u3000塘 \n".encode())
    assert sheet.rows == [["石红", "柳 塘"]]


def test_a_merged_cell_is_spread_and_its_copies_are_known() -> None:
    (sheet,) = read_sheets("a.xlsx", as_xlsx(["柳塘村", "石红"], [None, "石青"], merged=["A1:A2"]))
    assert sheet.rows == [["柳塘村", "石红"], ["柳塘村", "石青"]]
    assert sheet.copies == {(1, 0)}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", as_xlsx(["姓名", "=A1"])),
        ("a.xlsx", as_xlsx(["姓名", "#REF!"])),
        ("a.ods", as_ods(["姓名", "=1+1"])),
        ("a.csv", as_csv(["姓名", "=1+1"])),
    ],
    ids=["xlsx", "error", "ods", "csv"],
)
def test_a_formula_without_a_value_is_seen(name: str, data: bytes) -> None:
    assert read_sheets(name, data)[0].rows == [["姓名", FORMULA]]


def test_a_formula_in_a_kept_column_is_refused_with_its_row() -> None:
    roster = read(as_xlsx(*ROWS, (VILLAGE, COUNCIL, "石蓝", "理事", "=E2")), "a.xlsx")
    assert refused(roster) == [
        (4, "“联系电话”: the cell holds a formula. Copy the column and paste it back as values.")
    ]


def test_a_formula_in_a_column_read_past_harms_nobody() -> None:
    rows = [(*row, more) for row, more in zip(ROWS, ("年龄", "=1+1", "=1+2"), strict=True)]
    assert not read(as_xlsx(*rows), "a.xlsx").refused


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("名册.docx", b"PK", "This kind of file"),
        ("名册", b"x", "This kind of file"),
        ("名册.xlsx", b"", "empty"),
        ("名册.csv", b"\xef\xbb\xbf \r\n", "empty"),
        ("名册.csv", b",,,\n,,\n", "empty"),
        ("名册.xlsx", b"<html><table></table></html>", "damaged"),
        ("名册.xlsx", as_xlsx(*ROWS)[:-400], "damaged"),
        ("名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "damaged"),
        ("名册.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9, "password"),
        ("名册.csv", "姓名,性别".encode("utf-16"), "CSV UTF-8"),
        ("名册.csv", b"\xff\xfe\x00\x01\x81", "CSV UTF-8"),
        ("名册.csv", b"x" * (sheets.MOST_BYTES + 1), "too large"),
        ("名册.csv", b"x," * 100 + b"x", "too large"),
        ("名册.csv", b"x\n" * 200_001, "too large"),
        ("名册.csv", b'"' + b"x" * 200_000, "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_sheets(name, data)


def test_a_small_file_that_claims_a_huge_sheet_harms_nobody() -> None:
    """Such a file asks for 512 gigabytes and ends the process that opens it."""
    with pytest.raises(Refusal, match="too large"):
        read_sheets("a.xlsx", as_xlsx(["姓名"], also={"XFD1048576": "x"}))


def test_a_hidden_sheet_and_a_cover_are_not_read_and_said() -> None:
    roster = read(as_xlsx(*ROWS, before=["封面"], hidden=["旧名册"]), "a.xlsx")
    assert len(roster.bodies) == 1
    assert [text for text in warned(roster) if "is not read" in text] == [
        "The sheet “封面” is not a list of members and is not read.",
        "The sheet “旧名册” is not a list of members and is not read.",
    ]


def test_five_members_in_a_csv_are_five_members() -> None:
    assert len(read(five()).bodies[0].members) == 5
