"""A copy of the whole database in one file that fits SQLite and PostgreSQL alike (the way back: kit/restore.py).

The file is a zip: each table a file of JSON lines, in the order in which they can be filled again, and a manifest with
the step of the migrations, every column's kind, and a hash of every table. It is written from one snapshot, so the
server may go on serving; it is read back before it counts; it goes back only into an empty place.
"""

import base64
import hashlib
import json
import os
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from sqlalchemy import BigInteger, Boolean, Connection, Date, LargeBinary, MetaData, Table, Text, Uuid, select, text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

MANIFEST = "manifest.json"
FORM = 1
ROWS_AT_ONCE = 1000
MOST_LINE = 1 << 24
KINDS: dict[str, TypeEngine[Any]] = {
    "uuid": Uuid(), "time": UTCDateTime(), "date": Date(), "bytes": LargeBinary(), "int": BigInteger(), "text": Text(),
    "bool": Boolean(),
}  # fmt: skip
"""What a column may hold; by these names a backup is read long after its tables have changed."""


class Damaged(Exception):
    """This is no backup, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table as the manifest describes it."""

    name: str
    columns: tuple[tuple[str, str], ...]  # name and kind
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    revision: str
    tables: tuple[Kept, ...]

    @property
    def rows(self) -> int:
        return sum(kept.rows for kept in self.tables)


# ── writing ──


def write_backup(connection: Connection, metadata: MetaData, left_out: Collection[str], path: Path) -> Manifest:
    """Write every table but those left out, as `connection`'s snapshot sees them. Never over a file that stands."""
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is None:
        raise Damaged("no migration has run here")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds phones and password hashes
    try:
        with os.fdopen(descriptor, "wb") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                tables = [each for each in metadata.sorted_tables if each.name not in left_out]
                manifest = Manifest(str(revision), tuple(_write_table(connection, each, archive) for each in tables))
                archive.writestr(MANIFEST, _manifest_text(manifest))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise
    return manifest


def _write_table(connection: Connection, one: Table, archive: ZipFile) -> Kept:
    columns = tuple((each.name, _kind(each.type)) for each in one.columns)
    at_once = one.info.get("rows_at_once", ROWS_AT_ONCE)
    query = select(one).order_by(*one.primary_key.columns).execution_options(yield_per=at_once)
    digest, count = hashlib.sha256(), 0
    with archive.open(_packed(file_of(one.name)), "w", force_zip64=True) as file:
        for row in connection.execute(query):
            line = json.dumps([_written(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode()
            file.write(line + b"\n")
            digest.update(line + b"\n")
            count += 1
    return Kept(one.name, columns, count, digest.hexdigest())


def _packed(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def _kind(stored: TypeEngine[Any]) -> str:
    python = (stored.impl_instance if isinstance(stored, TypeDecorator) else stored).python_type
    return {UUID: "uuid", datetime: "time", date: "date", bytes: "bytes", bool: "bool", int: "int", str: "text"}[python]


def _written(value: Any) -> int | str | None:
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.hex if isinstance(value, UUID) else str(value.isoformat())


def _manifest_text(manifest: Manifest) -> str:
    tables = [
        {"name": kept.name, "columns": kept.columns, "rows": kept.rows, "sha256": kept.sha256}
        for kept in manifest.tables
    ]
    return json.dumps({"council_backup": FORM, "revision": manifest.revision, "tables": tables}, indent=1)


# ── reading back ──


def read_manifest(path: Path) -> Manifest:
    """What a backup holds, after every byte of it was read and its hashes were right; else Damaged."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(archive)
            for kept in manifest.tables:
                _check(archive, kept)
    except (
        BadZipFile,
        OSError,
        EOFError,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        ValueError,
        KeyError,
        TypeError,
    ):
        raise Damaged from None
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    read = json.loads(archive.read(MANIFEST))
    if read["council_backup"] != FORM:
        raise Damaged
    tables = tuple(
        Kept(each["name"], tuple((name, kind) for name, kind in each["columns"]), each["rows"], each["sha256"])
        for each in read["tables"]
    )
    named = {MANIFEST, *(file_of(kept.name) for kept in tables)}
    if sorted(archive.namelist()) != sorted(named) or not all(kind in KINDS for t in tables for _, kind in t.columns):
        raise Damaged
    return Manifest(read["revision"], tables)


def _check(archive: ZipFile, kept: Kept) -> None:
    digest, count = hashlib.sha256(), 0
    with archive.open(file_of(kept.name)) as file:
        while line := file.readline(MOST_LINE):
            digest.update(line)
            count += 1
    if digest.hexdigest() != kept.sha256 or count != kept.rows:
        raise Damaged


def file_of(name: str) -> str:
    return f"tables/{name}.jsonl"
