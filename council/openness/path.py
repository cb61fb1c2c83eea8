"""Where a publication stands on the path of its matter, and what it tells the path. All calls to it are here."""

from datetime import date
from uuid import UUID

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.motions.tables import MotionRow
from council.openness.law import Law
from council.rules.charter import Source
from council.rules.publicity import About
from council.rules.refusal import Name, Refusal
from council.rules.threshold import Outcome

DEFAULT = Source(Name("默认值", "Default"), date(2018, 12, 28))


def law_of(db: Db, community: UUID, motion: MotionRow, about: About) -> Law | None:
    return Law("publication", Name("决议公开", "Decision published"), 7, 3, {"publicity_days": DEFAULT, "reply_days": DEFAULT})


def may_open(db: Db, community: UUID, motion: MotionRow, about: About) -> Refusal | None:
    if motion.outcome != Outcome.PASSED:
        return Refusal("Only what was decided is published.")
    return None


def since(db: Db, community: UUID, motion: MotionRow) -> date | None:
    """The day of what is published: no paper of it can be older."""
    return clock.day_of(motion.decided_at) if motion.decided_at else None


def opened(act: Act, motion: MotionRow, law: Law, on: date) -> None:
    """A notice hangs."""
