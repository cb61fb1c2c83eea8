"""Forms as a member's or the clerk's browser sends them, with the session that the generated place gave them."""

from itertools import count
from time import time_ns
from urllib.parse import urlencode

from council.bench.client import Asked, Wrong, ask
from council.bench.generating import Generated, Made
from council.bench.servers import Server

CHANGES, EVENTS = count(1), count(time_ns())


def new_event() -> str:
    """The id of a sending, as a form carries it."""
    return f"{next(EVENTS):032x}"


def set_hours(server: Server, place: Generated, made: Made) -> bytes:
    """The act, by its form; the answer is what every page of the community shows from now on."""
    hours = f"周一至周六 8:30–17:30，第 {next(CHANGES)} 次改"
    form = {"event": new_event(), "phone": "0000-5550118", "office": "村委会一楼", "hours": hours}
    secret = made.secret(place.seed, made.clerk)
    answer = ask(server.port, post(server.port, f"{made.url}/desk/contacts", form, secret))
    if answer.status != b"303":
        raise Wrong(f"the change was refused: {answer.head!r}")
    return hours.encode()


def post(port: int, path: str, form: dict[str, str], secret: str, **expected: bytes) -> Asked:
    """A form as a browser on that site sends it."""
    body = urlencode(form).encode()
    head = [
        f"POST {path} HTTP/1.1", f"Host: localhost:{port}", f"Origin: http://localhost:{port}",
        f"Cookie: council={secret}", "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}", "", "",
    ]  # fmt: skip
    return Asked("\r\n".join(head).encode() + body, **{"status": b"303"} | expected)
