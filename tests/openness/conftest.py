"""Willow Bridge with all its bodies, founded before everything that happens here."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.openness.scene import passed, post, seat_all
from tests.village import Village
from tests.votes.scene import FOUNDED


@pytest.fixture
def found(database: Database) -> Callable[..., Village]:
    def one(**wishes: object) -> Village:
        with clock.at(FOUNDED):
            village = Village.found(database, **wishes)  # type: ignore[arg-type]
            seat_all(village)
            return village

    return one


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    return found()


@pytest.fixture
def ref(village: Village) -> str:
    """A motion that passed, and is not published yet."""
    return passed(village)


@pytest.fixture
def posted(village: Village, ref: str) -> str:
    """The same, its notice on the board from 23 to the end of 30 November."""
    post(village, ref)
    return ref
