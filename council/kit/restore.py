"""Filling an empty place from a backup, on SQLite or PostgreSQL, whichever it came from."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, column, insert, inspect, table, text

from council.kit.backup import KINDS, ROWS_AT_ONCE, Kept, Manifest, file_of, read_manifest
from council.kit.engines import without_triggers
from council.rules.refusal import Refusal


def restore(engine: Engine, path: Path, upgrade: Callable[[Engine, str], None]) -> Manifest:
    """Fill an empty database from a backup: its tables as they were at its step, its rows, then the newest step.

    Everything goes in with one transaction, so a restore that is killed leaves the place empty.
    """
    manifest = read_manifest(path)
    if refusal := may_restore(engine):
        raise refusal
    upgrade(engine, manifest.revision)
    with engine.begin() as connection, ZipFile(path) as archive, without_triggers(connection):
        for kept in manifest.tables:
            _fill(connection, archive, kept)
    upgrade(engine, "head")
    return manifest


def may_restore(engine: Engine) -> Refusal | None:
    """Only a place where nothing is kept may be filled from a backup."""
    with engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            quoted = connection.dialect.identifier_preparer.quote(name)
            if name != "alembic_version" and connection.execute(text(f"SELECT 1 FROM {quoted} LIMIT 1")).first():
                return Refusal("There is something in this place already. A backup goes back only into an empty one.")
    return None


def _fill(connection: Connection, archive: ZipFile, kept: Kept) -> None:
    into = table(kept.name, *(column(name, KINDS[kind]) for name, kind in kept.columns))
    with archive.open(file_of(kept.name)) as file:
        rows = _rows(iter(file.readline, b""), kept.columns)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            connection.execute(insert(into), some)


def _rows(lines: Iterator[bytes], columns: tuple[tuple[str, str], ...]) -> Iterator[dict[str, Any]]:
    for line in lines:
        values = json.loads(line)
        yield {name: _read(kind, value) for (name, kind), value in zip(columns, values, strict=True)}


def _read(kind: str, value: Any) -> Any:
    if value is None or kind in ("int", "text"):
        return value
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "uuid":
        return UUID(value)
    return date.fromisoformat(value) if kind == "date" else datetime.fromisoformat(value).astimezone(UTC)
