"""A body's seats as a picture with its sentence, in the language of the page."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache, partial

from markupsafe import Markup

from council.kit.words import gettext, month, names, said
from council.rules.refusal import Refusal
from council.seats.chart import ChartSeat, SeatChart, seat_chart, surname_marks
from council.seats.roll import Roll, composing
from council.seats.tables import BodyRow, SeatRow

Say = Callable[..., str]
VACANT_MARK = Refusal("–")  # one sign in a vacant seat


def body_chart(body: BodyRow, seats: Sequence[SeatRow], lang: str) -> Markup:
    """Who sits where: the blocs, the vacancies, the surnames. Drawn once for as long as they sit so."""
    return _drawn(body, tuple(seats), lang)


@lru_cache(maxsize=128)
def _drawn(body: BodyRow, seats: tuple[SeatRow, ...], lang: str) -> Markup:
    say = partial(gettext, lang)
    marks = surname_marks([seat.name for seat in seats], say(VACANT_MARK.reason))
    term_ends = [seat.term_end for seat in seats if seat.term_end]
    chart = SeatChart(
        seats=[
            ChartSeat(mark, "seated" if seat.filled else "vacant", seat.category)
            for seat, mark in zip(seats, marks, strict=True)
        ],
        blocs=blocs_of(body, seats, say, lang),
        title=say("The %(seats)s seats of %(body)s", seats=len(seats), body=body.name),
        desc=in_words(body, seats, say, lang),
        big=str(len(seats)),
        line=say("seats, until %(month)s", month=month(lang, max(term_ends))) if term_ends else say("seats"),
    )
    return seat_chart(chart, f"seats-{body.key}")


def blocs_of(body: BodyRow, seats: Sequence[SeatRow], say: Say, lang: str) -> dict[str, tuple[str, str]]:
    """Each category's name and how many seats it has, for the labels beside the picture."""
    counts = {kind.key: sum(seat.category == kind.key for seat in seats) for kind in body.law.categories}
    return {
        kind.key: (said(lang, kind.name), seats_said(counts[kind.key], say))
        for kind in body.law.categories
        if counts[kind.key]
    }


def roll_chart(roll: Roll, bodies: Iterable[BodyRow], say: Say, lang: str) -> Markup:
    """A body of several bodies: everybody once, and each vacant seat, in the blocs they come from."""
    blocs = roll_blocs(roll, list(bodies), say, lang)
    marks = surname_marks([one.name for one in roll.people], say(VACANT_MARK.reason))
    drawn = [ChartSeat(mark, "seated", one.category) for one, mark in zip(roll.people, marks, strict=True)]
    drawn += [ChartSeat(say(VACANT_MARK.reason), "vacant", one.category) for one in roll.vacant]
    listed = names(lang, [f"{name} {count}" for name, count in blocs.values()])
    chart = SeatChart(
        seats=sorted(drawn, key=lambda seat: list(blocs).index(seat.bloc)),
        blocs=blocs,
        title=say("Who belongs to %(body)s", body=roll.body.name),
        desc=listed,
        big=str(len(drawn)),
        line=say("people, each counted once"),
    )
    return seat_chart(chart, f"seats-{roll.body.key}")


def roll_blocs(roll: Roll, bodies: Sequence[BodyRow], say: Say, lang: str) -> dict[str, tuple[str, str]]:
    """Each kind of seat on a roll and how many there are: its own first, then those of the bodies it is made of."""
    counts = Counter([one.category for one in roll.people] + [one.category for one in roll.vacant])
    laws = [roll.body.law, *(one.law for one in composing(roll.body, bodies))]
    kinds = {kind.key: kind for law in laws for kind in law.categories if counts[kind.key]}
    return {key: (said(lang, kind.name), people_said(counts[key], say)) for key, kind in kinds.items()}


def people_said(people: int, say: Say) -> str:
    """33 人; 1 person, 33 people."""
    return say("%(people)s person", people=people) if people == 1 else say("%(people)s people", people=people)


def common_term_end(seats: Sequence[SeatRow]) -> date | None:
    """The day on which every holder's term ends; None where they differ or the roster gave none."""
    ends = {seat.term_end for seat in seats if seat.filled}
    return ends.pop() if len(ends) == 1 else None


def seats_said(seats: int, say: Say) -> str:
    """6 席; 1 seat, 6 seats."""
    return say("%(seats)s seat", seats=seats) if seats == 1 else say("%(seats)s seats", seats=seats)


def in_words(body: BodyRow, seats: Sequence[SeatRow], say: Say, lang: str) -> str:
    """The picture as one sentence."""
    blocs = names(lang, [f"{name} {count}" for name, count in blocs_of(body, seats, say, lang).values()])
    vacant = sum(not seat.filled for seat in seats)
    if vacant:
        return say("%(blocs)s; %(vacant)s of them vacant.", blocs=blocs, vacant=vacant)
    return say("%(blocs)s; every seat is filled.", blocs=blocs)
