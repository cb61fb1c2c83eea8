"""Papers that go round in a meeting, from its roll: before it is called the body's own, afterwards the one it froze."""

from council.charters.frozen import Law
from council.hall.decided import late_of
from council.hall.paper_meeting import Ballots, Signer, SignIn
from council.hall.printed_facts import facts_said, numbered
from council.kit import words
from council.kit.here import Here
from council.meetings import saying
from council.meetings.opening import on_roll_today
from council.meetings.records import Record
from council.meetings.roll_call import roll_of_meeting
from council.meetings.rows import ItemRow, MeetingRow, OnRollRow
from council.motions.versions import wordings_of
from council.places.tables import Place
from council.rules.hall import Presence
from council.rules.refusal import N_
from council.rules.threshold import judge
from council.seats.roll import OnRoll, roll_of

MOST_PAPERS = 60  # ballot papers drawn at once; those without a number are alike, and printed again


def sign_in_of(here: Here, place: Place, record: Record) -> SignIn:
    """Everybody on the roll, with what it says already of who came."""
    meeting = record.meeting
    return SignIn(
        body=meeting.body, meeting=titles_of(record), held=meeting.held_on, time=meeting.starts, place=meeting.place,
        roll=[_signer(here, meeting, one) for one in _roll(here, place, meeting)],
        needed=_needed(here, place, record), late=late_of(record), lang=here.lang,
    )  # fmt: skip


def titles_of(record: Record) -> str:
    """What the meeting is about, in its own words."""
    return "；".join(item.title for item in record.items)


def _roll(here: Here, place: Place, meeting: MeetingRow) -> list[OnRoll] | list[OnRollRow]:
    if meeting.opened_at:
        return roll_of_meeting(here.db, place.id, meeting.id)
    return on_roll_today(here.db, place.id, meeting)


def _needed(here: Here, place: Place, record: Record) -> int | None:
    """How many must come, by the rule of the meeting."""
    if record.meeting.opened_at:
        return record.attendance().needed
    law = record.meeting.law
    before = roll_of(here.db, place.id, record.meeting.body_key).count_before(law.count_by)
    return judge(law.rule, before).quorum_needed


def _signer(here: Here, meeting: MeetingRow, one: OnRoll | OnRollRow) -> Signer:
    return Signer(one.name, _beside(here, meeting, one), _note(here, one) if isinstance(one, OnRollRow) else "")


def _beside(here: Here, meeting: MeetingRow, one: OnRoll | OnRollRow) -> str:
    if meeting.law.by_households:
        return here.say(N_("household %(number)s"), number=one.household)
    law: Law = meeting.charter
    return words.said(here.lang, law.kind(one.category)) if len(law.plan) > 1 else ""


def _note(here: Here, one: OnRollRow) -> str:
    """Why somebody did not come, or who came for them."""
    if one.status is Presence.PRESENT:
        came = one.delegate or (one.came.name if one.came and one.came.id != one.id else "")
        return here.say(N_("represented by %(name)s"), name=came) if came else ""
    if one.status is None:
        return ""
    said = [words.said(here.lang, saying.PRESENCES[one.status])]
    if one.reason and one.status is Presence.ABSENT:
        said = [words.said(here.lang, saying.REASONS[one.reason])]
    return "，".join(filter(None, (*said, one.note or "")))


# ── ballot papers ──


def ballots_of(here: Here, place: Place, record: Record, item: ItemRow, *, named: bool) -> Ballots:
    """Papers for one item: without a number for so many as are handed out, or `named` one for each on the roll.

    One a person, or one a household where the meeting counts households.
    """
    meeting, say, lang = record.meeting, here.say, here.lang
    roll = _roll(here, place, meeting)
    wording = None
    if item.motion_id and item.version:
        wording = wordings_of(here.db, place.id, [item.motion_id])[item.motion_id, item.version]
    return Ballots(
        community=place.name, body=meeting.body, number=numbered(place, item.ref, say) if item.ref else "",
        title=item.title, facts=facts_said(wording, say, lang) if wording else [], held=meeting.held_on,
        seats=[(one.number, _hands_out(here, meeting, one)) for one in roll] if named else (),
        papers=0 if named else min(handed_out(record, len(roll)), MOST_PAPERS), lang=lang,
    )  # fmt: skip


def handed_out(record: Record, on_roll: int) -> int:
    """How many papers: for those present once the roll is called, else for everybody on it."""
    return record.hall.present if record.meeting.opened_at and record.hall.present else on_roll


def many_on_roll(here: Here, place: Place, record: Record) -> int:
    """How many papers this meeting needs."""
    return handed_out(record, len(_roll(here, place, record.meeting)))


def _hands_out(here: Here, meeting: MeetingRow, one: OnRoll | OnRollRow) -> str:
    beside = _beside(here, meeting, one) if meeting.law.by_households else ""
    return f"{one.name} {beside}".rstrip()
