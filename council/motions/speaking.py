"""Who may bring a motion before a body, and who may carry it on."""

from dataclasses import dataclass
from uuid import UUID

from council.kit.db import Db
from council.motions.tables import MotionRow
from council.people.tables import Held, clerk_number, memberships_of
from council.rules.refusal import Refusal
from council.seats.tables import CHAIR, BodyRow, SeatRow, seats_held


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone as one community knows them: their memberships, the seats they hold, and whether they are the clerk."""

    memberships: frozenset[UUID] = frozenset()
    seats: tuple[tuple[str, SeatRow], ...] = ()
    clerk: Held | None = None

    def seat_in(self, body_key: str, membership: UUID | None = None) -> SeatRow | None:
        """The seat they hold in a body; with `membership`, only if it is that one's."""
        for key, seat in self.seats:
            if key == body_key and membership in (None, seat.membership_id):
                return seat
        return None

    def owns(self, motion: MotionRow) -> bool:
        return motion.proposer_id in self.memberships


def speaker(db: Db, community: UUID, account: UUID | None) -> Speaker:
    """Who asks. Nobody signed in, and a stranger, hold nothing."""
    people = memberships_of(db, community, account) if account else []
    if not people or account is None:
        return Speaker()
    ids = frozenset(person.id for person in people)
    number = clerk_number(db, community, account)
    clerk = next((person for person in people if person.number == number), None)
    return Speaker(ids, tuple(seats_held(db, community, ids)), clerk)


@dataclass(frozen=True, slots=True)
class Voice:
    """In which capacity someone acts: for the book, and for the motion's proposer."""

    actor: str  # seat:<body>/<number> or clerk:<number>
    membership: UUID
    seat: int | None  # None: the clerk


def voice(who: Speaker, body: BodyRow) -> Voice | Refusal:
    """In which capacity someone may propose to a body. A seat speaks before the clerk's office does."""
    if not body.law.window:
        return step_by_step(body)
    proposers = body.law.proposers
    seat = who.seat_in(body.key)
    if seat and seat.membership_id and ("seat" in proposers or ("chair" in proposers and seat.office == CHAIR)):
        return _seated(body.key, seat, seat.membership_id)
    if who.clerk and "clerk" in proposers:
        return Voice(f"clerk:{who.clerk.number}", who.clerk.id, None)
    if "seat" in proposers:
        return Refusal("Motions to %(body)s are proposed by its members and the clerk.", body=body.name)
    if "chair" in proposers:
        return Refusal("Motions to %(body)s are proposed by its chair.", body=body.name)
    return Refusal("Motions to %(body)s are proposed by the clerk.", body=body.name)


def step_by_step(body: BodyRow) -> Refusal:
    """Where no vote by window decides, a motion comes to a body on its path alone."""
    return Refusal("Matters for %(body)s go step by step. The clerk begins them at the desk.", body=body.name)


def may_propose(who: Speaker, body: BodyRow) -> Refusal | None:
    """Whether the body's charter lets this person propose: by default any seated member, or the clerk."""
    spoken = voice(who, body)
    return spoken if isinstance(spoken, Refusal) else None


def carrier(who: Speaker, motion: MotionRow) -> Voice | Refusal:
    """In which capacity someone may carry a motion on: who proposed it and is still seated, or the clerk."""
    if motion.proposer_seat is not None and who.owns(motion):
        seat = who.seat_in(motion.body_key, motion.proposer_id)
        if seat:
            return _seated(motion.body_key, seat, motion.proposer_id)
    if who.clerk:
        return Voice(f"clerk:{who.clerk.number}", who.clerk.id, None)
    if motion.proposer_seat is not None and who.owns(motion):
        return Refusal("You no longer hold the seat from which you proposed this. The clerk can go on with it.")
    return Refusal("Only who proposed this motion, or the clerk, may do that.")


def may_carry(who: Speaker, motion: MotionRow) -> Refusal | None:
    """Whether someone may change, put or withdraw a motion."""
    spoken = carrier(who, motion)
    return spoken if isinstance(spoken, Refusal) else None


def _seated(body_key: str, seat: SeatRow, membership: UUID) -> Voice:
    return Voice(f"seat:{body_key}/{seat.number}", membership, seat.number)
