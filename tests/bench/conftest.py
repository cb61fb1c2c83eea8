"""A small place of five councils, generated once for all tests of the bench."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from council import app
from council.bench.generating import Generated, generate
from council.bench.sizes import VILLAGE, Size
from council.config import Settings
from council.kit import clock
from council.kit.engines import writing_engine

TODAY = clock.start_of(date(2026, 11, 20))
FEW = Size("few", 5, 13 + 13 + 5 + 5 + 4, 140, 140 * 13 - 3, large=2)
Make = Callable[..., tuple[Path, Generated]]


def made_in(folder: Path, size: Size = VILLAGE, seed: int = 7) -> tuple[Path, Generated]:
    settings = Settings(data=folder, database_url="")
    folder.mkdir(parents=True)
    app.migrate(settings)
    engine = writing_engine(settings.url)
    place = generate(engine, size, seed, TODAY)
    engine.dispose()
    return settings.file, place


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Generated]:
    return made_in(tmp_path_factory.mktemp("bench") / "village")


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Generated]:
    return made_in(tmp_path_factory.mktemp("bench") / "few", FEW)
