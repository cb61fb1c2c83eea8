"""Alternates (候补): who follows in a category, in their order. Never into a seat of another category."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlmodel import col

from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.people.tables import Held, Membership
from council.rules import seating
from council.rules.refusal import Refusal
from council.seats.acts import may_fill, on_seat, refuse, seat_at, seat_person
from council.seats.bars import Candidate, may_enter
from council.seats.persons import Named, enrolled, known
from council.seats.tables import Alternate, BodyRow, SeatRow, body_at, person_of, seats_of


@dataclass(frozen=True, slots=True)
class AlternateRow:
    """Someone who waits to follow in a category."""

    category: str
    position: int
    membership_id: UUID
    member: int
    name: str


WAITING = (
    select(
        col(Alternate.category), col(Alternate.position), col(Alternate.membership_id),
        col(Membership.number), col(Membership.name),
    )
    .join(Membership, person_of(Alternate))
    .where(
        col(Alternate.community_id) == bindparam("community"),
        col(Alternate.body_key) == bindparam("body"),
        col(Alternate.called_at).is_(None),
    )
    .order_by(col(Alternate.category), col(Alternate.position))
)  # fmt: skip


def alternates_of(db: Db, community: UUID, key: str) -> tuple[AlternateRow, ...]:
    """Who waits to follow, by category and order; whoever was called waits no more."""
    return tuple([AlternateRow(*row) for row in db.execute(WAITING, {"community": community, "body": key}).all()])


def may_add_alternate(
    body: BodyRow,
    seats: Sequence[SeatRow],
    waiting: Sequence[AlternateRow],
    category: str,
    person: UUID | None = None,
) -> Refusal | None:
    """Whether someone may wait in this category; `person` is None for someone new."""
    if body.law.vacancy != "alternate":
        return Refusal("This body's charter fills a vacancy by election, not by alternates.")
    if body.law.category(category) is None:
        return Refusal("This body's charter has no such kind of seat.")
    if held := next((seat for seat in seats if person and seat.membership_id == person), None):
        return Refusal("This person already holds seat %(seat)s in this body.", seat=held.number)
    if any(one.membership_id == person for one in waiting):
        return Refusal("This person waits as an alternate already.")
    return None


def add_alternate(act: Act, key: str, category: str, named: Named) -> int:
    """Let someone wait as the last alternate of a category."""
    actor = need_clerk(act)
    body, seats = body_at(act.db, act.community, key), seats_of(act.db, act.community, key)
    person = known(act, key, named)
    waiting = alternates_of(act.db, act.community, key)
    refuse(may_add_alternate(body, seats, waiting, category, person.id if person else None))
    person = person or enrolled(act, named)
    own = {"community_id": act.community, "body_key": key, "category": category}
    position = (act.db.scalar(select(func.max(col(Alternate.position))).filter_by(**own)) or 0) + 1
    act.db.execute(insert(Alternate).values(**own, position=position, membership_id=person.id))
    return record(
        act, "alternate.add", actor=actor, on=f"body:{key}",
        facts={"member": person.number, "category": category, "position": position}, sealed={"name": person.name},
    )  # fmt: skip


def may_call_alternate(
    body: BodyRow, seats: Sequence[SeatRow], waiting: Sequence[AlternateRow], seat: SeatRow
) -> Refusal | None:
    """Whether the next alternate may be called to this seat."""
    if body.law.vacancy != "alternate":
        return Refusal("This body's charter fills a vacancy by election, not by alternates.")
    if seat.filled:
        return Refusal("Seat %(seat)s is taken.", seat=seat.number)
    following = _following(body, seats, waiting, seat.category)
    if following is None:
        kind = body.law.category(seat.category)
        return Refusal(
            "Nobody waits as an alternate for %(category)s. The seat stays vacant and weighs in the total.",
            category=kind.name if kind else seat.category,
        )
    return may_fill(body, seats, seat.number, seat.category, following.membership_id)


def call_alternate(act: Act, key: str, number: int) -> int:
    """Seat the next alternate of the seat's own category, in their order (VCOL 2018 art. 12 as analogue)."""
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    seats, waiting = seats_of(act.db, act.community, key), alternates_of(act.db, act.community, key)
    refuse(may_call_alternate(body, seats, waiting, seat))
    following = _following(body, seats, waiting, seat.category)
    assert following is not None
    person = Held(following.membership_id, following.member, following.name)
    refuse(may_enter(act.db, act.community, body, Candidate.of(person)))
    facts = seat_person(act, key, seats, number, seat.category, person)
    act.db.execute(
        update(Alternate)
        .where(
            col(Alternate.community_id) == act.community,
            col(Alternate.body_key) == key,
            col(Alternate.category) == seat.category,
            col(Alternate.position) == following.position,
        )
        .values(called_at=act.now)
    )
    return record(
        act, "alternate.call", actor=actor, on=on_seat(key, number),
        facts=facts | {"position": following.position}, sealed={"name": person.name},
    )  # fmt: skip


def _following(
    body: BodyRow, seats: Sequence[SeatRow], waiting: Sequence[AlternateRow], category: str
) -> AlternateRow | None:
    seated = {seat.membership_id for seat in seats if seat.filled}
    order = [seating.Alternate(one.membership_id, one.category, one.position) for one in waiting]
    following = seating.next_alternate(body.law, order, category, seated)
    return next((one for one in waiting if following and one.membership_id == following.person), None)
