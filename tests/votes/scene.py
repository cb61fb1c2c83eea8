"""A motion before the council of Willow Bridge, and the days on which things happen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from council.kit import clock
from council.kit.clock import CHINA
from council.motions.acts import propose, put
from council.motions.tables import motion_at
from council.votes.acts import cast, open
from council.votes.reading import VoteRow, latest_vote
from council.votes.standing import Standing, standing
from tests.motions.words import LIGHTS
from tests.village import Village

CHAIR, VICE = 13, 7  # Willow Bridge: the subdistrict's representative leads, a new resident is vice chair
FOUNDED = datetime(2026, 11, 1, 9, 0, tzinfo=CHINA)
PUT = datetime(2026, 11, 10, 9, 0, tzinfo=CHINA)
OPENED = datetime(2026, 11, 16, 9, 0, tzinfo=CHINA)
CLOSES = datetime(2026, 11, 22, 20, 0, tzinfo=CHINA)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def put_motion(village: Village, who: object = 1, at: datetime = PUT, **more: Any) -> str:
    """Propose and put a motion; its number."""
    with clock.at(at):
        draft = village.do(who, propose, village.body, "lighting", LIGHTS)
        return village.do(who, put, draft)


def opened(village: Village, at: datetime = OPENED, closes: datetime = CLOSES, chair: object = CHAIR) -> str:
    """A motion put, and its vote opened; the motion's number."""
    ref = put_motion(village, at=at - 6 * DAY)
    with clock.at(at):
        village.do(chair, open, ref, closes)
    return ref


def vote_on(village: Village, ref: str) -> VoteRow:
    motion = village.read(motion_at, ref)
    vote = village.read(latest_vote, motion.id)
    assert vote is not None
    return vote


def stands(village: Village, ref: str, at: datetime) -> Standing:
    tick(village, at)
    return village.look(lambda db: standing(db, vote_on(village, ref), at))


def send(village: Village, who: object, ref: str, choice: str, at: datetime = OPENED + DAY, **more: Any) -> int:
    """Cast a ballot as someone; the number of its entry."""
    with clock.at(at):
        return village.do(who, cast, ref, choice, **more)


def send_all(village: Village, ref: str, choices: dict[str, Iterable[int]], at: datetime = OPENED + DAY) -> None:
    """Let these seats vote: {"for": range(1, 10), "against": [10]}."""
    for choice, seats in choices.items():
        for seat in seats:
            send(village, seat, ref, choice, at)


def tick(village: Village, at: datetime = CLOSES) -> None:
    """Let the clock do what is due."""
    with clock.at(at):
        village.db.write_now(village.id, lambda session: None)
