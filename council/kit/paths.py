"""What an address says before any page is found: `/en/…` is English, `….json` asks for the bare facts.

A slash too many at the end is no matter.
"""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Signs that no address of ours holds, no page may show, and (NUL) no database takes."""


class ReadAddress:
    """Takes the language and `.json` off the path, so that each page has one route."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = CONTROL.sub("\ufffd", scope["path"]).rstrip("/") or "/"
            english = path == "/en" or path.startswith("/en/")
            if english:
                path = path[3:] or "/"
            as_json = path.endswith(".json") and not path.startswith("/static/")
            if as_json:
                path = path.removesuffix(".json") or "/"
            scope["lang"], scope["as_json"] = "en" if english else "zh_CN", as_json  # the page of a 500 knows them too
            scope = {**scope, "path": path}
            scope.pop("raw_path", None)
        await self.app(scope, receive, send)
