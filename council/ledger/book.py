"""A community's book as it is read, from the database or an export: its head, its entries, its openings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from council.kit.db import Db
from council.ledger.acts import written
from council.ledger.tables import LedgerEntry, LedgerHead, LedgerOpening


@dataclass(frozen=True, slots=True)
class Head:
    """What a book claims about itself: how many entries, and the hash over all of them."""

    community: str
    size: int
    root: str  # hex


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is kept: what is hashed, its leaf, and what the database keeps beside it."""

    body: bytes
    leaf: bytes
    beside: tuple[int, str, str, str] | None = None  # number, act, what it is on, moment


@dataclass(frozen=True, slots=True)
class Opening:
    """The value and salt of a field that stands sealed in entry `seq`."""

    seq: int
    field: str
    value: str
    salt: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that is verified. Nothing in it is trusted yet."""

    head: Head
    kept: tuple[Kept, ...]
    openings: tuple[Opening, ...]
    frontier: bytes | None = None  # only the database keeps it
    papers: Mapping[str, str] = field(default_factory=dict)  # in an export: the hash it goes by, and the one it has


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as people and the replay read it."""

    seq: int
    at: datetime
    act: str
    actor: str
    on: str
    facts: Mapping[str, Any] = field(hash=False)
    sealed: Mapping[str, str] = field(hash=False)
    files: tuple[str, ...]
    leaf: bytes
    opened: Mapping[str, str] = field(default_factory=dict, hash=False)


def entry_of(body: Mapping[str, Any], leaf_hash: bytes, opened: Mapping[str, str]) -> Entry:
    """The record of a parsed body whose parts have been checked, or were written by `record`."""
    return Entry(
        seq=body["seq"],
        at=moment(body["t"]),
        act=body["act"],
        actor=body["actor"],
        on=body["on"],
        facts=body["facts"],
        sealed=body["sealed"],
        files=tuple(body["files"]),
        leaf=leaf_hash,
        opened=opened,
    )


def moment(text: str) -> datetime:
    """A moment as the book writes it; a ValueError for any other spelling."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is not UTC or written(read) != text:
        raise ValueError("a moment that is not written as the book writes it")
    return read


def book_in(db: Db, community: UUID) -> Book | None:
    """The book of a community as the database keeps it; None where it has none."""
    head = db.execute(
        select(col(LedgerHead.size), col(LedgerHead.root), col(LedgerHead.frontier)).where(
            col(LedgerHead.community_id) == community
        )
    ).first()
    if head is None:
        return None
    return Book(
        Head(str(community), head.size, head.root.hex()),
        _kept_in(db, community),
        _openings_in(db, community),
        head.frontier,
    )


def _kept_in(db: Db, community: UUID) -> tuple[Kept, ...]:
    entry = LedgerEntry
    rows = db.execute(
        select(
            col(entry.body), col(entry.leaf), col(entry.seq), col(entry.act), col(entry.subject), col(entry.recorded_at)
        )
        .where(col(entry.community_id) == community)
        .order_by(col(entry.seq))
    )
    return tuple(
        Kept(row.body.encode(), row.leaf, (row.seq, row.act, row.subject, written(row.recorded_at))) for row in rows
    )


def _openings_in(db: Db, community: UUID) -> tuple[Opening, ...]:
    opening = LedgerOpening
    rows = db.execute(
        select(col(opening.seq), col(opening.field), col(opening.value), col(opening.salt)).where(
            col(opening.community_id) == community
        )
    )
    found = (Opening(row.seq, row.field, row.value, row.salt) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.seq, one.field)))
