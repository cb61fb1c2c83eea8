"""What openness gives the desks to do: notices to post, objections to answer, days off to enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from council.kit import clock
from council.kit.db import Reader
from council.motions.listing import MotionLine, motions_page
from council.openness.notices import NoticeRow, hanging
from council.openness.objections import ObjectionRow, waiting_for_reply, waiting_for_supervision
from council.openness.who import Standing, standing


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """For one person; empty where it is none of their business."""

    who: Standing
    to_post: Sequence[MotionLine] = ()
    waiting: Sequence[ObjectionRow] = ()
    open_ended: Sequence[NoticeRow] = ()
    without_photo: Sequence[NoticeRow] = ()
    to_supervise: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.to_post or self.waiting or self.open_ended or self.without_photo or self.to_supervise)


def open_desk(db: Reader, community: UUID, account: UUID, now: datetime) -> OpenDesk:
    """What this person has to do about notices and objections here today."""
    who, today = standing(db, community, account), clock.day_of(now)
    waiting = waiting_for_reply(db, community, most=10) if who.answers else []
    supervising = len(waiting_for_supervision(db, community)) if who.supervisor else 0
    if who.clerk is None:
        return OpenDesk(who, waiting=waiting, to_supervise=supervising)
    hangs = hanging(db, community, today)
    posted = {notice.motion_id for notice in hangs}
    decided = [
        row for state in ("passed", "publication") for row in motions_page(db, community, now=now, state=state).rows
    ]
    return OpenDesk(
        who,
        to_post=[motion for motion in decided if motion.id not in posted],
        waiting=waiting,
        open_ended=[notice for notice in hangs if notice.ends_on is None],
        without_photo=[notice for notice in hangs if notice.photo is None],
        to_supervise=supervising,
    )
