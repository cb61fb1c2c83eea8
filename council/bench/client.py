"""The load: so many connections, each with the next request as soon as its answer has come, and every answer checked.

One thread and the kernel's own list of sockets that are ready, with requests made beforehand: a client must cost less
than the server, which it shares the machine with.
"""

import select
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter

PATIENCE = 60.0  # seconds without any answer
LONG = 1 << 18


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it travels, and what its answer must be."""

    sent: bytes
    status: bytes = b"200"
    text: bytes = b""  # stands in the body
    body: bytes | None = None  # is the body
    heads: bytes = b""  # stands in the head


Answered = Callable[[Asked, float], None]


@dataclass(frozen=True, slots=True)
class Answer:
    status: bytes
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(": ")
            if key.lower() == name:
                return value
        return ""


class Wrong(Exception):
    """An answer that is not what it must be: then there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: how long each answer took, in seconds, and all of them together."""

    seconds: float
    took: list[float]


def drive(port: int, asked: Iterable[Asked], connections: int, answered: Answered | None = None) -> Load:
    """Send what is asked, in its order, over so many connections, until there is no more. `answered` is told of each
    right answer, and how long it took, as soon as it has come."""
    left = iter(asked)
    poll, open_ones = select.epoll(), {}
    took: list[float] = []
    try:
        for _ in range(connections):
            connection = _Connection(port)
            open_ones[connection.number] = connection
            poll.register(connection.number, select.EPOLLIN)
        begun = perf_counter()
        busy = sum(connection.send_next(left) for connection in open_ones.values())
        while busy:
            ready = poll.poll(PATIENCE)
            if not ready:
                raise Wrong(f"no answer for {PATIENCE} s")
            for number, _ in ready:
                connection = open_ones[number]
                if connection.received():
                    took.append(perf_counter() - connection.sent_at)
                    if answered:
                        answered(connection.asked, took[-1])
                    busy -= not connection.send_next(left)
        return Load(perf_counter() - begun, took)
    finally:
        poll.close()
        for connection in open_ones.values():
            connection.socket.close()


def lasting(asked: Asked, seconds: float) -> Iterator[Asked]:
    """The same request for so long."""
    until = perf_counter() + seconds
    while perf_counter() < until:
        yield asked


def within(asked: Iterable[Asked], seconds: float) -> Iterator[Asked]:
    """These requests, as long as there is time; at least one."""
    until = perf_counter() + seconds
    for each in asked:
        yield each
        if perf_counter() > until:
            return


def ask(port: int, asked: Asked) -> Answer:
    """One request, by itself and unchecked."""
    connection = _Connection(port)
    try:
        connection.socket.setblocking(True)
        connection.socket.settimeout(PATIENCE)
        connection.send_next(iter([asked]))
        while not connection.complete():
            pass
        return connection.answer()
    finally:
        connection.socket.close()


class _Connection:
    """A socket, and what has come of the answer to what was sent last."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.number = self.socket.fileno()
        self.got = b""
        self.begins = self.ends = -1  # of the body
        self.sent_at = 0.0
        self.asked = Asked(b"")

    def send_next(self, left: Iterator[Asked]) -> bool:
        following = next(left, None)
        if following is None:
            return False
        self.asked, self.got, self.ends = following, b"", -1
        self.sent_at = perf_counter()
        self.socket.sendall(following.sent)
        return True

    def received(self) -> bool:
        """Take what has come; whether the answer is whole, which is then checked."""
        if not self.complete():
            return False
        asked, body = self.asked, self.got[self.begins : self.ends]
        right = self.got[9:12] == asked.status and asked.text in body and asked.body in (None, body)
        if not right or (asked.heads and asked.heads not in self.got[: self.begins]):
            raise Wrong(
                f"asked {asked.sent[:200]!r}\nexpected {asked.status!r}, {asked.text!r}\ngot {self.got[:400]!r}"
            )
        return True

    def complete(self) -> bool:
        came = self.socket.recv(LONG)
        if not came:
            raise Wrong(f"the server hung up on {self.asked.sent[:200]!r}")
        self.got = self.got + came if self.got else came
        if self.ends < 0:
            head = self.got.find(b"\r\n\r\n")
            if head < 0:
                return False
            self.begins, self.ends = head + 4, head + 4 + _length(self.got[: head + 2])
        return len(self.got) >= self.ends

    def answer(self) -> Answer:
        return Answer(self.got[9:12], self.got[: self.begins], self.got[self.begins : self.ends])


def _length(head: bytes) -> int:
    at = head.find(b"\r\ncontent-length: ")
    if at < 0:
        at = head.lower().find(b"\r\ncontent-length: ")
    if at >= 0:
        return int(head[at + 18 : head.index(b"\r\n", at + 18)])
    if head[9:12] in (b"304", b"204"):
        return 0
    raise Wrong(f"an answer of unknown length: {head!r}")
