"""Calling a meeting, with its agenda frozen; more evidence of its notice; calling it off; making it a discussion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select, update

from council.charters.frozen import source_dates, sources_text
from council.kit import clock
from council.kit.act import Act
from council.kit.ids import new_id
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.meetings.columns import MEETING, MEMBERSHIP
from council.meetings.hands import need_enters
from council.meetings.law import freeze
from council.meetings.notice import Topic, Wanted, law_for, may_call
from council.meetings.reading import meeting_at, next_ordinal, record_of
from council.meetings.records import Record
from council.meetings.rows import MeetingRow, State, ref_of
from council.meetings.tables import AgendaItem, Meeting, MeetingPaper
from council.motions.tables import MotionRow, motion_at
from council.rules.hall import law_of
from council.rules.meeting import Notice, may_hold
from council.rules.refusal import Refusal
from council.seats.roll import chair_of
from council.seats.tables import body_at

LEAST_REASON = 4  # characters


@dataclass(frozen=True, slots=True)
class Called:
    """What came of calling a meeting: its id, its address and the entry that tells it."""

    id: UUID
    ref: str
    entry: int


def call(
    act: Act,
    wanted: Wanted,
    agenda: Sequence[Topic],
    *,
    photos: Sequence[Prepared] = (),
    told: Mapping[str, object] | None = None,
) -> Called:
    """Enter the notice of a meeting and freeze its agenda. By the clerk, or the chair where the charter says so.

    `photos` are public evidence of the notice. `told` are further facts for the entry, of who composes this act. A
    notice that was too short is entered too; such a meeting cannot be opened to decide.
    """
    hand = need_enters(act, wanted.body)
    topics = [(topic, _motion(act, topic)) for topic in agenda]
    if refusal := may_call(act.db, act.community, wanted, topics, clock.day_of(act.now)):
        raise refusal
    body = body_at(act.db, act.community, wanted.body)
    law = law_for(body, wanted.count_by) or body.law
    chair = chair_of(act.db, act.community, body)
    host, host_number = member(act, "host", wanted.host) or (
        (chair.membership_id, chair.number) if chair else (None, None)
    )
    recorder = member(act, "recorder", wanted.recorder)
    meeting, ordinal = new_id(), next_ordinal(act.db, act.community, wanted.held_on)
    act.db.execute(
        insert(Meeting).values(
            community_id=act.community, id=meeting, body_key=body.key, held_on=wanted.held_on, ordinal=ordinal,
            starts=wanted.starts, place=wanted.place, online_way=wanted.online_way, law=freeze(law),
            sent_on=wanted.sent_on, sent_by=",".join(wanted.sent_by), called_at=act.now, host_id=host,
            recorder_id=recorder[0] if recorder else hand.id, vacant=0,
        )
    )  # fmt: skip
    act.db.execute(insert(AgendaItem), [_item(act, meeting, place, *each) for place, each in enumerate(topics, 1)])
    ref = ref_of(wanted.held_on, ordinal)
    facts: dict[str, object] = {
        "body": body.key, "charter": law.key, "held_on": wanted.held_on.isoformat(), "starts": wanted.starts,
        "sent_on": wanted.sent_on.isoformat(), "sent_by": list(wanted.sent_by), "law": law_of(law).facts(),
        "sources": source_dates(law), "items": [_told(place, *each) for place, each in enumerate(topics, 1)],
        "days": Notice(wanted.sent_on, wanted.held_on, law.notice_days).given,
    }  # fmt: skip
    facts |= {"host": host_number} if host_number else {}
    titles = {f"item:{place}": _title(*each) for place, each in enumerate(topics, 1)}
    sealed = {"place": wanted.place, "law": sources_text(law), **titles}
    sealed |= {"online_way": wanted.online_way} if wanted.online_way else {}
    files = keep_papers(act, meeting, "notice", photos, public=True)
    entry = record(
        act, "meeting.call", actor=hand.actor, on=f"meeting:{ref}", facts=facts | dict(told or {}), sealed=sealed,
        files=files,
    )  # fmt: skip
    return Called(meeting, ref, entry)


def _motion(act: Act, topic: Topic) -> MotionRow | None:
    return motion_at(act.db, act.community, topic.motion) if topic.motion else None


def _title(topic: Topic, motion: MotionRow | None) -> str:
    return motion.title if motion else topic.title


def _item(act: Act, meeting: UUID, position: int, topic: Topic, motion: MotionRow | None) -> dict[str, object]:
    return {
        "community_id": act.community, "meeting_id": meeting, "position": position, "kind": topic.kind,
        "motion_id": motion.id if motion else None, "version": motion.version if motion else None,
        "title": _title(topic, motion),
    }  # fmt: skip


def _told(position: int, topic: Topic, motion: MotionRow | None) -> dict[str, object]:
    of_motion = {"motion": motion.ref, "version": motion.version} if motion else {}
    return {"position": position, "kind": topic.kind, **of_motion}


def member(act: Act, field: str, number: int | None) -> tuple[UUID, int] | None:
    """The member of this number; None where none is asked for; a Refusal beside the field where there is none."""
    if number is None:
        return None
    query = select(MEMBERSHIP.id).where(MEMBERSHIP.community_id == act.community, MEMBERSHIP.number == number)
    found = act.db.execute(query).scalar()
    if found is None:
        nobody = Refusal("There is no member with the number %(number)s here.", number=number)
        raise nobody.with_notes(**{field: nobody})
    return found, number


# ── evidence ──


def keep_papers(
    act: Act, meeting: UUID, kind: str, papers: Sequence[Prepared], *, position: int | None = None, public: bool = False
) -> list[str]:
    """Keep evidence of a meeting; the answer are the hashes for the entry. The same paper twice is kept once."""
    hashes = [keep(act, paper, public=public) for paper in papers]
    had = {one.sha256 for one in record_of(act.db, act.community, meeting).of_kind(kind)} if hashes else set()
    rows = [
        {
            "community_id": act.community, "meeting_id": meeting, "kind": kind, "sha256": sha, "position": position,
            "kept_at": act.now,
        }
        for sha in hashes
        if sha not in had
    ]  # fmt: skip
    if rows:
        act.db.execute(insert(MeetingPaper), rows)
    return hashes


def note_notice(act: Act, ref: str, photos: Sequence[Prepared]) -> int:
    """Add evidence that the notice went out: a photo of the board, of the message that was sent."""
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_still(meeting):
        raise refusal
    if not photos:
        raise Refusal("Please choose a photo.")
    files = keep_papers(act, meeting.id, "notice", photos, public=True)
    return record(act, "meeting.notice", actor=hand.actor, on=meeting.on, files=files)


def may_still(meeting: MeetingRow) -> Refusal | None:
    """Whether something can still be entered of the meeting."""
    if meeting.state is State.CANCELLED:
        return Refusal("This meeting was called off.")
    if meeting.state is State.CLOSED:
        return Refusal("This meeting is closed. What is wrong in its record is put right by a correction.")
    return None


# ── calling it off, and making it a discussion ──


def may_cancel(meeting: MeetingRow) -> Refusal | None:
    if meeting.state is State.OPEN:
        return Refusal("The roll of this meeting has been called. It took place.")
    return may_still(meeting)


def cancel(act: Act, ref: str, why: str) -> None:
    """Call a meeting off before its roll was called, saying why. What was on its agenda needs another notice."""
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_cancel(meeting):
        raise refusal
    need_reason("why", why)
    change(act, meeting.id, cancelled_at=act.now, cancelled_why=why)
    record(act, "meeting.cancel", actor=hand.actor, on=meeting.on, sealed={"why": why})


def may_convert(found: Record) -> Refusal | None:
    """Whether a meeting is turned into a discussion: only where it cannot decide, because its notice was too short
    (G42) or too few are there (G24–G26), and nothing was decided in it."""
    meeting = found.meeting
    if refusal := may_still(meeting):
        return refusal
    if meeting.discusses:
        return Refusal("This meeting is a discussion already.")
    if any(item.verdict or item.poll for item in found.items):
        return Refusal("Something was decided in this meeting already.")
    if cannot_decide(found) is None:
        return Refusal("This meeting can decide, so it is no mere discussion.")
    return None


def cannot_decide(found: Record) -> str | None:
    """Why a meeting cannot decide: "notice", "quorum"; None where it can, or before its roll is called to the end."""
    if may_hold(found.meeting.notice):
        return "notice"
    called = found.meeting.state is State.OPEN and not found.hall.unmarked
    return "quorum" if called and not found.attendance().met else None


def convert(act: Act, ref: str) -> None:
    """Turn a meeting that cannot decide into a discussion: its items are talked over, none is voted on."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_convert(found):
        raise refusal
    why = cannot_decide(found)
    change(act, found.meeting.id, converted_at=act.now, converted_why=why)
    facts: dict[str, object] = {"because": f"{why}_short", "days": found.meeting.notice.given}
    if found.meeting.state is State.OPEN:
        facts["hall"] = found.hall.facts()
    record(act, "meeting.convert", actor=hand.actor, on=found.meeting.on, facts=facts)


def change(act: Act, meeting: UUID, **values: object) -> None:
    act.db.execute(update(Meeting).where(MEETING.community_id == act.community, MEETING.id == meeting).values(**values))


def need_reason(field: str, reason: str) -> None:
    """A reason is a few words at least; the record shows it."""
    if len(reason) < LEAST_REASON:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_REASON)
        raise Refusal("Please say in a few words why, so that everyone knows.").with_notes(**{field: short})
