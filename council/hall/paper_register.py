"""The register of a matter (“四议两公开”决策实施登记表): a sheet for each step, as counties ask for them.

The fields and their order are those of the form in use; what a village entered stands in them, and the room for
signatures, fingerprints and seals stays open. The same origin is ticked on every sheet, as the form itself demands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from council.hall.paper_facts import Tally, Turnout
from council.hall.paper_room import STEPS, lines
from council.kit import words
from council.kit.document import Cell, Document, Grid, Part, Sheet, Title, Words
from council.kit.marks import ticks
from council.ledger.telling import Say
from council.rules.refusal import N_

Origin = Literal["members_masses", "cadres", "superior"]
ORIGINS = {
    "members_masses": N_("Proposed by Party members and residents"),
    "cadres": N_("Proposed by village officers"),
    "superior": N_("Arranged from above"),
}
WIDTHS = (16, 14, 16, 15, 13, 13, 13)
ROOM, SIGN, SHORT = 234.0, 40, 26  # millimetres: of the table on its sheet, and left open to sign in at least


@dataclass(frozen=True)
class Discussed:
    """One of the four discussions. `name`: 村党支部提议; `verb`: 提议, as it stands in its labels."""

    name: str
    verb: str
    held: date | None = None
    time: str = ""
    place: str = ""
    form: str = ""
    host: str = ""
    recorder: str = ""
    turnout: Turnout | None = None
    tally: Tally | None = None
    content: str = ""
    absent: Sequence[tuple[str, str]] = ()  # name, reason
    observers: Sequence[tuple[str, str]] = ()  # name, post
    township: bool = False  # someone of the township signs too
    late: date | None = None  # the day on which it was entered afterwards
    merged_with: str = ""


@dataclass(frozen=True)
class Opened:
    """One of the two publications."""

    name: str
    content: str | None = None  # of the second: what came of it; empty, it is written in by hand
    published: str = ""  # where, from when to when, objections and replies
    opinion: str = ""  # of the supervisory committee
    holds: bool | None = None  # 属实, 不属实
    late: date | None = None


@dataclass(frozen=True)
class Register:
    community: str
    matter: str
    number: str
    origin: Origin | None  # None: a council's own motion, which asks for none
    steps: Sequence[Discussed | Opened]
    path: str = ""  # 四议两公开
    code: str = ""  # check code of the newest entry
    lang: str = "zh_CN"


def register(one: Register, say: Say) -> Document:
    """All sheets, each with its number."""
    sheets = [_sheet(one, at, step, say) for at, step in enumerate(one.steps, 1)]
    title = say(N_("Register of decision and implementation: %(matter)s"), matter=one.matter)
    return Document(title, sheets, look="form")


def _sheet(one: Register, at: int, step: Discussed | Opened, say: Say) -> Sheet:
    name = say(N_("%(community)s: register, %(path)s (%(at)s)"), community=one.community, path=one.path,
               at=_at(one, at))  # fmt: skip
    rows, tight = _discussed(one, step, say) if isinstance(step, Discussed) else (_opened(one, step, say), 0)
    parts: list[Part] = [
        Title(name),
        Words(f"{step.name}　{one.number}{_late(one, step, say)}", align="center"),
        Grid(WIDTHS, rows),
    ]
    if at == 1:
        parts.append(Words(say(TOLD), first=True))
    if one.code:
        parts.append(Words(say(N_("Check code %(code)s"), code=one.code), align="right"))
    return Sheet(parts, tight)


TOLD = N_("The origin is ticked once, the same on every sheet. Those present must reach the share that is asked for.")


def _at(one: Register, at: int) -> str:
    return words.CHINESE_DIGITS[at] if one.lang != "en" and at <= 10 else str(at)


def _late(one: Register, step: Discussed | Opened, say: Say) -> str:
    """补录 stands wherever it was entered afterwards, with both days."""
    if step.late is None:
        return ""
    return "　" + say(N_("Entered later, on %(day)s"), day=words.full_day(one.lang, step.late))


def _discussed(one: Register, step: Discussed, say: Say) -> tuple[list[list[Cell]], int]:
    """The rows of a discussion, and how many steps smaller they must be written to stay on one sheet."""
    of = {"verb": step.verb}
    rows = [
        _row(say(N_("Origin of the matter")), _origin(one, say)),
        _row(say(N_("Matter to %(verb)s"), **of), one.matter),
        _pair(say(N_("Day and time")), _when(one, step), say(N_("Place")), step.place),
        _pair(say(N_("Kind of meeting")), step.form or step.merged_with, say(N_("Host and recorder")), _both(step)),
        _turnout(step, say),
    ]
    if step.absent:
        rows.append(_row(say(N_("Absent, and why")), _people(step.absent)))
    if step.observers:
        rows.append(_row(say(N_("Observers, with their posts")), _people(step.observers)))
    if step.tally:
        rows.append(_row(say(N_("How it was voted")), _voted(step.tally, say)))
    room = ROOM - (SHORT if step.township else 8)
    content, sign, tight = _shared(rows, step.content, room)
    rows.append(_row(say(N_("What was said and %(verb)s"), **of), step.content, content))
    rows.append(_row(say(N_("Signatures of those present")), "", sign))
    if step.township:
        rows.append(_row(say(N_("Signatures from the township, with posts")), "", SHORT))
    return rows, tight


def _shared(rows: Sequence[Sequence[Cell]], content: str, room: float) -> tuple[int, int, int]:
    """The room that the other rows leave, shared between what was said and the signatures; and the step."""

    def taken(tight: int) -> tuple[float, float]:
        step = STEPS[tight]
        return sum(_height(row, step) for row in rows), _height(_row("", content), step)

    tight = next((at for at in range(len(STEPS)) if sum(taken(at)) + SIGN <= room), len(STEPS) - 1)
    others, said = taken(tight)
    left = room - others
    sign = int(max(SIGN, min(left / 2, left - said)))
    return max(0, int(left) - sign), sign, tight


def _height(row: Sequence[Cell], step: float) -> float:
    """Millimetres of a row, written so large."""
    wide = {1: 23.0, 2: 49.0, 3: 66.0, len(WIDTHS) - 1: 146.0}
    most = max(lines(cell.text, wide[cell.span] / step, 12.5) for cell in row)
    return step * (most * 6.5 + 2.6)


def _opened(one: Register, step: Opened, say: Say) -> list[list[Cell]]:
    holds = [(say(N_("True")), step.holds is True), (say(N_("Not true")), step.holds is False)]
    tall = 50 if step.content is not None else 74
    return [
        _row(say(N_("Origin of the matter")), _origin(one, say)),
        _row(say(N_("Matter resolved")), one.matter),
        *([_row(say(N_("What came of it")), step.content, tall)] if step.content is not None else []),
        _row(say(N_("How it was published")), step.published, tall),
        _row(say(N_("Opinion of the supervisory committee")), f"{ticks(holds)}\n{step.opinion}".rstrip(), tall),
        _row(say(N_("Signatures and seal of the supervisory committee")), "", SHORT),
        _row(say(N_("Signatures and seal of the committee")), "", SHORT),
    ]


def _origin(one: Register, say: Say) -> str:
    return ticks([(say(name), key == one.origin) for key, name in ORIGINS.items()])


def _when(one: Register, step: Discussed) -> str:
    return f"{words.full_day(one.lang, step.held)} {step.time}".strip() if step.held else ""


def _both(step: Discussed) -> str:
    return "　".join(filter(None, (step.host, step.recorder)))


def _people(some: Sequence[tuple[str, str]]) -> str:
    return "；".join(f"{name}（{more}）" if more else name for name, more in some)


def _voted(tally: Tally, say: Say) -> str:
    return say(
        N_("%(counts)s; %(needed)s in favour were needed: %(outcome)s"),
        counts=tally.said(say), needed=tally.needed, outcome=say(N_("Passed") if tally.passed else N_("Not passed")),
    )  # fmt: skip


def _turnout(step: Discussed, say: Say) -> list[Cell]:
    """参会人员: 应到, 实到, 比例."""
    came = step.turnout
    cells = [Cell(say(N_("Present")), head=True)]
    for label, value in (
        (N_("Due"), came and came.due), (N_("Came"), came and came.came), (N_("Share"), came and came.ratio),
    ):  # fmt: skip
        cells += [Cell(say(label), head=True), Cell(str(value or ""), align="center")]
    return cells


def _row(label: str, value: str, tall: int = 0) -> list[Cell]:
    return [Cell(label, head=True), Cell(value, span=len(WIDTHS) - 1, tall=tall)]


def _pair(label: str, value: str, other: str, more: str) -> list[Cell]:
    return [Cell(label, head=True), Cell(value, span=2), Cell(other, head=True), Cell(more, span=3)]
