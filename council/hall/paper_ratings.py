"""Slips (评价条) on which people say whether it is really done: four on a sheet of A4, to lie beside the box."""

from dataclasses import dataclass
from datetime import date

from council.hall.paper_room import lines
from council.hall.paper_slips import HIGH, ON_A_SHEET, WIDE
from council.kit import words
from council.kit.document import Cell, Document, Grid, Part, Sheet, Slips, Title, Words
from council.kit.marks import strong, ticks
from council.ledger.telling import Say
from council.rules.rating import Content, Finished
from council.rules.refusal import N_
from council.works.rating_shown import ANSWER_WORDS


@dataclass(frozen=True)
class RatingSlip:
    community: str
    number: str
    title: str
    accepted: date
    last: date | None
    phone: str
    lang: str = "zh_CN"


def rating_slips(one: RatingSlip, say: Say) -> Document:
    """A sheet of slips for one work. Nobody must give a name; who objected may write the number and the code."""
    title = say(N_("Slips: is it really done? %(title)s"), title=one.title)
    return Document(title, [Sheet([Slips([_slip(one, say) for _ in range(ON_A_SHEET)])])], look="form")


def _slip(one: RatingSlip, say: Say) -> list[Part]:
    above = f"{one.community}　{one.number}"
    until = _until(one, say)
    taken = lines(above, WIDE, 13) * 6.9 + (lines(one.title, WIDE, 11.5) + lines(until, WIDE, 11.5) + 5) * 6.2
    return [
        Title(say(N_("Is it really done?")), above=above),
        Words(one.title, align="center"),
        Grid((100,), [
            [Cell(ticks([(say(ANSWER_WORDS[each]), False) for each in Content]))],
            [Cell(ticks([(say(ANSWER_WORDS[each]), False) for each in Finished]))],
            [Cell(say(N_("One line, if I like:")), tall=max(12, int(HIGH - taken)))],
            [Cell(say(N_("Objection no. _____ code ______")))],
        ]),
        Words(until, first=True),
    ]  # fmt: skip


def _until(one: RatingSlip, say: Say) -> str:
    if one.last is None:
        return say(N_("Into the box; or ring %(phone)s."), phone=strong(one.phone))
    day = strong(words.full_day(one.lang, one.last))
    return say(
        N_("Into the box until %(day)s, that day included; or ring %(phone)s."), day=day, phone=strong(one.phone)
    )
