"""Closing a meeting; its minutes, approved by those present; corrections, which leave what they correct as it was."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import bindparam, insert, or_, select, update

from council.kit.act import Act, NotFound, SignInFirst
from council.kit.db import Db
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.agenda import may_enter
from council.meetings.calling import change, keep_papers
from council.meetings.columns import APPROVAL, ATTENDANCE, CORRECTION
from council.meetings.hands import Hand, hand_of, need_enters, supervises
from council.meetings.lacking import missing_of_item, missing_of_meeting
from council.meetings.marking import units_of
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import CorrectionRow, Record
from council.meetings.rows import MeetingRow, State
from council.meetings.tables import Correction, MinutesApproval
from council.motions.speaking import speaker
from council.people.persons import is_person
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.tables import bodies_of


def may_close(found: Record) -> tuple[Refusal, ...]:
    """What keeps a meeting from being closed, by name; nothing where it may be."""
    if refusal := may_enter(found.meeting):
        return (refusal,)
    dealt = [item for item in found.items if not item.deferred_at and not found.meeting.discusses]
    return (*missing_of_meeting(found), *(lack for item in dealt for lack in missing_of_item(found, item)))


def close_meeting(act: Act, ref: str, ends: str) -> None:
    """End the meeting, with the hour at which it ended. From now on only a correction adds to its record."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if lacks := may_close(found):
        raise lacks[0] if len(lacks) == 1 else Refusal("Still missing: %(lacks)s", lacks=list(lacks))
    change(act, found.meeting.id, closed_at=act.now, ends=ends)
    facts: dict[str, object] = {"ends": ends, **found.hall.facts()}
    record(act, "meeting.close", actor=hand.actor, on=found.meeting.on, facts=facts)


# ── approving the minutes ──


def may_approve(db: Db, community: UUID, account: UUID | None, found: Record) -> Refusal | Hand:
    """As whom this account approves the minutes: as one of those present, or as who led the meeting or wrote them."""
    who = speaker(db, community, account)
    if found.meeting.state is not State.CLOSED:
        return Refusal("The meeting is not closed yet.")
    person = present_as(db, community, found.meeting, who.memberships)
    if person is None:
        return Refusal("The minutes are approved by those who were present.")
    if person in _approving(db, community, found.meeting, [person]):
        return Refusal("You have approved these minutes already.")
    return hand_of(db, community, account, who, person)


def present_as(db: Db, community: UUID, meeting: MeetingRow, own: Collection[UUID]) -> UUID | None:
    """Which of these memberships was present, or came for a household, or led or wrote; None where none was."""
    leading = [person.id for person in (meeting.host, meeting.recorder) if person and person.id in own]
    asked = {"community": community, "meeting": meeting.id, "people": list(own)}
    found = db.execute(PRESENT_AS, asked).scalars() if own else []
    return next(iter([*(each for each in found if each in own), *leading]), None)


def _approving(db: Db, community: UUID, meeting: MeetingRow, people: Collection[UUID]) -> set[UUID]:
    asked = {"community": community, "meeting": meeting.id, "people": list(people)}
    return set(db.execute(APPROVING, asked).scalars())


PRESENT_AS = select(ATTENDANCE.membership_id).where(
    ATTENDANCE.community_id == bindparam("community"),
    ATTENDANCE.meeting_id == bindparam("meeting"),
    ATTENDANCE.status == "present",
    or_(ATTENDANCE.membership_id.in_(bindparam("people")), ATTENDANCE.came_id.in_(bindparam("people"))),
)
APPROVING = select(APPROVAL.membership_id).where(
    APPROVAL.community_id == bindparam("community"),
    APPROVAL.meeting_id == bindparam("meeting"),
    APPROVAL.membership_id.in_(bindparam("people")),
)


def approve_minutes(act: Act, ref: str) -> None:
    """Someone who was present approves the minutes under their own account."""
    if act.asker is None:
        raise SignInFirst
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = may_approve(act.db, act.community, act.asker, found)
    if isinstance(hand, Refusal):
        raise hand
    _approve(act, found.meeting, [hand.id], on_paper=False)
    named = found.meeting.law.roll == "named"
    actor = hand.actor if named or hand.id in _leading(found.meeting) else "present"
    record(act, "meeting.approve", actor=actor, on=found.meeting.on, facts={"many": 1})


def _leading(meeting: MeetingRow) -> list[UUID]:
    return [person.id for person in (meeting.host, meeting.recorder) if person]


def sign_minutes(act: Act, ref: str, sheets: Sequence[Prepared], numbers: Sequence[int] | None = None) -> int:
    """Enter the minutes that were signed on paper, with their photos: by these members, or by everybody present and by
    who led and wrote. The answer is how many signed who had not approved before."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if found.meeting.state is not State.CLOSED:
        raise Refusal("The meeting is not closed yet.")
    if not sheets:
        photo = Refusal("Please add the photo of the signed minutes.")
        raise photo.with_notes(sheets=photo)
    signed = _all_present(act, found.meeting) if numbers is None else _signers(act, found.meeting, numbers)
    new = [person for person in signed if person not in _approving(act.db, act.community, found.meeting, signed)]
    files = keep_papers(act, found.meeting.id, "minutes", sheets)
    _approve(act, found.meeting, new, on_paper=True)
    facts: dict[str, object] = {"many": len(signed)}
    record(act, "meeting.sign", actor=hand.actor, on=found.meeting.on, facts=facts, files=files)
    return len(new)


def _all_present(act: Act, meeting: MeetingRow) -> list[UUID]:
    query = select(ATTENDANCE.membership_id).where(
        ATTENDANCE.community_id == act.community, ATTENDANCE.meeting_id == meeting.id, ATTENDANCE.status == "present"
    )
    return list(dict.fromkeys([*(row.membership_id for row in act.db.execute(query).all()), *_leading(meeting)]))


def _signers(act: Act, meeting: MeetingRow, numbers: Sequence[int]) -> list[UUID]:
    """Those of these numbers; who led and wrote may stand beside the roll."""
    beside = {person.number: person.id for person in (meeting.host, meeting.recorder) if person}
    units = units_of(act, meeting, [number for number in numbers if number not in beside])
    if absent := [number for number, unit in units.items() if unit.row.status != "present"]:
        raise Refusal("Who was not present does not approve the minutes: %(numbers)s.", numbers=absent[:12])
    return [*(unit.row.id for unit in units.values()), *(beside[number] for number in numbers if number in beside)]


def _approve(act: Act, meeting: MeetingRow, people: Sequence[UUID], *, on_paper: bool) -> None:
    rows = [
        {
            "community_id": act.community, "meeting_id": meeting.id, "membership_id": person, "on_paper": on_paper,
            "approved_at": act.now,
        }
        for person in people
    ]  # fmt: skip
    if rows:
        act.db.execute(insert(MinutesApproval), rows)


# ── corrections ──


def may_correct(found: Record) -> Refusal | None:
    """A correction is for what can no longer be entered anew: a closed meeting, or a closed count (G48)."""
    if found.meeting.state is State.CLOSED or any(item.tally and item.tally.closed_at for item in found.items):
        return None
    return Refusal("Nothing is closed yet: what is wrong can be entered anew.")


def correct(act: Act, ref: str, text: str, position: int | None = None) -> int:
    """Add a correction to the record; what it corrects stays readable. The answer is its number."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_correct(found):
        raise refusal
    if position is not None and found.item(position) is None:
        raise NotFound
    number = len(found.corrections) + 1
    act.db.execute(
        insert(Correction).values(
            community_id=act.community, meeting_id=found.meeting.id, number=number, position=position, text=text,
            written_by=hand.id, written_at=act.now,
        )
    )  # fmt: skip
    facts: dict[str, object] = {"number": number, **({"position": position} if position else {})}
    record(act, "meeting.correct", actor=hand.actor, on=found.meeting.on, facts=facts, sealed={"text": text})
    return number


def may_confirm_correction(
    db: Db, community: UUID, account: UUID | None, found: Record, row: CorrectionRow
) -> Refusal | Hand:
    """Who confirms a correction: the supervisory committee; where there is none, who led. Not its writer."""
    if row.confirmed_at:
        return Refusal("This correction is confirmed already.")
    if account and is_person(db, community, account, row.written_by.id):
        return Refusal("You wrote this yourself. A second person must confirm it.")
    who = speaker(db, community, account)
    if hand := supervises(db, community, who):
        return hand
    if any(body.law.kind == Organ.SUPERVISORY for body in bodies_of(db, community)):
        return Refusal("Only the supervisory committee confirms a correction.")
    host = found.meeting.host
    if host and host.id in who.memberships:
        return hand_of(db, community, account, who, host.id)
    return Refusal("Only who led the meeting confirms a correction, because there is no supervisory committee.")


def confirm_correction(act: Act, ref: str, number: int) -> None:
    """Let a correction count: it stands beside what it corrects."""
    if act.asker is None:
        raise SignInFirst
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    row = next((one for one in found.corrections if one.number == number), None)
    if row is None:
        raise NotFound
    hand = may_confirm_correction(act.db, act.community, act.asker, found, row)
    if isinstance(hand, Refusal):
        raise hand
    act.db.execute(
        update(Correction)
        .where(
            CORRECTION.community_id == act.community,
            CORRECTION.meeting_id == found.meeting.id,
            CORRECTION.number == number,
        )
        .values(confirmed_by=hand.id, confirmed_at=act.now)
    )
    record(act, "meeting.confirm_correction", actor=hand.actor, on=found.meeting.on, facts={"number": number})
