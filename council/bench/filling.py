"""Filling an empty database with generated rows, as fast as the driver takes them: PostgreSQL by COPY."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, make_url
from sqlalchemy.engine.interfaces import Dialect
from sqlmodel import SQLModel

import council.tables  # noqa: F401  all of them are known
from council.bench.chronicle import Row

ORDER = (
    "county", "township", "community", "community_slug", "community_label", "ledger_head", "contacts", "membership",
    "role", "slip", "account", "account_membership", "sign_in_name", "session", "body", "seat", "tenure",
    "ledger_entry", "ledger_opening", "motion", "motion_count", "motion_version", "vote", "roll", "ballot",
)  # fmt: skip
"""Tables in the order in which their rows rest on one another."""

Packed = list[tuple[str, list[list[Any]]]]
"""Tables and their rows, every value as the driver wants it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the driver of a kind of database wants its values. It goes along to other processes."""

    url: str  # of any database of this kind

    def packed(self, rows: Mapping[str, Sequence[Row]]) -> Packed:
        """What a row leaves out is null."""
        dialect: Dialect = make_url(self.url).get_dialect()()
        return [(name, _values(name, rows[name], dialect)) for name in ORDER if rows.get(name)]


def _values(table: str, rows: Sequence[Row], dialect: Dialect) -> list[list[Any]]:
    columns: list[tuple[str, Callable[[Any], Any] | None]] = [
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect))
        for column in SQLModel.metadata.tables[table].columns
    ]
    return [[as_kept(row.get(name)) if as_kept else row.get(name) for name, as_kept in columns] for row in rows]


class Filler:
    """Writes rows through one connection."""

    def __init__(self, connection: Connection):
        self.driver: Any = connection.connection.driver_connection
        self.wanted = Wanted(f"{connection.dialect.name}+{connection.dialect.driver}://")

    def fill(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self.write(self.wanted.packed(rows))

    def write(self, packed: Packed) -> None:
        for table, values in packed:
            names = SQLModel.metadata.tables[table].columns.keys()
            if "sqlite" in self.wanted.url:
                marks = ", ".join("?" * len(names))
                self.driver.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", values)
                continue
            with self.driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
