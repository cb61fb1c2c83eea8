"""How many belong to each body of a community: what the public pages show of a roll, small or large."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select
from sqlmodel import col

from council.kit.db import Db
from council.people.tables import Membership
from council.rules.makeup import Makeup
from council.rules.threshold import Count
from council.seats.roll import Roll, rolls_of
from council.seats.tables import BodyRow, Seat, Tenure, held, person_of


def vacant_in(body: BodyRow, counts: Mapping[str, tuple[int, int]]) -> int:
    """How many of a body's own seats wait for someone; nobody waits for a place on a roll that is only counted."""
    seats, filled = counts.get(body.key, (0, 0))
    return 0 if body.counted else seats - filled


@dataclass(frozen=True, slots=True)
class Headcount:
    """Of one body: its people, its vacant seats, and the households they belong to."""

    made: Makeup
    vacant: int
    households: int
    without_household: int

    @property
    def people(self) -> int:
        return self.made.people

    @property
    def seats(self) -> int:
        return self.made.people + self.vacant

    def before(self, count_by: str = "persons") -> Count:
        """The count before anybody has come: persons, or households of which each is one."""
        entitled = self.households if count_by == "households" else self.people
        seats = entitled if count_by == "households" else self.seats
        return Count(seats=seats, filled=entitled, present=0, entitled=entitled, yes=0, no=0, abstain=0)


def headcounts(
    db: Db, community: UUID, bodies: Sequence[BodyRow], keys: Collection[str] | None = None
) -> dict[str, Headcount]:
    """The headcount of each of a community's bodies, or of those of `keys`. Two statements, however many people.

    A roll that is only counted in public is counted by the database; the others are short, and read.
    """
    asked = [body for body in bodies if keys is None or body.key in keys]
    large = [body.key for body in asked if body.counted]
    small = [body.key for body in asked if not body.counted]
    found = {key: headcount_of(roll) for key, roll in rolls_of(db, community, bodies, small).items()} if small else {}
    if large:
        found |= _counted(db, community, large)
    return {body.key: found.get(body.key, NOBODY) for body in asked}


def seat_counts(db: Db, community: UUID) -> dict[str, tuple[int, int]]:
    """For each body by key: its seats, and how many of them are filled."""
    return {key: (seats, filled) for key, seats, filled in db.execute(SEATS, {"community": community}).all()}


def headcount_of(roll: Roll) -> Headcount:
    """The headcount of a roll that has been read."""
    own = [one for one in roll.people if one.own]
    made = Makeup(
        people=len(roll.people), own=len(own), women=sum(one.woman for one in roll.people),
        own_women=sum(one.woman for one in own), sex_unknown=sum(one.sex is None for one in roll.people),
        own_sex_unknown=sum(one.sex is None for one in own),
    )  # fmt: skip
    return Headcount(made, len(roll.vacant), roll.households, roll.without_household)


def _counted(db: Db, community: UUID, keys: Sequence[str]) -> dict[str, Headcount]:
    rows = db.execute(COUNTED, {"community": community, "keys": keys}).all()
    found = {}
    for key, people, seats, households, without, women, unknown in rows:
        made = Makeup(
            people=people, own=people, women=women, own_women=women, sex_unknown=unknown, own_sex_unknown=unknown
        )
        found[key] = Headcount(made, seats - people, households, without)
    return found


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


_HOLDS = col(Tenure.id).is_not(None)
_HELD = select(col(Seat.body_key)).outerjoin(Tenure, held()).where(col(Seat.community_id) == bindparam("community"))
SEATS = _HELD.add_columns(func.count(), func.count(col(Tenure.id))).group_by(col(Seat.body_key))
COUNTED = (
    _HELD.outerjoin(Membership, person_of(Tenure))
    .add_columns(
        func.count(col(Tenure.id)), func.count(), func.count(col(Membership.household).distinct()),
        _how_many(and_(_HOLDS, col(Membership.household).is_(None))),
        _how_many(col(Membership.sex) == "female"),
        _how_many(and_(_HOLDS, col(Membership.sex).is_(None))),
    )
    .where(col(Seat.body_key).in_(bindparam("keys")))
    .group_by(col(Seat.body_key))
)  # fmt: skip
NOBODY = Headcount(Makeup(people=0, own=0, women=0, own_women=0), 0, 0, 0)
