"""What the clerk may do about seats. Each act asks its `may_…`, changes, and writes one entry."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, insert, update
from sqlmodel import col

from council.kit.act import Act, NotFound
from council.kit.clock import day_of
from council.kit.ids import new_id
from council.ledger.acts import record
from council.people.acts import correct_member, need_clerk
from council.people.names import sign_in_key
from council.people.tables import Held, Membership
from council.rules import seating
from council.rules.organ import ORGANS
from council.rules.refusal import Refusal
from council.seats.bars import Candidate, may_enter
from council.seats.headcount import seat_counts
from council.seats.persons import Named, enrolled, known, was_named
from council.seats.tables import (
    CHAIR,
    MEMBER,
    VICE_CHAIR,
    BodyRow,
    Review,
    Seat,
    SeatRow,
    Tenure,
    body_at,
    seats_of,
)

OFFICES = (CHAIR, VICE_CHAIR, MEMBER)


def may_fill(
    body: BodyRow, seats: Sequence[SeatRow], number: int, category: str, person: UUID | None = None
) -> Refusal | None:
    """Whether someone of this category may take this seat; `person` is None for someone new."""
    return seating.may_fill(body.law, [seat.state for seat in seats], number, category, person)


def fill(act: Act, key: str, number: int, category: str, named: Named) -> int:
    """Seat someone of the seat's own category, for the rest of the term (VCOL 2018 art. 19 as analogue).

    Where the charter sets no number of seats, the number after the last is a new seat. Refused too: whom a charter
    keeps out, for what they are or whose relative they are.
    """
    actor = need_clerk(act)
    body, person, facts = begin_tenure(act, key, number, category, named)
    if body.counted:
        return record(act, "roll.add", actor=actor, on=f"body:{key}", facts=filled_in(act, key))
    return record(act, "seat.fill", actor=actor, on=on_seat(key, number), facts=facts, sealed={"name": person.name})


def begin_tenure(
    act: Act, key: str, number: int, category: str, named: Named
) -> tuple[BodyRow, Held, dict[str, object]]:
    """Let whom a form names begin on a seat, where nothing keeps them from it. Records nothing itself."""
    body, seats = body_at(act.db, act.community, key), seats_of(act.db, act.community, key)
    person = known(act, key, named)
    refuse(may_fill(body, seats, number, category, person.id if person else None))
    who = Candidate(person.name if person else named.name, person.number if person else None, named.namesake)
    refuse(may_enter(act.db, act.community, body, who))
    person = person or enrolled(act, named)
    return body, person, seat_person(act, key, seats, number, category, person)


def filled_in(act: Act, key: str) -> dict[str, object]:
    """How many are on a roll that is only counted in public, once the change is made."""
    return {"filled": seat_counts(act.db, act.community)[key][1]}


def seat_person(
    act: Act, key: str, seats: Sequence[SeatRow], number: int, category: str, person: Held
) -> dict[str, object]:
    """Let someone begin on a vacant or a new seat; the answer is what the book says of it. Records nothing itself."""
    own = {"community_id": act.community, "body_key": key}
    added = number not in {seat.number for seat in seats}
    if added:
        act.db.execute(insert(Seat).values(**own, number=number, category=category))
    start, end = day_of(act.now), rest_of_term(seats)
    act.db.execute(
        insert(Tenure).values(
            **own, id=new_id(), seat=number, membership_id=person.id, office=MEMBER,
            term_start=start, term_end=end, began_at=act.now,
        )
    )  # fmt: skip
    facts: dict[str, object] = {"member": person.number, "category": category, "from": start.isoformat()}
    if end:
        facts["to"] = end.isoformat()
    if added:
        facts["added"] = 1
    return facts


def rest_of_term(seats: Sequence[SeatRow]) -> date | None:
    """The last day of those who sit; None where the roster gave none."""
    return max((seat.term_end for seat in seats if seat.term_end), default=None)


def may_vacate(seat: SeatRow) -> Refusal | None:
    return None if seat.filled else Refusal("Seat %(seat)s is vacant already.", seat=seat.number)


def vacate(act: Act, key: str, number: int, reason: str) -> int:
    """End a holder's tenure, with its reason. The seat keeps its category and stays in the base.

    What this means for votes under way is for `votes` to say, in the same transaction.
    """
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    refuse(may_vacate(seat))
    act.db.execute(update(Tenure).where(*_standing(act, key, seat)).values(ended_at=act.now, ended_why=reason))
    act.db.execute(
        update(Review)
        .where(
            col(Review.community_id) == act.community,
            col(Review.body_key) == key,
            col(Review.tenure_id) == seat.tenure_id,
            col(Review.settled_at).is_(None),
        )
        .values(settled_at=act.now)
    )
    if body.counted:
        return record(act, "roll.remove", actor=actor, on=f"body:{key}", facts=filled_in(act, key))
    return record(
        act, "seat.vacate", actor=actor, on=on_seat(key, number),
        facts={"member": seat.member, "category": seat.category}, sealed={"reason": reason},
    )  # fmt: skip


def may_correct(seat: SeatRow) -> Refusal | None:
    return None if seat.filled else Refusal("Seat %(seat)s is vacant: there is nobody to correct.", seat=seat.number)


def correct(act: Act, key: str, number: int, name: str, phone: str | None, **more: str | None) -> int:
    """Correct what is written about a holder; `more` may give sex and household.

    Neither phone nor household enters the book; that they changed does.
    """
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    refuse(may_correct(seat))
    assert seat.membership_id is not None
    before = act.db.get_one(Membership, (act.community, seat.membership_id))
    now = {"name": name, "phone": sign_in_key(phone) if phone else None, **more}
    changed = [what for what, new in now.items() if getattr(before, what) != new]
    if not changed:
        raise Refusal("It stands like this already.")
    correct_member(act, seat.membership_id, **now)
    facts, sealed = {"member": seat.member, "changed": changed}, {"name": name} if "name" in changed else {}
    if not body.counted:
        return record(act, "seat.correct", actor=actor, on=on_seat(key, number), facts=facts, sealed=sealed)
    if was_named(act.db, act.community, seat.membership_id):  # which roll it was found on stays untold
        return record(act, "member.correct", actor=actor, on=f"member:{seat.member}", facts=facts, sealed=sealed)
    return record(act, "roll.correct", actor=actor, on=f"body:{key}", facts={"changed": changed})


def may_appoint_office(body: BodyRow, seat: SeatRow, office: str) -> Refusal | None:
    """Whether a seat's holder may take this office; 'member' takes an office away."""
    if body.law.convened_by is not None:
        return Refusal("%(body)s is led by the chair of %(kind)s.", body=body.name, kind=ORGANS[body.law.convened_by])
    if office not in OFFICES:
        return Refusal("There is no such office.")
    if not seat.filled:
        return Refusal("Seat %(seat)s is vacant: nobody there can lead.", seat=seat.number)
    if seat.office == office:
        return Refusal("The holder of seat %(seat)s has this office already.", seat=seat.number)
    return None


def appoint_office(act: Act, key: str, number: int, office: str) -> int:
    """Make a seat's holder chair, vice chair or plain member. There is one chair: the former one steps back."""
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    refuse(may_appoint_office(body, seat, office))
    facts: dict[str, object] = {"member": seat.member, "office": office}
    if office == CHAIR:
        facts |= _step_back(act, key)
    act.db.execute(update(Tenure).where(*_standing(act, key, seat)).values(office=office))
    return record(act, "seat.office", actor=actor, on=on_seat(key, number), facts=facts)


def _step_back(act: Act, key: str) -> dict[str, object]:
    for seat in seats_of(act.db, act.community, key):
        if seat.office == CHAIR:
            act.db.execute(update(Tenure).where(*_standing(act, key, seat)).values(office=MEMBER))
            return {"former": seat.member}
    return {}


# ── what every act on a seat begins with ──


def seat_at(act: Act, key: str, number: int) -> SeatRow:
    """The seat of this number, or NotFound."""
    body_at(act.db, act.community, key)
    seat = next((seat for seat in seats_of(act.db, act.community, key) if seat.number == number), None)
    if seat is None:
        raise NotFound
    return seat


def refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise refusal


def on_seat(key: str, number: int) -> str:
    return f"seat:{key}/{number}"


def _standing(act: Act, key: str, seat: SeatRow) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Tenure.community_id) == act.community,
        col(Tenure.body_key) == key,
        col(Tenure.id) == seat.tenure_id,
    )
