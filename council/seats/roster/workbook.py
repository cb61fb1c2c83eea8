"""A stranger's workbook, opened in a process of its own whose memory is bounded.

A file of five kilobytes can claim seventeen thousand million cells, and the library that reads it then ends
the process; so `sheets` runs this module as a child and only reads its answer. In: the workbook on standard
input. Out: JSON lines: {"sheet": …} before each sheet, a list for each of its rows, at the end
{"refused": reason or null} with the reasons encrypted, broken and large.
"""

import io
import json
import math
import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import BinaryIO

import python_calamine as calamine

from council.seats.roster.formulas import unvalued
from council.seats.roster.sheets import MOST_COLUMNS, MOST_ROWS

MOST_CELLS = 4_000_000
_MEMORY = 1 << 30
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class TooLarge(Exception):
    """More rows, columns or cells than a roster can have."""


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Answer for the one workbook on `source`."""
    _bound_memory()
    data = source.read()
    refused = None
    try:
        for line in _sheets(data):
            _say(line, target)
    except calamine.PasswordError:
        refused = "encrypted"
    except (TooLarge, MemoryError):
        refused = "large"
    except BaseException:  # a panic of the library is no Exception
        refused = "encrypted" if _ENCRYPTED in data else "broken"
    _say({"refused": refused}, target)
    target.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound; the time limit of `sheets` still holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _say(line: object, target: BinaryIO) -> None:
    target.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _sheets(data: bytes) -> Iterator[object]:
    workbook = calamine.CalamineWorkbook.from_object(io.BytesIO(data))
    formulas = unvalued(data)
    for at, about in enumerate(workbook.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(at)
        height, width = sheet.total_height + 1, sheet.total_width + 1
        if height > MOST_ROWS or width > MOST_COLUMNS or height * width > MOST_CELLS:
            raise TooLarge
        yield {
            "sheet": about.name,
            "hidden": about.visible != calamine.SheetVisibleEnum.Visible,
            "merged": [[*first, *last] for first, last in sheet.merged_cell_ranges or []],
            "formulas": formulas.get(about.name, []),
        }
        for row in sheet.to_python(skip_empty_area=False):
            yield [_plain(value) for value in row]


def _plain(value: object) -> str | int | float | dict[str, str] | None:
    match value:
        case date():  # a datetime is one too
            return {"date": value.isoformat()}
        case time() | timedelta():
            return str(value)
        case float():
            return value if math.isfinite(value) else None
        case str() | int():
            return value
    return None


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
