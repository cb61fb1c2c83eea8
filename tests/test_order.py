"""Imports go down only; the law knows only the standard library; the room's files keep their meaning."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = [
    "bench", "app", "hall", "oversight", "works", "openness", "procedure", "votes", "meetings", "motions", "seats",
    "places", "people", "ledger", "charters", "kit", "rules",
]  # fmt: skip
CODE = Path(__file__).parent.parent / "council"
FILES = sorted(p for p in CODE.rglob("*.py") if "migrations" not in p.parts)
OPEN_TO_ALL = {"config"}  # settings are plain values


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def floor_of(path: Path) -> str:
    return path.relative_to(CODE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(CODE)))
def test_imports_go_down_only(path: Path) -> None:
    floor = floor_of(path)
    if floor not in FLOORS or floor in ("bench", "app"):
        return
    above = FLOORS[: FLOORS.index(floor)]
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "council" or len(parts) == 1 or parts[1] in OPEN_TO_ALL:
            continue
        assert parts[1] in FLOORS, f"{path}: {name}"
        assert parts[1] not in above, f"{path} ({floor}) imports {name}, which stands above it"


def test_only_the_command_knows_the_bench_and_only_when_it_is_asked() -> None:
    """A server that is started pays nothing for it."""
    for path in FILES:
        if floor_of(path) == "bench":
            continue
        tree = ast.parse(path.read_text("utf-8"))
        knowing = [n for n in imported(path) if n.split(".")[:2] == ["council", "bench"]]
        assert not knowing or path.name == "__main__.py", path
        at_once = [n.module for n in tree.body if isinstance(n, ast.ImportFrom) and n.module]
        assert not [name for name in at_once if name.startswith("council.bench")], path


@pytest.mark.parametrize("path", sorted((CODE / "rules").glob("*.py")), ids=lambda p: p.name)
def test_the_law_imports_only_the_standard_library(path: Path) -> None:
    for name in imported(path):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("council.rules"), name


@pytest.mark.parametrize("path", sorted(CODE.glob("*/acts.py")) + sorted(CODE.glob("*/tables.py")), ids=str)
def test_acts_and_tables_know_no_web(path: Path) -> None:
    assert not [n for n in imported(path) if n.startswith(("starlette", "council.kit.web"))]


@pytest.mark.parametrize("path", sorted(CODE.glob("*/*.py")), ids=lambda p: str(p.relative_to(CODE)))
def test_within_a_room_pages_stand_on_acts_and_acts_on_tables(path: Path) -> None:
    room = path.parent.name
    forbidden = {"tables": ("acts", "pages"), "acts": ("pages",)}.get(path.stem, ())
    for name in imported(path):
        assert name not in {f"council.{room}.{part}" for part in forbidden}, name


def test_only_passwords_knows_passlib() -> None:
    knowing = {str(p.relative_to(CODE)) for p in FILES for n in imported(p) if n.split(".")[0] == "passlib"}
    assert knowing == {"people/passwords.py"}


def test_only_the_clock_asks_the_time() -> None:
    asking = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("now", "utcnow", "today") and path.name != "clock.py":
                owner = ast.unparse(node.value)
                if owner in ("datetime", "date", "datetime.datetime", "datetime.date"):
                    asking.add(str(path.relative_to(CODE)))
    assert not asking
