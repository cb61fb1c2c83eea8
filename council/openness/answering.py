"""An objection is answered by the committee, cleared of names, and, where its author is not content, handed on."""

from uuid import UUID

from sqlalchemy import func, select, update

from council.kit import clock
from council.kit.act import Act, NotFound
from council.kit.db import Db
from council.ledger.acts import record
from council.ledger.papers import publish
from council.openness import path
from council.openness.codes import hash_of
from council.openness.gate import clear, clears
from council.openness.notices import OBJECTION, newest_notice, notice_of
from council.openness.objections import ObjectionRow, objection_at
from council.openness.tables import Objection
from council.openness.who import Standing, need, stands
from council.rules.refusal import N_, Refusal

LEAST_TEXT = 4  # characters
BY_THE_COMMITTEE = N_("A member of the committee answers, or the clerk for it.")
BY_SUPERVISORS = N_("Only the supervisory committee may do this.")
UNKNOWN = N_("Number and code do not belong together. Please look at your receipt once more.")


def may_reply(who: Standing, objection: ObjectionRow) -> Refusal | None:
    """Whether this person may answer. A reply may be bettered; the first one stays on record."""
    if who.answers is None:
        return Refusal(BY_THE_COMMITTEE)
    if objection.upheld is not None:
        return Refusal("The supervisory committee has decided on this objection. Its reply stays as it is.")
    return None


def reply(act: Act, ref: str, number: int, text: str) -> None:
    """Answer an objection; everyone reads it. The day of the first reply counts against the day it was due. Where
    nothing else is in the way then, the matter goes on."""
    who, objection = stands(act), objection_at(act.db, act.community, ref, number)
    if refusal := may_reply(who, objection):
        raise refusal
    hand = need(who.answers, BY_THE_COMMITTEE)
    _need_text("reply", text)
    again = objection.replied_at is not None
    if again and text == objection.reply:
        raise Refusal("Nothing is different from what stands.")
    first = {"reply_changed_at": act.now} if again else {"replied_at": act.now, "replied_by": hand.membership}
    change(act, objection, reply=text, **first)
    if not again and not waiting(act, objection):
        path.answered(act, objection.motion_id)
    of = notice_of(act.db, act.community, objection.notice_id)
    notice = newest_notice(act.db, act.community, of.motion_id, of.about) or of  # the one it was filed to may be down
    move = None if again else clears(act, notice, clock.day_of(act.now))
    entry = record(
        act,
        "objection.reply",
        actor=hand.actor,
        on=objection.on,
        facts={"number": number, "again": int(again), **(move.facts if move else {})},
        sealed={"reply": text},
    )
    if move:
        clear(act, notice, move, entry)


def may_clear_text(who: Standing, objection: ObjectionRow) -> Refusal | None:
    """Only the supervisory committee takes names out; nobody who is objected to decides what is read."""
    return None if who.supervisor else Refusal(BY_SUPERVISORS)


def clear_text(act: Act, ref: str, number: int, text: str, *, photo: bool = False) -> None:
    """Publish an objection without the names in it, and with `photo` the picture that came with it. Done again, the
    newer text stands and the record has both."""
    who, objection = stands(act), objection_at(act.db, act.community, ref, number)
    if refusal := may_clear_text(who, objection):
        raise refusal
    hand = need(who.supervisor, BY_SUPERVISORS)
    _need_text("text", text)
    if text == objection.cleared_text:
        raise Refusal("Nothing is different from what stands.")
    change(act, objection, cleared_text=text, cleared_at=act.now, cleared_by=hand.membership)
    shown = [objection.photo] if photo and objection.photo else []
    for sha in shown:
        publish(act, sha)
    facts = {"number": number}
    record(act, "objection.clear", actor=hand.actor, on=objection.on, facts=facts, sealed={"text": text}, files=shown)


def followed(db: Db, community: UUID, ref: str, number: int, code: str) -> ObjectionRow:
    """The objection that this code follows. A wrong code, and a number that is none, are refused alike."""
    try:
        found = objection_at(db, community, ref, number)
    except NotFound:
        raise Refusal(UNKNOWN) from None
    if found.code_hash != hash_of(community, code):
        raise Refusal(UNKNOWN)
    return found


def hand_on(act: Act, ref: str, number: int, code: str, why: str) -> None:
    """Whoever filed it is not content with the reply, and hands it to the supervisory committee. It needs the code."""
    objection = followed(act.db, act.community, ref, number, code)
    if objection.replied_at is None:
        raise Refusal("There is no reply yet.")
    if objection.upheld is not None:
        raise Refusal("The supervisory committee has decided on this objection already.")
    if objection.unhappy_at is not None:
        raise Refusal("The supervisory committee has it already.")
    change(act, objection, unhappy_at=act.now, unhappy_why=why or None)
    record(act, "objection.hand_on", actor="resident", on=objection.on, facts={"number": number})


def change(act: Act, objection: ObjectionRow, **values: object) -> None:
    of_objection = (OBJECTION.community_id == act.community, OBJECTION.id == objection.id)
    act.db.execute(update(Objection).where(*of_objection).values(**values))


def waiting(act: Act, objection: ObjectionRow) -> bool:
    """Whether any objection on the same motion waits for its reply."""
    query = select(func.count()).where(
        OBJECTION.community_id == act.community, OBJECTION.motion_id == objection.motion_id,
        OBJECTION.replied_at.is_(None),
    )  # fmt: skip
    return bool(act.db.execute(query).scalar())


def _need_text(field: str, text: str) -> None:
    if len(text) < LEAST_TEXT:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_TEXT)
        raise short.with_notes(**{field: short})
