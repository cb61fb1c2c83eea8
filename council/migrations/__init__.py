"""Numbered steps, forward only, the same on SQLite and PostgreSQL."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HERE = Path(__file__).parent
NEWEST = max(path.name[:4] for path in (HERE / "versions").glob("[0-9]*.py"))
"""The number of the last step; a step's revision is the number that its file begins with."""


class UnknownStep(Exception):
    """A step of another version of this program."""


def upgrade(engine: Engine, step: str = "head") -> None:
    """Bring the database to a step, the newest by default."""
    if step == "head" and is_newest(engine):
        return
    from alembic import command  # 10 MiB that a server at work need not hold
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = engine
    try:
        command.upgrade(config, step)
    except CommandError:
        raise UnknownStep from None


def is_newest(engine: Engine) -> bool:
    """Whether nothing is left to be done to this database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == NEWEST
