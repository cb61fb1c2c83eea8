"""Calling the roll: who belongs to the body today is frozen into the meeting; and who leads, writes and counts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.meetings.calling import change, may_still, member
from council.meetings.hands import need_enters
from council.meetings.notice import headcount_at, no_household
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import Record
from council.meetings.rows import MeetingRow, State
from council.meetings.tables import Attendance
from council.rules.hall import Group, hall_of
from council.rules.meeting import may_hold
from council.rules.refusal import Refusal
from council.seats.headcount import Headcount
from council.seats.roll import OnRoll, Roll, roll_of


def may_open(db: Db, community: UUID, found: Record, today: date) -> Refusal | None:
    """Whether the roll may be called: on the day of the meeting or later, and to decide only after due notice (G42)."""
    meeting = found.meeting
    if refusal := may_still(meeting):
        return refusal
    if meeting.state is State.OPEN:
        return Refusal("The roll of this meeting has been called already.")
    if today < meeting.held_on:
        return Refusal("The meeting is on %(day)s. Its roll is called then, not before.", day=meeting.held_on)
    if any(item.decides for item in found.items) and not meeting.discusses and (short := may_hold(meeting.notice)):
        return short
    return _roll_is_whole(meeting, headcount_at(db, community, meeting.body_key))


def _roll_is_whole(meeting: MeetingRow, today: Headcount) -> Refusal | None:
    if not today.people:
        return Refusal("Nobody is on the roll of %(body)s.", body=meeting.body)
    if meeting.law.by_households and today.without_household:
        return no_household(today.without_household)
    return None


def open_roll(act: Act, ref: str) -> None:
    """Freeze the roll. From now on it is told of each one whether they came."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_open(act.db, act.community, found, clock.day_of(act.now)):
        raise refusal
    facts = write_roll(act, found.meeting)
    record(act, "meeting.open", actor=hand.actor, on=found.meeting.on, facts=facts)


def write_roll(act: Act, meeting: MeetingRow) -> dict[str, object]:
    """Freeze the roll into the meeting; the answer is what the book says of it. Records nothing itself."""
    roll = roll_of(act.db, act.community, meeting.body_key)
    units = _units(roll, meeting)
    vacant = len(roll.vacant) if meeting.law.roll == "named" else 0  # nobody waits for a place on a counted roll
    rows = [_row(act, meeting, one) for one in units]
    act.db.execute(insert(Attendance), rows)
    change(act, meeting.id, opened_at=act.now, vacant=vacant)
    hall = hall_of(meeting.law, [Group(1, woman=one.woman, own=one.own) for one in units], vacant=vacant)
    facts: dict[str, object] = {"held_on": meeting.held_on.isoformat(), **hall.facts()}
    if meeting.law.roll == "named":
        facts["roll"] = [{"member": one.number, "category": one.category, "own": one.own} for one in units]
    return facts


def on_roll_today(db: Db, community: UUID, meeting: MeetingRow) -> list[OnRoll]:
    """Who would be on the roll if it were called now: persons, or households by their first adult."""
    return _units(roll_of(db, community, meeting.body_key), meeting)


def _units(roll: Roll, meeting: MeetingRow) -> list[OnRoll]:
    return _households(roll.people) if meeting.law.by_households else list(roll.people)


def _households(people: Sequence[OnRoll]) -> list[OnRoll]:
    """Each household by the adult of the lowest number."""
    first: dict[str, OnRoll] = {}
    for one in sorted(people, key=lambda each: each.number):
        first.setdefault(one.household or "", one)
    return list(first.values())


def _row(act: Act, meeting: MeetingRow, one: OnRoll) -> dict[str, object]:
    return {
        "community_id": act.community, "meeting_id": meeting.id, "membership_id": one.membership_id,
        "number": one.number, "category": one.category, "woman": one.woman, "own": one.own,
        "household": one.household,
    }  # fmt: skip


# ── who leads, writes and counts ──


def name_hands(
    act: Act, ref: str, *, host: int | None = None, recorder: int | None = None, tellers: Sequence[int] = ()
) -> None:
    """Name by member numbers who leads the meeting, who keeps the minutes and who counts. What is not given stays."""
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_still(meeting):
        raise refusal
    values, facts = named_hands(act, host, recorder, tellers)
    if not values:
        raise Refusal("Please name somebody.")
    change(act, meeting.id, **values)
    if meeting.law.roll == "counted" and "tellers" in facts:
        facts["tellers"] = len(tellers)
    record(act, "meeting.hands", actor=hand.actor, on=meeting.on, facts=facts)


def named_hands(
    act: Act, host: int | None, recorder: int | None, tellers: Sequence[int]
) -> tuple[dict[str, UUID | None], dict[str, object]]:
    """The columns and the facts that name these members. Two tellers are two people."""
    values: dict[str, UUID | None] = {}
    facts: dict[str, object] = {}
    for field, number in (("host", host), ("recorder", recorder)):
        if found := member(act, field, number):
            values[f"{field}_id"], facts[field] = found
    if len(set(tellers)) < len(tellers) or len(tellers) > 2:
        two = Refusal("One or two people count; two are two different ones.")
        raise two.with_notes(teller2=two)
    if tellers:
        known = [member(act, field, number) for field, number in zip(("teller", "teller2"), tellers, strict=False)]
        ids = [found[0] for found in known if found]
        values |= {"teller_id": ids[0], "teller2_id": ids[1] if len(ids) > 1 else None}
        facts["tellers"] = list(tellers)
    return values, facts
