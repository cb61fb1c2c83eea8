"""Where a body stands: county, township, community. Reference tables, and two names that are unique everywhere."""

import re
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import UniqueConstraint, bindparam, func, select
from sqlmodel import Field, SQLModel, col

from council.kit.act import NotFound
from council.kit.db import Db, Reader

SLUG = re.compile(r"[a-z0-9-]{1,80}")


class County(SQLModel, table=True):
    __tablename__ = "county"
    slug: str = Field(primary_key=True, max_length=60)
    name: str = Field(max_length=40, unique=True)


class Township(SQLModel, table=True):
    __tablename__ = "township"
    __table_args__ = (UniqueConstraint("county_slug", "name", name="township_name"),)
    id: UUID = Field(primary_key=True)
    county_slug: str = Field(foreign_key="county.slug")
    name: str = Field(max_length=40)


class Community(SQLModel, table=True):
    """The administrative village (行政村) or neighbourhood (社区): it owns the rows, the book, the numbering."""

    __tablename__ = "community"
    __table_args__ = (UniqueConstraint("county_slug", "township_id", "name", name="community_name"),)
    id: UUID = Field(primary_key=True)
    county_slug: str = Field(foreign_key="county.slug")
    township_id: UUID | None = Field(default=None, foreign_key="township.id")
    name: str = Field(max_length=40)
    founded_at: datetime


class CommunitySlug(SQLModel, table=True):
    """The community's address within its county. A slug never changes."""

    __tablename__ = "community_slug"
    county_slug: str = Field(primary_key=True, foreign_key="county.slug")
    slug: str = Field(primary_key=True, max_length=80)
    community_id: UUID = Field(foreign_key="community.id", unique=True)


class CommunityLabel(SQLModel, table=True):
    """The short name before the number in 柳桥-8; unique in the installation, because one signs in with it."""

    __tablename__ = "community_label"
    label: str = Field(primary_key=True, max_length=60)
    community_id: UUID = Field(foreign_key="community.id", unique=True)


class Contacts(SQLModel, table=True):
    """What residents may ring and where they may go. The standing row; each change is an entry."""

    __tablename__ = "contacts"
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    phone: str = Field(default="", max_length=30)
    office: str = Field(default="", max_length=60)
    hours: str = Field(default="", max_length=60)


class Place(NamedTuple):
    """A community as pages show it."""

    id: UUID
    name: str
    label: str
    county: str
    county_name: str
    township_name: str
    slug: str
    phone: str
    office: str
    hours: str

    @property
    def url(self) -> str:
        return f"/{self.county}/{self.slug}"


_PLACES = (
    select(
        col(Community.id),
        col(Community.name),
        col(CommunityLabel.label),
        col(CommunitySlug.county_slug),
        col(County.name),
        func.coalesce(Township.name, ""),
        col(CommunitySlug.slug),
        func.coalesce(Contacts.phone, ""),
        func.coalesce(Contacts.office, ""),
        func.coalesce(Contacts.hours, ""),
    )
    .select_from(Community)
    .join(CommunitySlug, col(CommunitySlug.community_id) == Community.id)
    .join(CommunityLabel, col(CommunityLabel.community_id) == Community.id)
    .join(County, col(County.slug) == Community.county_slug)
    .outerjoin(Township, col(Township.id) == Community.township_id)
    .outerjoin(Contacts, col(Contacts.community_id) == Community.id)
)
_AT = (col(CommunitySlug.county_slug) == bindparam("county"), col(CommunitySlug.slug) == bindparam("community"))
PLACE_AT = _PLACES.where(*_AT)
PLACE_OF = _PLACES.where(col(Community.id) == bindparam("community"))
COMMUNITY_AT = select(col(CommunitySlug.community_id)).where(*_AT)


def find_place(db: Reader, county: str, community: str) -> Place:
    """The community at an address, or NotFound."""
    row = db.execute(PLACE_AT, _address(county, community)).first()
    if row is None:
        raise NotFound
    return Place(*row)


def place_of(db: Reader, community: UUID) -> Place:
    row = db.execute(PLACE_OF, {"community": community}).first()
    if row is None:
        raise NotFound
    return Place(*row)


def address_of(db: Db, community: UUID) -> str:
    """The path of a community's pages: /yunxi/liutang."""
    query = select(col(CommunitySlug.county_slug), col(CommunitySlug.slug))
    row = db.execute(query.where(col(CommunitySlug.community_id) == community)).first()
    if row is None:
        raise NotFound
    return f"/{row.county_slug}/{row.slug}"


def locate(db: Reader, county: str, community: str) -> UUID:
    """The community's id at an address, or NotFound."""
    found: UUID | None = db.execute(COMMUNITY_AT, _address(county, community)).scalar()
    if found is None:
        raise NotFound
    return found


def _address(county: str, community: str) -> dict[str, str]:
    if not (SLUG.fullmatch(county) and SLUG.fullmatch(community)):
        raise NotFound
    return {"county": county, "community": community}
