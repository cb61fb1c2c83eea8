"""A paper as its parts: one structure from which the page to print and the Word file are drawn, in the same words.

    Document("签到册", [Sheet([Title("签到册"), Grid([...])])])

The page is drawn by templates/paper, the Word file by kit/word_file; both know every part that stands here. Texts are
said already, in the language of the paper; kit/marks marks what stands out in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import segno
from markupsafe import Markup

from council.kit.marks import NO

Format = Literal["a3", "a4", "a5"]
Look = Literal["wall", "archive", "form"]  # for the board, for the files, to be filled in by hand
SIZES: dict[Format, tuple[int, int]] = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210)}


# ── parts ──


@dataclass(frozen=True)
class Part:
    """Something on a sheet. Its kind names the macro and the method that draw it."""

    @property
    def kind(self) -> str:
        return type(self).__name__.lower()


@dataclass(frozen=True)
class Band(Part):
    """The head of what hangs on a wall: a seal, whose it is, and to the right its number and step."""

    name: str
    beside: Sequence[str]
    seal: str = "议"


@dataclass(frozen=True)
class Title(Part):
    """What the paper is called; `above` in smaller type, such as a number."""

    text: str
    above: str = ""


@dataclass(frozen=True)
class Heading(Part):
    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Words(Part):
    """A paragraph. `first` begins at the margin: whom one speaks to, or a line of its own."""

    text: str
    first: bool = False
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Lines(Part):
    """Short lines one under the other; `notes` below them in smaller type."""

    lines: Sequence[str]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Cell:
    """One field of a grid. `tall`: at least so many millimetres, room to write or to sign in."""

    text: str = ""
    head: bool = False
    span: int = 1
    tall: int = 0
    align: Literal["left", "center"] | None = None
    lines: Sequence[str] = ()

    @property
    def words(self) -> Sequence[str]:
        return self.lines or (self.text,)


@dataclass(frozen=True)
class Grid(Part):
    """A table. `widths`: the columns in hundredths; `headings` stand again on each page that it runs over to, unless
    it is to `keep` on one."""

    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    headings: Sequence[str] = ()
    caption: str = ""
    keep: bool = False

    def __post_init__(self) -> None:
        if sum(self.widths) != 100:
            raise ValueError(f"the columns are {sum(self.widths)} hundredths wide")
        wrong = [at for at, row in enumerate(self.rows) if sum(cell.span for cell in row) != len(self.widths)]
        if wrong or len(self.headings) not in (0, len(self.widths)):
            raise ValueError(f"rows that do not fill the columns: {wrong or 'headings'}")


@dataclass(frozen=True)
class Picture(Part):
    """A drawing in ink. Its words stand beside it, so that the Word file does without."""

    drawing: Markup


@dataclass(frozen=True)
class Beside(Part):
    """Two parts side by side in one frame."""

    left: Part
    right: Part


@dataclass(frozen=True)
class Boxed(Part):
    """What must not be overlooked: in a heavy frame, with a code to scan at its right."""

    heading: str
    parts: Sequence[Part]
    code: "Code | None" = None


@dataclass(frozen=True)
class Ways(Part):
    """Ways to choose from, each in a frame of its own."""

    ways: Sequence[str]


@dataclass(frozen=True)
class Code(Part):
    """An address to scan with a telephone."""

    address: str
    caption: str

    def drawing(self) -> Markup:
        """Version 3, level M: as large a square for every notice, unless the address is too long for it."""
        return Markup(self.made().svg_inline(border=2, omitsize=True, svgclass="qr", title=self.caption))

    def made(self) -> "segno.QRCode":
        try:
            return segno.make(self.address, error="m", version=3, boost_error=False)
        except segno.DataOverflowError:  # an origin longer than some twenty signs
            return segno.make(self.address, error="m", boost_error=False)


@dataclass(frozen=True)
class SignOff(Part):
    """Who issues it and when, with the place for the seal across both (骑年盖月)."""

    name: str
    day: str


@dataclass(frozen=True)
class Foot(Part):
    """What stands at the foot of the sheet, left and right."""

    left: Sequence[str]
    right: Sequence[str]


@dataclass(frozen=True)
class Cut(Part):
    """A line to tear along."""

    words: str = ""


@dataclass(frozen=True)
class Boxes(Part):
    """Answers to choose from, each behind a box as large as a hand that is not steady needs."""

    answers: Sequence[str]

    @property
    def lines(self) -> Sequence[str]:
        return [f"{NO} {answer}" for answer in self.answers]


@dataclass(frozen=True)
class Slips(Part):
    """Several small papers on one sheet, two side by side, to be cut apart."""

    slips: Sequence[Sequence[Part]]


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper, or as many as its parts take. `tight`: so many steps smaller, to hold more."""

    parts: Sequence[Part]
    tight: int = 0


@dataclass(frozen=True)
class Document:
    title: str
    sheets: Sequence[Sheet]
    look: Look = "archive"
    format: Format = "a4"

    @property
    def first_title(self) -> Title | None:
        """The title of the whole page; those that follow stand below it."""
        parts = (part for sheet in self.sheets for part in _all(sheet.parts))
        return next((part for part in parts if isinstance(part, Title)), None)


def _all(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        for slip in part.slips if isinstance(part, Slips) else ():
            yield from _all(slip)
