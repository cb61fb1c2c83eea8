"""Which database a page is drawn on: the standby, where it shows all that this browser did and saw, or the primary.

A page is drawn on one snapshot of the one or the other. The standby must have come as far as the browser's own acts,
and as far as this process has shown this place from the primary; no deadline may have passed of which it does not have
the outcome yet, as ballots may still be on their way to it. What it does not have at all, the primary is asked for.
Whose session it is, is asked of the primary alone: one that was ended is over at once. A form that comes back is drawn
on the primary.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response

from council.kit import clock
from council.kit.act import Due, NotFound
from council.kit.cache import surrogate_key
from council.kit.db import Closing, Reader
from council.kit.here import Site
from council.kit.lane import NotDone, Unsure
from council.kit.own import SUFFIX, Done, done_in, give_done
from council.kit.standby import PATIENCE, Behind, Standby

T = TypeVar("T")


Draw = Callable[[Reader, UUID | None, datetime], T]  # on this snapshot, for this account, at this moment


async def read_page(request: Request, draw: Draw[T], *, slow: bool = False) -> T:
    """Draw a page for whoever asks, on the snapshot that is right for them.

    What has become Due is entered in the book first. Where that does not succeed in good time, the page shows how
    everything stood before that deadline: no outcome is told that the book may contradict.
    """
    before: datetime | None = None
    settled = set[datetime]()
    while True:
        try:
            return await _read(request, partial(_at, draw, before), slow=slow)
        except Due as due:
            if due.deadline in settled or not await _settle(request.app.state.site, due):
                before = due.deadline - timedelta(microseconds=1)
            settled.add(due.deadline)


def _at(draw: Draw[T], before: datetime | None, db: Reader, asker: UUID | None) -> T:
    return draw(db, asker, before or clock.now())


async def _settle(site: Site, due: Due) -> bool:
    """Let the clock close what is due; whether that was done within a reader's patience."""
    try:
        async with asyncio.timeout(PATIENCE):
            await site.db.write(due.community, lambda session: None, event=f"clock:{due.deadline}")
    except (TimeoutError, NotDone, Unsure, Closing, DBAPIError):
        return False
    return True


async def _read(request: Request, draw: Callable[[Reader, UUID | None], T], *, slow: bool) -> T:
    site: Site = request.app.state.site
    secret = request.cookies.get(site.cookie)

    def whose(db: Reader) -> UUID | None:
        return site.who(db, secret) if secret else None

    standby = site.db.standby
    if standby is None or request.method == "POST":
        return await site.db.read(lambda db: draw(db, whose(db)), slow=slow)
    done = done_by(request)
    if not (standby.away or (done and done.is_all)):
        asker = await site.db.read(whose) if secret else None

        def complete(db: Reader) -> T:
            _need_complete(request, db, standby, done)
            return draw(db, asker)

        with suppress(Behind, NotFound):
            return await site.db.read_standby(complete)
    position, answer = await site.db.read(
        lambda db: (site.cache.position(db, request.path_params), draw(db, whose(db))), slow=slow
    )
    if position:
        standby.note(surrogate_key(request.path_params), position)
    return answer


def _need_complete(request: Request, db: Reader, standby: Standby, done: Done | None) -> None:
    """Behind, unless this snapshot of the standby has everything that must be shown."""
    site: Site = request.app.state.site
    here = request.path_params
    least: list[tuple[Mapping[str, str], int]] = [(here, standby.floor(surrogate_key(here)))]
    if done and done.address:
        least.append((done.address, done.position))
    for address, position in least:
        if position and position > (site.cache.position(db, address) or 0):
            raise Behind
    # No reading lasts longer, so none tells an outcome of which it saw only a part. A page of no place tells none.
    if site.cache.due(db, here, by=clock.now() + timedelta(seconds=PATIENCE)):
        raise Behind


def done_by(request: Request) -> Done | None:
    """What the asking browser has done of late."""
    site: Site = request.app.state.site
    return done_in(request.cookies.get(site.cookie + SUFFIX))


def with_done(request: Request, response: Response, done: Done) -> Response:
    """An act's answer, with which its browser is shown the act from now on."""
    site: Site = request.app.state.site
    if site.db.standby:
        give_done(response, site.cookie + SUFFIX, done, done_by(request), secure=site.secure)
    return response
