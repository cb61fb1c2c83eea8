"""Finding the page of an address by its shape: what all the routes would answer in their order."""

import asyncio
import re
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, Router

from council.app import routes
from council.kit.routing import ByShape

WORDS = ("x", "new", "desk", "motions", "2026-3")
STRANGE = (
    "", "/", "//", "/x", "/x/", "/a/b/c", "/a/b/c/d/e/f/g/h", "/static/icon.svg", "/static/css/not/there", "/a//b",
    "/yunxi/liuqiao//ballot", "/yunxi/liuqiao/motions/2026-3/ballot/receipt/more", "/{county}/{community}",
)  # fmt: skip


async def answer(request: Request) -> Response:
    return Response()


ROUTES = [
    Route(route.path, answer, methods=list(route.methods or ()), name=route.name)
    if isinstance(route, Route)
    else Mount(route.path, Response())
    for route in routes()
]


async def led(router: Router, method: str, path: str) -> tuple[object, object]:
    """The route that a request comes to with the parts of its address, or what is said where there is none."""
    scope: dict[str, Any] = {"type": "http", "method": method, "path": path, "root_path": "", "headers": [], "app": 0}

    async def send(message: Any) -> None: ...

    try:
        await router(scope, send, send)  # type: ignore[arg-type]
    except HTTPException as said:
        return said.status_code, scope.get("route")
    return scope["route"], scope["path_params"]


def test_an_address_leads_where_all_routes_would_lead_it() -> None:
    every, by_shape = Router(ROUTES, redirect_slashes=False), ByShape(ROUTES, redirect_slashes=False)
    paths = {re.sub(r"\{\w+\}", word, route.path) for route in ROUTES for word in WORDS}
    assert len(paths) > 300

    async def compare() -> None:
        for path in sorted(paths.union(STRANGE)):
            for method in ("GET", "HEAD", "POST", "DELETE"):
                assert await led(by_shape, method, path) == await led(every, method, path), (method, path)

    asyncio.run(compare())


def test_few_routes_are_tried() -> None:
    by_shape = ByShape(ROUTES)
    assert max(len(router.routes) for router in by_shape.of_shape.values()) < len(ROUTES) / 3
