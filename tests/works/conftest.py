"""The village of openness, with a resolution whose way is clear."""

import pytest

from tests.openness.conftest import found, posted, ref, village
from tests.openness.scene import at
from tests.village import Village
from tests.votes.scene import tick
from tests.works.scene import begun

__all__ = ["found", "posted", "ref", "village"]


@pytest.fixture
def cleared(village: Village, posted: str) -> str:
    """Its notice hung to the end of 30 November, and nobody objected."""
    tick(village, at(2026, 12, 1, 0))
    return posted


@pytest.fixture
def working(village: Village, cleared: str) -> str:
    """The same, and it was begun."""
    begun(village, cleared)
    return cleared
