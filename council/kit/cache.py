"""The page cache: public pages as they were drawn, used as long as nothing that they show has changed.

A page is kept under its address with its query, the look, and whether htmx asked for a part of it; language and JSON
are part of the address. It is used while the version of its source is the one it was drawn from, asked at each request
by one small query, and until the next moment at which it changes by itself. Where a standby answers pages it answers
that too; a page is only ever kept under the version of the snapshot on which it was drawn. All of it lives in this
process, so a new build starts with none; ETags are hashes of the content, the same in every process.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from council.kit import clock
from council.kit.act import Due
from council.kit.asking import Asking, Row
from council.kit.db import Database, Db, Reader
from council.kit.kept import Kept, Stands
from council.kit.own import has_done
from council.kit.queries import Query
from council.kit.standby import Behind

Key = tuple[str, bytes, str, bool]
MOST_KEY = 600  # bytes of path and query; what is longer is drawn each time
VARIES_BY_KEY = {"cookie", "hx-request", "hx-boosted"}  # of the cookies, only the look


@dataclass(frozen=True)
class Source:
    """What the pages of one kind of address stand on. Both queries take the parts of the address by name."""

    version: Query  # its row changes with everything that these pages show; its first column only grows
    standing: Query  # the same row, and in it last: whose pages they are, by what moment and by the end of what day
    # something comes due there that the book does not have yet


class Shelf:
    """Kept pages up to so many bytes; the longest unused go first."""

    def __init__(self, most: int):
        self.most, self.weight = most, 0
        self.pages: OrderedDict[Key, Kept] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        if kept := self.pages.get(key):
            self.pages.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        self.drop(key)
        self.pages[key] = kept
        kept.grown = self._grow
        self._grow(kept.weight)

    def drop(self, key: Key) -> None:
        if kept := self.pages.pop(key, None):
            self.weight -= kept.weight
            kept.grown = lambda more: None

    def _grow(self, more: int) -> None:
        self.weight += more
        while self.weight > self.most:
            self.drop(next(iter(self.pages)))


class Cache:
    """Public pages of one site."""

    def __init__(self, db: Database, sources: Mapping[frozenset[str], Source], most: int, proxy_seconds: int = 0):
        """`sources` by the names of the parts of an address; a page of any other address is drawn each time. `most`
        is in bytes, 0 keeps nothing."""
        self.db, self.sources, self.on, self.proxy_seconds = db, sources, most > 0, proxy_seconds
        # Addresses without a query are as many as there are pages; with one, as many as anybody likes to invent.
        self.plain, self.asked = Shelf(most - most // 4), Shelf(most // 4)
        self.drawing: dict[Key, asyncio.Event] = {}
        self.private: set[Any] = set()  # pages last seen to be one person's: they do not wait for one another
        self.asking = Asking(db)

    async def fresh(self, key: Key, *, own_first: bool = False) -> Kept | None:
        """The page under this key if nothing has changed since it was drawn. One statement. With `own_first` it is
        the primary that says so: whoever asks has just done something."""
        shelf = self._shelf(key)
        kept = shelf.get(key)
        if kept is None or kept.stands is None:
            return None
        mark = await self._version(kept.stands, own_first)
        if mark == kept.stands.mark and kept.stands.at(clock.now()):
            return kept
        if shelf.pages.get(key) is kept:
            shelf.drop(key)
        return None

    async def _version(self, stands: Stands, own_first: bool) -> Row | None:
        question, place = stands.source.version, surrogate_key(stands.address)
        if self.db.standby and not own_first:
            with suppress(Behind):
                row = await self.db.read_standby(lambda db: db.row(question.params(**stands.address)))
                if row and row[0] >= self.db.standby.floor(place):
                    return tuple(row)
        mark = await self.asking.first(question, stands.address)
        if self.db.standby and mark:
            self.db.standby.note(place, cast(int, mark[0]))
        return mark

    async def drawn_once(
        self, key: Key | None, page: Any, draw: Callable[[], Awaitable[Response]], *, own_first: bool = False
    ) -> Response:
        """Draw a page; whoever asks for the same one meanwhile waits, and gets it too if it may be kept."""
        if key is None or not self.on:
            return await draw()
        while (others := self.drawing.get(key)) and page not in self.private:
            await others.wait()
            if kept := await self.fresh(key, own_first=own_first):
                return kept
        self.drawing[key] = done = asyncio.Event()
        try:
            return await draw()
        finally:
            if self.drawing.get(key) is done:
                del self.drawing[key]
            done.set()

    def standing(self, db: Reader, address: Mapping[str, str], now: datetime) -> Stands | None:
        """What a page just drawn on this snapshot stands on; None where it cannot be known. Due, where a deadline has
        passed and the book does not have its outcome: the page may tell what is so no more."""
        source = self._source(address)
        row = db.execute(source.standing, _at(address)).first() if source else None
        if source is None or row is None:
            return None
        *mark, owner, moment, day = row
        deadline = _first(moment, day, clock.day_of(now))
        if deadline <= now:
            raise Due(owner, deadline)
        return Stands(source, _at(address), tuple(mark), now, deadline)

    def position(self, db: Db, address: Mapping[str, str]) -> int | None:
        """How far what is at this address has come: a number that only grows, of a community its ledger sequence."""
        source = self._source(address)
        row = db.execute(source.version, _at(address)).first() if source else None
        return row[0] if row else None

    def due(self, db: Reader, address: Mapping[str, str], by: datetime) -> bool:
        """Whether a deadline has passed, or will have by then, whose outcome does not stand on this snapshot yet."""
        source = self._source(address)
        row = db.execute(source.standing, _at(address)).first() if source else None
        return row is not None and _first(row[-2], row[-1], clock.day_of(by)) <= by

    def _source(self, address: Mapping[str, str]) -> Source | None:
        return self.sources.get(frozenset(_at(address)))

    def keep(self, key: Key | None, response: Response, stands: Stands | None, headers: Mapping[str, str]) -> Kept:
        """A public page as it is answered from now on. It is kept where its key tells all that it varies by."""
        varies = {name.strip().lower() for name in response.headers.get("vary", "").split(",")} - {""}
        if not varies <= VARIES_BY_KEY:
            stands = None
        more = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        if stands:
            more.append((b"surrogate-key", surrogate_key(stands.address).encode()))
        kept = Kept(
            bytes(response.body), [*response.raw_headers, *more], stands=stands, proxy_seconds=self.proxy_seconds
        )
        if stands and self.on and key:
            self._shelf(key).put(key, kept)
        return kept

    def _shelf(self, key: Key) -> Shelf:
        return self.asked if key[1] else self.plain


def _first(moment: datetime | None, day: date | None, today: date) -> datetime:
    """What comes first: that moment, the end of that day, or of today."""
    ends = clock.end_of(min(day, today) if day else today)
    return min(moment, ends) if moment else ends


def _at(address: Mapping[str, str]) -> dict[str, str]:
    """Of an address, what its source is asked by."""
    return {name: address[name] for name in ("county", "community") if name in address}


class KeptPages:
    """Outermost of the house: answers with a kept page before anything else is asked."""

    def __init__(self, app: ASGIApp, cache: Cache):
        self.app, self.cache = app, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            scope["page_key"] = key = key_of(scope)
            own_first = self.cache.db.standby is not None and has_done(scope)
            kept = await self.cache.fresh(key, own_first=own_first) if key else None
            if kept:
                return await kept(scope, receive, send)
        return await self.app(scope, receive, send)


def key_of(scope: Scope) -> Key | None:
    """What a public page is kept under; None for one that is never kept."""
    path, query = scope["path"].rstrip("/") or "/", scope["query_string"]
    if len(path) + len(query) > MOST_KEY or b"done=" in query:
        return None
    look, asks, boosted = "", False, False
    for name, value in scope["headers"]:
        if name == b"cookie" and b"look" in value:
            look = look_of(cookie_parser(value.decode("latin-1")).get("look", look))
        elif name == b"hx-request":
            asks = True
        elif name == b"hx-boosted":
            boosted = True
    return path, query, look, asks and not boosted


def look_of(cookie: str) -> str:
    """The cookie `look` as pages know it: "l", "light", "dark", "l.light", "l.dark" or ""."""
    parts = cookie.split(".")
    theme = next((theme for theme in ("light", "dark") if theme in parts), "")
    return ".".join(filter(None, ("l" if "l" in parts else "", theme)))


def surrogate_key(address: Mapping[str, str]) -> str:
    """The name under which a proxy drops all pages of a community, or of a county: yunxi/liuqiao."""
    return "/".join(address[name] for name in ("county", "community") if name in address)
