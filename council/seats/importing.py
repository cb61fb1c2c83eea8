"""The body of the `import` command: read, show in Chinese what would be founded, ask, found with progress."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import IntegrityError

from council.charters import CHARTERS
from council.kit.db import Database
from council.kit.words import DEFAULT, gettext, said
from council.rules.refusal import N_, Refusal
from council.seats import founding
from council.seats.founding import Founded
from council.seats.preview import CommunityPlan, Preview
from council.seats.roster import read_roster
from council.seats.roster.listed import Finding, PlaceGiven

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class WrongUsage(Exception):
    """The command was called in a way that cannot be meant."""


def run_import(
    database: Database,
    path: Path,
    *,
    charter: str | None,
    place: str | None,
    preview: bool,
    yes: bool,
    as_json: bool,
    out: TextIO,
    ask: Callable[[str], str] = input,
) -> int:
    """Import a roster. The exit code: 0 done, 1 refused (by the file or at the question), 2 wrong usage."""
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    try:
        if as_json and not (preview or yes):
            raise WrongUsage(_say(N_("--json asks nothing: add --preview or --yes.")))
        filename, data = _file(path)
        roster = read_roster(filename, data, charter=_charter(charter), place=place_given(place))
        seen = database.read_now(lambda db: founding.preview(db, roster))
        if not as_json:
            show_preview(console, seen)
        founded = None
        if seen.to_do and not preview:
            if not yes and not _agreed(ask):
                console.print(_say(N_("Nothing was founded.")))
                return REFUSED
            founded = _found(database, seen, console, quiet=as_json)
        if as_json:
            out.write(json.dumps(as_facts(seen, founded), ensure_ascii=False, indent=1) + "\n")
        return REFUSED if roster.refused else DONE
    except WrongUsage as wrong:
        console.print(str(wrong))
        return WRONG_USAGE
    except Refusal as refusal:
        if as_json:
            out.write(json.dumps({"refused": True, "reason": said(DEFAULT, refusal)}, ensure_ascii=False) + "\n")
        else:
            console.print(said(DEFAULT, refusal))
        return REFUSED


def _say(sentence: str, **facts: object) -> str:
    return gettext(DEFAULT, sentence, **facts)


def _file(path: Path) -> tuple[str, bytes]:
    try:
        return path.name, path.read_bytes()
    except OSError:
        raise WrongUsage(_say(N_("There is no file %(path)s that can be read."), path=path)) from None


def _charter(key: str | None) -> str | None:
    if key is not None and key not in CHARTERS:
        known = ", ".join(CHARTERS)
        raise WrongUsage(_say(N_("There is no charter %(key)s. There are: %(known)s."), key=key, known=known))
    return key


def place_given(text: str | None) -> PlaceGiven:
    """What --place says: 县, 县/街道 or 县/街道/社区."""
    if text is None:
        return PlaceGiven()
    parts = [part.strip() for part in re.split("[/／]", text)]
    if not all(parts) or len(parts) > 3 or max(map(len, parts)) > 40:
        raise WrongUsage(_say(N_("--place is written 县/街道 or 县/街道/社区, such as 青松县/东溪镇.")))
    return PlaceGiven(*parts)


def _agreed(ask: Callable[[str], str]) -> bool:
    try:
        return ask(_say(N_("Found this? y/N")) + " ").strip().lower() in ("y", "yes", "是")
    except EOFError:
        return False


def _found(database: Database, seen: Preview, console: Console, *, quiet: bool) -> Founded:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=quiet) as progress:
        task = progress.add_task(_say(N_("Founding")), total=len(seen.to_do))

        def step(plan: CommunityPlan) -> None:
            progress.advance(task)

        try:
            founded = founding.found(database, seen.roster, step)
        except IntegrityError:
            raise Refusal(
                "Somebody else founded at the same moment. Do it again: what stands is passed over."
            ) from None
    if not quiet:
        console.print(
            _say(
                N_("Founded: %(communities)s communities, %(bodies)s bodies, %(members)s members."),
                communities=founded.communities, bodies=founded.bodies, members=founded.members,
            )
        )  # fmt: skip
    return founded


# ── what a person sees before it is done ──


def show_preview(console: Console, seen: Preview) -> None:
    """Counts first, then what stops the file, every row that differs, and what to know; of many alike, the first."""
    for line in summary(seen):
        console.print(line)
    _table(console, N_("Stops the file"), [_finding(one) for one in seen.refusals])
    _table(console, N_("Stands and differs; left alone"), list(_differing(seen)))
    _table(console, N_("Good to know"), [_finding(one) for one in seen.warnings])


def summary(seen: Preview) -> Iterator[str]:
    """The preview in a few sentences, in Chinese."""
    roster = seen.roster
    yield _say(N_("File: %(name)s"), name=roster.filename)
    if seen.stops:
        yield _say(N_("%(count)s things stop the whole file. Nothing is founded."), count=seen.stops)
    elif seen.to_do:
        yield _say(
            N_("To be founded: %(communities)s communities, %(bodies)s bodies, %(members)s members."),
            communities=seen.new_communities, bodies=len(seen.new_bodies), members=seen.new_members,
        )  # fmt: skip
    else:
        yield _say(N_("There is nothing to found: everything in the file stands already."))
    for plan in seen.to_do[:3]:
        yield f"  {plan.county}{plan.township or ''}{plan.name}  {plan.url}"
    if len(seen.to_do) > 3:
        yield "  " + _say(N_("and %(count)s more"), count=len(seen.to_do) - 3)
    for plan in seen.to_do:
        if plan.namesake:
            yield _say(
                N_("%(name)s stands already in %(township)s. If it is the same, add --place %(county)s/%(township)s."),
                name=plan.name, county=plan.county, township=plan.namesake,
            )  # fmt: skip
    if seen.same:
        yield _say(N_("Standing and the same: %(count)s bodies."), count=len(seen.same))
    if seen.differing:
        yield _say(N_("Standing and different, left alone: %(count)s bodies."), count=len(seen.differing))
    if roster.read_past:
        yield _say(N_("Columns read past and not kept: %(columns)s."), columns=roster.read_past)


Line = tuple[str, str, str]


def _finding(finding: Finding) -> Line:
    where = f"{finding.sheet or ''} {finding.row or ''}".strip()
    return where, finding.body or "", said(DEFAULT, finding.message)


def _differing(seen: Preview) -> Iterator[Line]:
    for one in seen.differing:
        for difference in one.differences:
            yield str(difference.row or ""), one.body.name, said(DEFAULT, difference.message)


def _table(console: Console, title: str, lines: Sequence[Line]) -> None:
    if not lines:
        return
    table = Table(title=_say(title), title_justify="left", show_edge=False)
    for heading in (N_("Row"), N_("Council or body"), N_("Remark")):
        table.add_column(_say(heading), overflow="fold")  # Chinese has no spaces to break at
    for line in lines:
        table.add_row(*line)
    console.print(table)


# ── what a machine reads ──


def as_facts(seen: Preview, founded: Founded | None) -> dict[str, object]:
    """The whole preview, nothing cut, and what was founded."""
    roster = seen.roster
    return {
        "file": roster.filename,
        "sha256": roster.sha256,
        "refused": roster.refused,
        "to_found": {
            "communities": seen.new_communities, "bodies": len(seen.new_bodies), "members": seen.new_members,
        },
        "founded": founded and {
            "communities": founded.communities, "bodies": founded.bodies, "members": founded.members,
        },
        "communities": [
            {
                "county": plan.county, "township": plan.township, "community": plan.name, "url": plan.url,
                "stands": plan.id is not None, "namesake_in": plan.namesake,
                "new": [{"key": key, "name": body.name, "charter": body.charter} for key, body in plan.new],
                "same": [body.name for body in plan.same],
                "differing": [
                    {
                        "name": one.body.name,
                        "rows": [{"row": d.row, "message": said(DEFAULT, d.message)} for d in one.differences],
                    }
                    for one in plan.differing
                ],
            }
            for plan in seen.plans
        ],
        "findings": [
            {
                "sheet": finding.sheet, "row": finding.row, "body": finding.body,
                "level": "refused" if finding.refused else "warned", "message": said(DEFAULT, finding.message),
            }
            for finding in roster.findings
        ],
        "read_past": list(roster.read_past),
        "charter_guessed": roster.charter_guessed,
    }  # fmt: skip
