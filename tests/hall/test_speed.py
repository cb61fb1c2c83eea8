"""A guard, no benchmark: what a page costs when it is drawn, beside a fixed answer of 15 KB in the same process.

It was thirteen hundred times as much before the queries were named and the pieces kept, and is some forty on a machine
that does nothing else. The least of many is taken, so a loaded machine tells nearly the same.
"""

import asyncio
import time
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from council.app import create_app
from council.config import Settings
from council.kit import clock
from tests.hall.bulk import add_motions
from tests.village import ORIGIN, Village
from tests.votes.scene import CLOSES, DAY, opened, send_all, tick

MOST = 300  # times the fixed answer


async def least(app: Any, path: str, times: int) -> float:
    """The least time of one request, in seconds."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("testserver", 80), "headers": [(b"host", b"testserver")], "extensions": {},
    }  # fmt: skip
    found = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        assert message.get("status", 200) == 200

    for _ in range(times):
        began = time.perf_counter()
        await app(dict(scope), receive, send)
        found.append(time.perf_counter() - began)
    return min(found)


@pytest.mark.parametrize("path", ["", "/motions", "/motions/{over}", "/seats", "/record"])
def test_a_page_that_is_drawn_anew_costs_no_multiple_of_what_it_did(village: Village, path: str) -> None:
    if not village.db.lite:
        pytest.skip("PostgreSQL answers from another process")
    over = opened(village)
    send_all(village, over, {"for": range(1, 11), "against": [11, 12], "abstain": [13]})
    tick(village)
    add_motions(village, 60)

    async def answer(request: Any) -> HTMLResponse:
        return HTMLResponse("x" * 15_000)

    fixed = Starlette(routes=[Route("/", answer)])
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600, cache_mb=0), village.db)

    async def compare() -> float:
        rounds = [
            (await least(fixed, "/", 50), await least(app, village.url + path.format(over=over), 20)) for _ in range(10)
        ]
        return min(page for _, page in rounds) / min(fixed for fixed, _ in rounds)

    with clock.at(CLOSES + 2 * DAY):
        assert asyncio.run(compare()) < MOST
