"""One data folder, one process: a second writer is refused before it can harm the file."""

from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: msvcrt locks the same way
    fcntl = None  # type: ignore[assignment]
    import msvcrt

_held: dict[Path, IO[bytes]] = {}


class InUse(Exception):
    """Another process is working on this data folder."""

    def __init__(self, folder: Path):
        super().__init__(
            f"{folder} 正由另一个进程使用。请先停下它，或者用网页上的导入。\n"
            f"{folder} is in use by another process. Stop it first, or use the page in the browser."
        )


def take(folder: Path) -> None:
    """Lock the folder for this process until it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder.resolve() / "council.lock"
    if path in _held:
        return
    file = path.open("ab")
    try:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        file.close()
        raise InUse(folder) from None
    _held[path] = file


def give_back(folder: Path) -> None:
    if file := _held.pop(folder.resolve() / "council.lock", None):
        file.close()
