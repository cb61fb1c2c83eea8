"""Finding one's village: by county and township, or by a part of its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlmodel import col

from council.kit.act import NotFound
from council.kit.db import Db
from council.places.tables import SLUG, Community, CommunitySlug, County, Township


@dataclass(frozen=True, slots=True)
class CountyRow:
    slug: str
    name: str
    communities: int


def counties(db: Db) -> list[CountyRow]:
    """Every county, and how many communities stand in it."""
    query = (
        select(col(County.slug), col(County.name), func.count(col(CommunitySlug.community_id)))
        .outerjoin(CommunitySlug, col(CommunitySlug.county_slug) == County.slug)
        .group_by(col(County.slug), col(County.name))
        .order_by(col(County.slug))
    )
    return [CountyRow(*row) for row in db.execute(query).all()]


def county_name(db: Db, slug: str) -> str:
    """The county at an address, or NotFound."""
    query = select(col(County.name)).where(col(County.slug) == slug)
    name: str | None = db.execute(query).scalar() if SLUG.fullmatch(slug) else None
    if name is None:
        raise NotFound
    return name


def townships(db: Db, county: str) -> Mapping[str, int]:
    """The townships of a county, and how many communities stand in each."""
    query = (
        select(col(Township.name), func.count())
        .join(Community, col(Community.township_id) == Township.id)
        .where(col(Township.county_slug) == county)
        .group_by(col(Township.name))
        .order_by(col(Township.name))
    )
    return {row[0]: row[1] for row in db.execute(query).all()}


@dataclass(frozen=True, slots=True)
class CommunityRow:
    county: str
    county_name: str
    township: str  # "" where the community stands directly in its county
    slug: str
    name: str

    @property
    def url(self) -> str:
        return f"/{self.county}/{self.slug}"


@dataclass(frozen=True, slots=True)
class CommunitiesPage:
    rows: tuple[CommunityRow, ...]
    more: str | None  # `after` of the page that follows


_county, _slug = col(CommunitySlug.county_slug), col(CommunitySlug.slug)
_township: ColumnElement[str] = func.coalesce(col(Township.name), "")


def communities_page(
    db: Db, *, county: str | None = None, township: str = "", q: str = "", after: str = "", size: int = 120
) -> CommunitiesPage:
    """Communities by county, township and address. `q` is a part of a name, or how its pinyin begins; `after` is the
    county and address of the last one seen, as in yunxi/liutang."""
    query = _communities()
    if county:
        query = query.where(_county == county)
    if township:
        query = query.where(_township == township)
    if q:
        names = (col(Community.name), col(Township.name))
        by_name = [name.icontains(q, autoescape=True) for name in names]
        query = query.where(or_(*by_name, _slug.startswith(q.lower().replace(" ", ""), autoescape=True)))
    if last := _at(db, after):
        query = query.where(
            or_(
                last.county < _county,
                and_(_county == last.county, last.township < _township),
                and_(_county == last.county, _township == last.township, last.slug < _slug),
            )
        )
    found = db.execute(query.order_by(_county, _township, _slug).limit(size + 1)).all()
    rows = tuple(CommunityRow(*row) for row in found[:size])
    return CommunitiesPage(rows, rows[-1].url[1:] if len(found) > size else None)


def _communities() -> Select[*tuple[Any, ...]]:
    return (
        select(_county, col(County.name), _township, _slug, col(Community.name))
        .select_from(CommunitySlug)
        .join(Community, col(Community.id) == CommunitySlug.community_id)
        .join(County, col(County.slug) == CommunitySlug.county_slug)
        .outerjoin(Township, col(Township.id) == Community.township_id)
    )


def _at(db: Db, address: str) -> CommunityRow | None:
    county, _, slug = address.partition("/")
    if not (SLUG.fullmatch(county) and SLUG.fullmatch(slug)):
        return None
    row = db.execute(_communities().where(_county == county, _slug == slug)).first()
    return CommunityRow(*row) if row else None
