"""Numbered steps, forward only, the same on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine


class UnknownStep(Exception):
    """A step of another version of this program."""


def configuration(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, step: str = "head") -> None:
    """Bring the database to a step, the newest by default."""
    try:
        command.upgrade(configuration(engine), step)
    except CommandError:
        raise UnknownStep from None


def is_newest(engine: Engine) -> bool:
    """Whether nothing is left to be done to this database."""
    newest = ScriptDirectory.from_config(configuration(engine)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
