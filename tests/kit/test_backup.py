"""What is backed up comes back whole, from either database into either, and only into an empty place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select, text

from council.kit.act import Act
from council.kit.backup import Damaged, Manifest, read_manifest, write_backup
from council.kit.db import Database
from council.kit.engines import writing_engine
from council.kit.restore import restore
from council.ledger.acts import record
from council.migrations import upgrade
from council.rules.refusal import Refusal
from council.tables import metadata
from tests.kit.empty import empty_postgres
from tests.village import Village

LEFT_OUT = ("session", "known_device", "failed_tries")


def everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


def back_up(database: Database, path: Path) -> Manifest:
    return database.read_now(lambda db: write_backup(db.connection, metadata, LEFT_OUT, path))


@pytest.fixture
def written(village: Village) -> Village:
    def write(act: Act) -> None:
        record(act, "motion.put", actor="seat:yishihui/7", sealed={"title": "装路灯\n“十二”盏"})

    village.do(7, write)
    return village


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty place, where not even a migration has run."""
    if request.param == "sqlite":
        engine = writing_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        yield engine
        engine.dispose()
        return
    with empty_postgres(request.getfixturevalue("postgres_url")) as url:
        engine = writing_engine(url)
        yield engine
        engine.dispose()


def test_a_backup_comes_back_whole(written: Village, empty: Engine, tmp_path: Path) -> None:
    manifest = back_up(written.db, tmp_path / "b.zip")
    assert read_manifest(tmp_path / "b.zip") == manifest
    assert restore(empty, tmp_path / "b.zip", upgrade) == manifest
    assert everything(empty) == everything(written.db.writing)
    assert manifest.rows > 40


def test_the_walls_stand_again_after_a_restore(written: Village, empty: Engine, tmp_path: Path) -> None:
    back_up(written.db, tmp_path / "b.zip")
    restore(empty, tmp_path / "b.zip", upgrade)
    with empty.connect() as connection, pytest.raises(Exception, match="an entry is never changed"):
        connection.execute(text("DELETE FROM ledger_entry"))


def test_sessions_known_devices_and_failed_tries_are_left_out(written: Village, tmp_path: Path) -> None:
    back_up(written.db, tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as archive:
        names = archive.namelist()
    assert "tables/membership.jsonl" in names
    assert not [name for name in names if any(table in name for table in LEFT_OUT)]


def test_a_backup_never_goes_over_a_file(written: Village, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(FileExistsError):
        back_up(written.db, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_only_its_owner_may_read_a_backup(written: Village, tmp_path: Path) -> None:
    back_up(written.db, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_backup_goes_back_only_into_an_empty_place(written: Village, tmp_path: Path) -> None:
    back_up(written.db, tmp_path / "b.zip")
    before = everything(written.db.writing)
    with pytest.raises(Refusal, match="only into an empty one"):
        restore(written.db.writing, tmp_path / "b.zip", upgrade)
    assert everything(written.db.writing) == before


def test_a_damaged_backup_is_found_before_anything_is_changed(written: Village, empty: Engine, tmp_path: Path) -> None:
    back_up(written.db, tmp_path / "b.zip")
    with ZipFile(tmp_path / "b.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for at, name in enumerate(files):
        with ZipFile(tmp_path / f"{at}.zip", "w") as archive:
            for each, content in files.items():
                archive.writestr(each, content.replace(b"1", b"2") + b"\n" if each == name else content)
        with pytest.raises(Damaged):
            restore(empty, tmp_path / f"{at}.zip", upgrade)
    for wrong in (b"", b"no zip", (tmp_path / "b.zip").read_bytes()[:-30]):
        (tmp_path / "wrong.zip").write_bytes(wrong)
        with pytest.raises(Damaged):
            read_manifest(tmp_path / "wrong.zip")
