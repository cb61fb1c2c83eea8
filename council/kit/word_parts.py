"""What python-docx has no word for: Chinese fonts, frames round cells, rows that stand again on each page."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from council.kit.document import Cell
from council.kit.forms import showable
from council.kit.marks import runs

BODY, LABEL, SONG, FIGURES = "仿宋", "黑体", "华文中宋", "Times New Roman"
Into = WordDocument | _Cell
SIDES = ("top", "left", "bottom", "right")
AFTER_BORDERS_OF_TABLE = "shd tblLayout tblCellMar tblLook tblCaption tblDescription"
AFTER_SHADE = "noWrap tcMar textDirection tcFitText vAlign hideMark"
AFTER_BORDERS_OF_CELL = f"shd {AFTER_SHADE}"
AFTER_RULE = (
    "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
    " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)


def base(word: WordDocument, font: str, size: float) -> None:
    """How a paper is written where nothing else is said."""
    style = word.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    assert style.type is WD_STYLE_TYPE.PARAGRAPH
    style.font.name, style.font.size = FIGURES, Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def paragraph(into: Into) -> Paragraph:
    """A new paragraph, or the empty one that every new cell begins with."""
    made: Paragraph
    if isinstance(into, _Cell) and not into.tables and len(into.paragraphs) == 1 and not into.paragraphs[0].runs:
        made = into.paragraphs[0]
    else:
        made = into.add_paragraph()
    return made


def line(
    into: Into, text: str, *, size: float, font: str = BODY, bold: bool = False, align: ALIGN | None = None,
    indent: bool = False, keep: bool = False, left: float = 0, after: float = 0, above: str = "",
) -> Paragraph:  # fmt: skip
    """A paragraph of text; what stands out in it is in the font of labels."""
    made = paragraph(into)
    if align is not None:
        made.alignment = align
    if after or keep or left or indent:  # each costs time, and a sign-in sheet has thousands of lines
        form = made.paragraph_format
        form.space_after, form.keep_with_next = Pt(after), keep or None
        form.left_indent, form.first_line_indent = Mm(left), Pt(size * 2) if indent else None
    if above:
        _rule_above(made, above)
    for piece, stands_out in runs(text):
        write(made, piece, size, LABEL if stands_out else font, bold or stands_out)
    return made


def write(into: Paragraph, text: str, size: float, font: str, bold: bool) -> Run:
    run = into.add_run()
    for at, piece in enumerate(showable(text).split("\n")):
        if at:
            run.add_break()
        run.add_text(piece)
    run.font.size = Pt(size)
    if bold:
        run.font.bold = True
    if font != BODY:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def framed_words(into: Into, several: Sequence[str], size: float) -> None:
    """Words in frames of their own, side by side."""
    made = paragraph(into)
    for at, text in enumerate(several):
        if at:
            write(made, "  ", size, LABEL, False)
        for piece, stands_out in runs(text):
            run = write(made, piece, size, LABEL, stands_out)
            run._r.get_or_add_rPr().append(_border("w:bdr", "single", 4))


def gap(into: Into, points: float = 4) -> None:
    """Room below; a table also needs it, or it would grow together with the next one."""
    form = into.add_paragraph().paragraph_format
    form.line_spacing, form.space_after = Pt(1), Pt(points)


def number_pages(section: Section) -> None:
    """— 1 — at the foot, as official papers have it."""
    foot = section.footer.paragraphs[0]
    foot.alignment = ALIGN.CENTER
    write(foot, "— ", 14, BODY, False)
    run = write(foot, "", 14, BODY, False)
    for kind in ("begin", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            field = OxmlElement("w:instrText")
            field.text = "PAGE"
            run._r.append(field)
    write(foot, " —", 14, BODY, False)


# ── tables ──


def table(into: Into, widths: Sequence[int], wide: float, rows: int, border: str = "single") -> Table:
    """A table with lines, its columns in hundredths of `wide` millimetres."""
    made = into.add_table(rows, len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _borders_of_table(made, border)
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(wide * width / 100)
    for each in made.rows:
        for cell, width in zip(each.cells, widths, strict=True):
            cell.width = Mm(wide * width / 100)
    return made


def frame(
    into: Into, widths: Sequence[int], wide: float, *, sides: str = " ".join(SIDES), heavy: bool = False
) -> Sequence[_Cell]:
    """Cells side by side within one frame, which has lines at these sides only."""
    made = table(into, widths, wide, 1, "nil")
    cells = made.rows[0].cells
    for at, cell in enumerate(cells):
        inner = {"left": at > 0, "right": at < len(cells) - 1}
        drawn = [side for side in SIDES if side in sides.split() and not inner.get(side)]
        _borders_of_cell(cell, drawn, 18 if heavy else 6)
    gap(into)
    return cells


def row(into: _Row, fields: Sequence[Cell], size: float) -> None:
    """Fill a row; a field that spans several columns takes their cells together."""
    cells, at = list(into.cells), 0
    for each in fields:
        cell = cells[at] if each.span == 1 else cells[at].merge(cells[at + each.span - 1])
        at += each.span
        align = ALIGN.CENTER if (each.align or ("center" if each.head else "left")) == "center" else ALIGN.LEFT
        if each.span > 1:
            emptied(cell)
        if any(each.words):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for text in filter(None, each.words):
            line(cell, text, size=size, font=LABEL if each.head else BODY, bold=each.head, align=align)
        if each.head:
            _shade(cell)
    if most := max(each.tall for each in fields):
        tall(into, most)
    _together(into)


def head(cell: _Cell, text: str, size: float) -> None:
    line(cell, text, size=size, font=LABEL, bold=True, align=ALIGN.CENTER)
    _shade(cell)


def emptied(cell: _Cell) -> None:
    """A cell with one empty paragraph: merging leaves one for each cell that it was."""
    for more in cell.paragraphs[1:]:
        more._p.getparent().remove(more._p)


def tall(into: _Row, millimetres: float) -> None:
    into.height_rule, into.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(millimetres)


def repeat(into: _Row) -> None:
    """Headings stand again on each page."""
    into._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep(made: Table) -> None:
    """All its rows stand on one page."""
    for row in made.rows[:-1]:
        for cell in row.cells:
            for each in cell.paragraphs:
                each.paragraph_format.keep_with_next = True


def _together(into: _Row) -> None:
    """No page ends within a row."""
    into._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _borders_of_table(made: Table, border: str) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in (*SIDES, "insideH", "insideV"):
        borders.append(_border(f"w:{side}", border, 6))
    _put(made._tbl.tblPr, borders, AFTER_BORDERS_OF_TABLE)


def _borders_of_cell(cell: _Cell, sides: Sequence[str], width: int) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in sides:
        borders.append(_border(f"w:{side}", "single", width))
    _put(cell._tc.get_or_add_tcPr(), borders, AFTER_BORDERS_OF_CELL)


def _border(tag: str, kind: str, width: int) -> BaseOxmlElement:
    made = OxmlElement(tag)
    for name, value in (("val", kind), ("sz", str(width)), ("space", "0"), ("color", "000000")):
        made.set(qn(f"w:{name}"), value)
    return made


def _rule_above(into: Paragraph, kind: str) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:top", kind, 6))
    _put(into._p.get_or_add_pPr(), borders, AFTER_RULE)


def _shade(cell: _Cell) -> None:
    made = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F1F1F1")):
        made.set(qn(f"w:{name}"), value)
    _put(cell._tc.get_or_add_tcPr(), made, AFTER_SHADE)


def _put(into: BaseOxmlElement, made: BaseOxmlElement, before: str) -> None:
    """Word reads the properties of a thing only in their order (ECMA-376, part 1): before these."""
    into.insert_element_before(made, *(f"w:{name}" for name in before.split()))
