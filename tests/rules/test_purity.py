"""The law is exact and alone: no float, no clock, no I/O, nothing but the standard library and itself."""

import ast
from pathlib import Path

import pytest

import council.rules

FILES = sorted(Path(council.rules.__path__[0]).glob("*.py"))
ALLOWED = {
    "collections", "collections.abc", "dataclasses", "datetime", "enum", "fractions", "hashlib", "json",
    "types", "typing", "unicodedata",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_float_occurs(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id == "float"), node.lineno
        assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)), node.lineno


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_exact_parts_of_the_standard_library_are_imported(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name in ALLOWED or name.startswith("council.rules."), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_clock_is_read_and_no_file_opened(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "today", "utcnow", "read_text", "open"), node.lineno
        assert not (isinstance(node, ast.Name) and node.id in ("open", "print", "input")), getattr(node, "lineno", 0)
