"""A council's rule in words, with its own numbers: how many are enough here, today."""

from collections import Counter
from collections.abc import Iterator, Sequence

from council.rules.charter import Charter
from council.rules.makeup import Makeup, present_needed
from council.rules.provisions import Portion
from council.rules.refusal import N_, Name, Refusal
from council.rules.share import Base, Part
from council.rules.threshold import Count, unanimous
from council.seats.headcount import Headcount
from council.seats.roll import Roll, composing
from council.seats.tables import BodyRow, SeatRow

SEXES = {"male": Refusal("male"), "female": Refusal("female")}
BASES = {
    Base.SEATS: Refusal("all seats"),
    Base.FILLED: Refusal("those who hold a seat"),
    Base.ELIGIBLE: Refusal("those who hold a seat and do not stand aside"),
    Base.ENTITLED: Refusal("those who may vote"),
    Base.PRESENT: Refusal("those who take part in the vote"),
    Base.CAST: Refusal("the votes for and against"),
}
MEETING = {
    Base.PRESENT: Refusal("those who attend the meeting"),
    Base.SEATS: Refusal("all who belong to it, vacant seats counted"),
    Base.FILLED: Refusal("all who belong to it"),
    Base.ENTITLED: Refusal("all who are entitled to attend"),
}
VOTE_COUNTS = N_("The vote counts only if %(needed)s take part: %(part)s of %(base)s, who are %(of)s today.")
ENOUGH_COME = {
    "persons": N_("The meeting can decide only if %(needed)s come: %(part)s of %(base)s, who are %(of)s today."),
    "households": N_(
        "The meeting can decide only if %(needed)s households send someone: %(part)s of %(base)s, which are"
        " %(of)s today."
    ),
}
HOUSEHOLDS = {
    Base.ENTITLED: Refusal("all households"),
    Base.PRESENT: Refusal("the households that send someone"),
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


def made_of_people(roll: Roll, bodies: Sequence[BodyRow]) -> Refusal:
    """Of whom a body of several bodies is made, each person once, and how many seats of theirs are vacant."""
    counts = Counter(one.category for one in roll.people)
    shares = [
        Refusal("%(name)s %(people)s people", name=category.name, people=counts[category.key])
        for body in (roll.body, *composing(roll.body, bodies))
        for category in body.law.categories
        if counts[category.key]
    ]
    facts = {"people": len(roll.people), "shares": shares}
    if roll.vacant:
        return Refusal("%(people)s people: %(shares)s. Vacant seats: %(vacant)s.", **facts, vacant=len(roll.vacant))
    return Refusal("%(people)s people: %(shares)s.", **facts)


def counted_said(head: Headcount) -> Refusal:
    """How many are on a roll that is only counted, as a sentence."""
    if head.households:
        facts = {"people": head.people, "households": head.households}
        return Refusal("%(people)s people in %(households)s households.", **facts)
    return Refusal("There are %(people)s people on the roll.", people=head.people)


def how_many(body: BodyRow, head: Headcount) -> Refusal:
    """How large a body is, in a few words: its seats; its people where it is made of others or only counted."""
    if body.counted and head.households:
        return Refusal("%(people)s people, %(households)s households", people=head.people, households=head.households)
    if body.counted or body.law.composed_of:
        return Refusal("%(people)s people", people=head.people)
    if head.vacant:
        return Refusal("%(seats)s seats, %(vacant)s of them vacant", seats=head.seats, vacant=head.vacant)
    return Refusal("%(seats)s seats", seats=head.seats)


def how_it_passes(law: Charter, before: Count, made: Makeup | None = None) -> tuple[Refusal, ...]:
    """Sentences on what carries a motion, counted for these people as if everybody took part."""
    return tuple(_sentences(law, before, made))


def _sentences(law: Charter, before: Count, made: Makeup | None) -> Iterator[Refusal]:
    best = unanimous(law.rule, before)
    threshold = law.rule.threshold
    bases = BASES | (HOUSEHOLDS if law.count_by == "households" else {} if law.window else MEETING)
    if threshold.base is Base.SEATS and law.window:
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
            base=bases[threshold.base],
            of=best.of,
            needed=best.needed,
        )
    if law.rule.quorum:
        yield Refusal(
            ENOUGH_COME[law.count_by] if not law.window else VOTE_COUNTS,
            needed=best.quorum_needed,
            part=part_said(law.rule.quorum),
            base=bases[law.rule.quorum.base],
            of=best.quorum_of,
        )
    for portion in law.present_shares:
        if made is None:
            break
        yield Refusal(
            "Also %(needed)s of the %(all)s must be there who are %(who)s.",
            needed=present_needed(portion, made),
            all=made.of(portion.who),
            who=portion_said(law, portion),
        )


def portion_said(law: Charter, portion: Portion) -> Refusal | Name:
    """Whom a share of the charter's is of, in words."""
    own = law.categories[0].name if law.categories else law.name
    if portion.who == "own":
        return own
    return Refusal("women") if portion.who == "women" else Refusal("women among the %(own)s", own=own)


def part_said(part: Part) -> Refusal:
    """At least two thirds; more than half."""
    return (
        Refusal("more than %(share)s", share=part.share)
        if part.strict
        else Refusal("at least %(share)s", share=part.share)
    )
