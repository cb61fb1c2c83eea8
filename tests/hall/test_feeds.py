"""What is new, for a feed reader: a community, one motion, the board; in the record's own sentences."""

from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session
from sqlmodel import col

from council.app import create_app
from council.config import Settings
from council.kit import clock
from council.kit.engines import without_triggers
from council.ledger.acts import record
from council.ledger.tables import LedgerOpening
from tests.feeds import Read, read
from tests.hall.bulk import add_motions
from tests.judge import JudgingClient
from tests.openness.conftest import found, posted, ref, village
from tests.openness.scene import LAST, POSTED, WORDS, at, objects
from tests.statements import counted
from tests.village import ORIGIN, Village
from tests.votes.scene import DAY, put_motion, tick
from tests.works.scene import begun

__all__ = ["found", "posted", "ref", "village"]
NOW = POSTED + DAY


def feed(village: Village, path: str = "", lang: str = "") -> Read:
    with clock.at(NOW):
        return read(village.client().get(f"{lang}{village.url}{path}/feed.atom"))


@pytest.mark.parametrize("lang", ["", "/en"])
def test_a_village_is_followed_in_the_words_of_its_record(village: Village, posted: str, lang: str) -> None:
    with clock.at(NOW):
        told = village.client().get(f"{lang}{village.url}/record.json").json()["entries"]
    entries = feed(village, lang=lang).entries or []
    assert [entry.title for entry in entries] == [one["said"] for one in told]
    assert [entry.updated.isoformat() for entry in entries] == [one["at"] for one in told]
    assert [entry.kind for entry in entries] == [one["act"] for one in told]
    newest = entries[0].links
    assert newest["alternate"] == f"{ORIGIN}{lang}{village.url}/record/{told[0]['number']}"
    assert newest["related"] == f"{ORIGIN}{lang}{village.url}/motions/{posted}"
    assert village.client().get(newest["alternate"]).status_code == 200


def test_a_motion_is_followed_to_its_notice_and_its_work(village: Village, posted: str) -> None:
    put_motion(village, at=NOW)
    tick(village, at(2026, 12, 1, 0))
    begun(village, posted)
    with clock.at(at(2026, 12, 2)):
        found = read(village.client().get(f"{village.url}/motions/{posted}/feed.atom"))
    assert [entry.kind for entry in found.entries or []] == ["work.begin", "notice.end", "notice.post", "motion.put"]
    assert found.title == f"〔2026〕{posted.partition('-')[2]}号：村口到小学路段装 12 盏路灯"
    assert found.links["alternate"] == f"{ORIGIN}{village.url}/motions/{posted}"


def test_a_motion_that_is_not_there_has_no_feed(village: Village) -> None:
    for path in ("/motions/2026-99/feed.atom", "/motions/x/feed.atom", "/feed.atom.json", "/nowhere/feed.atom"):
        assert village.client().get(village.url + path).status_code == 404


def test_the_board_is_followed_by_itself_from_when_it_is_empty(village: Village, ref: str) -> None:
    empty = feed(village, "/board")
    assert empty.entries == []
    tick(village, NOW)
    assert feed(village, "/board").updated == empty.updated, "what happens elsewhere does not change it"


def test_the_board_tells_what_is_posted_and_over(village: Village, posted: str) -> None:
    objects(village, posted, NOW)
    (one,) = feed(village, "/board").entries or []
    assert one.kind == "notice.post"
    with clock.at(clock.end_of(LAST)):
        village.client().get(f"{village.url}/board")
        tick(village, clock.end_of(LAST))
        found = read(village.client().get(f"{village.url}/board/feed.atom"))
    assert [entry.kind for entry in found.entries or []] == ["notice.end", "notice.post"]


def test_an_objection_is_told_without_its_words(village: Village, posted: str) -> None:
    objects(village, posted, NOW)
    client = village.client()
    with clock.at(NOW):
        for path in ("", f"/motions/{posted}"):
            answer = client.get(f"{village.url}{path}/feed.atom")
            assert (read(answer).entries or [])[0].kind == "objection.file"
            assert WORDS not in answer.text
            assert WORDS[:6] not in answer.text


def test_what_was_redacted_is_gone_and_the_rest_stays(village: Village, ref: str) -> None:
    before = feed(village)
    title = "村口到小学路段装 12 盏路灯"
    assert any(title in entry.title for entry in before.entries or [])

    def redact(db: Session) -> None:
        with without_triggers(db.connection()):  # as a redaction will
            db.execute(delete(LedgerOpening).where(col(LedgerOpening.community_id) == village.id))

    village.db.write_now(village.id, redact)
    after = feed(village)
    assert not any(title in entry.title for entry in after.entries or [])
    assert [entry.id for entry in after.entries or []] == [entry.id for entry in before.entries or []]


def test_signs_that_no_xml_may_hold_do_not_break_it(village: Village, ref: str) -> None:
    odd = "路\x0b灯\x00\x1b\ufffe <b>&amp; ]]> 😀"
    if not village.db.lite:
        odd = odd.replace("\x00", "")  # PostgreSQL keeps none
    village.do(None, record, "motion.withdraw", actor="clock", on=f"motion:{ref}", sealed={"why": odd})
    newest = (feed(village).entries or [])[0]
    assert "路\ufffd灯" in newest.title
    assert newest.title.endswith("\ufffd <b>&amp; ]]> 😀")


def test_names_outlive_the_address_and_tell_languages_apart(village: Village, posted: str) -> None:
    other = "https://elsewhere.example"
    app = create_app(Settings(origin=other, host="127.0.0.1", tick_seconds=3600), village.db)
    for path in ("", "/board", f"/motions/{posted}"):
        here = feed(village, path)
        with clock.at(NOW):
            moved = read(JudgingClient(app, base_url=other).get(f"{village.url}{path}/feed.atom"))
        assert moved.links["self"].startswith(other)
        assert (moved.id, [entry.id for entry in moved.entries or []]) == (here.id, [e.id for e in here.entries or []])
        assert feed(village, path, "/en").id != here.id
    assert len({feed(village, path).id for path in ("", "/board", f"/motions/{posted}")}) == 3


def test_it_is_kept_until_something_is_recorded(village: Village, posted: str) -> None:
    client = village.client()
    path = f"{village.url}/board/feed.atom"
    with clock.at(NOW):
        first = client.get(path)
        tag = first.headers["etag"]
        with counted(village.db) as asked:
            again = client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304
        assert not [each for each in asked if "ledger_entry" in each]
        assert "set-cookie" not in first.headers
        objects(village, posted, NOW)
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, "the board says the same"
        of_all = f"{village.url}/feed.atom"
        tag = client.get(of_all).headers["etag"]
        put_motion(village, at=NOW)
        assert client.get(of_all, headers={"If-None-Match": tag}).status_code == 200


def test_a_thousand_entries_cost_what_a_few_cost(village: Village, posted: str) -> None:
    def asked(path: str) -> int:
        with counted(village.db) as found:
            feed(village, path)
        return len([each for each in found if each.split()[0] in ("SELECT", "WITH")])

    paths = ("", "/board", f"/motions/{posted}")
    few = {path: asked(path) for path in paths}
    add_motions(village, 1000)
    assert {path: asked(path) for path in paths} == few == {"": 5, "/board": 5, f"/motions/{posted}": 6}
    newest = feed(village).entries or []
    assert len(newest) == 30
    assert newest[0].links["alternate"].endswith(f"/record/{village.last()['seq']}")
    assert [entry.kind for entry in feed(village, "/board").entries or []] == ["notice.post"]


def test_the_board_is_found_by_its_own_index(village: Village, posted: str) -> None:
    """However many entries the book has beside it."""
    if not village.db.lite:
        pytest.skip("PostgreSQL weighs a table of few rows otherwise")
    query = (
        "EXPLAIN QUERY PLAN SELECT seq FROM ledger_entry WHERE community_id = 'x' AND seq < 9 AND "
        "act IN ('notice.post', 'notice.photograph', 'notice.take_down', 'notice.end') ORDER BY seq DESC LIMIT 31"
    )
    plan = " ".join(str(row) for row in village.db.write_now(village.id, lambda db: db.execute(text(query)).all()))
    assert "ledger_entry_board" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("page", "own"), [("", ""), ("/record", ""), ("/board", "/board"), ("/motions/{ref}", "/motions/{ref}")]
)
@pytest.mark.parametrize("lang", ["", "/en"])
def test_a_page_names_its_feed_to_readers_and_to_people(
    village: Village, posted: str, page: str, own: str, lang: str
) -> None:
    page, own = page.format(ref=posted), own.format(ref=posted)
    with clock.at(NOW):
        shown: Any = village.client().get(f"{lang}{village.url}{page}").text
    href = f'href="{lang}{village.url}{own}/feed.atom"'
    assert '<link rel="alternate" type="application/atom+xml"' in shown
    assert shown.count(href) == 2
    assert "订阅" in shown or lang
