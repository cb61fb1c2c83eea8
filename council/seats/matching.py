"""Which rows of a roster, and which members who stand, are one person. A name alone makes nobody the same.

One person is who has the same name and the same telephone, or the same name and the same household: in a village no
household has two of one name. Two rows of one body are always two people.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from council.people.names import sign_in_key
from council.seats.roster.listed import RosterBody, RosterMember


@dataclass(frozen=True, slots=True)
class Known:
    """A member who stands."""

    id: UUID
    number: int
    name: str
    sex: str | None
    phone: str | None
    household: str | None


@dataclass(slots=True)
class Person:
    """Someone in a roster: a member who stands (`known`), or someone new; and each row that lists them."""

    name: str
    known: Known | None = None
    rows: list[tuple[str, RosterMember]] = field(default_factory=list)  # with the body's key

    def said(self, what: str) -> str | None:
        """Their sex, phone or household: as the community has it, else as the first row that says it."""
        said = [getattr(self.known, what)] if self.known else []
        said += [getattr(member, what) for _, member in self.rows]
        return next((value for value in said if value), None)

    def learnt(self) -> dict[str, str]:
        """What the rows say of someone who stands that the community did not know."""
        if self.known is None:
            return {}
        missing = [what for what in ("sex", "phone", "household") if getattr(self.known, what) is None]
        return {what: value for what in missing if (value := self.said(what))}


def persons(new: Iterable[tuple[str, RosterBody]], known: Iterable[Known]) -> tuple[list[Person], list[RosterMember]]:
    """Everybody whom these bodies list, each once, in the order of the file.

    Beside them the rows of which it cannot be told: someone of the same name stands or is listed in another body, and
    neither telephone nor household says whether it is the same person. They are taken for someone else.
    """
    index = _Index([Person(one.name, one) for one in known])
    found: list[Person] = []
    unsure: list[RosterMember] = []
    for key, body in new:
        for member in body.members:
            person = index.same(key, member)
            if person is None:
                if index.unsure(key, member):
                    unsure.append(member)
                person = Person(member.name)
            if not person.rows:
                found.append(person)
            person.rows.append((key, member))
            index.add(person)
    return found, unsure


class _Index:
    def __init__(self, people: Sequence[Person]) -> None:
        self.by_mark: dict[tuple[str, str, str], Person] = {}
        self.by_name: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        for mark in _marks(person.name, person.said("phone"), person.said("household")):
            self.by_mark.setdefault(mark, person)
        alike = self.by_name[person.name]
        if all(one is not person for one in alike):
            alike.append(person)

    def same(self, key: str, member: RosterMember) -> Person | None:
        marks = _marks(member.name, member.phone, member.household)
        people = {id(one): one for mark in marks if (one := self.by_mark.get(mark))}
        if len(people) != 1:  # nobody, or the phone says one and the household another
            return None
        (person,) = people.values()
        return None if _elsewhere(person, key) or _contradicts(person, member) else person

    def unsure(self, key: str, member: RosterMember) -> bool:
        return any(
            not _elsewhere(one, key) and not _contradicts(one, member) and not _told_apart(one, member)
            for one in self.by_name.get(member.name, ())
        )


def _marks(name: str, phone: str | None, household: str | None) -> Iterator[tuple[str, str, str]]:
    if phone:
        yield "phone", name, sign_in_key(phone)
    if household:
        yield "household", name, household


def _elsewhere(person: Person, key: str) -> bool:
    """Whether another row of the same body is this person already."""
    return any(of == key for of, _ in person.rows)


def _contradicts(person: Person, member: RosterMember) -> bool:
    sex = person.said("sex")
    return bool(sex and member.sex and sex != member.sex)


def _told_apart(person: Person, member: RosterMember) -> bool:
    """Whether both have a household, and not the same: two people of one name."""
    household = person.said("household")
    return bool(household and member.household and household != member.household)
