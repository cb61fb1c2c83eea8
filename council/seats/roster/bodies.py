"""From the lines of one body to the body, judged under its charter."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from council.charters import charters
from council.rules.charter import Category, Charter
from council.rules.refusal import Refusal
from council.rules.seating import Level, SeatState, roster_findings
from council.seats.roster.lines import Line
from council.seats.roster.listed import Finding, Office, RosterBody, RosterMember
from council.seats.roster.offices import offices


@dataclass(frozen=True, slots=True)
class Listed:
    """A seat as the file lists it, with its number and category settled; `office` is none where not known."""

    line: Line
    seat: int
    category: str
    office: Office | None


def found_at(line: Line, refused: bool, message: Refusal) -> Finding:
    """Something to know about one line."""
    return Finding(line.row, line.body or None, refused, message, line.sheet or None)


def guess(name: str, headings: frozenset[str], categories: frozenset[str]) -> Charter | None:
    """The one charter that a body's name, the file's headings and its categories speak for, if there is one."""
    points = {charter: _likeness(charter, name, headings, categories) for charter in charters()}
    best = max(points.values())
    likely = [charter for charter, most in points.items() if most == best]
    return likely[0] if best and len(likely) == 1 else None


def _likeness(charter: Charter, name: str, headings: frozenset[str], categories: frozenset[str]) -> int:
    own = len(charter.categories) > 1 and any(map(charter.category_called, categories))
    in_name = any(word in name for word in charter.resembles)
    return 100 * own + 10 * in_name + len(headings.intersection(charter.resembles))


def judge(lines: Sequence[Line], charter: Charter, county: str) -> tuple[RosterBody, list[Finding]]:
    """The body as the file lists it, and everything that stops it or is to be said of it."""
    findings = [found_at(line, True, said) for line in lines for said in line.refusals]
    seats = list(_settled(lines, charter, findings))
    vacant = _vacancies(charter, seats)
    members = tuple(_member(listed) for listed in seats if listed.line.name)
    findings += _leaders(seats) if charter.convened_by is None else ()
    findings += _doubled(seats)
    stopped = any(finding.refused for finding in findings)
    findings += [one for one in _under_charter(charter, seats, vacant, lines) if one.refused or not stopped]
    plan = tuple(sorted([*((listed.seat, listed.category) for listed in seats), *vacant]))
    first = lines[0]
    body = RosterBody(county, first.township, first.community, first.body, charter.key, members, plan)
    return body, findings


def _settled(lines: Sequence[Line], charter: Charter, findings: list[Finding]) -> Iterator[Listed]:
    """The lines with number and category; what has none is refused and left out."""
    numbered = any(line.seat for line in lines)
    led = charter.convened_by is None  # elsewhere another body's chair leads, and the column says other things
    held: list[Office | None] = ["member" for _ in lines]
    if led:
        held = offices([line.office for line in lines], charter.kind)
    for at, (line, office) in enumerate(zip(lines, held, strict=True), 1):
        category = _category(line, charter)
        if isinstance(category, Refusal):
            findings.append(found_at(line, True, category))
            continue
        seat = line.seat if numbered else at
        if seat is None:
            missing = Refusal("The seat number is missing; other rows of this body have one.")
            findings.append(found_at(line, True, missing))
            continue
        if charter.seats and seat > charter.seats:
            beyond = Refusal(
                "There is no seat %(seat)s: the charter has %(seats)s seats.", seat=seat, seats=charter.seats
            )
            findings.append(found_at(line, True, beyond))
        yield Listed(line, seat, category.key, office)


def _category(line: Line, charter: Charter) -> Category | Refusal:
    """The charter's only category, or the one that the file says; a file says none, so none is invented."""
    if not charter.own_seats:
        return Refusal(
            "%(body)s has no members of its own: they are those of the Party branch committee and of the villagers’"
            " committee. Take these rows out.",
            body=line.body,
        )
    if len(charter.categories) == 1:
        return charter.categories[0]
    if not line.category:
        return Refusal("It is not said which kind of seat this is. Fill in the column 居民类别.")
    found = charter.category_called(line.category)
    return found or Refusal("“%(category)s” is no kind of seat of this charter.", category=line.category[:30])


def _vacancies(charter: Charter, seats: Sequence[Listed]) -> list[tuple[int, str]]:
    """The seats of the charter that the file lacks: each in its category, at its own number where that is free."""
    if charter.seats is None:
        return []
    taken = {listed.seat for listed in seats}
    order = [category.key for category in charter.categories for _ in range(category.seats or 0)]
    lacking = Counter(order) - Counter(listed.category for listed in seats)
    vacant, free = [], []
    for number, category in enumerate(order, 1):
        if number in taken:
            continue
        if lacking[category]:
            lacking[category] -= 1
            vacant.append((number, category))
        else:
            free.append(number)
    return vacant + list(zip(free, lacking.elements(), strict=False))


def _member(listed: Listed) -> RosterMember:
    line = listed.line
    return RosterMember(
        row=line.row,
        seat=listed.seat,
        name=line.name or "",
        sex=line.sex,
        category=listed.category,
        phone=line.phone,
        office=listed.office or "member",
        term_start=line.term_start,
        term_end=line.term_end,
        household=line.household,
    )


def _leaders(seats: Sequence[Listed]) -> Iterator[Finding]:
    chairs = [listed.line for listed in seats if listed.office == "chair" and listed.line.name]
    for line in chairs[1:]:
        two = Refusal("Two are listed as chair: %(first)s and %(second)s.", first=chairs[0].name, second=line.name)
        yield found_at(line, True, two)
    if seats and not chairs:
        line = seats[0].line
        yield found_at(line, False, Refusal("Nobody is listed as chair."))
    for listed in seats:
        if listed.office is None:
            unknown = Refusal("“%(office)s” is no office known here: kept as a member.", office=listed.line.office[:30])
            yield found_at(listed.line, False, unknown)


def _doubled(seats: Sequence[Listed]) -> Iterator[Finding]:
    """Two of one name may be two people, so they are kept and said, unless their households tell them apart."""
    homes: defaultdict[str, list[str | None]] = defaultdict(list)
    last: dict[str, Line] = {}
    for listed in seats:
        if name := listed.line.name:
            homes[name].append(listed.line.household)
            last[name] = listed.line
    for name, line in reversed(last.items()):
        if len(set(homes[name]) - {None}) < len(homes[name]) > 1:
            twice = Refusal("%(name)s is listed twice. If it is one person, take one row out.", name=name)
            yield found_at(line, False, twice)


def _under_charter(
    charter: Charter, seats: Sequence[Listed], vacant: Sequence[tuple[int, str]], lines: Sequence[Line]
) -> Iterator[Finding]:
    """What `rules` says of the whole body, each thing at its row. Whoever a row names is a member of its own."""
    states = [
        SeatState(listed.seat, listed.category, bool(listed.line.name), at if listed.line.name else None)
        for at, listed in enumerate(seats)
    ]
    states += [SeatState(number, category, False) for number, category in vacant]
    for found in roster_findings(charter, states):
        line = next((listed.line for listed in reversed(seats) if listed.seat == found.seat), lines[0])
        yield found_at(line, found.level is Level.REFUSED, found.refusal)
