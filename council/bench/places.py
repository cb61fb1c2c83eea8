"""Where generated data lies: made once and kept, and each run works on a copy of its own."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from council import app
from council.bench.generating import Generated, Progress, generate
from council.bench.sizes import Size
from council.config import Settings
from council.kit import clock
from council.kit.engines import writing_engine
from council.migrations import UnknownStep

FORM = 1  # raised when what is generated changes
GOOD_FOR = timedelta(days=11)  # then its open votes are near their end
Begin = Callable[[Size], Progress]


def made_place(folder: Path, size: Size, seed: int, begin: Begin) -> Generated:
    """The place of this size in `folder`, made now unless it is there and good. `begin` is told before it is made."""
    own, known = folder / size.key, folder / size.key / "generated.json"
    if _good(own, seed):
        return Generated.load(known)
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    settings = Settings(data=own, database_url="")
    app.migrate(settings)
    engine = writing_engine(settings.url)
    try:
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")  # type: ignore[union-attr]
        place = generate(engine, size, seed, clock.start_of(clock.today()), begin(size))
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    finally:
        engine.dispose()
    place.save(known)
    (own / "form.json").write_text(json.dumps({"form": FORM, "seed": seed}))
    return place


def _good(own: Path, seed: int) -> bool:
    """Made whole, in today's form, from this seed, and its open votes still run for a while. What an older version of
    the product has made is brought up to date, as an upgrade would bring it."""
    form = own / "form.json"
    if not form.is_file() or json.loads(form.read_text()) != {"form": FORM, "seed": seed}:
        return False
    made = datetime.fromisoformat(Generated.load(own / "generated.json").today)
    if clock.now() - made > GOOD_FOR:
        return False
    try:
        app.migrate(Settings(data=own, database_url=""))
    except UnknownStep:
        return False
    return True


@contextmanager
def cache_folder(given: Path | None) -> Iterator[Path]:
    """The folder that keeps generated data; none given, one that is gone afterwards."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with TemporaryDirectory(prefix="council-bench-") as folder:
            yield Path(folder)


def working_copy(folder: Path, size: Size, scratch: Path) -> Path:
    """A fresh copy of a place, to be changed by a run."""
    own = scratch / size.key
    own.mkdir()
    shutil.copyfile(folder / size.key / "council.db", own / "council.db")
    return own
