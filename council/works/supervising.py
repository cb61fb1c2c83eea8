"""On site: the supervisory committee confirms (到场已核) or says it is not so (不属实), and is answered."""

from sqlalchemy import insert

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.openness.who import Standing, need, stands
from council.rules.refusal import N_, Refusal
from council.works.beginning import BY_THE_COMMITTEE
from council.works.reading import work_at
from council.works.reporting import may_work
from council.works.rows import Work
from council.works.tables import SiteAnswer, SiteCheck

BY_SUPERVISORS = N_("Only the supervisory committee looks at it on site.")
MOST_LOOKS = 100


def may_look(who: Standing, work: Work) -> Refusal | None:
    """Whether someone may say what they found: the supervisory committee, also after it was accepted."""
    if who.supervisor is None:
        return Refusal(BY_SUPERVISORS)
    return Refusal("There are %(most)s findings already.", most=MOST_LOOKS) if len(work.looks) >= MOST_LOOKS else None


def look(act: Act, ref: str, holds: bool, text: str, photo: Prepared | None = None) -> int:
    """Say what was found on site; the finding's number. What is not so needs its reason and a photograph."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_look(who, work):
        raise refusal
    if not holds and len(text) < 4:
        short = Refusal("Please say what is not so, in a few words.")
        raise short.with_notes(text=short)
    if not holds and photo is None:
        bare = Refusal("Please add a photograph of what is not so.")
        raise bare.with_notes(photo=bare)
    hand, number = need(who.supervisor, BY_SUPERVISORS), len(work.looks) + 1
    kept = keep(act, photo, public=True) if photo else None
    entry = record(
        act, "work.look", actor=hand.actor, on=work.on,
        facts={"number": number, "holds": "true" if holds else "untrue"},
        sealed={"opinion": text} if text else {}, files=[kept] if kept else [],
    )  # fmt: skip
    act.db.execute(
        insert(SiteCheck).values(
            community_id=act.community, motion_id=work.motion_id, number=number, holds=holds, text=text, photo=kept,
            at=act.now, by_id=hand.membership, entry=entry,
        )
    )  # fmt: skip
    return number


def may_answer(who: Standing, work: Work, number: int) -> Refusal | None:
    """Whether the committee may answer this finding now: one answer to each 不属实."""
    if refusal := may_work(who, work):
        return refusal
    if number not in work.open_looks:
        return Refusal("There is nothing to answer in that finding.")
    return None


def answer(act: Act, ref: str, number: int, text: str, photo: Prepared | None = None) -> int:
    """Say what was done about a finding 不属实."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_answer(who, work, number):
        raise refusal
    hand = need(who.answers, BY_THE_COMMITTEE)
    kept = keep(act, photo, public=True) if photo else None
    entry = record(
        act, "work.answer", actor=hand.actor, on=work.on, facts={"number": number}, sealed={"reply": text},
        files=[kept] if kept else [],
    )  # fmt: skip
    act.db.execute(
        insert(SiteAnswer).values(
            community_id=act.community, motion_id=work.motion_id, number=number, text=text, photo=kept, at=act.now,
            by_id=hand.membership, entry=entry,
        )
    )  # fmt: skip
    return entry
