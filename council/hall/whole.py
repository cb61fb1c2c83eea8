"""One motion whole: its words, its votes round by round, and what the book holds of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import segno
from markupsafe import Markup

from council.hall.subjects import Recorded, newest_about
from council.kit.clock import day_of
from council.kit.db import Reader
from council.motions.listing import state_of
from council.motions.tables import MotionRow, motion_at
from council.rules.refusal import N_, Refusal
from council.seats.tables import BodyRow, body_at
from council.votes.standing import Standing, rounds_of


@dataclass(frozen=True, slots=True)
class Whole:
    motion: MotionRow
    state: str
    body: BodyRow
    rounds: Sequence[Standing]
    recorded: Recorded

    @property
    def held(self) -> bool:
        """Does a vote run, or is one over whose end the book does not have yet?"""
        return self.motion.held_until is not None

    @property
    def last(self) -> Standing | None:
        """The round that runs, or ended last."""
        return self.rounds[-1] if self.rounds else None


def whole(db: Reader, community: UUID, ref: str, now: datetime) -> Whole:
    """The motion with this number and all that belongs to it, or NotFound."""
    motion = motion_at(db, community, ref)
    rounds = rounds_of(db, community, motion.id, now)
    return Whole(
        motion=motion,
        state=state_of(motion, now),
        body=body_at(db, community, motion.body_key),
        rounds=rounds,
        recorded=newest_about(db, community, motion.ref),
    )


def where(whole: Whole) -> Refusal | str:
    """Where it stands, in one sentence."""
    motion, last = whole.motion, whole.last
    if whole.state == "withdrawn":
        return Refusal("Withdrawn on %(day)s: %(why)s", day=motion.withdrawn_at, why=motion.withdrawn_why)
    if whole.state == "voting" and last:
        return Refusal("%(body)s is voting until %(until)s.", body=whole.body.name, until=last.at)
    if whole.state == "put":
        return Refusal("Put, and public. %(body)s will vote on it.", body=whole.body.name)
    if last and last.verdict:
        return Refusal(_SETTLED[whole.state], body=whole.body.name, day=day_of(last.at))
    return Refusal("The vote was declared void; it may be held again.")


_SETTLED = {
    "passed": N_("%(body)s passed it on %(day)s."),
    "rejected": N_("%(body)s did not pass it on %(day)s."),
    "invalid": N_("The vote of %(day)s did not count: too few took part."),
    "ended": N_("The vote ended on %(day)s."),
}


@lru_cache(maxsize=1024)
def qr_code(address: str) -> Markup:
    """The address as a picture to scan from a screen or from paper."""
    return Markup(segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True, svgclass="qr__code"))


def facts_of(whole: Whole) -> dict[str, Any]:
    """What the page tells, as JSON. Of a vote that runs: who has voted, and nothing of what."""
    motion = whole.motion
    return {
        "number": motion.ref,
        "title": motion.title,
        "state": whole.state,
        "what": motion.what,
        "cost": motion.cost,
        "cost_fen": motion.cost_fen,
        "money_from": motion.money_from,
        "done_by": motion.done_by,
        "done_by_day": motion.done_by_day,
        "whom": motion.whom,
        "text": motion.text,
        "version": motion.version,
        "matter": motion.matter,
        "body": {"key": whole.body.key, "name": whole.body.name},
        "proposed_by": {"name": motion.proposer, "seat": motion.proposer_seat},
        "put_at": motion.put_at,
        "withdrawn_at": motion.withdrawn_at,
        "withdrawn_why": motion.withdrawn_why,
        "votes": [_round_facts(each) for each in whole.rounds],
        "recorded": whole.recorded,
    }


def _round_facts(each: Standing) -> dict[str, Any]:
    vote = each.vote
    return {
        "round": vote.round,
        "version": vote.version,
        "state": each.state,
        "opened_at": vote.opened_at,
        "closes_at": vote.closes_at,
        "charter": vote.law.name,
        "rule": vote.law.rule.facts(),
        "voided_why": vote.voided_why,
        "verdict": each.verdict.facts() if each.verdict else None,
        "seats": [
            {
                "seat": seat.seat,
                "category": seat.category,
                "name": seat.name,
                "recused_why": seat.recused_why,
                "voted": seat.voted,
                "choice": each.chosen[seat.seat].choice if seat.seat in each.chosen else None,
            }
            for seat in each.roll
        ],
    }
