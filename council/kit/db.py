"""The doors to the database: `read`, `read_standby`, and three that write. Nothing else begins or commits.

`write` is an act of one community, under the lock of its head row. `write_account` is for accounts, sign-in names,
sessions and failed tries. `found` is for county, township, community and slug, before a community's first entry.
On SQLite the acts run in the event loop and only COMMIT in a helper thread, so that what arrives during one commit
shares the next; on PostgreSQL each community has a line of its own and threads do the work.
"""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine, TextClause, text
from sqlalchemy.orm import Session

from council.kit.engines import reading_engine, writing_engine
from council.kit.lane import MOST_ACTS_AT_ONCE, Job, Lane, Settle
from council.kit.reading import Reader as Reader
from council.kit.reading import Snapshots, TooLong
from council.kit.standby import Behind, Standby

T = TypeVar("T")
WITHIN = 0.02  # seconds that a statement may keep the event loop
has_written: ContextVar[bool] = ContextVar("has_written", default=False)  # whether this request has come to a door


class Closing(Exception):
    """The server is going down; the act was not begun."""


Db = Reader | Session  # what a shared query may be asked of: `.execute(QUERY, values).all()`, `.first()`, `.scalar()`


class Database:
    """One database, embedded (SQLite) or served (PostgreSQL), with its doors."""

    def __init__(self, url: str, lock: TextClause, settle: Settle | None = None):
        """`lock` takes the head row of community `:c`; `settle` does what the clock has made due there."""
        self.url = url
        self.lite = url.startswith("sqlite")
        self.writing: Engine = writing_engine(url)
        self.reading: Engine = reading_engine(url)
        self.snapshots = Snapshots(self.reading)
        self.standby: Standby | None = None  # a server of pages may be given one
        self.lane = Lane(self.writing, lock, settle)
        self.lines: dict[str, list[Job]] = {}
        self.events: dict[tuple[UUID | None, Hashable], asyncio.Future[Any]] = {}
        self.drains: dict[str, asyncio.Task[None]] = {}
        self.threads = ThreadPoolExecutor(1 if self.lite else 4, thread_name_prefix="writer")
        self.closed = False

    # ── reading ──

    def read_now(self, fn: Callable[[Reader], T]) -> T:
        return self.snapshots.read(fn)

    async def read(self, fn: Callable[[Reader], T], *, slow: bool = False) -> T:
        """Run a page on one snapshot: in the loop on SQLite, where a thread hop costs three times the read. One that
        takes too long there is interrupted, and run again in a thread as on PostgreSQL: so `fn` only looks."""
        if self.lite and not slow:
            with suppress(TooLong):
                return self.snapshots.read(fn, within=WITHIN)
        return await asyncio.to_thread(self.read_now, fn)

    async def read_standby(self, fn: Callable[[Reader], T]) -> T:
        """Run a page on one snapshot of the standby. Behind where the primary must answer."""
        if self.standby is None:
            raise Behind
        return await self.standby.read(lambda connection: fn(Reader(connection)))

    # ── the three doors that write ──

    async def write(self, community: UUID, act: Callable[[Session], T], event: Hashable = None) -> T:
        """Do an act. `event` names what is the same act however often it is sent or done: with it, an act whose
        commit was not answered is done again; without it, its outcome is Unsure."""
        line = "" if self.lite else str(community)
        answer: T = await self._queue(Job(line, community, act, event))
        return answer

    async def write_account(self, act: Callable[[Session], T]) -> T:
        answer: T = await self._queue(Job("" if self.lite else "accounts", None, act))
        return answer

    def write_now(self, community: UUID, act: Callable[[Session], T], event: Hashable = None) -> T:
        """The same door for commands and tests, which have no loop."""
        answer: T = self._now(Job("", community, act, event))
        return answer

    def write_account_now(self, act: Callable[[Session], T]) -> T:
        answer: T = self._now(Job("", None, act))
        return answer

    def found(self, act: Callable[[Session], T]) -> T:
        """Found a place: reference rows and the community's first entry, in one transaction."""
        answer: T = self._now(Job("", None, act))
        return answer

    async def drain(self) -> None:
        """Let what waits be done; take nothing new."""
        self.closed = True
        while self.drains:
            await asyncio.gather(*self.drains.values(), return_exceptions=True)

    def close(self) -> None:
        self.threads.shutdown()
        self.writing.dispose()
        self.snapshots.close()
        self.reading.dispose()
        if self.standby:
            self.standby.close()

    # ── how ──

    def _now(self, job: Job) -> Any:
        self.lane.now([job])
        if job.error:
            raise job.error
        return job.answer

    async def _queue(self, job: Job) -> Any:
        if self.closed:
            raise Closing
        has_written.set(True)
        if job.event and (first := self.events.get((job.community, job.event))):
            return await asyncio.shield(first)  # the same sending, which still waits for its answer
        loop = asyncio.get_running_loop()
        job.done = loop.create_future()
        if job.event:
            self.events[job.community, job.event] = job.done
        self.lines.setdefault(job.line, []).append(job)
        if job.line not in self.drains:
            self.drains[job.line] = loop.create_task(self._drain(job.line))
        return await asyncio.shield(job.done)

    async def _drain(self, line: str) -> None:
        try:
            while jobs := self.lines[line][:MOST_ACTS_AT_ONCE]:
                del self.lines[line][:MOST_ACTS_AT_ONCE]
                await (self.lane.inline(jobs, self._hop) if self.lite else self._hop(partial(self.lane.now, jobs)))
                for job in jobs:
                    self._answer(job)
        finally:
            del self.drains[line]
            self.lines.pop(line, None)

    def _answer(self, job: Job) -> None:
        self.events.pop((job.community, job.event), None)
        if job.done is None or job.done.done():
            return
        if job.error:
            job.done.set_exception(job.error)
            job.done.exception()  # a client that left must not leave a warning behind; the act stands
        else:
            job.done.set_result(job.answer)

    async def _hop(self, fn: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self.threads, fn)


def lock_row(table: str, url: str) -> TextClause:
    """The statement that locks the head row of community `:c`; on SQLite BEGIN IMMEDIATE has locked already."""
    tail = "" if url.startswith("sqlite") else " FOR NO KEY UPDATE"
    return text(f"SELECT 1 FROM {table} WHERE community_id = :c{tail}")
