"""Asking the book: its newest entries, one entry, the entry that a check code belongs to."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from council.kit.db import Db
from council.ledger.book import Entry, Head, entry_of
from council.ledger.tables import LedgerEntry, LedgerHead, LedgerOpening
from council.ledger.telling import ABOUT_A_MOTION
from council.rules.book import parse

PAGE = 30
CODE = 16  # hex digits of a check code
HEX = frozenset("0123456789ABCDEF")


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """Entries from the newest; `before` is the key of the page that follows, None where there is none."""

    entries: tuple[Entry, ...]
    before: int | None


def head_of(db: Db, community: UUID) -> Head:
    """How far the book goes, and the hash over all of it."""
    row = db.execute(
        select(col(LedgerHead.size), col(LedgerHead.root)).where(col(LedgerHead.community_id) == community)
    ).one()
    return Head(str(community), row.size, row.root.hex())


def entries_page(db: Db, community: UUID, *, before: int | None = None, about: str | None = None) -> EntriesPage:
    """Thirty entries, newest first; with `about`, only those on that motion (2026-3)."""
    wanted = [col(LedgerEntry.seq) < before] if before is not None else []
    if about:
        wanted.append(_on_motion(about))
    found = _entries(db, community, *wanted, most=PAGE + 1)
    return EntriesPage(found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None)


def _on_motion(ref: str) -> ColumnElement[bool]:
    """Entries on the motion itself, and on what hangs on it: vote:2026-3/1, notice:2026-3/resolution/1."""
    subject = col(LedgerEntry.subject)
    below = (subject.startswith(f"{kind}:{ref}/", autoescape=True) for kind in ABOUT_A_MOTION)
    return or_(subject == f"motion:{ref}", *below)


def entry_at(db: Db, community: UUID, seq: int) -> tuple[Entry, str] | None:
    """An entry and its text as it was hashed."""
    found = _entries(db, community, col(LedgerEntry.seq) == seq, most=1)
    body = db.execute(select(col(LedgerEntry.body)).where(*_own(community), col(LedgerEntry.seq) == seq)).scalar()
    return (found[0], str(body)) if found else None


def entry_of_code(db: Db, community: UUID, code: str) -> Entry | None:
    """The entry whose leaf begins with these hex digits."""
    least = bytes.fromhex(code)
    most = (int.from_bytes(least, "big") + 1).to_bytes(len(least) + 1, "big").removeprefix(b"\x00")
    above = [] if len(most) > len(least) else [col(LedgerEntry.leaf) < most]
    found = _entries(db, community, col(LedgerEntry.leaf) >= least, *above, most=1)
    return found[0] if found else None


def read_code(typed: str) -> str | int | None:
    """What someone typed to look up: sixteen hex digits in any spelling, or the number of an entry."""
    text = unicodedata.normalize("NFKC", typed).upper()
    digits = "".join(sign for sign in text if sign.isalnum() and sign not in "第号")
    if len(digits) >= CODE and set(digits) <= HEX and len(digits) in (CODE, 64):
        return digits[:CODE]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _own(community: UUID) -> Sequence[ColumnElement[bool]]:
    return [col(LedgerEntry.community_id) == community]


def _entries(db: Db, community: UUID, *wanted: ColumnElement[bool], most: int) -> tuple[Entry, ...]:
    rows = db.execute(
        select(col(LedgerEntry.seq), col(LedgerEntry.body), col(LedgerEntry.leaf))
        .where(*_own(community), *wanted)
        .order_by(col(LedgerEntry.seq).desc())
        .limit(most)
    ).all()
    opened = _opened(db, community, [row.seq for row in rows])
    return tuple(_entry(row, opened[row.seq]) for row in rows)


def _entry(row: Any, opened: dict[str, str]) -> Entry:
    return entry_of(parse(row.body.encode()), row.leaf, opened)


def _opened(db: Db, community: UUID, seqs: Collection[int]) -> defaultdict[int, dict[str, str]]:
    opening = LedgerOpening
    rows = db.execute(
        select(col(opening.seq), col(opening.field), col(opening.value)).where(
            col(opening.community_id) == community, col(opening.seq).in_(seqs)
        )
    ).all()
    opened: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        opened[row.seq][row.field] = row.value
    return opened
