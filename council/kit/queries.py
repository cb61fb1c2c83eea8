"""Named queries: Core statements built once, when a room is imported, and asked with other values each time.

    BODIES = select(col(Body.key), …).where(col(Body.community_id) == bindparam("community"))
    db.execute(BODIES, {"community": community}).all()

A Session takes them as they stand. On SQLite each is compiled once and run by the driver, for pages and for acts, whose
tuples are changed as the types of the columns say: a fifth of what SQLAlchemy's own way costs, and a fiftieth of
building the statement at each call. An INSERT or UPDATE of one row is done the same way.
"""

import re
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Query = Select[*tuple[Any, ...]]
Writing = Insert | Update
Values = Mapping[str, Any]
Rows = list[tuple[Any, ...]]
Change = Callable[[Any], Any]

MOST_QUERIES = 1000  # were there more, one would be built at each call
MOST_IN = 64  # values of an IN: up to so many, the statement for each number of them is kept
KEPT = 4096  # of each type: ids, days, moments whose text is not read again


SIGNS = re.compile("[/%_]")
ESCAPE = "/"


def escaped(words: str) -> str:
    """Words as LIKE takes them for themselves, where its escape is ESCAPE."""
    return SIGNS.sub(rf"{ESCAPE}\g<0>", words)


class Found:
    """All that was found, or how many rows were changed: what pages and acts ask of SQLAlchemy's Result."""

    __slots__ = ("rowcount", "rows")

    def __init__(self, rows: Rows, rowcount: int = -1):
        self.rows, self.rowcount = rows, rowcount

    def all(self) -> Rows:
        return self.rows

    def first(self) -> tuple[Any, ...] | None:
        return self.rows[0] if self.rows else None

    def one(self) -> tuple[Any, ...]:
        (row,) = self.rows
        return row

    def scalar(self) -> Any:
        return self.rows[0][0] if self.rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> list[Any]:
        return [row[0] for row in self.rows]


class Driven:
    """The named queries of an SQLite database, as its driver takes them."""

    def __init__(self, dialect: Dialect):
        self.dialect = dialect
        self.compiled: dict[Query, Compiled] = {}
        self.changes: dict[tuple[Writing, tuple[str, ...]], Compiled | None] = {}
        self.reads: dict[str, Change | None] = {}

    def rows(self, connection: sqlite3.Connection, query: Query, values: Values) -> Rows:
        """All that it finds: an answer left open would pin the snapshot."""
        compiled = self.compiled.get(query) or self._compile(query)
        return compiled.read(self.run(connection, *compiled.asked(values))[0])

    def change(self, connection: sqlite3.Connection, change: Writing, values: Values) -> int | None:
        """Do it for one row. The answer is how many rows were changed; None where SQLAlchemy has to do it, because it
        adds something of its own."""
        key = (change, tuple(values))
        compiled = self.changes.get(key)
        if compiled is None and key not in self.changes and len(self.changes) < MOST_QUERIES:
            compiled = self.changes[key] = self._compile_change(*key)
        return self.run(connection, *compiled.asked(values))[1] if compiled else None

    def run(self, connection: sqlite3.Connection, statement: str, given: Sequence[Any] = ()) -> tuple[Rows, int]:
        """What a statement found, and how many rows it changed. Its trouble is told as SQLAlchemy would."""
        try:
            cursor = connection.execute(statement, given)
            return cursor.fetchall(), cursor.rowcount
        except sqlite3.Error as trouble:
            raise DBAPIError.instance(statement, given, trouble, sqlite3.Error, dialect=self.dialect) from trouble

    def _compile(self, query: Query) -> "Compiled":
        if len(self.compiled) >= MOST_QUERIES:
            raise RuntimeError("a query that is asked with values is built once, at import")
        reads = [self._reading(column.type) for column in query.selected_columns]
        changes = [(at, read) for at, read in enumerate(reads) if read]
        self.compiled[query] = Compiled(query.compile(dialect=self.dialect), changes)
        return self.compiled[query]

    def _compile_change(self, change: Writing, names: tuple[str, ...]) -> "Compiled | None":
        compiled = change.compile(dialect=self.dialect, column_keys=list(names))
        added = compiled.insert_prefetch or compiled.update_prefetch or compiled.effective_returning
        return None if added else Compiled(compiled, [])

    def _reading(self, kind: TypeEngine[Any]) -> Change | None:
        """How a value of this type is read from what SQLite holds; what was read before stands ready."""
        name = repr(kind)
        if name not in self.reads:
            read = kind.dialect_impl(self.dialect).result_processor(self.dialect, None)
            self.reads[name] = lru_cache(KEPT)(read) if read else None
        return self.reads[name]


class ByName:
    """A named query whose rows are read by the names of its columns: row.title, row._asdict()."""

    def __init__(self, query: Query):
        self.query = query
        self.row: Any = namedtuple("Row", [column.key for column in query.selected_columns])  # type: ignore[misc]

    def rows(self, db: "Asks", values: Values) -> list[Any]:
        return [self.row._make(row) for row in db.execute(self.query, values).all()]


class Asks(Protocol):
    """A snapshot or an act's session."""

    def execute(self, query: Query, values: Values, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Form:
    """A query with so many values in each IN: its text, the names in their order, what stands in it already."""

    statement: str
    places: tuple[tuple[str, Change | None], ...]
    fixed: Values


class Compiled:
    """A query, and which of its columns are changed when they are read."""

    def __init__(self, compiled: SQLCompiler, changes: list[tuple[int, Change]]):
        self.compiled, self.changes = compiled, changes
        self.binds = {name: bind for bind, name in compiled.bind_names.items()}
        self.lists = tuple(name for name, bind in self.binds.items() if bind.expanding and bind.required)
        self.forms: dict[tuple[int, ...], Form] = {}

    def asked(self, values: Values) -> tuple[str, list[Any]]:
        """The statement, and the values in its order."""
        lengths = tuple([len(values[name]) for name in self.lists]) if self.lists else ()
        form = self.forms.get(lengths) or self._form(lengths)
        given = {**form.fixed, **values} if form.fixed else values
        for name in self.lists:
            given = {**given, **{f"{name}_{at}": value for at, value in enumerate(values[name], 1)}}
        return form.statement, [write(given[name]) if write else given[name] for name, write in form.places]

    def read(self, found: Rows) -> Rows:
        """The rows as the types of their columns say."""
        if not self.changes:
            return found
        rows = []
        for row in found:
            changed = list(row)
            for at, read in self.changes:
                if (value := changed[at]) is not None:
                    changed[at] = read(value)
            rows.append(tuple(changed))
        return rows

    def _form(self, lengths: tuple[int, ...]) -> Form:
        listed = {name: [None] * length for name, length in zip(self.lists, lengths, strict=True)}
        asked = {name: None for name, bind in self.binds.items() if bind.required} | listed
        state = self.compiled.construct_expanded_state(asked)
        of = {name: name for name in state.parameters}
        of |= {one: name for name, all_of_it in state.parameter_expansion.items() for one in all_of_it}
        places = tuple((name, self._writing(of[name])) for name in state.positiontup or ())
        fixed = {name: value for name, value in state.parameters.items() if of[name] not in asked}
        form = Form(state.statement, places, fixed)
        if max(lengths, default=0) <= MOST_IN:
            self.forms[lengths] = form
        return form

    def _writing(self, name: str) -> Change | None:
        kind, dialect = self.binds[name].type, self.compiled.dialect
        write = kind.dialect_impl(dialect).bind_processor(dialect)
        return lru_cache(KEPT)(write) if write and isinstance(kind, UTCDateTime) else write  # an act tells one often
