"""The roll of a meeting as it is read: counted as a whole, or some of its people at a time.

An assembly's roll has 1,500 rows. What a page shows of all of them is counted by the database.
"""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.kit.queries import ESCAPE, Query, escaped
from council.meetings.columns import ATTENDANCE, MEMBERSHIP
from council.meetings.rows import MeetingRow, OnRollRow, Person
from council.meetings.tables import Attendance
from council.people.tables import Membership
from council.rules.hall import Channel, Group, Hall, Presence, Relation, hall_of

PAGE = 50  # people on one page of the roll
NOBODY = 0  # no member has this number
CAME_IN = SQLModel.metadata.tables["membership"].alias("came")
CAME = CAME_IN.c


def halls_of(db: Db, community: UUID, meetings: Collection[MeetingRow]) -> dict[UUID, Hall]:
    """Who is there, meeting by meeting; empty where the roll is not called yet. One statement."""
    opened = [one.id for one in meetings if one.opened_at]
    rows = db.execute(ALIKE, {"community": community, "meetings": opened}).all() if opened else ()
    groups: dict[UUID, list[Group]] = {}
    for meeting, many, status, channel, woman, own in rows:
        there, came = Presence(status) if status else None, Channel(channel) if channel else None
        groups.setdefault(meeting, []).append(Group(many, there, came, woman=bool(woman), own=bool(own)))
    return {
        one.id: hall_of(one.law, groups.get(one.id, ()), vacant=one.vacant, reported=one.reported) for one in meetings
    }


_ALIKE = (ATTENDANCE.meeting_id, ATTENDANCE.status, ATTENDANCE.channel, ATTENDANCE.woman, ATTENDANCE.own)
ALIKE = (
    select(_ALIKE[0], func.count(), *_ALIKE[1:])
    .where(ATTENDANCE.community_id == bindparam("community"), ATTENDANCE.meeting_id.in_(bindparam("meetings")))
    .group_by(*_ALIKE)
)


# ── some of its people ──


def roll_of_meeting(db: Db, community: UUID, meeting: UUID, *, present: bool = False) -> list[OnRollRow]:
    """Everybody on the roll, or everybody present, by number. For rolls of some dozens, and for papers."""
    query = PRESENT if present else ON_ROLL
    return [_row(row) for row in db.execute(query, {"community": community, "meetings": [meeting]}).all()]


def away_from(db: Db, community: UUID, meetings: Collection[UUID]) -> dict[UUID, list[OnRollRow]]:
    """Who did not come to each of these meetings, by number. One statement."""
    found: dict[UUID, list[OnRollRow]] = {meeting: [] for meeting in meetings}
    for *row, meeting in db.execute(AWAY, {"community": community, "meetings": list(meetings)}).all():
        found[meeting].append(_row(row))
    return found


def page_of_roll(
    db: Db, community: UUID, meeting: UUID, *, after: int = 0, looked_for: str = "", status: str = "", most: int = PAGE
) -> tuple[list[OnRollRow], int | None]:
    """Some of the roll, and the number after which the next page begins; None where this is the last.

    `looked_for` is a part of a name, a member number, or a household. `status`: "open" for who is not called yet.
    """
    digits = looked_for.rpartition("-")[2]
    values = {
        "community": community, "meetings": [meeting], "after": after, "household": looked_for,
        "words": escaped(looked_for), "status": status,
        "number": int(digits) if digits.isdecimal() and len(digits) < 7 else NOBODY, "most": most + 1,
    }  # fmt: skip
    query = _page(looked_for=bool(looked_for), of_status=bool(status), not_called=status == "open")
    rows = [_row(row) for row in db.execute(query, values).all()]
    return rows[:most], rows[most - 1].number if len(rows) > most else None


@cache
def _page(*, looked_for: bool, of_status: bool, not_called: bool) -> Query:
    """The query of each kind of page, built when it is first asked."""
    query = ON_ROLL.where(ATTENDANCE.number > bindparam("after")).limit(bindparam("most"))
    if looked_for:
        of_name = MEMBERSHIP.name.contains(bindparam("words"), escape=ESCAPE)
        of_household = ATTENDANCE.household == bindparam("household")
        query = query.where(or_(of_name, of_household, ATTENDANCE.number == bindparam("number")))
    if of_status:
        called = ATTENDANCE.status.is_(None) if not_called else ATTENDANCE.status == bindparam("status")
        query = query.where(called)
    return query


def people_numbered(db: Db, community: UUID, meeting: UUID, numbers: Iterable[int]) -> dict[int, OnRollRow]:
    """Those of the roll with these member numbers."""
    asked = {"community": community, "meetings": [meeting], "numbers": list(numbers)}
    return {row.number: row for row in map(_row, db.execute(NUMBERED, asked).all())}


def of_households(db: Db, community: UUID, meeting: UUID, households: Iterable[str]) -> dict[str, OnRollRow]:
    """The households of the roll with these numbers, where the meeting counts households."""
    asked = {"community": community, "meetings": [meeting], "households": list(households)}
    return {row.household or "": row for row in map(_row, db.execute(OF_HOUSEHOLDS, asked).all())}


ON_ROLL = (
    select(
        ATTENDANCE.membership_id, ATTENDANCE.number, MEMBERSHIP.name, ATTENDANCE.category, ATTENDANCE.household,
        ATTENDANCE.status, ATTENDANCE.channel, ATTENDANCE.reason, ATTENDANCE.note, ATTENDANCE.delegate,
        ATTENDANCE.relation, ATTENDANCE.mandate, CAME.id, CAME.number, CAME.name,
    )
    .select_from(Attendance)
    .outerjoin(CAME_IN, and_(CAME.community_id == ATTENDANCE.community_id, CAME.id == ATTENDANCE.came_id))
    .join(
        Membership,
        and_(MEMBERSHIP.community_id == ATTENDANCE.community_id, MEMBERSHIP.id == ATTENDANCE.membership_id),
    )
    .where(ATTENDANCE.community_id == bindparam("community"), ATTENDANCE.meeting_id.in_(bindparam("meetings")))
    .order_by(ATTENDANCE.number)
)  # fmt: skip
NUMBERED = ON_ROLL.where(ATTENDANCE.number.in_(bindparam("numbers")))
OF_HOUSEHOLDS = ON_ROLL.where(ATTENDANCE.household.in_(bindparam("households")))
PRESENT = ON_ROLL.where(ATTENDANCE.status == "present")
AWAY = ON_ROLL.where(ATTENDANCE.status.in_(("absent", "unreachable"))).add_columns(ATTENDANCE.meeting_id)


def _row(row: Any) -> OnRollRow:
    id_, number, name, category, household, status, channel, reason, note, delegate, relation, mandate, *came = row
    return OnRollRow(
        id_, number, name, category, household,
        Presence(status) if status else None, Channel(channel) if channel else None, reason, note, delegate,
        Relation(relation) if relation else None, mandate, Person(*came) if came[0] else None,
    )  # fmt: skip
