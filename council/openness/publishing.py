"""A notice is posted, photographed where it hangs, and, if it must be, taken down before its time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, update

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.ledger.acts import record
from council.motions.tables import MotionRow, motion_at
from council.openness import path
from council.openness.calendar import calendar_of
from council.openness.checks import checks_of, holds
from council.openness.law import Law, freeze
from council.openness.notices import NOTICE, NoticeRow, newest_notice, notice_at
from council.openness.tables import Notice
from council.openness.who import Standing, need, stands
from council.rules.days import Period, may_date, period
from council.rules.publicity import About, enough_days, may_post_again, may_take_down
from council.rules.refusal import Refusal

LEAST_REASON = 4  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What the clerk enters of a notice: the paper's day, where it hangs, and by which number to object.

    `unknown`: it is posted though nobody knows yet whether its last day is a day off.
    """

    about: About
    days: int
    posted_on: date
    place: str
    phone: str
    unknown: bool = False


def may_publish(db: Db, community: UUID, motion: MotionRow, about: About, who: Standing, today: date) -> Refusal | None:
    """Whether a notice about this may be posted now: by the clerk, at its stage, and not while one hangs."""
    if who.clerk is None:
        return Refusal("The clerk publishes the notice.")
    if refusal := path.may_open(db, community, motion, about):
        return refusal
    last = newest_notice(db, community, motion.id, about)
    if last is None:
        return None
    check = holds(checks_of(db, community, motion.id), about, last.attempt)
    return may_post_again(last.posting, check.holds if check else None, today)


def publish(act: Act, ref: str, posted: Posted) -> int:
    """Post a notice: its days are counted from the paper's day, under the rules that the matter's path has now. The
    answer is which attempt it is."""
    who = stands(act)
    motion, today = motion_at(act.db, act.community, ref), clock.day_of(act.now)
    if refusal := may_publish(act.db, act.community, motion, posted.about, who, today):
        raise refusal
    clerk = need(who.clerk, "The clerk publishes the notice.")
    law = path.law_of(act.db, act.community, motion, posted.about)
    last = newest_notice(act.db, act.community, motion.id, posted.about)
    counted = _counted(act, motion, law, posted, last)
    notice = new_id()
    attempt = last.attempt + 1 if last else 1
    path.opened(act, motion, law, posted.posted_on)
    entry = record(
        act,
        "notice.post",
        actor=clerk.actor,
        on=f"notice:{ref}/{posted.about}/{attempt}",
        facts={
            "about": posted.about.value, "attempt": attempt, "version": motion.version, "stage": law.stage,
            "required_days": law.days, "reply_days": law.reply_days, "days": posted.days,
            "posted_on": posted.posted_on.isoformat(), "counted_to": counted.nominal.isoformat(),
            "ends_on": counted.last.isoformat() if counted.last else None,
        },
        sealed={"place": posted.place, "sources": law.cited},
    )  # fmt: skip
    act.db.execute(
        insert(Notice).values(
            community_id=act.community, id=notice, motion_id=motion.id, version=motion.version, about=posted.about,
            attempt=attempt, stage=law.stage, law=freeze(law), days=posted.days, posted_on=posted.posted_on,
            place=posted.place, phone=posted.phone, counted_to=counted.nominal, ends_on=counted.last,
            entered_at=act.now, entry=entry,
        )
    )  # fmt: skip
    return attempt


def _counted(act: Act, motion: MotionRow, law: Law, posted: Posted, last: NoticeRow | None) -> Period:
    """The period of a notice, or a Refusal with a note at the field that is wrong."""
    today = clock.day_of(act.now)
    if refusal := enough_days(law.days, posted.days):
        raise refusal.with_notes(days=refusal)
    not_before = max(filter(None, (path.since(act.db, act.community, motion), last and last.taken_down_on)), default=None)
    if refusal := may_date(posted.posted_on, today=today, not_before=not_before):
        raise refusal.with_notes(posted_on=refusal)
    counted = period(posted.posted_on, posted.days, calendar_of(act.db, act.community))
    if counted.last is None and not posted.unknown:
        raise unknown_end(counted).with_notes(unknown=unknown_end(counted))
    return counted


def unknown_end(counted: Period) -> Refusal:
    """The warning at a notice whose last day nobody can tell yet."""
    return Refusal(
        "Nobody knows yet whether %(day)s is a day off: the days off of %(year)s are not entered. Enter them first, or"
        " post it all the same: then it hangs at least until that day, and its end is settled once they are entered.",
        day=counted.nominal,
        year=str(settled_with(counted)),
    )


def settled_with(counted: Period) -> int:
    """The year whose notice is missing."""
    day = counted.unknown or counted.nominal
    return day.year + 1 if day.month == 12 else day.year
