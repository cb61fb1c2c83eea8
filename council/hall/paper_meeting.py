"""Papers that go round in a meeting: the sheet to sign in on (签到册), and the ballot papers (表决票)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from council.hall.paper_room import STEPS, lines
from council.kit import words
from council.kit.document import Boxes, Cell, Cut, Document, Foot, Grid, Part, Sheet, Title, Words
from council.kit.marks import strong
from council.ledger.telling import Say
from council.rules.refusal import N_

FEW = 16  # so many sign one under the other; more of them in two columns
TALL = 9  # millimetres to sign in


@dataclass(frozen=True)
class Signer:
    """Someone on the roll. `beside`: the household, or the kind of seat; `note`: asked leave, represented, recused."""

    name: str
    beside: str = ""
    note: str = ""


@dataclass(frozen=True)
class SignIn:
    body: str
    meeting: str
    held: date
    time: str
    place: str
    roll: Sequence[Signer]
    needed: int | None = None
    late: date | None = None  # the day on which the meeting was entered afterwards
    lang: str = "zh_CN"


def sign_in(one: SignIn, say: Say) -> Document:
    """Everybody on the roll, in its order, with room for a signature or a fingerprint."""
    title = say(N_("%(body)s: sign-in sheet"), body=one.body)
    facts = say(
        N_("%(meeting)s · %(day)s %(time)s · %(place)s"),
        meeting=one.meeting, day=words.full_day(one.lang, one.held), time=one.time, place=one.place,
    )  # fmt: skip
    due = say(N_("Due: %(due)s. Came: ____."), due=len(one.roll))
    if one.needed is not None:
        due = say(N_("Due: %(due)s. At least %(needed)s must come. Came: ____."), due=len(one.roll), needed=one.needed)
    parts: list[Part] = [
        Title(title),
        Words(facts, first=True),
        Words(due, first=True),
        *_late(one, say),
        _one_column(one, say) if len(one.roll) <= FEW else _two_columns(one, say),
        Words(say(N_("Host (signature): ________　Recorder (signature): ________")), align="right"),
    ]
    return Document(title, [Sheet(parts)], look="form")


def _late(one: SignIn, say: Say) -> list[Part]:
    if one.late is None:
        return []
    return [Words(say(N_("Entered later, on %(day)s"), day=words.full_day(one.lang, one.late)), first=True)]


def _headings(say: Say) -> list[str]:
    return [say(N_("No. on the roll")), say(N_("Name")), say(N_("Signature or fingerprint")), say(N_("Remark"))]


def _one_column(one: SignIn, say: Say) -> Grid:
    rows = [_fields(at, signer) for at, signer in enumerate(one.roll, 1)]
    return Grid((8, 28, 40, 24), rows, headings=_headings(say))


def _two_columns(one: SignIn, say: Say) -> Grid:
    """Down the left, then down the right would part neighbours on each page: they stand across, 1 and 2, 3 and 4."""
    fields = [_fields(at, signer) for at, signer in enumerate(one.roll, 1)]
    if len(fields) % 2:
        fields.append([Cell(tall=TALL)] * 4)
    rows = [[*left, *right] for left, right in zip(fields[::2], fields[1::2], strict=True)]
    return Grid((6, 13, 18, 13) * 2, rows, headings=_headings(say) * 2)


def _fields(at: int, signer: Signer) -> list[Cell]:
    remark = "，".join(filter(None, (signer.beside, signer.note)))
    return [Cell(str(at), align="center", tall=TALL), Cell(signer.name), Cell(), Cell(remark)]


# ── ballot papers ──


@dataclass(frozen=True)
class Ballots:
    """Papers for one vote. `seats`: a named vote, one for each of them; `papers`: a secret one, so many alike."""

    community: str
    body: str
    number: str
    title: str
    facts: Sequence[tuple[str, str]]
    held: date
    seats: Sequence[tuple[int, str]] = ()  # number, who holds it
    papers: int = 0
    lang: str = "zh_CN"


A5, HIGH = 0.92, 156.0  # how large all is written on A5, and the millimetres above the part to be torn off
CHOICES = (N_("For"), N_("Against"), N_("Abstain"))


def ballots(one: Ballots, say: Say) -> Document:
    """One paper of A5 each. A secret one bears no number, and nothing is torn off it."""
    title = say(N_("%(body)s: ballot paper"), body=one.body)
    tight = next((at for at, step in enumerate(STEPS) if _height(one, title, step) <= HIGH), len(STEPS) - 1)
    secret = [Sheet(_ballot(one, title, say), tight) for _ in range(one.papers)]
    named = [Sheet([*_ballot(one, title, say, seat), *_stub(one, seat, who, say)], tight) for seat, who in one.seats]
    return Document(title, named or secret, look="form", format="a5")


def _height(one: Ballots, title: str, step: float) -> float:
    """Millimetres above the part to be torn off, written so large."""
    large = A5 * step
    wide = 126 / large
    texts = lines(f"{one.community}　{one.number}", wide, 13) + lines(one.title, wide, 13) + 3  # and kind, and rule
    rows = sum(lines(value, wide * 0.78 - 5, 12.5) * 6.4 + 2.6 for _, value in one.facts)
    return large * (texts * 6.9 + lines(title, wide, 19) * 9.2 + 4 + rows + len(CHOICES) * 18 + 7)


def _ballot(one: Ballots, title: str, say: Say, seat: int | None = None) -> list[Part]:
    kind = say(N_("Secret vote")) if seat is None else say(N_("Named vote, seat %(seat)s"), seat=strong(seat))
    rule = N_("Put √ in one box. A paper with two marks, or one that was changed, does not count.")
    parts: list[Part] = [
        Title(title, above=f"{one.community}　{one.number}"),
        Words(one.title, align="center"),
        Grid((22, 78), [[Cell(label, head=True), Cell(value)] for label, value in one.facts]),
        Words(f"{kind}　{words.full_day(one.lang, one.held)}", align="center"),
        Boxes([say(choice) for choice in CHOICES]),
        Words(say(rule), first=True),
    ]
    if seat is None:
        parts.append(Foot([say(N_("Fold it once, the marks inside, and put it into the box."))], [say(N_("(Seal)"))]))
    return parts


def _stub(one: Ballots, seat: int, who: str, say: Say) -> list[Part]:
    """What the teller tears off when the paper is handed out: who had which, never what was marked."""
    return [
        Cut(say(N_("Tear off when it is handed out; the teller keeps this part"))),
        Foot(
            [say(N_("%(number)s, seat %(seat)s, %(who)s"), number=one.number, seat=seat, who=who)],
            [say(N_("Received (signature): ________"))],
        ),
    ]
