"""A meeting that was held on paper, entered in one form: who came, who led and wrote, what was said and counted.

It is one act with one entry. What a second person and the chair do afterwards are acts of their own, as in the hall.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kit import clock
from council.kit.act import Act, NotFound
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.attending import hall_now, may_mark
from council.meetings.calling import change, keep_papers
from council.meetings.counting import may_enter_tally, tally_of, write_tally
from council.meetings.hands import Hand, need_enters
from council.meetings.marking import Mark, Unit, households_of, units_of, write_marks, write_rest
from council.meetings.opening import may_open, named_hands, write_roll
from council.meetings.reading import meeting_at, meeting_of, record_of
from council.meetings.rows import MeetingRow
from council.meetings.spoken import Spoken, may_have_said, write_observer, write_speech
from council.rules.hall import Channel, Presence
from council.rules.meeting import may_count
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the sheet says of one item."""

    position: int
    method: str  # "hands", "paper"
    yes: int
    no: int
    abstain: int
    spoiled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A meeting as its papers have it. People are member numbers. With nobody present, all came but the absent."""

    present: tuple[int, ...] = ()
    households: tuple[str, ...] = ()  # present, where the meeting counts households
    absent: tuple[tuple[int, str, str], ...] = ()  # with the reason, one of REASONS, and more words on it
    host: int | None = None
    recorder: int | None = None
    tellers: tuple[int, ...] = ()
    observers: tuple[tuple[str, str], ...] = ()  # name, post
    spoken: tuple[Spoken, ...] = ()
    counted: tuple[Counted, ...] = ()


def record_meeting(
    act: Act, ref: str, sheet: Sheet, *, sign_in: Sequence[Prepared] = (), tallies: Sequence[Prepared] = ()
) -> int:
    """Enter a whole meeting from its papers, with their photos: the roll as the body is seated today, who came, what
    was said and counted. Refused like each of its parts. The answer is the entry's number."""
    found = record_of(act.db, act.community, meeting_at(act.db, act.community, ref).id)
    hand = need_enters(act, found.meeting.body_key)
    if refusal := may_open(act.db, act.community, found, clock.day_of(act.now)):
        raise refusal
    if not sign_in:
        photo = Refusal("Please add the photo of the sign-in sheet.")
        raise photo.with_notes(sign_in=photo)
    facts = write_roll(act, found.meeting)
    values, hands = named_hands(act, sheet.host, sheet.recorder, sheet.tellers)
    if values:
        change(act, found.meeting.id, **values)
    meeting = meeting_of(act.db, act.community, found.meeting.id)
    marks = _mark(act, meeting, sheet)
    sealed = _said(act, meeting, sheet)
    files = keep_papers(act, meeting.id, "sign_in", sign_in)
    facts |= {"marks": marks, **hall_now(act, meeting).facts(), **({"hands": hands} if hands else {})}
    facts["tallies"] = _count(act, meeting, hand, sheet.counted, tallies, files)
    return record(act, "meeting.record", actor=hand.actor, on=meeting.on, facts=facts, sealed=sealed, files=files)


def _mark(act: Act, meeting: MeetingRow, sheet: Sheet) -> list[object]:
    """Everybody on the roll is marked: those named on one side, and the rest on the other."""
    for each in (Mark(number=0, status=Presence.PRESENT, channel=Channel.PAPER), *_absences(sheet)):
        if refusal := may_mark(meeting, each):
            raise refusal
    away = units_of(act, meeting, [number for number, _, _ in sheet.absent]) if sheet.absent else {}
    came = units_of(act, meeting, sheet.present) if sheet.present else {}
    there = {unit.row.number: unit for unit in (*came.values(), *households_of(act, meeting, sheet.households))}
    if both := there.keys() & {unit.row.number for unit in away.values()}:
        raise Refusal("Both present and absent: %(numbers)s.", numbers=sorted(both)[:12])
    pairs: list[tuple[Unit, Mark]] = [(away[each.number], each) for each in _absences(sheet)]
    sign = Mark(number=0, status=Presence.PRESENT, channel=Channel.PAPER)
    pairs += [(unit, sign) for unit in there.values()]
    marked = write_marks(act, meeting, pairs).groups if pairs else ()
    rest = Presence.ABSENT if there else Presence.PRESENT
    return [*marked, *write_rest(act, meeting, rest, Channel.PAPER).groups]


def _absences(sheet: Sheet) -> list[Mark]:
    return [
        Mark(number=number, status=Presence.ABSENT, reason=reason, note=note) for number, reason, note in sheet.absent
    ]


def _said(act: Act, meeting: MeetingRow, sheet: Sheet) -> dict[str, str]:
    """What is sealed of who sat in and who spoke."""
    sealed: dict[str, str] = {}
    for name, post in sheet.observers:
        number = write_observer(act, meeting, name, post)
        sealed |= {f"name:{number}": name, f"post:{number}": post}
    for spoken in sheet.spoken:
        if refusal := may_have_said(spoken):
            raise refusal
        number, of_speech = write_speech(act, meeting, spoken)
        sealed |= {f"{'speaker' if field == 'name' else field}:{number}": text for field, text in of_speech.items()}
    return sealed


def _count(
    act: Act, meeting: MeetingRow, hand: Hand, counted: Sequence[Counted], photos: Sequence[Prepared], files: list[str]
) -> list[dict[str, object]]:
    """Let every count stand, not confirmed."""
    found = record_of(act.db, act.community, meeting.id)
    if counted and not photos:
        photo = Refusal("Please add the photo of the sheet on which it was counted.")
        raise photo.with_notes(tallies=photo)
    told: list[dict[str, object]] = []
    for each in counted:
        item = found.item(each.position)
        if item is None:
            raise NotFound
        tally = tally_of(item, each.yes, each.no, each.abstain, each.spoiled)
        if refusal := may_enter_tally(act.db, act.community, found, item) or may_count(found.hall, tally):
            raise refusal.with_notes(**{f"yes_{each.position}": refusal})
        numbers: dict[str, object] = {
            "method": each.method, "yes": each.yes, "no": each.no, "abstain": each.abstain, "spoiled": each.spoiled,
        }  # fmt: skip
        write_tally(act, found, item, hand.id, numbers)
        told.append({"position": each.position, **numbers})
    if counted:
        only = counted[0].position if len(counted) == 1 else None
        files += keep_papers(act, meeting.id, "tally", photos, position=only)
    return told
