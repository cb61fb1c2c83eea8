"""The wall before every page: whose request is it, and what may the browser do with the answer."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def security_headers(origin: str) -> dict[str, str]:
    """What every answer carries; HSTS where the origin is https."""
    if origin.startswith("https:"):
        return {**SECURITY_HEADERS, "Strict-Transport-Security": "max-age=31536000"}
    return dict(SECURITY_HEADERS)


class SecurityHeaders:
    """Adds the same headers to every answer."""

    def __init__(self, app: ASGIApp, origin: str):
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in security_headers(origin).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [name for name, _ in message["headers"]]
                more = [pair for pair in self.headers if pair[0] not in given]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        await self.app(scope, receive, with_headers)


class MostBody:
    """Refuses a longer body while it is read, so that the answer is a page like the others.

    What is too much is first let pass, up to a bound: a browser shows no answer while it still sends. A route that
    takes files asks for more with `let_come` before it reads.
    """

    def __init__(self, app: ASGIApp, most: int):
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = 0
        limit = scope["most_body"] = [self.most]

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size <= limit[0]:
                return message
            while message.get("more_body") and size < limit[0] + 16 * self.most:
                message = await receive()
                size += len(message.get("body", b""))
            raise HTTPException(413)

        await self.app(scope, counted if scope["type"] == "http" else receive, send)


def let_come(scope: Scope, most: int) -> None:
    """Let a body of so many bytes come to this route."""
    scope.get("most_body", [0])[0] = most


def same_site(headers: Headers, origins: frozenset[str]) -> bool:
    """Did this unsafe request come from our own page? Sec-Fetch-Site, else Origin; neither is a no.

    On plain http (a village LAN) browsers send no Sec-Fetch-Site, so Origin decides there.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and _normal(origin) in origins


def _normal(origin: str) -> str | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}".lower()
