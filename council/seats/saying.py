"""A council's rule in words, with its own numbers: how many are enough here, today."""

from collections.abc import Iterator, Sequence

from council.rules.charter import Charter
from council.rules.opening import count_before
from council.rules.refusal import Refusal
from council.rules.share import Base, Part
from council.rules.threshold import unanimous
from council.seats.tables import SeatRow

OFFICES = {"chair": Refusal("chair"), "vice_chair": Refusal("vice chair"), "member": Refusal("plain member")}
SEXES = {"male": Refusal("male"), "female": Refusal("female")}
BASES = {
    Base.SEATS: Refusal("all seats"),
    Base.FILLED: Refusal("those who hold a seat"),
    Base.ELIGIBLE: Refusal("those who hold a seat and do not stand aside"),
    Base.ENTITLED: Refusal("those who may vote"),
    Base.PRESENT: Refusal("those who take part in the vote"),
    Base.CAST: Refusal("the votes for and against"),
}


def made_of(law: Charter, seats: Sequence[SeatRow]) -> Refusal:
    """How the seats are shared among the categories, and how many are vacant."""
    shares = [
        Refusal("%(name)s %(seats)s seats", name=category.name, seats=number)
        for category in law.categories
        if (number := sum(seat.category == category.key for seat in seats))
    ]
    vacant = sum(not seat.filled for seat in seats)
    if len(shares) > 1 and vacant:
        return Refusal(
            "%(seats)s seats: %(shares)s. Vacant: %(vacant)s.", seats=len(seats), shares=shares, vacant=vacant
        )
    if len(shares) > 1:
        return Refusal("%(seats)s seats: %(shares)s. All are filled.", seats=len(seats), shares=shares)
    if vacant:
        return Refusal("%(seats)s seats. Vacant: %(vacant)s.", seats=len(seats), vacant=vacant)
    return Refusal("%(seats)s seats. All are filled.", seats=len(seats))


def how_it_passes(law: Charter, seats: Sequence[SeatRow]) -> tuple[Refusal, ...]:
    """Sentences on what carries a motion, counted for these seats as if everybody took part."""
    return tuple(_sentences(law, seats))


def _sentences(law: Charter, seats: Sequence[SeatRow]) -> Iterator[Refusal]:
    best = unanimous(law.rule, count_before([seat.state for seat in seats]))
    threshold = law.rule.threshold
    if threshold.base is Base.SEATS:
        yield Refusal(
            "A motion passes with %(needed)s seats in favour: %(part)s of all %(of)s. Vacant seats count in the total.",
            needed=best.needed,
            part=part_said(threshold),
            of=best.of,
        )
    else:
        yield Refusal(
            "A motion passes with %(part)s of %(base)s in favour. Of %(of)s, that is %(needed)s.",
            part=part_said(threshold),
            base=BASES[threshold.base],
            of=best.of,
            needed=best.needed,
        )
    if law.rule.quorum:
        yield Refusal(
            "The vote counts only if %(needed)s take part: %(part)s of %(base)s, who are %(of)s today.",
            needed=best.quorum_needed,
            part=part_said(law.rule.quorum),
            base=BASES[law.rule.quorum.base],
            of=best.quorum_of,
        )


def part_said(part: Part) -> Refusal:
    """At least two thirds; more than half."""
    return (
        Refusal("more than %(share)s", share=part.share)
        if part.strict
        else Refusal("at least %(share)s", share=part.share)
    )
