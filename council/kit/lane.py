"""The write lane: acts that wait are done together, made durable by one commit, and then answered.

Each act has its own savepoint, so that a refusal undoes nothing but itself. Trouble that passes (a lock, a lost
connection, a standby that is read-only for now) undoes the whole unit, which is done again after a pause, within a
budget. Other trouble has the acts done one by one, to see whose it is. Where a commit was sent and its answer never
came, an act that may be done twice is done again in a new transaction, under its event id, and only that commit
answers; any other is answered as Unsure.
"""

import asyncio
import random
import time
from collections.abc import Callable, Generator, Hashable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, TextClause
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from council.kit.acting import savepoint
from council.kit.engines import commit, driver_of, passes, write_something
from council.kit.queries import Driven

MOST_ACTS_AT_ONCE = 64
BUDGET = 60.0  # seconds within which trouble may pass
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 2.0  # seconds

Step = Callable[[], object] | None
Settle = Callable[[Session, UUID], None]


class NotDone(Exception):
    """The database could not be written to for the whole budget. Nothing of the act is recorded."""


class Unsure(Exception):
    """A commit was sent and its answer never came. Whether the act is recorded cannot be told now."""


@dataclass(eq=False)
class Job:
    """One act waiting for its turn. `event` is what makes a second run the same act; without it there is none."""

    line: str
    community: UUID | None
    run: Callable[[Session], Any]
    event: Hashable = None
    answer: Any = None
    error: Exception | None = None
    doubtful: bool = False  # a commit that held it was sent and not answered
    done: "asyncio.Future[Any] | None" = field(default=None, repr=False)


class Unit:
    """Jobs that are being done: together at first, after trouble of one of them one by one."""

    def __init__(self, jobs: list[Job], budget: float):
        self.parts = [jobs]
        self.until = time.monotonic() + budget
        self.pause = FIRST_PAUSE
        self.committing = False

    @property
    def jobs(self) -> list[Job]:
        return self.parts[0] if self.parts else []

    def succeeded(self) -> None:
        del self.parts[0]

    def after(self, trouble: Exception) -> float:
        """What becomes of the jobs after this trouble; the answer is how many seconds to wait before going on."""
        jobs = self.parts.pop(0)
        if self.committing:
            jobs = [job for job in jobs if not _left_in_doubt(job, trouble)]
        elif not passes(trouble):
            return self._apart(jobs, trouble)
        if time.monotonic() >= self.until:
            return _given_up(jobs, trouble, otherwise=NotDone())
        if jobs:
            self.parts.insert(0, jobs)
        # Everyone waits a different while, so that those who met once do not meet again.
        pause, self.pause = self.pause * random.uniform(0.5, 1.5), min(self.pause * 2, LONGEST_PAUSE)
        return pause

    def _apart(self, jobs: list[Job], trouble: Exception) -> float:
        if len(jobs) > 1:
            self.parts[:0] = [[job] for job in jobs]
            return 0
        return _given_up(jobs, trouble, otherwise=trouble)


def _given_up(jobs: list[Job], trouble: Exception, otherwise: Exception) -> float:
    for job in jobs:
        job.error = Unsure() if job.doubtful else otherwise
        if job.error is not trouble:
            job.error.__cause__ = trouble
    return 0


def _left_in_doubt(job: Job, trouble: Exception) -> bool:
    """After a commit that was not answered: whether nothing more can be done for this job."""
    if job.error:  # refused, so the commit held nothing of it; and what it was refused for may not be recorded
        return False
    job.doubtful = True
    if job.event is None:
        _given_up([job], trouble, otherwise=Unsure())
    return job.event is None


class Lane:
    """Does units of acts on one engine: `now` in this thread, `inline` in the loop with only the disk in a thread."""

    def __init__(self, engine: Engine, lock: TextClause, settle: Settle | None, budget: float = BUDGET):
        self.engine, self.lock, self.settle, self.budget = engine, lock, settle, budget
        self.driven = Driven(engine.dialect) if engine.dialect.name == "sqlite" else None

    def now(self, jobs: list[Job]) -> None:
        unit = Unit(jobs, self.budget)
        while unit.jobs:
            try:
                with closing(self._steps(unit)) as steps:
                    for step in steps:
                        if step:
                            step()
                unit.succeeded()
            except Exception as trouble:
                time.sleep(unit.after(trouble))

    async def inline(self, jobs: list[Job], hop: Callable[[Callable[[], object]], Any]) -> None:
        """`hop` runs what may wait for the disk in a helper thread; meanwhile pages are read."""
        unit = Unit(jobs, self.budget)
        while unit.jobs:
            try:
                with closing(self._steps(unit)) as steps:
                    for step in steps:
                        await (hop(step) if step else asyncio.sleep(0))
                unit.succeeded()
            except Exception as trouble:
                await asyncio.sleep(unit.after(trouble))

    def _steps(self, unit: Unit) -> Generator[Step, None, None]:
        """One transaction. Yields what may wait for the disk, or None: let a reader pass."""
        unit.committing = False
        with self.engine.connect() as connection:
            self._begin(connection)
            for place, job in enumerate(unit.jobs):
                if place:
                    yield None
                self._act(connection, job)
            if any(job.doubtful for job in unit.jobs):
                write_something(connection)
            unit.committing = True
            yield partial(commit, connection)

    def _begin(self, connection: Connection) -> None:
        """On SQLite at once or not at all: whoever meets a lock tries again after a pause, in which pages are read."""
        if self.driven is None:
            connection.begin()
            return
        driver = driver_of(connection)
        self.driven.run(driver, "PRAGMA busy_timeout=0")
        self.driven.run(driver, "BEGIN IMMEDIATE")

    def _act(self, connection: Connection, job: Job) -> None:
        job.answer = job.error = None
        if self.driven is None and job.community:
            connection.execute(self.lock, {"c": job.community})
        try:
            if job.community and self.settle:
                with savepoint(connection, self.driven) as session:
                    self.settle(session, job.community)
            with savepoint(connection, self.driven) as session:
                job.answer = job.run(session)
        except Exception as error:
            if connection.invalidated or (isinstance(error, DBAPIError) and not isinstance(error, IntegrityError)):
                raise
            job.error = error
