"""Thirty days later it is asked once more: whom, about which works, until which day. Computed from the dates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, exists, func, select
from sqlmodel import SQLModel

from council.kit.db import Db
from council.kit.queries import ByName
from council.rules.organ import Organ
from council.seats.tables import BodyRow, SeatRow
from council.works.columns import ACCEPTANCE, MOTION
from council.works.rating_reading import ACCEPTED, RATING, still_stands


@dataclass(frozen=True, slots=True)
class Asked:
    """A work about which somebody is asked once more, until a day."""

    ref: str
    title: str
    until: date


def asked_for(
    db: Db, community: UUID, seats: Iterable[tuple[str, SeatRow]], bodies: Sequence[BodyRow], today: date
) -> list[Asked]:
    """About which works the holder of these seats is asked once more today; without such a seat nothing is read."""
    mine = asked_seats(seats, bodies)
    kinds = {body.key: body.law.kind for body in bodies}
    numbers = {seat.member for _, seat in mine if seat.member is not None}
    every = any(kinds[key] == Organ.REPRESENTATIVES for key, _ in mine)
    return asked_of(db, community, {key for key, _ in mine}, numbers, today, every=every) if numbers else []


def asked_of(
    db: Db, community: UUID, bodies: Collection[str], numbers: Collection[int], today: date, *, every: bool = False
) -> list[Asked]:
    """About which works a person is asked once more today: those that their bodies decided (`every`: all, for a
    representative), and of which they have said nothing since that day. `numbers`: their member numbers."""
    asked = {
        "community": community, "bodies": list(bodies), "voters": [f"member:{number}" for number in numbers],
        "today": today,
    }  # fmt: skip
    rows = (ASKED_OF_ALL if every else ASKED_OF).rows(db, asked)
    return [Asked(f"{row.year}-{row.number}", row.title, row.asked_until) for row in rows if still_stands(row)]


_later = SQLModel.metadata.tables["work_acceptance"].alias().c
_newest = select(func.max(_later.entry)).where(
    _later.community_id == ACCEPTANCE.community_id, _later.motion_id == ACCEPTANCE.motion_id
)
_answered = exists().where(
    RATING.community_id == ACCEPTANCE.community_id, RATING.motion_id == ACCEPTANCE.motion_id,
    RATING.voter.in_(bindparam("voters")), RATING.said_on >= ACCEPTANCE.asked_on,
)  # fmt: skip
_asked = (
    ACCEPTED.add_columns(ACCEPTANCE.asked_until)
    .where(
        ACCEPTANCE.asked_until >= bindparam("today"), ACCEPTANCE.asked_on <= bindparam("today"),
        ACCEPTANCE.entry == _newest.scalar_subquery(), ~_answered,
    )
    .order_by(ACCEPTANCE.asked_until, ACCEPTANCE.entry)
)  # fmt: skip
ASKED_OF_ALL = ByName(_asked)
ASKED_OF = ByName(_asked.where(MOTION.body_key.in_(bindparam("bodies"))))


def asked_seats(
    seats: Iterable[tuple[str, SeatRow]], bodies: Iterable[BodyRow], deciding: str | None = None
) -> list[tuple[str, SeatRow]]:
    """Those of somebody's seats for which they are asked: in the body that decided (None: in any), or among the
    representatives. Of a roll that is only counted nobody is named, so its people answer as anybody does."""
    asks = {
        body.key
        for body in bodies
        if not body.counted and (deciding in (None, body.key) or body.law.kind == Organ.REPRESENTATIVES)
    }
    return [(key, seat) for key, seat in seats if key in asks and seat.membership_id]
