"""On what machine and with which programs it was measured: figures mean nothing without."""

import os
import platform
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from council.kit import clock

LIBRARIES = ("starlette", "uvicorn", "uvloop", "httptools", "jinja2", "sqlalchemy", "sqlmodel", "brotli")


def environment(folder: Path) -> dict[str, str]:
    """What stands above every report. `folder` is where the data lies."""
    libraries = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return {
        "date": clock.today().isoformat(),
        "commit": _commit(),
        "machine": f"{os.cpu_count()} × {_processor()}, {_memory()} GiB, {platform.system()} {platform.release()}",
        "disk": _file_system(folder),
        "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
        "programs": f"Python {sys.version.split()[0]} SQLite {sqlite3.sqlite_version} {libraries}",
    }


def _commit() -> str:
    """The commit this program is at, where it runs from its repository; a star after it: and something was changed."""
    here = Path(__file__).parent
    try:
        told = ["git", "-C", str(here), "describe", "--always", "--dirty=*", "--abbrev=8", "--exclude=*"]
        return subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return version("council")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _file_system(folder: Path) -> str:
    told = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "?"
