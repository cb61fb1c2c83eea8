"""The minutes of a meeting as they were entered, for the sheets that are signed and filed."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from council.hall.decided import METHODS, late_of, tally_of, turnout_of
from council.hall.paper_minutes import Item, Minutes, Speech
from council.hall.printed_facts import facts_said, newest_on
from council.kit import clock, words
from council.kit.here import Here
from council.meetings import saying
from council.meetings.records import Record
from council.meetings.roll_call import roll_of_meeting
from council.meetings.rows import ItemRow, OnRollRow
from council.motions.versions import wordings_of
from council.motions.wording import Wording
from council.places.tables import Place
from council.rules.hall import Presence
from council.rules.refusal import N_, Refusal

BLANK = "________"
MOST_NAMES = 60  # of more people the sign-in sheet gives the names
Wordings = Mapping[tuple[UUID, int], Wording]


def minutes_of(here: Here, place: Place, record: Record) -> Minutes:
    """A meeting whose roll was called, however far it is: what is not entered stays open to be written in."""
    meeting, lang = record.meeting, here.lang
    people = roll_of_meeting(here.db, place.id, meeting.id)
    wordings = wordings_of(here.db, place.id, [item.motion_id for item in record.items if item.motion_id])
    entry = newest_on(here.db, place.id, meeting.on)
    return Minutes(
        body=meeting.body, meeting=words.full_day(lang, meeting.held_on),
        held=meeting.held_on, begun=meeting.starts, ended=meeting.ends or BLANK,
        place=_place(here, record), host=meeting.host.name if meeting.host else BLANK,
        recorder=meeting.recorder.name if meeting.recorder else BLANK, turnout=turnout_of(record),
        present=_present(here, people), absent=absent_of(here, people),
        observers=[(one.name, one.post) for one in record.observers],
        items=[_item(here, record, item, wordings) for item in record.items],
        late=late_of(record), corrections=_corrections(record), entry=entry.entry, code=entry.code, lang=lang,
    )  # fmt: skip


def _place(here: Here, record: Record) -> str:
    meeting = record.meeting
    if not meeting.online_way:
        return meeting.place
    return f"{meeting.place}；{here.say(N_('online: %(way)s'), way=meeting.online_way)}"


def _present(here: Here, people: Sequence[OnRollRow]) -> list[str]:
    there = [one for one in people if one.status is Presence.PRESENT]
    if len(there) > MOST_NAMES:
        return [here.say(N_("%(many)s, by the sign-in sheet"), many=len(there))]
    return [_came(here, one) for one in there]


def _came(here: Here, one: OnRollRow) -> str:
    came = one.delegate or (one.came.name if one.came and one.came.id != one.id else "")
    return f"{one.name}（{here.say(N_('represented by %(name)s'), name=came)}）" if came else one.name


def absent_of(here: Here, people: Sequence[OnRollRow]) -> list[tuple[str, str]]:
    """Who did not come, and why; of more than some dozens only how many."""
    away = [one for one in people if one.status in (Presence.ABSENT, Presence.UNREACHABLE)]
    if len(away) > MOST_NAMES:
        return [(here.say(N_("%(many)s, by the sign-in sheet"), many=len(away)), "")]
    return [(one.name, _why(here, one)) for one in away]


def _why(here: Here, one: OnRollRow) -> str:
    if one.status is Presence.UNREACHABLE:
        return words.said(here.lang, saying.PRESENCES[Presence.UNREACHABLE])
    reason = words.said(here.lang, saying.REASONS[one.reason]) if one.reason else ""
    return "，".join(filter(None, (reason, one.note or "")))


def _item(here: Here, record: Record, item: ItemRow, wordings: Wordings) -> Item:
    say, lang = here.say, here.lang
    wording = wordings.get((item.motion_id, item.version)) if item.motion_id and item.version else None
    colon = ": " if lang == "en" else "："
    facts = facts_said(wording, say, lang) if wording else []
    verdict, tally = item.verdict, item.tally
    return Item(
        title=item.title, explained="\n".join(f"{label}{colon}{value}" for label, value in facts),
        speeches=[Speech(one.name, one.gist, one.stance) for one in record.said_on(item.position)],
        tally=tally_of(record, item) if verdict else None, method=say(METHODS[tally.method]) if tally else "",
        tellers=[one.name for one in record.meeting.tellers] if verdict else (),
        outcome=words.said(lang, _outcome(record, item)),
        resolved=words.said(lang, saying.verdict_sum(verdict)) if verdict else "",
        recused=[(one.person.name, one.reason) for one in item.recusals],
    )  # fmt: skip


def _outcome(record: Record, item: ItemRow) -> Refusal:
    if item.deferred_at:
        return Refusal("Put off: %(why)s", why=item.deferred_why)
    if item.verdict:
        return Refusal("%(word)s. %(sentence)s", word=saying.OUTCOMES[item.verdict.outcome],
                       sentence=saying.outcome_said(item.verdict))  # fmt: skip
    if item.decides and not record.meeting.discusses:
        return Refusal("Not counted yet.")
    return Refusal("Discussed; nothing was decided.")


def _corrections(record: Record) -> list[tuple[date, str]]:
    """Those that a second person has confirmed."""
    return [(clock.day_of(one.confirmed_at), one.text) for one in record.corrections if one.confirmed_at]
