"""What a process has used is read from outside, to the microsecond, its children included."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from council.bench.processes import cpu_seconds, pss_mib, tree

BUSY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "b = bytearray(30_000_000); print('up', flush=True); input()"],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
while time.process_time() < 0.3:
    pass
print("worked", flush=True)
input()
child.communicate(b"end")
"""


@pytest.fixture
def busy() -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield process
    process.communicate(b"end\n")


def test_time_and_memory_of_a_process_and_its_child(busy: "subprocess.Popen[bytes]") -> None:
    assert busy.stdout
    assert busy.stdout.readline() == b"worked\n"
    used = cpu_seconds(busy.pid)
    assert 0.3 < used < 3
    assert cpu_seconds(busy.pid) - used < 0.005, "asking costs it nothing, and what waits uses nothing"
    assert len(tree(busy.pid)) == 2
    assert 30 < pss_mib(busy.pid) < 200
