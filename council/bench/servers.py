"""The servers that are measured: `council serve` as anyone starts it, and the rungs beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from council.bench.client import Asked, ask
from council.bench.processes import cpu_seconds, pss_mib

LONGEST_START = 120.0  # seconds


class Server:
    """A process that answers on a port."""

    def __init__(self, words: Sequence[str], port: int, first: bytes, environment: dict[str, str] | None = None):
        """`first` is asked for until it comes; from then on the server counts as started."""
        self.words, self.port, self.first = words, port, first
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
        self.environment = kept | (environment or {})
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it; the answer is how many seconds passed until it gave its first answer."""
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while True:
            with suppress(OSError):
                if ask(self.port, Asked(get(self.first), b"200")).status == b"200":
                    return time.perf_counter() - begun
            if self.process.poll() is not None or time.perf_counter() - begun > LONGEST_START:
                self.kill()
                raise RuntimeError(f"{' '.join(self.words)} does not start")
            time.sleep(0.002)

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def cpu(self) -> float:
        return cpu_seconds(self.pid)

    @property
    def pss(self) -> float:
        return pss_mib(self.pid)

    def stop(self) -> None:
        """As an administrator stops it."""
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
            self.process = None

    def kill(self) -> None:
        """As the power does: SIGKILL, to its workers too."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def council_server(port: int, first: str, *, data: Path | None = None, url: str = "", workers: int = 1) -> Server:
    words = ["council", "serve", "--port", str(port), "--workers", str(workers)]
    words += ["--data", str(data)] if data else []
    return Server(words, port, first.encode(), {"COUNCIL_DATABASE_URL": url} if url else {})


def rung(kind: str, port: int) -> Server:
    return Server(["council.bench.rungs", kind, str(port)], port, b"/")


def get(path: bytes, *headers: bytes) -> bytes:
    """A GET as it travels."""
    return b"\r\n".join([b"GET " + path + b" HTTP/1.1", b"Host: localhost", *headers, b"", b""])


class Ports:
    """Free ports, one after the other."""

    def __init__(self, first: int):
        self.next = first

    def take(self) -> int:
        while True:
            port, self.next = self.next, self.next + 1
            with suppress(OSError), socket.create_server(("127.0.0.1", port)):
                return port


def started(ends: ExitStack, server: Server) -> Server:
    """Start it, and kill it in the end."""
    server.start()
    ends.callback(server.kill)
    return server
