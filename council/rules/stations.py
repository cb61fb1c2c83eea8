"""How each stage of a matter is told: done, now, next, merged, late, sent back, not asked, stopped."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from council.rules.path import Kind, Path
from council.rules.walk import Standing, State


class Sign(StrEnum):
    """A stage as the rail draws it."""

    DONE = "done"
    MERGED = "merged"  # held together with the one before
    NOW = "now"
    PAUSED = "paused"  # an objection waits for its answer
    OVERDUE = "overdue"
    NEXT = "next"
    SENT_BACK = "sent_back"  # a no, a change or a fault there made the matter start again further up
    NOT_NEEDED = "not_needed"
    STOPPED = "stopped"


def signs(
    path: Path, standing: Standing, *, merged: Collection[str] = (), late: bool = False, paused: bool = False
) -> Mapping[str, Sign]:
    """The sign of every stage. `merged`: stages last passed in one meeting with the one before."""
    return {stage.key: _sign(path, standing, stage.key, merged, late, paused) for stage in path.stages}


def _sign(path: Path, standing: Standing, key: str, merged: Collection[str], late: bool, paused: bool) -> Sign:
    if not path.stage(key).needed:
        return Sign.NOT_NEEDED
    if key in standing.passed:
        return Sign.MERGED if key in merged else Sign.DONE
    if key == standing.at:
        if standing.state in (State.STOPPED, State.ENDED):
            return Sign.STOPPED
        return Sign.PAUSED if paused else Sign.OVERDUE if late else Sign.NOW
    return Sign.SENT_BACK if key == standing.returned else Sign.NEXT


def due(path: Path, standing: Standing, since: date, called_for: date | None = None) -> date | None:
    """The day by which the stage that stands now should be done: when its meeting is called for, the path's days from
    the end of the stage before, or, while it is carried out, the days within which there is to be a report."""
    if standing.state is not State.RUNNING or standing.at is None:
        return None
    stage = path.stage(standing.at)
    if stage.kind is Kind.WORKS:
        return stage.reported_by(since)
    days = [day for day in (called_for, stage.due(since)) if day is not None]
    return min(days, default=None)


def days_late(due: date | None, today: date) -> int:
    """Whole days past the last one; the last day itself is in time."""
    return max((today - due).days, 0) if due is not None else 0
