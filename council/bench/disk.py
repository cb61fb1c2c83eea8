"""What this machine's disk can do: the rate at which a small write is made durable, and the whole ballot in raw SQLite
with nothing around it, fifty to a commit. No program that keeps its word is faster than these."""

import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from council.bench.measuring import Sample

BLOCK = b"\0" * 4096
AT_ONCE = 50  # ballots to a commit
SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE vote (community INTEGER, id INTEGER, open INTEGER, tally INTEGER, PRIMARY KEY (community, id));
CREATE TABLE head (community INTEGER PRIMARY KEY, size INTEGER, root BLOB);
CREATE TABLE ballot (community INTEGER, vote INTEGER, seat INTEGER, choice TEXT, salt TEXT, entry INTEGER,
                     PRIMARY KEY (community, vote, seat));
CREATE TABLE entry (community INTEGER, seq INTEGER, event TEXT, body TEXT, leaf BLOB, PRIMARY KEY (community, seq));
CREATE UNIQUE INDEX event ON entry (community, event);
"""
COMMUNITIES = 200


def synced(folder: Path, seconds: float) -> Sample:
    """fdatasync(2) after each 4 KB that is appended to a file."""
    path = folder / "sync.bin"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def append() -> None:
        os.write(descriptor, BLOCK)
        os.fdatasync(descriptor)

    try:
        return _timed(append, seconds, 1)
    finally:
        os.close(descriptor)
        path.unlink()


def whole_ballots(folder: Path, seconds: float) -> Sample:
    """State check, ballot, tally, the council's sequence and its chained entry; one durable commit for fifty."""
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(SCHEMA)
        connection.executemany("INSERT INTO vote VALUES (?, 1, 1, 0)", [(n,) for n in range(COMMUNITIES)])
        connection.executemany("INSERT INTO head VALUES (?, 0, ?)", [(n, b"") for n in range(COMMUNITIES)])
        made = iter(range(1 << 62))
        return _timed(lambda: _commit(connection, [next(made) for _ in range(AT_ONCE)]), seconds, AT_ONCE)
    finally:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def _commit(connection: sqlite3.Connection, ballots: list[int]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for number in ballots:
        _ballot(connection, number % COMMUNITIES, number)
    connection.execute("COMMIT")


def _ballot(connection: sqlite3.Connection, community: int, seat: int) -> None:
    ask = connection.execute
    assert ask("SELECT open FROM vote WHERE community = ? AND id = 1", (community,)).fetchone()[0]
    size, root = ask("SELECT size, root FROM head WHERE community = ?", (community,)).fetchone()
    salt, event = secrets.token_hex(32), secrets.token_hex(16)
    sealed = sha256(f"{community}{seat}{salt}for".encode()).hexdigest()
    body = f'{{"act":"vote.cast","community":{community},"sealed":{{"choice":"{sealed}"}},"seq":{size + 1}}}'
    leaf = sha256(root + body.encode()).digest()
    ask("INSERT INTO ballot VALUES (?, 1, ?, 'for', ?, ?)", (community, seat, salt, size + 1))
    ask("UPDATE vote SET tally = tally + 1 WHERE community = ? AND id = 1", (community,))
    ask("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (community, size + 1, event, body, leaf))
    ask("UPDATE head SET size = ?, root = ? WHERE community = ?", (size + 1, leaf, community))


def _timed(do: Callable[[], object], seconds: float, each: int) -> Sample:
    """Do it for so long; each time makes `each` durable."""
    sample, until, cpu = Sample(), time.perf_counter() + seconds, time.process_time()
    begun = now = time.perf_counter()
    while now < until:
        do()
        before, now = now, time.perf_counter()
        sample.took += [now - before] * each
    sample.seconds, sample.cpu = now - begun, time.process_time() - cpu
    return sample
