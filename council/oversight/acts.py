"""An officer reminds a committee of what is late: one act, one entry in that community's book, public as a fact."""

from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.ledger.acts import record
from council.oversight.reminders import last_reminder
from council.oversight.tables import Office, Reminder, office_over
from council.rules import oversight as rules
from council.rules.refusal import Refusal
from council.works.reading import work_at
from council.works.rows import Work


def may_remind(db: Db, community: UUID, office: Office | None, work: Work, today: date) -> Refusal | None:
    """Whether this officer may remind of this work today. Refused: a stranger, and an officer of elsewhere."""
    if office is None:
        return Refusal("Only an officer of this township or county may send a reminder.")
    last = last_reminder(db, community, work.motion_id)
    return rules.may_remind(work.overdue(today), work.silent(today), last, today)


def remind(act: Act, ref: str) -> int:
    """Send a reminder (发提醒) to those who carry out the work with this number. It changes nothing of the work."""
    if act.asker is None:
        raise SignInFirst
    office, today = office_over(act.db, act.community, act.asker), clock.day_of(act.now)
    work = work_at(act.db, act.community, ref)
    if (refusal := may_remind(act.db, act.community, office, work, today)) or office is None:
        raise refusal or Refusal("Only an officer of this township or county may send a reminder.")
    days = {"days_overdue": work.overdue(today), "days_silent": work.silent(today)}
    entry = record(
        act,
        "oversight.remind",
        actor=office.actor,
        on=work.on,
        facts=days,
        sealed={"authority": office.authority, "name": office.name},
    )
    act.db.execute(
        insert(Reminder).values(
            community_id=act.community, motion_id=work.motion_id, entry=entry, officer=office.number,
            authority=office.authority, name=office.name, at=act.now, **days,
        )
    )  # fmt: skip
    return entry
