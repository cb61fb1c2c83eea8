"""What stands in a community: its bodies, their seats by category, and who has held them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Index, UniqueConstraint, and_, bindparam, func, select, text
from sqlmodel import Field, SQLModel, col

from council.charters import charter
from council.kit.act import NotFound
from council.kit.db import Db
from council.people.tables import Membership
from council.rules.charter import Charter
from council.rules.organ import ORGANS
from council.rules.quota import SeatState

KEY = re.compile(r"[a-z0-9-]{1,60}")


class Body(SQLModel, table=True):
    """A council or another body of a community, under one charter."""

    __tablename__ = "body"
    __table_args__ = (UniqueConstraint("community_id", "name", name="body_name"),)
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    key: str = Field(primary_key=True, max_length=60)  # pinyin, in addresses
    name: str = Field(max_length=60)
    charter: str = Field(max_length=40)
    founded_at: datetime


class Seat(SQLModel, table=True):
    """A seat keeps its category for good; a vacancy never moves to another."""

    __tablename__ = "seat"
    __table_args__ = (ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),)
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    number: int = Field(primary_key=True)
    category: str = Field(max_length=20)


HELD = text("ended_at IS NULL")


class Tenure(SQLModel, table=True):
    """Someone holds a seat, from when to when. A seat without a standing tenure is vacant."""

    __tablename__ = "tenure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "seat"], ["seat.community_id", "seat.body_key", "seat.number"]
        ),
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index("tenure_one_holder", "community_id", "body_key", "seat", unique=True,
              sqlite_where=HELD, postgresql_where=HELD),
        Index("tenure_one_seat_each", "community_id", "body_key", "membership_id", unique=True,
              sqlite_where=HELD, postgresql_where=HELD),
    )  # fmt: skip
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    id: UUID = Field(primary_key=True)
    seat: int
    membership_id: UUID
    office: str = Field(default="member", max_length=20)  # "chair", "vice_chair", "member"
    term_start: date | None = None  # what the roster lacks is not invented
    term_end: date | None = None
    began_at: datetime
    ended_at: datetime | None = None
    ended_why: str | None = Field(default=None, max_length=200)


class Review(SQLModel, table=True):
    """A holder's category has changed in mid-term: the seat is under review, and nothing is rejudged."""

    __tablename__ = "review"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "body_key", "tenure_id"],
            ["tenure.community_id", "tenure.body_key", "tenure.id"],
        ),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    tenure_id: UUID = Field(primary_key=True)
    category: str = Field(max_length=20)  # the holder's category now
    since: datetime
    settled_at: datetime | None = None


class Alternate(SQLModel, table=True):
    """Who follows in a category, in order (候补)."""

    __tablename__ = "alternate"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "body_key"], ["body.community_id", "body.key"]),
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
    )
    community_id: UUID = Field(primary_key=True)
    body_key: str = Field(primary_key=True, max_length=60)
    category: str = Field(primary_key=True, max_length=20)
    position: int = Field(primary_key=True)
    membership_id: UUID
    called_at: datetime | None = None


# ── rows for pages and acts ──

CHAIR, VICE_CHAIR, MEMBER = "chair", "vice_chair", "member"


@dataclass(frozen=True, slots=True)
class BodyRow:
    key: str
    name: str
    charter: str

    @property
    def law(self) -> Charter:
        return charter(self.charter)

    @property
    def counted(self) -> bool:
        """Whether the public sees only how many are on its roll."""
        return self.law.roll == "counted"


class SeatRow(NamedTuple):
    """A seat and who holds it now; a vacant one has neither tenure nor name. `member` is the 8 of 柳桥-8."""

    number: int
    category: str
    tenure_id: UUID | None = None
    membership_id: UUID | None = None
    member: int | None = None
    name: str | None = None
    office: str = MEMBER
    term_start: date | None = None
    term_end: date | None = None
    category_now: str | None = None  # the holder's, where it is no longer the seat's

    @property
    def filled(self) -> bool:
        return self.tenure_id is not None

    @property
    def under_review(self) -> bool:
        return self.category_now is not None

    @property
    def state(self) -> SeatState:
        """The seat as the rules see it."""
        return SeatState(self.number, self.category, self.filled, self.membership_id, self.under_review)


def bodies_of(db: Db, community: UUID) -> list[BodyRow]:
    """The community's bodies: by kind, in the order of `ORGANS`; of one kind, in that of their founding."""
    kinds = list(ORGANS)
    bodies = [BodyRow(*row) for row in db.execute(BODIES, {"community": community}).all()]
    return sorted(bodies, key=lambda body: kinds.index(body.law.kind))


def body_at(db: Db, community: UUID, key: str) -> BodyRow:
    """The body of this key, or NotFound."""
    row = db.execute(BODY, {"community": community, "body": key}).first() if KEY.fullmatch(key) else None
    if row is None:
        raise NotFound
    return BodyRow(*row)


def seats_of(db: Db, community: UUID, key: str) -> tuple[SeatRow, ...]:
    """Every seat of a body, vacant ones too, by number."""
    return tuple([SeatRow(*row[1:]) for row in db.execute(SEATS_OF_BODY, {"community": community, "body": key}).all()])


def seats_held(db: Db, community: UUID, memberships: Collection[UUID]) -> list[tuple[str, SeatRow]]:
    """The seats that these memberships hold, each with its body's key."""
    held = db.execute(SEATS_HELD, {"community": community, "memberships": memberships})
    return [(row[0], SeatRow(*row[1:])) for row in held.all()]


def seats_in(db: Db, community: UUID, bodies: Collection[str]) -> list[tuple[str, SeatRow]]:
    """Every seat of these bodies, each with its body's key; for none, nothing is asked."""
    if not bodies:
        return []
    found = db.execute(SEATS_IN, {"community": community, "bodies": bodies})
    return [(row[0], SeatRow(*row[1:])) for row in found.all()]


def acting_chair(seats: Iterable[SeatRow], recused: Collection[int] = ()) -> SeatRow | None:
    """Who leads: the chair; the vice chair where the chair's seat is vacant or recused; else nobody."""
    able = [seat for seat in seats if seat.filled and seat.number not in recused]
    for office in (CHAIR, VICE_CHAIR):
        if leading := next((seat for seat in able if seat.office == office), None):
            return leading
    return None


def held() -> ColumnElement[bool]:
    """Who holds the seat now."""
    return and_(
        col(Tenure.community_id) == col(Seat.community_id),
        col(Tenure.body_key) == col(Seat.body_key),
        col(Tenure.seat) == col(Seat.number),
        col(Tenure.ended_at).is_(None),
    )


def person_of(of: type[Tenure] | type[Alternate]) -> ColumnElement[bool]:
    """Whose tenure, whose place in the order."""
    return and_(col(Membership.community_id) == col(of.community_id), col(Membership.id) == col(of.membership_id))


def _reviewed() -> ColumnElement[bool]:
    return and_(
        col(Review.community_id) == col(Tenure.community_id),
        col(Review.body_key) == col(Tenure.body_key),
        col(Review.tenure_id) == col(Tenure.id),
        col(Review.settled_at).is_(None),
    )


SEATS = (
    select(
        col(Seat.body_key), col(Seat.number), col(Seat.category), col(Tenure.id), col(Tenure.membership_id),
        col(Membership.number), col(Membership.name), func.coalesce(col(Tenure.office), MEMBER),
        col(Tenure.term_start), col(Tenure.term_end), col(Review.category),
    )
    .outerjoin(Tenure, held())
    .outerjoin(Membership, person_of(Tenure))
    .outerjoin(Review, _reviewed())
    .where(col(Seat.community_id) == bindparam("community"))
    .order_by(col(Seat.body_key), col(Seat.number))
)  # fmt: skip
SEATS_OF_BODY = SEATS.where(col(Seat.body_key) == bindparam("body"))
SEATS_HELD = SEATS.where(col(Tenure.membership_id).in_(bindparam("memberships")))
SEATS_IN = SEATS.where(col(Seat.body_key).in_(bindparam("bodies")))
_BODIES = select(col(Body.key), col(Body.name), col(Body.charter)).where(
    col(Body.community_id) == bindparam("community")
)
BODIES = _BODIES.order_by(col(Body.founded_at), col(Body.key))
BODY = _BODIES.where(col(Body.key) == bindparam("body"))
