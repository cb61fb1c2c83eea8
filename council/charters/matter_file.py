"""From TOML to the catalogue of matters."""

from council.charters.reading import Table, built, named, sources
from council.rules.charter import Source
from council.rules.matters import Matter, Organ


def read_matters(file: Table) -> dict[str, Matter]:
    """The catalogue in the order of the file."""
    listed = sources(file)
    table = file.table("matters")
    catalogue = {key: _matter(key, table.table(key), listed) for key in list(table.values)}
    table.done(None)
    return file.done(catalogue)


def _matter(key: str, table: Table, listed: dict[str, Source]) -> Matter:
    name, source = table.name("name"), named(listed, table)
    decided_by, advise = _organs(table, "decided_by"), _organs(table, "advise")
    return table.done(built(table.at, lambda: Matter(key, name, decided_by, advise, source)))


def _organs(table: Table, key: str) -> tuple[Organ, ...]:
    words = table.texts(key)
    return built(table.field(key), lambda: tuple(Organ(word) for word in words))
