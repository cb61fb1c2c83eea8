"""How much room a notice takes on its sheet, reckoned before it is drawn: no script runs where papers are made.

Chinese signs are as wide as high, so lines can be counted; a browser in the tests shows that the count holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kit.document import Band, Beside, Boxed, Foot, Grid, Lines, Part, SignOff, Title, Ways, Words, plain

PT = 0.3528  # millimetres
WIDE, HIGH = 176.0, 276.5  # of A4, within its margins, and a little less
NARROW = {" ": 0.3, "·": 0.3, ",": 0.3, ".": 0.3, "_": 0.52}


@dataclass(frozen=True)
class Type:
    """How large a sheet is written: points and line heights of its parts, and the millimetres round them. They are
    those of static/css/paper.css and paper-parts.css."""

    title: float
    text: float
    text_line: float
    table: float
    table_line: float
    row: float
    counts: float  # millimetres of a line of counts
    box: float
    box_line: float
    box_head: float
    around: float  # margins of title, table and box


TYPES = (
    Type(26, 16, 1.5, 14.5, 1.4, 2.6, 9.6, 13.5, 1.6, 18, 8 + 7.2 + 4),
    Type(23, 14.5, 1.5, 13, 1.4, 2.6, 9.0, 13.5, 1.6, 18, 8 + 5.2 + 4),
    Type(20, 13, 1.42, 11.5, 1.32, 1.6, 6.9, 12.5, 1.45, 16, 5.6 + 4 + 2),
)
"""The steps of `Sheet.tight`."""


def height(parts: Sequence[Part], tight: int) -> float:
    """Millimetres that these parts take on a sheet of A4, rather too many."""
    size = TYPES[tight]
    return size.around + sum(_height(part, size) for part in parts)


def _height(part: Part, size: Type) -> float:
    if isinstance(part, Band):
        names = lines(part.name, WIDE - 17 - 60, 21 * 1.12) * 21 * PT * 1.25
        beside = sum(lines(each, 60, 11) for each in part.beside) * 11 * PT * 1.5
        return max(13.0, names, beside) + 3.7
    if isinstance(part, Title):
        return lines(part.text, WIDE, size.title) * size.title * PT * 1.36
    if isinstance(part, Words):
        return lines(("" if part.first else "　　") + part.text, WIDE, size.text) * size.text * PT * size.text_line
    if isinstance(part, Grid):
        return sum(_row([cell.text for cell in row], part.widths, size) for row in part.rows)
    if isinstance(part, Lines):
        return _counts(part, WIDE - 10, size)
    if isinstance(part, Boxed):
        return _box(part, WIDE - 10 - 42, size)
    if isinstance(part, SignOff):
        return max(40.0, 10 + sum(lines(each, 96, 16) for each in (part.name, part.day)) * 16 * PT * 1.7)
    if isinstance(part, Foot):
        left, right = (
            sum(lines(each, wide, 10.5) for each in some) for some, wide in ((part.left, 95), (part.right, 78))
        )
        return 2.4 + max(left, right) * 10.5 * PT * 1.55
    return _counts(part.right, WIDE - 82 - 16, size, least=47.0) if isinstance(part, Beside) else 0.0


def _row(texts: Sequence[str], widths: Sequence[int], size: Type) -> float:
    """A row is as high as its highest cell."""
    most = max(lines(text, WIDE * wide / 100 - 6.6, size.table) for text, wide in zip(texts, widths, strict=True))
    return most * size.table * PT * size.table_line + size.row


def _counts(part: Part, wide: float, size: Type, least: float = 0.0) -> float:
    assert isinstance(part, Lines)
    counts = sum(lines(line, wide, 15) for line in part.lines) * size.counts
    notes = sum(lines(note, wide, 11.5) for note in part.notes) * 11.5 * PT * 1.5
    return max(least, counts + notes) + 4.8


def _box(part: Boxed, wide: float, size: Type) -> float:
    height = 7.0 + lines(part.heading, wide, size.box_head) * size.box_head * PT * 1.4
    for one in part.parts:
        if isinstance(one, Ways):
            across = sum(_ems(way) * size.box * PT + 8 for way in one.ways)
            height += max(1, -int(-across // wide)) * (size.box * PT * size.box_line + 2.8)
        elif isinstance(one, Words):
            height += lines(one.text, wide, size.box) * size.box * PT * size.box_line
    return max(42.3, height)


def lines(text: str, wide: float, points: float) -> int:
    """How many lines a text takes in so many millimetres."""
    across = wide / (points * PT)
    broken = max(1.0, across - 1)  # of several lines each may end a sign early
    found = [_ems(each) for each in plain(text).split("\n")]
    return sum(1 if ems <= across else -int(-ems // broken) for ems in found)


def _ems(text: str) -> float:
    """How wide a text is: a Latin letter is little more than half a Chinese sign."""
    return sum(1.0 if ord(sign) > 0x2E7F else NARROW.get(sign, 0.6) for sign in plain(text))
