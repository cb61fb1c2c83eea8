"""What the clock has made due: votes past their deadline are closed, and their matters go on."""

from uuid import UUID

from sqlalchemy.orm import Session

from council.kit import clock
from council.kit.act import Act
from council.motions.tables import motion_of
from council.procedure.moving import Came, advance
from council.procedure.reading import case_of
from council.rules.path import Kind
from council.rules.walk import Result, State
from council.votes.closing import close
from council.votes.reading import VoteRow, votes_due


def settle(session: Session, community: UUID) -> None:
    """Close every vote of a community whose deadline has passed; a matter that waits for it goes on in the same
    transaction."""
    now = clock.now()
    for vote in votes_due(session, community, now):
        act = Act(session, community, max(now, vote.closes_at))
        voted(act, vote, close(act, vote))


def voted(act: Act, vote: VoteRow, entry: int) -> None:
    """A vote ended, with this entry: the matter that stands there is decided. The vote itself has told its motion."""
    motion = motion_of(act.db, act.community, vote.motion_id)
    case = case_of(act.db, act.community, motion)
    stage = case.path.resolution
    results = {Result.PASSED.value: Result.PASSED, Result.REJECTED.value: Result.REJECTED}
    if not case.written or stage.kind is not Kind.VOTE or motion.outcome not in results:
        return
    on = clock.day_of(vote.closes_at)
    came = Came(done_on=on, entry=entry, body=vote.body)
    if case.standing.state is State.ENDED:
        advance(act, motion.id, stage.key, Result.AGAIN, came, to=stage.key)
    advance(act, motion.id, stage.key, results[motion.outcome], came)
