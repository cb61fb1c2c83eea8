"""Who answers about a work: a member of the body that decided it, a representative, an objector, or anybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select

from council.kit.db import Db
from council.motions.speaking import speaker
from council.motions.tables import motion_at
from council.openness.answering import followed
from council.rules.rating import may_answer
from council.rules.refusal import Refusal
from council.seats.tables import bodies_of
from council.works.asked import asked_seats
from council.works.columns import PERSON
from council.works.rating_reading import window_of
from council.works.rows import Work


@dataclass(frozen=True, slots=True)
class Objector:
    """Who objected to the same matter: the objection's number on it, and its code."""

    number: int
    code: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who answers: what the book says of them, and by what they count once ("" for anybody else)."""

    actor: str = "resident"
    voter: str = ""
    membership: UUID | None = None
    member: int | None = None
    objection: int | None = None

    @property
    def weighs(self) -> bool:
        """Whether their "no" counts towards opening it again."""
        return self.voter != ""

    @property
    def facts(self) -> dict[str, object]:
        said = {"member": self.member, "objection": self.objection}
        return {name: value for name, value in said.items() if value is not None}


ANYBODY = Voice()


def may_rate(db: Db, community: UUID, work: Work, account: UUID | None, today: date) -> Refusal | None:
    """Whether this person may answer today: anyone while answers are taken, but not who answers for the work."""
    if refusal := may_answer(window_of(work), today):
        return refusal
    who = speaker(db, community, account)
    if who.memberships & _responsible(db, community, work.motion_id):
        return Refusal("You answer for this work. Others say whether it is done.")
    return None


def voice_of(db: Db, community: UUID, work: Work, account: UUID | None, objector: Objector | None) -> Voice:
    """As whom this person answers. Refused: a number and a code that do not belong together."""
    member = member_voice(db, community, work, account)
    if member or objector is None:
        return member or ANYBODY
    return Voice(voter=f"objection:{_followed(db, community, work, objector)}", objection=objector.number)


def member_voice(db: Db, community: UUID, work: Work, account: UUID | None) -> Voice | None:
    """The voice of a member of the body that decided it, or of a representative."""
    who = speaker(db, community, account)
    if not who.seats:
        return None
    deciding, bodies = motion_at(db, community, work.ref).body_key, bodies_of(db, community)
    for key, seat in asked_seats(who.seats, bodies, deciding):
        return Voice(f"seat:{key}/{seat.number}", f"member:{seat.member}", seat.membership_id, seat.member)
    return None


def _followed(db: Db, community: UUID, work: Work, objector: Objector) -> int:
    try:
        return followed(db, community, work.ref, objector.number, objector.code).number
    except Refusal as unknown:
        raise unknown.with_notes(code=unknown) from None


def _responsible(db: Db, community: UUID, motion: UUID) -> frozenset[UUID]:
    return frozenset(db.execute(RESPONSIBLE, {"community": community, "motion": motion}).scalars())


RESPONSIBLE = select(PERSON.membership_id).where(
    PERSON.community_id == bindparam("community"), PERSON.motion_id == bindparam("motion")
)
