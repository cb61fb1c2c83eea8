"""Finding one's village: by county and township, or by a part of its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlmodel import col

from council.kit.act import NotFound
from council.kit.db import Db
from council.kit.queries import ESCAPE, Query, escaped
from council.places.tables import SLUG, Community, CommunitySlug, County, Township


@dataclass(frozen=True, slots=True)
class CountyRow:
    slug: str
    name: str
    communities: int


def counties(db: Db) -> list[CountyRow]:
    """Every county, and how many communities stand in it."""
    return [CountyRow(*row) for row in db.execute(COUNTIES, {}).all()]


def county_name(db: Db, slug: str) -> str:
    """The county at an address, or NotFound."""
    name: str | None = db.execute(COUNTY_NAME, {"slug": slug}).scalar() if SLUG.fullmatch(slug) else None
    if name is None:
        raise NotFound
    return name


def townships(db: Db, county: str) -> Mapping[str, int]:
    """The townships of a county, and how many communities stand in each."""
    return dict(db.execute(TOWNSHIPS, {"county": county}).all())


COUNTIES = (
    select(col(County.slug), col(County.name), func.count(col(CommunitySlug.community_id)))
    .outerjoin(CommunitySlug, col(CommunitySlug.county_slug) == County.slug)
    .group_by(col(County.slug), col(County.name))
    .order_by(col(County.slug))
)
COUNTY_NAME = select(col(County.name)).where(col(County.slug) == bindparam("slug"))
TOWNSHIPS = (
    select(col(Township.name), func.count())
    .join(Community, col(Community.township_id) == Township.id)
    .where(col(Township.county_slug) == bindparam("county"))
    .group_by(col(Township.name))
    .order_by(col(Township.name))
)


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
COMMUNITIES: Query = (
    select(_county, col(County.name), _township, _slug, col(Community.name))
    .select_from(CommunitySlug)
    .join(Community, col(Community.id) == CommunitySlug.community_id)
    .join(County, col(County.slug) == CommunitySlug.county_slug)
    .outerjoin(Township, col(Township.id) == Community.township_id)
)
AT = COMMUNITIES.where(_county == bindparam("county"), _slug == bindparam("slug"))


def communities_page(
    db: Db, *, county: str | None = None, township: str = "", q: str = "", after: str = "", size: int = 120
) -> CommunitiesPage:
    """Communities by county, township and address. `q` is a part of a name, or how its pinyin begins; `after` is the
    county and address of the last one seen, as in yunxi/liutang."""
    values = {
        "county": county, "township": township, "words": escaped(q),
        "spelt": escaped(q.lower().replace(" ", "")), "most": size + 1,
    }  # fmt: skip
    if last := _at(db, after):
        values |= {"last_county": last.county, "last_township": last.township, "last_slug": last.slug}
    found = db.execute(_listed(bool(county), bool(township), bool(q), last is not None), values).all()
    rows = tuple(CommunityRow(*row) for row in found[:size])
    return CommunitiesPage(rows, rows[-1].url[1:] if len(found) > size else None)


@cache
def _listed(of_county: bool, of_township: bool, with_words: bool, goes_on: bool) -> Query:
    """The query of each kind of list, built when it is first asked."""
    query = COMMUNITIES.order_by(_county, _township, _slug).limit(bindparam("most"))
    if of_county:
        query = query.where(_county == bindparam("county"))
    if of_township:
        query = query.where(_township == bindparam("township"))
    if with_words:
        names = (col(Community.name), col(Township.name))
        by_name = [name.icontains(bindparam("words"), escape=ESCAPE) for name in names]
        query = query.where(or_(*by_name, _slug.startswith(bindparam("spelt"), escape=ESCAPE)))
    if goes_on:
        same_county, same_township = _county == bindparam("last_county"), _township == bindparam("last_township")
        query = query.where(
            or_(
                _county > bindparam("last_county"),
                and_(same_county, _township > bindparam("last_township")),
                and_(same_county, same_township, _slug > bindparam("last_slug")),
            )
        )
    return query


def _at(db: Db, address: str) -> CommunityRow | None:
    county, _, slug = address.partition("/")
    if not (SLUG.fullmatch(county) and SLUG.fullmatch(slug)):
        return None
    row = db.execute(AT, {"county": county, "slug": slug}).first()
    return CommunityRow(*row) if row else None
