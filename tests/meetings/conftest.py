"""The village of these tests was founded before everything that happens here."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.meetings.scene import FOUNDED
from tests.village import Village


@pytest.fixture
def found(database: Database) -> Callable[..., Village]:
    """Found a village on that day."""

    def one(**wishes: object) -> Village:
        with clock.at(FOUNDED):
            return Village.found(database, **wishes)  # type: ignore[arg-type]

    return one


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    return found()
