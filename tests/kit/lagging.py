"""A standby that has replayed so far and no further: a snapshot of the primary that is held. No second server."""

import math
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, text

from council.kit.db import Database
from council.kit.standby import Behind, Standby

T = TypeVar("T")


class Lagging(Standby):
    def __init__(self, database: Database):
        super().__init__(database.url, database.reading)
        self.away, self.answers = False, 0
        self.marks.append((math.inf, "0/0"))  # as if the primary had just been asked
        self.snapshot = self.engine.connect()
        self.catch_up()

    def catch_up(self) -> None:
        """Replay all that the primary has by now."""
        self.snapshot.rollback()
        self.snapshot.execute(text("SELECT 1"))

    def _now(self, fn: Callable[[Connection], T]) -> T:
        if self.least() is None:
            raise Behind
        self.answers += 1
        return fn(self.snapshot)

    def close(self) -> None:
        self.snapshot.close()
        super().close()
