"""Asking one small question at every request: of the newest state, outside of any snapshot, for next to nothing."""

import sqlite3
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Select, event

from council.kit.db import Database

Question = Select[*tuple[Any, ...]]
Row = tuple[object, ...]


class Asking:
    """On SQLite the driver itself, on a connection of its own and without a BEGIN: a fifth of what the pool's way
    costs, and every reader waits for it. On PostgreSQL the way of any page."""

    def __init__(self, db: Database):
        self.db = db
        self.connection: sqlite3.Connection | None = None
        self.compiled: dict[Question, tuple[str, tuple[str, ...]]] = {}

    async def first(self, question: Question, values: Mapping[str, str]) -> Row | None:
        """The first row of the answer. The question takes texts and gives integers, texts and bytes: what both
        drivers know by themselves."""
        if self.db.lite:
            return self._at_once(question, values)
        row = await self.db.read(lambda db: db.row(question.params(**values)))
        return tuple(row) if row else None

    def _at_once(self, question: Question, values: Mapping[str, str]) -> Row | None:
        connection = self.connection or self._connect()
        statement, names = self.compiled.get(question) or self._compile(question)
        # All of it is fetched: an answer left open would pin the snapshot, and later ones would be old.
        found = connection.execute(statement, [values[name] for name in names]).fetchall()
        return found[0] if found else None

    def _compile(self, question: Question) -> tuple[str, tuple[str, ...]]:
        compiled = question.compile(self.db.reading)
        self.compiled[question] = str(compiled), tuple(compiled.positiontup or ())
        return self.compiled[question]

    def _connect(self) -> sqlite3.Connection:
        pooled = self.db.reading.raw_connection()
        self.connection = cast(sqlite3.Connection, pooled.driver_connection)
        pooled.detach()
        event.listen(self.db.reading, "engine_disposed", lambda engine: self.close())
        return self.connection

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None
