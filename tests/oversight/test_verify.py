"""A reminder that nobody sent, or that is not told as it was sent, is found out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from council.kit.engines import without_triggers
from council.ledger.book import Entry
from council.ledger.facts import LABELS
from council.ledger.telling import ACTS
from council.oversight.replay import replay
from tests.ledger.test_telling import keys_in
from tests.openness.scene import at, post, voted
from tests.openness.test_verify import entries, faults
from tests.oversight.scene import LATE, reminded
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.scene import begun, reported


@pytest.fixture
def told(village: Village) -> str:
    """Every step of it, its ballots too: the whole book is verified."""
    ref = voted(village)
    post(village, ref)
    tick(village, at(2026, 12, 1, 0))
    begun(village, ref)
    reminded(village, ref)
    reported(village, ref, LATE + DAY)
    reminded(village, ref, LATE + 7 * DAY, who="县里林")
    return ref


def test_what_was_sent_is_right(village: Village, told: str) -> None:
    assert faults(village) == []
    assert replay(entries(village)) == []


@pytest.mark.parametrize(
    "change",
    ["officer = 9", "authority = '石塘镇'", "name = '别人'", "days_overdue = 99", "days_silent = 9",
     "at = (SELECT min(last_at) FROM ledger_head)"],
)  # fmt: skip
def test_a_table_that_was_changed_is_found(village: Village, told: str, change: str) -> None:
    def tamper(db: Any) -> None:
        with without_triggers(db.connection()):
            db.connection().exec_driver_sql(f"UPDATE reminder SET {change}")

    village.db.write_now(village.id, tamper)
    assert faults(village)


def changed(found: list[Entry], **more: Any) -> list[Entry]:
    first = next(place for place, entry in enumerate(found) if entry.act == "oversight.remind")
    return [*found[:first], replace(found[first], **more), *found[first + 1 :]]


FORGERIES: dict[str, Callable[[list[Entry]], list[Entry]]] = {
    "by someone else": lambda found: changed(found, actor="clerk:90"),
    "by no number": lambda found: changed(found, actor="officer:x"),
    "of another day": lambda found: changed(found, facts={"days_overdue": 5, "days_silent": 0}),
    "of nothing": lambda found: changed(found, facts={}),
    "of no work": lambda found: changed(found, on="work:2026-99"),
    "too early": lambda found: changed(
        found, at=LATE - 6 * DAY, facts={"days_overdue": 0, "days_silent": 0}
    ),
    "twice": lambda found: [
        each for entry in found for each in ([entry, entry] if entry.act == "oversight.remind" else [entry])
    ],
}  # fmt: skip


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_could_not_have_been_sent_is_found(village: Village, told: str, forgery: str) -> None:
    assert replay(FORGERIES[forgery](entries(village)))


def test_it_is_told_with_all_its_facts(village: Village, told: str) -> None:
    village.client().get(f"{village.url}/record")
    for entry in village.entries():
        if entry["act"] != "oversight.remind":
            continue
        assert entry["act"] in ACTS
        assert {*keys_in(entry["facts"]), *entry["sealed"]} <= set(LABELS)
        for lang in ("", "/en"):
            page = village.client().get(f"{lang}{village.url}/record/{entry['seq']}")
            assert "%(" not in page.text
            assert "何干部" in page.text or "县里林" in page.text
    said = village.client().get(f"{village.url}/record.json").json()["entries"][0]["said"]
    number = told.partition("-")[2]
    assert said.endswith(f"（县里林）提醒抓紧办〔2026〕{number}号：已经逾期了。")
