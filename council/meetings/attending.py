"""Roll call: who came, by which way, who did not and why. One at a time, many at once, or all the rest."""

from collections.abc import Sequence

from sqlalchemy import select, update

from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.meetings.calling import change, keep_papers, may_still
from council.meetings.columns import ATTENDANCE
from council.meetings.hands import Hand, need_enters
from council.meetings.marking import Mark, group_of, households_of, record_marks, units_of, write_marks
from council.meetings.reading import meeting_at
from council.meetings.rows import MeetingRow, State
from council.meetings.tables import Attendance
from council.rules.hall import Channel, Presence, may_attend_by
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
    return write_marks(act, meeting, hand, [(units[each.number], each) for each in marks])


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
    return write_marks(act, meeting, hand, [(unit, sheet) for unit in listed.values()], files)


def mark_rest(act: Act, ref: str) -> int:
    """Whoever is not called yet did not come. The answer is how many they are."""
    meeting, hand = _ready(act, ref)
    rest = (
        ATTENDANCE.community_id == act.community,
        ATTENDANCE.meeting_id == meeting.id,
        ATTENDANCE.status.is_(None),
    )
    numbers = [row.number for row in act.db.execute(select(ATTENDANCE.number).where(*rest)).all()]
    if not numbers:
        raise Refusal("Of everybody on the roll it is said already whether they came.")
    act.db.execute(update(Attendance).where(*rest).values(status="absent", marked_at=act.now))
    record_marks(act, meeting, hand, [group_of(meeting, "absent", None, numbers)])
    return len(numbers)


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
    record(act, "meeting.report", actor=hand.actor, on=meeting.on, facts={"reported": many}, files=files)


def _ready(act: Act, ref: str) -> tuple[MeetingRow, Hand]:
    meeting = meeting_at(act.db, act.community, ref)
    hand = need_enters(act, meeting.body_key)
    if refusal := may_mark(meeting):
        raise refusal
    return meeting, hand
