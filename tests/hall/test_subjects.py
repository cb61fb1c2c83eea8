"""What the book holds of a motion: its own entries and those of its votes, notices, objections and meetings."""

import pytest

from council.kit import clock
from council.kit.db import Database
from tests.openness.scene import objects, post
from tests.papers.scene import BEGUN, DAY, FOUNDED, POSTED, decided, published
from tests.procedure.scene import begun, entries, settle_in
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import opened, send_all, tick


@pytest.fixture
def settled(database: Database) -> Village:
    with clock.at(FOUNDED):
        village = Village.found(database)
        settle_in(village)
    return village


def listed(village: Village, ref: str) -> list[str]:
    """What the entries about a motion are on, by all pages of the record."""
    found, before = [], ""
    while True:
        page = village.client().get(f"{village.url}/record.json?about={ref}{before}").json()
        found += [entry["on"] for entry in page["entries"]]
        if page["before"] is None:
            return found
        before = f"&before={page['before']}"


def counted_on_page(village: Village, ref: str) -> int:
    return int(village.client().get(f"{village.url}/motions/{ref}.json").json()["recorded"]["entries"])


def test_notices_objections_and_meetings_are_entries_on_their_motion(settled: Village) -> None:
    ref = published(settled)
    other = begun(settled, matter="relief_lists", at=POSTED, title="村口的路")
    with clock.at(POSTED):
        told = [entry.on for entry in entries(settled)]
        found = listed(settled, ref)
    kinds = {name.partition(":")[0] for name in found}
    assert kinds == {"motion", "meeting", "notice", "objection"}
    mine = [name for name in told if ref in name or name.startswith("meeting:")]
    assert sorted(found) == sorted(mine)
    with clock.at(POSTED):
        assert counted_on_page(settled, ref) == len(mine)
    assert set(listed(settled, other)) == {f"motion:{other}"}


def test_the_second_meeting_of_a_day_and_a_vote_are_found_too(settled: Village) -> None:
    ref = opened(settled)
    send_all(settled, ref, {"for": range(1, 11)})
    tick(settled)
    assert set(listed(settled, ref)) == {f"motion:{ref}", f"vote:{ref}/1"}
    assert counted_on_page(settled, ref) == len(listed(settled, ref))


@pytest.mark.parametrize("about", ["2026-99", "x", "2026-1/1", "motion:2026-1", "%", "2026-1'"])
def test_of_a_motion_that_is_not_there_nothing_is_found(settled: Village, about: str) -> None:
    assert listed(settled, about) == []


def test_a_short_number_finds_nothing_of_a_longer_one(settled: Village) -> None:
    refs = [begun(settled, at=BEGUN, title=f"第{n}盏灯", text=f"第{n}盏") for n in range(11)]
    assert set(listed(settled, refs[0])) == {f"motion:{refs[0]}"}
    assert set(listed(settled, refs[10])) == {f"motion:{refs[10]}"}


def test_it_is_as_many_statements_however_much_there_is(settled: Village) -> None:
    ref = decided(settled)

    def asked() -> int:
        with clock.at(POSTED + DAY), counted(settled.db) as found:
            settled.client().get(f"{settled.url}/record?about={ref}")
        return len([each for each in found if each.startswith(("SELECT", "WITH"))])

    before = asked()
    post(settled, ref, POSTED)
    for number in range(9):
        objects(settled, ref, POSTED + DAY, address=f"203.0.113.{number}", event=f"{number:032}")
    assert asked() == before
