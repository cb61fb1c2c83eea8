"""What happens to the agenda at the meeting: a further item, one that is put off, and who stands aside from one."""

from uuid import UUID

from sqlalchemy import insert, update

from council.kit.act import Act, NotFound
from council.ledger.acts import record
from council.meetings.calling import may_still, need_reason
from council.meetings.columns import ITEM
from council.meetings.hands import Hand, need_enters
from council.meetings.marking import units_of
from council.meetings.notice import Topic
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import Record
from council.meetings.rows import ItemRow, MeetingRow, State
from council.meetings.tables import AgendaItem, ItemRecusal
from council.motions.catalogue import matter_of
from council.motions.tables import MotionRow, motion_at
from council.rules.meeting import may_add
from council.rules.organ import Organ
from council.rules.refusal import Refusal

ABOUT_PERSONS = frozenset({"relief_lists", "lost_work_pay"})
"""Matters of the catalogue that are about who gets what, or who does what."""


def item_at(act: Act, ref: str, position: int) -> tuple[Record, ItemRow]:
    """The meeting and an item of it, or NotFound."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    item = found.item(position)
    if item is None:
        raise NotFound
    return found, item


def open_item(act: Act, ref: str, position: int) -> tuple[Record, ItemRow, Hand]:
    """The meeting and an item of it that is still to be dealt with, and who enters; else a Refusal or NotFound."""
    found, item = item_at(act, ref, position)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_deal_with(found.meeting, item):
        raise refusal
    return found, item, hand


def may_deal_with(meeting: MeetingRow, item: ItemRow) -> Refusal | None:
    """Whether something can be entered about this item: the meeting is open, the item neither closed nor put off."""
    if refusal := may_enter(meeting):
        return refusal
    if item.deferred_at:
        return Refusal("“%(title)s” was put off at this meeting.", title=item.title)
    if item.tally and item.tally.closed_at:
        return Refusal("The count on “%(title)s” is closed. It stays as it is.", title=item.title)
    return None


def may_enter(meeting: MeetingRow) -> Refusal | None:
    """Whether something can be entered of what happens at the meeting: its roll is called, and it is not closed."""
    if refusal := may_still(meeting):
        return refusal
    return None if meeting.state is State.OPEN else Refusal("The roll is not called yet.")


def add_item(act: Act, ref: str, topic: Topic, consent: int, *, money: bool, persons: bool) -> int:
    """Take up a further item at the meeting: with the consent of two thirds of those present, never for money or
    persons. A motion says itself what it costs and what it is about. The answer is its position."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_enter(found.meeting):
        raise refusal
    motion = motion_at(act.db, act.community, topic.motion) if topic.motion else None
    money, persons = money or _is_money(act, motion), persons or bool(motion and motion.matter in ABOUT_PERSONS)
    present = found.hall.present
    if refusal := _topic(found, topic, motion) or may_add(present, consent, money=money, persons=persons):
        raise refusal
    position = len(found.items) + 1
    title = motion.title if motion else topic.title
    act.db.execute(
        insert(AgendaItem).values(
            community_id=act.community, meeting_id=found.meeting.id, position=position, kind=topic.kind, title=title,
            motion_id=motion.id if motion else None, version=motion.version if motion else None, added_at=act.now,
            consent=consent, consent_of=present,
        )
    )  # fmt: skip
    facts: dict[str, object] = {"position": position, "kind": topic.kind, "consent": consent, "present": present}
    facts |= {"motion": motion.ref, "version": motion.version} if motion else {}
    record(act, "meeting.item", actor=hand.actor, on=found.meeting.on, facts=facts, sealed={"title": title})
    return position


def _is_money(act: Act, motion: MotionRow | None) -> bool:
    """A motion that costs something, or whose matter is not for a council to decide by itself, is about money."""
    if motion is None:
        return False
    return motion.cost_fen > 0 or Organ.COUNCIL not in matter_of(act.db, act.community, motion.matter).decided_by


def _topic(found: Record, topic: Topic, motion: MotionRow | None) -> Refusal | None:
    if topic.kind not in ("decide", "discuss"):
        return Refusal("An item is decided or discussed.")
    if motion is None and not topic.title:
        return Refusal("Please write down what the item is about.")
    if motion and any(item.motion_id == motion.id for item in found.items):
        return Refusal("“%(title)s” stands twice on the agenda.", title=motion.title)
    return None


def defer_item(act: Act, ref: str, position: int, why: str) -> None:
    """Put an item off: it was not dealt with at this meeting, and needs the notice of another."""
    found, item, hand = open_item(act, ref, position)
    need_reason("why", why)
    if item.poll:
        raise Refusal("It is voted on by phone. Count that vote first.")
    act.db.execute(
        update(AgendaItem)
        .where(ITEM.community_id == act.community, ITEM.meeting_id == found.meeting.id, ITEM.position == position)
        .values(deferred_at=act.now, deferred_why=why)
    )
    record(
        act, "meeting.defer", actor=hand.actor, on=found.meeting.on, facts={"position": item.position},
        sealed={"why": why},
    )  # fmt: skip


def stand_aside(act: Act, ref: str, position: int, number: int, reason: str) -> None:
    """Someone on the roll stands aside from an item: no vote, and not counted as present for it (回避)."""
    found, item, hand = open_item(act, ref, position)
    unit = units_of(act, found.meeting, [number])[number]
    if any(one.person.id == unit.row.id for one in item.recusals):
        raise Refusal("%(name)s stands aside from this item already.", name=unit.row.name)
    if refusal := _counts(found.meeting, unit.row.id):
        raise refusal.with_notes(number=refusal)
    need_reason("reason", reason)
    _no_count_yet(item)
    act.db.execute(
        insert(ItemRecusal).values(
            community_id=act.community, meeting_id=found.meeting.id, position=position, membership_id=unit.row.id,
            reason=reason, declared_at=act.now,
        )
    )  # fmt: skip
    named = found.meeting.law.roll == "named"
    facts: dict[str, object] = {"position": position, **({"member": unit.row.number} if named else {})}
    record(
        act, "meeting.recuse", actor=hand.actor, on=found.meeting.on, facts=facts,
        sealed={"reason": reason} if named else {},
    )  # fmt: skip


def _counts(meeting: MeetingRow, person: UUID) -> Refusal | None:
    """Whom an item concerns does not count its votes."""
    if any(teller.id == person for teller in meeting.tellers):
        return Refusal("They are named to count the votes. Name somebody else first: nobody counts what concerns them.")
    return None


def _no_count_yet(item: ItemRow) -> None:
    if item.tally or item.poll:
        raise Refusal("The votes on this item are counted already. Whoever stands aside says so before.")
