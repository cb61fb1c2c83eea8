"""From a table to its lines: one for every seat that the file lists, each cell read or refused."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from council.rules.refusal import Refusal
from council.seats.roster import values
from council.seats.roster.grid import Table
from council.seats.roster.headings import is_heading
from council.seats.roster.listed import PlaceGiven, Sex
from council.seats.roster.sheets import Cell, Formula
from council.seats.roster.titles import Title, read_title

_PLACES = ("county", "township", "community", "body")
_ONCE = ("name", "seat", "phone")  # a merged cell gives these to its first row alone
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|总人数|人数合计|合计人数).*|共?计?\d+[人名席位].*")
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填[表报写]人|填[表报]单位|填[表报]日期|制表人?|审核人?|审批人?|负责人|单位负责人"
    r"|联系人|经办人|日期|盖章|单位\(盖章\))\d*:.*"
)
_LONGEST_WORD = 12
_LONGEST_BODY = 60
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that lists a seat; rows count from 1. `name` is none where the seat is vacant.

    `refusals` are its cells that cannot be read; `from_above` says that a place was left empty and taken
    from the row above.
    """

    sheet: str
    row: int
    county: str | None
    township: str | None
    community: str
    body: str
    seat: int | None
    name: str | None
    sex: Sex | None
    category: str
    phone: str | None
    office: str
    term_start: date | None
    term_end: date | None
    from_above: bool
    refusals: tuple[Refusal, ...]
    household: str | None = None
    charter: str = ""  # as the file names it


def read_lines(table: Table, place: PlaceGiven) -> Iterator[Line]:
    """Every line of a table; empty rows, totals, notes and repeated headings are passed over.

    What names no county is for the caller to place; a line without a community or a body is refused, once.
    """
    above: dict[str, str] = {}
    placeless: set[Refusal] = set()
    for at in table.rows:
        if _lists_nobody(table, at):
            continue
        line = _line(_Row(table, at), above, place, placeless)
        placeless.update(line.refusals)
        yield line


def _lists_nobody(table: Table, at: int) -> bool:
    row, copies = table.sheet.rows[at], table.sheet.copies
    filled = [column for column, cell in enumerate(row) if cell is not None and (at, column) not in copies]
    if not filled or is_heading(row):
        return True
    name = table.columns["name"]
    for column in {filled[0], name} & set(filled):
        word = re.sub(r"\s", "", values.said(row[column]))
        if _TOTAL.fullmatch(word) or _NOTE.fullmatch(word):
            return True
    if len(filled) == 1 and filled[0] != name and len(str(row[filled[0]])) > _LONGEST_WORD:
        return True  # a remark below the table
    return not any(column in filled for column in table.columns.values())


class _Row:
    """The cells of one row by what they hold, and why some of them cannot be read."""

    def __init__(self, table: Table, at: int) -> None:
        self.table, self.at = table, at
        self.refusals: list[Refusal] = []

    def cell(self, field: str) -> Cell:
        column, row = self.table.columns.get(field), self.table.sheet.rows[self.at]
        if column is None or column >= len(row):
            return None
        return None if field in _ONCE and (self.at, column) in self.table.sheet.copies else row[column]

    def read(self, field: str, reader: Callable[[Cell], _Value | None]) -> _Value | None:
        """What the cell means; none where it is refused."""
        cell = self.cell(field)
        if isinstance(cell, Formula):
            self.refusals.append(
                Refusal(
                    "“%(heading)s”: the cell holds a formula. Copy the column and paste it back as values.",
                    heading=self.table.headings[field],
                )
            )
            return None
        try:
            return reader(cell)
        except Refusal as refusal:
            self.refusals.append(refusal)
            return None

    def word(self, field: str) -> str:
        return self.read(field, lambda cell: re.sub(r"\s", "", values.said(cell))) or ""


def _line(row: _Row, above: dict[str, str], place: PlaceGiven, placeless: set[Refusal]) -> Line:
    from_above = _go_down(row, above)
    title = row.table.title
    named = read_title(above["body"]) if "body" in above else Title()
    community = above.get("community") or named.community or title.community or place.community or ""
    body = above.get("body") or _body(title, community)
    for refusal in _lacks(community, body):
        if refusal not in placeless:
            row.refusals.append(refusal)
    start, end = _term(row, title)
    return Line(
        sheet=row.table.sheet.name,
        row=row.at + 1,
        county=above.get("county") or named.county or title.county,
        township=above.get("township") or named.township or title.township or place.township,
        community=community,
        body=body,
        seat=row.read("seat", values.seat),
        name=None if values.vacant(row.cell("name")) else row.read("name", values.person),
        sex=row.read("sex", values.sex),
        category=row.word("category"),
        phone=row.read("phone", values.phone),
        office=row.word("office"),
        term_start=start,
        term_end=end,
        from_above=from_above,
        household=row.read("household", values.household),
        charter=row.word("charter"),
        refusals=tuple(row.refusals),
    )


def _go_down(row: _Row, above: dict[str, str]) -> bool:
    """Keep the places of this row; an empty one holds on from above until a wider one changes."""
    held_on = False
    for depth, field in enumerate(_PLACES):
        longest = _LONGEST_BODY if field == "body" else 40
        name = row.read(field, partial(values.named, longest=longest))
        if name is None:
            held_on = held_on or field in above
        elif name != above.get(field):
            above[field] = name
            for narrower in _PLACES[depth + 1 :]:
                above.pop(narrower, None)
    return held_on


def _body(title: Title, community: str) -> str:
    """The body of a title, in this community: 村民理事会 over a column of villages is each one's own."""
    if not title.body or not community:
        return ""
    return f"{community}{title.body.removeprefix(title.community or '')}"


def _lacks(community: str, body: str) -> Iterator[Refusal]:
    if not community:
        yield Refusal("The file does not say which village. Write it in the title or in a column 行政村.")
    elif not body:
        yield Refusal("The file does not say which body. Write it in the title or in a column 理事会名称.")


def _term(row: _Row, title: Title) -> tuple[date | None, date | None]:
    start, end = row.read("term_start", values.day), row.read("term_end", values.day)
    whole = values.term(values.said(row.cell("term"))) or title.term
    if whole:
        start, end = start or whole[0], end or whole[1]
    if start and end and end <= start:
        row.refusals.append(Refusal("The term ends on %(end)s, before it begins on %(start)s.", start=start, end=end))
        return None, None
    return start, end
