"""An empty database on the PostgreSQL of the suite, where not even a migration has run."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine


@contextmanager
def empty_postgres(server: str) -> Iterator[str]:
    admin, name = create_engine(server, isolation_level="AUTOCOMMIT"), f"empty_{uuid4().hex[:8]}"
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()
