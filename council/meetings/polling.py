"""A vote by phone within a meeting (手机表决): who leads opens it, those present vote, and counting ends it.

A choice stands sealed in the book until the count; no page, export or log shows one before, or how many are for it.
Those without a phone raise their hands when it is counted, and both are added up.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, insert, or_, select, update

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.ledger.acts import record
from council.meetings.agenda import item_at, may_deal_with
from council.meetings.columns import ATTENDANCE, BODY, ITEM, MEETING, MEMBERSHIP, PHONE_VOTE, POLL, RECUSAL
from council.meetings.counting import may_enter_tally
from council.meetings.hands import leads, need
from council.meetings.poll_tables import PhoneVote, Poll
from council.meetings.records import Record
from council.meetings.rows import ItemRow, Person, ref_of
from council.meetings.tables import Attendance
from council.people.tables import Membership, memberships_of
from council.rules.refusal import Refusal

CHOICES = ("for", "against", "abstain")


# ── opening ──


def may_poll(db: Db, community: UUID, account: UUID | None, found: Record, item: ItemRow) -> Refusal | None:
    """Whether this account may let those present vote by phone now: who leads, once the roll is called to the end and
    enough are there."""
    if refusal := may_enter_tally(db, community, found, item):
        return refusal
    if item.poll or item.tally:
        return Refusal("It was voted on already. The count can only be entered anew.")
    if found.hall.unmarked:
        return Refusal("Of %(many)s on the roll it is not said whether they came.", many=found.hall.unmarked)
    there = found.attendance(item)
    if not there.met:
        return Refusal(
            "%(present)s are here, %(needed)s are needed to vote. Call the roll first, or set another day.",
            present=there.present,
            needed=there.needed,
        )
    hand = leads(db, community, account, found.meeting)
    return hand if isinstance(hand, Refusal) else None


def open_poll(act: Act, ref: str, position: int) -> None:
    """Let those present vote on an item by phone, until it is counted. By who leads the meeting."""
    if act.asker is None:
        raise SignInFirst
    found, item = item_at(act, ref, position)
    if refusal := may_poll(act.db, act.community, act.asker, found, item):
        raise refusal
    hand = need(leads(act.db, act.community, act.asker, found.meeting))
    key = {"community_id": act.community, "meeting_id": found.meeting.id, "position": position}
    act.db.execute(insert(Poll).values(**key, opened_by=hand.id, opened_at=act.now))
    facts = {"position": position, "present": found.hall.present - item.recused_present}
    record(act, "meeting.poll", actor=hand.actor, on=found.meeting.on, facts=facts)


# ── voting ──


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone present for whom this account votes: itself, its household, or who sent it. `entry`: of its vote."""

    person: Person  # on the roll
    household: str | None
    ballot: int | None
    choice: str | None
    entry: int | None
    sent_at: datetime | None


def voices_of(db: Db, community: UUID, found: Record, item: ItemRow, account: UUID | None) -> tuple[Voice, ...]:
    """For whom this account may vote on the item: who is present by one of its memberships and does not stand aside."""
    own = [held.id for held in memberships_of(db, community, account)]
    if not own:
        return ()
    asked = {"community": community, "meeting": found.meeting.id, "position": item.position, "memberships": own}
    aside = {one.person.id for one in item.recusals}
    rows = [row for row in db.execute(VOICES, asked).all() if row[0] not in aside]
    return tuple(Voice(Person(*row[:3]), *row[3:]) for row in rows)


_VOTED = and_(
    PHONE_VOTE.community_id == ATTENDANCE.community_id,
    PHONE_VOTE.meeting_id == ATTENDANCE.meeting_id,
    PHONE_VOTE.membership_id == ATTENDANCE.membership_id,
    PHONE_VOTE.position == bindparam("position"),
)
_PERSON = and_(MEMBERSHIP.community_id == ATTENDANCE.community_id, MEMBERSHIP.id == ATTENDANCE.membership_id)
VOICES = (
    select(
        ATTENDANCE.membership_id, ATTENDANCE.number, MEMBERSHIP.name, ATTENDANCE.household, PHONE_VOTE.ballot,
        PHONE_VOTE.choice, PHONE_VOTE.entry, PHONE_VOTE.sent_at,
    )
    .select_from(Attendance)
    .join(Membership, _PERSON)
    .outerjoin(PhoneVote, _VOTED)
    .where(
        ATTENDANCE.community_id == bindparam("community"),
        ATTENDANCE.meeting_id == bindparam("meeting"),
        func.coalesce(ATTENDANCE.came_id, ATTENDANCE.membership_id).in_(bindparam("memberships")),
        ATTENDANCE.status == "present",
    )
    .order_by(ATTENDANCE.number)
)  # fmt: skip


def may_vote(found: Record, item: ItemRow, voice: Voice | None) -> Refusal | None:
    """Whether a vote by phone can be sent now. `voice` is None for whoever is not present, or stands aside."""
    if item.poll is None:
        return Refusal("It is not voted on by phone at this moment.")
    if not item.poll.runs:
        return Refusal("Voting has closed. This vote was not cast.")
    if voice is None:
        return Refusal("You are not marked as present at this meeting, or you stand aside, so you have no vote here.")
    return may_deal_with(found.meeting, item)


def vote(act: Act, ref: str, position: int, choice: str, *, number: int | None = None) -> int:
    """Send a vote by phone, or change it; the last one counts. With several voices, `number` says whose. The entry."""
    if act.asker is None:
        raise SignInFirst
    if choice not in CHOICES:
        raise Refusal("Please choose one of these.")
    found, item = item_at(act, ref, position)
    voices = voices_of(act.db, act.community, found, item, act.asker)
    voice = next((one for one in voices if number in (None, one.person.number)), None)
    if refusal := may_vote(found, item, voice):
        raise refusal
    assert voice is not None
    ballot = voice.ballot or _next_ballot(act, found.meeting.id, position)
    salt = secrets.token_hex(32)
    entry = record(
        act, "meeting.vote", actor="present", on=found.meeting.on, facts={"position": position, "ballot": ballot},
        kept={"choice": (choice, salt)},
    )  # fmt: skip
    of = (
        PHONE_VOTE.community_id == act.community,
        PHONE_VOTE.meeting_id == found.meeting.id,
        PHONE_VOTE.position == position,
        PHONE_VOTE.membership_id == voice.person.id,
    )
    values = {"choice": choice, "salt": salt, "entry": entry, "sent_at": act.now}
    if voice.ballot:
        act.db.execute(update(PhoneVote).where(*of).values(**values))
    else:
        key = {
            "community_id": act.community, "meeting_id": found.meeting.id, "position": position,
            "membership_id": voice.person.id, "ballot": ballot,
        }  # fmt: skip
        act.db.execute(insert(PhoneVote).values(**key, **values))
    return entry


def _next_ballot(act: Act, meeting: UUID, position: int) -> int:
    query = select(func.max(PHONE_VOTE.ballot)).where(
        PHONE_VOTE.community_id == act.community, PHONE_VOTE.meeting_id == meeting, PHONE_VOTE.position == position
    )
    return (act.db.execute(query).scalar() or 0) + 1


def _aside() -> Select[Any]:
    """Whoever of the roll stands aside from the item of a vote by phone."""
    return select(RECUSAL.membership_id).where(
        RECUSAL.community_id == POLL.community_id,
        RECUSAL.meeting_id == POLL.meeting_id,
        RECUSAL.position == POLL.position,
        RECUSAL.membership_id == ATTENDANCE.membership_id,
    )


# ── what waits for someone ──


@dataclass(frozen=True, slots=True)
class PollWaiting:
    """A vote by phone that runs, in which someone present has not voted."""

    ref: str
    position: int
    title: str
    body: str


def polls_waiting(db: Db, community: UUID, memberships: Collection[UUID]) -> list[PollWaiting]:
    """The votes by phone in which one of these is present and has not voted."""
    if not memberships:
        return []
    asked = {"community": community, "memberships": list(memberships)}
    return [PollWaiting(ref_of(row[0], row[1]), *row[2:]) for row in db.execute(WAITING, asked).all()]


WAITING = (
    select(MEETING.held_on, MEETING.ordinal, POLL.position, ITEM.title, BODY.name)
    .select_from(Poll)
    .join(MEETING.id.table, and_(MEETING.community_id == POLL.community_id, MEETING.id == POLL.meeting_id))
    .join(BODY.key.table, and_(BODY.community_id == MEETING.community_id, BODY.key == MEETING.body_key))
    .join(
        ITEM.title.table,
        and_(
            ITEM.community_id == POLL.community_id,
            ITEM.meeting_id == POLL.meeting_id,
            ITEM.position == POLL.position,
        ),
    )
    .join(
        Attendance,
        and_(ATTENDANCE.community_id == POLL.community_id, ATTENDANCE.meeting_id == POLL.meeting_id),
    )
    .outerjoin(
        PhoneVote,
        and_(
            PHONE_VOTE.community_id == ATTENDANCE.community_id,
            PHONE_VOTE.meeting_id == ATTENDANCE.meeting_id,
            PHONE_VOTE.position == POLL.position,
            PHONE_VOTE.membership_id == ATTENDANCE.membership_id,
        ),
    )
    .where(
        POLL.community_id == bindparam("community"),
        POLL.ended_at.is_(None),
        ATTENDANCE.status == "present",
        or_(
            ATTENDANCE.came_id.in_(bindparam("memberships")),
            and_(ATTENDANCE.came_id.is_(None), ATTENDANCE.membership_id.in_(bindparam("memberships"))),
        ),
        PHONE_VOTE.ballot.is_(None),
        ~_aside().exists(),
    )
    .distinct()
)
