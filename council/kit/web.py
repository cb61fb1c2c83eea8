"""How a room meets the web: `page` shows, `act` does, `show` draws.

    room = Room()

    @room.page("/{county}/{community}/motions/{no}")
    def motion(here: Here, county: str, community: str, no: str) -> Response: ...

    @room.act("/{county}/{community}/motions/{no}/withdraw", back=motion,
              to="/{county}/{community}/motions/{no}", done=N_("The motion is withdrawn."))
    def withdraw(act: Act, form: WithdrawForm, county: str, community: str, no: str) -> None: ...

A page runs on one read-only snapshot. An act runs in one transaction, under its community's lock. Done, the browser
goes `to` a page, which says `done`; refused, the `back` page is drawn again with the reason and what was typed.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, get_type_hints
from urllib.parse import quote, urlencode
from uuid import UUID

from python_multipart.exceptions import FormParserError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from council.kit import clock, words
from council.kit.act import Act, Event
from council.kit.act import NotFound as NotFound
from council.kit.act import SignInFirst as SignInFirst
from council.kit.db import Database, Reader
from council.kit.forms import UNKNOWN_WAY, Form, read, showable, typed_in
from council.kit.guard import same_site
from council.kit.ids import new_id
from council.kit.templating import render
from council.rules.refusal import Refusal


@dataclass(frozen=True)
class Site:
    """What `app` hands to kit: the database, and what only rooms know."""

    db: Database
    origin: str
    locate: Callable[[Reader, str, str], UUID]  # county and community slugs to a community, or NotFound
    who: Callable[[Reader, str], UUID | None]  # a session's secret to an account
    once: Callable[[Act], bool]  # was this event done before? Refuses another act under the same id
    secure: bool = False

    @property
    def cookie(self) -> str:
        return "__Host-council" if self.secure else "council"


@dataclass(frozen=True)
class Here:
    """Where a request stands: all a page is given beside the parts of its address."""

    request: Request
    site: Site
    db: Reader
    now: datetime
    lang: str
    asker: UUID | None
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None
    flash: str | None = None

    @property
    def path(self) -> str:
        path: str = self.request.scope["path"]
        return path

    @property
    def as_json(self) -> bool:
        return bool(self.request.scope["as_json"])

    @property
    def wants_fragment(self) -> bool:
        return "hx-request" in self.request.headers and "hx-boosted" not in self.request.headers

    @property
    def size(self) -> str:
        return "l" if "l" in self.look else ""

    @property
    def theme(self) -> str:
        return next((theme for theme in ("light", "dark") if theme in self.look), "")

    @property
    def look(self) -> list[str]:
        return self.request.cookies.get("look", "").split(".")

    def query(self, name: str) -> str:
        return showable(self.request.query_params.get(name, "")).strip()[:100]

    def url(self, path: str) -> str:
        return here_url(self.lang, path)

    def absolute(self, path: str) -> str:
        return self.site.origin + self.url(path)

    def say(self, sentence: str, /, **facts: object) -> str:
        """A sentence in this page's language."""
        return words.gettext(self.lang, sentence, **facts)

    def event(self) -> str:
        """The id of this sending, minted with the form: sent twice, it is one act."""
        return new_id().hex

    def need_asker(self) -> UUID:
        if self.asker is None:
            raise SignInFirst
        return self.asker


def here_url(lang: str, path: str) -> str:
    return f"/en{path}" if lang == "en" else path


Page = Callable[..., Response]
Do = Callable[..., None]


class Room:
    """Collects the routes of a room's pages.py."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def page(self, path: str, *, slow: bool = False) -> Callable[[Page], Page]:
        def register(draw: Page) -> Page:
            async def endpoint(request: Request) -> Response:
                return await drawn(request, draw, slow=slow)

            self.routes.append(Route(path, endpoint, methods=["GET"], name=_name(draw)))
            return draw

        return register

    def act(
        self,
        path: str,
        *,
        back: Page,
        to: str | Callable[..., str],
        done: str | None = None,
        before: Callable[[Any], Any] | None = None,
    ) -> Callable[[Do], Do]:
        """An act of one community. `to` is filled from the address, or asked within the transaction as
        `to(act, form, **address)`, where the form was sent twice too. `before` prepares the form outside of the
        transaction (a password is hashed there): it runs in a thread and may refuse."""
        done_key = _done_key(done)

        def register(do: Do) -> Do:
            form_type = get_type_hints(do)["form"]

            async def endpoint(request: Request) -> Response:
                typed: dict[str, str] = {}
                try:
                    sent = await _sent(request)
                    typed = typed_in(sent)
                    form = read(form_type, sent)
                    if before:
                        form = await run_in_threadpool(before, form)
                    path_to = await _perform(request, do, to, form, typed)
                except Refusal as refusal:
                    return await drawn(request, back, refusal=refusal, typed=typed)
                return _go(request, path_to, done_key)

            self.routes.append(Route(path, tidy(endpoint), methods=["POST"], name=_name(do)))
            return do

        return register

    def look(self, path: str, *, back: Page) -> Callable[[Page], Page]:
        """A form that is only looked at once more: `page(here, form, **address)` is drawn from it and writes nothing.
        A Refusal draws `back` again."""

        def register(draw: Page) -> Page:
            form_type = get_type_hints(draw)["form"]

            async def endpoint(request: Request) -> Response:
                typed: dict[str, str] = {}
                try:
                    sent = await _sent(request)
                    typed = typed_in(sent)
                    return await drawn(request, partial(draw, form=read(form_type, sent)))
                except Refusal as refusal:
                    return await drawn(request, back, refusal=refusal, typed=typed)

            self.routes.append(Route(path, tidy(endpoint), methods=["POST"], name=_name(draw)))
            return draw

        return register

    def form(self, path: str, *, back: Page) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A form that is no act of a community: `async def(request, form) -> Response`. It uses
        `site.db.write_account` itself; a Refusal draws `back` again."""

        def register(do: Callable[..., Any]) -> Callable[..., Any]:
            form_type = get_type_hints(do)["form"]

            async def endpoint(request: Request) -> Response:
                typed: dict[str, str] = {}
                try:
                    sent = await _sent(request)
                    typed = typed_in(sent)
                    response: Response = await do(request, read(form_type, sent), **request.path_params)
                except Refusal as refusal:
                    return await drawn(request, back, refusal=refusal, typed=typed)
                return response

            self.routes.append(Route(path, tidy(endpoint), methods=["POST"], name=_name(do)))
            return do

        return register


def tidy(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Close the files that came with a form, whatever became of it."""

    async def tidied(request: Request) -> Response:
        try:
            return await endpoint(request)
        finally:
            await request.close()

    return tidied


def _name(fn: Callable[..., Any]) -> str:
    return f"{fn.__module__.split('.')[1]}.{fn.__name__}"


# ── drawing ──


async def drawn(
    request: Request,
    draw: Page,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
    slow: bool = False,
) -> Response:
    """Draw a page on one snapshot; a refusal makes it 422 and keeps what was typed."""
    site: Site = request.app.state.site

    def on_snapshot(db: Reader) -> Response:
        here = stand(request, site, db)
        if refusal:  # nothing was recorded, so the form drawn again is a new sending
            kept = {name: showable(value) for name, value in (typed or {}).items() if name != "event"}
            here = replace(here, refusal=refusal, typed=kept)
        return draw(here, **request.path_params)

    response = await site.db.read(on_snapshot, slow=slow)
    if refusal and response.status_code == 200:
        response.status_code = 422
        response.headers["Cache-Control"] = "no-store"
    return response


def stand(request: Request, site: Site, db: Reader) -> Here:
    secret = request.cookies.get(site.cookie)
    done = DONE.get(request.query_params.get("done", ""))
    lang: str = request.scope["lang"]
    return Here(
        request=request,
        site=site,
        db=db,
        now=clock.now(),
        lang=lang,
        asker=site.who(db, secret) if secret else None,
        flash=done and words.gettext(lang, done),
    )


def show(
    here: Here,
    template: str,
    *,
    facts: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    public: bool = False,
    status: int = 200,
    **values: Any,
) -> Response:
    """Draw `template` with `values`. A `public` page is the same for everyone; its `facts` are its JSON at
    `….json`, which is all that is drawn there. `fragment` is drawn alone when htmx asks."""
    headers = {"Cache-Control": "no-cache" if public and not here.refusal else "no-store", "Vary": "Cookie"}
    if here.as_json:
        if facts is None:
            raise NotFound
        return JSONResponse(_plain(facts), headers=headers)
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


# ── doing ──


async def _sent(request: Request) -> Any:
    if not same_site(request.headers, request.app.state.origins):
        raise HTTPException(403)
    try:
        return await request.form(max_fields=100, max_files=1, max_part_size=1024 * 1024)
    except (UnicodeError, FormParserError):  # in a charset that is none, or cut short
        raise HTTPException(400) from None


async def _perform(request: Request, do: Do, to: str | Callable[..., str], form: Form, typed: dict[str, str]) -> str:
    site: Site = request.app.state.site
    params = request.path_params
    secret = request.cookies.get(site.cookie)

    def stand_here(db: Reader) -> tuple[UUID, UUID | None]:
        return site.locate(db, params["county"], params["community"]), site.who(db, secret) if secret else None

    community, asker = await site.db.read(stand_here)
    content = json.dumps([str(asker), request.scope["path"], sorted(typed.items())], ensure_ascii=False)
    if form.event is None:  # every form of ours carries one: without it, sent twice would be done twice
        raise Refusal(UNKNOWN_WAY)
    event = Event(form.event, hashlib.sha256(content.encode()).digest())

    def transaction(db: Session) -> str:
        act = Act(db, community, clock.now(), asker, event)
        if not site.once(act):
            do(act, form, **params)
        return to.format(**params) if isinstance(to, str) else to(act, form, **params)

    return await site.db.write(community, transaction)


DONE: dict[str, str] = {}


def _done_key(done: str | None) -> str | None:
    if done is None:
        return None
    key = hashlib.sha256(done.encode()).hexdigest()[:8]
    DONE[key] = done
    return key


def _go(request: Request, path: str, done: str | None = None) -> Response:
    path, _, mark = path.partition("#")
    if done:
        path += ("&" if "?" in path else "?") + urlencode({"done": done})
    return go(request, path + (f"#{mark}" if mark else ""))


def go(request: Request, path: str) -> RedirectResponse:
    """303 to a path of this site, in the language of the asking page."""
    return RedirectResponse(here_url(request.scope["lang"], quote(path, safe="/?&=%#:+,")), 303)


def said_on_arrival(done: str) -> str:
    """The query that makes the next page say `done`; for forms that answer by themselves."""
    key = _done_key(done)
    return urlencode({"done": key})
