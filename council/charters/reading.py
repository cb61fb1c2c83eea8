"""Reading TOML strictly: what is missing, of the wrong kind or unknown is a CharterFault that names it."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from council.rules.charter import CharterFault, Source
from council.rules.refusal import Name

T = TypeVar("T")


class Table:
    """A TOML table from which every key is taken once; `done` refuses what nobody took."""

    def __init__(self, values: dict[str, object], at: str = "") -> None:
        self.values = dict(values)
        self.at = at

    def field(self, key: str) -> str:
        """The key with the tables it stands in, as a fault names it."""
        return f"{self.at}.{key}" if self.at else key

    def has(self, key: str) -> bool:
        return key in self.values

    def take(self, key: str, kind: type[T]) -> T:
        """The value under `key`, which must be there and of this kind."""
        if key not in self.values:
            raise CharterFault(self.field(key), "is missing")
        value = self.values.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
            raise CharterFault(self.field(key), f"{value!r} is not {KINDS[kind]}")
        return value

    def text(self, key: str) -> str:
        text = self.take(key, str)
        if not text.strip():
            raise CharterFault(self.field(key), "is empty")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        texts = self.take(key, list)
        if not all(isinstance(text, str) and text.strip() for text in texts):
            raise CharterFault(self.field(key), f"{texts!r} is not a list of texts")
        return tuple(texts)

    def day(self, key: str) -> date:
        day = self.take(key, date)
        if isinstance(day, datetime):
            raise CharterFault(self.field(key), f"{day} is a time, not a day")
        return day

    def table(self, key: str) -> "Table":
        return Table(self.take(key, dict), self.field(key))

    def tables(self, key: str) -> "list[Table]":
        """A list of tables ([[key]]), each named by its place."""
        rows = self.take(key, list)
        if not all(isinstance(row, dict) for row in rows):
            raise CharterFault(self.field(key), "is not a list of tables")
        return [Table(row, f"{self.field(key)}.{place}") for place, row in enumerate(rows, 1)]

    def name(self, key: str) -> Name:
        table = self.table(key)
        return table.done(Name(table.text("zh"), table.text("en")))

    def done(self, result: T) -> T:
        """`result`, once nothing is left in the table."""
        for key in self.values:
            raise CharterFault(self.field(key), "is not known here")
        return result


KINDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    date: "a day",
}


@contextmanager
def file(where: str) -> Iterator[None]:
    """Any fault inside names the file it stands in."""
    try:
        yield
    except CharterFault as fault:
        raise CharterFault(fault.field, fault.message, where) from None


def read(text: str) -> Table:
    """The whole file as a table."""
    try:
        return Table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CharterFault("TOML", str(error)) from None


def built(field: str, build: Callable[[], T]) -> T:
    """What `build` makes; a ValueError of the rules becomes a fault of this field."""
    try:
        return build()
    except CharterFault:
        raise
    except ValueError as error:
        raise CharterFault(field, str(error)) from None


def source(table: Table) -> Source:
    """A source: its text in both languages and the days it is in force."""
    text = Name(table.text("zh"), table.text("en"))
    begins, ends = table.day("from"), table.day("until") if table.has("until") else None
    return table.done(built(table.at, lambda: Source(text, begins, ends)))


def sources(table: Table) -> dict[str, Source]:
    """The file's [sources.…], which its provisions name."""
    listed = table.table("sources")
    return listed.done({key: source(listed.table(key)) for key in list(listed.values)})


def named(listed: dict[str, Source], table: Table) -> Source:
    """The source this table names."""
    key = table.text("source")
    if key not in listed:
        raise CharterFault(table.field("source"), f"{key} is not among the sources")
    return listed[key]
