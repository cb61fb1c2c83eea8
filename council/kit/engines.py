"""Every difference between SQLite and PostgreSQL: engines, pragmas, trouble, triggers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import QueuePool

PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA recursive_triggers=ON",  # else INSERT OR REPLACE deletes a row without its trigger
)
REACHING = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "tcp_user_timeout": 15_000}
STANDBY_CONNECTIONS = 8  # of each server process
WAITING = (  # a lock, or a transaction whose client is gone, keeps nobody waiting for ever
    "SET lock_timeout = '5s'",
    "SET idle_in_transaction_session_timeout = '30s'",
)
LITE_PASSES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY)
# Connection lost, rolled back for another, the server going down or coming up, too many connections, a standby
# that is read-only for now, a lock not to be had (PostgreSQL, appendix A).
PASSES = ("08", "40", "57P01", "57P02", "57P03", "53300", "25006", "55P03")


def writing_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return _served(url)
    engine = _sqlite(url, size=1)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: str) -> Engine:
    """Connections that refuse every write."""
    if not url.startswith("sqlite"):
        return create_engine(
            url, isolation_level="REPEATABLE READ", pool_size=10, pool_pre_ping=True, connect_args=REACHING
        ).execution_options(postgresql_readonly=True)
    engine = _sqlite(url, size=8, more=("PRAGMA query_only=ON",))
    _begin_with(engine, "BEGIN")
    return engine


def standby_engine(url: str) -> Engine:
    """Connections to a standby. None is tried before it is used: where it fails, the primary answers."""
    return create_engine(
        url,
        isolation_level="REPEATABLE READ",
        pool_size=STANDBY_CONNECTIONS,
        max_overflow=0,
        connect_args={**REACHING, "connect_timeout": 2},
    ).execution_options(postgresql_readonly=True)


def _served(url: str) -> Engine:
    engine = create_engine(
        url, isolation_level="READ COMMITTED", pool_size=5, pool_pre_ping=True, connect_args=REACHING
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        for setting in WAITING:
            connection.execute(setting)
        connection.commit()
        connection.add_notice_handler(lambda said: record.info.update(warned=said.severity_nonlocalized == "WARNING"))

    return engine


def _sqlite(url: str, *, size: int, more: tuple[str, ...] = ()) -> Engine:
    # The driver must not begin by itself: BEGIN IMMEDIATE is ours (tried; every other way was wrong).
    connect: dict[str, Any] = {"isolation_level": None, "check_same_thread": False, "timeout": 5}
    if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL"):
        connect["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    engine = create_engine(url, connect_args=connect, poolclass=QueuePool, pool_size=size, max_overflow=0)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        for pragma in (*PRAGMAS, *more):
            connection.execute(pragma)

    return engine


def _begin_with(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not driver_of(connection).in_transaction:  # the driver itself may have begun already
            connection.exec_driver_sql(statement)


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


# ── trouble ──


class CommitWarned(Exception):
    """PostgreSQL committed with a warning: it gave up waiting for its standby (synchronous replication)."""


def commit(connection: Connection) -> None:
    """Commit, durably or with an exception. A cancelled wait for the standby is only warned of."""
    connection.info.pop("warned", None)
    if connection.in_transaction():
        connection.commit()
    else:  # begun by SQLite's driver, and asked nothing in SQLAlchemy's own way
        driver_of(connection).commit()
    if connection.info.get("warned"):
        raise CommitWarned


def write_something(connection: Connection) -> None:
    """Make the commit of this transaction a durable one, even where all that it does was found done before."""
    if connection.dialect.name == "sqlite":
        # A transaction that writes nothing is not synced. On PostgreSQL the lock of the head row is a write.
        version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
        connection.exec_driver_sql(f"PRAGMA user_version = {(version + 1) % 2**31}")


def passes(trouble: BaseException) -> bool:
    """Whether the same may go well if it is tried again in a while."""
    if isinstance(trouble, NoConnectionFree | PendingRollbackError):  # the latter on a connection that was lost
        return True
    error = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    if isinstance(error, sqlite3.Error):
        return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF in LITE_PASSES
    if not isinstance(trouble, DBAPIError):
        return False
    state = getattr(trouble.orig, "sqlstate", None)
    if state is None:  # not the server's own word: it could not be reached, or was lost
        return trouble.connection_invalidated or isinstance(trouble, OperationalError | InterfaceError)
    return trouble.connection_invalidated or str(state).startswith(PASSES)


def interrupted(trouble: BaseException) -> bool:
    """Whether SQLite was told to give up a statement that took too long."""
    error = trouble.orig if isinstance(trouble, DBAPIError) else trouble
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def check_durable(engine: Engine) -> None:
    """Refuse to run where an acknowledged ballot could be lost: WAL and synchronous=FULL, or nothing."""
    if engine.dialect.name != "sqlite":
        return _check_synced(engine)
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        full = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    if mode != "wal" or full != 2:
        raise RuntimeError(f"SQLite must run with WAL and synchronous=FULL, found {mode} and {full}")
    return None


def _check_synced(engine: Engine) -> None:
    with engine.connect() as connection:
        synced = [str(connection.exec_driver_sql(f"SHOW {name}").scalar()) for name in ("fsync", "synchronous_commit")]
    if "off" in synced:
        raise RuntimeError(f"PostgreSQL must run with fsync and synchronous_commit, found {' and '.join(synced)}")


def refuse(name: str, table: str, verbs: str, dialect: str, *, when: str = "TRUE", why: str) -> list[str]:
    """DDL of a trigger that refuses the verbs ("UPDATE", "DELETE", "INSERT") for a row where `when` holds.

    `when` speaks of OLD or NEW, and may look into other tables. No trigger asks the time.
    """
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} WHEN {when}{_row_taken(verb, table)} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            for verb in verbs.split()
        ]
    back = "NEW" if "NEW." in when or "INSERT" in verbs else "OLD"
    statements = [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{why}'; END IF; RETURN {back}; END $$"
    ]
    for verb in verbs.split():
        statements.append(
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH {'STATEMENT' if verb == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION {name}()"
        )
    return statements


def _row_taken(verb: str, table: str) -> str:
    """SQLite numbers rows beside their key; OR REPLACE also overwrites the row whose number a statement names."""
    if verb == "DELETE":
        return ""
    return f" OR EXISTS (SELECT 1 FROM {table} AS own WHERE own.rowid = NEW.rowid" + (
        ")" if verb == "INSERT" else " AND NEW.rowid <> OLD.rowid)"
    )


@contextmanager
def without_triggers(connection: Connection) -> Iterator[None]:
    """Within this transaction no trigger stands: only for filling an empty database from a backup."""
    if connection.dialect.name == "sqlite":
        triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in triggers:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, ddl in triggers:
            connection.exec_driver_sql(ddl)
        return
    tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").scalars()
    names = [f'"{name}"' for name in tables]
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    for name in names:
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
