"""Every statement that reaches a database for reading, whoever asks it: the driver or SQLAlchemy; a BEGIN too."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from council.kit import db as doors
from council.kit import reading
from council.kit.db import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements asked since. No page is read a second time for being slow: the machine may be loaded."""
    asked: list[str] = []
    traced: list[Any] = []

    def trace(connection: Any, *rest: Any) -> None:
        connection.set_trace_callback(asked.append)
        traced.append(connection)

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    heard = ("checkout", trace) if database.lite else ("before_cursor_execute", note)
    database.snapshots.close()  # what was kept open was checked out before
    event.listen(database.reading, *heard)
    try:
        with patch.object(doors, "WITHIN", math.inf):
            yield asked
    finally:
        event.remove(database.reading, *heard)
        for connection in traced:
            with suppress(sqlite3.ProgrammingError):  # closed meanwhile
                connection.set_trace_callback(None)


@contextmanager
def stepped(database: Database) -> Iterator[list[int]]:
    """How far SQLite's machine went meanwhile, in tens of steps: the same on every computer."""
    steps = [0]

    def count(line: reading.Line) -> bool:
        steps[0] += 1
        return False

    database.snapshots.close()
    with patch.object(reading, "STEPS", 10), patch.object(reading.Line, "_late", count):
        yield steps
        database.snapshots.close()
