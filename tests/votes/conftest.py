"""The village of these tests was founded on the first of November 2026, before everything that happens here."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.village import Village
from tests.votes.scene import FOUNDED


@pytest.fixture
def found(database: Database) -> Callable[..., Village]:
    """Found a village on that day: `found(charter="village_council", members=5)`, `found(vacant={12})`."""

    def one(**wishes: object) -> Village:
        with clock.at(FOUNDED):
            return Village.found(database, **wishes)  # type: ignore[arg-type]

    return one


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    return found()
