"""How much room a notice takes on its sheet, reckoned before it is drawn: no script runs where papers are made.

Chinese signs are as wide as high, so lines can be counted; a browser in the tests shows that the count holds. The
numbers are those of static/css/paper.css and paper-parts.css, in millimetres and points of a sheet of A4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kit.document import Band, Beside, Boxed, Foot, Grid, Lines, Part, SignOff, Title, Ways, Words
from council.kit.marks import plain

PT = 0.3528  # millimetres
STEPS = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66)  # of `Sheet.tight`: how large everything is written
AROUND = 20 + 8 + 7.2 + 4  # margins of the sheet, and of title, table and box
SEAL, CODE = 40.0, 42.3  # the seal and the code to scan are as large at every step
NARROW = {" ": 0.3, "·": 0.3, ",": 0.3, ".": 0.3, "_": 0.52}


def fits(parts: Sequence[Part], tight: int) -> bool:
    """Whether these parts fit on one sheet, written as small as this step says."""
    return Room(STEPS[tight]).height(parts) <= 296.0


@dataclass(frozen=True)
class Room:
    """The sheet at one step. All but the seal and the code is `step` times as large, and so are the margins."""

    step: float

    @property
    def wide(self) -> float:
        """Millimetres from margin to margin, as wide as they would be at the first step."""
        return 210 / self.step - 34

    def height(self, parts: Sequence[Part]) -> float:
        """Millimetres, rather too many."""
        fixed = sum(self._fixed(part) for part in parts)
        return fixed + self.step * (AROUND + sum(self._height(part) for part in parts))

    def _fixed(self, part: Part) -> float:
        """What is as large at every step: the seal, and the code where it is higher than what stands beside it."""
        if isinstance(part, SignOff):
            return max(
                SEAL, self.step * (10 + sum(lines(each, 96, 16) for each in (part.name, part.day)) * _line(16, 1.7))
            )
        return max(CODE, self.step * self._box(part)) if isinstance(part, Boxed) else 0.0

    def _height(self, part: Part) -> float:
        if isinstance(part, Band):
            name = lines(part.name, self.wide - 17 - 60, 21 * 1.12) * _line(21, 1.25)
            return max(13.0, name, sum(lines(each, 56, 11) for each in part.beside) * _line(11, 1.5)) + 3.7
        if isinstance(part, Title):
            return lines(part.text, self.wide, 26) * _line(26, 1.36)
        if isinstance(part, Words):
            return lines(("" if part.first else "　　") + part.text, self.wide, 16) * _line(16, 1.5)
        if isinstance(part, Grid):
            return sum(self._row([cell.text for cell in row], part.widths) for row in part.rows)
        if isinstance(part, Beside):
            return max(47.0, self._counts(part.right, self.wide - 82 - 16)) + 4.8
        if isinstance(part, Lines):
            return self._counts(part, self.wide - 10) + 4.8
        return self._foot(part) if isinstance(part, Foot) else 0.0

    def _row(self, texts: Sequence[str], widths: Sequence[int]) -> float:
        """A row is as high as its highest cell."""
        most = max(lines(text, self.wide * wide / 100 - 6.6, 14.5) for text, wide in zip(texts, widths, strict=True))
        return most * _line(14.5, 1.4) + 2.6

    def _counts(self, part: Part, wide: float) -> float:
        assert isinstance(part, Lines)
        counts = sum(lines(line, wide, 15) for line in part.lines) * 9.6
        return counts + sum(lines(note, wide, 11.5) for note in part.notes) * _line(11.5, 1.5)

    def _box(self, part: Boxed) -> float:
        wide = self.wide - 10 - 36 / self.step - 7
        height = 7.0 + lines(part.heading, wide, 18) * _line(18, 1.4)
        for one in part.parts:
            if isinstance(one, Ways):
                across = sum(_ems(way) * 13.5 * PT + 8 for way in one.ways)
                height += max(1, -int(-across // (wide - 8))) * (_line(13.5, 1.6) + 2.8)
            elif isinstance(one, Words):
                height += lines(one.text, wide, 13.5) * _line(13.5, 1.6)
        return height

    def _foot(self, part: Foot) -> float:
        left = sum(lines(each, self.wide - 81, 10.5) for each in part.left)
        right = sum(lines(each, 78, 10.5) for each in part.right)
        return 2.4 + max(left, right) * _line(10.5, 1.55)


def _line(points: float, high: float) -> float:
    return points * PT * high


def lines(text: str, wide: float, points: float) -> int:
    """How many lines a text takes in so many millimetres."""
    across = wide / (points * PT)
    broken = max(1.0, across - 1)  # of several lines each may end a sign early
    found = [_ems(each) for each in plain(text).split("\n")]
    return sum(1 if ems <= across else -int(-ems // broken) for ems in found)


def _ems(text: str) -> float:
    """How wide a text is: a Latin letter is little more than half a Chinese sign."""
    return sum(1.0 if ord(sign) > 0x2E7F else NARROW.get(sign, 0.6) for sign in plain(text))
