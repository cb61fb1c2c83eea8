"""The parts of a meeting's record, each by one query over all the meetings asked for."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from council.charters.frozen import verdict_of
from council.kit.db import Db
from council.kit.queries import ByName
from council.meetings.queries import (
    APPROVED,
    APPROVED_BY,
    CORRECTIONS,
    ITEMS,
    OBSERVERS,
    PAPERS,
    PEOPLE,
    POLLS,
    RECUSALS,
    SPEECHES,
    TALLIES,
)
from council.meetings.records import Approvals, CorrectionRow, ObserverRow, PaperRef, Record, SpeechRow
from council.meetings.rows import ItemRow, MeetingRow, Person, PollRow, RecusalRow, TallyRow  # fmt: skip
from council.rules.hall import Hall, hall_from

T = TypeVar("T")
Row = dict[str, Any]
PERSONS = ("entered_by", "confirmed_by", "closed_by", "written_by")


def people_of(db: Db, community: UUID, ids: Collection[UUID]) -> dict[UUID, Person]:
    """These members, by id; no statement where there are none."""
    if not ids:
        return {}
    rows = db.execute(PEOPLE, {"community": community, "people": list(ids)}).all()
    return {row[0]: Person(*row) for row in rows}


def records_with(
    db: Db, community: UUID, meetings: Iterable[MeetingRow], halls: Mapping[UUID, Hall]
) -> dict[UUID, Record]:
    """These meetings with all that belongs to them, but for the names on their rolls."""
    meetings = list(meetings)
    ids = [one.id for one in meetings]
    if not ids:
        return {}
    tallies, corrections = _all(db, community, ids, TALLIES), _all(db, community, ids, CORRECTIONS)
    people = people_of(db, community, _persons(tallies, corrections))
    items = _items(db, community, ids, tallies, people)
    observers, speeches, papers = (_all(db, community, ids, query) for query in (OBSERVERS, SPEECHES, PAPERS))
    approvals = _approvals(db, community, meetings)
    return {
        one.id: Record(
            meeting=one,
            hall=halls[one.id],
            items=tuple(items[one.id]),
            observers=tuple(ObserverRow(row["number"], row["name"], row["post"]) for row in observers[one.id]),
            speeches=tuple(map(_speech, speeches[one.id])),
            papers=tuple(PaperRef(row["kind"], row["sha256"], row["position"]) for row in papers[one.id]),
            approvals=approvals[one.id],
            corrections=tuple(_correction(row, people) for row in corrections[one.id]),
        )
        for one in meetings
    }


def _all(db: Db, community: UUID, ids: Collection[UUID], query: ByName) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in query.rows(db, {"community": community, "meetings": ids}):
        found[row.meeting_id].append(row._asdict())
    return found


def _persons(*tables: Mapping[UUID, list[Row]]) -> set[UUID]:
    rows = [row for table in tables for of_meeting in table.values() for row in of_meeting]
    return {row[name] for row in rows for name in PERSONS if row.get(name)}


# ── the items ──


def _items(
    db: Db, community: UUID, ids: Collection[UUID], tallies: Mapping[UUID, list[Row]], people: Mapping[UUID, Person]
) -> dict[UUID, list[ItemRow]]:
    recusals, polls = _recusals(db, community, ids), _polls(db, community, ids)
    counted = {(row["meeting_id"], row["position"]): row for of_meeting in tallies.values() for row in of_meeting}
    found: dict[UUID, list[ItemRow]] = defaultdict(list)
    for row in ITEMS.rows(db, {"community": community, "meetings": ids}):
        kept = row._asdict()
        key = (kept.pop("meeting_id"), kept["position"])
        year, number = kept.pop("year"), kept.pop("number")
        item = ItemRow(
            **kept,
            ref=f"{year}-{number}" if kept["motion_id"] else None,
            tally=_tally(counted[key], people) if key in counted else None,
            poll=polls.get(key),
            recusals=tuple(recusals[key]),
        )
        found[key[0]].append(item)
    return found


def _recusals(db: Db, community: UUID, ids: Collection[UUID]) -> dict[tuple[UUID, int], list[RecusalRow]]:
    found: dict[tuple[UUID, int], list[RecusalRow]] = defaultdict(list)
    asked = {"community": community, "meetings": ids}
    for meeting, position, *person, reason, status in db.execute(RECUSALS, asked).all():
        row = RecusalRow(Person(*person), reason, present=status == "present", counted=status != "unreachable")
        found[meeting, position].append(row)
    return found


def _polls(db: Db, community: UUID, ids: Collection[UUID]) -> dict[tuple[UUID, int], PollRow]:
    """The votes by phone, each with how many have voted."""
    rows = db.execute(POLLS, {"community": community, "meetings": ids}).all()
    return {(row[0], row[1]): PollRow(*row[2:]) for row in rows}


def _tally(row: Row, people: Mapping[UUID, Person]) -> TallyRow:
    return TallyRow(
        **{name: row[name] for name in ("method", "yes", "no", "abstain", "spoiled", "entered_at")},
        by_hand=(row["hand_yes"], row["hand_no"], row["hand_abstain"]),
        entered_by=people[row["entered_by"]],
        confirmed_by=people.get(row["confirmed_by"]),
        confirmed_at=row["confirmed_at"],
        closed_by=people.get(row["closed_by"]),
        closed_at=row["closed_at"],
        hall=hall_from(json.loads(row["hall"])) if row["hall"] else None,
        verdict=verdict_of(json.loads(row["verdict"])) if row["verdict"] else None,
        entry=row["entry"],
    )


# ── what else belongs to it ──


def _speech(row: Row) -> SpeechRow:
    return SpeechRow(
        row["number"], row["position"], row["name"], row["membership_id"] is not None, row["gist"], row["stance"]
    )


def _correction(row: Row, people: Mapping[UUID, Person]) -> CorrectionRow:
    return CorrectionRow(
        row["number"], row["position"], row["text"], people[row["written_by"]], row["written_at"],
        people.get(row["confirmed_by"]), row["confirmed_at"],
    )  # fmt: skip


def _approvals(db: Db, community: UUID, meetings: Collection[MeetingRow]) -> dict[UUID, Approvals]:
    """How many have approved the minutes, and whether those who led and wrote are among them."""
    asked = {"community": community, "meetings": [one.id for one in meetings]}
    many = {row[0]: row[1] for row in db.execute(APPROVED, asked).all()}
    leading = {person.id for one in meetings for person in (one.host, one.recorder) if person}
    by = set(map(tuple, db.execute(APPROVED_BY, {**asked, "people": list(leading)}).all())) if leading else set()
    return {
        one.id: Approvals(
            many.get(one.id, 0),
            host=one.host is not None and (one.id, one.host.id) in by,
            recorder=one.recorder is not None and (one.id, one.recorder.id) in by,
        )
        for one in meetings
    }
