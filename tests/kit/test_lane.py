"""The write lane in trouble: nothing acknowledged is lost, nothing is done twice, and nobody pays for another."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.db import Closing
from council.kit.lane import NotDone, Unsure
from council.kit.queries import Driven
from council.places.tables import Community
from council.rules.refusal import Refusal
from tests.kit.trouble import (
    Sending,
    commits,
    ending_the_connection,
    held,
    impatient,
    lasting,
    passing,
    raising,
    watched,
)
from tests.village import Village

__all__ = ["commits", "impatient"]
Commits = Callable[..., None]


def together(*sendings: Sending) -> list[object]:
    async def all_at_once() -> list[object]:
        return await asyncio.gather(*(each.send() for each in sendings), return_exceptions=True)

    return asyncio.run(all_at_once())


def notes(village: Village) -> list[str]:
    return [entry["on"] for entry in village.entries() if entry["act"] == "note"]


def three(village: Village, first: int = 0) -> list[Sending]:
    return [Sending(village, first), Sending(village, first + 1, refused=True), Sending(village, first + 2)]


def right(village: Village) -> None:
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


# ── trouble at every statement ──


@pytest.mark.parametrize("kind", [passing, lasting])
def test_trouble_at_any_statement_undoes_the_unit_and_it_is_done_again(village: Village, kind) -> None:
    with watched(village.db.writing) as clean:
        together(*three(village))
    assert clean.count > 12
    for nth in range(1, clean.count + 1):
        with watched(village.db.writing, nth, raising(kind(village.db))):
            one, refused, two = together(*three(village, nth * 10))
        assert (isinstance(one, int), isinstance(refused, Refusal), isinstance(two, int)) == (True,) * 3, (
            nth,
            one,
            two,
        )
        assert notes(village)[-2:] == [str(nth * 10), str(nth * 10 + 2)]
    right(village)


def test_trouble_of_one_act_is_its_own(village: Village) -> None:
    good, bad = Sending(village, 1), Sending(village, 2)
    broken = lasting(village.db)

    async def both() -> list[object]:
        def act(session: object) -> int:
            bad(session)
            raise broken

        return await asyncio.gather(good.send(), village.db.write(village.id, act), return_exceptions=True)

    entry, trouble = asyncio.run(both())
    assert isinstance(entry, int)
    assert trouble is broken
    assert notes(village) == ["1"]


def test_an_act_that_breaks_a_key_leaves_the_others(village: Village) -> None:
    def twice(session) -> None:
        session.execute(insert(Community).values(id=village.id, county_slug=village.county, name="again"))

    async def all_at_once() -> list[object]:
        acts = [Sending(village, 1).send(), village.db.write(village.id, twice), Sending(village, 2).send()]
        return await asyncio.gather(*acts, return_exceptions=True)

    answers = asyncio.run(all_at_once())
    assert [type(each) for each in answers] == [int, IntegrityError, int]
    assert notes(village) == ["1", "2"]


def test_a_backend_that_is_killed_at_any_statement_costs_nothing(village: Village) -> None:
    if village.db.lite:
        pytest.skip("SQLite has no backend: tests/slow kills the process")
    with watched(village.db.writing) as clean:
        together(*three(village))
    for nth in range(1, clean.count + 1):
        with watched(village.db.writing, nth, ending_the_connection(village.db)):
            one, refused, two = together(*three(village, nth * 10))
        assert (isinstance(one, int), isinstance(refused, Refusal), isinstance(two, int)) == (True,) * 3, (
            nth,
            one,
            two,
        )
        assert notes(village)[-2:] == [str(nth * 10), str(nth * 10 + 2)]
    right(village)


def test_a_backend_that_is_killed_as_it_commits_costs_nothing(village: Village, commits: Commits) -> None:
    if village.db.lite:
        pytest.skip("SQLite has no backend: tests/slow kills the process")
    commits(before=ending_the_connection(village.db))
    assert together(*three(village))[::2] == [2, 3]
    right(village)


# ── trouble at the commit ──


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", [passing, lasting])
def test_a_commit_without_an_answer_is_done_again_under_the_event(
    village: Village, commits: Commits, when: str, kind
) -> None:
    commits(**{when: raising(kind(village.db))})
    one, refused, two = together(*three(village))
    assert isinstance(refused, Refusal)
    assert notes(village) == ["0", "2"], "each once, whether the first commit was done or not"
    assert [one, two] == [2, 3]
    right(village)


def test_only_a_fresh_durable_commit_answers(
    village: Village, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second transaction finds the act done and would write nothing; such a commit is not synced."""
    seen: list[str] = []

    @event.listens_for(village.db.writing, "before_cursor_execute")
    def keep(connection, cursor, statement: str, *more: object) -> None:
        seen.append(statement)

    run = Driven.run

    def driven(self: Driven, connection: Any, statement: str, *more: Any) -> Any:
        seen.append(statement)
        return run(self, connection, statement, *more)

    monkeypatch.setattr(Driven, "run", driven)
    commits(after=raising(passing(village.db)))
    together(Sending(village, 1))
    begins = [n for n, s in enumerate(seen) if s.startswith(("BEGIN", "SELECT 1 FROM ledger_head"))]
    again = seen[begins[1] :]
    assert not [s for s in again if s.startswith("INSERT INTO ledger_entry")]
    durable = "PRAGMA user_version = " if village.db.lite else "SELECT 1 FROM ledger_head"
    assert [s for s in again if s.startswith(durable)]
    assert notes(village) == ["1"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_act_without_an_event_is_unsure_and_never_done_twice(village: Village, commits: Commits, when: str) -> None:
    commits(**{when: raising(passing(village.db))})
    with pytest.raises(Unsure):
        village.db.write_now(village.id, Sending(village, 1))
    assert notes(village) == (["1"] if when == "after" else [])


def test_a_refusal_that_rested_on_a_lost_commit_is_judged_again(village: Village, commits: Commits) -> None:
    """Second was refused because first stood; then the commit of both was lost, and first was never done."""
    first = Sending(village, 1)

    def second(session) -> str:
        if notes_within(session, village):
            raise Refusal("First stands.")
        return "done"

    async def both() -> list[object]:
        acts = [village.db.write(village.id, first), village.db.write(village.id, second)]
        return await asyncio.gather(*acts, return_exceptions=True)

    commits(before=raising(passing(village.db)))
    assert [type(each) for each in asyncio.run(both())] == [Unsure, str]
    assert notes(village) == []


def notes_within(session, village: Village) -> int:
    query = text("SELECT count(*) FROM ledger_entry WHERE act = 'note' AND community_id = :c")
    return int(session.execute(query, {"c": village.id.hex if village.db.lite else village.id}).scalar())


# ── the budget ──


def test_a_lock_that_goes_away_is_waited_out(impatient: Village) -> None:
    release = held(impatient.db, impatient)
    threading.Timer(0.7, release).start()
    began = time.monotonic()
    assert together(*three(impatient))[0] == 2
    assert time.monotonic() - began > 0.6
    assert notes(impatient) == ["0", "2"]


def test_a_lock_that_stays_is_told_and_nothing_is_recorded(impatient: Village) -> None:
    impatient.db.lane.budget = 0.3
    release = held(impatient.db, impatient)
    one, two, three_ = together(*three(impatient))
    assert [type(each) for each in (one, two, three_)] == [NotDone] * 3
    release()
    assert notes(impatient) == []
    assert together(*three(impatient))[0] == 2, "the lane goes on when the trouble is over"


def test_a_lost_answer_and_then_a_lock_that_stays_is_unsure(impatient: Village, commits: Commits) -> None:
    impatient.db.lane.budget = 0.3
    releases = []

    def lose_the_answer(connection) -> None:
        releases.append(held(impatient.db, impatient))
        raise passing(impatient.db)

    commits(after=lose_the_answer)
    assert [type(each) for each in together(Sending(impatient, 1))] == [Unsure]
    releases[0]()
    assert together(Sending(impatient, 1)) == [2], "asked again under its event, it is told what stands"
    assert notes(impatient) == ["1"]


# ── shutting down, and leaving ──


def test_two_hundred_acts_that_wait_when_the_server_stops_are_all_kept(village: Village) -> None:
    async def stop_with_a_full_queue() -> list[object]:
        tasks = [asyncio.ensure_future(Sending(village, n).send()) for n in range(200)]
        await asyncio.sleep(0)
        await village.db.drain()
        with pytest.raises(Closing):
            await Sending(village, 999).send()
        return await asyncio.gather(*tasks)

    assert sorted(asyncio.run(stop_with_a_full_queue())) == list(range(2, 202))  # type: ignore[type-var]
    assert sorted(map(int, notes(village))) == list(range(200))
    right(village)


def test_a_client_that_leaves_does_not_undo_its_act(village: Village) -> None:
    async def leave() -> None:
        tasks = [asyncio.ensure_future(Sending(village, n).send()) for n in range(20)]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        await village.db.drain()

    asyncio.run(leave())
    assert sorted(map(int, notes(village))) == list(range(20))


def test_the_same_sending_that_still_waits_is_waited_for_and_not_queued_again(village: Village) -> None:
    runs = []

    async def impatient_browser() -> list[object]:
        sending = Sending(village, 1)

        def counted(session) -> int:
            runs.append(1)
            return sending(session)

        acts = [village.db.write(village.id, counted, sending.event) for _ in range(50)]
        return await asyncio.gather(*acts)

    assert asyncio.run(impatient_browser()) == [2] * 50
    assert len(runs) == 1
    assert not village.db.events


# ── the clock ──


def test_what_is_due_is_settled_before_every_act(village: Village) -> None:
    """Of one moment too: the act before it may have made something due."""
    done: list[str] = []
    village.db.lane.settle = lambda session, community: done.append("settled")

    def act(session: object) -> None:
        done.append("act")

    async def at_once(acts: list[Callable[[object], None]]) -> None:
        await asyncio.gather(*(village.db.write(village.id, act) for act in acts))

    with clock.at(clock.now()):
        asyncio.run(at_once([act] * 4))
    assert done == ["settled", "act"] * 4


def test_where_settling_fails_no_act_goes_before_it(village: Village) -> None:
    tries: list[int] = []

    def settle(session: object, community: object) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise IntegrityError("made on purpose", {}, Exception())

    village.db.lane.settle = settle
    with clock.at(clock.now()):
        answers = together(Sending(village, 1), Sending(village, 2))
    assert [type(each) for each in answers] == [IntegrityError, int]
    assert len(tries) == 2
    assert notes(village) == ["2"]


def test_a_reader_passes_while_a_lock_is_waited_for(village: Village) -> None:
    if not village.db.lite:
        pytest.skip("PostgreSQL's acts are done in threads")
    release = held(village.db, village)

    async def wait() -> float:
        act = asyncio.ensure_future(Sending(village, 1).send())
        longest = 0.0
        for _ in range(30):
            began = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - began)
        release()
        assert await act == 2
        return longest

    assert asyncio.run(wait()) < 0.1
