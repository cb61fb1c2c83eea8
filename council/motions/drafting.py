"""Drafts: nobody but their proposer and the clerk reads them, and no word of them enters the book."""

from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import col

from council.kit.act import Act, NotFound, SignInFirst
from council.kit.ids import new_id
from council.ledger.acts import record
from council.motions.catalogue import matters_of
from council.motions.counts import change
from council.motions.speaking import Speaker, Voice, carrier, speaker, voice
from council.motions.tables import WORDS, Motion, MotionRow, MotionVersion, motion_of
from council.motions.wording import Wording, may_say
from council.rules.matters import may_decide
from council.rules.refusal import Refusal
from council.seats.tables import BodyRow, bodies_of, body_at


def propose(act: Act, body_key: str, matter: str, wording: Wording) -> UUID:
    """Begin a draft. Refused: who may not propose to this body, a matter not its to decide (G43), unfit words."""
    who = asker(act)
    body = next((body for body in bodies_of(act.db, act.community) if body.key == body_key), None)
    if body is None:
        raise Refusal("There is no such body here.").with_notes(body=Refusal("Please choose one of these."))
    speaks = need(voice(who, body))
    _need_competence(act, body, matter)
    if refusal := may_say(wording):
        raise refusal
    motion = UUID(hex=act.event.id) if act.event else new_id()
    act.db.execute(
        insert(Motion).values(
            community_id=act.community, id=motion, body_key=body.key, matter=matter,
            proposer_id=speaks.membership, proposer_seat=speaks.seat, version=1, begun_at=act.now,
        )
    )  # fmt: skip
    write_version(act, motion, 1, wording)
    record(act, "motion.draft", actor=speaks.actor, on=f"draft:{motion.hex}", facts={"body": body.key})
    return motion


def redraft(act: Act, motion_id: UUID, matter: str, wording: Wording) -> None:
    """Write a draft anew. Its former words are not kept: nobody has read them."""
    motion, carries = own_draft(act, motion_id)
    _need_competence(act, body_at(act.db, act.community, motion.body_key), matter)
    if refusal := may_say(wording):
        raise refusal
    change(act, motion.id, matter=matter)
    _drop_words(act, motion.id)
    write_version(act, motion.id, 1, wording)
    record(act, "motion.redraft", actor=carries.actor, on=f"draft:{motion.id.hex}")


def drop(act: Act, motion_id: UUID) -> None:
    """Throw a draft away, words and all."""
    motion, carries = own_draft(act, motion_id)
    _drop_words(act, motion.id)
    act.db.execute(delete(Motion).where(col(Motion.community_id) == act.community, col(Motion.id) == motion.id))
    record(act, "motion.drop", actor=carries.actor, on=f"draft:{motion.id.hex}")


def own_draft(act: Act, motion_id: UUID) -> tuple[MotionRow, Voice]:
    """The draft, and in which capacity it is carried on. Another's draft is NotFound, like none."""
    who = asker(act)
    motion = motion_of(act.db, act.community, motion_id)
    if not (who.owns(motion) or who.clerk):
        raise NotFound
    if motion.number is not None:
        raise Refusal("This was put already, as no. %(number)s.", number=motion.ref)
    return motion, need(carrier(who, motion))


def _need_competence(act: Act, body: BodyRow, matter: str) -> None:
    """Refuse a matter that this kind of body does not decide, naming the body that does."""
    chosen = next((one for one in matters_of(act.db, act.community) if one.key == matter), None)
    refusal = may_decide(body.law.kind, chosen) if chosen else Refusal("Please choose what kind of matter this is.")
    if refusal:
        raise refusal.with_notes(matter=refusal)


# ── shared with the acts in public ──


def asker(act: Act) -> Speaker:
    if act.asker is None:
        raise SignInFirst
    return speaker(act.db, act.community, act.asker)


def need(spoken: Voice | Refusal) -> Voice:
    if isinstance(spoken, Refusal):
        raise spoken
    return spoken


def write_version(act: Act, motion: UUID, version: int, wording: Wording, changed: str = "") -> None:
    words = {name: getattr(wording, name) for name in WORDS}
    act.db.execute(
        insert(MotionVersion).values(
            community_id=act.community, motion_id=motion, version=version, change=changed, written_at=act.now, **words
        )
    )


def _drop_words(act: Act, motion: UUID) -> None:
    act.db.execute(
        delete(MotionVersion).where(
            col(MotionVersion.community_id) == act.community, col(MotionVersion.motion_id) == motion
        )
    )
