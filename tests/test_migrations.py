"""Migrations bring an empty database to what the tables say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from council.kit.engines import writing_engine
from council.migrations import upgrade
from council.tables import metadata


def test_an_upgraded_database_shows_no_drift(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        drift = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    engine.dispose()
    assert not drift


def test_upgrading_again_changes_nothing(database_url: str) -> None:
    engine = writing_engine(database_url)
    upgrade(engine)
    engine.dispose()
