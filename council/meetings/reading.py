"""What is asked of meetings. A record whole takes the same number of statements for a roll of five and of 1,500."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, or_, select, tuple_

from council.charters import charter
from council.kit.act import NotFound
from council.kit.db import Db
from council.kit.queries import ByName
from council.meetings.columns import BODY, ITEM, MEETING, PAPER
from council.meetings.lacking import missing
from council.meetings.law import thaw_meeting
from council.meetings.parts import people_of, records_with
from council.meetings.records import Record
from council.meetings.roll_call import halls_of
from council.meetings.rows import ItemRow, MeetingRow, Person
from council.meetings.tables import Meeting
from council.rules.threshold import Verdict
from council.seats.tables import Body

__all__ = [
    "ItemAbout",
    "items_about",
    "meeting_at",
    "meeting_of",
    "meetings_page",
    "missing",
    "record_of",
    "records_of",
]

REF = re.compile(r"(\d{4}-\d\d-\d\d)(?:-([2-9]|[1-9]\d))?")
HANDS = ("host_id", "recorder_id", "teller_id", "teller2_id")
MOST = 20  # meetings on one page of the list
BEFORE_ALL = (date.max, 1)  # no meeting is as late


def key_of(ref: str) -> tuple[date, int] | None:
    """2026-11-16-2 as its day and 2; None for what is no address of a meeting."""
    found = REF.fullmatch(ref)
    try:
        return (date.fromisoformat(found[1]), int(found[2] or 1)) if found else None
    except ValueError:
        return None


def meeting_at(db: Db, community: UUID, ref: str) -> MeetingRow:
    """The meeting of 2026-11-16, or the second one of that day, 2026-11-16-2; else NotFound."""
    key = key_of(ref)
    if key is None:
        raise NotFound
    return _one(db, community, AT, held_on=key[0], ordinal=key[1])


def meeting_of(db: Db, community: UUID, meeting: UUID) -> MeetingRow:
    """The meeting of this id, or NotFound."""
    return _one(db, community, THESE, meetings=[meeting])


def record_of(db: Db, community: UUID, meeting: UUID) -> Record:
    """A meeting whole, or NotFound."""
    found = records_of(db, community, [meeting])
    if meeting not in found:
        raise NotFound
    return found[meeting]


def records_of(db: Db, community: UUID, ids: Collection[UUID]) -> dict[UUID, Record]:
    """These meetings whole, the earliest first; as many statements for one as for ten."""
    meetings = _rows(db, community, THESE, meetings=list(ids))
    return records_with(db, community, meetings, halls_of(db, community, meetings))


# ── a motion on agendas ──


@dataclass(frozen=True, slots=True)
class ItemAbout:
    """A motion on the agenda of a meeting, and what came of it there."""

    record: Record
    item: ItemRow

    @property
    def meeting(self) -> MeetingRow:
        return self.record.meeting

    @property
    def held_on(self) -> date:
        return self.record.meeting.held_on

    @property
    def late(self) -> bool:
        return self.record.meeting.late

    @property
    def verdict(self) -> Verdict | None:
        return self.item.verdict

    @property
    def complete(self) -> bool:
        """Nothing of its record is missing."""
        return not missing(self.record, self.item)


ABOUT = select(ITEM.meeting_id).where(
    ITEM.community_id == bindparam("community"), ITEM.motion_id == bindparam("motion")
)


def items_about(db: Db, community: UUID, motion: UUID) -> list[ItemAbout]:
    """Every meeting that had or has this motion on its agenda, the earliest first, cancelled ones too."""
    ids = list(db.execute(ABOUT, {"community": community, "motion": motion}).scalars())
    records = records_of(db, community, ids) if ids else {}
    return [ItemAbout(record, item) for record in records.values() for item in record.items if item.motion_id == motion]


# ── lists ──


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in a list, with what is on its agenda."""

    meeting: MeetingRow
    titles: tuple[str, ...]


def meetings_page(
    db: Db, community: UUID, *, before: str = "", body: str = "", most: int = MOST
) -> tuple[list[Listed], str | None]:
    """The meetings of a community, the latest first, and the address before which the next page begins."""
    held_on, ordinal = key_of(before) or BEFORE_ALL
    values = {"held_on": held_on, "ordinal": ordinal, "most": most + 1}
    found = _rows(db, community, LISTED_OF, body=body, **values) if body else _rows(db, community, LISTED, **values)
    titles = _titles(db, community, [one.id for one in found[:most]])
    listed = [Listed(one, titles.get(one.id, ())) for one in found[:most]]
    return listed, found[most - 1].ref if len(found) > most else None


def standing_meetings(db: Db, community: UUID, *, most: int = 50) -> list[Listed]:
    """The meetings that are called or open: what a desk has to do. The nearest first."""
    found = _rows(db, community, STANDING, most=most)
    titles = _titles(db, community, [one.id for one in found])
    return [Listed(one, titles.get(one.id, ())) for one in found]


def _titles(db: Db, community: UUID, meetings: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for meeting, title in db.execute(TITLES, {"community": community, "meetings": meetings}).all():
        found[meeting] = (*found.get(meeting, ()), title)
    return found


def next_ordinal(db: Db, community: UUID, held_on: date) -> int:
    """Which meeting of its day the next one will be."""
    last: int | None = db.execute(
        select(func.max(MEETING.ordinal)).where(MEETING.community_id == community, MEETING.held_on == held_on)
    ).scalar()
    return (last or 0) + 1


def has_in_hand(db: Db, community: UUID, memberships: Collection[UUID], sha: str) -> bool:
    """Whether one of these leads a meeting of which this is a paper, keeps its minutes or counts its votes."""
    if not memberships:
        return False
    query = (
        select(PAPER.sha256)
        .join(MEETING.id.table, and_(MEETING.community_id == PAPER.community_id, MEETING.id == PAPER.meeting_id))
        .where(PAPER.community_id == community, PAPER.sha256 == sha)
        .where(or_(*(MEETING[hand].in_(memberships) for hand in HANDS)))
    )
    return db.execute(query.limit(1)).first() is not None


# ── rows ──


def _one(db: Db, community: UUID, query: ByName, **values: object) -> MeetingRow:
    found = _rows(db, community, query, **values)
    if not found:
        raise NotFound
    return found[0]


_MEETINGS = (
    select(*(column for column in MEETING if column.name != "community_id"), BODY.name.label("body"), BODY.charter)
    .select_from(Meeting)
    .join(Body, and_(BODY.community_id == MEETING.community_id, BODY.key == MEETING.body_key))
    .where(MEETING.community_id == bindparam("community"))
)
_WHEN = (MEETING.held_on, MEETING.ordinal)
_EARLIER = tuple_(*_WHEN) < tuple_(bindparam("held_on", type_=MEETING.held_on.type), bindparam("ordinal"))
_LISTED = _MEETINGS.where(_EARLIER).order_by(*(part.desc() for part in _WHEN)).limit(bindparam("most"))
AT = ByName(_MEETINGS.where(MEETING.held_on == bindparam("held_on"), MEETING.ordinal == bindparam("ordinal")))
THESE = ByName(_MEETINGS.where(MEETING.id.in_(bindparam("meetings"))).order_by(*_WHEN))
LISTED = ByName(_LISTED)
LISTED_OF = ByName(_LISTED.where(MEETING.body_key == bindparam("body")))
STANDING = ByName(
    _MEETINGS.where(MEETING.closed_at.is_(None), MEETING.cancelled_at.is_(None))
    .order_by(*_WHEN)
    .limit(bindparam("most"))
)
TITLES = (
    select(ITEM.meeting_id, ITEM.title)
    .where(ITEM.community_id == bindparam("community"), ITEM.meeting_id.in_(bindparam("meetings")))
    .order_by(ITEM.meeting_id, ITEM.position)
)


def _rows(db: Db, community: UUID, query: ByName, **values: object) -> list[MeetingRow]:
    rows = [row._asdict() for row in query.rows(db, {"community": community, **values})]
    people = people_of(db, community, {row[hand] for row in rows for hand in HANDS if row[hand]})
    return [_row(row, people) for row in rows]


def _row(row: dict[str, Any], people: dict[UUID, Person]) -> MeetingRow:
    host, recorder, *tellers = (people.get(row.pop(hand)) for hand in HANDS)
    charter_law, law = thaw_meeting(row.pop("law"))
    return MeetingRow(
        host=host,
        recorder=recorder,
        tellers=tuple(teller for teller in tellers if teller),
        charter=charter_law,
        law=law,
        kind=charter(row.pop("charter")).kind,
        sent_by=tuple(row.pop("sent_by").split(",")),
        **row,
    )
