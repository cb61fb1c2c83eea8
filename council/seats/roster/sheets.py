"""From the bytes of a spreadsheet to rows of plain cells, whatever the bytes are."""

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

import council
from council.rules.refusal import Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 200_000, 100
_SECONDS = 60
_MOST_SPREAD = 400_000
_WORKBOOKS = (".xlsx", ".xls", ".ods")
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose value is not in the file: a formula, or an error."""


FORMULA = Formula()

Cell = str | int | float | bool | date | datetime | Formula | None
"""One cell; a datetime is a date too, and text never is empty."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet, from the spreadsheet's first. `copies` are the cells (row, column, from 0) that
    a merged cell was spread into; the first cell of each is not among them."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    copies: frozenset[tuple[int, int]] = frozenset()


def read_sheets(filename: str, data: bytes) -> list[Sheet]:
    """Every sheet of an .xlsx, .xls or .ods file, or the one of a .csv file in UTF-8 or GB18030.

    Refused: any other kind, nothing in it, a password, a file that cannot be read or is too large.
    """
    ending = PurePath(filename).suffix.lower()
    if ending not in (*_WORKBOOKS, ".csv"):
        raise Refusal("This kind of file cannot be read. Save the roster as .xlsx or .csv and send that.")
    if not data.strip(b"\0 \t\r\n"):
        raise Refusal("The file is empty. Send the file that holds the roster.")
    if len(data) > MOST_BYTES:
        raise _too_large()
    sheets = [_read_csv(data)] if ending == ".csv" else list(_read_workbook(data))
    if not any(row for sheet in sheets for row in sheet.rows):
        raise Refusal("The file is empty. Send the file that holds the roster.")
    return sheets


def _too_large() -> Refusal:
    return Refusal(
        "The file is too large: at most %(megabytes)s MB, %(rows)s rows and %(columns)s columns are read."
        " Copy only the roster into a new file and send that.",
        megabytes=MOST_BYTES // (1024 * 1024),
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
    )


def _broken() -> Refusal:
    return Refusal("The file cannot be read: it is damaged or not what its name says. Save it again as .xlsx.")


def _read_csv(data: bytes) -> Sheet:
    text = _decoded(data)
    try:
        delimiter = max(_DELIMITERS, key=lambda mark: _parted(text, mark))
        rows = list(_csv_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error:
        raise _broken() from None
    return Sheet("", rows)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal("The text of the file cannot be read. Save it as “CSV UTF-8” or as .xlsx and send that.")


def _parted(text: str, delimiter: str) -> int:
    lines = io.StringIO(text[:20_000], newline="")
    return sum(len(row) - 1 for row, _ in zip(csv.reader(lines, delimiter=delimiter), range(50), strict=False) if row)


def _csv_rows(rows: Iterable[list[str]]) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows):
        cells = _trimmed([_cell(value) for value in row])
        if number >= MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise _too_large()
        yield cells


def _read_workbook(data: bytes) -> Iterator[Sheet]:
    about: dict[str, Any] = {}
    rows: list[list[Cell]] = []
    for line in _lines(data):
        if isinstance(line, list):
            rows.append([_cell(value) for value in line])
            continue
        if "sheet" in about:
            yield _sheet(about, rows)
        about, rows = line, []


def _lines(data: bytes) -> Iterator[list[object] | dict[str, Any]]:
    """The answer of the child that opens the workbook (see `workbook`)."""
    home = str(Path(council.__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "council.seats.roster.workbook"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        raise _too_large() from None
    if child.returncode == 1:
        raise _broken()
    if child.returncode:
        raise _too_large()  # stopped for asking too much memory
    for text in child.stdout.splitlines():
        line = json.loads(text)
        match line:
            case {"refused": "encrypted"}:
                raise Refusal("The file has a password. Save it without one and send it again.")
            case {"refused": "large"}:
                raise _too_large()
            case {"refused": "broken"}:
                raise _broken()
        yield line


def _sheet(about: dict[str, Any], rows: list[list[Cell]]) -> Sheet:
    for row, column in about["formulas"]:
        _put_formula(rows, row, column)
    copies = frozenset(_spread(rows, about["merged"]))
    return Sheet(about["sheet"], [_trimmed(row) for row in rows], about["hidden"], copies)


def _put_formula(rows: list[list[Cell]], row: int, column: int) -> None:
    """Mark a formula without a value; the sheet as read may end before it."""
    if row < MOST_ROWS and column < MOST_COLUMNS:
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend(None for _ in range(len(rows[row]), column + 1))
        rows[row][column] = FORMULA


def _spread(rows: list[list[Cell]], merged: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """Write a merged cell's value, which stands in its first cell, into all of them; give those written."""
    spent = 0
    for top, left, bottom, right in merged:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                spent += 1
                if spent > _MOST_SPREAD:
                    raise _too_large()
                if rows[row][column] is None:
                    rows[row][column] = rows[top][left]
                    yield row, column


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell(value: object) -> Cell:
    match value:
        case str():
            return _text(value)
        case {"date": str(written)}:
            return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
        case bool() | int() | float():
            return value
    return None


def _text(value: str) -> str | Formula | None:
    """Text with its spaces folded, without control and invisible characters; none if nothing is left."""
    plain = value if value.isalnum() else "".join(filter(_visible, " ".join(value.split())))
    plain = unicodedata.normalize("NFC", plain).strip()
    if plain.startswith("="):
        return FORMULA
    return plain or None


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs")
