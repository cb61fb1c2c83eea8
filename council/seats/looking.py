"""A roll of hundreds at the clerk's desk: found by name, number or household, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlmodel import col

from council.kit.db import Db
from council.kit.queries import ESCAPE, escaped
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
    q = q.replace("\0", "")
    asked = {"community": community, "body": body, "after": after} | sought(q)
    rows = tuple(Listed(*row) for row in db.execute(LOOKED_FOR if q else LISTED, asked).all())
    return Listing(rows[:AT_ONCE], rows[AT_ONCE - 1].seat if len(rows) > AT_ONCE else None)


def sought(q: str) -> dict[str, str | int]:
    """The values of MATCHES: number 0 is nobody's."""
    number = int(q) if q.isascii() and q.isdigit() and len(q) < 10 else 0
    return {"words": escaped(q), "household": q.upper(), "member": number}


def last_seat(db: Db, community: UUID, body: str) -> int:
    """The highest seat number of a body; 0 where it has none."""
    return db.execute(LAST, {"community": community, "body": body}).scalar() or 0


MATCHES = or_(
    col(Membership.name).contains(bindparam("words"), escape=ESCAPE),
    col(Membership.household) == bindparam("household"),
    col(Membership.number) == bindparam("member"),
)
"""A member whose name holds the signs that are looked for, or whose household or number they are."""
_OF_BODY = (col(Seat.community_id) == bindparam("community"), col(Seat.body_key) == bindparam("body"))
LISTED = (
    select(col(Seat.number), col(Membership.number), col(Membership.name), col(Membership.household))
    .join(Tenure, held())
    .join(Membership, person_of(Tenure))
    .where(*_OF_BODY, col(Seat.number) > bindparam("after"))
    .order_by(col(Seat.number))
    .limit(AT_ONCE + 1)
)
LOOKED_FOR = LISTED.where(MATCHES)
LAST = select(func.max(col(Seat.number))).where(*_OF_BODY)
