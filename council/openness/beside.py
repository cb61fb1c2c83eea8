"""What rooms above say on the board and on the supervisory committee's desk. They enter here how they are asked;
nothing below knows them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from council.kit.db import Reader
from council.openness.notices import NoticeRow


@dataclass(frozen=True, slots=True)
class Cost:
    """What was paid in the end of what a notice tells the result of, and what resolutions allowed; in fen."""

    paid_fen: int
    allowed_fen: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that so many people say is not done; `answers` and `look` are the addresses behind the place's own."""

    title: str
    people: int
    answers: str
    look: str


COSTS: list[Callable[[Reader, UUID, Collection[NoticeRow]], Mapping[UUID, Cost]]] = []
"""Asked for the notices of a result that a page shows, by their ids."""
DOUBTS: list[Callable[[Reader, UUID, date], Sequence[Doubt]]] = []


def costs(db: Reader, community: UUID, notices: Collection[NoticeRow]) -> dict[UUID, Cost]:
    """What each of these notices tells that it cost."""
    told = [notice for notice in notices if notice.about == "result"]
    return {id: cost for ask in COSTS for id, cost in ask(db, community, told).items()} if told else {}


def doubts(db: Reader, community: UUID, today: date) -> list[Doubt]:
    """What people doubt, and the supervisory committee has not looked at since."""
    return [each for ask in DOUBTS for each in ask(db, community, today)]
