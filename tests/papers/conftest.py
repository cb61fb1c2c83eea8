"""Papers printed to PDF by a headless browser, as a clerk's browser prints them; and a village that has some."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.browser.conftest import browser
from tests.papers.scene import FOUNDED
from tests.procedure.scene import settle_in
from tests.village import Village

__all__ = ["browser"]


@pytest.fixture
def settled(database: Database) -> Callable[..., Village]:
    """Willow Bridge with its council and every body of the four discussions."""

    def one(**wishes: object) -> Village:
        with clock.at(FOUNDED):
            village = Village.found(database, **wishes)  # type: ignore[arg-type]
            settle_in(village)
        return village

    return one


@pytest.fixture
def village(settled: Callable[..., Village]) -> Village:
    return settled()
