"""What founding from a roster would do, before anything is written: what is new, the same, or different."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from council.kit.db import Db
from council.places import naming
from council.places.naming import Place
from council.seats.composing import beside, composed
from council.seats.differences import Difference, differences
from council.seats.matching import Person, persons
from council.seats.roster.listed import Finding, Roster, RosterBody
from council.seats.roster.remarks import few
from council.seats.standing import (
    StandingBody,
    StandingCommunity,
    StandingCounty,
    county_slugs,
    labels_elsewhere,
    members_standing,
    standing_bodies,
    standing_county,
)


@dataclass(frozen=True, slots=True)
class Differing:
    """A body that stands and is not as the file lists it; it is left alone."""

    body: RosterBody
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CommunityPlan:
    """What would be done in one community. `id` is None where it does not stand yet."""

    county: str
    county_slug: str
    township: str | None
    name: str
    slug: str
    label: str
    id: UUID | None
    new: tuple[tuple[str, RosterBody], ...]  # each with its key
    same: tuple[RosterBody, ...] = ()
    differing: tuple[Differing, ...] = ()
    namesake: str | None = None  # a township with a community of this name, where the file names no township
    people: tuple[Person, ...] = ()  # whom the new bodies list, each once
    findings: tuple[Finding, ...] = ()  # what the file says beside what stands

    @property
    def url(self) -> str:
        return f"/{self.county_slug}/{self.slug}"

    @property
    def place(self) -> tuple[str, str | None, str]:
        return self.county, self.township, self.name


@dataclass(frozen=True, slots=True)
class Preview:
    """A roster beside what stands."""

    roster: Roster
    plans: tuple[CommunityPlan, ...]

    @property
    def findings(self) -> list[Finding]:
        """What is to be known: of the file alone, and of each community."""
        return [*self.roster.findings, *(finding for plan in self.plans for finding in plan.findings)]

    @property
    def refused(self) -> bool:
        """Whether anything stops the file as a whole."""
        return any(finding.refused for finding in self.findings)

    @property
    def to_do(self) -> tuple[CommunityPlan, ...]:
        """The communities in which something would be founded; none where the file is refused."""
        return () if self.refused else tuple(plan for plan in self.plans if plan.new)

    @property
    def new_communities(self) -> int:
        return sum(plan.id is None for plan in self.to_do)

    @property
    def new_bodies(self) -> list[RosterBody]:
        return [body for plan in self.to_do for _, body in plan.new]

    @property
    def new_members(self) -> int:
        """How many people would become members; who sits in several bodies is one, and who stands is none."""
        return sum(person.known is None for plan in self.to_do for person in plan.people)

    @property
    def same(self) -> list[RosterBody]:
        return [body for plan in self.plans for body in plan.same]

    @property
    def differing(self) -> list[Differing]:
        return [one for plan in self.plans for one in plan.differing]

    @property
    def stops(self) -> int:
        """How many things stop the file: all of them, of which a screen shows `refusals`."""
        return sum(finding.refused for finding in self.findings)

    @property
    def refusals(self) -> list[Finding]:
        return list(few([finding for finding in self.findings if finding.refused]))

    @property
    def warnings(self) -> list[Finding]:
        return list(few([finding for finding in self.findings if not finding.refused]))


def preview(db: Db, roster: Roster) -> Preview:
    """What founding from this roster would do. Every address is computed from the whole file first."""
    slugs = county_slugs(db)
    counties = _by_county(roster.bodies)
    standing = {name: standing_county(db, name, slugs.get(name)) for name in counties}
    bodies = standing_bodies(db, [one.id for name in counties for one in _named(standing[name], counties[name])])
    plans: list[CommunityPlan] = []
    labels: set[str] = set()
    for name, listed in counties.items():
        county = standing[name]
        slug = county.slug or naming.county_slug(name, set(slugs.values()))
        slugs[name] = slug
        labels.update(labels_elsewhere(db, county.slug))
        plans += _plans(db, county, slug, listed, bodies, labels)
        labels.update(plan.label for plan in plans)
    return Preview(roster, tuple(plans))


Listed = dict[Place, list[RosterBody]]


def _by_county(bodies: Iterable[RosterBody]) -> dict[str, Listed]:
    counties: dict[str, Listed] = defaultdict(lambda: defaultdict(list))
    for body in bodies:
        counties[body.county][body.township, body.community].append(body)
    return counties


def _named(county: StandingCounty, listed: Listed) -> Iterator[StandingCommunity]:
    return (county.communities[place] for place in listed if place in county.communities)


def _plans(
    db: Db,
    county: StandingCounty,
    slug: str,
    listed: Listed,
    bodies: dict[UUID, dict[str, StandingBody]],
    labels_taken: set[str],
) -> Iterator[CommunityPlan]:
    slugs = naming.community_slugs(listed, {place: one.slug for place, one in county.communities.items()})
    labels = naming.labels(listed, {place: one.label for place, one in county.communities.items()}, labels_taken)
    for place, here in listed.items():
        standing = county.communities.get(place)
        stands = bodies.get(standing.id, {}) if standing else {}
        here = [*here, *composed(here, list(stands.values()))]
        keys = naming.body_keys(
            (body.name for body in here), place[1], {name: body.key for name, body in stands.items()}
        )
        new = tuple((keys[body.name], body) for body in here if body.name not in stands)
        compared = [(body, differences(stands[body.name], body)) for body in here if body.name in stands]
        people, unsure = persons(new, members_standing(db, standing.id) if standing and new else ())
        yield CommunityPlan(
            county=county.name, county_slug=slug, township=place[0], name=place[1],
            slug=slugs[place], label=labels[place], id=standing.id if standing else None,
            new=new,
            same=tuple(body for body, found in compared if not found),
            differing=tuple(Differing(body, found) for body, found in compared if found),
            namesake=_namesake(county, place),
            people=tuple(people),
            findings=tuple(beside(db, standing.id if standing else None, new, list(stands.values()), people, unsure)),
        )  # fmt: skip


def _namesake(county: StandingCounty, place: Place) -> str | None:
    township, name = place
    if township is not None or place in county.communities:
        return None
    return next((other for other, same in county.communities if same == name), None)
