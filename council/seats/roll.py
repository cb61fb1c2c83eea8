"""Who is on the roll of a body: those in its own seats, and the members of the bodies it is composed of, each once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.kit.act import NotFound
from council.kit.db import Db
from council.people.tables import Membership
from council.rules.threshold import Count
from council.seats.tables import CHAIR, VICE_CHAIR, BodyRow, Seat, Tenure, bodies_of, held, person_of


@dataclass(frozen=True, slots=True)
class OnRoll:
    """A person on a roll. `body_key` and `seat` say by which seat they are on it; `own`: by one of the body's own."""

    membership_id: UUID
    number: int  # the 8 of 柳桥-8
    name: str
    sex: str | None
    category: str
    household: str | None
    body_key: str
    seat: int
    office: str
    own: bool

    @property
    def woman(self) -> bool:
        return self.sex == "female"


@dataclass(frozen=True, slots=True)
class VacantSeat:
    """A seat nobody holds; it weighs where a rule counts seats."""

    body_key: str
    seat: int
    category: str


OfSeat = OnRoll | VacantSeat


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody who belongs to a body today, and its vacant seats."""

    body: BodyRow
    people: tuple[OnRoll, ...]
    vacant: tuple[VacantSeat, ...]

    @property
    def households(self) -> int:
        """How many households the people on it belong to; those without a number are not among them."""
        return len({one.household for one in self.people if one.household})

    @property
    def without_household(self) -> int:
        """How many have no household number: until they have one, nobody can count by households."""
        return sum(one.household is None for one in self.people)

    def count_before(self, count_by: str = "persons") -> Count:
        """The count before anybody has come: 'persons' on the roll, or 'households' of which each is one."""
        if count_by == "households":
            return _before(seats=self.households, filled=self.households)
        return _before(seats=len(self.people) + len(self.vacant), filled=len(self.people))


def _before(*, seats: int, filled: int) -> Count:
    return Count(seats=seats, filled=filled, present=0, entitled=filled, yes=0, no=0, abstain=0)


def roll_of(db: Db, community: UUID, body_key: str) -> Roll:
    """The roll of a body as it stands; NotFound where there is no such body. Two statements."""
    bodies = {body.key: body for body in bodies_of(db, community)}
    if body_key not in bodies:
        raise NotFound
    return rolls_of(db, community, bodies.values(), [body_key])[body_key]


def rolls_of(db: Db, community: UUID, bodies: Iterable[BodyRow], keys: Collection[str]) -> dict[str, Roll]:
    """The rolls of these bodies at once, in one statement; `bodies` are all of the community's."""
    bodies = list(bodies)
    parts = {body.key: (body.key, *(one.key for one in composing(body, bodies))) for body in bodies if body.key in keys}
    seats = _seats(db, community, {part for all_parts in parts.values() for part in all_parts})
    return {body.key: _roll(body, parts[body.key], seats) for body in bodies if body.key in keys}


def composing(body: BodyRow, bodies: Sequence[BodyRow]) -> list[BodyRow]:
    """The bodies whose members belong to this one, in the order in which its charter names their kinds."""
    return [one for kind in body.law.composed_of for one in bodies if one.law.kind == kind]


def _roll(body: BodyRow, parts: Iterable[str], seats: Mapping[str, Sequence[OfSeat]]) -> Roll:
    people: dict[UUID, OnRoll] = {}
    vacant: list[VacantSeat] = []
    for part in parts:
        for seat in seats.get(part, ()):
            if isinstance(seat, VacantSeat):
                vacant.append(seat)
            else:
                people.setdefault(seat.membership_id, replace(seat, own=part == body.key))
    return Roll(body, tuple(people.values()), tuple(vacant))


def _seats(db: Db, community: UUID, keys: Collection[str]) -> dict[str, list[OfSeat]]:
    found: dict[str, list[OfSeat]] = {}
    for row in db.execute(SEATS, {"community": community, "keys": list(keys)}).all():
        found.setdefault(row[6], []).append(_of_seat(*row))
    return found


SEATS = (
    select(
        col(Tenure.membership_id), col(Membership.number), col(Membership.name), col(Membership.sex),
        col(Seat.category), col(Membership.household), col(Seat.body_key), col(Seat.number), col(Tenure.office),
    )
    .outerjoin(Tenure, held())
    .outerjoin(Membership, person_of(Tenure))
    .where(col(Seat.community_id) == bindparam("community"), col(Seat.body_key).in_(bindparam("keys")))
    .order_by(col(Seat.body_key), col(Seat.number))
)  # fmt: skip


def _of_seat(
    membership: UUID | None,
    number: int,
    name: str,
    sex: str | None,
    category: str,
    household: str | None,
    body: str,
    seat: int,
    office: str,
) -> OfSeat:
    if membership is None:
        return VacantSeat(body, seat, category)
    return OnRoll(membership, number, name, sex, category, household, body, seat, office, own=True)


def chair_of(db: Db, community: UUID, body: BodyRow, bodies: Sequence[BodyRow] = ()) -> OnRoll | None:
    """Who leads the body's meetings: its own chair, or that of the kind of body that convenes it.

    The vice chair where there is no chair; None where there is neither. `bodies`, where they were read before.
    """
    convening = body.law.convened_by
    keys = [body.key]
    if convening is not None:
        keys = [one.key for one in bodies or bodies_of(db, community) if one.law.kind == convening]
    seats = _seats(db, community, keys)
    people = [one for key in keys for one in seats.get(key, ()) if isinstance(one, OnRoll)]
    leading = {one.office: one for one in reversed(people)}
    return leading.get(CHAIR) or leading.get(VICE_CHAIR)
