"""The village of works, with an officer of its township (何干部) and one of its county (县里林)."""

from collections.abc import Callable

import pytest

from council.kit import clock
from tests.openness.conftest import found as found_one
from tests.openness.conftest import posted, ref
from tests.oversight.scene import TOWNSHIP, officer
from tests.village import Village
from tests.works.conftest import cleared, working
from tests.works.scene import BEGUN

__all__ = ["cleared", "found_one", "posted", "ref", "working"]


@pytest.fixture
def village(found_one: Callable[..., Village]) -> Village:
    village = found_one()
    with clock.at(BEGUN):  # their sessions last a month
        officer(village, "何干部", township=TOWNSHIP)
        officer(village, "县里林")
    return village
