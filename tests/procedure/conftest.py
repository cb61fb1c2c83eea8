"""The village of these tests has every body of the four discussions, and was founded before anything happens."""

from collections.abc import Callable

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.procedure.scene import FOUNDED, settle_in
from tests.village import Village


@pytest.fixture
def bare(database: Database) -> Village:
    """Willow Bridge with its Yishihui alone."""
    with clock.at(FOUNDED):
        return Village.found(database)


@pytest.fixture
def settled(bare: Village) -> Callable[..., Village]:
    """With its bodies, as one wishes: `settled(one_head=True)`."""

    def more(**wishes: object) -> Village:
        with clock.at(FOUNDED):
            settle_in(bare, **wishes)  # type: ignore[arg-type]
        return bare

    return more


@pytest.fixture
def village(settled: Callable[..., Village]) -> Village:
    return settled()
