"""Counting a vote by phone: it ends with that, its seals are opened, and hands without a phone are added."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.agenda import open_item
from council.meetings.calling import keep_papers
from council.meetings.columns import PHONE_VOTE, POLL
from council.meetings.counting import may_enter_tally, tally_of, write_tally
from council.meetings.poll_tables import Poll
from council.meetings.records import Record
from council.meetings.rows import ItemRow
from council.rules.meeting import may_count
from council.rules.refusal import Refusal


def count_poll(
    act: Act, ref: str, position: int, *, yes: int = 0, no: int = 0, abstain: int = 0, sheets: Sequence[Prepared] = ()
) -> int:
    """End a vote by phone and count it. `yes`, `no` and `abstain` are the hands of those without a phone; any of them
    needs the photo of the sheet. Counted again, only the hands change. The answer is the entry's number."""
    found, item, hand = open_item(act, ref, position)
    if item.poll is None:
        raise Refusal("It is not voted on by phone at this moment.")
    if refusal := may_enter_tally(act.db, act.community, found, item):
        raise refusal
    ballots = _ballots(act, found, item)
    by_phone = {choice: sum(one["choice"] == choice for one in ballots) for choice in ("for", "against", "abstain")}
    total = {"yes": by_phone["for"] + yes, "no": by_phone["against"] + no, "abstain": by_phone["abstain"] + abstain}
    if refusal := may_count(found.hall, tally_of(item, **total)):
        raise refusal.with_notes(yes=refusal)
    if yes + no + abstain and not sheets and not found.of_kind("tally", position):
        photo = Refusal("Please add the photo of the sheet on which it was counted.")
        raise photo.with_notes(sheets=photo)
    if item.poll.runs:
        act.db.execute(
            update(Poll)
            .where(POLL.community_id == act.community, POLL.meeting_id == found.meeting.id, POLL.position == position)
            .values(ended_at=act.now)
        )
    files = keep_papers(act, found.meeting.id, "tally", sheets, position=position)
    hands = {"hand_yes": yes, "hand_no": no, "hand_abstain": abstain}
    write_tally(act, found, item, hand.id, {"method": "phones", **total, "spoiled": 0, **hands})
    facts: dict[str, object] = {
        "position": position, "method": "phones", **total, "spoiled": 0, **hands, "ballots": ballots,
        "present": found.hall.present - item.recused_present,
    }  # fmt: skip
    return record(act, "meeting.tally", actor=hand.actor, on=found.meeting.on, facts=facts, files=files)


def _ballots(act: Act, found: Record, item: ItemRow) -> list[Mapping[str, object]]:
    """What the seals of the standing votes hide, by the number of the ballot."""
    query = (
        select(PHONE_VOTE.ballot, PHONE_VOTE.choice, PHONE_VOTE.entry, PHONE_VOTE.salt)
        .where(
            PHONE_VOTE.community_id == act.community,
            PHONE_VOTE.meeting_id == found.meeting.id,
            PHONE_VOTE.position == item.position,
        )
        .order_by(PHONE_VOTE.ballot)
    )
    return [dict(row._mapping) for row in act.db.execute(query).all()]
