"""A browser without a browser's manners: it sends any bytes, straight into the app, and fast."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from starlette.types import ASGIApp

PIECE = 64 * 1024
WIRE = "".join(map(chr, range(33, 127)))  # sent as they are; browsers and uvicorn let nothing else through


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    set_cookies: tuple[str, ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


def multipart(
    fields: Iterable[tuple[str, str]], file: tuple[str, bytes] | None = None, end: str = "--b--\r\n"
) -> bytes:
    """A form as a browser sends it with a file; its boundary is `b`."""
    part = '--b\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = [f"{part.format(name, '')}{value}\r\n".encode() for name, value in fields]
    if file:
        parts.append(part.format("file", f'; filename="{file[0]}"').encode() + file[1] + b"\r\n")
    return b"".join(parts) + end.encode()


class Wire:
    """One loop in which the app is asked again and again, as uvicorn asks it."""

    def __init__(self, app: ASGIApp, host: str = "testserver"):
        self.app, self.host = app, host
        self.runner = asyncio.Runner()

    def close(self) -> None:
        self.runner.close()

    def send(
        self, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", **more: Any
    ) -> Answer:
        """`target` is the path and query as they stand on the wire; `more` goes into the scope as it is."""
        raw, _, query = quote(target, safe=WIRE).encode().partition(b"?")
        sent = {"host": self.host, "content-length": str(len(body)), **(headers or {})}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(raw.decode()), "raw_path": raw,
            "query_string": query, "root_path": "", "client": ("127.0.0.1", 50000), "server": (self.host, 80),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in sent.items()],
            "extensions": {}, **more,
        }  # fmt: skip
        return self.runner.run(self._ask(scope, body))

    async def _ask(self, scope: dict[str, Any], body: bytes) -> Answer:
        pieces = [body[at : at + PIECE] for at in range(0, len(body), PIECE)] or [b""]
        told: list[Any] = []

        async def receive() -> Any:
            if not pieces:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

        async def send(message: Any) -> None:
            told.append(message)

        await self.app(scope, receive, send)
        start = told[0]
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"]]
        cookies = tuple(value for name, value in headers if name == "set-cookie")
        return Answer(start["status"], dict(headers), cookies, b"".join(m.get("body", b"") for m in told[1:]))
