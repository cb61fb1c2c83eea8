"""Do the tables of meetings say what the book says? Both sides in one form, subject by subject."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from council.kit.db import Db
from council.meetings.columns import ATTENDANCE, MEETING
from council.meetings.delegating import delegations_of
from council.meetings.reading import records_of
from council.meetings.records import Record
from council.meetings.replay import Replay
from council.meetings.told import Told, delegation_told

AT_ONCE = 100  # meetings read side by side


def told_stands(replay: Replay) -> Iterator[tuple[str, object]]:
    """What stands of meetings and authorisations after the entries that were replayed."""
    for on, told in replay.meetings.items():
        yield on, _told(told)
        if told.members:
            yield f"{on} roll", sorted(member for member, mark in told.members.items() if mark == "came")
    for number, facts in replay.delegations.items():
        row = delegation_told(facts)
        yield f"delegation:{number}", (row.to_body, row.matters, row.begins, row.until)


def _told(told: Told) -> object:
    items = {
        position: (item.kind, item.deferred, item.tally, dict(item.verdict) if item.verdict else None)
        for position, item in told.items.items()
    }
    return told.body, told.state, told.discusses, told.hall and told.hall.weight, items


def kept_stands(db: Db, community: UUID) -> Iterator[tuple[str, object]]:
    """The same as the tables have it."""
    query = select(MEETING.id).where(MEETING.community_id == community)
    ids = [row.id for row in db.execute(query).all()]
    for at in range(0, len(ids), AT_ONCE):
        records = records_of(db, community, ids[at : at + AT_ONCE])
        present = _present(db, community, list(records))
        for meeting, record in records.items():
            yield record.meeting.on, _kept(record)
            if record.meeting.opened_at and record.meeting.law.roll == "named":
                yield f"{record.meeting.on} roll", present.get(meeting, [])
    for row in delegations_of(db, community):
        yield f"delegation:{row.number}", (row.to_body, row.matters, row.begins, row.until)


def _kept(record: Record) -> object:
    meeting = record.meeting
    items = {
        item.position: (
            item.kind,
            item.deferred_at is not None,
            (item.tally.yes, item.tally.no, item.tally.abstain, item.tally.spoiled) if item.tally else None,
            item.verdict.facts() if item.verdict else None,
        )
        for item in record.items
    }
    weight = record.hall.weight if meeting.opened_at else None
    return meeting.body_key, meeting.state.value, meeting.discusses, weight, items


def _present(db: Db, community: UUID, meetings: list[UUID]) -> dict[UUID, list[int]]:
    query = (
        select(ATTENDANCE.meeting_id, ATTENDANCE.number)
        .where(
            ATTENDANCE.community_id == community,
            ATTENDANCE.meeting_id.in_(meetings),
            ATTENDANCE.status == "present",
        )
        .order_by(ATTENDANCE.number)
    )
    found: dict[UUID, list[int]] = {}
    for meeting, number in db.execute(query).all():
        found.setdefault(meeting, []).append(number)
    return found
