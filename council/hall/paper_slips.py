"""Opinion slips (意见条) to lie beside the box: four on a sheet of A4, to be cut apart, written on and dropped in."""

from dataclasses import dataclass
from datetime import date

from council.hall.paper_room import lines
from council.kit import words
from council.kit.document import Cell, Document, Grid, Part, Sheet, Slips, Title, Words
from council.kit.marks import strong, ticks
from council.ledger.telling import Say
from council.rules.refusal import N_

ON_A_SHEET = 4
WIDE, HIGH = 82.0, 84.0  # millimetres of a slip from edge to edge, and for its words and the room to write in
WHO = (N_("Established resident"), N_("New resident"), N_("Other"))


@dataclass(frozen=True)
class OpinionSlip:
    community: str
    number: str
    title: str
    last: date
    box: str  # where it stands
    phone: str
    reply_days: int
    lang: str = "zh_CN"


def opinion_slips(one: OpinionSlip, say: Say) -> Document:
    """A sheet of slips for one matter. Nobody must give a name, and none is asked for."""
    title = say(N_("Opinion slips: %(title)s"), title=one.title)
    return Document(title, [Sheet([Slips([_slip(one, say) for _ in range(ON_A_SHEET)])])], look="form")


def _slip(one: OpinionSlip, say: Say) -> list[Part]:
    who = ticks([(say(each), False) for each in WHO])
    until = say(N_("Until %(day)s, that day included. Answered within %(days)s days."),
                day=strong(words.full_day(one.lang, one.last)), days=one.reply_days)  # fmt: skip
    above = f"{one.community}　{one.number}"
    drop = say(N_("Into the box at %(box)s; or ring %(phone)s."), box=one.box, phone=strong(one.phone))
    taken = lines(above, WIDE, 13) * 6.9 + sum(lines(each, WIDE, 11.5) for each in (one.title, until, drop)) * 6.2
    return [
        Title(say(N_("Opinion slip")), above=above),
        Words(one.title, align="center"),
        Grid((100,), [
            [Cell(say(N_("What I want to say:")), tall=int(HIGH - taken))],
            [Cell(say(N_("I am: %(boxes)s"), boxes=who))],
            [Cell(say(N_("For the answer, if I like: telephone ____________")))],
        ]),
        Words(until, first=True),
        Words(drop, first=True),
    ]  # fmt: skip
