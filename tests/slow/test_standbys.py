"""Reads on a real standby that is late, away, hung or promoted. More of it: `python -m tests.slow.standbys`."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest

from council.app import create_app, database_of, migrate
from council.config import Settings
from council.kit import standby as kit_standby
from council.kit.db import Database
from council.kit.standby import Found, Standby
from council.places.contacts import set_contacts
from tests.conftest import skip
from tests.judge import JudgingClient
from tests.postgres import REMEDY
from tests.slow.clusters import Cluster, Pair, binaries, pair_of_clusters
from tests.slow.standbys import read_late
from tests.village import ORIGIN, Village

pytestmark = pytest.mark.slow
TIMES = 4
DELAY = 0.5
OLD, NEW, NEWER = "0571-11111111", "0571-22222222", "0571-33333333"


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    try:
        binaries()
    except ImportError:
        skip("postgres", REMEDY)
    with pair_of_clusters() as pair:
        migrate(Settings(database_url=pair.url))
        pair.follow(synchronous=False)
        yield pair


def test_none_of_ones_own_acts_is_missed(pair: Pair) -> None:
    tally = read_late(pair, TIMES, delay=DELAY, forgetful=False)
    assert not tally.faults, tally
    assert (tally.stale, tally.back) == (0, 0), tally
    assert tally.acts == 14 * TIMES
    assert tally.by_standby > tally.reads / 2, "the standby is used"


def test_without_their_cookies_they_are_missed_so_that_the_test_can_fail(pair: Pair) -> None:
    tally = read_late(pair, TIMES // 2, delay=DELAY, forgetful=True)
    assert not tally.faults, tally
    assert tally.stale > tally.acts / 2, tally


# ── a standby that is not as it should be, seen from one server ──


def until(comes: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not comes():
        assert time.monotonic() < end
        time.sleep(0.05)


@dataclass
class Scene:
    """A village with its telephone number OLD on both, and a server of its pages that has found the standby."""

    village: Village
    standby: Cluster
    database: Database
    reader: JudgingClient

    def phone(self) -> str:
        """What somebody who only reads sees."""
        page = self.reader.get(self.village.url).text
        return next(phone for phone in (OLD, NEW, NEWER) if phone in page)

    def give(self, phone: str) -> None:
        self.village.do("clerk", set_contacts, phone=phone, office="", hours="")

    def starts(self) -> bool:
        """Not at once: the killed processes take a moment to be gone."""
        with suppress(AssertionError):
            self.standby.start()
            return True
        return False

    @property
    def used(self) -> bool:
        """Whether the standby answers: what it has not replayed yet is not shown."""
        assert self.database.standby
        return not self.database.standby.away


@pytest.fixture
def scene(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    assert pair.standby
    monkeypatch.setattr(kit_standby, "LOOK_EVERY", 0.1)
    pair.standby.apply_after(0)
    settings = Settings(
        database_url=pair.primary.url, read_database_url=pair.standby.url, origin=ORIGIN, tick_seconds=3600
    )
    database = database_of(settings)
    village = Village.found(database)
    with JudgingClient(create_app(settings, database), base_url=ORIGIN, headers={"Origin": ORIGIN}) as reader:
        scene = Scene(village, pair.standby, database, reader)
        scene.give(OLD)
        until(lambda: scene.used and scene.phone() == OLD)
        yield scene
    database.close()
    pair.standby.ask("SELECT pg_wal_replay_resume()")


def held(standby: Cluster) -> None:
    """It replays nothing more."""
    standby.ask("SELECT pg_wal_replay_pause()")
    until(lambda: standby.ask("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])


def paused(scene: Scene) -> None:
    """Hold the standby, and show that readers are answered by it."""
    held(scene.standby)
    scene.give(NEW)
    assert scene.phone() == OLD


def test_one_that_falls_too_far_behind_is_left_and_taken_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_standby, "MOST_BEHIND", 1.0)
    paused(scene)
    began = time.monotonic()
    until(lambda: scene.phone() == NEW, seconds=5)
    assert time.monotonic() - began < 2.5
    scene.standby.ask("SELECT pg_wal_replay_resume()")
    time.sleep(1.5)
    held(scene.standby)
    scene.give(NEWER)
    assert scene.phone() == NEW, "it answers again"


def test_one_that_is_killed_is_missed_by_nobody_and_found_when_it_is_back(scene: Scene) -> None:
    paused(scene)
    scene.standby.kill()
    assert scene.phone() == NEW
    assert scene.database.standby
    assert scene.database.standby.found() is Found.NOTHING
    for phone in (NEWER, OLD):
        scene.give(phone)
        assert scene.phone() == phone
    until(scene.starts)
    until(lambda: scene.used)
    paused(scene)


def test_one_that_hangs_keeps_a_reader_for_a_moment_only(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_standby, "PATIENCE", 0.5)
    paused(scene)
    scene.standby.signal(signal.SIGSTOP)
    began = time.monotonic()
    assert scene.phone() == NEW
    assert time.monotonic() - began < 2
    scene.give(NEWER)
    assert scene.phone() == NEWER
    scene.standby.signal(signal.SIGCONT)
    until(lambda: scene.used)


def test_what_a_url_leads_to_is_known(pair: Pair, scene: Scene) -> None:
    assert pair.standby

    def found(url: str) -> Found:
        standby = Standby(url, scene.database.reading)
        try:
            return standby.found()
        finally:
            standby.close()

    assert found(pair.standby.url) is Found.FOLLOWING
    assert found(pair.primary.url) is Found.PROMOTED
    assert found(pair.primary.url.replace("/council", "/postgres")) is Found.FOREIGN
    assert found(pair.primary.url.replace(f":{pair.primary.port}/", ":1/")) is Found.NOTHING


def test_one_that_was_promoted_is_not_believed(pair: Pair, scene: Scene) -> None:
    """It follows nobody any more, and may say what never happened."""
    scene.standby.promote()
    try:
        for phone in (NEW, NEWER):
            scene.give(phone)
            assert scene.phone() == phone
            time.sleep(0.5)  # it was looked for
    finally:
        scene.standby.kill()
        pair.follow(synchronous=False)
