"""What an act writes with: a Session within a savepoint of its own, so that a refusal undoes nothing but the act.

On SQLite its named queries (kit/queries) are run by the driver on the same connection, in the same transaction: a
ballot is a dozen statements, and SQLAlchemy's own way takes ten times what SQLite does.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.orm import Session

from council.kit.queries import Driven, Found


@contextmanager
def savepoint(connection: Connection, driven: Driven | None) -> Iterator[Session]:
    """A fresh Session. What was done with it stays in the transaction if nothing is raised. `driven` on SQLite."""
    if driven is None:
        with _session(Session, connection) as session:
            yield session
            session.commit()
        return
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driven.run(driver, "SAVEPOINT act")
    try:
        with _session(ActSession, connection) as session:
            session.driven, session.driver = driven, driver
            yield session
            if session.in_transaction() or session.new:  # it was also asked in SQLAlchemy's own way
                session.commit()
    except Exception:
        if driver.in_transaction:  # some troubles have undone all of it
            driven.run(driver, "ROLLBACK TO act")
            driven.run(driver, "RELEASE act")
        raise
    driven.run(driver, "RELEASE act")


class ActSession(Session):
    """A Session that has the driver do what is built once and given its values."""

    driven: Driven
    driver: sqlite3.Connection

    def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        if not isinstance(params, Mapping) or more:
            return super().execute(statement, params, **more)
        self.flush()
        if isinstance(statement, Select):
            return Found(self.driven.rows(self.driver, statement, params))
        changed = None
        if isinstance(statement, Insert | Update):
            changed = self.driven.change(self.driver, statement, params)
        return super().execute(statement, params) if changed is None else Found([], changed)


def _session(kind: Any, connection: Connection) -> Any:
    return kind(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
