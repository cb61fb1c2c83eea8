"""A member of the supervisory committee declares their near relatives, on paper; the clerk enters it."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlmodel import col, select

from council.kit.act import Act
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.people.tables import Membership
from council.rules.refusal import Refusal
from council.seats.acts import begin_tenure, on_seat, refuse, seat_at
from council.seats.bars import may_declare
from council.seats.kin import Declaration, Kin, Relative, declarations_of
from council.seats.persons import Named
from council.seats.tables import BodyRow, SeatRow, body_at

MOST = 30
"""Relatives of one person that a declaration holds."""


def may_declare_at(body: BodyRow, seat: SeatRow) -> Refusal | None:
    """Whether there is anything to declare for this seat."""
    if body.law.bars is None or not body.law.bars.relatives:
        return Refusal("%(body)s asks nobody for their relatives.", body=body.name)
    return None if seat.filled else Refusal("Seat %(seat)s is vacant: there is nobody to declare.", seat=seat.number)


def declare_relatives(act: Act, key: str, number: int, kin: Sequence[Kin], *, none_at_all: bool = False) -> int:
    """Enter who the holder's near relatives are, or that there are none. A later declaration replaces it.

    Refused: one who is kept out of the body with their relatives (case G45). The book has how many, never who.
    """
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    refuse(may_declare_at(body, seat))
    facts = write_declaration(act, body, seat, kin, none_at_all=none_at_all)
    return record(act, "kin.declare", actor=actor, on=on_seat(key, number), facts={"member": seat.member, **facts})


def seat_and_declare(
    act: Act, key: str, number: int, category: str, named: Named, kin: Sequence[Kin], *, none_at_all: bool = False
) -> int:
    """Seat someone with their declaration, in one act: where a relative keeps them out, nobody is seated (G45)."""
    actor = need_clerk(act)
    body, person, facts = begin_tenure(act, key, number, category, named)
    refuse(may_declare_at(body, seat_at(act, key, number)))
    facts |= write_declaration(act, body, seat_at(act, key, number), kin, none_at_all=none_at_all)
    return record(act, "seat.fill", actor=actor, on=on_seat(key, number), facts=facts, sealed={"name": person.name})


def write_declaration(
    act: Act, body: BodyRow, seat: SeatRow, kin: Sequence[Kin], *, none_at_all: bool
) -> dict[str, object]:
    """The declaration of a filled seat; the answer is what the book says of it. Records nothing itself."""
    assert seat.tenure_id is not None
    refuse(_whole(kin, none_at_all))
    refuse(_known(act, kin))
    refuse(may_declare(act.db, act.community, body, seat.name or "", kin))
    former = declarations_of(act.db, act.community, [body.key]).get(seat.tenure_id)
    own = {
        "community_id": act.community, "body_key": body.key, "tenure_id": seat.tenure_id,
        "number": former.number + 1 if former else 1,
    }  # fmt: skip
    act.db.execute(insert(Declaration).values(**own, relatives=len(kin), declared_at=act.now))
    if kin:
        act.db.execute(
            insert(Relative),
            [
                own | {"position": at, "kinship": one.kinship, "name": one.name, "member": one.member,
                       "namesake": one.namesake}
                for at, one in enumerate(kin, 1)
            ],
        )  # fmt: skip
    return {"relatives": len(kin), "namesakes": sum(one.namesake for one in kin)}


def _whole(kin: Sequence[Kin], none_at_all: bool) -> Refusal | None:
    if none_at_all and kin:
        return Refusal("Either list the relatives, or say that there are none.")
    if not (none_at_all or kin):
        empty = Refusal("List the near relatives, or tick that there are none.")
        return empty.with_notes(kin=empty)
    if len(kin) > MOST:
        return Refusal("At most %(most)s relatives are entered.", most=MOST)
    return None


def _known(act: Act, kin: Sequence[Kin]) -> Refusal | None:
    """A member number that nobody has is refused: it would match nobody."""
    given = {one.member for one in kin if one.member is not None}
    if not given:
        return None
    query = select(col(Membership.number)).where(
        col(Membership.community_id) == act.community, col(Membership.number).in_(given)
    )
    lacking = given - set(act.db.execute(query).scalars())
    if not lacking:
        return None
    none = Refusal("There is no member with the number %(number)s here.", number=min(lacking))
    return none.with_notes(kin=none)
