"""Whoever changes what was said of a work behind the acts' back, or enters what could not be, is found out."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from council.kit import clock
from council.ledger.book import Entry
from council.ledger.facts import LABELS, NOT_IN_TABLES
from council.ledger.telling import ACTS
from council.works.acts import accept, add_money, answer, clear_line, contract, extend
from council.works.replay import replay
from tests.ledger.test_telling import keys_in
from tests.openness.scene import at, post
from tests.openness.test_verify import entries, faults
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, opened, send_all, tick
from tests.works.rated import NO, YES, says
from tests.works.scene import BEGUN, begun, looked, photo, reported


@pytest.fixture
def told(village: Village) -> str:
    """A work to which everything happened, up to its acceptance."""
    more, ref = opened(village), opened(village)
    for each in (more, ref):
        send_all(village, each, {"for": range(1, 11), "against": (11,)})
    tick(village, CLOSES)
    post(village, ref)
    tick(village, at(2026, 12, 1, 0))
    begun(village, ref)
    with clock.at(BEGUN + DAY):
        village.do("委一", contract, ref, "青桥照明公司", 2_000_000, photo())
        village.do("委一", extend, ref, 1, date(2026, 12, 12), "下了三天雨")
        village.do("委一", add_money, ref, more)
    reported(village, ref, BEGUN + 2 * DAY, milestone=1, paid=900_000, photos=[photo()])
    reported(village, ref, BEGUN + 3 * DAY, paid=800_000, corrects=1)
    reported(village, ref, BEGUN + 4 * DAY, milestone=1)
    reported(village, ref, BEGUN + 5 * DAY, milestone=2)
    looked(village, ref, False, BEGUN + 6 * DAY)
    looked(village, ref, True, BEGUN + 6 * DAY, text="", photo=None)
    with clock.at(BEGUN + 7 * DAY):
        village.do("委一", answer, ref, 1, "补立了三根", photo())
        village.do("委一", accept, ref, "12 盏都亮了")
    _said(village, ref)
    return ref


def _said(village: Village, ref: str) -> None:
    """What people answered, until three noes opened it again; and its second acceptance."""
    answered = BEGUN + 8 * DAY
    for who in (None, 8, 8, 9, 10):
        said = YES if who == 8 else NO
        says(village, ref, said, answered, who=who, text="王二家门口那盏不亮" if who is None else "")
    says(village, ref, NO, answered, who=8)
    with clock.at(answered):
        village.do("监一", clear_line, ref, 1, "有一盏不亮")
    reported(village, ref, BEGUN + 9 * DAY, line="换了灯头")
    with clock.at(BEGUN + 9 * DAY):
        village.do("委一", accept, ref, "这回都亮了")
    says(village, ref, YES, BEGUN + 9 * DAY, who=8)


def test_whatever_is_done_by_acts_is_right(village: Village, told: str) -> None:
    assert faults(village) == []


TAMPERINGS = [
    "UPDATE undertaking SET budget_fen = budget_fen + 1",
    "UPDATE undertaking SET due = date(due, '+1 day')",
    "UPDATE undertaking SET next_due = date(next_due, '+1 day')",
    "UPDATE undertaking SET accepted_at = NULL",
    "UPDATE work_milestone SET weight = 50",
    "UPDATE work_progress SET paid_fen = paid_fen - 1 WHERE number = 2",
    "UPDATE work_progress SET milestone = NULL WHERE number = 4",
    "UPDATE work_progress SET line = line || '。' WHERE number = 1",
    "DELETE FROM work_photo",
    "UPDATE work_contract SET amount_fen = 1",
    "UPDATE work_extension SET until = date(until, '-1 day')",
    "UPDATE work_money SET amount_fen = 1",
    "UPDATE work_check SET holds = 1 WHERE number = 1",
    "UPDATE work_answer SET text = '没有这回事'",
    "UPDATE work_acceptance SET final_fen = 1",
    "DELETE FROM work_person",
    "UPDATE work_acceptance SET asked_until = date(asked_until, '+1 day')",
    "UPDATE work_rating SET finished = 'finished' WHERE number = 5",
    "UPDATE work_rating SET voter = '' WHERE number = 5",
    "UPDATE work_rating SET text = '都好' WHERE number = 1",
    "UPDATE work_rating SET cleared_text = '都好' WHERE number = 1",
    "DELETE FROM work_rating WHERE number = 1",
    "UPDATE work_rating_count SET count = count + 1",
]


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_a_table_that_was_changed_is_found_out(village: Village, told: str, statement: str) -> None:
    if not village.db.lite:
        pytest.skip("the file is changed as only a file can be")
    connection = sqlite3.connect(Path(village.db.url.removeprefix("sqlite:///")))
    try:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement).rowcount, "nothing was changed"
        connection.commit()
    finally:
        connection.close()
    assert faults(village)


WRITTEN = ("next_due", "accepted_at", "work_rating_count", "cleared_text")


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_the_database_refuses_it_first(village: Village, told: str, statement: str) -> None:
    if not village.db.lite or any(name in statement for name in WRITTEN):
        pytest.skip("these columns are written with each act")
    connection = sqlite3.connect(Path(village.db.url.removeprefix("sqlite:///")))
    try:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    finally:
        connection.close()


def test_every_kind_of_entry_is_told_with_all_its_facts(village: Village, told: str) -> None:
    kept, kinds = village.entries(), {kind for kind in ACTS if kind.startswith("work.")}
    assert {entry["act"] for entry in kept} >= kinds
    keys = {key for entry in kept for key in (*keys_in(entry["facts"]), *entry["sealed"])}
    assert {key for key in keys if key.partition(":")[0] not in LABELS} <= NOT_IN_TABLES
    client = village.client()
    for entry in kept:
        if entry["act"] in kinds:
            page = client.get(f"{village.url}/record/{entry['seq']}")
            assert page.status_code == 200
            assert "%(" not in page.text
            assert client.get(f"/en{village.url}/record/{entry['seq']}").status_code == 200


# ── entries that could not be ──

Change = Callable[[list[Entry]], list[Entry]]


def facts(act: str, place: int = 0, /, **changed: Any) -> Change:
    """The same book with some facts of one entry of this kind changed."""

    def do(book: list[Entry]) -> list[Entry]:
        one = [entry for entry in book if entry.act == act][place]
        return [replace(one, facts={**one.facts, **changed}) if entry is one else entry for entry in book]

    return do


def by(act: str, actor: str) -> Change:
    return lambda book: [replace(entry, actor=actor) if entry.act == act else entry for entry in book]


def without(act: str, number: int = 0) -> Change:
    def do(book: list[Entry]) -> list[Entry]:
        one = [entry for entry in book if entry.act == act][number]
        return [entry for entry in book if entry is not one]

    return do


@pytest.mark.parametrize(
    "change",
    [
        facts("work.begin", cost_fen=1),
        facts("work.begin", begun_on="2026-11-30"),
        facts("work.begin", due_day="2199-01-01"),
        facts("work.report", 3, milestone=1),
        facts("work.report", 1, corrects=7),
        facts("work.report", 2, number=9),
        facts("work.contract", cost_fen=10**12),
        facts("work.extend", until_day="2029-01-01"),
        facts("work.money", cost_fen=1),
        facts("work.look", number=5),
        facts("work.answer", number=2),
        facts("work.accept", cost_fen=1),
        facts("work.accept", 1, asked_until="2027-12-31"),
        facts("work.rate", number=7),
        facts("work.rate", round=2),
        facts("work.rate", finished="no"),
        facts("work.rate", filed_on="2026-12-01"),
        facts("work.rate", objection=3),
        facts("work.rate", 3, finished="finished"),
        facts("work.rate", 3, member=10),
        facts("work.reopen", noes=2),
        facts("work.clear", number=2),
        by("work.rate", "clerk:90"),
        by("work.clear", "seat:weiyuanhui/1"),
        by("work.reopen", "resident"),
        without("work.reopen"),
        without("work.rate", 1),
        by("work.report", "seat:jianwei/1"),
        by("work.look", "seat:weiyuanhui/1"),
        by("work.begin", "resident"),
        without("work.begin"),
        without("work.answer"),
        without("work.report", 3),
        without("notice.end"),
    ],
)
def test_what_could_not_be_done_is_found(village: Village, told: str, change: Change) -> None:
    book = entries(village)
    assert not replay(book)
    assert replay(change(book))
