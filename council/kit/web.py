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

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from inspect import signature
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from council.kit import clock
from council.kit.act import Act, Event
from council.kit.act import NotFound as NotFound
from council.kit.act import SignInFirst as SignInFirst
from council.kit.act import Waiting as Waiting
from council.kit.arriving import arrived
from council.kit.choosing import with_done
from council.kit.db import Reader, has_written
from council.kit.drawing import Page, done_key, drawn, go_on
from council.kit.drawing import go as go
from council.kit.drawing import said_on_arrival as said_on_arrival
from council.kit.drawing import show as show
from council.kit.engines import passes
from council.kit.forms import UNKNOWN_WAY, Form, read, typed_in
from council.kit.guard import same_site
from council.kit.here import Here as Here
from council.kit.here import Site as Site
from council.kit.here import here_url as here_url
from council.kit.lane import NotDone, Unsure
from council.kit.own import Done
from council.kit.uploads import sent_files, takes
from council.rules.refusal import N_, Refusal

T = TypeVar("T")
as_text = json.JSONEncoder(ensure_ascii=False).encode
PATIENCE = 8.0  # seconds until a request that still waits is told so
NOT_KNOWN = N_("It is not known yet whether this was kept. Choose the files again and send it: it is not done twice.")
Do = Callable[..., None]
Answer = Callable[[Request, Any, dict[str, str]], Awaitable[Response]]


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
        anyone: bool = False,
        receipt: Page | None = None,
        stay: bool = False,
    ) -> Callable[[Do], Do]:
        """An act of one community. `to` is filled from the address, or asked within the transaction as
        `to(act, form, **address)`, where the form was sent twice too. `before` prepares the form outside of the
        transaction (a password is hashed there): it runs in a thread and may refuse. `anyone` may send files. Where
        htmx sent the form, it is led to the page, or with `stay` swaps a fragment of it into the one it stands on.
        With `receipt`, the outcome is drawn at once: `receipt(here, form, **address)`, again where it is sent again."""
        said = done_key(done)

        def register(do: Do) -> Do:
            async def performed(request: Request, form: Form, typed: dict[str, str]) -> Response:
                if before:
                    form = await run_in_threadpool(before, form)
                path, position = await _perform(request, do, to, form, typed)
                if receipt:
                    answer = await drawn(request, partial(receipt, form=form))
                else:
                    answer = go_on(request, path, said, stay=stay)
                return with_done(request, answer, Done.at(request.path_params, position))

            self._post(path, do, back, performed, anyone=anyone)
            return do

        return register

    def look(self, path: str, *, back: Page) -> Callable[[Page], Page]:
        """A form that is only looked at once more: `page(here, form, **address)` is drawn from it and writes nothing.
        A Refusal draws `back` again."""

        def register(draw: Page) -> Page:
            async def looked_at(request: Request, form: Form, typed: dict[str, str]) -> Response:
                return await drawn(request, partial(draw, form=form))

            self._post(path, draw, back, looked_at)
            return draw

        return register

    def form(self, path: str, *, back: Page) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A form that is no act of a community: `async def(request, form) -> Response`. It uses
        `site.db.write_account` itself; a Refusal draws `back` again."""

        def register(do: Callable[..., Any]) -> Callable[..., Any]:
            async def done(request: Request, form: Form, typed: dict[str, str]) -> Response:
                has_written.set(False)
                response: Response = await do(request, form, **request.path_params)
                return with_done(request, response, Done()) if has_written.get() else response

            self._post(path, do, back, done)
            return do

        return register

    def _post(self, path: str, do: Callable[..., Any], back: Page, answer: Answer, *, anyone: bool = False) -> None:
        """A route that reads the form which `do` asks for. Refused, `back` is drawn with what was typed.

        Files are opened only for who is signed in, unless `anyone` may send them. A browser forgets the files of a
        form, so no page can send them again by itself: where such a form was refused before it was done, or its
        outcome is not known, `back` is drawn as the same sending.
        """
        form_type, back = get_type_hints(do)["form"], _with_its_parts(back)
        files = bool(takes(form_type))

        async def endpoint(request: Request) -> Response:
            if files and not anyone:
                await _need_asker(request)
            sent, too_much = await arrived(request, form_type, before=files and not anyone)
            typed, same = typed_in(sent), files
            try:
                if too_much:
                    raise too_much
                form = await run_in_threadpool(read, form_type, sent) if files else read(form_type, sent)
                same = False
                return await answer(request, form, typed)
            except Waiting:
                if not files:
                    raise
                return await drawn(request, back, refusal=Refusal(NOT_KNOWN), typed=typed, same=True)
            except Refusal as refusal:
                return await drawn(request, back, refusal=refusal, typed=typed, same=same)
            finally:
                await sent.close()  # the files that came with it

        self.routes.append(Route(path, endpoint, methods=["POST"], name=_name(do)))


def _with_its_parts(page: Page) -> Page:
    """The page of a form, whose address may have more parts than the page's own."""
    parts = signature(page).parameters

    def own(here: Here, **address: str) -> Response:
        return page(here, **{name: part for name, part in address.items() if name in parts})

    return own


def _name(fn: Callable[..., Any]) -> str:
    return f"{fn.__module__.split('.')[1]}.{fn.__name__}"


async def _need_asker(request: Request) -> None:
    """Someone signed in, on a page of ours: whoever sends from elsewhere is not even asked to sign in."""
    if not same_site(request.headers, request.app.state.origins):
        raise HTTPException(403)
    site: Site = request.app.state.site
    secret = request.cookies.get(site.cookie)
    if not secret or await site.db.read(lambda db: site.who(db, secret)) is None:
        raise SignInFirst


async def _perform(
    request: Request, do: Do, to: str | Callable[..., str], form: Form, typed: dict[str, str]
) -> tuple[str, int]:
    """Where the act leads, and how far its community's book had come with it."""
    site: Site = request.app.state.site
    params = request.path_params
    secret = request.cookies.get(site.cookie)

    def stand_here(db: Reader) -> tuple[UUID, UUID | None]:
        return site.locate(db, params["county"], params["community"]), site.who(db, secret) if secret else None

    if form.event is None:  # every form of ours carries one: without it, sent twice would be done twice
        raise Refusal(UNKNOWN_WAY)

    async def performed(event_id: str) -> tuple[str, int]:
        community, asker = await site.db.read(stand_here)
        told: list[object] = [str(asker), request.scope["path"], sorted(typed.items())]
        if files := sent_files(form):
            told.append(files)
        event = Event(event_id, hashlib.sha256(as_text(told).encode()).digest())

        def transaction(db: Session) -> tuple[str, int]:
            act = Act(db, community, clock.now(), asker, event, request.client.host if request.client else "")
            if not site.once(act):
                site.sendings.spend(act, request.scope.get("sendings", {}))
                do(act, form, **params)
            position = site.db.standby and site.cache.position(db, params)
            return to.format(**params) if isinstance(to, str) else to(act, form, **params), position or 0

        return await site.db.write(community, transaction, event)

    return await _answered(performed(form.event), typed)


async def _answered(performing: Coroutine[Any, Any, T], typed: dict[str, str]) -> T:
    """The outcome of an act, or Waiting where it is not known in good time. The act goes on all the same."""
    try:
        async with asyncio.timeout(PATIENCE) as patience:
            return await performing
    except TimeoutError:
        if patience.expired():
            raise Waiting(typed) from None
        raise
    except (NotDone, Unsure) as unknown:
        raise Waiting(typed) from unknown
    except DBAPIError as trouble:
        if passes(trouble):
            raise Waiting(typed) from trouble
        raise
