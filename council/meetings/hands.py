"""Who does what about a meeting: the clerk enters, a second person confirms, who leads it closes a count."""

from dataclasses import dataclass
from uuid import UUID

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.meetings.rows import MeetingRow
from council.motions.speaking import Speaker, speaker
from council.people.persons import is_person
from council.people.tables import Held, memberships_of
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.roll import chair_of
from council.seats.tables import BodyRow, bodies_of, body_at


@dataclass(frozen=True, slots=True)
class Hand:
    """In which capacity someone acts: for the book, and as the member they are."""

    actor: str  # clerk:<number>, seat:<body>/<number>, member:<number>, or teller
    id: UUID  # membership


def enters(db: Db, community: UUID, account: UUID | None, body: BodyRow) -> Hand | Refusal:
    """Who calls a meeting and enters what happened: the clerk; its chair where the charter lets the chair propose."""
    who = speaker(db, community, account)
    if who.clerk:
        return Hand(f"clerk:{who.clerk.number}", who.clerk.id)
    if "chair" in body.law.proposers and who.memberships:
        chair = chair_of(db, community, body)
        if chair and chair.membership_id in who.memberships:
            return Hand(f"seat:{chair.body_key}/{chair.seat}", chair.membership_id)
    return Refusal("Only the clerk of this community may do this.")


def leads(db: Db, community: UUID, account: UUID | None, meeting: MeetingRow) -> Hand | Refusal:
    """Who closes a count: whoever leads the meeting, or the chair of the body."""
    who = speaker(db, community, account)
    chair = chair_of(db, community, body_at(db, community, meeting.body_key))
    leading: dict[UUID, str] = {meeting.host.id: meeting.host.name} if meeting.host else {}
    leading |= {chair.membership_id: chair.name} if chair else {}
    for person in leading:
        if person in who.memberships:
            return hand_of(db, community, account, who, person)
    if not leading:
        return Refusal("It is not said who leads the meeting, and the body has no chair.")
    return Refusal("Only who leads the meeting closes a count: %(names)s.", names=list(leading.values()))


def confirms(
    db: Db, community: UUID, account: UUID | None, meeting: MeetingRow, entered_by: UUID | None = None
) -> Hand | Refusal:
    """Who confirms a count: a teller, who leads the meeting, another clerk, or the supervisory committee; a person
    other than who entered it, whatever account they use."""
    who = speaker(db, community, account)
    if entered_by and account and is_person(db, community, account, entered_by):
        return Refusal("You entered this yourself. A second person must confirm it.")
    if meeting.host and meeting.host.id in who.memberships:
        return hand_of(db, community, account, who, meeting.host.id)
    for teller in meeting.tellers:
        if teller.id in who.memberships:
            counted = meeting.law.roll == "counted"  # the book does not name who belongs to this body
            return Hand("teller", teller.id) if counted else hand_of(db, community, account, who, teller.id)
    if supervisor := supervises(db, community, who):
        return supervisor
    if who.clerk:
        return Hand(f"clerk:{who.clerk.number}", who.clerk.id)
    return Refusal("A count is confirmed by a teller, who leads the meeting, or the supervisory committee.")


def supervises(db: Db, community: UUID, who: Speaker) -> Hand | None:
    """A seat in the supervisory committee."""
    if not who.seats:
        return None
    supervising = {body.key for body in bodies_of(db, community) if body.law.kind == Organ.SUPERVISORY}
    for key, seat in who.seats:
        if key in supervising and seat.membership_id:
            return Hand(f"seat:{key}/{seat.number}", seat.membership_id)
    return None


def hand_of(db: Db, community: UUID, account: UUID | None, who: Speaker, person: UUID) -> Hand:
    """Someone by a membership of theirs: by the seat it holds, or else by its number."""
    for key, seat in who.seats:
        if seat.membership_id == person:
            return Hand(f"seat:{key}/{seat.number}", person)
    held = next(one for one in memberships_of(db, community, account) if one.id == person)
    return Hand(f"member:{held.number}", person)


def need(hand: Hand | Refusal) -> Hand:
    if isinstance(hand, Refusal):
        raise hand
    return hand


def need_enters(act: Act, body_key: str) -> Hand:
    """Who enters, or a Refusal; whoever is signed out signs in first."""
    if act.asker is None:
        raise SignInFirst
    return need(enters(act.db, act.community, act.asker, body_at(act.db, act.community, body_key)))


def own_memberships(act: Act) -> list[Held]:
    if act.asker is None:
        raise SignInFirst
    return memberships_of(act.db, act.community, act.asker)
