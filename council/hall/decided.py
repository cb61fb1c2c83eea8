"""How a motion was decided, by a vote by window or in a meeting of its body: what every paper says of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from council.charters.frozen import Law
from council.hall.paper_facts import Tally, Turnout, Unit
from council.kit.clock import day_of
from council.kit.db import Db
from council.kit.words import said
from council.ledger.telling import Say
from council.meetings.reading import ItemAbout, items_about
from council.meetings.records import Record
from council.meetings.rows import ItemRow
from council.meetings.saying import verdict_sum
from council.motions.tables import MotionRow
from council.rules.meeting import Attendance
from council.rules.refusal import N_
from council.rules.threshold import Verdict
from council.seats.tables import body_at
from council.votes.saying import arithmetic
from council.votes.standing import Standing, rounds_of

METHODS = {
    "hands": N_("show of hands"), "paper": N_("ballot papers"), "phones": N_("by telephone"),
    "window": N_("named vote until a deadline"),
}  # fmt: skip
AFTER_ALL = 2**31 - 1  # of a vote over whose end is not entered yet


@dataclass(frozen=True, slots=True)
class Decision:
    """A count that decided, with all that papers say of it. `since`: the first day of a vote by window."""

    body: str
    on: date
    verdict: Verdict
    tally: Tally
    turnout: Turnout
    method: str
    law: Law
    version: int | None
    entry: int | None
    since: date | None = None
    late: date | None = None  # the day on which it was entered afterwards
    round: Standing | None = None
    about: ItemAbout | None = None

    def sums(self, say: Say, lang: str) -> list[str]:
        """The arithmetic, and for a council whose seats have kinds how many of each there are."""
        if self.round is None:
            return [said(lang, verdict_sum(self.verdict))]
        kinds = [
            f"{said(lang, kind.name)} {sum(row.category == kind.key for row in self.round.roll)}"
            for kind in self.law.plan
        ]
        return [arithmetic(self.verdict, say), *([said(lang, kinds)] if len(kinds) > 1 else [])]


def decisions_of(
    db: Db, community: UUID, motion: MotionRow, now: datetime, items: Sequence[ItemAbout] | None = None
) -> list[Decision]:
    """Every count of the deciding body on a motion that is over, the first one first. `items`: where it stood on
    agendas, if that was read before."""
    if items is None:
        items = items_about(db, community, motion.id)
    body = body_at(db, community, motion.body_key).name
    found = [
        *(_voted(each, body) for each in rounds_of(db, community, motion.id, now) if each.verdict),
        *_met(items, motion.body_key),
    ]
    return sorted(found, key=lambda each: each.entry or AFTER_ALL)


def decided_before(decisions: Sequence[Decision], entry: int) -> Decision | None:
    """The decision that an entry of the book publishes: the last one that stood when it was made."""
    return next((each for each in reversed(decisions) if each.entry and each.entry < entry), None)


def _voted(each: Standing, body: str) -> Decision:
    verdict, roll = each.verdict, each.roll
    assert verdict is not None
    vacant, recused = sum(not row.filled for row in roll), sum(row.recused for row in roll)
    tally = Tally(
        verdict.yes, verdict.no, verdict.abstain, verdict.needed, verdict.passed, silent=verdict.silent,
        recused=recused, vacant=vacant,
    )  # fmt: skip
    needed = verdict.quorum_needed
    turnout = Turnout(len(roll) - vacant, verdict.present, needed, met=needed is None or verdict.present >= needed)
    return Decision(
        body, day_of(each.at), verdict, tally, turnout, METHODS["window"], each.vote.law, each.vote.version,
        each.vote.entry, since=day_of(each.vote.opened_at), round=each,
    )  # fmt: skip


def _met(items: Sequence[ItemAbout], body: str) -> Iterator[Decision]:
    for about in items:
        meeting, tally = about.meeting, about.item.tally
        if meeting.body_key == body and about.verdict and tally:
            yield Decision(
                meeting.body, meeting.held_on, about.verdict, tally_of(about.record, about.item),
                turnout_of(about.record, about.item), METHODS[tally.method], meeting.charter, about.item.version,
                tally.entry, late=late_of(about.record), about=about,
            )  # fmt: skip


def tally_of(record: Record, item: ItemRow) -> Tally:
    """The count on an item that its chair has closed, among all who could have voted."""
    verdict = item.verdict
    assert verdict is not None
    hall = (item.tally.hall if item.tally else None) or record.hall
    votes = verdict.yes + verdict.no + verdict.abstain
    return Tally(
        verdict.yes, verdict.no, verdict.abstain, verdict.needed, verdict.passed,
        silent=hall.due - item.recused - votes, recused=item.recused, vacant=hall.vacant,
        unit=_unit(record, hall.vacant),
    )  # fmt: skip


def _unit(record: Record, vacant: int) -> Unit:
    if record.meeting.law.by_households:
        return "households"
    return "seats" if vacant else "persons"


def turnout_of(record: Record, item: ItemRow | None = None) -> Turnout:
    """Who came, and whether the meeting's own rule found them enough."""
    hall = (item.tally.hall if item and item.tally else None) or record.hall
    there: Attendance = record.attendance(item)
    return Turnout(hall.due, hall.present, there.needed, met=there.met)


def late_of(record: Record) -> date | None:
    """The day on which a meeting was entered afterwards."""
    meeting = record.meeting
    return day_of(meeting.opened_at) if meeting.late and meeting.opened_at else None
