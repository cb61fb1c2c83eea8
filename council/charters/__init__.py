"""The law as data: charters, rule sets and the matter catalogue, read once from the TOML beside this file."""

from functools import cache
from importlib.resources import files

from council.charters import reading
from council.charters.charter_file import read_charter
from council.charters.matter_file import read_matters
from council.charters.path_file import read_paths
from council.charters.rule_set_file import RuleSet, read_rule_sets
from council.rules.charter import Charter
from council.rules.matters import Matter
from council.rules.path import Path

CHARTERS = ("yishihui", "village_council", "committee", "supervisory")


def load(text: str, where: str) -> Charter:
    """The charter written in `text`; a CharterFault names the field, and `where` as its file."""
    with reading.file(where):
        return read_charter(reading.read(text))


def load_rule_sets(text: str, where: str) -> dict[str, RuleSet]:
    """The rule sets written in `text`."""
    with reading.file(where):
        return read_rule_sets(reading.read(text))


def load_matters(text: str, where: str) -> dict[str, Matter]:
    """The matter catalogue written in `text`, in its order."""
    with reading.file(where):
        return read_matters(reading.read(text))


@cache
def charters() -> tuple[Charter, ...]:
    """Every charter a body may have."""
    return tuple(load(_text(f"{key}.toml"), f"{key}.toml") for key in CHARTERS)


def charter(key: str) -> Charter:
    """The charter of this key; KeyError where there is none."""
    return {one.key: one for one in charters()}[key]


@cache
def _rule_sets() -> dict[str, RuleSet]:
    return load_rule_sets(_text("rule_sets.toml"), "rule_sets.toml")


def rule_set(key: str) -> RuleSet:
    """The rule a kind of meeting decides under, with its source; KeyError where there is none."""
    return _rule_sets()[key]


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
