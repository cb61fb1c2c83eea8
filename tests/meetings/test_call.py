"""Calling a meeting: the clerk's notice with its days, its agenda frozen; more photos of it; calling it off."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.kit.clock import CHINA
from council.meetings.acts import Topic, call, cancel, convert, note_notice, open_roll
from council.meetings.reading import items_about
from council.meetings.rows import State
from council.meetings.tables import AgendaItem
from council.motions.acts import amend
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.seats.acts import fill
from council.seats.persons import Named
from tests.bodies import people, stand
from tests.meetings.scene import (
    CLERK,
    EVENING,
    HELD,
    REPAIR,
    ask,
    assembly,
    called,
    councils,
    item,
    motion,
    opened,
    record,
    sheet,
    there,
)
from tests.motions.words import LIGHTS
from tests.village import Village

MORNING = datetime(2026, 11, 10, 9, 0, tzinfo=CHINA)


def test_the_clerk_calls_it_and_the_record_says_how(village: Village) -> None:
    body = councils(village)
    ref = motion(village, body)
    at = called(village, body, [Topic("decide", motion=ref), Topic("discuss", title="卫生评比")])
    found = record(village, at)
    assert (at, found.meeting.state, found.meeting.notice.given, found.meeting.law.notice_days) == (
        "2026-11-16", State.CALLED, 6, 3,
    )  # fmt: skip
    assert [(one.position, one.kind, one.title, one.ref) for one in found.items] == [
        (1, "decide", LIGHTS.title, ref), (2, "discuss", "卫生评比", None),
    ]  # fmt: skip
    assert found.meeting.host is not None
    assert (found.meeting.host.name, found.meeting.recorder and found.meeting.recorder.number) == ("赵1", CLERK)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("meeting.call", "clerk:90", "meeting:2026-11-16")
    assert entry["facts"]["items"] == [
        {"position": 1, "kind": "decide", "motion": ref, "version": 1}, {"position": 2, "kind": "discuss"},
    ]  # fmt: skip
    assert (entry["facts"]["held_on"], entry["facts"]["sent_by"], entry["facts"]["days"]) == (
        "2026-11-16", ["board", "broadcast"], 6,
    )  # fmt: skip
    assert set(entry["sealed"]) == {"place", "law", "item:1", "item:2"}


@pytest.mark.parametrize("who", ["stranger", "钱1", "赵1"])
def test_nobody_else_calls_it(village: Village, who: object) -> None:
    body = councils(village)
    with clock.at(MORNING), pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, call, ask(body), [REPAIR])
    with clock.at(MORNING), pytest.raises(SignInFirst):
        village.do(None, call, ask(body), [REPAIR])


WRONG: list[tuple[dict[str, Any], list[Topic], str]] = [
    ({"sent_on": date(2026, 11, 11)}, [REPAIR], "still to come"),
    ({"held_on": date(2026, 11, 9)}, [REPAIR], "cannot be before its notice"),
    ({"held_on": date(2027, 11, 30)}, [REPAIR], "more than a year ahead"),
    ({"sent_by": ()}, [REPAIR], "how the notice went out"),
    ({"sent_by": ("pigeon",)}, [REPAIR], "how the notice went out"),
    ({"online_way": "微信"}, [REPAIR], "does not count in this body"),
    ({"count_by": "households"}, [REPAIR], "does not count that way"),
    ({"host": 777}, [REPAIR], "no member with the number 777"),
    ({}, [], "at least one item"),
    ({}, [Topic("decide")], "what the item is about"),
    ({}, [Topic("vote", title="修路")], "decided or discussed"),
]


@pytest.mark.parametrize(("more", "topics", "says"), WRONG)
def test_a_notice_that_cannot_be_is_refused(
    village: Village, more: dict[str, Any], topics: list[Topic], says: str
) -> None:
    body = councils(village)
    with clock.at(MORNING), pytest.raises(Refusal, match=says):
        village.do("clerk", call, ask(body, **more), topics)
    assert village.last()["act"] == "body.found"


def test_a_motion_stands_once_on_an_agenda_and_a_body_that_is_none_is_not_found(village: Village) -> None:
    body = councils(village)
    topic = Topic("decide", motion=motion(village, body))
    with clock.at(MORNING):
        with pytest.raises(Refusal, match="stands twice"):
            village.do("clerk", call, ask(body), [topic, topic])
        with pytest.raises(NotFound):
            village.do("clerk", call, ask("nobody"), [REPAIR])
        with pytest.raises(NotFound):
            village.do("clerk", call, ask(body), [Topic("decide", motion="2026-99")])


def test_two_meetings_on_one_day_have_two_addresses(village: Village) -> None:
    body = councils(village)
    refs = [called(village, body), called(village, body)]
    assert refs == ["2026-11-16", "2026-11-16-2"]
    with clock.at(EVENING):
        for ref in refs:
            assert village.client().get(f"{village.url}/meetings/{ref}").status_code == 200
        for none in ("2026-11-16-1", "2026-11-16-3", "2026-13-01", "heute"):
            assert village.client().get(f"{village.url}/meetings/{none}").status_code == 404


def test_a_notice_that_is_entered_later_says_so(village: Village) -> None:
    ref = called(village, councils(village), at=datetime(2026, 11, 12, 9, 0, tzinfo=CHINA))
    meeting = record(village, ref).meeting
    assert (meeting.notice_late, meeting.late) == (True, False)
    with clock.at(EVENING):
        assert "补录" in village.client().get(f"{village.url}/meetings/{ref}").text


def test_a_meeting_that_is_entered_later_says_so_on_every_page(village: Village) -> None:
    ref = called(village, councils(village))
    opened(village, ref, at=datetime(2026, 11, 18, 9, 0, tzinfo=CHINA))
    assert record(village, ref).meeting.late
    with clock.at(datetime(2026, 11, 18, 9, 5, tzinfo=CHINA)):
        for who, page in ((None, f"/meetings/{ref}"), (None, "/meetings"), ("clerk", f"/desk/meetings/{ref}")):
            text = village.client(who).get(village.url + page).text
            assert "补录" in text
            assert "11月16日" in text
            assert "11月18日" in text
        assert "补录" in village.client("clerk").get(f"{village.url}/desk/meetings/{ref}/minutes").text
        assert village.client().get(f"{village.url}/meetings/{ref}.json").json()["late"] is True


def test_households_are_counted_only_where_everybody_has_a_number(village: Village) -> None:
    stand(village, "committee", people("赵", 5))
    body = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    with clock.at(MORNING), pytest.raises(Refusal, match="5 people on the roll have no household number"):
        village.do("clerk", call, ask(body, count_by="households"), [REPAIR])


def test_one_way_of_counting_is_frozen_with_the_notice(village: Village) -> None:
    body = assembly(village)
    by_households = called(village, body, sent_on=date(2026, 11, 1), count_by="households")
    by_persons = called(village, body, sent_on=date(2026, 11, 1))
    laws = [record(village, ref).meeting.law for ref in (by_households, by_persons)]
    assert [law.count_by for law in laws] == ["households", "persons"]
    assert [str(law.rule.quorum and law.rule.quorum.share) for law in laws] == ["2/3", "1/2"]


def test_an_agenda_is_frozen_even_for_our_own_code(village: Village) -> None:
    ref = called(village, councils(village))
    meeting = record(village, ref).meeting.id

    def forge(act: Any) -> None:
        table: Any = AgendaItem
        act.db.execute(update(table).where(table.meeting_id == meeting).values(title="卖地"))

    with pytest.raises(DatabaseError, match="an agenda is frozen"):
        village.do("clerk", forge)
    assert item(village, ref).title == "修水渠"


def test_a_text_changed_after_the_notice_is_not_voted_on(village: Village) -> None:
    body = councils(village)
    ref = motion(village, body)
    at = opened(village, called(village, body, [Topic("decide", motion=ref)]))
    there(village, at, [f"钱{n}" for n in range(1, 34)])
    with clock.at(EVENING):
        village.do("clerk", amend, ref, replace(LIGHTS, title="村口到小学路段装 10 盏路灯"), "少装两盏")
        page = village.client("clerk").get(f"{village.url}/desk/meetings/{at}/items/1").text
    assert "发通知以后议案改过" in page


# ── more evidence, calling it off, making it a discussion ──


def test_a_photo_of_the_notice_is_kept_and_public(village: Village) -> None:
    ref = called(village, councils(village))
    with clock.at(EVENING):
        village.do("clerk", note_notice, ref, [sheet(30)])
        entry = village.last()
        assert (entry["act"], entry["files"]) == ("meeting.notice", [sheet(30).sha256])
        page = village.client().get(f"{village.url}/meetings/{ref}").text
    assert f"/papers/{sheet(30).sha256[:16]}" in page
    with clock.at(EVENING), pytest.raises(Refusal, match="choose a photo"):
        village.do("clerk", note_notice, ref, [])
    with clock.at(EVENING), pytest.raises(Refusal, match="Only the clerk"):
        village.do("钱1", note_notice, ref, [sheet(31)])


def test_it_is_called_off_before_its_roll_and_not_afterwards(village: Village) -> None:
    body = councils(village)
    ref = called(village, body)
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="in a few words why"):
            village.do("clerk", cancel, ref, "雨")
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do("stranger", cancel, ref, "台风要来了")
        village.do("clerk", cancel, ref, "台风要来了")
        with pytest.raises(Refusal, match="called off"):
            village.do("clerk", open_roll, ref)
        with pytest.raises(Refusal, match="called off"):
            village.do("clerk", cancel, ref, "台风要来了")
    assert (record(village, ref).meeting.state, village.last()["act"]) == (State.CANCELLED, "meeting.cancel")
    second = opened(village, called(village, body))
    with clock.at(EVENING), pytest.raises(Refusal, match="It took place"):
        village.do("clerk", cancel, second, "台风要来了")
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_a_meeting_that_can_decide_is_made_no_discussion(village: Village) -> None:
    ref = called(village, councils(village))
    with clock.at(EVENING), pytest.raises(Refusal, match="can decide"):
        village.do("clerk", convert, ref)
    opened(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="can decide"):
        village.do("clerk", convert, ref)  # it is not said of everybody yet whether they came
    there(village, ref, [f"钱{n}" for n in range(1, 21)])
    with clock.at(EVENING):
        village.do("clerk", convert, ref)
        with pytest.raises(Refusal, match="a discussion already"):
            village.do("clerk", convert, ref)
    assert village.last()["facts"]["because"] == "quorum_short"


def test_what_a_motion_has_been_on_is_found(village: Village) -> None:
    body = councils(village)
    ref = motion(village, body)
    first = called(village, body, [Topic("decide", motion=ref)])
    called(village, body)
    id_ = village.read(motion_at, ref).id
    (about,) = village.read(items_about, id_)
    assert (about.meeting.ref, about.held_on, about.late, about.verdict, about.complete) == (
        first, HELD, False, None, False,
    )  # fmt: skip


def test_the_roll_is_that_of_the_opening_and_not_of_the_notice(village: Village) -> None:
    stand(village, "committee", people("赵", 7))
    body = stand(village, "representatives", [*people("钱", 32), None], chair=None)
    ref = called(village, body)
    with clock.at(datetime(2026, 11, 12, 9, 0, tzinfo=CHINA)):
        village.do("clerk", fill, body, 33, "representative", Named(name="孙新来", sex="female"))
    opened(village, ref)
    assert (record(village, ref).hall.on_roll, record(village, ref).meeting.vacant) == (40, 0)
    assert village.look(lambda db: verify_kept(db, village.id)).faults == ()
