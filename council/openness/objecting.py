"""Someone says something against a notice: on the web without an account, on a slip in the box, or on the telephone."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, insert, select

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.motions.tables import MotionRow, motion_at
from council.openness import crowd, path
from council.openness.calendar import calendar_of
from council.openness.codes import hash_of
from council.openness.notices import OBJECTION, NoticeRow, notices_of
from council.openness.tables import Objection
from council.openness.who import need, stands
from council.rules.days import due_day, may_date
from council.rules.publicity import may_object
from council.rules.refusal import N_, Refusal

CHANNELS = ("paper", "call")  # that somebody else types in
LEAST_TEXT = 4  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An objection as someone makes it: their words, what they call themselves, a telephone if they wish."""

    text: str
    category: str
    phone: str | None = None
    photo: Prepared | None = None  # of the slip, or of what is meant


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a web form came from, for the count alone; and the answer to the sum, where one was asked."""

    address: str
    event: str
    answer: str = ""


def may_file(notice: NoticeRow | None, filed_on: date, now: datetime) -> Refusal | None:
    """Whether an objection received on that day counts: anyone's may, until 24:00 of the last day."""
    if notice is None:
        return Refusal("Nothing of this matter is published now, so nothing can be objected to.")
    return may_object(notice.posting, filed_on, clock.day_of(now))


def file(act: Act, ref: str, said: Said, code: str, sender: Sender) -> int:
    """Object on the web; nobody need sign in. The answer is the objection's number on its motion."""
    filing = _filing(act, ref, said, "web", clock.day_of(act.now))
    if refusal := crowd.may_come(act.db, act.community, sender.address, act.now, sender.event, sender.answer):
        raise refusal
    photos = _photos(act, said)
    entry = record(
        act, "objection.file", actor="resident", on=filing.on, facts=filing.facts, kept=filing.kept, files=photos
    )
    _keep(act, filing, code, entry)
    crowd.count(act, sender.address)
    return filing.number


def enter(act: Act, ref: str, said: Said, code: str, channel: str, filed_on: date) -> int:
    """Type in a slip from the box, or what was said on the telephone: the clerk does it, or the supervisory committee.
    It counts from the day on which it came. The answer is the objection's number."""
    hand = need(stands(act).enters, N_("The clerk or the supervisory committee types in slips and calls."))
    if channel not in CHANNELS:
        unknown = Refusal("Please choose one of these.")
        raise unknown.with_notes(channel=unknown)
    if refusal := may_date(filed_on, today=clock.day_of(act.now)):
        raise refusal.with_notes(filed_on=refusal)
    filing = _filing(act, ref, said, channel, filed_on)
    photos = _photos(act, said)
    entry = record(
        act, "objection.enter", actor=hand.actor, on=filing.on, facts=filing.facts, kept=filing.kept, files=photos
    )
    _keep(act, filing, code, entry)
    return filing.number


def hung_on(db: Db, community: UUID, motion: UUID, day: date) -> NoticeRow | None:
    """The newest notice of a motion that was posted by that day; else the newest of all."""
    notices = notices_of(db, community, motion)
    return next((notice for notice in notices if notice.posted_on <= day), notices[0] if notices else None)


# ── how ──


@dataclass(frozen=True, slots=True)
class Filing:
    """An objection about to be kept. Its words enter the book sealed, and are not opened there."""

    motion: MotionRow
    notice: NoticeRow
    number: int
    said: Said
    channel: str
    filed_on: date
    reply_due: date
    salt: str

    @property
    def on(self) -> str:
        return f"objection:{self.motion.ref}/{self.number}"

    @property
    def facts(self) -> dict[str, object]:
        return {
            "number": self.number, "about": self.notice.about.value, "posting": self.notice.attempt,
            "channel": self.channel, "category": self.said.category, "filed_on": self.filed_on.isoformat(),
            "reply_due": self.reply_due.isoformat(),
        }  # fmt: skip

    @property
    def kept(self) -> dict[str, tuple[str, str]]:
        return {"text": (self.said.text, self.salt)}


def _filing(act: Act, ref: str, said: Said, channel: str, filed_on: date) -> Filing:
    motion = motion_at(act.db, act.community, ref)
    notice = hung_on(act.db, act.community, motion.id, filed_on)
    if refusal := may_file(notice, filed_on, act.now):
        raise refusal.with_notes(filed_on=refusal) if channel != "web" else refusal
    if len(said.text) < LEAST_TEXT:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_TEXT)
        raise short.with_notes(text=short)
    assert notice is not None
    due = due_day(filed_on, notice.law.reply_days, calendar_of(act.db, act.community))
    number = _next_number(act, motion.id)
    return Filing(motion, notice, number, said, channel, filed_on, due, secrets.token_hex(32))


def _keep(act: Act, filing: Filing, code: str, entry: int) -> None:
    act.db.execute(
        insert(Objection).values(
            community_id=act.community, id=new_id(), motion_id=filing.motion.id, notice_id=filing.notice.id,
            number=filing.number, channel=filing.channel, category=filing.said.category, text=filing.said.text,
            salt=filing.salt, phone=filing.said.phone, code_hash=hash_of(act.community, code),
            filed_on=filing.filed_on, filed_at=act.now, entry=entry, reply_due=filing.reply_due,
            photo=filing.said.photo.sha256 if filing.said.photo else None,
        )
    )  # fmt: skip
    path.waits(act, filing.motion.id)


def _photos(act: Act, said: Said) -> list[str]:
    """The photograph that came with it, for the supervisory committee and the clerk alone."""
    return [keep(act, said.photo, public=False)] if said.photo else []


def _next_number(act: Act, motion: UUID) -> int:
    """The number after the last on this motion. The head row's lock keeps it from being taken."""
    query = select(func.max(OBJECTION.number)).where(
        OBJECTION.community_id == act.community, OBJECTION.motion_id == motion
    )
    last: int | None = act.db.execute(query).scalar()
    return (last or 0) + 1
