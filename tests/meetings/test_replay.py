"""What the book tells of meetings is replayed: right as it was done, and wrong where a number was changed."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from council.app import settle
from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.db import Database, lock_row
from council.kit.engines import without_triggers
from council.ledger.book import Entry, book_in
from council.ledger.verify import check
from council.meetings.acts import (
    Spoken,
    Topic,
    add_observer,
    add_speech,
    confirm_correction,
    convert,
    correct,
    defer_item,
)
from council.meetings.replay import replay
from tests.bodies import people, stand
from tests.meetings.scene import (
    EVENING,
    FOUNDED,
    LATER,
    authorised,
    called,
    closed,
    councils,
    counted,
    ended,
    motion,
    opened,
    there,
)
from tests.village import Village

COMMUNITY = "any"  # no seal is opened here; those of votes by phone are in test_phones.py
FORTY = [*(f"赵{n}" for n in range(1, 8)), *(f"钱{n}" for n in range(1, 34))]


def whole(village: Village) -> str:
    """A meeting of the forty from its notice to a correction, with an item put off."""
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    topics = [
        Topic("decide", motion=motion(village, body)),
        Topic("discuss", title="卫生评比"),
        Topic("decide", title="修路"),
    ]
    authorised(village, giver, body)
    ref = opened(village, called(village, body, topics))
    there(village, ref, FORTY[:30])
    with clock.at(EVENING):
        village.do("clerk", add_observer, ref, "何建", "镇干部")
        village.do("clerk", add_speech, ref, Spoken(1, "灯要装到村尾", "for", name="何建"))
        village.do("clerk", defer_item, ref, 3, "时间不够了")
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    ended(village, ref)
    with clock.at(LATER):
        village.do("clerk", correct, ref, "记录里的杆数应是十二根")
        village.do("吴2", confirm_correction, ref, 1)
    return ref


def entries(village: Village) -> list[Entry]:
    book = village.look(lambda db: book_in(db, village.id))
    assert book is not None
    return list(check(book, {("vote.cast", "choice")}).entries)


@pytest.fixture(scope="module")
def told(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """The book of a village that held such a meeting."""
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path_factory.mktemp('told') / 'council.db')}"
    database = Database(url, lock_row("ledger_head", url), settle)
    with clock.at(FOUNDED):
        village = Village.found(database)
    whole(village)
    found = entries(village)
    database.close()
    return found


def changed(found: list[Entry], act: str, **facts: Any) -> list[str]:
    """What the replay says where the last entry of this kind tells other facts."""
    at = max(i for i, entry in enumerate(found) if entry.act == act)
    forged = [*found]
    forged[at] = replace(found[at], facts={**found[at].facts, **facts})
    return [str(fault.reason) for fault in replay(forged, COMMUNITY) if fault.entry == found[at].seq]


def test_a_whole_meeting_is_right_in_the_book_and_in_the_tables(village: Village) -> None:
    whole(village)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults
    assert not replay(entries(village), COMMUNITY)


def test_a_discussion_for_want_of_a_quorum_is_right(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    there(village, ref, FORTY[:20])
    with clock.at(EVENING):
        village.do("clerk", convert, ref)
    ended(village, ref)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


FORGED = [
    ("meeting.call", {"sent_on": "2026-11-18"}, "went out after the meeting"),
    ("meeting.call", {"days": 9}, "not those between notice and meeting"),
    ("meeting.call", {"held_on": "2026-11-20"}, "does not follow the meetings"),
    ("meeting.open", {"on_roll": 39}, "not the body as it was seated"),
    ("meeting.open", {"vacant": 1}, "not the body as it was seated"),
    ("meeting.attend", {"present": 31}, "do not fit one another"),
    ("meeting.attend", {"on_roll": 50}, "not the one that was called"),
    ("meeting.tally", {"yes": 21}, None),
    ("meeting.confirm", {"yes": 21}, "not what was entered"),
    ("meeting.close_item", {"fault": True}, "not what the authorisations give"),
    ("meeting.close", {"present": 29}, "not what the roll gives"),
    ("meeting.confirm_correction", {"number": 2}, "does not say what an entry of its kind says"),
    ("meeting.defer", {"position": 9}, "does not say what an entry of its kind says"),
]


@pytest.mark.parametrize(("act", "facts", "says"), FORGED)
def test_a_changed_number_is_found(told: list[Entry], act: str, facts: dict[str, Any], says: str | None) -> None:
    if says is None:  # found where something is built on it
        assert replay([replace(e, facts={**e.facts, **facts}) if e.act == act else e for e in told], COMMUNITY)
    else:
        assert any(says in reason for reason in changed(told, act, **facts))


def test_a_verdict_that_the_recount_does_not_give_is_found(told: list[Entry]) -> None:
    verdict = next(e for e in told if e.act == "meeting.close_item").facts["verdict"]
    assert any("recount" in reason for reason in changed(told, "meeting.close_item", verdict={**verdict, "yes": 19}))
    forged = {**verdict, "outcome": "rejected"}
    assert any("recount" in reason for reason in changed(told, "meeting.close_item", verdict=forged))


def test_who_entered_a_count_did_not_confirm_it(told: list[Entry]) -> None:
    forged = [replace(e, actor="clerk:90") if e.act == "meeting.confirm" else e for e in told]
    assert any("entered themselves" in str(fault.reason) for fault in replay(forged, COMMUNITY))


def test_an_entry_that_is_left_out_is_missed(told: list[Entry]) -> None:
    for act in ("meeting.confirm", "meeting.open", "delegation.give"):
        assert replay([entry for entry in told if entry.act != act], COMMUNITY), act


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE attendance SET status = 'absent' WHERE number = 101",
        "UPDATE agenda_item SET deferred_at = NULL, deferred_why = NULL WHERE position = 3",
        "UPDATE delegation SET ends = '2040-01-01'",
    ],
)
def test_whoever_changes_a_table_behind_the_acts_is_found(village: Village, forgery: str) -> None:
    whole(village)
    engine = village.db.writing
    with engine.connect() as connection, connection.begin(), without_triggers(connection):
        own = f"'{village.id.hex}'" if village.db.lite else f"'{village.id}'"
        where = " AND" if "WHERE" in forgery else " WHERE"
        connection.execute(text(f"{forgery}{where} community_id = {own}"))
    faults = village.look(lambda db: verify_kept(db, village.id)).faults
    assert faults
    assert json.dumps([str(fault.reason) for fault in faults])
