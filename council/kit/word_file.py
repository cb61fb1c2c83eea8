"""A paper (kit/document) as a Word file: the same words in the same order as on the page that is printed.

The fonts are those that come with Windows and Office in China, and that WPS knows. A picture in ink is left out: its
words stand beside it.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document as Word
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from council.kit import word_parts as parts
from council.kit.document import (
    SIZES,
    Band,
    Beside,
    Boxed,
    Boxes,
    Code,
    Cut,
    Document,
    Foot,
    Grid,
    Heading,
    Lines,
    Part,
    SignOff,
    Slips,
    Title,
    Ways,
    Words,
)  # fmt: skip
from council.kit.forms import showable
from council.kit.word_parts import BODY, LABEL, SONG, Into

MARGINS = {"wall": (11, 17, 9, 17), "archive": (37, 26, 35, 28), "form": (15, 15, 14, 15)}  # top, right, bottom, left
SIZE = {"wall": 16.0, "archive": 16.0, "form": 13.0}
TITLE = {"wall": 26.0, "archive": 22.0, "form": 19.0}


def word_file(document: Document) -> bytes:
    """The .docx of a paper."""
    word = Word()
    word.core_properties.title, word.core_properties.author = showable(document.title), ""
    parts.base(word, BODY, SIZE[document.look])
    width, height = SIZES[document.format]
    for number, sheet in enumerate(document.sheets):
        section = word.sections[0] if number == 0 else word.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = Mm(width), Mm(height)
        margins = (Mm(each) for each in MARGINS[document.look])
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins
        drawing = Drawing(document, width - MARGINS[document.look][1] - MARGINS[document.look][3])
        drawing.all(word, sheet.parts)
    if document.look == "archive":
        parts.number_pages(word.sections[0])
    into = BytesIO()
    word.save(into)
    return into.getvalue()


class Drawing:
    """Draws the parts of one paper, `wide` millimetres across."""

    def __init__(self, document: Document, wide: float):
        self.document, self.wide = document, wide
        self.size = SIZE[document.look]

    def all(self, into: Into, some: Sequence[Part]) -> None:
        for part in some:
            draw: Callable[[Into, Any], None] | None = getattr(self, part.kind)
            if draw:
                draw(into, part)

    picture = None  # its words stand beside it

    def band(self, into: Into, part: Band) -> None:
        left, right = parts.frame(into, (60, 40), self.wide, sides="bottom", heavy=True)
        parts.line(left, part.name, size=20, font=SONG, bold=True)
        for each in part.beside:
            parts.line(right, each, size=11, align=ALIGN.RIGHT)

    def title(self, into: Into, part: Title) -> None:
        if part.above:
            parts.line(into, part.above, size=13, align=ALIGN.CENTER)
        parts.line(into, part.text, size=TITLE[self.document.look], font=SONG, bold=True, align=ALIGN.CENTER, after=8)

    def heading(self, into: Into, part: Heading) -> None:
        font = LABEL if part.level == 1 else "楷体"
        indent = self.document.look == "archive"
        parts.line(into, part.text, size=self.size, font=font, bold=part.level == 1, indent=indent, keep=True)

    def words(self, into: Into, part: Words) -> None:
        align = {"left": ALIGN.JUSTIFY, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}[part.align]
        parts.line(into, part.text, size=self.size, align=align, indent=not part.first and part.align == "left")

    def lines(self, into: Into, part: Lines) -> None:
        for each in part.lines:
            parts.line(into, each, size=14, font=LABEL)
        for each in part.notes:
            parts.line(into, each, size=11, font=LABEL)

    def grid(self, into: Into, part: Grid) -> None:
        if part.caption:
            parts.line(into, part.caption, size=11)
        table = parts.table(into, part.widths, self.wide, len(part.rows) + bool(part.headings))
        if part.headings:
            for cell, text in zip(table.rows[0].cells, part.headings, strict=True):
                parts.head(cell, text, 12)
            parts.repeat(table.rows[0])
        for row, fields in zip(table.rows[bool(part.headings) :], part.rows, strict=True):
            parts.row(row, fields, 14 if self.document.look == "archive" else 12)
        if part.keep:
            parts.keep(table)
        parts.gap(into)

    def beside(self, into: Into, part: Beside) -> None:
        cell = parts.frame(into, (100,), self.wide)[0]
        self.all(cell, (part.left, part.right))

    def boxed(self, into: Into, part: Boxed) -> None:
        cells = parts.frame(into, (74, 26) if part.code else (100,), self.wide, heavy=True)
        parts.line(cells[0], part.heading, size=18, font=LABEL, bold=True)
        self.all(cells[0], part.parts)
        if part.code:
            self.code(cells[1], part.code)

    def ways(self, into: Into, part: Ways) -> None:
        parts.framed_words(into, part.ways, 13.5)

    def code(self, into: Into, part: Code) -> None:
        drawn = BytesIO()
        part.made().save(drawn, kind="png", scale=10, border=2)
        drawn.seek(0)
        paragraph = parts.paragraph(into)
        paragraph.alignment = ALIGN.CENTER
        paragraph.add_run().add_picture(drawn, width=Mm(30))
        parts.line(into, part.caption, size=10.5, align=ALIGN.CENTER)

    def signoff(self, into: Into, part: SignOff) -> None:
        parts.gap(into, 24)
        name = parts.line(into, part.name, size=self.size, align=ALIGN.CENTER, left=self.wide - 96)
        parts.line(into, part.day, size=self.size, align=ALIGN.CENTER, left=self.wide - 96, after=40)
        _ring(name, self.wide - 96 / 2 - 20)

    def foot(self, into: Into, part: Foot) -> None:
        left, right = parts.frame(into, (50, 50), self.wide, sides="top")
        for each in part.left:
            parts.line(left, each, size=10.5)
        for each in part.right:
            parts.line(right, each, size=10.5, align=ALIGN.RIGHT)

    def boxes(self, into: Into, part: Boxes) -> None:
        table = parts.table(into, (100,), self.wide, len(part.lines))
        for row, text in zip(table.rows, part.lines, strict=True):
            parts.line(row.cells[0], text, size=24, font=LABEL)
            parts.tall(row, 18)
        parts.gap(into)

    def cut(self, into: Into, part: Cut) -> None:
        parts.line(into, part.words, size=9, align=ALIGN.CENTER, above="dashed")

    def slips(self, into: Into, part: Slips) -> None:
        rows = -(-len(part.slips) // 2)
        table = parts.table(into, (50, 50), self.wide, rows, border="dashed")
        cells: list[_Cell] = [cell for row in table.rows for cell in row.cells]
        inner = Drawing(self.document, self.wide / 2 - 6)
        for cell, slip in zip(cells, part.slips, strict=False):
            parts.emptied(cell)
            inner.all(cell, slip)
        for row in table.rows:
            parts.tall(row, 128)


def _ring(beside: Paragraph, left: float) -> None:
    """A dashed circle of 40 mm over the name and the day: where the seal goes. Drawn in VML, which WPS draws too."""
    drawn = (
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
        f'<v:oval style="position:absolute;margin-left:{left}mm;margin-top:-8mm;width:40mm;height:40mm;z-index:-1" '
        'filled="f" strokecolor="#999999"><v:stroke dashstyle="dash"/></v:oval></w:pict>'
    )
    beside.add_run()._r.append(parse_xml(drawn))
