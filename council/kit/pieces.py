"""Pieces of pages that are drawn once, and used again while what they show is the same.

    {{ "hall/_line.html"|piece(motion=each.motion, state=each.state, url=place.url) }}

A piece is a template of its own. It is given only the values that stand there, which can be hashed, and the language
as `lang`: so nothing that it shows is missing from what it is kept under. The day is part of that too, because a date
of another year is said with its year. What is one person's is no piece.
"""

from collections.abc import Callable, Hashable

from markupsafe import Markup

from council.kit import clock

MOST = 4 * 1024 * 1024  # bytes of text on each shelf, for each language
BESIDE = 400  # bytes that a piece takes beside its text

Draw = Callable[[str, dict[str, Hashable]], str]


class Pieces:
    """The pieces of one language on two shelves. What is asked for is put on the newer one; once that is full, the
    older one is cleared, with what nobody has asked for since."""

    def __init__(self, draw: Draw, most: int = MOST):
        self.draw, self.most, self.weight = draw, most, 0
        self.newer: dict[Hashable, Markup] = {}
        self.older: dict[Hashable, Markup] = {}

    def piece(self, template: str, **values: Hashable) -> Markup:
        key = (template, clock.today(), *values, *values.values())
        found = self.newer.get(key)
        if found is None:
            found = self.older.get(key) or Markup(self.draw(template, values))
            self._keep(key, found, sum(len(value) for value in values.values() if isinstance(value, str)))
        return found

    def _keep(self, key: Hashable, piece: Markup, beside: int) -> None:
        """`beside`: signs of the texts that it is kept under."""
        if self.weight > self.most:
            self.newer, self.older, self.weight = {}, self.newer, 0
        self.newer[key] = piece
        self.weight += 2 * (len(piece) + beside) + BESIDE  # Chinese takes two bytes a sign
