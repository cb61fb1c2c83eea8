"""A holder's category changes in mid-term: the seat is under review, and nothing is rejudged (worked case G15)."""

from sqlalchemy import update
from sqlmodel import col

from council.kit.act import Act
from council.ledger.acts import record
from council.people.acts import need_clerk
from council.rules.refusal import Refusal
from council.seats.acts import on_seat, refuse, seat_at
from council.seats.tables import BodyRow, Review, SeatRow, body_at


def may_begin_review(body: BodyRow, seat: SeatRow, category: str) -> Refusal | None:
    """Whether the clerk may write down that the holder now belongs to another category."""
    kind = body.law.category(category)
    if not seat.filled:
        return Refusal("Seat %(seat)s is vacant: there is nobody to correct.", seat=seat.number)
    if kind is None:
        return Refusal("This body's charter has no such kind of seat.")
    if seat.category == category:
        return Refusal("Seat %(seat)s is for %(category)s already.", seat=seat.number, category=kind.name)
    if seat.under_review:
        return Refusal("Seat %(seat)s is under review already.", seat=seat.number)
    return None


def begin_review(act: Act, key: str, number: int, category: str) -> int:
    """Put the seat under review. Its category stays; votes under way count on the roll they opened with."""
    actor = need_clerk(act)
    body, seat = body_at(act.db, act.community, key), seat_at(act, key, number)
    refuse(may_begin_review(body, seat, category))
    assert seat.tenure_id is not None
    act.db.merge(
        Review(
            community_id=act.community, body_key=key, tenure_id=seat.tenure_id,
            category=category, since=act.now, settled_at=None,
        )
    )  # fmt: skip
    return record(
        act, "seat.review", actor=actor, on=on_seat(key, number),
        facts={"member": seat.member, "category": seat.category, "category_now": category},
    )  # fmt: skip


def may_settle_review(seat: SeatRow) -> Refusal | None:
    return None if seat.under_review else Refusal("Seat %(seat)s is not under review.", seat=seat.number)


def settle_review(act: Act, key: str, number: int) -> int:
    """End the review: the holder keeps the seat to the end of the term. To end it otherwise, the seat is vacated."""
    actor = need_clerk(act)
    seat = seat_at(act, key, number)
    refuse(may_settle_review(seat))
    act.db.execute(
        update(Review)
        .where(
            col(Review.community_id) == act.community,
            col(Review.body_key) == key,
            col(Review.tenure_id) == seat.tenure_id,
        )
        .values(settled_at=act.now)
    )
    return record(act, "seat.keep", actor=actor, on=on_seat(key, number), facts={"member": seat.member})
