"""Founding from a roster: community by community, each in one transaction and one entry of its book.

A founding cut off in the middle is finished by doing it again: what stands and is the same is passed over, what
stands and differs is left alone. Every address was computed from the whole file before (council.seats.preview).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Database
from council.kit.ids import new_id
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.people.tables import Membership
from council.places.acts import found_community, found_county, found_township
from council.places.tables import County, Township
from council.rules.refusal import Refusal
from council.seats.entering import Numbers, enter, facts_of, named, numbered
from council.seats.preview import CommunityPlan, Preview, preview
from council.seats.roster.listed import Roster

__all__ = ["Founded", "found", "found_here", "may_found_here", "preview"]

Progress = Callable[[CommunityPlan], None]


@dataclass(frozen=True, slots=True)
class Founded:
    """What was founded."""

    communities: int
    bodies: int
    members: int


def found(database: Database, roster: Roster, progress: Progress = lambda plan: None) -> Founded:
    """Found everything in the roster that does not stand. A file with anything refused is refused whole."""
    seen = database.read_now(lambda db: preview(db, roster))
    if seen.refused:
        raise _refused(seen)
    for plan in seen.to_do:
        if plan.id is None:
            _found_new(database, plan, roster.sha256)
        else:
            _found_beside(database, plan.id, plan, roster.sha256)
        progress(plan)
    return Founded(seen.new_communities, len(seen.new_bodies), seen.new_members)


def _refused(seen: Preview) -> Refusal:
    return Refusal(
        "%(count)s rows stop the whole file. Correct them and send it again; nothing was founded.",
        count=seen.stops,
    )


def may_found_here(seen: Preview, community: UUID) -> Refusal | None:
    """Whether a clerk may found this in their own community; what would be founded elsewhere is refused."""
    if other := next((plan for plan in seen.plans if plan.id != community), None):
        return Refusal(
            "The file names %(other)s. Here you can import for your own community only.",
            other=f"{other.county}{other.township or ''}{other.name}",
        )
    if seen.refused:
        return _refused(seen)
    return None if seen.to_do else Refusal("There is nothing to found: everything in the file stands already.")


def found_here(act: Act, roster: Roster) -> int:
    """The same founding by the clerk of a community that stands, as one act."""
    actor = need_clerk(act)
    seen = preview(act.db, roster)
    if refusal := may_found_here(seen, act.community):
        raise refusal
    return found_bodies(act, seen.to_do[0], roster.sha256, actor=actor)


def _found_new(database: Database, plan: CommunityPlan, sha256: str) -> None:
    def transaction(db: Session) -> None:
        act = Act(db, new_id(), clock.now())
        _county(db, plan)
        found_community(
            act, county=plan.county_slug, township=_township(db, plan), name=plan.name, slug=plan.slug, label=plan.label
        )
        found_bodies(act, plan, sha256, actor="console")

    database.found(transaction)


def _found_beside(database: Database, community: UUID, plan: CommunityPlan, sha256: str) -> None:
    database.write_now(
        community, lambda db: found_bodies(Act(db, community, clock.now()), plan, sha256, actor="console")
    )


def _county(db: Session, plan: CommunityPlan) -> None:
    """County and township are founded with the first community that stands in them."""
    if db.execute(select(col(County.slug)).where(col(County.slug) == plan.county_slug)).first() is None:
        found_county(db, plan.county_slug, plan.county)


def _township(db: Session, plan: CommunityPlan) -> UUID | None:
    if plan.township is None:
        return None
    where = (col(Township.county_slug) == plan.county_slug, col(Township.name) == plan.township)
    stands: UUID | None = db.execute(select(col(Township.id)).where(*where)).scalar()
    return stands or found_township(db, plan.county_slug, plan.township)


def found_bodies(act: Act, plan: CommunityPlan, sha256: str, *, actor: str) -> int:
    """Every new body of the plan, with its seats and members, and the one entry; the answer is its number."""
    numbers = numbered(plan, _last_number(act) if plan.id else None)
    enter(act, plan, numbers)
    facts, sealed = founding_entry(plan, numbers)
    if plan.id:
        return record(act, "body.found", actor=actor, facts=facts, sealed=sealed, files=[sha256])
    return record(act, "community.found", actor=actor, facts=facts, sealed=sealed, files=[sha256])


def founding_entry(plan: CommunityPlan, numbers: Numbers) -> tuple[dict[str, object], dict[str, str]]:
    """What the book says of a founding, in the open and sealed; of a new community also where it stands."""
    facts: dict[str, object] = {"bodies": [facts_of(key, body, numbers) for key, body in plan.new]}
    sealed = {f"body:{place}": body.name for place, (_, body) in enumerate(plan.new, 1)} | named(plan, numbers)
    if plan.id:
        return facts, sealed
    places = {"county": plan.county, "township": plan.township or "", "community": plan.name, "label": plan.label}
    return {"county": plan.county_slug, "slug": plan.slug, **facts}, places | sealed


def _last_number(act: Act) -> int:
    query = select(func.max(col(Membership.number))).where(col(Membership.community_id) == act.community)
    return act.db.execute(query).scalar() or 0
