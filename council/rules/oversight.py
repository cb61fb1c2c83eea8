"""Whether someone above may remind a committee of what is late. Which day it is, says who asks."""

from datetime import date, timedelta

from council.rules.refusal import Refusal

AGAIN_DAYS = 7
"""Days between two reminders of one work: the two committees meet about once a week, so each reminder meets a meeting
of theirs; more often it would only be noise, and the list of what is late says it every day."""


def may_remind(overdue: int, silent: int, last: date | None, today: date) -> Refusal | None:
    """Whether a reminder may be sent. `overdue`, `silent`: days since something, or a report, was due; `last`: the day
    of the last reminder of this work, by whomever. Refused where nothing is late, and before AGAIN_DAYS are over."""
    if not (overdue or silent):
        return Refusal("Nothing is late here, so there is nothing to remind of.")
    if last and today < last + timedelta(AGAIN_DAYS):
        return Refusal(
            "They were reminded on %(day)s. The next reminder may be sent from %(next)s on.",
            day=last,
            next=last + timedelta(AGAIN_DAYS),
        )
    return None
