"""The law as data: charters and the matter catalogue, read once from the TOML beside this file."""

from functools import cache
from importlib.resources import files

from council.charters import reading
from council.charters.charter_file import read_charter
from council.charters.matter_file import read_matters
from council.charters.path_file import read_paths
from council.rules.charter import Charter, CharterFault
from council.rules.matters import Matter
from council.rules.path import Path

CHARTERS = (
    "yishihui", "village_council",
    "representatives", "representatives_zhejiang", "representatives_shandong", "representatives_chongqing",
    "representatives_xiawei", "residents_representatives",
    "assembly_adults", "assembly_households", "assembly_adults_chongqing",
    "residents_assembly", "residents_assembly_households",
    "committee", "residents_committee", "two_committees", "party_branch", "party_members",
    "supervisory", "supervisory_zhejiang", "collective", "collective_representatives",
)  # fmt: skip


def load(text: str, where: str) -> Charter:
    """The charter written in `text`; a CharterFault names the field, and `where` as its file.

    A file that `extends` another one says only what differs from it.
    """
    with reading.file(where):
        return read_charter(_whole(reading.read(text)))


def _whole(file: reading.Table) -> reading.Table:
    """The file laid over the one it extends, table by table; of the sources, over each of them."""
    if not file.has("extends"):
        return file
    base = file.text("extends")
    if base not in CHARTERS:
        raise CharterFault("extends", f"{base} is no charter")
    below = _whole(reading.read(_text(f"{base}.toml")))
    own, theirs = file.values.get("sources"), below.values.get("sources")
    sources = {**theirs, **own} if isinstance(own, dict) and isinstance(theirs, dict) else own or theirs
    return reading.Table({**below.values, **file.values, "sources": sources})


def load_matters(text: str, where: str) -> dict[str, Matter]:
    """The matter catalogue written in `text`, in its order."""
    with reading.file(where):
        return read_matters(reading.read(text))


@cache
def charters() -> tuple[Charter, ...]:
    """Every charter a body may have."""
    return tuple(_charters().values())


@cache
def _charters() -> dict[str, Charter]:
    return {key: load(_text(f"{key}.toml"), f"{key}.toml") for key in CHARTERS}


def charter(key: str) -> Charter:
    """The charter of this key; KeyError where there is none."""
    return _charters()[key]


def counted_by(law: Charter, how: str) -> Charter | None:
    """The charter under which a meeting of this body counts 'persons' or 'households'; None where it cannot."""
    if law.count_by == how:
        return law
    other = charter(law.or_counted) if law.or_counted else None
    return other if other and other.count_by == how else None


def alike(law: Charter) -> tuple[Charter, ...]:
    """The charters a body under this one may change to: of its kind, with the same categories and openness."""

    def plan(one: Charter) -> tuple[object, ...]:
        return one.kind, one.roll, [category.key for category in one.categories]

    return tuple(one for one in charters() if plan(one) == plan(law))


@cache
def _matters() -> dict[str, Matter]:
    return load_matters(_text("matters.toml"), "matters.toml")


def matters() -> tuple[Matter, ...]:
    """The catalogue in its order: what a council settles first, then what the law gives to others."""
    return tuple(_matters().values())


def matter(key: str) -> Matter:
    """The matter of this key; KeyError where there is none."""
    return _matters()[key]


def load_paths(text: str, where: str) -> dict[str, Path]:
    """The paths written in `text`, in its order."""
    with reading.file(where):
        return read_paths(reading.read(text))


@cache
def _paths() -> dict[str, Path]:
    return load_paths(_text("paths.toml"), "paths.toml")


def paths() -> tuple[Path, ...]:
    """Every path a matter may walk, the council's short one first."""
    return tuple(_paths().values())


def path(key: str) -> Path:
    """The path of this key; KeyError where there is none."""
    return _paths()[key]


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
