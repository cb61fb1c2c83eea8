"""Drawing a page: on one snapshot, in the language of its address, whole, as a fragment, or as its bare facts."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from council.kit import words
from council.kit.act import NotFound
from council.kit.choosing import done_by, read_page
from council.kit.db import Reader
from council.kit.forms import showable
from council.kit.guard import security_headers
from council.kit.here import Here, Site, here_url
from council.kit.kept import FOR_ALL, Stands
from council.kit.templating import render
from council.rules.refusal import Refusal

Page = Callable[..., Response]


async def drawn(
    request: Request,
    draw: Page,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
    same: bool = False,
    slow: bool = False,
) -> Response:
    """Draw a page on one snapshot; a refusal makes it 422 and keeps what was typed. Drawn again, a form is a new
    sending, unless it is the `same`."""
    site: Site = request.app.state.site

    def on_snapshot(db: Reader, asker: UUID | None, now: datetime) -> tuple[Response, Stands | None]:
        here = stand(request, site, db, asker, now)
        if refusal:
            kept = {name: showable(value) for name, value in (typed or {}).items() if same or name != "event"}
            here = replace(here, refusal=refusal, typed=kept)
        response = draw(here, **request.path_params)
        stands = site.cache.standing(db, request.path_params, here.now)  # Due, where the book is behind the clock
        return response, stands if for_all(response) else None

    key = request.scope.get("page_key")  # GET and HEAD have one

    async def drawn_now() -> Response:
        response, stands = await read_page(request, on_snapshot, slow=slow)
        if key is None:
            return response
        if for_all(response):
            site.cache.private.discard(draw)
            return site.cache.keep(key, response, stands, security_headers(site.origin))
        site.cache.private.add(draw)
        return response

    response = await site.cache.drawn_once(key, draw, drawn_now, own_first=done_by(request) is not None)
    if refusal and response.status_code == 200:
        response.status_code = 422
        response.headers["Cache-Control"] = "no-store"
    return response


def for_all(response: Response) -> bool:
    return response.headers.get("cache-control") == FOR_ALL


def stand(request: Request, site: Site, db: Reader, asker: UUID | None, now: datetime) -> Here:
    done = DONE.get(request.query_params.get("done", ""))
    lang: str = request.scope["lang"]
    return Here(
        request=request,
        site=site,
        db=db,
        now=now,
        lang=lang,
        asker=asker,
        flash=done and words.gettext(lang, done),
    )


def show(
    here: Here,
    template: str,
    *,
    facts: Mapping[str, Any] | Callable[[], Mapping[str, Any]] | None = None,
    fragment: str | None = None,
    public: bool = False,
    status: int = 200,
    **values: Any,
) -> Response:
    """Draw `template` with `values`. A `public` page is the same for everyone; its `facts` are its JSON at
    `….json`, or how to gather it, which is all that is drawn there. `fragment` is drawn alone when htmx asks."""
    same = public and status == 200 and not (here.refusal or here.flash)
    headers = {"Cache-Control": FOR_ALL if same else "no-store"}
    headers["Vary"] = "Cookie, HX-Request, HX-Boosted" if fragment else "Cookie"
    if here.as_json:
        if facts is None:
            raise NotFound
        return JSONResponse(_plain(facts() if callable(facts) else facts), headers=headers)
    name = fragment if fragment and here.wants_fragment else template
    values = {"place": None, "refusal": here.refusal, "typed": here.typed, "flash": here.flash, **values}
    return HTMLResponse(render(here.lang, name, {"here": here, **values}), status, headers=headers)


def _plain(thing: Any) -> Any:
    """Facts as JSON knows them: times in ISO 8601, ids as text, records as objects."""
    return json.loads(json.dumps(thing, default=_as_json, ensure_ascii=False))


def _as_json(thing: Any) -> Any:
    if hasattr(thing, "isoformat"):
        return thing.isoformat()
    if hasattr(thing, "zh") and hasattr(thing, "en"):
        return {"zh": thing.zh, "en": thing.en}
    if hasattr(thing, "__dataclass_fields__"):
        return {name: getattr(thing, name) for name in thing.__dataclass_fields__}
    return str(thing)


# ── where a form leads ──


DONE: dict[str, str] = {}


def done_key(done: str | None) -> str | None:
    if done is None:
        return None
    key = hashlib.sha256(done.encode()).hexdigest()[:8]
    DONE[key] = done
    return key


def go_on(request: Request, path: str, done: str | None = None, *, stay: bool = False) -> Response:
    path, _, mark = path.partition("#")
    if done:
        path += ("&" if "?" in path else "?") + urlencode({"done": done})
    return go(request, path + (f"#{mark}" if mark else ""), stay=stay)


def go(request: Request, path: str, *, stay: bool = False) -> Response:
    """303 to a path of this site, in the language of the asking page. A form that htmx sent is led there too, unless it
    is to `stay`: then htmx follows by itself and is given the fragment."""
    url = here_url(request.scope["lang"], quote(path, safe="/?&=%#:+,"))
    if request.method == "POST" and "hx-request" in request.headers and not stay:
        return Response(status_code=204, headers={"HX-Redirect": url})
    return RedirectResponse(url, 303)


def said_on_arrival(done: str) -> str:
    """The query that makes the next page say `done`; for forms that answer by themselves."""
    key = done_key(done)
    return urlencode({"done": key})
