"""Where the tables of members stand on a sheet, and what the titles above them say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from council.rules.refusal import Refusal
from council.seats.roster.headings import columns, is_heading, meaning
from council.seats.roster.sheets import Cell, Sheet
from council.seats.roster.titles import Title, read_title


@dataclass(frozen=True, slots=True)
class Table:
    """A table of members. Columns and rows count from 0; `headings` are the file's words for each field."""

    sheet: Sheet
    title: Title
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    read_past: tuple[str, ...]
    rows: range


def find_tables(sheet: Sheet) -> list[Table]:
    """Every table on a sheet; none on a cover sheet. Below a title of its own the next table begins;
    headings repeated without one, as at the top of a printed page, begin none.

    Refused: two columns for the same thing.
    """
    starts = list(_starts(sheet))
    if not starts:
        return []
    ends = [top for top, _ in starts[1:]] + [len(sheet.rows)]
    title = read_title(sheet.name).over(read_title(f"{sheet.name}名册"))  # a sheet is called 党员, or 村委会
    tables = []
    for (top, heading), end in zip(starts, ends, strict=True):
        title = _title(sheet, range(top, heading)).over(title)
        tables.append(_table(sheet, title, heading, end))
    return tables


def _starts(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """For each table the first row of its title and its heading row."""
    below = 0
    for at, row in enumerate(sheet.rows):
        if not is_heading(row):
            continue
        if not below:
            yield 0, at
        else:
            top = at
            while top > below and _stands_above(sheet.rows[top - 1]):
                top -= 1
            if _title(sheet, range(top, at)).body:
                yield top, at
        below = at + 1


def _stands_above(row: list[Cell]) -> bool:
    """Whether a row between two tables belongs to the lower one: it is empty, or one line of a title."""
    texts = {cell for cell in row if cell is not None}
    return not texts or (len(texts) == 1 and read_title(str(texts.pop())) != Title())


def _title(sheet: Sheet, rows: range) -> Title:
    known = Title()
    for row in rows:
        for text in dict.fromkeys(cell for cell in sheet.rows[row] if isinstance(cell, str)):
            known = known.over(read_title(text))
    return known


def _table(sheet: Sheet, title: Title, heading: int, end: int) -> Table:
    depth = _depth(sheet, heading)
    words = _words(sheet, heading, depth)
    held = columns(words)
    return Table(
        sheet,
        title,
        held,
        {field: words[column] for field, column in held.items()},
        tuple(dict.fromkeys(word for column, word in words.items() if column not in held.values())),
        range(heading + depth, end),
    )


def _depth(sheet: Sheet, heading: int) -> int:
    """Two, where the cell over the names is merged with the one below it; else one row of headings."""
    at = next(column for column, cell in enumerate(sheet.rows[heading]) if meaning(cell) == "name")
    return 2 if (heading + 1, at) in sheet.copies else 1


def _words(sheet: Sheet, heading: int, depth: int) -> dict[int, str]:
    """The heading of each column: 任期 over 起 is 任期起. A merged cell names its first column alone."""
    words: dict[int, str] = {}
    for column, cell in enumerate(sheet.rows[heading]):
        below = sheet.rows[heading + 1] if depth == 2 else []
        lower = below[column] if column < len(below) and (heading + 1, column) not in sheet.copies else None
        if lower is None and (heading, column) in sheet.copies:
            continue
        word = "".join(part for part in (cell, lower) if isinstance(part, str))
        if word:
            words[column] = word
    return words


def nameless(sheet: Sheet) -> Refusal | None:
    """What a sheet without a table lacks, if it has headings and none of them is for the name."""
    for at, row in enumerate(sheet.rows):
        if len({meaning(cell) for cell in row} - {None}) > 2:
            return Refusal("Row %(row)s has headings, but none for the name. Write 姓名 over the names.", row=at + 1)
    return None
