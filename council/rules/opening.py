"""What stands in the way of opening a vote, and whether a motion may come again."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from council.rules.charter import PROVISIONS, Charter
from council.rules.quota import SeatState, composition
from council.rules.refusal import Refusal
from council.rules.threshold import Count, Outcome, reachable, unanimous

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something in the way of opening; one that does not block is said and stands in the record."""

    refusal: Refusal
    blocks: bool


def count_before(seats: Sequence[SeatState], recused: Collection[int] = ()) -> Count:
    """The count before the first ballot. `recused` are seat numbers; a vacant seat cannot be recused."""
    filled = {seat.number for seat in seats if seat.filled}
    return Count(
        seats=len(seats),
        filled=len(filled),
        recused=len(filled & set(recused)),
        present=0,
        entitled=len(filled),
        yes=0,
        no=0,
        abstain=0,
    )


def obstacles(
    charter: Charter,
    seats: Sequence[SeatState],
    recused: Collection[int],
    *,
    put_on: date,
    today: date,
    window: timedelta | None = None,
    term_end: date | None = None,
) -> tuple[Obstacle, ...]:
    """Everything in the way, blocking first. Days are the village's calendar days.

    `window`: from opening to deadline, None while the chair has not chosen one. `term_end`: the body's last
    day, None where the roster gave none.
    """
    found = [
        *_notice(charter, put_on, today),
        *_window(charter, window),
        *_unreachable(charter, count_before(seats, recused)),
        *_composition(charter, seats),
        *_warnings(charter, seats, today, term_end),
    ]
    return tuple(sorted(found, key=lambda obstacle: not obstacle.blocks))


def _notice(charter: Charter, put_on: date, today: date) -> Iterator[Obstacle]:
    if (today - put_on).days < charter.notice_days:
        too_early = Refusal(
            "Put on %(put)s. The charter asks for %(days)s days of notice, so a vote may open from %(from)s.",
            **{"put": put_on, "days": charter.notice_days, "from": put_on + timedelta(charter.notice_days)},
        )
        yield Obstacle(too_early, blocks=True)


def _window(charter: Charter, window: timedelta | None) -> Iterator[Obstacle]:
    if charter.window_hours is None:
        yield Obstacle(Refusal("This body's charter does not decide by a vote by window."), blocks=True)
    elif window is not None and window < charter.window_hours[0] * HOUR:
        too_short = Refusal("The charter asks for at least %(hours)s hours.", hours=charter.window_hours[0])
        yield Obstacle(too_short, blocks=True)
    elif window is not None and window > charter.window_hours[1] * HOUR:
        too_long = Refusal("The charter allows at most %(hours)s hours.", hours=charter.window_hours[1])
        yield Obstacle(too_long, blocks=True)


def _unreachable(charter: Charter, before: Count) -> Iterator[Obstacle]:
    if reachable(charter.rule, before):
        return
    best = unanimous(charter.rule, before)
    if best.outcome is Outcome.INVALID_QUORUM:
        short = Refusal(
            "%(needed)s members must vote for it to count; only %(voters)s may.",
            needed=best.quorum_needed,
            voters=before.voters,
        )
    else:
        short = Refusal(
            "%(needed)s yes are needed; even if everybody who may vote says yes, there are %(voters)s.",
            needed=best.needed,
            voters=before.voters,
        )
    yield Obstacle(short, blocks=True)


def _composition(charter: Charter, seats: Sequence[SeatState]) -> Iterator[Obstacle]:
    if charter.parity != "free":
        for refusal in composition(charter, seats):
            yield Obstacle(refusal, blocks=charter.parity == "block")


def _warnings(charter: Charter, seats: Sequence[SeatState], today: date, term_end: date | None) -> Iterator[Obstacle]:
    if term_end is not None and today > term_end:
        yield Obstacle(Refusal("The term ended on %(end)s.", end=term_end), blocks=False)
    for seat in seats:
        if seat.under_review:
            yield Obstacle(Refusal("Seat %(seat)s is under review.", seat=seat.number), blocks=False)
    for name in charter.lapsed(today):
        lapsed = Refusal(
            "“%(provision)s” rests on a rule that is not in force today: %(source)s.",
            provision=PROVISIONS[name],
            source=charter.sources[name].text,
        )
        yield Obstacle(lapsed, blocks=False)


def may_again(charter: Charter, last_outcome: Outcome | None, days_since: int, changed: bool) -> Refusal | None:
    """Whether another round may open (G44): days since the last close, and whether the text changed since.

    After a rejection it must have changed or the charter's bar be over; after an invalid vote it is free.
    """
    if last_outcome is Outcome.PASSED:
        return Refusal("This motion has passed. A change to it is a new motion.")
    if last_outcome is Outcome.REJECTED and not changed and days_since < charter.again_days:
        return Refusal(
            "The motion was rejected. Change its text, or wait. Days left: %(left)s.",
            left=charter.again_days - days_since,
        )
    return None
