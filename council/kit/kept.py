"""A public answer ready to be sent again: its headers built once, its body packed once in each way that is asked for.

It holds no packing that nobody has asked for: browsers take the page packed, which is a fifth of it, and so the page
as it was drawn goes once it is packed; should somebody want it, it is unpacked.

Only what is the same for everyone comes here. Private pages are never packed: what is secret and what a stranger may
put into one page would tell of each other by their length (BREACH).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from council.kit import clock
from council.kit.encodings import IDENTITY, PACK, SMALL, UNPACK, chosen

FOR_ALL = "public, no-cache"  # kept by anyone, and asked about each time
BESIDE = 3072  # bytes that an answer takes beside its bodies
Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Stands:
    """What a page stands on: used from `since` until `until`, as long as its source has this `mark`."""

    source: Any
    address: Mapping[str, str]
    mark: tuple[object, ...]
    since: datetime
    until: datetime

    def at(self, moment: datetime) -> bool:
        return self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Packed:
    """A body as it travels, and the headers that go with it; `tag` is its ETag, strong."""

    tag: str
    body: bytes
    headers: Headers
    unchanged: Headers  # those of a 304


class Kept(Response):
    """Answers GET and HEAD with 200 or 304 (RFC 9110, 13.1.2) in the encoding that is wished for."""

    def __init__(
        self,
        body: bytes,
        headers: Iterable[tuple[bytes, bytes]],
        *,
        cache_control: str = FOR_ALL,
        stands: Stands | None = None,
        proxy_seconds: int = 0,
    ):
        """Of `headers`, those that speak of the length or of being kept are replaced. A shared proxy may show a page
        that `stands` for `proxy_seconds` without asking, but never beyond its `until`."""
        self.status_code, self.background = 200, None
        self.length = len(body)
        self.stands, self.proxy_seconds = stands, proxy_seconds
        self.cache_control = cache_control
        given = [(name.lower(), value) for name, value in headers]
        varies = [*(value for name, value in given if name == b"vary" and value), b"Accept-Encoding"]
        replaced = (b"content-length", b"cache-control", b"etag", b"vary")
        self.shared: Headers = [_same(*pair) for pair in given if pair[0] not in replaced]
        self.shared.append(_same(b"vary", b", ".join(varies)))
        self.hash = hashlib.sha256(body).hexdigest()[:24]
        self.packed = {IDENTITY: self._as(IDENTITY, body)}
        self.as_drawn = True  # not packed yet, and nobody has asked for it as it was drawn
        self.weight = len(body) + BESIDE
        self.grown: Callable[[int], None] = lambda more: None  # told when it weighs more, or less
        self.raw_headers = [*self.packed[IDENTITY].headers, self._keeping()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wish = known = ""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                wish = f"{wish},{value.decode('latin-1')}" if wish else value.decode("latin-1")
            elif name == b"if-none-match":
                known = value.decode("latin-1")
        packed = self.as_packed(chosen(wish) if wish else IDENTITY)
        if known and _names(known, packed.tag):
            status, headers, body = 304, packed.unchanged, b""
        else:
            status, headers, body = 200, packed.headers, b"" if scope["method"] == "HEAD" else packed.body
        await send({"type": "http.response.start", "status": status, "headers": [*headers, self._keeping()]})
        await send({"type": "http.response.body", "body": body})

    def as_packed(self, encoding: str) -> Packed:
        if self.length <= SMALL:
            encoding = IDENTITY
        found = self.packed.get(encoding)
        if found is None:
            found = self._pack(encoding)
        elif self.as_drawn:
            self.as_drawn = False
        return found

    def _pack(self, encoding: str) -> Packed:
        """Keep it in one more way, or in this one instead where nobody has asked for it as it was drawn."""
        whole = self._whole()
        body = whole if encoding == IDENTITY else PACK[encoding](whole)
        if encoding != IDENTITY and len(body) >= len(whole):
            self.packed[encoding] = self.as_packed(IDENTITY)
            return self.packed[encoding]
        found = self.packed[encoding] = self._as(encoding, body)
        gone = len(self.packed.pop(IDENTITY).body) if self.as_drawn else 0
        self.as_drawn = False
        self.weight += len(body) - gone
        self.grown(len(body) - gone)
        return found

    def _whole(self) -> bytes:
        if plain := self.packed.get(IDENTITY):
            return plain.body
        encoding, packed = next(iter(self.packed.items()))
        return UNPACK[encoding](packed.body)

    def _as(self, encoding: str, body: bytes) -> Packed:
        """A body in an encoding, and its headers."""
        tag = f'"{self.hash}"' if encoding == IDENTITY else f'"{self.hash}-{encoding}"'
        unchanged = [(b"etag", tag.encode()), *(pair for pair in self.shared if pair[0] != b"content-type")]
        headers = [(b"etag", tag.encode()), *self.shared, (b"content-length", str(len(body)).encode())]
        if encoding != IDENTITY:
            headers.append((b"content-encoding", encoding.encode()))
        return Packed(tag, body, headers, unchanged)

    def _keeping(self) -> tuple[bytes, bytes]:
        if self.stands and self.proxy_seconds:
            left = int((self.stands.until - clock.now()).total_seconds())
            if (seconds := min(self.proxy_seconds, left)) > 0:
                return b"cache-control", f"public, max-age=0, s-maxage={seconds}".encode()
        return b"cache-control", self.cache_control.encode()


@lru_cache(maxsize=256)
def _same(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header that many pages carry, once for all of them."""
    return name, value


def _names(known: str, tag: str) -> bool:
    """Does If-None-Match name this tag? A proxy that unpacked the body has made it weak; it is ours all the same."""
    return known.strip() == "*" or tag in [each.strip().removeprefix("W/") for each in known.split(",")]
