"""The wheel, built and installed into a clean environment, serves the demo with its templates, files and words."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 90  # seconds until the demo must answer, on a busy machine


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel, and borrows only the libraries from this one."""
    folder = tmp_path_factory.mktemp("packaging")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(next(folder.glob("*.whl")))]
    subprocess.run(install, check=True, capture_output=True)
    return python


@pytest.fixture
def demo(installed: Path, tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(installed), "-m", "council", "demo", "--port", str(port), "--data", str(tmp_path / "data")]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COUNCIL_", "PYTHON"))}
    with subprocess.Popen(command, cwd=tmp_path, env=clean, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.communicate(timeout=20)


def fetched(address: str) -> str:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_the_installed_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = [str(installed), "-c", "import council; print(council.__file__)"]
    place = subprocess.run(where, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert str(installed.parent.parent) in place


def test_the_wheel_serves_the_demo(demo: str) -> None:
    assert "云溪县" in fetched(f"{demo}/")
    home = fetched(f"{demo}/yunxi/liutang")
    assert "柳塘村" in home, "its templates"
    assert "眼下的事" in home, "its words"
    assert "--pine" in fetched(f"{demo}/static/council.css"), "its static files"
    assert "13 席" in fetched(f"{demo}/yunxi/liutang/rules"), "its charters"
