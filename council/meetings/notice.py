"""What a notice says: which body, when and where, how it went out, what is on the agenda; and whether it can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from council.charters import counted_by
from council.kit.db import Db
from council.meetings.delegating import may_decide_by
from council.motions.tables import MotionRow
from council.rules.charter import Charter
from council.rules.hall import law_of
from council.rules.meeting import Notice, may_hold
from council.rules.refusal import Refusal
from council.seats.headcount import Headcount, headcounts
from council.seats.tables import BodyRow, bodies_of, body_at

WAYS = ("board", "broadcast", "personal", "wechat", "phone", "written")
"""How a notice goes out."""
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The notice of a meeting as its paper has it. Days are the paper's own; people are member numbers."""

    body: str
    held_on: date
    starts: str
    place: str
    sent_on: date
    sent_by: tuple[str, ...]
    online_way: str | None = None
    count_by: str | None = None  # "persons" or "households"; None: as the body's charter says
    host: int | None = None  # None: the chair of the body
    recorder: int | None = None  # None: the clerk who enters it


@dataclass(frozen=True, slots=True)
class Topic:
    """An item for an agenda: a motion by its number, or a plain matter by its title."""

    kind: str  # "decide", "discuss"
    motion: str | None = None
    title: str = ""


Agenda = Sequence[tuple[Topic, MotionRow | None]]
"""Items with their motions, where they have one."""


def law_for(body: BodyRow, count_by: str | None) -> Charter | None:
    """The charter under which a meeting of this body counts; None where it cannot count so."""
    return counted_by(body.law, count_by) if count_by else body.law


def may_call(db: Db, community: UUID, wanted: Wanted, agenda: Agenda, today: date) -> Refusal | None:
    """Whether such a notice can be. One too short is no refusal: the meeting then only discusses (G42)."""
    body = body_at(db, community, wanted.body)
    law = law_for(body, wanted.count_by)
    if law is None:
        other = Refusal("%(body)s does not count that way.", body=body.name)
        return other.with_notes(count_by=other)
    return _dates(wanted, today) or _ways(wanted, law) or _agenda(agenda) or _by_households(db, community, body, law)


def _dates(wanted: Wanted, today: date) -> Refusal | None:
    if wanted.sent_on > today:
        ahead = Refusal("The notice cannot have gone out on a day still to come.")
        return ahead.with_notes(sent_on=ahead)
    if wanted.held_on < wanted.sent_on:
        before = Refusal("The meeting cannot be before its notice.")
        return before.with_notes(held_on=before)
    if wanted.held_on > today + AHEAD:
        far = Refusal("This day is more than a year ahead.")
        return far.with_notes(held_on=far)
    return None


def _ways(wanted: Wanted, law: Charter) -> Refusal | None:
    if not wanted.sent_by or not set(wanted.sent_by) <= set(WAYS):
        none = Refusal("Please say how the notice went out.")
        return none.with_notes(sent_by=none)
    if wanted.online_way and not law.online:
        online = Refusal("Joining online does not count in this body: %(source)s", source=law.sources["online"].text)
        return online.with_notes(online_way=online)
    return None


def _agenda(agenda: Agenda) -> Refusal | None:
    if not agenda:
        return Refusal("A notice says what the meeting is about. Please write down at least one item.")
    return next(filter(None, map(_topic, agenda)), None) or _twice([motion for _, motion in agenda if motion])


def _topic(item: tuple[Topic, MotionRow | None]) -> Refusal | None:
    topic, motion = item
    if topic.kind not in ("decide", "discuss"):
        return Refusal("An item is decided or discussed.")
    if motion is None and not topic.title:
        return Refusal("Please write down what the item is about.")
    if motion is not None and motion.withdrawn_at:
        return Refusal("This motion was withdrawn. Please propose it anew.")
    return None


def _twice(motions: Sequence[MotionRow]) -> Refusal | None:
    for motion in motions:
        if sum(other.id == motion.id for other in motions) > 1:
            return Refusal("“%(title)s” stands twice on the agenda.", title=motion.title)
    return None


def _by_households(db: Db, community: UUID, body: BodyRow, law: Charter) -> Refusal | None:
    if law.count_by != "households":
        return None
    without = headcount_at(db, community, body.key).without_household
    return no_household(without) if without else None


def headcount_at(db: Db, community: UUID, body: str) -> Headcount:
    """How many belong to a body today; three statements, however many they are."""
    return headcounts(db, community, bodies_of(db, community), [body])[body]


def no_household(without: int) -> Refusal:
    return Refusal(
        "%(many)s people on the roll have no household number, so households cannot be counted. Enter the numbers"
        " first, or count by persons.",
        many=without,
    )


def warnings(db: Db, community: UUID, wanted: Wanted, agenda: Agenda) -> tuple[Refusal, ...]:
    """What the clerk should know before the notice is entered, because it will keep the meeting from deciding."""
    return tuple(_warnings(db, community, wanted, agenda))


def _warnings(db: Db, community: UUID, wanted: Wanted, agenda: Agenda) -> Iterator[Refusal]:
    body = body_at(db, community, wanted.body)
    law = law_for(body, wanted.count_by) or body.law
    if short := may_hold(Notice(wanted.sent_on, wanted.held_on, law_of(law).notice_days)):
        yield short
    for topic, motion in agenda:
        if motion and topic.kind == "decide":
            fault = may_decide_by(db, community, body.law.kind, body.key, motion.matter, wanted.held_on)
            if fault:
                yield fault
