"""W7: a community's whole book verified, beside the bare hashing of the same bytes."""

import time
from collections.abc import Callable
from hashlib import sha256

from council.bench.measuring import Sample
from council.hall.verification import verify_book
from council.kit.db import Database, Reader
from council.ledger.book import Book, book_in
from council.places.tables import locate
from council.rules.refusal import Refusal


def book_of(database: Database, community_url: str) -> Book:
    """The book of the community at this address."""

    def read(db: Reader) -> Book:
        book = book_in(db, locate(db, *community_url.strip("/").split("/")))
        if book is None:
            raise Refusal("This community has no book.")
        return book

    return database.read_now(read)


def verified(book: Book) -> Sample:
    """Its hashes, and what they mean."""

    def verify() -> None:
        if verify_book(book).faults:
            raise AssertionError("a generated book is wrong")

    return _timed(verify, len(book.kept))


def hashed(book: Book) -> Sample:
    """SHA-256 over every entry, and nothing else."""
    return _timed(lambda: [sha256(b"\0" + kept.body).digest() for kept in book.kept], len(book.kept))


def _timed(do: Callable[[], object], entries: int) -> Sample:
    begun, cpu = time.perf_counter(), time.process_time()
    do()
    seconds = time.perf_counter() - begun
    return Sample(seconds, time.process_time() - cpu, [seconds / entries] * entries)
