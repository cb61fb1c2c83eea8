"""What may be done about places: they are founded, once, from a roster."""

from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from council.kit.act import Act
from council.kit.ids import new_id
from council.ledger.acts import open_book
from council.places.tables import Community, CommunityLabel, CommunitySlug, County, Township

# Used only inside Database.found; the founding of the community's bodies records them (council.seats.founding).


def found_county(db: Session, slug: str, name: str) -> None:
    db.execute(insert(County).values(slug=slug, name=name))


def found_township(db: Session, county: str, name: str) -> UUID:
    """A township of a county, named by the county's slug; the answer is its id."""
    township = new_id()
    db.execute(insert(Township).values(id=township, county_slug=county, name=name))
    return township


def found_community(act: Act, *, county: str, township: UUID | None, name: str, slug: str, label: str) -> None:
    """The community whose id `act` carries, its address and its short name, and its empty book."""
    db, community = act.db, act.community
    db.execute(
        insert(Community).values(id=community, county_slug=county, township_id=township, name=name, founded_at=act.now)
    )
    db.execute(insert(CommunitySlug).values(county_slug=county, slug=slug, community_id=community))
    db.execute(insert(CommunityLabel).values(label=label, community_id=community))
    open_book(act)
