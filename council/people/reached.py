"""Whom the clerk has reached: who has an account, whose slip is waiting, who has neither."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
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
    rows = db.execute(_reached(community, now).where(col(Membership.number) > after).limit(limit)).all()
    return [Reached(*row) for row in rows]


def numbers_without_account(
    db: Db, community: UUID, now: datetime, *, limit: int, but: ColumnElement[bool] | None = None
) -> list[int]:
    """Members with neither an account nor a slip waiting, by number; those that `but` describes left out."""
    query = _reached(community, now).where(col(AccountMembership.since).is_(None), col(Slip.id).is_(None))
    rows = db.execute((query if but is None else query.where(~but)).limit(limit)).all()
    return [row.number for row in rows]


def _reached(community: UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    waiting = and_(
        col(Slip.community_id) == col(Membership.community_id),
        col(Slip.membership_id) == col(Membership.id),
        col(Slip.ended_at).is_(None),
        col(Slip.expires_at) > now,
    )
    return (
        select(col(Membership.number), col(Membership.name), col(AccountMembership.since), col(Slip.expires_at))
        .outerjoin(AccountMembership, taken_up())
        .outerjoin(Slip, waiting)
        .where(col(Membership.community_id) == community)
        .order_by(col(Membership.number))
    )


def people_without_account(db: Db, community: UUID) -> int:
    """How many members have no account yet."""
    query = (
        select(func.count())
        .select_from(Membership)
        .outerjoin(AccountMembership, taken_up())
        .where(col(Membership.community_id) == community, col(AccountMembership.since).is_(None))
    )
    return int(db.execute(query).scalar() or 0)
