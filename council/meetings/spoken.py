"""Who sat in, who spoke, and the gist of what they said."""

from sqlalchemy import func, insert, select

from council.kit.act import Act
from council.ledger.acts import record
from council.meetings.agenda import item_at, may_enter
from council.meetings.columns import OBSERVER, SPEECH
from council.meetings.hands import need_enters
from council.meetings.marking import units_of
from council.meetings.reading import meeting_at
from council.meetings.tables import Observer, Speech
from council.rules.refusal import Refusal

STANCES = ("for", "against", "neutral")


def add_observer(act: Act, ref: str, name: str, post: str) -> None:
    """Someone sat in, who may speak and does not vote (列席): with their post, as the register asks."""
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_enter(meeting):
        raise refusal
    last = select(func.max(OBSERVER.number)).where(
        OBSERVER.community_id == act.community, OBSERVER.meeting_id == meeting.id
    )
    number = (act.db.execute(last).scalar() or 0) + 1
    act.db.execute(
        insert(Observer).values(
            community_id=act.community, meeting_id=meeting.id, number=number, name=name, post=post, entered_at=act.now
        )
    )
    record(
        act, "meeting.observer", actor=hand.actor, on=meeting.on, facts={"number": number},
        sealed={"name": name, "post": post},
    )  # fmt: skip


def add_speech(
    act: Act, ref: str, position: int, gist: str, stance: str, *, member: int | None = None, name: str = ""
) -> None:
    """Enter who spoke on an item and the gist of it. A member by number; anybody else by name."""
    found, item = item_at(act, ref, position)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_enter(found.meeting):
        raise refusal
    if stance not in STANCES:
        raise Refusal("Please choose one of these.").with_notes(stance=Refusal("Please choose one of these."))
    unit = units_of(act, found.meeting, [member])[member] if member is not None else None
    if unit is None and not name:
        who = Refusal("Please say who spoke.")
        raise who.with_notes(name=who)
    person = unit and (unit.came or unit.row)
    spoke = person.name if person else name
    last = select(func.max(SPEECH.number)).where(
        SPEECH.community_id == act.community, SPEECH.meeting_id == found.meeting.id
    )
    number = (act.db.execute(last).scalar() or 0) + 1
    act.db.execute(
        insert(Speech).values(
            community_id=act.community, meeting_id=found.meeting.id, number=number, position=item.position,
            membership_id=person.id if person else None, name=spoke, gist=gist, stance=stance, entered_at=act.now,
        )
    )  # fmt: skip
    named = person is None or found.meeting.law.roll == "named"
    facts: dict[str, object] = {"position": item.position, "number": number, "stance": stance}
    sealed = {"gist": gist, **({"name": spoke} if named else {})}
    record(act, "meeting.speech", actor=hand.actor, on=found.meeting.on, facts=facts, sealed=sealed)
