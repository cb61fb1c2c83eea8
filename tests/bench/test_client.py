"""The load: every answer is checked, and one that is wrong ends the measurement."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from council.bench.client import Asked, Wrong, ask, drive, lasting, within
from council.bench.servers import get

PAGE = "柳桥村的议案".encode() * 30_000  # longer than one packet


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(404)
            return
        if self.path == "/closing":
            self.close_connection = True
            self.connection.close()
            return
        body = b"" if self.path == "/same" else PAGE
        self.send_response(304 if self.path == "/same" else 200)
        if self.path != "/same":
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has seen enough hangs up."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = Server(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_each_request_is_answered_once_over_all_connections(port: int) -> None:
    told: list[Asked] = []
    asked = [Asked(get(b"/page", b"X-Number: %d" % number), text=PAGE[:30]) for number in range(50)]
    load = drive(port, asked, 8, lambda one, took: told.append(one))
    assert len(load.took) == 50
    assert sorted(told, key=lambda one: one.sent) == sorted(asked, key=lambda one: one.sent)
    assert 0 < max(load.took) <= load.seconds


def test_fewer_requests_than_connections_are_enough(port: int) -> None:
    assert len(drive(port, [Asked(get(b"/page"), body=PAGE)] * 3, 16).took) == 3
    assert drive(port, [], 4).took == []


@pytest.mark.parametrize(
    "asked",
    [
        Asked(get(b"/gone")),
        Asked(get(b"/page"), text=b"nowhere in it"),
        Asked(get(b"/page"), body=PAGE[:-1]),
        Asked(get(b"/page"), heads=b"location: /elsewhere"),
        Asked(get(b"/closing")),
    ],
    ids=["status", "text", "body", "head", "hung up"],
)
def test_a_wrong_answer_ends_the_measurement(port: int, asked: Asked) -> None:
    with pytest.raises((Wrong, ConnectionError)):
        drive(port, [asked] * 4, 2)


def test_what_has_not_changed_has_no_body(port: int) -> None:
    assert len(drive(port, [Asked(get(b"/same"), b"304", body=b"")] * 5, 2).took) == 5
    answer = ask(port, Asked(get(b"/page")))
    assert (answer.status, answer.header("content-length"), answer.body) == (b"200", str(len(PAGE)), PAGE)


def test_time_ends_what_has_no_end() -> None:
    asked = Asked(b"")
    assert len(list(within([asked] * 3, 60))) == 3
    assert len(list(within([asked] * 3, 0))) == 1
    assert list(lasting(asked, 0.01))
