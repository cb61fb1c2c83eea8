"""What differs between two versions, sign by sign, for a page to mark as taken out and put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

MOST_SIGNS = 600  # of a passage compared sign by sign; a longer one is shown whole, out and in
MOST_LINES = 2000
SIGNS = re.compile(r"[0-9][0-9,.]*|[A-Za-z]+|.", re.DOTALL)  # a number or a Latin word changes as a whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of signs: `kind` is "same", "out" or "in"."""

    kind: str
    text: str


@lru_cache(maxsize=128)
def difference(former: str, later: str) -> tuple[Piece, ...]:
    """The pieces that lead from one text to the other: line by line, and within changed lines sign by sign."""
    before, after = former.splitlines(keepends=True), later.splitlines(keepends=True)
    if max(len(before), len(after)) > MOST_LINES:
        return tuple(_whole(former, later))
    return tuple(_joined(_by_line(before, after)))


def _by_line(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after).get_opcodes():
        old, new = before[a1:a2], after[b1:b2]
        if kind == "equal":
            yield Piece("same", "".join(old))
        elif len(old) == len(new):
            for old_line, new_line in zip(old, new, strict=True):
                yield from _by_sign(old_line, new_line)
        else:
            yield from _by_sign("".join(old), "".join(new))


def _by_sign(old: str, new: str) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_SIGNS:
        yield from _whole(old, new)
        return
    before, after = SIGNS.findall(old), SIGNS.findall(new)
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[a1:a2]))
        else:
            yield from _whole("".join(before[a1:a2]), "".join(after[b1:b2]))


def _whole(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("out", old)
    if new:
        yield Piece("in", new)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    last: Piece | None = None
    for piece in pieces:
        if last and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
