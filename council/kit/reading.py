"""Snapshots to read from: on SQLite in the event loop, on a connection that is kept, and never for long."""

import math
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast, overload

from sqlalchemy import Connection, Engine, Executable, Result, Row, event

from council.kit.engines import driver_of, interrupted
from council.kit.queries import Driven, Found, Query, Values

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]

STEPS = 1000  # of SQLite's machine, between two looks at the time: some 20 microseconds


class TooLong(Exception):
    """A read was interrupted because everybody waited for it. Nothing was written; it may be done again elsewhere."""


class Reader:
    """One snapshot of the database. All is fetched at once: an unfinished result would pin the snapshot."""

    def __init__(self, connection: Connection, line: "Line | None" = None):
        self.connection, self.line = connection, line

    @overload
    def execute(self, query: Executable) -> Result[*tuple[Any, ...]]: ...
    @overload
    def execute(self, query: Query, values: Values) -> Result[*tuple[Any, ...]] | Found: ...
    def execute(self, query: Executable, values: Values | None = None) -> Result[*tuple[Any, ...]] | Found:
        """As a Session does, for queries that acts and pages share. With `values`, a named query (kit.queries)."""
        if self.line is None:
            return self.connection.execute(query, values)
        self.line.hasten()
        if values is None:
            return self.connection.execute(query)
        return Found(self.line.driven.rows(self.line.driver, cast(Query, query), values))

    def rows(self, query: Executable) -> Sequence[AnyRow]:
        return self.execute(query).all()

    def row(self, query: Executable) -> AnyRow | None:
        return self.execute(query).first()

    def value(self, query: Executable) -> Any:
        return self.execute(query).scalar()


class Snapshots:
    """Of one engine, one after the other or in several threads at once."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.driven = Driven(engine.dialect) if engine.dialect.name == "sqlite" else None
        self.kept: list[Line] = []
        event.listen(engine, "engine_disposed", lambda engine: self.close())

    def read(self, fn: Callable[[Reader], T], *, within: float = math.inf) -> T:
        """Run a page on one snapshot. On SQLite, TooLong where one statement takes more than `within` seconds."""
        if self.driven is None:
            with self.engine.connect() as connection, connection.begin():
                return fn(Reader(connection))
        line = self.kept.pop() if self.kept else Line(self.engine, self.driven)
        try:
            return line.read(fn, within)
        finally:
            if self.kept:
                line.give_back()
            else:
                self.kept.append(line)

    def close(self) -> None:
        while self.kept:
            self.kept.pop().close()


class Line:
    """A connection to an SQLite database that stays open between two snapshots."""

    def __init__(self, engine: Engine, driven: Driven):
        self.connection, self.driven = engine.connect(), driven
        self.driver = driver_of(self.connection)
        self.driver.set_progress_handler(self._late, STEPS)
        self.within = self.until = math.inf

    def _late(self) -> bool:
        return time.monotonic() > self.until

    def hasten(self) -> None:
        """A statement begins: it has its time, however long the page took over the last one."""
        self.until = time.monotonic() + self.within

    def read(self, fn: Callable[[Reader], T], within: float) -> T:
        self.within = within
        self.driver.execute("BEGIN")
        try:
            return fn(Reader(self.connection, self))
        except Exception as trouble:
            if interrupted(trouble):
                raise TooLong from trouble
            raise
        finally:
            self.until = math.inf
            if self.connection.in_transaction():  # something was asked in SQLAlchemy's own way
                self.connection.rollback()
            self.driver.rollback()

    def give_back(self) -> None:
        """Back into the pool."""
        self.driver.set_progress_handler(None, 0)
        self.connection.close()

    def close(self) -> None:
        self.connection.detach()
        self.connection.close()
