"""A notice is posted: the clerk enters what hangs on the wall, and its days are counted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.motions.tables import MotionRow, motion_at
from council.openness import path
from council.openness.calendar import calendar_of
from council.openness.checks import checks_of, said_of
from council.openness.law import Law, freeze
from council.openness.notices import NoticeRow, newest_notice
from council.openness.tables import Notice
from council.openness.who import Standing, need, stands
from council.places.links import short_link
from council.places.tables import address_of
from council.procedure.reading import Case, case_of
from council.rules.days import Period, WorkingDays, may_date, period
from council.rules.publicity import About, enough_days, may_post_again
from council.rules.refusal import N_, Refusal

BY_THE_CLERK = N_("The clerk publishes the notice.")


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
    photo: Prepared | None = None  # of the board


def may_publish(
    db: Db, community: UUID, case: Case, about: About, who: Standing, today: date, last: NoticeRow | None
) -> Refusal | None:
    """Whether a notice about this may be posted now: by the clerk, at its stage, and not while another one counts."""
    if who.clerk is None:
        return Refusal(BY_THE_CLERK)
    if refusal := path.may_publish(case, about):
        return refusal
    if last is None:
        return None
    check = said_of(checks_of(db, community, case.motion), about, last.attempt)
    return may_post_again(path.posting_of(case, last), check.holds if check else None, today)


def publish(act: Act, ref: str, posted: Posted) -> int:
    """Post a notice under the days that the matter's path has, counted from the paper's day. Refused: fewer days
    (G40), out of order, and a day to come. The answer is which attempt it is."""
    who, today = stands(act), clock.day_of(act.now)
    motion = motion_at(act.db, act.community, ref)
    case = case_of(act.db, act.community, motion)
    last = newest_notice(act.db, act.community, motion.id, posted.about)
    if refusal := may_publish(act.db, act.community, case, posted.about, who, today, last):
        raise refusal
    law = path.law_of(case, posted.about)
    counted = count(posted, law, calendar_of(act.db, act.community), today, _not_before(case, last))
    return _write(act, motion, posted, law, counted, last.attempt + 1 if last else 1, who)


def count(posted: Posted, law: Law, calendar: WorkingDays, today: date, not_before: date) -> Period:
    """The period of a notice, or a Refusal with a note at the field that is wrong."""
    if refusal := enough_days(law.days, posted.days):
        raise refusal.with_notes(days=refusal)
    if refusal := may_date(posted.posted_on, today=today, not_before=not_before):
        raise refusal.with_notes(posted_on=refusal)
    counted = period(posted.posted_on, posted.days, calendar)
    if counted.last is None and not posted.unknown:
        warning = unknown_end(counted)
        raise warning.with_notes(unknown=warning)
    return counted


def unknown_end(counted: Period) -> Refusal:
    """The warning at a notice of whose last day nobody knows whether it is a day off."""
    return Refusal(
        "Nobody knows yet whether %(day)s is a day off: the State Council's notice for that time is not entered."
        " Enter it first. Or post it all the same: it hangs at least until that day, and when it ends is settled once"
        " the notice is entered.",
        day=counted.nominal,
    )


def _not_before(case: Case, last: NoticeRow | None) -> date:
    """The day before which it cannot have hung: what it publishes was not decided, or the one before still hung."""
    return max(case.since, last.taken_down_on) if last and last.taken_down_on else case.since


def _write(act: Act, motion: MotionRow, posted: Posted, law: Law, counted: Period, attempt: int, who: Standing) -> int:
    photo = keep(act, posted.photo, public=True) if posted.photo else None
    short_link(act, f"{address_of(act.db, act.community)}/motions/{motion.ref}")
    of_path = path.opened(act, motion.id, law.stage, posted.posted_on)
    entry = record(
        act,
        "notice.post",
        actor=need(who.clerk, BY_THE_CLERK).actor,
        on=f"notice:{motion.ref}/{posted.about}/{attempt}",
        facts={
            "about": posted.about.value, "posting": attempt, "version": motion.version, "stage": law.stage,
            "required_days": law.days, "reply_days": law.reply_days, "days": posted.days,
            "posted_on": posted.posted_on.isoformat(), "counted_to": counted.nominal.isoformat(),
            **({"ends_on": counted.last.isoformat()} if counted.last else {}), **of_path,
        },
        sealed={"place": posted.place, "sources": law.cited},
        files=[photo] if photo else [],
    )  # fmt: skip
    act.db.execute(
        insert(Notice).values(
            community_id=act.community, id=new_id(), motion_id=motion.id, version=motion.version,
            about=posted.about.value, attempt=attempt, stage=law.stage, law=freeze(law), days=posted.days,
            posted_on=posted.posted_on, place=posted.place, phone=posted.phone, counted_to=counted.nominal,
            ends_on=counted.last, entered_at=act.now, entry=entry, photo=photo,
        )
    )  # fmt: skip
    return attempt
