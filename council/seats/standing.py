"""What stands already of the places and bodies that a roster names."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import col

from council.kit.db import Db
from council.people.tables import Membership
from council.places.naming import Place
from council.places.tables import Community, CommunityLabel, CommunitySlug, County, Township
from council.seats.matching import Known
from council.seats.tables import MEMBER, Body, Seat, Tenure, held, person_of

AT_ONCE = 1000  # ids in one query: every database takes as many


@dataclass(frozen=True, slots=True)
class StandingSeat:
    number: int
    category: str
    name: str | None
    sex: str | None
    phone: str | None
    office: str
    term_start: date | None
    term_end: date | None
    household: str | None = None


@dataclass(frozen=True, slots=True)
class StandingBody:
    key: str
    name: str
    charter: str
    seats: tuple[StandingSeat, ...]


@dataclass(frozen=True, slots=True)
class StandingCommunity:
    id: UUID
    slug: str
    label: str


@dataclass(slots=True)
class StandingCounty:
    """A county with the addresses and names it has dealt out; `slug` is None where it does not stand."""

    name: str
    slug: str | None
    townships: dict[str, UUID] = field(default_factory=dict)
    communities: dict[Place, StandingCommunity] = field(default_factory=dict)


def county_slugs(db: Db) -> dict[str, str]:
    """The slug of every county by its name."""
    return {county.name: county.slug for county in db.execute(select(col(County.name), col(County.slug))).all()}


def standing_county(db: Db, name: str, slug: str | None) -> StandingCounty:
    """The county of this name, with all its townships and communities."""
    county = StandingCounty(name, slug)
    if slug is None:
        return county
    townships = select(col(Township.name), col(Township.id)).where(col(Township.county_slug) == slug)
    county.townships.update((name, id) for name, id in db.execute(townships).all())
    for township, community, id, address, label in db.execute(_communities(slug)).all():
        county.communities[township, community] = StandingCommunity(id, address, label)
    return county


def _communities(county: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Township.name), col(Community.name), col(Community.id),
            col(CommunitySlug.slug), col(CommunityLabel.label),
        )
        .select_from(Community)
        .join(CommunitySlug, col(CommunitySlug.community_id) == col(Community.id))
        .join(CommunityLabel, col(CommunityLabel.community_id) == col(Community.id))
        .outerjoin(Township, col(Township.id) == col(Community.township_id))
        .where(col(Community.county_slug) == county)
    )  # fmt: skip


def labels_elsewhere(db: Db, county: str | None) -> list[str]:
    """The labels of all other counties: a label is unique in the installation."""
    query = select(col(CommunityLabel.label)).join(Community, col(Community.id) == col(CommunityLabel.community_id))
    return [label for (label,) in db.execute(query.where(col(Community.county_slug) != (county or ""))).all()]


def standing_bodies(db: Db, communities: Collection[UUID]) -> dict[UUID, dict[str, StandingBody]]:
    """The bodies of these communities by name, with their seats and holders."""
    found: dict[UUID, dict[str, StandingBody]] = defaultdict(dict)
    for some in _portions(list(communities)):
        seats = _seats(db, some)
        query = select(col(Body.community_id), col(Body.key), col(Body.name), col(Body.charter))
        for community, key, name, charter in db.execute(query.where(col(Body.community_id).in_(some))).all():
            found[community][name] = StandingBody(key, name, charter, tuple(seats[community, key]))
    return found


def _seats(db: Db, communities: Sequence[UUID]) -> dict[tuple[UUID, str], list[StandingSeat]]:
    query = (
        select(
            col(Seat.community_id), col(Seat.body_key), col(Seat.number), col(Seat.category),
            col(Membership.name), col(Membership.sex), col(Membership.phone),
            col(Tenure.office), col(Tenure.term_start), col(Tenure.term_end), col(Membership.household),
        )
        .outerjoin(Tenure, held())
        .outerjoin(Membership, person_of(Tenure))
        .where(col(Seat.community_id).in_(communities))
        .order_by(col(Seat.number))
    )  # fmt: skip
    seats: dict[tuple[UUID, str], list[StandingSeat]] = defaultdict(list)
    for community, body, number, category, name, sex, phone, office, start, end, household in db.execute(query).all():
        seat = StandingSeat(number, category, name, sex, phone, office or MEMBER, start, end, household)
        seats[community, body].append(seat)
    return seats


def members_standing(db: Db, community: UUID) -> list[Known]:
    """Every member of a community, by number: whom the rows of a roster may be."""
    query = (
        select(
            col(Membership.id), col(Membership.number), col(Membership.name), col(Membership.sex),
            col(Membership.phone), col(Membership.household),
        )
        .where(col(Membership.community_id) == community)
        .order_by(col(Membership.number))
    )  # fmt: skip
    return [Known(*row) for row in db.execute(query).all()]


def _portions(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
