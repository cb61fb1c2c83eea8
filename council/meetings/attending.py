"""Roll call: who came, by which way, who did not and why. One at a time, many at once, or all the rest."""

from collections.abc import Sequence
from dataclasses import replace

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.calling import change, keep_papers, may_still
from council.meetings.hands import Hand, need_enters
from council.meetings.marking import Mark, Marked, households_of, units_of, write_marks, write_rest
from council.meetings.reading import meeting_at, record_of
from council.meetings.roll_call import halls_of
from council.meetings.rows import MeetingRow, State
from council.rules.hall import Channel, Hall, Presence, may_attend_by
from council.rules.refusal import Refusal

REASONS = ("ill", "away", "working", "family", "other", "none")
"""Why someone did not come; "none": without saying why."""


def may_mark(meeting: MeetingRow, mark: Mark | None = None) -> Refusal | None:
    """Whether the roll may be marked, and so: while the meeting is open, and in a way its law knows."""
    if refusal := may_still(meeting):
        return refusal
    if meeting.state is not State.OPEN:
        return Refusal("The roll is not called yet.")
    if mark is None:
        return None
    if mark.status is Presence.PRESENT:
        return _by_this_way(meeting, mark) or _delegate_is_whole(mark)
    if mark.reason is not None and mark.reason not in REASONS:
        return Refusal("Please choose one of these.").with_notes(reason=Refusal("Please choose one of these."))
    return None


def _by_this_way(meeting: MeetingRow, mark: Mark) -> Refusal | None:
    """Whether the law of the meeting knows this way of attending; the refusal cites it."""
    refusal = may_attend_by(meeting.law, mark.channel, mark.relation)
    source = meeting.charter.sources.get("online" if mark.channel is Channel.ONLINE else "proxies")
    if refusal is None or source is None:
        return refusal
    return Refusal("%(reason)s (%(source)s)", reason=refusal, source=source.text).with_notes(channel=refusal)


def _delegate_is_whole(mark: Mark) -> Refusal | None:
    if mark.channel is not Channel.DELEGATE:
        return None
    if not mark.delegate and mark.delegate_number is None:
        who = Refusal("Please say who came in their place.")
        return who.with_notes(delegate=who)
    if mark.mandate is None:
        paper = Refusal("Please add the photo of the written mandate.")
        return paper.with_notes(mandate=paper)
    return None


def mark(act: Act, ref: str, marks: Sequence[Mark]) -> int:
    """Say of these members whether they came. By households, each number stands for its household. The entry."""
    meeting, hand = _ready(act, ref)
    if not marks:
        raise Refusal("Please choose somebody.")
    for each in marks:
        if refusal := may_mark(meeting, each):
            raise refusal
    units = units_of(act, meeting, [each.number for each in marks])
    return _record(act, meeting, hand, write_marks(act, meeting, [(units[each.number], each) for each in marks]))


def mark_present(
    act: Act, ref: str, *, numbers: Sequence[int] = (), households: Sequence[str] = (),
    channel: Channel = Channel.PAPER, sheets: Sequence[Prepared] = (),
) -> int:  # fmt: skip
    """Enter from the sign-in sheet who came: member numbers, or household numbers where households are counted."""
    meeting, hand = _ready(act, ref)
    sheet = Mark(number=0, status=Presence.PRESENT, channel=channel)
    if refusal := may_mark(meeting, sheet):
        raise refusal
    units = units_of(act, meeting, numbers) if numbers else {}
    listed = {unit.row.number: unit for unit in units.values()}
    for unit in households_of(act, meeting, households):
        listed.setdefault(unit.row.number, unit)
    if not listed:
        raise Refusal("Please write down at least one number.")
    files = keep_papers(act, meeting.id, "sign_in", sheets)
    return _record(act, meeting, hand, write_marks(act, meeting, [(unit, sheet) for unit in listed.values()]), files)


def mark_rest(act: Act, ref: str, status: Presence = Presence.ABSENT) -> int:
    """Of everybody who is not called yet it is said at once that they came, or that they did not. The entry."""
    meeting, hand = _ready(act, ref)
    if status is Presence.UNREACHABLE:
        raise Refusal("Please choose one of these.")
    marked = write_rest(act, meeting, status)
    if not marked.groups:
        raise Refusal("Of everybody on the roll it is said already whether they came.")
    return _record(act, meeting, hand, marked)


def report_unreachable(act: Act, ref: str, many: int, papers: Sequence[Prepared]) -> None:
    """Enter how many who are out of reach were reported at the meeting, with the paper on it (Chongqing art. 7)."""
    meeting, hand = _ready(act, ref)
    if meeting.law.unreachable != "leave_out":
        raise Refusal("In this body everybody weighs in the total, in reach or not.")
    if not papers:
        paper = Refusal("Please add the paper that was read out.")
        raise paper.with_notes(papers=paper)
    change(act, meeting.id, reported=many)
    files = keep_papers(act, meeting.id, "reported", papers)
    facts = hall_now(act, replace(meeting, reported=many)).facts()
    record(act, "meeting.report", actor=hand.actor, on=meeting.on, facts=facts, files=files)


def _ready(act: Act, ref: str) -> tuple[MeetingRow, Hand]:
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_mark(meeting):
        raise refusal
    if any(item.poll and item.poll.runs for item in record_of(act.db, act.community, meeting.id).items):
        raise Refusal("A vote by phone runs. Count it first, then go on with the roll.")
    return meeting, hand


def _record(act: Act, meeting: MeetingRow, hand: Hand, marked: Marked, files: Sequence[str] = ()) -> int:
    facts = {"marks": list(marked.groups), **hall_now(act, meeting).facts()}
    return record(
        act, "meeting.attend", actor=hand.actor, on=meeting.on, facts=facts, sealed=marked.sealed,
        files=[*files, *marked.mandates],
    )  # fmt: skip


def hall_now(act: Act, meeting: MeetingRow) -> Hall:
    """Who is there, after what this act has written."""
    return halls_of(act.db, act.community, [meeting])[meeting.id]
