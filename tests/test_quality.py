"""Types, lint, formatting and lengths, as part of the suite."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [["mypy"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    ids=["types", "lint", "format"],
)
def test_the_code_is_clean(command: list[str]) -> None:
    run = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_holds_two_concepts() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder, pattern in (("council", "*.py"), ("templates", "*.html"), ("static/css", "*.css"))
        for path in (ROOT / folder).rglob(pattern)
        if "versions" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > 250
    }
    assert not long


def test_the_vendored_scripts_are_what_they_say() -> None:

    for entry in json.loads((ROOT / "static/vendor/vendored.json").read_text("utf-8")):
        content = (ROOT / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
