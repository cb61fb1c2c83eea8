"""What may be done about a vote: stand aside, open, cast, call off, vacate a seat under it; the clock closes it."""

from sqlalchemy import select, update

from council.kit.act import Act
from council.seats.acts import vacate as vacate_seat
from council.votes.casting import cast, may_cast
from council.votes.closing import close
from council.votes.opening import may_open, may_void, open, void
from council.votes.reading import RECUSAL, ROLL, VOTE
from council.votes.recusing import recuse, unrecuse
from council.votes.tables import Recusal, RollSeat

__all__ = [
    "cast", "close", "may_cast", "may_open", "may_void", "open", "recuse", "unrecuse", "vacate", "void",
]  # fmt: skip


def vacate(act: Act, body: str, seat: int, reason: str) -> None:
    """Vacate a seat. Under a vote that runs it casts no more; its ballot stands, and so does the base."""
    vacate_seat(act, body, seat, reason)
    running = select(VOTE.id).where(VOTE.community_id == act.community, VOTE.body_key == body, VOTE.ended_at.is_(None))
    act.db.execute(
        update(RollSeat)
        .where(
            ROLL.community_id == act.community,
            ROLL.vote_id.in_(running),
            ROLL.seat == seat,
            ROLL.membership_id.is_not(None),
            ROLL.vacated_at.is_(None),
        )
        .values(vacated_at=act.now)
    )
    act.db.execute(  # whoever follows in the seat has stood aside from nothing
        update(Recusal)
        .where(
            RECUSAL.community_id == act.community,
            RECUSAL.body_key == body,
            RECUSAL.seat == seat,
            RECUSAL.returned_at.is_(None),
        )
        .values(returned_at=act.now)
    )
