"""Whom the clerk has reached: who has an account, whose slip is waiting, who has neither."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlmodel import col

from council.kit.db import Db
from council.people.slips import last_day
from council.people.tables import AccountMembership, Membership, Slip, taken_up


@dataclass(frozen=True)
class Reached:
    """A member on the clerk's list: has an account since, or a slip waiting until, or neither."""

    number: int
    name: str
    since: datetime | None
    expires_at: datetime | None  # of the slip that waits

    @property
    def slip_until(self) -> date | None:
        return last_day(self.expires_at) if self.expires_at else None


def members_page(db: Db, community: UUID, now: datetime, *, after: int = 0, limit: int = 60) -> list[Reached]:
    """Members by number, those past `after`: one page of the clerk's list."""
    asked = {"community": community, "now": now, "after": after, "most": limit}
    return [Reached(*row) for row in db.execute(MEMBERS, asked).all()]


_waiting = and_(
    col(Slip.community_id) == col(Membership.community_id),
    col(Slip.membership_id) == col(Membership.id),
    col(Slip.ended_at).is_(None),
    col(Slip.expires_at) > bindparam("now"),
)
_REACHED = (
    select(col(Membership.number), col(Membership.name), col(AccountMembership.since), col(Slip.expires_at))
    .outerjoin(AccountMembership, taken_up())
    .outerjoin(Slip, _waiting)
    .where(col(Membership.community_id) == bindparam("community"))
    .order_by(col(Membership.number))
    .limit(bindparam("most"))
)
MEMBERS = _REACHED.where(col(Membership.number) > bindparam("after"))
UNREACHED = _REACHED.where(col(AccountMembership.since).is_(None), col(Slip.id).is_(None))
"""Members with neither an account nor a slip waiting, by number."""
