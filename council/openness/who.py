"""In which capacity someone acts about a publication: the clerk, a member of the committee, of the supervisory one."""

from dataclasses import dataclass
from uuid import UUID

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.motions.speaking import Speaker, speaker
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.tables import BodyRow, bodies_of


@dataclass(frozen=True, slots=True)
class Hand:
    """In which capacity someone acts: what the book says of it, and their membership."""

    actor: str
    membership: UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone as this room knows them. Nobody signed in, and a stranger, are none of these."""

    clerk: Hand | None = None
    committee: Hand | None = None  # who answers for the committee
    supervisor: Hand | None = None

    @property
    def enters(self) -> Hand | None:
        """Who may enter a slip or a call."""
        return self.supervisor or self.clerk

    @property
    def answers(self) -> Hand | None:
        """Who may answer: a member of the committee, or the clerk for it."""
        return self.committee or self.clerk


def standing(db: Db, community: UUID, account: UUID | None) -> Standing:
    """Who asks. Whoever sits in the committee or keeps its papers never supervises it (VCOL art. 32)."""
    who = speaker(db, community, account)
    if not who.memberships:
        return Standing()
    bodies = bodies_of(db, community)
    clerk = Hand(f"clerk:{who.clerk.number}", who.clerk.id) if who.clerk else None
    committee = _seated(who, bodies, _answering(bodies))
    bound = clerk or _seated(who, bodies, Organ.COMMITTEE)
    supervisor = None if bound else _seated(who, bodies, Organ.SUPERVISORY)
    return Standing(clerk, committee, supervisor)


def _answering(bodies: list[BodyRow]) -> Organ:
    """Whose members answer objections: the committee; where none stands, the council, which carries it out itself."""
    return Organ.COMMITTEE if any(body.law.kind == Organ.COMMITTEE for body in bodies) else Organ.COUNCIL


def _seated(who: Speaker, bodies: list[BodyRow], organ: Organ) -> Hand | None:
    kinds = {body.key: body.law.kind for body in bodies}
    for key, seat in who.seats:
        if kinds.get(key) == organ and seat.membership_id:
            return Hand(f"seat:{key}/{seat.number}", seat.membership_id)
    return None


def stands(act: Act) -> Standing:
    """Who acts; someone signed out is sent to sign in."""
    if act.asker is None:
        raise SignInFirst
    return standing(act.db, act.community, act.asker)


def need(hand: Hand | None, otherwise: str) -> Hand:
    """The hand, or a Refusal with this sentence."""
    if hand is None:
        raise Refusal(otherwise)
    return hand
