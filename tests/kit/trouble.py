"""Trouble with the database, made on purpose: at the n-th statement, at the commit, or by ending the connection."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from council.kit import engines, lane
from council.kit.act import Act, Event
from council.kit.clock import now
from council.kit.db import Database
from council.kit.queries import Driven
from council.ledger.acts import entry_of_event, once, record
from council.rules.refusal import Refusal
from tests.village import Village


def passing(database: Database) -> Exception:
    """An error as the driver reports a lock or a serialization failure."""
    if not database.lite:
        return OperationalError("made on purpose", {}, psycopg.errors.SerializationFailure())
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("made on purpose", {}, locked)


def lasting(database: Database) -> Exception:
    """An error that another try would meet again."""
    return ProgrammingError("made on purpose", {}, sqlite3.ProgrammingError("no such table"))


Meet = Callable[[Connection], None]


def raising(error: Exception) -> Meet:
    def meet(connection: Connection) -> None:
        raise error

    return meet


def ending_the_connection(database: Database) -> Meet:
    """The server ends this backend, as an administrator or a crash would."""

    def meet(connection: Connection) -> None:
        pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
        other = create_engine(database.url, isolation_level="AUTOCOMMIT")
        with other.connect() as admin:
            admin.exec_driver_sql("SELECT pg_terminate_backend(%s, 2000)", (pid,))
        other.dispose()

    return meet


class Statements:
    """Counts the statements of an engine, and meets trouble once, at the n-th."""

    def __init__(self, nth: int | None = None, meet: Meet | None = None):
        self.count, self.nth, self.meet = 0, nth, meet

    def before(self, connection: Connection, *more: Any) -> None:
        self.count += 1
        if self.count == self.nth and self.meet:
            self.meet(connection)


@contextmanager
def watched(engine: Engine, nth: int | None = None, meet: Meet | None = None) -> Iterator[Statements]:
    statements, run = Statements(nth, meet), Driven.run

    def driven(self: Driven, connection: Any, *more: Any) -> Any:
        statements.before(connection)
        return run(self, connection, *more)

    event.listen(engine, "before_cursor_execute", statements.before)
    with patch.object(Driven, "run", driven):
        yield statements
    event.remove(engine, "before_cursor_execute", statements.before)


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`commits(before=…)` meets trouble instead of the next commit; `commits(after=…)` when it is done, so that its
    answer is lost."""

    def next_one(before: Meet | None = None, after: Meet | None = None) -> None:
        troubles = {"before": before, "after": after}

        def commit(connection: Connection) -> None:
            if meet := troubles.pop("before", None):
                meet(connection)
            engines.commit(connection)
            if meet := troubles.pop("after", None):
                meet(connection)

        monkeypatch.setattr(lane, "commit", commit)

    return next_one


class Sending:
    """An act that is entered once under its event, or refused after it has written."""

    def __init__(self, village: Village, number: int, refused: bool = False):
        self.village, self.number, self.refused = village, number, refused
        self.event = Event(f"{number:032x}", b"content")

    def __call__(self, session: Any) -> int:
        act = Act(session, self.village.id, now(), None, self.event)
        if once(act):
            return entry_of_event(act, self.event.id) or 0
        entry = record(act, "note", actor="console", on=str(self.number))
        if self.refused:
            raise Refusal("No.")
        return entry

    async def send(self) -> int:
        return await self.village.db.write(self.village.id, self, self.event)


def held(database: Database, village: Village) -> Callable[[], None]:
    """Another connection that holds what every act needs."""
    if database.lite:
        other = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        return other.close
    engine = create_engine(database.url)
    connection = engine.connect()
    connection.execute(text("SELECT 1 FROM ledger_head WHERE community_id = :c FOR UPDATE"), {"c": village.id})

    def release() -> None:
        connection.close()
        engine.dispose()

    return release


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, village: Village) -> Village:
    """The same village, where a lock is waited for only a tenth of a second at a time; on SQLite not at all."""
    village.db.writing.dispose()

    @event.listens_for(village.db.writing, "connect")
    def prepare(connection: Any, record: object) -> None:
        if not village.db.lite:
            connection.execute("SET lock_timeout = '100ms'")
            connection.commit()

    return village
