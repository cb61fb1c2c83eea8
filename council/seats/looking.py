"""A roll of hundreds at the clerk's desk: found by name, number or household, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import col

from council.kit.db import Db
from council.people.tables import Membership
from council.seats.tables import Seat, Tenure, held, person_of

AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone on the roll, as the clerk's list shows them."""

    seat: int
    member: int
    name: str
    household: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    rows: tuple[Listed, ...]
    more: int | None  # the seat after which the next page begins


def roll_page(db: Db, community: UUID, body: str, *, q: str = "", after: int = 0) -> Listing:
    """The people on a body's roll by seat, those past `after`; `q`: part of a name, a household, a number."""
    query = (
        select(col(Seat.number), col(Membership.number), col(Membership.name), col(Membership.household))
        .join(Tenure, held())
        .join(Membership, person_of(Tenure))
        .where(col(Seat.community_id) == community, col(Seat.body_key) == body, col(Seat.number) > after)
        .order_by(col(Seat.number))
        .limit(AT_ONCE + 1)
    )
    if q := q.replace("\0", ""):
        query = query.where(looked_for(q))
    rows = tuple(Listed(*row) for row in db.execute(query).all())
    return Listing(rows[:AT_ONCE], rows[AT_ONCE - 1].seat if len(rows) > AT_ONCE else None)


def looked_for(q: str) -> ColumnElement[bool]:
    """A member whose name holds these signs, or whose household or number they are."""
    found = [col(Membership.name).contains(q, autoescape=True), col(Membership.household) == q.upper()]
    if q.isascii() and q.isdigit() and len(q) < 10:
        found.append(col(Membership.number) == int(q))
    return or_(*found)


def last_seat(db: Db, community: UUID, body: str) -> int:
    """The highest seat number of a body; 0 where it has none."""
    query = select(func.max(col(Seat.number))).where(col(Seat.community_id) == community, col(Seat.body_key) == body)
    return db.execute(query).scalar() or 0
