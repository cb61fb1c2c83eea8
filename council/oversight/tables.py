"""Officers of a county or of one of its townships, their reminders, and the indexes by which what is late is found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, bindparam, func, select, text
from sqlmodel import Field, SQLModel, col

from council.kit.db import Db
from council.people.names import short_name
from council.places.tables import Community, County, Township
from council.works.tables import OPEN, Undertaking

STANDS = text("ended_at IS NULL")


class Officer(SQLModel, table=True):
    """Someone at the county or at a township who watches over its communities. They change nothing there: they look,
    and remind. Of a county, not of a community, so keyed by the county."""

    __tablename__ = "officer"
    __table_args__ = (
        Index("officer_account", "account_id"),
        Index("officer_phone", "county_slug", "phone", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
    )
    county_slug: str = Field(primary_key=True, foreign_key="county.slug")
    number: int = Field(primary_key=True)  # the 1 of 云溪县-1, never used again
    township_id: UUID | None = Field(default=None, foreign_key="township.id")  # None: of the whole county
    name: str = Field(max_length=40)
    phone: str = Field(max_length=20)
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    since: datetime
    ended_at: datetime | None = None
    code_hash: str = Field(max_length=200)  # of the newest slip
    slip_until: datetime
    slip_tries: int = 0
    slip_ended: bool = False  # used, or void after wrong tries


class Reminder(SQLModel, table=True):
    """A reminder that was sent (发提醒). Never changed. The officer is named as the book names them: they may leave."""

    __tablename__ = "reminder"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "motion_id"], ["undertaking.community_id", "undertaking.motion_id"]),
    )
    community_id: UUID = Field(primary_key=True)
    motion_id: UUID = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    officer: int
    authority: str = Field(max_length=40)
    name: str = Field(max_length=40)
    days_overdue: int
    days_silent: int
    at: datetime


_WORK = SQLModel.metadata.tables[str(Undertaking.__tablename__)]
for _day in ("next_due", "report_due"):  # what is late is asked across communities, the longest first
    Index(
        f"undertaking_late_{_day}", _WORK.c[_day], _WORK.c.community_id, _WORK.c.motion_id,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip


# ── looking ──


@dataclass(frozen=True, slots=True)
class Office:
    """An office that an account holds today."""

    county: str
    county_name: str
    township_id: UUID | None
    township: str  # "" for the whole county
    number: int
    name: str

    @property
    def authority(self) -> str:
        return self.township or self.county_name

    @property
    def actor(self) -> str:
        """As the book names them."""
        return f"officer:{self.number}"

    @property
    def signs_in_as(self) -> str:
        return short_name(self.county_name, self.number)


_OFFICES = (
    select(
        col(Officer.county_slug), col(County.name), col(Officer.township_id), func.coalesce(Township.name, ""),
        col(Officer.number), col(Officer.name),
    )
    .select_from(Officer)
    .join(County, col(County.slug) == col(Officer.county_slug))
    .outerjoin(Township, col(Township.id) == col(Officer.township_id))
    .where(col(Officer.account_id) == bindparam("account"), col(Officer.ended_at).is_(None))
    .order_by(col(Officer.county_slug), col(Officer.number))
)  # fmt: skip
OFFICES = _OFFICES.limit(20)
OVER = _OFFICES.join(Community, col(Community.county_slug) == col(Officer.county_slug)).where(
    col(Community.id) == bindparam("community"),
    func.coalesce(Officer.township_id, Community.township_id).is_not_distinct_from(col(Community.township_id)),
)


def offices_of(db: Db, account: UUID) -> list[Office]:
    """The offices of an account, few at most."""
    return [Office(*row) for row in db.execute(OFFICES, {"account": account}).all()]


def office_over(db: Db, community: UUID, account: UUID) -> Office | None:
    """The office that an account holds over this community: of its township, or of its county."""
    row = db.execute(OVER, {"account": account, "community": community}).first()
    return Office(*row) if row else None
