"""A standby that answers pages: PostgreSQL's own copy, some milliseconds behind its primary, or more.

Every second the primary is asked how far its log goes: what was committed before that moment stands on a standby that
has replayed as far. So none answers that has not come as far as the primary had MOST_BEHIND seconds ago, and each
connection is asked anew, as there may be several standbys behind one URL. One that is away or slow is left alone until
the same look finds it back. All the while the primary answers.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import Enum, auto
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from council.kit.engines import STANDBY_CONNECTIONS, standby_engine

T = TypeVar("T")
MOST_BEHIND = 10.0  # seconds; nothing older is shown to anyone
PATIENCE = 3.0  # seconds until the primary is asked instead
LOOK_EVERY = 1.0  # seconds

_CLUSTER = "(SELECT system_identifier FROM pg_control_system()) || '/' || current_database()"
PRIMARY = text(f"SELECT pg_current_wal_flush_lsn()::text, {_CLUSTER}")
STANDBY = text(f"SELECT pg_is_in_recovery(), {_CLUSTER}")
REPLAYED = text("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= CAST(:mark AS pg_lsn)")


class Found(Enum):
    """What a URL leads to."""

    FOLLOWING = auto()  # a standby of ours
    PROMOTED = auto()  # ours, but it follows nobody: perhaps the primary itself
    FOREIGN = auto()
    NOTHING = auto()


class Behind(Exception):
    """The standby cannot answer this: the primary does."""


class Standby:
    """One standby, or several behind one URL, of the database that `primary` reads."""

    def __init__(self, url: str, primary: Engine):
        self.primary = primary
        self.engine = standby_engine(url)
        # Threads of its own: one that froze keeps nobody from the primary.
        self.threads = ThreadPoolExecutor(STANDBY_CONNECTIONS, thread_name_prefix="standby")
        self.away = True
        self.marks: deque[tuple[float, str]] = deque()  # a moment, and how far the primary's log went just after it
        self.floors: dict[str, tuple[float, int]] = {}

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """Run `fn` on one snapshot of the standby. Behind where the primary must answer, for whatever reason."""
        if self.away:
            raise Behind
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._in_thread(partial(self._now, fn))
        except (DBAPIError, NoConnectionFree, TimeoutError) as trouble:
            self.away = True
            raise Behind from trouble

    async def _in_thread(self, fn: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, fn)

    def _now(self, fn: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            least = self.least()
            if least is None or not connection.execute(REPLAYED, {"mark": least}).scalar():
                raise Behind
            return fn(connection)

    def least(self) -> str | None:
        """How far the primary had come MOST_BEHIND seconds ago; None where it was not asked since."""
        since = time.monotonic() - MOST_BEHIND
        return next((mark for moment, mark in tuple(self.marks) if moment > since), None)

    # ── nobody goes back in time ──

    def note(self, place: str, position: int) -> None:
        """The primary has shown this place so far: from now on the standby shows no less of it."""
        self.floors[place] = time.monotonic(), max(position, self.floor(place))

    def floor(self, place: str) -> int:
        return self.floors.get(place, (0.0, 0))[1]

    # ── looking after it ──

    async def watch(self) -> None:
        """Look every second, for as long as the server runs."""
        while True:
            with suppress(Exception):  # without a look the primary answers
                await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """Ask the primary how far it is, and a standby that is away whether it is back."""
        moment = time.monotonic()
        mark, _ = await asyncio.to_thread(self._ask, self.primary, PRIMARY)
        self.marks.append((moment, mark))
        while self.marks[0][0] <= moment - MOST_BEHIND:
            self.marks.popleft()
        # Any standby that answers has by now come as far as what was shown so long ago.
        self.floors = {place: floor for place, floor in self.floors.items() if floor[0] > moment - MOST_BEHIND}
        if self.away:
            self.away = await self._in_thread(self.found) is not Found.FOLLOWING

    def found(self) -> Found:
        """What stands where the URL leads."""
        try:
            follows, cluster = self._ask(self.engine, STANDBY)
        except DBAPIError:
            return Found.NOTHING
        if cluster != self._ask(self.primary, PRIMARY)[1]:
            return Found.FOREIGN
        return Found.FOLLOWING if follows else Found.PROMOTED

    @staticmethod
    def _ask(engine: Engine, question: TextClause) -> tuple[Any, ...]:
        with engine.connect() as connection:
            return tuple(connection.execute(question).one())

    def close(self) -> None:
        self.threads.shutdown(wait=False)
        self.engine.dispose()
