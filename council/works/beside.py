"""What rooms above say of a work on its own page. They enter here how they are asked; nothing below knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from council.kit.db import Reader
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Beside:
    """A fact of a day, with its entry in the book."""

    said: Refusal
    on: date
    entry: int


BESIDE: list[Callable[[Reader, UUID, UUID], Sequence[Beside]]] = []
"""Asked for the community and the motion of a work."""


def beside(db: Reader, community: UUID, motion: UUID) -> list[Beside]:
    """Everything that is said beside a work."""
    return [each for ask in BESIDE for each in ask(db, community, motion)]
