"""What a vote and a path tell a motion. None of it makes an entry: what brought it about does."""

from datetime import datetime
from uuid import UUID

from council.kit.act import Act, NotFound
from council.motions.counts import change
from council.motions.listing import PASSED, state_of
from council.motions.tables import MotionRow, motion_of
from council.rules.refusal import Refusal
from council.rules.threshold import Outcome


def may_amend(motion: MotionRow, now: datetime) -> Refusal | None:
    """Whether a put motion may be given a new version: not while a vote runs, not once passed or withdrawn."""
    state = state_of(motion, now)
    if state == "voting":
        return held_until(motion)
    if state in PASSED:
        return Refusal("This motion has passed. A change to it is a new motion.")
    if state == "withdrawn":
        return Refusal("This motion was withdrawn. Please propose it anew.")
    if state == "discussion":
        return Refusal("This motion is on its way through the steps. The clerk changes it there.")
    return None


def hold(act: Act, motion_id: UUID, until: datetime) -> None:
    """A vote runs on the motion until then: no new version, no withdrawal. Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    if motion.number is None:
        raise NotFound
    if refusal := may_amend(motion, act.now):
        raise refusal
    change(act, motion.id, held_since=act.now, held_until=until)


def conclude(act: Act, motion_id: UUID, outcome: Outcome) -> None:
    """The vote ended, at its deadline, with this outcome. Records nothing itself."""
    motion = motion_of(act.db, act.community, motion_id)
    decided_at = min(motion.held_until or act.now, act.now)
    change(act, motion.id, outcome=outcome.value, decided_at=decided_at, held_since=None, held_until=None)


def release(act: Act, motion_id: UUID) -> None:
    """The vote was voided: the motion stands as before it opened. Records nothing itself."""
    change(act, motion_id, held_since=None, held_until=None)


# ── what a path does with a motion; the step on it records it ──


def stand(act: Act, motion_id: UUID, stage: str | None) -> None:
    """How far the motion is on its path, in the list's words: a listing.STAGES. Records nothing itself."""
    change(act, motion_id, stage=stage)


def return_to_discussion(act: Act, motion_id: UUID) -> None:
    """It is to be decided anew: what was decided no longer holds. Records nothing itself."""
    change(act, motion_id, outcome=None, decided_at=None)


def held_until(motion: MotionRow) -> Refusal:
    return Refusal("A vote runs on this motion until %(until)s. Until then it stays as it is.", until=motion.held_until)
