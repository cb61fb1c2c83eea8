"""What an act writes with: a Session within a savepoint of its own, so that a refusal undoes nothing but the act.

On SQLite its named queries (kit/queries) are run by the driver on the same connection, in the same transaction: a
ballot is a dozen statements, and SQLAlchemy's own way takes ten times what SQLite does.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, cast

from sqlalchemy import Connection, Select
from sqlalchemy.orm import Session

from council.kit.engines import driver_of
from council.kit.queries import Driven, Found, Writing


def savepoint(connection: Connection, driven: Driven | None) -> AbstractContextManager[Session]:
    """A fresh Session. What was done with it stays in the transaction if nothing is raised. `driven` on SQLite."""
    if driven is None:
        return _kept(connection)
    return cast(AbstractContextManager[Session], ActSession(connection, driven))


@contextmanager
def _kept(connection: Connection) -> Iterator[Session]:
    with _session(connection) as session:
        yield session
        session.commit()


class ActSession:
    """A Session that has the driver do what is built once and given its values. For all else there is SQLAlchemy's,
    made when it is asked for; so is the savepoint, since what only looks has nothing to undo."""

    def __init__(self, core: Connection, driven: Driven):
        self.core, self.driven = core, driven
        self.driver = driver_of(core)
        self.own: Session | None = None
        self.begun = False

    def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        if self.own:
            self.own.flush()
        if isinstance(params, dict) and not more:
            if isinstance(statement, Select):
                return Found(self.driven.rows(self.driver, statement, params))
            if isinstance(statement, Writing):
                self._begin()
                changed = self.driven.change(self.driver, statement, params)
                if changed is not None:
                    return Found([], changed)
        return self.sqlalchemys().execute(statement, params, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sqlalchemys(), name)

    def sqlalchemys(self) -> Session:
        if self.own is None:
            if not self.core.in_transaction():
                self.core.begin()  # in its own view too: else its commit would end what the driver has begun
            self._begin()
            self.own = _session(self.core)
        return self.own

    def _begin(self) -> None:
        if not self.begun:
            self.driven.run(self.driver, "SAVEPOINT act")
            self.begun = True

    def __enter__(self) -> "ActSession":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self.own:
                with self.own:
                    if error is None:
                        self.own.commit()
        except Exception:
            self._end(undo=True)
            raise
        self._end(undo=error is not None)

    def _end(self, *, undo: bool) -> None:
        if not self.begun or (undo and not self.driver.in_transaction):  # some troubles have undone all of it
            return
        if undo:
            self.driven.run(self.driver, "ROLLBACK TO act")
        self.driven.run(self.driver, "RELEASE act")


def _session(connection: Connection) -> Session:
    return Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
