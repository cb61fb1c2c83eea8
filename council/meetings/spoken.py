"""Who sat in, who spoke, and the gist of what they said."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from council.kit.act import Act
from council.ledger.acts import record
from council.meetings.agenda import item_at, may_enter
from council.meetings.columns import OBSERVER, SPEECH
from council.meetings.hands import need_enters
from council.meetings.marking import units_of
from council.meetings.reading import meeting_at
from council.meetings.rows import MeetingRow
from council.meetings.tables import Observer, Speech
from council.rules.refusal import Refusal

STANCES = ("for", "against", "neutral")


def add_observer(act: Act, ref: str, name: str, post: str) -> None:
    """Someone sat in, who may speak and does not vote (列席): with their post, as the register asks."""
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_enter(meeting):
        raise refusal
    number = write_observer(act, meeting, name, post)
    sealed = {"name": name, "post": post}
    record(act, "meeting.observer", actor=hand.actor, on=meeting.on, facts={"number": number}, sealed=sealed)


def write_observer(act: Act, meeting: MeetingRow, name: str, post: str) -> int:
    """The answer is their number at this meeting. Records nothing itself."""
    of_meeting = (OBSERVER.community_id == act.community, OBSERVER.meeting_id == meeting.id)
    number = (act.db.execute(select(func.max(OBSERVER.number)).where(*of_meeting)).scalar() or 0) + 1
    act.db.execute(
        insert(Observer).values(
            community_id=act.community, meeting_id=meeting.id, number=number, name=name, post=post, entered_at=act.now
        )
    )
    return number


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who spoke on an item and the gist of it. A member by number; anybody else by name."""

    position: int
    gist: str
    stance: str = "neutral"
    member: int | None = None
    name: str = ""


def may_have_said(spoken: Spoken) -> Refusal | None:
    """Whether it is whole: who, what, and for or against."""
    if spoken.stance not in STANCES:
        return Refusal("Please choose one of these.").with_notes(stance=Refusal("Please choose one of these."))
    if spoken.member is None and not spoken.name:
        who = Refusal("Please say who spoke.")
        return who.with_notes(name=who)
    return None


def add_speech(act: Act, ref: str, spoken: Spoken) -> None:
    """Enter who spoke on an item, and the gist of it."""
    found, _item = item_at(act, ref, spoken.position)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_enter(found.meeting) or may_have_said(spoken):
        raise refusal
    number, sealed = write_speech(act, found.meeting, spoken)
    facts: dict[str, object] = {"position": spoken.position, "number": number, "stance": spoken.stance}
    record(act, "meeting.speech", actor=hand.actor, on=found.meeting.on, facts=facts, sealed=sealed)


def write_speech(act: Act, meeting: MeetingRow, spoken: Spoken) -> tuple[int, dict[str, str]]:
    """The number of what was said at this meeting, and what the book seals of it: of who belongs to a body whose roll
    is not public, no name. Records nothing itself."""
    unit = units_of(act, meeting, [spoken.member])[spoken.member] if spoken.member is not None else None
    person = unit and (unit.came or unit.row)
    of_meeting = (SPEECH.community_id == act.community, SPEECH.meeting_id == meeting.id)
    number = (act.db.execute(select(func.max(SPEECH.number)).where(*of_meeting)).scalar() or 0) + 1
    name = person.name if person else spoken.name
    act.db.execute(
        insert(Speech).values(
            community_id=act.community, meeting_id=meeting.id, number=number, position=spoken.position,
            membership_id=person.id if person else None, name=name, gist=spoken.gist, stance=spoken.stance,
            entered_at=act.now,
        )
    )  # fmt: skip
    named = person is None or meeting.law.roll == "named"
    return number, {"gist": spoken.gist, **({"name": name} if named else {})}
