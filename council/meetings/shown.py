"""A meeting as pages show it: its quorum line, its items with their verdicts in pictures, its people where public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from council.kit.web import Here
from council.ledger.papers import PaperRow, papers_of
from council.meetings import saying
from council.meetings.lacking import approved
from council.meetings.records import PaperRef, Record, SpeechRow
from council.meetings.rows import ItemRow, OnRollRow
from council.rules.hall import Presence
from council.rules.meeting import Attendance
from council.rules.refusal import Refusal
from council.rules.threshold import Verdict
from council.seats.chart import ChartSeat, SeatChart, seat_chart
from council.seats.pass_line import PassLine, pass_line

MOST_SEATS = 120  # that a chart draws one by one


@dataclass(frozen=True, slots=True)
class QuorumShown:
    """What `meetings/_quorum.html` draws."""

    there: Attendance
    said: Refusal
    numbers: Refusal
    sums: tuple[Refusal, ...]
    left_out: Refusal | None
    line: Markup | None


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What `meetings/_item.html` draws of an item."""

    item: ItemRow
    speeches: tuple[SpeechRow, ...]
    outcome: Refusal | None = None
    word: Refusal | None = None
    sum: Refusal | None = None
    tallies: Refusal | None = None
    chart: Markup | None = None
    line: Markup | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self.item.verdict


def quorum_shown(record: Record, here: Here) -> QuorumShown:
    hall, there = record.hall, record.attendance()
    return QuorumShown(
        there=there,
        said=saying.quorum_said(there),
        numbers=saying.there_said(hall, households=record.meeting.law.by_households),
        sums=saying.arithmetic_of(there),
        left_out=saying.left_out_said(hall),
        line=_quorum_line(record, there, here) if there.needed and there.of else None,
    )


def _quorum_line(record: Record, there: Attendance, here: Here) -> Markup:
    hall = record.hall
    away = (there.of or 0) - hall.present - hall.unmarked
    line = PassLine(
        counts={"for": hall.present, "silent": hall.unmarked, "vacant": max(away, 0)},
        need=there.needed or 0,
        need_label=here.say("%(needed)s must be here", needed=there.needed),
        total_label=here.say("%(many)s in all", many=there.of),
        title=here.say("%(present)s of %(of)s are here; %(needed)s must be", present=hall.present, of=there.of,
                       needed=there.needed),
    )  # fmt: skip
    return pass_line(line)


def items_shown(record: Record, here: Here) -> list[ItemShown]:
    return [_item(record, item, here) for item in record.items]


def _item(record: Record, item: ItemRow, here: Here) -> ItemShown:
    speeches = record.said_on(item.position)
    verdict = item.verdict
    if verdict is None:
        return ItemShown(item, speeches)
    prefix = f"item-{record.meeting.ref}-{item.position}"
    return ItemShown(
        item,
        speeches,
        outcome=saying.outcome_said(verdict),
        word=saying.OUTCOMES[verdict.outcome],
        sum=saying.verdict_sum(verdict),
        tallies=saying.tallies_said(verdict),
        chart=_chart(record, verdict, prefix, here),
        line=_verdict_line(verdict, here),
    )


def counts_of(verdict: Verdict) -> dict[str, int]:
    """What weighs in the base of a verdict, as cells: without a vote are those present who gave none; who is not there,
    and the seats nobody holds, come last."""
    left, counts = verdict.of, {}
    unvoted = verdict.present - verdict.yes - verdict.no - verdict.abstain
    states = (("for", verdict.yes), ("against", verdict.no), ("abstain", verdict.abstain), ("silent", unvoted))
    for state, many in states:
        counts[state] = min(many, left)
        left -= counts[state]
    return {**counts, "vacant": left}


def _verdict_line(verdict: Verdict, here: Here) -> Markup:
    line = PassLine(
        counts=counts_of(verdict),
        need=verdict.needed,
        need_label=here.say("Pass line: %(needed)s", needed=verdict.needed),
        total_label=here.say("%(many)s in all", many=verdict.of),
        title=here.say(saying.outcome_said(verdict).reason, **saying.outcome_said(verdict).facts),
    )
    return pass_line(line)


SIGNS = {"for": "✓", "against": "✕", "abstain": "—", "silent": "", "vacant": ""}


def _chart(record: Record, verdict: Verdict, prefix: str, here: Here) -> Markup | None:
    """Everybody in the hall in their place, sorted by vote and without a name (design 2.1)."""
    hall = record.hall
    unvoted = verdict.present - verdict.yes - verdict.no - verdict.abstain
    away = hall.due + hall.vacant - verdict.present
    if not 0 < hall.due + hall.vacant <= MOST_SEATS:
        return None
    states = ["for"] * verdict.yes + ["silent"] * unvoted + ["abstain"] * verdict.abstain + ["against"] * verdict.no
    states += ["vacant"] * max(away, 0)
    said = saying.tallies_said(verdict)
    chart = SeatChart(
        seats=[ChartSeat(SIGNS[state], state, "all") for state in states],
        blocs={"all": (record.meeting.body, here.say("%(many)s in all", many=len(states)))},
        title=here.say("How they voted, without names"),
        desc=here.say(said.reason, **said.facts),
        big=str(verdict.yes),
        line=here.say("in favour, of %(present)s present", present=verdict.present),
        verdict=here.say(saying.OUTCOMES[verdict.outcome].reason),
        tone="passed" if verdict.passed else "failed",
    )
    return seat_chart(chart, prefix)


# ── papers and facts ──


def papers_shown(here: Here, record: Record, refs: Sequence[PaperRef], community: Any) -> list[PaperRow]:
    """The evidence with its addresses."""
    return list(papers_of(here.db, community, [ref.sha256 for ref in refs]).values())


def facts_of(record: Record, people: Sequence[OnRollRow]) -> dict[str, Any]:
    """The public facts of a meeting. Of those on its roll: names only where the charter makes the roll public, and
    never why somebody did not come."""
    meeting, there = record.meeting, record.attendance()
    named = meeting.law.roll == "named"
    return {
        "meeting": meeting.ref, "body": {"key": meeting.body_key, "name": meeting.body}, "state": meeting.state,
        "held_on": meeting.held_on, "starts": meeting.starts, "ends": meeting.ends, "place": meeting.place,
        "late": meeting.late, "entered_at": meeting.opened_at, "only_discusses": meeting.discusses,
        "notice": {
            "sent_on": meeting.sent_on, "ways": meeting.sent_by, "days": meeting.notice.given,
            "needed": meeting.notice.needed, "late": meeting.notice_late,
        },
        "cancelled_why": meeting.cancelled_why, "law": meeting.law.facts(), "charter": meeting.charter.name,
        "hall": record.hall.facts() if meeting.opened_at else None,
        "quorum": {"needed": there.needed, "of": there.of, "met": there.met} if meeting.opened_at else None,
        "host": meeting.host and meeting.host.name, "recorder": meeting.recorder and meeting.recorder.name,
        "people": [
            {"member": one.number, "name": one.name, "status": one.status, "channel": one.channel} for one in people
        ] if named else None,
        "items": [_item_facts(record, item) for item in record.items],
        "observers": record.observers,
        "minutes": {"approvals": record.approvals.many, "approved": approved(record)},
        "corrections": [
            {
                "number": one.number, "item": one.position, "text": one.text, "written_at": one.written_at,
                "confirmed_at": one.confirmed_at,
            }
            for one in record.corrections
        ],
        "papers": [{"kind": one.kind, "sha256": one.sha256} for one in record.papers],
    }  # fmt: skip


def _item_facts(record: Record, item: ItemRow) -> dict[str, Any]:
    return {
        "position": item.position, "title": item.title, "motion": item.ref, "version": item.version, "kind": item.kind,
        "added": item.added_at is not None, "deferred_why": item.deferred_why, "recused": item.recused,
        "method": item.tally.method if item.tally and item.verdict else None,
        "verdict": item.verdict.facts() if item.verdict else None, "entry": item.tally.entry if item.tally else None,
        "speeches": [
            {"name": speaker_said(record, one), "gist": one.gist, "stance": one.stance}
            for one in record.said_on(item.position)
        ],
    }  # fmt: skip


def speaker_said(record: Record, speech: SpeechRow) -> str | None:
    """Who spoke; None for a member of a body whose roll is not public."""
    return None if speech.member and record.meeting.law.roll != "named" else speech.name


def sorted_people(people: Sequence[OnRollRow]) -> dict[Presence, list[OnRollRow]]:
    """Those on a public roll by whether they came."""
    return {status: [one for one in people if one.status is status] for status in Presence}
