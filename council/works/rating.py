"""Was it really done? Anyone answers; members, representatives and objectors weigh, and enough noes open it again."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.ledger.acts import record
from council.openness import crowd, path
from council.openness.gate import set_aside
from council.openness.objecting import Sender
from council.openness.path import Move
from council.openness.who import need, stands
from council.rules.days import may_date
from council.rules.rating import Content, Finished, Group, may_answer, opens_again
from council.rules.refusal import N_
from council.works.rating_counts import weigh
from council.works.rating_reading import counts_of, last_of, next_number, window_of
from council.works.rating_tables import Rating
from council.works.rating_who import Objector, Voice, may_rate, voice_of
from council.works.reading import work_at
from council.works.rows import Work

BY_DESK = N_("The clerk or the supervisory committee types in slips.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How content somebody is, whether it is really done, and a line where they wish."""

    content: Content
    finished: Finished
    text: str = ""


def rate(act: Act, ref: str, answer: Answer, sender: Sender, objector: Objector | None = None) -> int:
    """Answer on the web; nobody need sign in. Who answers a second time in a round is counted with the newer answer,
    where it is known who they are. The answer's number on its work."""
    work, today = work_at(act.db, act.community, ref), clock.day_of(act.now)
    if refusal := may_rate(act.db, act.community, work, act.asker, today):
        raise refusal
    voice = voice_of(act.db, act.community, work, act.asker, objector)
    if not voice.weighs:
        come = crowd.may_come(
            act.db, act.community, sender.address, act.now, sender.event, sender.answer, crowd.ANSWERS
        )
        if come:
            raise come
        crowd.count(act, sender.address, crowd.ANSWERS)
    return _take(act, work, answer, voice, _How("web", today, voice.actor, voice.membership))


def enter(act: Act, ref: str, answer: Answer, filed_on: date, objector: Objector | None = None) -> int:
    """Type in a slip from the box: it counts from the day on which it came."""
    hand = need(stands(act).enters, BY_DESK)
    work, today = work_at(act.db, act.community, ref), clock.day_of(act.now)
    window = window_of(work)
    if refusal := may_date(filed_on, today=today, not_before=window.accepted_on if window else None):
        raise refusal.with_notes(filed_on=refusal)
    if refusal := may_answer(window, filed_on):
        raise refusal
    voice = voice_of(act.db, act.community, work, None, objector)
    return _take(act, work, answer, voice, _How("paper", filed_on, hand.actor, hand.membership))


# ── how ──


@dataclass(frozen=True, slots=True)
class _How:
    """By which way an answer came, on which day, and who is named with it."""

    channel: str
    on: date
    actor: str
    by: UUID | None


def _take(act: Act, work: Work, answer: Answer, voice: Voice, how: _How) -> int:
    number = next_number(act.db, act.community, work.motion_id)
    before = last_of(act.db, act.community, work.motion_id, work.round, voice.voter)
    former = Group(True, Content(before.content), Finished(before.finished)) if before else None
    noes = _noes(act, work, answer, voice, former)
    move = _opens_again(act, work, noes) if voice.weighs and answer.finished is Finished.NO else None
    salt = secrets.token_hex(32)
    facts = {
        "number": number, "round": work.round, "rated": answer.content.value, "finished": answer.finished.value,
        "channel": how.channel, "filed_on": how.on.isoformat(), **voice.facts,
    }  # fmt: skip
    kept = {"text": (answer.text, salt)} if answer.text else {}
    if move:
        full = {**facts, "noes": noes, **move.facts}
        entry = record(act, "work.reopen", actor=how.actor, on=work.on, facts=full, kept=kept)
    else:
        entry = record(act, "work.rate", actor=how.actor, on=work.on, facts=facts, kept=kept)
    act.db.execute(
        insert(Rating).values(
            community_id=act.community, motion_id=work.motion_id, number=number, round=work.round, voter=voice.voter,
            channel=how.channel, content=answer.content.value, finished=answer.finished.value, text=answer.text,
            salt=salt, said_on=how.on, at=act.now, by_id=how.by, entry=entry,
        )
    )  # fmt: skip
    weigh(act, work, Group(voice.weighs, answer.content, answer.finished), former, entry)
    if move:
        set_aside(act, work.motion_id, clock.day_of(act.now))
        path.take(act, move, entry)
    return number


def _noes(act: Act, work: Work, answer: Answer, voice: Voice, former: Group | None) -> int:
    """How many who weigh say that it is not done, with this answer."""
    stood = counts_of(act.db, act.community, work.motion_id).get(work.round)
    more = int(voice.weighs and answer.finished is Finished.NO) - int(bool(former and former.finished is Finished.NO))
    return (stood.noes if stood else 0) + more


def _opens_again(act: Act, work: Work, noes: int) -> Move | None:
    """The step back to carrying out, where the number is full."""
    if not opens_again(noes, work.reopens):
        return None
    return path.opened_again(act.db, act.community, work.motion_id, clock.day_of(act.now))
