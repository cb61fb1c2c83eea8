"""Rosters as a test needs them: as a .csv, an .xlsx with merged cells, an .ods, in many hands."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from council.seats.roster import Finding, Roster, read_roster

DATA = Path(__file__).parent.parent / "data"
HEADINGS = ["行政村", "理事会名称", "姓名", "职务", "联系电话"]
VILLAGE, COUNCIL = "柳塘村", "柳塘村村民理事会"
THIRTEEN = ["户籍居民"] * 6 + ["新居民"] * 6 + ["街道代表"]

Row = Sequence[object]


@cache
def stored(name: str) -> Roster:
    """A file of tests/data, read."""
    return read_roster(name, (DATA / name).read_bytes())


def as_csv(*rows: Row, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(
    *rows: Row,
    merged: Sequence[str] = (),
    before: Sequence[str] = (),
    hidden: Sequence[str] = (),
    also: Mapping[str, object] = MappingProxyType({}),
    title: str = "名册",
) -> bytes:
    """A workbook with one sheet of this title, after cover sheets of these names; `also` are cells by their place."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cell, value in also.items():
        sheet[cell] = value
    for cells in merged:
        sheet.merge_cells(cells)
    for place, name in enumerate((*before, *hidden)):
        cover = book.create_sheet(name, place)
        cover.append([name])
        if name in hidden:
            cover.sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_ods(*rows: Row) -> bytes:
    """An OpenDocument spreadsheet; a cell `=1+1` is a formula without a value."""
    table = "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="名册">{table}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return data.getvalue()


def _open_cell(value: object) -> str:
    text = str(value)
    match value:
        case None:
            return "<table:table-cell/>"
        case date():
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        case _ if text.startswith("="):
            return f"<table:table-cell table:formula={quoteattr('of:' + text)}/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def five(*members: Row, headings: Row = HEADINGS) -> bytes:
    """A village council of these first members (name, office, phone) and others, five in all."""
    others = [(f"石{mark}", "理事", f"1990000100{at}") for at, mark in enumerate("甲乙丙丁戊")]
    people = [*members, *others][: max(5, len(members))]
    if not any("理事长" in str(person[1]) for person in members if len(person) > 1):
        people[-1] = ("石长", "理事长", "19900001009")
    return as_csv(headings, *((VILLAGE, COUNCIL, *person) for person in people))


def thirteen(*, without: Sequence[int] = (), numbers: bool = True, categories: Sequence[str] = THIRTEEN) -> bytes:
    """The Yishihui of 柳桥社区, its seats in order, without these numbers."""
    head = ["席位号", "姓名", "居民类别", "职务"] if numbers else ["姓名", "居民类别", "职务"]
    rows: list[list[object]] = [["柳桥社区议事会成员名册(2026—2031年)"], head]
    for number, category in enumerate(categories, 1):
        if number not in without:
            row: list[object] = [f"石{number}号", category, "理事长" if number == 13 else "理事"]
            rows.append([number, *row] if numbers else row)
    return as_csv(*rows)


def read(data: bytes, name: str = "名册.csv", **given: str) -> Roster:
    return read_roster(name, data, **given)  # type: ignore[arg-type]


def refused(roster: Roster) -> list[tuple[int | None, str]]:
    """Row and sentence of everything that stops the file."""
    return [(finding.row, str(finding.message)) for finding in roster.findings if finding.refused]


def warned(roster: Roster) -> list[str]:
    return [str(finding.message) for finding in roster.findings if not finding.refused]


def found(roster: Roster, words: str) -> Finding:
    """The one finding that says these words."""
    (one,) = [finding for finding in roster.findings if words in str(finding.message)]
    return one
