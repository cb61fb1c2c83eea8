"""Asking one small question at every request: of the newest state, outside of any snapshot, for next to nothing."""

import sqlite3
from collections.abc import Mapping
from typing import cast

from sqlalchemy import event

from council.kit.db import Database
from council.kit.queries import Driven, Query

Row = tuple[object, ...]


class Asking:
    """On SQLite by the driver, on a connection of its own and without a BEGIN; on PostgreSQL as any page asks."""

    def __init__(self, db: Database):
        self.db = db
        self.driven = Driven(db.reading.dialect)
        self.connection: sqlite3.Connection | None = None

    async def first(self, question: Query, values: Mapping[str, str]) -> Row | None:
        """The first row of the answer."""
        if self.db.lite:
            found = self.driven.rows(self.connection or self._connect(), question, values)
            return found[0] if found else None
        row = await self.db.read(lambda db: db.execute(question, values).first())
        return tuple(row) if row else None

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
