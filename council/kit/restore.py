"""Filling an empty place from a backup, on SQLite or PostgreSQL, whichever it came from."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from sqlalchemy import Connection, Engine, column, insert, inspect, table, text

from council.kit.backup import KINDS, MOST_LINE, ROWS_AT_ONCE, Kept, Manifest, file_of, read_manifest
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
        for lines in _some(iter(file.readline, b"")):
            connection.execute(insert(into), [_row(line, kept.columns) for line in lines])


def _some(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    """As many lines at once as memory holds easily: a picture's line is long."""
    some: list[bytes] = []
    weight = 0
    for line in lines:
        some.append(line)
        weight += len(line)
        if len(some) == ROWS_AT_ONCE or weight >= MOST_LINE:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _row(line: bytes, columns: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    values = zip(columns, json.loads(line), strict=True)
    return {name: _read(kind, value) for (name, kind), value in values}


def _read(kind: str, value: Any) -> Any:
    if value is None or kind in ("int", "text", "bool"):
        return value
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "uuid":
        return UUID(value)
    return date.fromisoformat(value) if kind == "date" else datetime.fromisoformat(value).astimezone(UTC)
