"""A period ends at 24:00 of its last day, by the clock and by nobody else: before any other act, with its own entry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Reader
from council.ledger.acts import record
from council.openness.gate import change, clear, clears
from council.openness.notices import NOTICE, NoticeRow, hangs, notice_of, notices_due, tallies
from council.rules.publicity import State
from council.rules.refusal import Refusal


def settle(session: Session, community: UUID) -> None:
    """End every notice of a community whose last day is over, each as an act of the clock with its own entry."""
    now = clock.now()
    for notice in notices_due(session, community, clock.day_of(now)):
        end(Act(session, community, now), notice)


def due_communities(db: Reader, now: datetime) -> list[UUID]:
    """Where a period is over and not ended in the book. Asked by the server's own clock alone."""
    query = select(NOTICE.community_id).where(hangs(), NOTICE.ends_on < clock.day_of(now)).distinct()
    return [row.community_id for row in db.rows(query)]


def may_end(notice: NoticeRow, now: datetime) -> Refusal | None:
    """Nobody ends a period before 24:00 of its last day, and nobody twice."""
    found = notice.state(clock.day_of(now))
    if found is State.OPEN and notice.ends_on is None:
        return Refusal("When it ends is not known: the year's days off are not entered.")
    if found is State.OPEN:
        return Refusal("It is published until %(day)s, that day included.", day=notice.ends_on)
    if found is not State.OVER or notice.ended_at is not None:
        return Refusal("This notice does not hang any more.")
    return None


def end(act: Act, notice: NoticeRow) -> int:
    """Enter that it hung all its days, how many objections came and how many wait. With none, the matter goes on."""
    if refusal := may_end(notice, act.now):
        raise refusal
    assert notice.ends_on is not None
    change(act, notice, ended_at=act.now)
    tally = tallies(act.db, act.community, [notice.id])[notice.id]
    move = clears(act, notice_of(act.db, act.community, notice.id), notice.ends_on)
    entry = record(
        act,
        "notice.end",
        actor="clock",
        on=notice.on,
        facts={
            "posted_on": notice.posted_on.isoformat(), "ends_on": notice.ends_on.isoformat(),
            "objections": tally.filed, "waiting": tally.waiting, **(move.facts if move else {}),
        },
        event_id=f"clock:end:{notice.id}",
    )  # fmt: skip
    if move:
        clear(act, notice, move, entry)
    return entry
