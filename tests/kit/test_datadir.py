"""One data folder, one process."""

import subprocess
import sys
from pathlib import Path

import pytest

from council.app import open_database
from council.config import Settings
from council.kit import datadir

TAKE = "import sys; from pathlib import Path; from council.kit import datadir; datadir.take(Path(sys.argv[1]))"
HOLD = TAKE + "; print('held', flush=True); sys.stdin.read()"


def take_elsewhere(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", TAKE, str(folder)], capture_output=True, text=True, check=False)


def test_a_second_process_is_told_what_to_do(tmp_path: Path) -> None:
    datadir.take(tmp_path)
    second = take_elsewhere(tmp_path)
    assert second.returncode == 1
    assert "正由另一个进程使用" in second.stderr
    datadir.give_back(tmp_path)
    assert take_elsewhere(tmp_path).returncode == 0


def test_we_are_the_second_process(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    with pytest.raises(datadir.InUse, match="in use by another process"):
        open_database(Settings(data=tmp_path))
    assert not (tmp_path / "council.db").exists(), "refused before it touches the file"
    other.kill()  # as a crash would: the lock goes with the process, nothing has to be tidied
    other.communicate()
    datadir.take(tmp_path)
    datadir.give_back(tmp_path)


def test_taking_twice_in_one_process_is_taking_once(tmp_path: Path) -> None:
    datadir.take(tmp_path)
    datadir.take(tmp_path / "." / "")
    datadir.give_back(tmp_path)
    assert take_elsewhere(tmp_path).returncode == 0
    datadir.give_back(tmp_path)


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "数据" / "柳桥"
    datadir.take(folder)
    assert folder.is_dir()
    datadir.give_back(folder)
