"""Cells of a workbook that hold a formula and no value.

The library that reads workbooks gives such a cell, and one with an error in it, as empty. A roster read
that way would lack a name or a phone and nobody would see it, so they are looked for in the file itself.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

Cell = tuple[int, int]
"""Row and column, counted from 0."""

_MOST_REPEATED = 100
_UNREADABLE = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def unvalued(data: bytes) -> dict[str, list[Cell]]:
    """For each sheet by name, its cells without a value. Nothing for .xls, where every cell keeps one."""
    found: dict[str, list[Cell]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "xl/workbook.xml" in names:
                for sheet, part in _excel_parts(package):
                    if part in names:
                        with package.open(part) as stream:
                            found[sheet] = list(_excel_cells(stream))
            elif "content.xml" in names:
                with package.open("content.xml") as stream:
                    for sheet, cell in _open_cells(stream):
                        found.setdefault(sheet, []).append(cell)
    except _UNREADABLE:
        pass  # whether the file can be read at all is for the library to say
    return found


def _excel_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets: dict[str, str] = {}
    for link in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels")):
        target = link.get("Target", "")
        targets[link.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for element in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if _local(element.tag) == "sheet":
            ids = [value for name, value in element.items() if _local(name) == "id"]
            yield element.get("name", ""), targets.get(ids[0], "") if ids else ""


def _excel_cells(stream: IO[bytes]) -> Iterator[Cell]:
    row = column = -1
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        name = _local(element.tag)
        if event == "start" and name == "row":
            row, column = int(element.get("r", row + 2)) - 1, -1
        elif event == "end" and name == "c":
            column = _column(element.get("r", ""), column + 1)
            parts = {_local(part.tag): part.text for part in element}
            if element.get("t") == "e" or ("f" in parts and not parts.get("v")):
                yield row, column
        elif event == "end" and name == "row":
            element.clear()


def _column(reference: str, following: int) -> int:
    """The column of `AB12`, or the one that follows where the cell does not say."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1 if number else following


def _open_cells(stream: IO[bytes]) -> Iterator[tuple[str, Cell]]:
    sheet, row, column = "", 0, 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        name, given = _local(element.tag), {_local(key): value for key, value in element.items()}
        if event == "start" and name == "table":
            sheet, row = given.get("name", ""), 0
        elif event == "start" and name == "table-row":
            column = 0
        elif event == "end" and name in ("table-cell", "covered-table-cell"):
            repeated = int(given.get("number-columns-repeated", 1))
            if "formula" in given and "value-type" not in given:
                yield from ((sheet, (row, column + more)) for more in range(min(repeated, _MOST_REPEATED)))
            column += repeated
        elif event == "end" and name == "table-row":
            row += int(given.get("number-rows-repeated", 1))
            element.clear()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
