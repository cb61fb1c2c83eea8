"""Random matters on random paths, honest and hostile: nothing reaches implementation but by the lawful path."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import select

from council.app import settle
from council.kit import clock
from council.kit.clock import CHINA
from council.kit.db import Database, lock_row
from council.meetings.acts import Authorised, delegate
from council.meetings.columns import MEMBERSHIP
from tests.bodies import people, stand
from tests.meetings.scene import sheet
from tests.procedure.machine import PATHS, Machine, rolls
from tests.procedure.scene import settle_in
from tests.village import NAMES, Village
from tests.walking import FEW, WHOLE, by_command, run

AUTHORISED = Authorised(
    "assembly", "representatives", ("public_works",), decided_on=date(2026, 1, 10), begins=date(2026, 1, 10),
    ends=date(2030, 12, 31),
)  # fmt: skip
FOUNDED = datetime(2026, 1, 20, 9, 0, tzinfo=CHINA)


@pytest.fixture(scope="module")
def machine(sqlite_template: Path) -> Iterator[type[Machine]]:
    """The machine with two villages to start from: two heads, and one (一肩挑)."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:

        class Walk(Machine):
            templates = tuple(_stored(sqlite_template, Path(folder), one_head=one) for one in (False, True))
            seen: ClassVar[Counter[str]] = Counter()

        Walk.folder = Path(folder)
        yield Walk


def _stored(template: Path, folder: Path, *, one_head: bool) -> tuple[Village, Path, dict[object, int]]:
    file = folder / f"template-{one_head}.db"
    shutil.copy(template, file)
    database = Database(f"sqlite:///{file}", lock_row("ledger_head", "sqlite:"), settle)
    with clock.at(FOUNDED):
        village = Village.found(database)
        settle_in(village, one_head=one_head)
        stand(village, "collective", rolls(one_head)["collective"])
        stand(village, "assembly_adults", people("吴", 8, women=4), chair=None, accounts=False)
        village.do("clerk", delegate, AUTHORISED, sheet(20))
    numbers = village.look(
        lambda db: {
            row.name: row.number
            for row in db.rows(select(MEMBERSHIP.name, MEMBERSHIP.number).where(MEMBERSHIP.community_id == village.id))
        }
    )
    database.close()
    return village, file, {**numbers, **{seat: numbers[name] for seat, name in enumerate(NAMES, 1)}}


def test_nothing_reaches_implementation_but_by_the_lawful_path(machine: type[Machine]) -> None:
    assert run(machine, FEW)["implementable"] >= 2


@pytest.mark.slow
@by_command
def test_two_hundred_walks_of_fifty_steps(machine: type[Machine]) -> None:
    seen = run(machine, WHOLE)
    print(sorted(seen.items()))
    assert seen["implementable"] >= WHOLE // 5
    assert {"publish", "take_down", "file", "enter", "reply", "judge", "check", "send_back", "revise", "merge",
            "part", "with_letter", "finish", "taken"} <= seen.keys()  # fmt: skip


@pytest.mark.parametrize(("path", "matter"), [(path, "public_works") for path in PATHS])
def test_every_path_is_walked_to_its_end(machine: type[Machine], path: str, matter: str) -> None:
    """Without any mischief, so that the walk above is known to be able to."""
    walk = machine()
    walk.found(one_head=False, path=path, matter=matter, walked=0, hangs=False)  # type: ignore[no-untyped-call]
    came = []
    while walk.matter(0).at is not None:
        walk.go_on()
        walk.nothing_is_carried_out_unlawfully()
        came.append(walk.gate(walk.matter(0)) is None)
        assert len(came) < 12
    assert came == sorted(came), "once it may be carried out, it may"
    assert came[-1]
    walk.teardown()
