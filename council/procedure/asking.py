"""Who may do what on a path: the clerk runs it, members of the supervisory committee give its opinion."""

from dataclasses import dataclass
from uuid import UUID

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.motions.speaking import Speaker, Voice, speaker
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.tables import CHAIR, VICE_CHAIR, bodies_of


@dataclass(frozen=True, slots=True)
class Part:
    """What someone has to do with the matters of a community."""

    who: Speaker
    supervises: Voice | None  # a seat in the supervisory committee
    leads: frozenset[str]  # bodies whose chair or vice chair this is

    @property
    def runs(self) -> bool:
        return self.who.clerk is not None

    @property
    def sees(self) -> bool:
        """Whose page a procedure desk is."""
        return self.runs or self.supervises is not None or bool(self.leads)


def part_of(db: Db, community: UUID, account: UUID | None) -> Part:
    """The clerk's, a supervisor's, a chair's part, or none."""
    who = speaker(db, community, account)
    kinds = {body.key: body.law.kind for body in bodies_of(db, community)} if who.seats else {}
    supervising = (
        Voice(f"seat:{key}/{seat.number}", seat.membership_id, seat.number)
        for key, seat in who.seats
        if kinds.get(key) == Organ.SUPERVISORY and seat.membership_id
    )
    leads = frozenset(key for key, seat in who.seats if seat.office in (CHAIR, VICE_CHAIR))
    return Part(who, next(supervising, None), leads)


def may_run(db: Db, community: UUID, account: UUID | None) -> Refusal | None:
    """Whether this account takes matters from step to step here: its clerk does."""
    if speaker(db, community, account).clerk:
        return None
    return Refusal("Only the clerk takes a matter from step to step.")


def need_clerk(act: Act) -> Voice:
    """The clerk's voice, or a Refusal."""
    if act.asker is None:
        raise SignInFirst
    clerk = speaker(act.db, act.community, act.asker).clerk
    if clerk is None:
        raise Refusal("Only the clerk takes a matter from step to step.")
    return Voice(f"clerk:{clerk.number}", clerk.id, None)


def need_supervisor(act: Act) -> Voice:
    """The voice of a member of the supervisory committee, or a Refusal."""
    if act.asker is None:
        raise SignInFirst
    found = part_of(act.db, act.community, act.asker).supervises
    if found is None:
        raise Refusal("Only a member of the supervisory committee gives its opinion.")
    return found
