"""The doors to the database: `read`, and three that write. Nothing else begins or commits.

`write` is an act of one community, under the lock of its head row. `write_account` is for accounts, sign-in names,
sessions and failed tries. `found` is for county, township, community and slug, before a community's first entry.
On SQLite the acts run in the event loop and only BEGIN and COMMIT in a helper thread, so that what arrives during
one commit shares the next; on PostgreSQL each community has a line of its own and threads do the work.
"""

import asyncio
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, Executable, Result, Row, TextClause, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from council.kit.engines import reading_engine, writing_engine

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]
MOST_ACTS_AT_ONCE = 64


class Closing(Exception):
    """The server is going down; the act was not begun."""


class Reader:
    """One snapshot of the database. Always fetches all: an unfinished result would pin the snapshot."""

    def __init__(self, connection: Connection):
        self.connection = connection

    def execute(self, query: Executable) -> Result[*tuple[Any, ...]]:
        """As a Session does, for queries that acts and pages share; the caller fetches all of it."""
        return self.connection.execute(query)

    def rows(self, query: Executable) -> Sequence[AnyRow]:
        return self.connection.execute(query).all()

    def row(self, query: Executable) -> AnyRow | None:
        return self.connection.execute(query).first()

    def value(self, query: Executable) -> Any:
        return self.connection.execute(query).scalar()


Db = Reader | Session  # what a shared query may be asked of: `.execute(query).all()`, `.first()`, `.scalar()`


@dataclass
class Job:
    """One act waiting for its turn."""

    line: str
    community: UUID | None
    run: Callable[[Session], Any]
    answer: Any = None
    error: Exception | None = None
    done: "asyncio.Future[Any] | None" = field(default=None, repr=False)


class Database:
    """One database, embedded (SQLite) or served (PostgreSQL), with its doors."""

    def __init__(self, url: str, lock: TextClause, settle: Callable[[Session, UUID], None] | None = None):
        """`lock` takes the head row of community `:c`; `settle` does what the clock has made due there."""
        self.url, self.lock, self.settle = url, lock, settle
        self.lite = url.startswith("sqlite")
        self.writing: Engine = writing_engine(url)
        self.reading: Engine = reading_engine(url)
        self.lines: dict[str, list[Job]] = {}
        self.drains: dict[str, asyncio.Task[None]] = {}
        self.threads = ThreadPoolExecutor(1 if self.lite else 4, thread_name_prefix="writer")
        self.closed = False

    # ── reading ──

    def read_now(self, fn: Callable[[Reader], T]) -> T:
        with self.reading.connect() as connection, connection.begin():
            return fn(Reader(connection))

    async def read(self, fn: Callable[[Reader], T], *, slow: bool = False) -> T:
        """Run a page on one snapshot: in the loop on SQLite, where a thread hop costs three times the read."""
        if self.lite and not slow:
            return self.read_now(fn)
        return await asyncio.to_thread(self.read_now, fn)

    # ── the three doors that write ──

    async def write(self, community: UUID, act: Callable[[Session], T]) -> T:
        answer: T = await self._queue(self._act_job(community, act))
        return answer

    async def write_account(self, act: Callable[[Session], T]) -> T:
        answer: T = await self._queue(Job("" if self.lite else "accounts", None, act))
        return answer

    def write_now(self, community: UUID, act: Callable[[Session], T]) -> T:
        """The same door for commands and tests, which have no loop."""
        answer: T = self._now(self._act_job(community, act))
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
        self.reading.dispose()

    # ── how ──

    def _act_job(self, community: UUID, act: Callable[[Session], T]) -> Job:
        return Job("" if self.lite else str(community), community, act)

    def _now(self, job: Job) -> Any:
        self._straight([job])
        if job.error:
            raise job.error
        return job.answer

    async def _queue(self, job: Job) -> Any:
        if self.closed:
            raise Closing
        loop = asyncio.get_running_loop()
        job.done = loop.create_future()
        self.lines.setdefault(job.line, []).append(job)
        if job.line not in self.drains:
            self.drains[job.line] = loop.create_task(self._drain(job.line))
        return await asyncio.shield(job.done)

    async def _drain(self, line: str) -> None:
        try:
            while jobs := self.lines[line][:MOST_ACTS_AT_ONCE]:
                del self.lines[line][:MOST_ACTS_AT_ONCE]
                try:
                    await (self._inline(jobs) if self.lite else self._hop(partial(self._straight, jobs)))
                except Exception:
                    await self._hop(partial(self._alone, jobs))
                for job in jobs:
                    self._answer(job)
        finally:
            del self.drains[line]
            self.lines.pop(line, None)

    @staticmethod
    def _answer(job: Job) -> None:
        if job.done is None or job.done.done():  # the client left; the act stands
            return
        if job.error:
            job.done.set_exception(job.error)
            job.done.exception()  # a client that left must not leave a warning behind
        else:
            job.done.set_result(job.answer)

    def _steps(self, jobs: list[Job]) -> Generator[Callable[[], object] | None, None, None]:
        """Yields what may wait for the disk, or None: let a reader pass."""
        with self.writing.connect() as connection:
            yield connection.begin
            for job in jobs:
                job.answer = job.error = None
                if not self.lite and job.community:
                    connection.execute(self.lock, {"c": job.community})
                try:
                    if job.community and self.settle:
                        with savepoint(connection) as session:
                            self.settle(session, job.community)
                            session.commit()
                    with savepoint(connection) as session:
                        job.answer = job.run(session)
                        session.commit()
                except Exception as error:
                    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
                        raise
                    job.error = error
                yield None
            yield connection.commit

    def _straight(self, jobs: list[Job]) -> None:
        with closing(self._steps(jobs)) as steps:
            for step in steps:
                if step:
                    step()

    async def _inline(self, jobs: list[Job]) -> None:
        with closing(self._steps(jobs)) as steps:
            for step in steps:
                await (self._hop(step) if step else asyncio.sleep(0))

    def _alone(self, jobs: list[Job]) -> None:
        """After trouble everything was rolled back: once more, one by one; event ids make it safe."""
        for job in jobs:
            try:
                self._straight([job])
            except Exception as error:
                job.error = error

    async def _hop(self, fn: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self.threads, fn)


def savepoint(connection: Connection) -> Session:
    """A fresh session per act, whose commit releases its own savepoint and nothing more."""
    return Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)


def lock_row(table: str, url: str) -> TextClause:
    """The statement that locks the head row of community `:c`; on SQLite BEGIN IMMEDIATE has locked already."""
    tail = "" if url.startswith("sqlite") else " FOR NO KEY UPDATE"
    return text(f"SELECT 1 FROM {table} WHERE community_id = :c{tail}")
