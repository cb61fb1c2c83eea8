"""An acknowledged ballot is on the disk: SQLite runs with WAL and synchronous=FULL, or the server does not start."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from council.app import open_database
from council.config import Settings
from council.kit import datadir, engines
from council.kit.db import Database


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def after_connecting(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "connect")
    def run(connection: object, record: object) -> None:
        connection.execute(statement)  # type: ignore[attr-defined]


def test_a_migrated_file_is_durable(database: Database) -> None:
    engines.check_durable(database.writing)
    if database.lite:
        for engine in (database.writing, database.reading):
            assert pragma(engine, "journal_mode") == "wal"
            assert pragma(engine, "synchronous") == 2
            assert pragma(engine, "foreign_keys") == 1
            assert pragma(engine, "recursive_triggers") == 1
            assert pragma(engine, "trusted_schema") == 0
        assert pragma(database.reading, "query_only") == 1


@pytest.mark.parametrize("less", ["NORMAL", "OFF"])
def test_less_than_full_is_refused(sqlite_template: Path, less: str) -> None:
    engine = engines.writing_engine(f"sqlite:///{sqlite_template}")
    after_connecting(engine, f"PRAGMA synchronous={less}")
    with pytest.raises(RuntimeError, match="synchronous=FULL"):
        engines.check_durable(engine)
    engine.dispose()


@pytest.mark.parametrize("mode", ["DELETE", "TRUNCATE", "MEMORY", "OFF"])
def test_another_journal_is_refused(tmp_path: Path, mode: str) -> None:
    engine = engines.writing_engine(f"sqlite:///{tmp_path / 'x.db'}")
    after_connecting(engine, f"PRAGMA journal_mode={mode}")
    with pytest.raises(RuntimeError, match="WAL"):
        engines.check_durable(engine)
    engine.dispose()


def test_the_server_does_not_start_with_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PRAGMAS", (*engines.PRAGMAS, "PRAGMA synchronous=NORMAL"))
    with pytest.raises(RuntimeError, match="synchronous=FULL"):
        open_database(Settings(data=tmp_path))
    datadir.give_back(tmp_path)


def test_a_postgresql_that_answers_before_its_disk_is_refused(postgres_url: str) -> None:
    engine = engines.writing_engine(postgres_url)
    engines.check_durable(engine)
    engine.dispose()

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, record: object) -> None:
        connection.execute("SET synchronous_commit = off")
        connection.commit()

    with pytest.raises(RuntimeError, match="synchronous_commit, found on and off"):
        engines.check_durable(engine)
    engine.dispose()


def test_it_starts_on_an_empty_folder_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        open_database(Settings(data=tmp_path)).close()
    datadir.give_back(tmp_path)
