"""One suite, two databases: each test founds its own village, and nothing is cleaned."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from council.app import migrate, settle
from council.config import Settings
from council.kit import clock
from council.kit.db import Database, lock_row
from tests import postgres
from tests.village import Village
from tests.votes.scene import FOUNDED

REQUIRED = set(filter(None, os.environ.get("COUNCIL_REQUIRE", "").split(",")))


def skip(part: str, reason: str) -> None:
    """Skip a part that cannot run here, with its remedy; where it is required, fail."""
    if part in REQUIRED:
        pytest.fail(f"{part} is required (COUNCIL_REQUIRE) and cannot run: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    migrate(Settings(data=folder))
    return folder / "council.db"


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str, worker_id: str) -> str:
    return postgres.worker_database(testrun_uid, worker_id, skip)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database: a fresh copy of a file, or this worker's own on the cluster."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("postgres_url")
        return url
    template: Path = request.getfixturevalue("sqlite_template")
    shutil.copy(template, tmp_path / "council.db")
    return f"sqlite:///{tmp_path / 'council.db'}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, lock_row("ledger_head", database_url), settle)
    yield database
    database.close()


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    """Willow Bridge: thirteen seats, a clerk, a stranger (tests/village.py)."""
    return found()


@pytest.fixture
def found(database: Database) -> Callable[..., Village]:
    """Found another village: `found(charter="village_council", members=5)`, `found(vacant={12})`.

    On a day before everything that happens in these tests, whatever the day is on which they run.
    """

    def more(**wishes: object) -> Village:
        with clock.at(min(clock.now(), FOUNDED)):
            return Village.found(database, **wishes)  # type: ignore[arg-type]

    return more
