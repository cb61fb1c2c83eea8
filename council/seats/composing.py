"""What a community's bodies are to one another when a roster is entered: one made of others, one beside another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from council.charters import charter, charters
from council.kit.db import Db
from council.rules.charter import Charter
from council.rules.organ import ORGANS, Organ
from council.rules.refusal import Name, Refusal
from council.seats.bars import Candidate, keeps_apart, may_enter
from council.seats.matching import Person
from council.seats.roster.listed import Finding, RosterBody, RosterMember
from council.seats.standing import StandingBody
from council.seats.tables import BodyRow

SEVERAL = frozenset((Organ.COUNCIL, Organ.COLLECTIVE))
"""Kinds of which a community may well have more than one."""
NewBodies = Sequence[tuple[str, RosterBody]]


def composed(listed: Sequence[RosterBody], stands: Sequence[StandingBody]) -> Iterator[RosterBody]:
    """The bodies without seats of their own that come with these: with branch and committee, the two committees'."""
    there = {charter(key).kind for key in [*(body.charter for body in listed), *(body.charter for body in stands)]}
    for law in charters():
        if not law.own_seats and law.kind not in there and there.issuperset(law.composed_of):
            first = listed[0]
            name = f"{first.community}{law.name.zh}"
            yield RosterBody(first.county, first.township, first.community, name, law.key, (), ())


def beside(
    db: Db,
    community: UUID | None,
    new: NewBodies,
    stands: Sequence[StandingBody],
    people: Sequence[Person],
    unsure: Sequence[RosterMember],
) -> Iterator[Finding]:
    """What is to be known of the new bodies beside what stands and beside one another."""
    if not new:
        return
    yield from _second_of_a_kind(new, stands)
    for member in unsure:
        same_name = Refusal(
            "%(name)s stands already or is listed in another body, and neither telephone nor household number tells"
            " whether it is one person. Taken for someone else.",
            name=member.name,
        )
        yield Finding(member.row, None, False, same_name)
    yield from _kept_apart(db, community, dict(new), people)


def _kept_apart(
    db: Db, community: UUID | None, new: Mapping[str, RosterBody], people: Iterable[Person]
) -> Iterator[Finding]:
    """Whoever a charter keeps out: a person known to be the same stops the file; by name alone it is said (G45)."""
    laws = {key: charter(body.charter) for key, body in new.items()}
    for person in people:
        for key, row in person.rows:
            kinds = {laws[other].kind for other, _ in person.rows if other != key}
            bars = laws[key].bars
            if bars and (both := kinds.intersection(bars.kinds)):
                yield Finding(row.row, new[key].name, True, _both(person, new[key], ORGANS[both.pop()], laws[key]))
            elif community and keeps_apart(BodyRow(key, new[key].name, new[key].charter)):
                who = Candidate(person.name, person.known.number if person.known else None)
                if refusal := may_enter(db, community, BodyRow(key, new[key].name, new[key].charter), who):
                    yield Finding(row.row, new[key].name, person.known is not None, refusal)


def _both(person: Person, body: RosterBody, other: Name, law: Charter) -> Refusal:
    return Refusal(
        "%(name)s is %(what)s: that and %(into)s are kept apart. (%(source)s)",
        name=person.name,
        what=Refusal("a member of %(body)s", body=other),
        into=body.name,
        source=law.sources["bars"].text,
    )


def _second_of_a_kind(new: NewBodies, stands: Iterable[StandingBody]) -> Iterator[Finding]:
    of_kind = {charter(body.charter).kind: body.name for body in stands}
    for _, body in new:
        kind = charter(body.charter).kind
        if kind in of_kind and kind not in SEVERAL:
            second = Refusal(
                "%(body)s would be a second one: %(other)s stands already as %(kind)s.",
                body=body.name,
                other=of_kind[kind],
                kind=ORGANS[kind],
            )
            yield Finding(None, body.name, False, second)
        of_kind.setdefault(kind, body.name)
