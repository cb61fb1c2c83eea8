"""What works give the desks to do: begin, report, answer, accept; and for the supervisory committee, look on site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from council.kit import clock
from council.kit.db import Reader
from council.motions.listing import MotionLine, motions_page
from council.openness.who import Standing
from council.rules.works import WHOLE, State
from council.works.rating_lines import Line, uncleared
from council.works.rating_reading import Doubted, doubted
from council.works.reading import begun_among, open_works, unpublished, work_of
from council.works.rows import Work
from council.works.shown import Shown, shown


@dataclass(frozen=True, slots=True)
class WorksDesk:
    """For one person; empty where it is none of their business."""

    ready: Sequence[MotionLine] = ()  # may begin
    pressing: Sequence[Shown] = ()  # late, said not to be so, or complete and not accepted
    going: Sequence[Shown] = ()
    to_look: Sequence[Shown] = ()  # reported since the supervisory committee was there
    to_publish: Sequence[Work] = ()  # accepted, and its result does not hang yet
    doubted: Sequence[Doubted] = ()  # answers say that it is not done
    to_clear: Sequence[Line] = ()  # lines beside answers, with names perhaps

    @property
    def nothing(self) -> bool:
        return not (self.ready or self.pressing or self.to_look or self.to_publish or self.doubted or self.to_clear)


def works_desk(db: Reader, community: UUID, who: Standing, now: datetime) -> WorksDesk:
    """What this person has to do about works here today."""
    if not (who.answers or who.supervisor):
        return WorksDesk()
    today = clock.day_of(now)
    works = open_works(db, community)
    to_look = [shown(work, today) for work in works if who.supervisor and _unseen(work)]
    if who.answers is None:
        found, lines = doubted(db, community, today), uncleared(db, community)
        return WorksDesk(to_look=to_look, doubted=found, to_clear=lines)
    cleared = motions_page(db, community, now=now, state="works").rows
    begun = begun_among(db, community, [motion.id for motion in cleared]) if cleared else set()
    pressing = [work for work in works if _presses(work, today)]
    return WorksDesk(
        ready=[motion for motion in cleared if motion.id not in begun],
        pressing=[shown(work, today) for work in pressing],
        going=[shown(work, today) for work in works if work not in pressing],
        to_look=to_look,
        to_publish=unpublished(db, community) if who.clerk else (),
    )


def _presses(work: Work, today: date) -> bool:
    return work.state(today) in (State.LATE, State.DISPUTED) or work.percent == WHOLE


def _unseen(work: Work) -> bool:
    """Whether something was reported or answered since the supervisory committee last looked."""
    seen = work.looks[-1].at if work.looks else None
    told = [each.at for each in work.reports] + [look.answer.at for look in work.looks if look.answer]
    return bool(told) and (seen is None or max(told) > seen)


def work_shown(db: Reader, community: UUID, motion: UUID, now: datetime) -> Shown | None:
    """The work on a motion, for the motion's page."""
    found = work_of(db, community, motion)
    return shown(found, clock.day_of(now)) if found else None
