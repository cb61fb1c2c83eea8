"""The whole of a matter on one sheet: every step with its day, who took it and by how many, its notices, what was said
against it and what was answered. Where one sheet of A4 cannot hold it, it runs over and stays legible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from council.hall.paper_room import STEPS, lines
from council.kit import words
from council.kit.document import Cell, Document, Grid, Heading, Part, Sheet, Title, Words
from council.kit.marks import plain, strong
from council.ledger.telling import Say
from council.rules.refusal import N_


@dataclass(frozen=True)
class CaseStep:
    """What came of a step, or that it is still to come. `late`: the day on which it was entered afterwards."""

    number: str
    name: str
    on: date | None = None
    who: str = ""
    result: str = ""
    entry: int | None = None
    late: date | None = None


@dataclass(frozen=True)
class CaseNotice:
    """One posting, and what the supervisory committee says of it."""

    what: str
    told: str
    entry: int
    late: date | None = None
    checked: str = ""


@dataclass(frozen=True)
class CaseObjection:
    """An objection as everyone may know it."""

    number: str
    filed: date
    said: str
    answer: str
    judged: str = ""
    late: date | None = None


@dataclass(frozen=True)
class CaseSheet:
    """`more`: objections that are not listed here; `link`: where the whole stands."""

    community: str
    number: str
    title: str
    path: str
    where: str
    facts: Sequence[tuple[str, str]]
    steps: Sequence[CaseStep]
    entries: int
    entry: int
    code: str
    link: str
    notices: Sequence[CaseNotice] = ()
    objections: Sequence[CaseObjection] = ()
    more: int = 0
    lang: str = "zh_CN"


SMALLEST = 4  # of STEPS: any smaller nobody reads on paper
OVER = 1  # and on several sheets so
ROOM, WIDE = 262.0, 180.0  # millimetres of a sheet
FACT_WIDTHS, STEP_WIDTHS = (15, 85), (8, 17, 18, 21, 28, 8)
NOTICE_WIDTHS, OBJECTION_WIDTHS = (16, 48, 27, 9), (9, 17, 32, 30, 12)


def case_sheet(one: CaseSheet, say: Say) -> Document:
    """The sheet, written as large as it fits on one; on several, in good size."""
    title = say(N_("The whole record: %(title)s"), title=one.title)
    parts = list(_parts(one, title, say))
    tight = next((at for at in range(SMALLEST + 1) if _height(parts, STEPS[at]) <= ROOM), OVER)
    return Document(plain(title), [Sheet(parts, tight)], look="form")


def _parts(one: CaseSheet, title: str, say: Say) -> list[Part]:
    parts: list[Part] = [
        Title(title, above=f"{one.community}　{one.number}"),
        Words(strong(one.where), first=True),
        Grid(FACT_WIDTHS, [[Cell(label, head=True), Cell(value)] for label, value in one.facts]),
        Heading(say(N_("Step by step: %(path)s"), path=one.path)),
        Grid(STEP_WIDTHS, [_step(one, step, say) for step in one.steps], headings=[say(name) for name in STEP_HEADS]),
        Heading(say(N_("On the board"))),
        *_notices(one, say),
        Heading(say(N_("Objections and replies"))),
        *_objections(one, say),
        Words(say(RECORDED, entries=one.entries, entry=one.entry, code=one.code), first=True),
        Words(say(N_("All of it: %(link)s"), link=one.link), first=True),
    ]
    return parts


RECORDED = N_("In the public record: %(entries)s entries, the newest no. %(entry)s, check code %(code)s.")
STEP_HEADS = (N_("Step"), N_("Its name"), N_("On which day"), N_("Who"), N_("What came of it"), N_("Record"))
NOTICE_HEADS = (N_("What"), N_("Where, and from when to when"), N_("The supervisory committee"), N_("Record"))
OBJECTION_HEADS = (N_("Number"), N_("On which day"), N_("Objection"), N_("Reply"), N_("Upheld?"))


def _step(one: CaseSheet, step: CaseStep, say: Say) -> list[Cell]:
    day = words.full_day(one.lang, step.on) if step.on else ""
    return [
        Cell(step.number, align="center"), Cell(step.name), Cell(_with_late(one, day, step.late, say)), Cell(step.who),
        Cell(step.result), Cell(str(step.entry or ""), align="center"),
    ]  # fmt: skip


def _with_late(one: CaseSheet, text: str, late: date | None, say: Say) -> str:
    """补录 stands wherever it was entered afterwards, with both days."""
    if late is None:
        return text
    return f"{text}\n{strong(say(N_('Entered later, on %(day)s'), day=words.full_day(one.lang, late)))}"


def _notices(one: CaseSheet, say: Say) -> list[Part]:
    if not one.notices:
        return [Words(say(N_("Nothing was published yet.")), first=True)]
    rows = [
        [
            Cell(notice.what), Cell(_with_late(one, notice.told, notice.late, say)),
            Cell(notice.checked or say(N_("has not looked at it yet"))), Cell(str(notice.entry), align="center"),
        ]
        for notice in one.notices
    ]  # fmt: skip
    return [Grid(NOTICE_WIDTHS, rows, headings=[say(name) for name in NOTICE_HEADS])]


def _objections(one: CaseSheet, say: Say) -> list[Part]:
    if not one.objections:
        return [Words(say(N_("Nobody has objected.")), first=True)]
    rows = [
        [
            Cell(row.number, align="center"),
            Cell(_with_late(one, words.full_day(one.lang, row.filed), row.late, say)), Cell(row.said),
            Cell(row.answer or say(N_("not answered yet"))), Cell(row.judged),
        ]
        for row in one.objections
    ]  # fmt: skip
    parts: list[Part] = [Grid(OBJECTION_WIDTHS, rows, headings=[say(name) for name in OBJECTION_HEADS])]
    if one.more:
        parts.append(Words(say(N_("And %(more)s earlier ones, which stand in the record."), more=one.more), first=True))
    return parts


# ── how much room it takes ──


def _height(parts: Sequence[Part], step: float) -> float:
    """Millimetres of these parts, written so large; rather too many."""
    wide = WIDE / step
    height = 0.0
    for part in parts:
        if isinstance(part, Grid):
            height += sum(_row([cell.text for cell in row], part.widths, wide) for row in part.rows)
            height += 10.2 if part.headings else 0
        elif isinstance(part, Heading):
            height += 12.0
        elif isinstance(part, Title):
            height += 8 + lines(part.text, wide, 19) * 9.2 + 5
        elif isinstance(part, Words):
            height += lines(part.text, wide, 13) * 7.0
    return height * step


def _row(texts: Sequence[str], widths: Sequence[int], wide: float) -> float:
    most = max(lines(text, wide * share / 100 - 4, 12.5) for text, share in zip(texts, widths, strict=True))
    return most * 6.5 + 2.6
