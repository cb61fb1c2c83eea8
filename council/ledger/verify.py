"""Is the book whole? Its form, numbers, times, tree and seals. What the entries mean is replayed above."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from council.ledger.book import Book, Entry, Kept, Opening, entry_of, moment
from council.rules.book import Frontier, leaf, parse, seal
from council.rules.refusal import Refusal

PARTS = {
    "v": int, "community": str, "seq": int, "t": str, "act": str, "actor": str, "on": str,
    "facts": dict, "sealed": dict, "files": list,
}  # fmt: skip
BESIDE = ("seq", "act", "on", "t")
HASH = re.compile(r"[0-9a-f]{64}")

Sealed = tuple[str, str]
"""An act and a field of it whose opening is not published: the choice of a ballot."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which entry; None where no single entry can be named."""

    entry: int | None
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Checked:
    """What the hashes say. `entries` are those that could be read; with faults, they mean nothing."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def check(book: Book, never_opened: Collection[Sealed]) -> Checked:
    """Replay the hashes of a book."""
    bodies: list[tuple[dict[str, Any], bytes]] = []
    faults: list[Fault] = []
    for number, kept in enumerate(book.kept, 1):
        try:
            bodies.append((_body(kept, number, book.head.community), kept.leaf))
        except Refusal as reason:
            faults.append(Fault(number, reason))
    faults += _times(bodies)
    faults += _tree(book)
    opened = {(opening.seq, opening.field): opening for opening in book.openings}
    faults += _openings(book, {body["seq"]: body for body, _ in bodies})
    entries = tuple(entry_of(body, leaf_hash, _values(body, opened)) for body, leaf_hash in bodies)
    faults += _unopened(entries, never_opened)
    faults += wrong_papers(entries, book.papers, every=False)
    return Checked(entries, tuple(sorted(faults, key=lambda fault: (fault.entry is None, fault.entry or 0))))


def _body(kept: Kept, number: int, community: str) -> dict[str, Any]:
    """The parsed body, or a Refusal that says what is wrong with this entry."""
    if leaf(kept.body) != kept.leaf:
        raise Refusal("Its text is not the text that was recorded: the hash differs.")
    try:
        body: dict[str, Any] = parse(kept.body)
    except ValueError:
        raise Refusal("It is not written in the form of the book.") from None
    if not _well_formed(body):
        raise Refusal("It does not have the parts of an entry, each in its form.")
    if body["community"] != community:
        raise Refusal("It belongs to the book of another community.")
    if body["seq"] != number:
        raise Refusal("Its number is %(number)s: entries are missing or out of order.", number=body["seq"])
    if kept.beside is not None and kept.beside != tuple(body[part] for part in BESIDE):
        raise Refusal("The number, act, subject or time kept beside it is not what it says.")
    return body


def _well_formed(body: object) -> bool:
    if not isinstance(body, dict) or body.keys() != PARTS.keys():
        return False
    if not all(type(body[part]) is kind for part, kind in PARTS.items()) or body["v"] != 1:
        return False
    try:
        moment(body["t"])
    except ValueError:
        return False
    hashes = (*body["sealed"].values(), *body["files"])
    return all(isinstance(one, str) and HASH.fullmatch(one) for one in hashes)


def _times(bodies: list[tuple[dict[str, Any], bytes]]) -> Iterator[Fault]:
    latest = ""
    for body, _ in bodies:
        if body["t"] < latest:
            yield Fault(body["seq"], Refusal("It is dated before the entry in front of it."))
        latest = max(latest, body["t"])


def _tree(book: Book) -> Iterator[Fault]:
    """The tree is built from the text of the entries, whatever leaf is kept beside them."""
    tree = Frontier()
    for kept in book.kept:
        tree = tree.append(leaf(kept.body))
    if len(book.kept) != book.head.size:
        yield Fault(
            None,
            Refusal(
                "The book claims %(claimed)s entries, but holds %(held)s.",
                claimed=book.head.size,
                held=len(book.kept),
            ),
        )
    elif tree.root.hex() != book.head.root:
        yield Fault(None, Refusal("The entries do not give the one hash that the book claims for all."))
    elif book.frontier is not None and book.frontier != tree.to_bytes():
        yield Fault(None, Refusal("What the next entry would be joined to is not what these entries give."))


def _openings(book: Book, bodies: dict[int, dict[str, Any]]) -> Iterator[Fault]:
    places = [(opening.seq, opening.field) for opening in book.openings]
    if places != sorted(set(places)):
        yield Fault(None, Refusal("The opened fields are not each there once, in order."))
    for opening in book.openings:
        body = bodies.get(opening.seq)
        if body is None and not 1 <= opening.seq <= len(book.kept):
            yield Fault(
                None,
                Refusal("A field is shown for entry %(number)s, which is not there.", number=opening.seq),
            )
        elif body is not None and body["sealed"].get(opening.field) != _seal(book.head.community, opening):
            yield Fault(
                opening.seq,
                Refusal(
                    "The name or text shown as “%(field)s” is not the one that was sealed.",
                    field=opening.field,
                ),
            )


def _seal(community: str, opening: Opening) -> str | None:
    if not HASH.fullmatch(opening.salt):
        return None
    try:
        return seal(community, opening.seq, opening.field, opening.salt, opening.value)
    except ValueError:
        return None


def _values(body: dict[str, Any], opened: dict[tuple[int, str], Opening]) -> dict[str, str]:
    seq = body["seq"]
    return {name: opened[seq, name].value for name in body["sealed"] if (seq, name) in opened}


def _unopened(entries: tuple[Entry, ...], never_opened: Collection[Sealed]) -> Iterator[Fault]:
    """Leaving out the opening of a name or a text would hide it: it is as wrong as changing it."""
    for entry in entries:
        for name in entry.sealed:
            if name not in entry.opened and (entry.act, name) not in never_opened:
                yield Fault(entry.seq, Refusal("What is sealed as “%(field)s” is not shown.", field=name))


def wrong_papers(
    entries: Iterable[Entry], papers: Mapping[str, str], *, every: bool, but: Collection[str] = ()
) -> Iterator[Fault]:
    """Papers that are not what the entries name. `papers`: the hash that each goes by, and the one that it has;
    `every`: none may be missing, `but` those of these acts."""
    named = [(entry, sha) for entry in entries for sha in entry.files]
    for entry, sha in named:
        if sha in papers and papers[sha] != sha:
            yield Fault(entry.seq, Refusal("The paper %(code)s is not the one that it names.", code=sha[:16]))
        elif every and sha not in papers and entry.act not in but:
            yield Fault(entry.seq, Refusal("The paper %(code)s that it names is not kept.", code=sha[:16]))
    for sha in sorted(papers.keys() - {sha for _, sha in named}):
        yield Fault(None, Refusal("No entry names the paper %(code)s.", code=sha[:16]))
