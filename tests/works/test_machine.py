"""Random orders of acts, honest and hostile: money and percent add up, nothing begins early, nothing ends disputed."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from council.charters.rest_days import read_notice
from council.kit import clock
from council.motions.acts import propose, put
from council.openness.acts import enter_year
from council.votes.acts import open
from tests.midst import opened
from tests.motions.words import lights
from tests.openness.scene import post, seat_all, seat_body
from tests.openness.test_calendar import OF_2027, SOURCE
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, FOUNDED, OPENED, PUT, send_all, tick
from tests.walking import FEW, WHOLE, by_command, run
from tests.works.afterwards import Walk
from tests.works.lawful import BUDGET, MORE, RESOLVED
from tests.works.watched import REF

ENDS = {"opened again", "accepted a second time", "closed", "closed a second time", "halted", "decided anew"}


@pytest.fixture(scope="module")
def machine(sqlite_template: Path) -> Iterator[type[Walk]]:
    """The machine with its village to start from."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:

        class Stored(Walk):
            template = _stored(sqlite_template, Path(folder))
            seen: ClassVar[Counter[str]] = Counter()

        Stored.folder = Path(folder)
        yield Stored


def _stored(template: Path, folder: Path) -> tuple[Village, Path]:
    """The council passed three motions and refused one; the notice of the first hangs."""
    file = Path(shutil.copy(template, folder / "template.db"))
    database = opened(file)
    with clock.at(FOUNDED):
        village = Village.found(database)
        seat_all(village)
        seat_body(village, "daibiao", "representatives", "柳桥社区居民代表会议", ("代一", "代二"))
        village.do(None, enter_year, read_notice(2027, OF_2027), SOURCE, console=True)
    for cost in (BUDGET, *MORE.values()):
        _voted(village, cost, yes=10)
    _voted(village, BUDGET, yes=2)
    tick(village, CLOSES)
    post(village, REF)
    database.close()
    return village, file


def _voted(village: Village, cost: int, yes: int) -> None:
    with clock.at(PUT):
        words = lights(cost_fen=cost, done_by_day=RESOLVED)
        ref = village.do(1, put, village.do(1, propose, village.body, "lighting", words))
    with clock.at(OPENED):
        village.do(CHAIR, open, ref, CLOSES)
    send_all(village, ref, {"for": range(1, 1 + yes), "against": range(1 + yes, 14)})


def test_whatever_is_tried_a_work_adds_up(machine: type[Walk]) -> None:
    seen = run(machine, FEW)
    assert {"begin", "report", "look", "answer", "accept", "no begin", "no report", "no accept"} <= seen.keys()


@pytest.mark.slow
@by_command
def test_two_hundred_walks_of_fifty_steps(machine: type[Walk]) -> None:
    seen = run(machine, WHOLE)
    print(sorted(seen.items()))
    acts = {
        "begin", "report", "contract", "extend", "add_money", "look", "answer", "accept", "file", "reply", "publish",
        "rate", "enter", "send_back",
    }  # fmt: skip
    assert acts | {f"no {act}" for act in acts} | ENDS <= seen.keys()
    assert seen["accept"] >= WHOLE // 5


def test_an_honest_walk_comes_to_its_end(machine: type[Walk]) -> None:
    """Without any mischief, so that the walk above is known to be able to."""
    walk = machine()
    walk.found(walked=0, plan=((9, 60), (19, 40)), disputed=False)  # type: ignore[no-untyped-call]
    for _ in range(11):
        walk.go_on()
        walk.everything_adds_up()  # type: ignore[no-untyped-call]
    assert (walk.work.at, walk.work.round, walk.work.opened_by_answers) == ("done", 2, 1)
    walk.teardown()
