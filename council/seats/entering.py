"""Writing down what a plan founds: its bodies, seats, members and tenures, and what the book says of them."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import SQLModel

from council.charters import charter
from council.kit.act import Act
from council.kit.ids import new_id
from council.seats.matching import Person
from council.seats.preview import CommunityPlan
from council.seats.roster.listed import RosterBody, RosterMember

TABLES = {name: SQLModel.metadata.tables[name] for name in ("membership", "body", "seat", "tenure")}
Numbers = Mapping[tuple[str, int], tuple[UUID, int]]
"""Who holds each seat, by the body's key and the seat: membership and its number."""


def numbered(plan: CommunityPlan, last: int | None) -> Numbers:
    """A membership for every person of the plan. `last` is the highest number there is; None in a new community,
    where the number of its first body's members is their seat's: 柳桥-8 has seat 8."""
    first = plan.new[0][0] if last is None else None
    highest = last or max((number for number, _ in plan.new[0][1].seats), default=0)
    held: dict[tuple[str, int], tuple[UUID, int]] = {}
    for person in plan.people:
        if person.known:
            member = person.known.id, person.known.number
        elif own := next((row.seat for key, row in person.rows if key == first), None):
            member = new_id(), own
        else:
            highest += 1
            member = new_id(), highest
        held.update({(key, row.seat): member for key, row in person.rows})
    return held


def enter(act: Act, plan: CommunityPlan, numbers: Numbers) -> None:
    """Every row of the plan. Many rows: without entities it takes half the time."""
    core = act.db.connection()
    for rows, table in _rows(act, plan, numbers):
        if rows:
            core.execute(insert(TABLES[table]), rows)
    for person in plan.people:
        if person.known and (learnt := person.learnt()):
            of, member = TABLES["membership"], person.known.id
            core.execute(update(of).where(of.c.community_id == act.community, of.c.id == member).values(**learnt))


def _rows(act: Act, plan: CommunityPlan, numbers: Numbers) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """What is written of the new bodies, table by table."""
    own = {"community_id": act.community}
    yield [own | _member(person, numbers) for person in plan.people if person.known is None], "membership"
    yield [
        own | {"key": key, "name": body.name, "charter": body.charter, "founded_at": act.now}
        for key, body in plan.new
    ], "body"  # fmt: skip
    yield [
        own | {"body_key": key, "number": number, "category": category}
        for key, body in plan.new for number, category in body.seats
    ], "seat"  # fmt: skip
    yield [
        own | {
            "body_key": key, "id": new_id(), "seat": member.seat, "membership_id": numbers[key, member.seat][0],
            "office": member.office, "term_start": member.term_start, "term_end": member.term_end,
            "began_at": act.now,
        }
        for key, body in plan.new for member in body.members
    ], "tenure"  # fmt: skip


def _member(person: Person, numbers: Numbers) -> dict[str, Any]:
    key, row = person.rows[0]
    id, number = numbers[key, row.seat]
    said = {what: person.said(what) for what in ("sex", "phone", "household")}
    return {"id": id, "number": number, "name": person.name, **said}


# ── what the book says ──


def facts_of(key: str, body: RosterBody, numbers: Numbers) -> dict[str, object]:
    """A body as the book writes it: names are sealed beside, telephone numbers never enter.

    Of a roll that is only counted in public, nothing tells who is on it.
    """
    if charter(body.charter).roll == "counted":
        households = len({member.household for member in body.members if member.household})
        return {"body": key, "charter": body.charter, "filled": len(body.members), "households": households}
    holders = {member.seat: member for member in body.members}
    seats: list[dict[str, object]] = []
    for number, category in body.seats:
        seats.append({"seat": number, "category": category})
        if number in holders:
            seats[-1] |= _holder(holders[number], numbers[key, number][1])
    return {"body": key, "charter": body.charter, "seats": seats}


def _holder(member: RosterMember, number: int) -> dict[str, object]:
    facts: dict[str, object] = {"member": number, "office": member.office}
    if member.term_start:
        facts["from"] = member.term_start.isoformat()
    if member.term_end:
        facts["to"] = member.term_end.isoformat()
    return facts


def named(plan: CommunityPlan, numbers: Numbers) -> dict[str, str]:
    """The names that are public from now on, by member number."""
    return {
        f"member:{numbers[key, member.seat][1]}": member.name
        for key, body in plan.new
        if charter(body.charter).roll == "named"
        for member in body.members
    }
