"""What is to be said of a whole file once, with counts, and how long a list of findings may grow."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from council.charters import charter, charters
from council.rules.refusal import Refusal
from council.seats.roster.lines import Line
from council.seats.roster.listed import Finding, PlaceGiven, RosterBody

_MOST_ALIKE = {True: 50, False: 10}  # refusals, warnings


def remarks(
    lines: Sequence[Line], bodies: Sequence[RosterBody], place: PlaceGiven, *, guessed: bool
) -> Iterator[Finding]:
    """What a file lacks is not invented, and is said; what was guessed or taken from elsewhere is said too."""
    for message in (
        *_guessed(bodies if guessed else ()),
        *_of_places(lines, place),
        *_of_people(_named(lines, bodies)),
    ):
        yield Finding(None, None, False, message)


def _guessed(bodies: Sequence[RosterBody]) -> Iterator[Refusal]:
    keys = {body.charter for body in bodies}
    for law in charters():
        if law.key in keys:
            yield Refusal("The charter is guessed from the file: %(charter)s.", charter=law.name)


def _of_places(lines: Sequence[Line], place: PlaceGiven) -> Iterator[Refusal]:
    if any(line.county is None for line in lines):
        yield Refusal("The file names no county; it stands under %(county)s.", county=place.county)
    if held_on := sum(line.from_above for line in lines):
        yield Refusal("Rows that leave the place empty, read as in the row above them: %(rows)s.", rows=held_on)


def _named(lines: Sequence[Line], bodies: Sequence[RosterBody]) -> list[Line]:
    """The lines of whom a term and a telephone are expected: not those of a whole village's roll."""
    counted = {body.name for body in bodies if charter(body.charter).roll == "counted"}
    return [line for line in lines if line.body not in counted]


def _of_people(lines: Sequence[Line]) -> Iterator[Refusal]:
    people = [line for line in lines if line.name]
    if without := sum(line.term_end is None for line in people):
        yield Refusal(
            "%(members)s of %(all)s members have no term end; it stays empty.", members=without, all=len(people)
        )
    if without := sum(line.term_start is None for line in people):
        yield Refusal(
            "%(members)s of %(all)s members have no term start; it stays empty.", members=without, all=len(people)
        )
    if without := sum(line.phone is None for line in people):
        yield Refusal(
            "%(members)s of %(all)s members have no phone; they sign in with the short name on their slip.",
            members=without,
            all=len(people),
        )
    names: defaultdict[str, set[str]] = defaultdict(set)
    for line in people:
        if line.phone and line.name:
            names[line.phone].add(line.name)
    if shared := sum(len(own) > 1 for own in names.values()):
        yield Refusal(
            "Phone numbers beside more than one name: %(phones)s. Nobody is taken for someone else.",
            phones=shared,
        )


def few(findings: Sequence[Finding]) -> Iterator[Finding]:
    """For a screen: the findings by kind; of many of one kind only the first, and how many more there are."""
    kinds: dict[tuple[bool, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.refused, finding.message.reason), []).append(finding)
    for (refused, _), alike in kinds.items():
        most = _MOST_ALIKE[refused]
        yield from alike[:most]
        if len(alike) > most:
            message = Refusal("More of this kind: %(more)s. The last of them is here.", more=len(alike) - most)
            yield replace(alike[-1], message=message)
