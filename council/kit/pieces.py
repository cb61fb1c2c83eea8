"""Pieces of pages that are drawn once, and used again while what they show is the same.

    {{ "hall/_line.html"|piece(motion=each.motion, state=each.state, place=place) }}

A piece is a template of its own. It is given only the values that stand there, which can be hashed, and the language
as `lang`: so nothing that it shows is missing from what it is kept under. The day is part of that too, because a date
of another year is said with its year. What is one person's is no piece.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from markupsafe import Markup

from council.kit import clock

MOST = 8 * 1024 * 1024  # bytes of text, for each language
BESIDE = 400  # bytes that a piece takes beside its text

Draw = Callable[[str, dict[str, Hashable]], str]


class Pieces:
    """The pieces of one language up to so many bytes; the longest unused go first."""

    def __init__(self, draw: Draw, most: int = MOST):
        self.draw, self.most, self.weight = draw, most, 0
        self.kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self.lock = Lock()  # pages are drawn in several threads on PostgreSQL

    def piece(self, template: str, **values: Hashable) -> Markup:
        key = (template, clock.today(), *values, *values.values())
        with self.lock:
            if found := self.kept.get(key):
                self.kept.move_to_end(key)
                return found
        drawn = Markup(self.draw(template, values))
        with self.lock:
            self._keep(key, drawn)
        return drawn

    def _keep(self, key: Hashable, drawn: Markup) -> None:
        if key in self.kept:  # drawn by another thread meanwhile
            return
        self.kept[key] = drawn
        self.weight += _weight(drawn)
        while self.weight > self.most:
            _, oldest = self.kept.popitem(last=False)
            self.weight -= _weight(oldest)


def _weight(drawn: Markup) -> int:
    return 2 * len(drawn) + BESIDE  # Chinese takes two bytes a sign
