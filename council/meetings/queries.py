"""The queries of a meeting's record, built once: each over all the meetings asked for."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, select

from council.kit.queries import ByName
from council.meetings.columns import (
    APPROVAL,
    ATTENDANCE,
    CORRECTION,
    ITEM,
    MEMBERSHIP,
    MOTION,
    OBSERVER,
    PAPER,
    PHONE_VOTE,
    POLL,
    RECUSAL,
    SPEECH,
    TALLY,
)  # fmt: skip
from council.meetings.poll_tables import PhoneVote, Poll
from council.meetings.tables import AgendaItem, Attendance, ItemRecusal
from council.motions.tables import Motion
from council.people.tables import Membership


def _kept(table: Any) -> ByName:
    """Every row that a table keeps of these meetings, in the order of its key or its making."""
    order = (table[name] for name in ("kept_at", "position", "number") if name in table)
    return ByName(select(*table).where(*_of(table)).order_by(*order))


def _of(table: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.community_id == bindparam("community"), table.meeting_id.in_(bindparam("meetings"))


PEOPLE = select(MEMBERSHIP.id, MEMBERSHIP.number, MEMBERSHIP.name).where(
    MEMBERSHIP.community_id == bindparam("community"), MEMBERSHIP.id.in_(bindparam("people"))
)
TALLIES, CORRECTIONS, OBSERVERS, SPEECHES, PAPERS = map(_kept, (TALLY, CORRECTION, OBSERVER, SPEECH, PAPER))
ITEMS = ByName(
    select(
        ITEM.meeting_id, ITEM.position, ITEM.motion_id, MOTION.year, MOTION.number, ITEM.version, ITEM.title,
        ITEM.kind, ITEM.added_at, ITEM.consent, ITEM.consent_of, ITEM.deferred_at, ITEM.deferred_why,
    )
    .select_from(AgendaItem)
    .outerjoin(Motion, and_(MOTION.community_id == ITEM.community_id, MOTION.id == ITEM.motion_id))
    .where(*_of(ITEM))
    .order_by(ITEM.meeting_id, ITEM.position)
)  # fmt: skip
RECUSALS = (
    select(
        RECUSAL.meeting_id, RECUSAL.position, MEMBERSHIP.id, MEMBERSHIP.number, MEMBERSHIP.name, RECUSAL.reason,
        ATTENDANCE.status,
    )
    .select_from(ItemRecusal)
    .join(Membership, and_(MEMBERSHIP.community_id == RECUSAL.community_id, MEMBERSHIP.id == RECUSAL.membership_id))
    .join(
        Attendance,
        and_(
            ATTENDANCE.community_id == RECUSAL.community_id,
            ATTENDANCE.meeting_id == RECUSAL.meeting_id,
            ATTENDANCE.membership_id == RECUSAL.membership_id,
        ),
    )
    .where(*_of(RECUSAL))
    .order_by(MEMBERSHIP.number)
)  # fmt: skip
_VOTED = and_(
    PHONE_VOTE.community_id == POLL.community_id,
    PHONE_VOTE.meeting_id == POLL.meeting_id,
    PHONE_VOTE.position == POLL.position,
)
_POLL = (POLL.meeting_id, POLL.position, POLL.opened_at, POLL.ended_at)
POLLS = (
    select(*_POLL, func.count(PHONE_VOTE.ballot))
    .select_from(Poll)
    .outerjoin(PhoneVote, _VOTED)
    .where(*_of(POLL))
    .group_by(*_POLL)
)
_PRESENT = and_(
    ATTENDANCE.community_id == APPROVAL.community_id,
    ATTENDANCE.meeting_id == APPROVAL.meeting_id,
    ATTENDANCE.membership_id == APPROVAL.membership_id,
    ATTENDANCE.status == "present",
)
APPROVED = (
    select(APPROVAL.meeting_id, func.count())
    .join(Attendance, _PRESENT)
    .where(*_of(APPROVAL))
    .group_by(APPROVAL.meeting_id)
)
APPROVED_BY = select(APPROVAL.meeting_id, APPROVAL.membership_id).where(
    *_of(APPROVAL), APPROVAL.membership_id.in_(bindparam("people"))
)
