"""A motion before its next vote: the body as it is seated, and everything that stands in the way of opening."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from council.kit import clock
from council.kit.db import Db
from council.motions.catalogue import matter_of
from council.motions.tables import MotionRow
from council.people.tables import memberships_of
from council.rules.matters import Matter, may_decide
from council.rules.refusal import Refusal
from council.rules.seating import Obstacle, count_before, may_again, obstacles
from council.rules.threshold import Outcome, Verdict, unanimous
from council.seats.tables import BodyRow, SeatRow, acting_chair, body_at, seats_of
from council.votes.reading import RecusalRow, recusals_of
from council.votes.standing import Standing, State, rounds_of


@dataclass(frozen=True, slots=True)
class Prospect:
    """A motion before its next vote: the body as it is seated now, and everything in the way of opening."""

    motion: MotionRow
    body: BodyRow
    seats: tuple[SeatRow, ...]
    recusals: Mapping[int, RecusalRow]  # of seats that somebody holds
    rounds: tuple[Standing, ...]
    chair: SeatRow | None  # who acts as chair for this motion
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def best(self) -> Verdict:
        """The verdict if everybody who may vote said yes: what is needed, out of how many."""
        return unanimous(self.body.law.rule, count_before([seat.state for seat in self.seats], self.recusals))

    @property
    def last(self) -> Standing | None:
        return self.rounds[-1] if self.rounds else None


def prospect(db: Db, community: UUID, motion: MotionRow, now: datetime, closes_at: datetime | None = None) -> Prospect:
    """The check list the chair's page shows and `open` enforces. Without `closes_at` no deadline is chosen yet."""
    body = body_at(db, community, motion.body_key)
    seats = seats_of(db, community, body.key)
    held = {seat.number for seat in seats if seat.filled}
    recusals = {seat: row for seat, row in recusals_of(db, community, motion.id).items() if seat in held}
    rounds = tuple(rounds_of(db, community, motion.id, now))
    found = Prospect(motion, body, seats, recusals, rounds, acting_chair(seats, recusals))
    in_the_way = (*_of_motion(found, matter_of(db, community, motion.matter), now), *_of_body(found, now, closes_at))
    return replace(found, obstacles=tuple(sorted(in_the_way, key=lambda obstacle: not obstacle.blocks)))


def _of_motion(found: Prospect, matter: Matter, now: datetime) -> list[Obstacle]:
    """A motion withdrawn, under a vote, decided, not for this body to decide, or changed after its notice began."""
    motion, last = found.motion, found.last
    noes: list[Refusal | None] = [may_decide(found.body.law.kind, matter)]
    if motion.withdrawn_at:
        noes.append(Refusal("This motion was withdrawn. Please propose it anew."))
    if motion.stage == "discussion":
        noes.append(Refusal("This motion is on its way through the steps: it is decided in a meeting."))
    if last and last.state is State.OPEN:
        noes.append(Refusal("A vote runs on this motion until %(until)s.", until=last.vote.closes_at))
    else:
        noes.append(_again(found, now))
    found_in_the_way = [Obstacle(no, blocks=True) for no in noes if no]
    if motion.version > 1 and not motion.withdrawn_at:
        changed = Refusal("The text was changed on %(changed)s. The members may not know it yet.",
                          changed=clock.day_of(motion.written_at))  # fmt: skip
        found_in_the_way.append(Obstacle(changed, blocks=False))
    return found_in_the_way


def _again(found: Prospect, now: datetime) -> Refusal | None:
    """The charter's bar after a rejection. Rounds that did not count bar nothing; one that passed, everything, unless
    what it decided was sent back to be decided anew."""
    if found.motion.outcome is None and found.motion.held_until is None:
        return None
    for former in reversed(found.rounds):
        outcome = former.verdict.outcome if former.verdict else None
        if outcome in (Outcome.PASSED, Outcome.REJECTED):
            days = (clock.day_of(now) - clock.day_of(former.vote.closes_at)).days
            return may_again(found.body.law, outcome, days, former.vote.version != found.motion.version)
    return None


def _of_body(found: Prospect, now: datetime, closes_at: datetime | None) -> list[Obstacle]:
    """Nobody to open it, and all that the charter asks."""
    ends = [seat.term_end for seat in found.seats if seat.term_end]

    def listed(window: timedelta | None) -> tuple[Obstacle, ...]:
        return obstacles(
            found.body.law,
            [seat.state for seat in found.seats],
            found.recusals,
            put_on=clock.day_of(found.motion.put_at or now),
            today=clock.day_of(now),
            window=window,
            term_end=max(ends, default=None),
        )

    whenever = listed(None)
    of_window = [each.refusal for each in listed(closes_at - now) if each not in whenever] if closes_at else []
    nobody = [] if found.chair else [Obstacle(_nobody(), blocks=True)]
    return [*nobody, *whenever, *(Obstacle(no.with_notes(closes_at=no), blocks=True) for no in of_window)]


def _nobody() -> Refusal:
    return Refusal("Neither the chair nor the vice chair can open this vote: their seats are vacant or recused.")


def may_lead(db: Db, community: UUID, chair: SeatRow | None, account: UUID | None) -> Refusal | None:
    """Only who acts as chair opens a vote and calls it off."""
    if chair is None:
        return _nobody()
    if chair.membership_id in [held.id for held in memberships_of(db, community, account)]:
        return None
    return Refusal("Only %(name)s, seat %(seat)s, who acts as chair here, may do this.",
                   name=chair.name, seat=chair.number)  # fmt: skip
