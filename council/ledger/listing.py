"""Asking the book: its newest entries, one entry, the entry that a check code belongs to."""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, bindparam, select
from sqlmodel import col

from council.kit.db import Db
from council.kit.queries import Query
from council.ledger.book import Entry, Head, entry_of
from council.ledger.tables import ON_THE_BOARD, LedgerEntry, LedgerHead, LedgerOpening

PAGE = 30
CODE = 16  # hex digits of a check code
LEAF = 32  # bytes of a leaf
AFTER_ALL = 2**31 - 1  # no book has so many entries
HEX = frozenset("0123456789ABCDEF")


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """Entries from the newest; `before` is the key of the page that follows, None where there is none."""

    entries: tuple[Entry, ...]
    before: int | None


def head_of(db: Db, community: UUID) -> Head:
    """How far the book goes, and the hash over all of it."""
    size, root = db.execute(HEAD, {"community": community}).one()
    return Head(str(community), size, root.hex())


def entries_page(
    db: Db,
    community: UUID,
    *,
    before: int | None = None,
    about: Query | None = None,
    values: Mapping[str, object] = MappingProxyType({}),
) -> EntriesPage:
    """Thirty entries, newest first; with `about`, a query of `entries_about`, only those on its subjects."""
    query = NEWEST if about is None else about
    found = [*_told(db, community, query, {"community": community, "before": before or AFTER_ALL, **values})]
    page = tuple(entry for entry, _body in found[:PAGE])
    return EntriesPage(page, page[-1].seq if len(found) > PAGE else None)


def entry_at(db: Db, community: UUID, seq: int) -> tuple[Entry, str] | None:
    """An entry and its text as it was hashed."""
    return next(_told(db, community, ENTRY, {"community": community, "entry": seq}), None)


def entry_of_code(db: Db, community: UUID, code: str) -> Entry | None:
    """The entry whose leaf begins with these hex digits."""
    least = bytes.fromhex(code)
    most = least + b"\xff" * (LEAF - len(least))
    found = next(_told(db, community, OF_LEAF, {"community": community, "least": least, "most": most}), None)
    return found[0] if found else None


def read_code(typed: str) -> str | int | None:
    """What someone typed to look up: sixteen hex digits in any spelling, or the number of an entry."""
    text = unicodedata.normalize("NFKC", typed).upper()
    digits = "".join(sign for sign in text if sign.isalnum() and sign not in "第号")
    if len(digits) >= CODE and set(digits) <= HEX and len(digits) in (CODE, 64):
        return digits[:CODE]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _told(db: Db, community: UUID, query: Query, values: dict[str, Any]) -> Iterator[tuple[Entry, str]]:
    """The entries that a query finds with what is opened of them, and their texts."""
    rows = db.execute(query, values).all()
    opened: defaultdict[int, dict[str, str]] = defaultdict(dict)
    openings = db.execute(OPENED, {"community": community, "entries": [row[0] for row in rows]}).all() if rows else ()
    for seq, field, value in openings:
        opened[seq][field] = value
    for seq, body, leaf in rows:
        yield entry_of(json.loads(body), leaf, opened[seq]), body  # `verify` looks whether it is canonical


HEAD = select(col(LedgerHead.size), col(LedgerHead.root)).where(col(LedgerHead.community_id) == bindparam("community"))
_ENTRIES = (
    select(col(LedgerEntry.seq), col(LedgerEntry.body), col(LedgerEntry.leaf))
    .where(col(LedgerEntry.community_id) == bindparam("community"))
    .order_by(col(LedgerEntry.seq).desc())
    .limit(PAGE + 1)
)
NEWEST = _ENTRIES.where(col(LedgerEntry.seq) < bindparam("before"))
BOARD = NEWEST.where(ON_THE_BOARD)  # by an index of these entries alone


def entries_about(subjects: CompoundSelect[Any]) -> Query:
    """The query of the entries on the subjects that another one finds, to be built once."""
    return (
        NEWEST.where(col(LedgerEntry.subject).in_(subjects))
        .order_by(None)
        .order_by((col(LedgerEntry.seq) + 0).desc())  # by the number itself, the whole book would be walked for a few
    )


ENTRY = _ENTRIES.where(col(LedgerEntry.seq) == bindparam("entry"))
OF_LEAF = _ENTRIES.where(col(LedgerEntry.leaf).between(bindparam("least"), bindparam("most")))
OPENED = select(col(LedgerOpening.seq), col(LedgerOpening.field), col(LedgerOpening.value)).where(
    col(LedgerOpening.community_id) == bindparam("community"), col(LedgerOpening.seq).in_(bindparam("entries"))
)
