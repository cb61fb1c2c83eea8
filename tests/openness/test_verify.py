"""Whoever changes a notice or an objection behind the acts' back, or enters what could not be, is found out."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from council.charters.rest_days import read_notice
from council.hall.verification import NEVER_OPENED, verify_kept
from council.kit import clock
from council.kit.pictures import prepared
from council.ledger.book import Entry, book_in
from council.ledger.facts import LABELS, NOT_IN_TABLES
from council.ledger.telling import ACTS
from council.ledger.verify import check as check_book
from council.openness.acts import check, clear_text, enter, enter_year, hand_on, judge, photograph, reply, take_down
from council.openness.objecting import Said
from council.openness.replay import replay
from council.rules.publicity import About
from tests.files import photograph as picture
from tests.ledger.test_telling import keys_in
from tests.openness.scene import WORDS, at, case, objects, post, voted
from tests.openness.test_calendar import OF_2027, SOURCE
from tests.village import Village
from tests.votes.scene import tick

Facts = dict[str, Any]


def faults(village: Village) -> list[str]:
    return [f"{fault.entry}: {fault.reason}" for fault in village.look(lambda db: verify_kept(db, village.id)).faults]


def entries(village: Village) -> list[Entry]:
    book = village.look(lambda db: book_in(db, village.id))
    assert book is not None
    return list(check_book(book, NEVER_OPENED).entries)


@pytest.fixture
def told(village: Village) -> str:
    """A matter to which everything happened: taken down, posted anew, objected to, answered, judged, ended, cleared."""
    ref = voted(village)
    post(village, ref)
    with clock.at(at(2026, 11, 24)):
        village.do("监一", photograph, ref, About.RESOLUTION, prepared(picture()))
        village.do("监一", check, ref, "decision", True, "")
        village.do("clerk", take_down, ref, About.RESOLUTION, date(2026, 11, 24), "刮大风，被吹掉了")
    post(village, ref, at(2026, 11, 25))
    objects(village, ref, at(2026, 11, 26))
    with clock.at(at(2026, 11, 27)):
        said = Said(text="早上六点再关灯", category="established")
        village.do("clerk", enter, ref, said, "0" * 8, "paper", date(2026, 11, 27))
        village.do("委一", reply, ref, 1, "灯杆往西挪八米。")
        village.do("委一", reply, ref, 1, "更正：往东挪八米。")
        village.do("监二", clear_text, ref, 1, "灯太亮，影响睡觉")
        village.do(None, hand_on, ref, 1, "K3M97XQ2", "")
        village.do("监二", judge, ref, 1, False, "位置已经改了")
    tick(village, at(2026, 12, 3, 0))
    with clock.at(at(2026, 12, 4)):
        village.do("clerk", reply, ref, 2, "改成六点关灯。")
        village.do("监一", check, ref, "resolution", True, "看过")
        village.do("clerk", enter_year, read_notice(2027, OF_2027), SOURCE)
    assert case(village, ref).running("works")
    return ref


def test_whatever_is_done_by_acts_is_right(village: Village, told: str) -> None:
    assert faults(village) == []


def test_an_upheld_objection_is_right_too(village: Village) -> None:
    ref = voted(village)
    post(village, ref)
    objects(village, ref)
    with clock.at(at(2026, 11, 26)):
        village.do("clerk", reply, ref, 1, "确实照到了。")
        village.do("监二", judge, ref, 1, True, "应当重新定位置")
    assert faults(village) == []


TAMPERINGS = [
    "UPDATE notice SET posted_on = date(posted_on, '-1 day') WHERE attempt = 2",
    "UPDATE notice SET ends_on = date(ends_on, '-1 day') WHERE attempt = 2",
    "UPDATE notice SET days = 5",
    "UPDATE notice SET taken_down_on = NULL, taken_down_why = NULL",
    "UPDATE notice SET place = '别处'",
    "UPDATE objection SET text = text || '。' WHERE number = 1",
    "UPDATE objection SET reply = '不改' WHERE number = 1",
    "UPDATE objection SET cleared_text = '没有意见'",
    "UPDATE objection SET upheld = 1 WHERE number = 1",
    "UPDATE objection SET filed_on = date(filed_on, '+1 day')",
    "DELETE FROM objection WHERE number = 2",
    "UPDATE check_mark SET holds = 0",
    "DELETE FROM check_mark WHERE step = 'resolution'",
    "UPDATE calendar_year SET source = '网上看的'",
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


KINDS = {kind for kind in ACTS if kind.startswith(("notice.", "objection.", "check.", "calendar."))}


def test_every_kind_of_entry_is_told_with_all_its_facts(village: Village, told: str) -> None:
    kept = village.entries()
    assert {entry["act"] for entry in kept} >= KINDS
    keys = {key for entry in kept for key in (*keys_in(entry["facts"]), *entry["sealed"])}
    assert {key for key in keys if key.partition(":")[0] not in LABELS} <= NOT_IN_TABLES
    client = village.client()
    for entry in kept:
        if entry["act"] in KINDS:
            page = client.get(f"{village.url}/record/{entry['seq']}")
            assert page.status_code == 200
            assert "%(" not in page.text
            assert client.get(f"/en{village.url}/record/{entry['seq']}").status_code == 200


# ── entries that could not be ──


def changed(act: str, change: Callable[[Facts], Facts], number: int = 0) -> Callable[[list[Entry]], list[Entry]]:
    """The same book with the facts of one entry of this kind changed."""

    def do(book: list[Entry]) -> list[Entry]:
        places = [place for place, entry in enumerate(book) if entry.act == act]
        one = book[places[number]]
        return [replace(one, facts=change(dict(one.facts))) if entry is one else entry for entry in book]

    return do


def by(act: str, actor: str, number: int = 0) -> Callable[[list[Entry]], list[Entry]]:
    def do(book: list[Entry]) -> list[Entry]:
        one = [entry for entry in book if entry.act == act][number]
        return [replace(entry, actor=actor) if entry is one else entry for entry in book]

    return do


def without(act: str, number: int = 0) -> Callable[[list[Entry]], list[Entry]]:
    def do(book: list[Entry]) -> list[Entry]:
        one = [entry for entry in book if entry.act == act][number]
        return [entry for entry in book if entry is not one]

    return do


FORGED: list[tuple[str, Callable[[list[Entry]], list[Entry]], str]] = [
    ("too few days", changed("notice.post", lambda f: {**f, "required_days": 10}), "fewer days"),
    ("miscounted", changed("notice.post", lambda f: {**f, "counted_to": "2026-11-29"}), "not counted"),
    ("on a day off", changed("notice.post", lambda f: {**f, "ends_on": "2026-12-05"}), "where the calendar says"),
    ("another number", changed("notice.post", lambda f: {**f, "posting": 3}), "does not follow the posting"),
    ("by a stranger", by("notice.post", "seat:yishihui/8"), "by who may do it"),
    ("never taken down", without("notice.take_down"), "still hung"),
    ("down before", changed("notice.take_down", lambda f: {**f, "taken_down_on": "2026-11-20"}), "did not hang"),
    ("ended by hand", by("notice.end", "clerk:90"), "not by the clock"),
    ("an objection left out", changed("notice.end", lambda f: {**f, "waiting": 0}), "numbers of objections"),
    ("a number twice", changed("objection.file", lambda f: {**f, "number": 2}), "does not follow"),
    ("due too late", changed("objection.file", lambda f: {**f, "reply_due": "2026-12-20"}), "reply is not due"),
    ("on the web, earlier", changed("objection.file", lambda f: {**f, "filed_on": "2026-11-25"}), "not counted"),
    ("after the end", changed("objection.enter", lambda f: {**f, "filed_on": "2026-12-20"}), "nothing could be"),
    ("typed in by anyone", by("objection.enter", "seat:yishihui/8"), "by who may do it"),
    ("answered by them", by("objection.reply", "seat:jianwei/1"), "by who may do it"),
    ("cleared by the clerk", by("objection.clear", "clerk:90"), "by who may do it"),
    ("judged by the clerk", by("objection.judge", "clerk:90"), "by who may do it"),
    ("checked by the committee", by("check.mark", "seat:weiyuanhui/1"), "by who may do it"),
    ("judged unanswered", without("objection.reply"), "does not follow what was said"),
    ("days by a stranger", by("calendar.enter", "seat:yishihui/8"), "by who may do it"),
    ("senseless", changed("notice.end", lambda f: {}), "does not say what an entry of its kind says"),
]  # fmt: skip


def test_what_could_not_have_been_is_found(village: Village, told: str) -> None:
    """All of them on one book, which takes long to write."""
    book = entries(village)
    assert replay(book) == []
    for name, forge, why in FORGED:
        reasons = [str(fault.reason) for fault in replay(forge(book))]
        assert any(why in reason for reason in reasons), (name, reasons)


def test_the_matter_never_went_on_with_something_in_the_way(village: Village, told: str) -> None:
    book = entries(village)
    cleared = next(entry for entry in book if entry.facts.get("result") == "cleared")
    assert cleared.act == "objection.reply", "the last reply let it go on"
    early = [entry for entry in book if entry.act == "notice.end"]
    forged = [
        replace(entry, facts={**entry.facts, "stage": "publication", "attempt": 1, "result": "cleared"})
        if entry is early[0]
        else entry
        for entry in book
    ]
    assert any("something was in the way" in str(fault.reason) for fault in replay(forged))


def test_nothing_of_it_says_who_objected(village: Village, told: str) -> None:
    assert WORDS not in "".join(str(entry.opened) + str(entry.facts) for entry in entries(village))
