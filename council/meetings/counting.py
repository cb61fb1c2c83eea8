"""The count on an item: entered by one person with the sheet's photo, counted again by another, closed by the chair."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, update

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.agenda import item_at, may_deal_with, open_item
from council.meetings.calling import keep_papers
from council.meetings.columns import TALLY
from council.meetings.delegating import may_decide_by
from council.meetings.hands import confirms, leads, need
from council.meetings.lacking import may_decide_in
from council.meetings.records import Record
from council.meetings.rows import ItemRow
from council.meetings.tables import Tally as TallyTable
from council.motions.tables import MotionRow, motion_of
from council.rules.book import canonical
from council.rules.meeting import Tally, decide, may_count
from council.rules.refusal import Refusal

ON_PAPER, PHONES = ("hands", "paper"), "phones"


def may_enter_tally(db: Db, community: UUID, found: Record, item: ItemRow) -> Refusal | None:
    """Whether a count can be entered on an item: it is for deciding, in a meeting that may, on the text of the notice,
    with somebody named to count whom it does not concern."""
    if refusal := may_deal_with(found.meeting, item) or may_decide_in(found.meeting):
        return refusal
    if not item.decides:
        return Refusal("“%(title)s” is only discussed at this meeting.", title=item.title)
    if not found.meeting.tellers:
        return Refusal("Please name first who counts the votes.")
    aside = {one.person.id for one in item.recusals}
    for teller in found.meeting.tellers:
        if teller.id in aside:
            return Refusal("%(name)s stands aside from this item and cannot count its votes.", name=teller.name)
    return _same_text(db, community, item)


def _same_text(db: Db, community: UUID, item: ItemRow) -> Refusal | None:
    motion = _motion(db, community, item)
    if motion is None:
        return None
    if motion.version != item.version:
        return Refusal("The text was changed after the notice went out. It needs the notice of another meeting.")
    if motion.withdrawn_at:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    return None


def _motion(db: Db, community: UUID, item: ItemRow) -> MotionRow | None:
    return motion_of(db, community, item.motion_id) if item.motion_id else None


def tally_of(item: ItemRow, yes: int, no: int, abstain: int, spoiled: int = 0) -> Tally:
    """A count with those who stand aside from its item."""
    return Tally(
        yes=yes, no=no, abstain=abstain, spoiled=spoiled, recused=item.recused, recused_present=item.recused_present
    )


def enter_tally(
    act: Act, ref: str, position: int, method: str, *, yes: int, no: int, abstain: int, spoiled: int = 0,
    sheets: Sequence[Prepared] = (),
) -> int:  # fmt: skip
    """Enter what was counted by hands or from papers, with the photo of the sheet. Entered again before it is closed,
    it replaces what was entered before (G50), and must be confirmed anew. The answer is the entry's number."""
    found, item, hand = open_item(act, ref, position)
    if item.poll:
        raise Refusal("It is voted on by phone. Count that vote; hands are added there.")
    if method not in ON_PAPER:
        raise Refusal("Please choose one of these.").with_notes(method=Refusal("Please choose one of these."))
    if refusal := may_enter_tally(act.db, act.community, found, item):
        raise refusal
    if refusal := may_count(found.hall, tally_of(item, yes, no, abstain, spoiled)):
        raise refusal.with_notes(yes=refusal)
    if not sheets and not found.of_kind("tally", position):
        photo = Refusal("Please add the photo of the sheet on which it was counted.")
        raise photo.with_notes(sheets=photo)
    files = keep_papers(act, found.meeting.id, "tally", sheets, position=position)
    counted = {"method": method, "yes": yes, "no": no, "abstain": abstain, "spoiled": spoiled}
    write_tally(act, found, item, hand.id, counted)
    facts = {"position": position, **counted, "present": found.hall.present - item.recused_present}
    return record(act, "meeting.tally", actor=hand.actor, on=found.meeting.on, facts=facts, files=files)


def write_tally(act: Act, found: Record, item: ItemRow, entered_by: UUID, counted: dict[str, object]) -> None:
    """Let this count stand, not confirmed. Records nothing itself."""
    values: dict[str, object] = {
        "hand_yes": 0, "hand_no": 0, "hand_abstain": 0, **counted,
        "entered_by": entered_by, "entered_at": act.now, "confirmed_by": None, "confirmed_at": None,
        "hall": None,
    }  # fmt: skip
    if item.tally:
        act.db.execute(update(TallyTable).where(*_of(act, found, item)).values(**values))
        return
    key = {"community_id": act.community, "meeting_id": found.meeting.id, "position": item.position}
    act.db.execute(insert(TallyTable).values(**key, **values))


def may_confirm(db: Db, community: UUID, account: UUID | None, found: Record, item: ItemRow) -> Refusal | None:
    """Whether this account may confirm the count on an item now."""
    if refusal := may_deal_with(found.meeting, item):
        return refusal
    if item.tally is None:
        return Refusal("Nothing is counted on this item yet.")
    if item.tally.confirmed_at:
        return Refusal("This count is confirmed already.")
    hand = confirms(db, community, account, found.meeting, item.tally.entered_by.id)
    return hand if isinstance(hand, Refusal) else None


def confirm_tally(
    act: Act, ref: str, position: int, *, present: int, yes: int, no: int, abstain: int, spoiled: int = 0
) -> None:
    """A second person reads the numbers off the sheet once more. They must be those that were entered; of a vote by
    phone, which the server counts, those of the hands without one."""
    if act.asker is None:
        raise SignInFirst
    found, item = item_at(act, ref, position)
    if refusal := may_confirm(act.db, act.community, act.asker, found, item):
        raise refusal
    assert item.tally is not None
    read = {"present": present, "yes": yes, "no": no, "abstain": abstain, "spoiled": spoiled}
    if refusal := _agree(found, item, read):
        raise refusal
    hand = need(confirms(act.db, act.community, act.asker, found.meeting, item.tally.entered_by.id))
    hall = canonical(found.hall.facts()).decode()
    act.db.execute(
        update(TallyTable).where(*_of(act, found, item)).values(confirmed_by=hand.id, confirmed_at=act.now, hall=hall)
    )
    record(act, "meeting.confirm", actor=hand.actor, on=found.meeting.on, facts={"position": position, **read})


def _agree(found: Record, item: ItemRow, read: dict[str, int]) -> Refusal | None:
    tally = item.tally
    assert tally is not None
    counted = tally.by_hand if tally.method == PHONES else (tally.yes, tally.no, tally.abstain)
    entered = {
        "present": found.hall.present - item.recused_present, "yes": counted[0], "no": counted[1],
        "abstain": counted[2], "spoiled": tally.spoiled,
    }  # fmt: skip
    notes = {
        name: Refusal("Entered is %(entered)s.", entered=entered[name]) for name in read if read[name] != entered[name]
    }
    if not notes:
        return None
    differ = Refusal(
        "Your numbers are not those that were entered. Count the sheet together once more; then one of you corrects it."
    )
    return differ.with_notes(**notes)


def may_close_item(db: Db, community: UUID, account: UUID | None, found: Record, item: ItemRow) -> Refusal | None:
    """Whether this account may close the count: who leads the meeting, once a second person has confirmed it."""
    if refusal := may_deal_with(found.meeting, item):
        return refusal
    if item.tally is None:
        return Refusal("Nothing is counted on this item yet.")
    if item.tally.confirmed_at is None:
        return Refusal("A second person must confirm the count before it is closed.")
    if item.tally.hall is None or item.tally.hall.weight != found.hall.weight:
        return Refusal(
            "The roll was marked otherwise since the count was confirmed. Let it be entered and confirmed anew."
        )
    hand = leads(db, community, account, found.meeting)
    return hand if isinstance(hand, Refusal) else None


def close_item(act: Act, ref: str, position: int) -> int:
    """Close the count: it is judged under the law of the meeting, and from now on it stands. By who leads the meeting.

    A motion is not concluded here: that is for whoever builds a decision on it. The answer is the entry's number.
    """
    if act.asker is None:
        raise SignInFirst
    found, item = item_at(act, ref, position)
    if refusal := may_close_item(act.db, act.community, act.asker, found, item):
        raise refusal
    hand = need(leads(act.db, act.community, act.asker, found.meeting))
    tally = item.tally
    assert tally is not None
    counted = tally_of(item, tally.yes, tally.no, tally.abstain, tally.spoiled)
    fault = fault_of(act.db, act.community, found, item)
    verdict = decide(found.meeting.law, found.hall, counted, fault=fault)
    facts: dict[str, object] = {
        "position": position, "method": tally.method, "spoiled": tally.spoiled, "recused": counted.recused,
        "recused_present": counted.recused_present, "hall": found.hall.facts(), "law": found.meeting.law.facts(),
        "verdict": verdict.facts(), "fault": fault is not None,
    }  # fmt: skip
    facts |= {"motion": item.ref, "version": item.version} if item.ref else {}
    entry = record(act, "meeting.close_item", actor=hand.actor, on=found.meeting.on, facts=facts)
    act.db.execute(
        update(TallyTable)
        .where(*_of(act, found, item))
        .values(closed_by=hand.id, closed_at=act.now, verdict=canonical(verdict.facts()).decode(), entry=entry)
    )
    return entry


def fault_of(db: Db, community: UUID, found: Record, item: ItemRow) -> Refusal | None:
    """Why this body could not decide the item on the day of the meeting at all: no authorisation in force (G46)."""
    motion, meeting = _motion(db, community, item), found.meeting
    if motion is None:
        return None
    return may_decide_by(db, community, meeting.kind, meeting.body_key, motion.matter, meeting.held_on)


def _of(act: Act, found: Record, item: ItemRow):  # type: ignore[no-untyped-def]
    return (
        TALLY.community_id == act.community,
        TALLY.meeting_id == found.meeting.id,
        TALLY.position == item.position,
    )
