"""What the product is held against: the least that the same server can do for a page of 15 KB.

python -m council.bench.rungs bare|static PORT
"""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from council.config import Settings
from council.kit.serving import listening

MARK = "the same for everyone"
PAGE = (f"<!doctype html><title>{MARK}</title>" + "<p>柳桥村议事会第一号议案" * 400).encode()[:15_360]
HEADERS = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(PAGE)).encode())]


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    """No framework: two messages."""
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": PAGE})


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


def static() -> Starlette:
    """Starlette as it comes: one route, one answer from memory."""
    return Starlette(routes=[Route("/", page)])


if __name__ == "__main__":
    settings = Settings(port=int(sys.argv[2]), host="127.0.0.1", workers=1, proxies="127.0.0.1")
    lifespan = "off" if sys.argv[1] == "bare" else "auto"
    uvicorn.run(bare if sys.argv[1] == "bare" else static(), lifespan=lifespan, **listening(settings))  # type: ignore[arg-type]
