"""Starting the real server and killing it."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException

LONGEST_START = 30  # seconds


def free_port() -> int:
    """Below the ports that the system gives to clients: else whoever asks whether anyone listens may meet itself."""
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", random.randint(20_000, 32_000))) as free:
            number: int = free.getsockname()[1]
            return number


class Servers:
    """One server after the other on the same data: `council serve`, forked from a process that has imported it."""

    def __init__(self, words: list[str], environment: dict[str, str]):
        self.port = free_port()
        self.words = ["serve", "--port", str(self.port), *words]
        self.environment = environment
        self.forks = subprocess.Popen(
            [sys.executable, "-m", "tests.slow.forks"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._said() == "ready"

    def start(self) -> int:
        """Start a server and wait until it answers; the number of its process."""
        assert self.forks.stdin
        self.forks.stdin.write(json.dumps([self.words, self.environment]) + "\n")
        self.forks.stdin.flush()
        process = int(self._said())
        until = time.monotonic() + LONGEST_START
        while not self._answers():
            assert time.monotonic() < until, "the server does not start"
            assert self._runs(process), "the server ended by itself"
            time.sleep(0.005)
        return process

    def kill(self, process: int) -> None:
        """As the power, the kernel or an impatient administrator would: SIGKILL, to its workers too."""
        os.killpg(process, signal.SIGKILL)
        self.await_end(process)

    def stop(self, process: int) -> None:
        os.kill(process, signal.SIGTERM)
        self.await_end(process)

    def await_end(self, process: int) -> None:
        until = time.monotonic() + LONGEST_START
        while self._runs(process):
            assert time.monotonic() < until, "the server does not end"
            time.sleep(0.002)

    def end(self) -> None:
        self.forks.communicate()

    def _said(self) -> str:
        assert self.forks.stdout
        return self.forks.stdout.readline().strip()

    def _answers(self) -> bool:
        """Not whether anyone listens: before it starts, the server itself listens for a moment, to see if it can."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_START)
        with closing(asked), suppress(OSError, HTTPException):
            asked.request("GET", "/static/icon.svg")
            return asked.getresponse().status == 200
        return False

    @staticmethod
    def _runs(process: int) -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        return True


@contextmanager
def servers_of(words: list[str], environment: dict[str, str]) -> Iterator[Servers]:
    servers = Servers(words, environment)
    try:
        yield servers
    finally:
        servers.end()
