"""A roster as its clerk really keeps it: read whole, judged whole, before anything is founded from it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

from council.charters import charters
from council.rules.charter import Charter
from council.rules.refusal import Refusal
from council.seats.roster.bodies import found_at, guess, judge
from council.seats.roster.grid import Table, find_tables, nameless
from council.seats.roster.lines import Line, read_lines
from council.seats.roster.listed import Finding, Office, PlaceGiven, Roster, RosterBody, RosterMember, Sex
from council.seats.roster.remarks import remarks
from council.seats.roster.sheets import Sheet, read_sheets

__all__ = ["Finding", "Office", "PlaceGiven", "Roster", "RosterBody", "RosterMember", "Sex", "read_roster"]


def read_roster(filename: str, data: bytes, *, charter: str | None = None, place: PlaceGiven | None = None) -> Roster:
    """Read a spreadsheet of one body or of a whole county.

    `charter` is a charter's key, else it is guessed from the file; `place` stands where the file names none.
    A file that is no roster at all raises a Refusal; what is wrong in its rows stands in `findings`.
    """
    given = _charter_called(charter) if charter is not None else None
    place = place or PlaceGiven()
    sheets = read_sheets(filename, data)
    tables = _tables(sheets)
    lines = [line for table in tables for line in read_lines(table, place)]
    if not lines:
        raise Refusal("The file names nobody: there is no row with a name below the headings.")
    bodies, findings = _judged(lines, given, _words(tables), place)
    findings = [*_unread(sheets, tables), *remarks(lines, bodies, place, guessed=given is None), *findings]
    if len({table.sheet.name for table in tables}) == 1:
        findings = [replace(finding, sheet=None) for finding in findings]
    return Roster(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        bodies=tuple(bodies),
        findings=tuple(sorted(findings, key=lambda finding: not finding.refused)),
        read_past=_read_past(tables, bodies),
        charter_guessed=given is None,
    )


def _charter_called(key: str) -> Charter:
    found = next((charter for charter in charters() if charter.key == key), None)
    if found is None:
        raise Refusal("There is no charter “%(charter)s”. There are: %(charters)s.", charter=key, charters=_known())
    return found


def _known() -> str:
    return ", ".join(f"{charter.key} ({charter.name.zh})" for charter in charters())


def _tables(sheets: Sequence[Sheet]) -> list[Table]:
    tables = [table for sheet in sheets if not sheet.hidden for table in find_tables(sheet)]
    if not tables:
        raise next(
            filter(None, map(nameless, sheets)),
            Refusal("No list of members is found. Write headings over it, one of them 姓名."),
        )
    return tables


def _words(tables: Sequence[Table]) -> frozenset[str]:
    return frozenset(word for table in tables for word in (*table.headings.values(), *table.read_past))


def _judged(
    lines: Sequence[Line], given: Charter | None, headings: frozenset[str], place: PlaceGiven
) -> tuple[list[RosterBody], list[Finding]]:
    """Every body in the order of the file. Lines without a village or a body have only what is wrong in them."""
    bodies: dict[tuple[str | None, str | None, str, str], list[Line]] = {}
    findings: list[Finding] = []
    for line in lines:
        if line.community and line.body:
            bodies.setdefault((line.county, line.township, line.community, line.body), []).append(line)
        else:
            findings += [found_at(line, True, refusal) for refusal in line.refusals]
    judged: list[RosterBody] = []
    for own in bodies.values():
        charter = given or _named(own) or _guessed(own, headings)
        if isinstance(charter, Refusal):
            findings.append(found_at(own[0], True, charter))
            continue
        body, more = judge(own, charter, own[0].county or place.county)
        judged.append(body)
        findings += more
    return judged, findings


def _named(lines: Sequence[Line]) -> Charter | Refusal | None:
    """The charter that the file's column 章程 names, by its key or its name."""
    words = {line.charter for line in lines if line.charter}
    if not words:
        return None
    found = [charter for charter in charters() if {charter.key, normalize("NFKC", charter.name.zh)} & words]
    if len(words) == 1 and found:
        return found[0]
    return Refusal(
        "“%(charter)s” is no charter. There are: %(known)s.", charter="、".join(sorted(words))[:60], known=_known()
    )


def _guessed(lines: Sequence[Line], headings: frozenset[str]) -> Charter | Refusal:
    found = guess(lines[0].body, headings, frozenset(line.category for line in lines if line.category))
    return found or Refusal("The charter cannot be guessed from the file. Name one: %(charters)s.", charters=_known())


def _unread(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[Finding]:
    """Which sheets hold something and were not read: a cover, a hidden sheet."""
    read = {id(table.sheet) for table in tables}
    return [
        Finding(
            None,
            None,
            False,
            Refusal("The sheet “%(sheet)s” is not a list of members and is not read.", sheet=sheet.name),
        )
        for sheet in sheets
        if any(sheet.rows) and id(sheet) not in read
    ]


def _read_past(tables: Sequence[Table], bodies: Sequence[RosterBody]) -> tuple[str, ...]:
    """The columns that are not kept; that of the category too where no body has more than one."""
    past = [word for table in tables for word in table.read_past]
    several = {charter.key for charter in charters() if len(charter.categories) > 1}
    if bodies and several.isdisjoint(body.charter for body in bodies):
        past += [table.headings["category"] for table in tables if "category" in table.headings]
    return tuple(dict.fromkeys(past))
