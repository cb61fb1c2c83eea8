"""The columns of the tables of meetings, by short names, for the room's queries."""

from sqlmodel import SQLModel

from council.meetings.poll_tables import PhoneVote, Poll
from council.meetings.tables import (
    AgendaItem,
    Attendance,
    Correction,
    Delegation,
    ItemRecusal,
    Meeting,
    MeetingPaper,
    MinutesApproval,
    Observer,
    Speech,
    Tally,
)
from council.motions.tables import Motion
from council.people.tables import Membership
from council.seats.tables import Body

(
    MEETING, ITEM, ATTENDANCE, RECUSAL, OBSERVER, SPEECH, TALLY, APPROVAL, CORRECTION, PAPER, DELEGATION,
    POLL, PHONE_VOTE, MOTION, MEMBERSHIP, BODY,
) = (
    SQLModel.metadata.tables[str(table.__tablename__)].c
    for table in (
        Meeting, AgendaItem, Attendance, ItemRecusal, Observer, Speech, Tally, MinutesApproval, Correction,
        MeetingPaper, Delegation, Poll, PhoneVote, Motion, Membership, Body,
    )
)  # fmt: skip
