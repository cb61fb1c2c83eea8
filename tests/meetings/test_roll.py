"""Roll call: the roll frozen on the day, each person marked by the way they came, many at once, the rest at once."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlalchemy.exc import DatabaseError

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import SignInFirst
from council.kit.clock import CHINA
from council.meetings.acts import Mark, mark, mark_present, mark_rest, name_hands, open_roll, report_unreachable
from council.meetings.reading import meeting_at
from council.meetings.roll_call import page_of_roll, people_numbered, roll_of_meeting
from council.meetings.rows import OnRollRow
from council.meetings.tables import Attendance
from council.rules.hall import Channel, Presence, Relation
from council.rules.refusal import Refusal
from tests.bodies import people, stand
from tests.meetings.scene import (
    EVENING,
    assembly,
    called,
    closed,
    councils,
    counted,
    ended,
    number,
    numbers,
    opened,
    record,
    sheet,
    there,
)
from tests.village import Village


def row(village: Village, ref: str, name: str) -> OnRollRow:
    meeting = village.read(meeting_at, ref).id
    return village.read(people_numbered, meeting, [number(village, name)])[number(village, name)]


def by(village: Village, name: str, status: Presence | None = Presence.PRESENT, **more: Any) -> Mark:
    return Mark(number=number(village, name), status=status, **more)


def test_the_roll_is_frozen_on_the_day_and_not_before(village: Village) -> None:
    ref = called(village, councils(village))
    with (
        clock.at(datetime(2026, 11, 15, 23, 59, tzinfo=CHINA)),
        pytest.raises(Refusal, match="called then, not before"),
    ):
        village.do("clerk", open_roll, ref)
    with clock.at(datetime(2026, 11, 16, 0, 0, tzinfo=CHINA)):
        village.do("clerk", open_roll, ref)
        entry = village.last()
    assert (entry["act"], entry["on"], entry["facts"]["on_roll"], entry["facts"]["vacant"]) == (
        "meeting.open", f"meeting:{ref}", 40, 0,
    )  # fmt: skip
    assert len(entry["facts"]["roll"]) == 40
    with clock.at(EVENING), pytest.raises(Refusal, match="has been called already"):
        village.do("clerk", open_roll, ref)


@pytest.mark.parametrize("who", ["stranger", "钱1", "赵1"])
def test_nobody_else_calls_or_marks_it(village: Village, who: object) -> None:
    ref = called(village, councils(village))
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do(who, open_roll, ref)
        with pytest.raises(SignInFirst):
            village.do(None, open_roll, ref)
        village.do("clerk", open_roll, ref)
        for act, more in (
            (mark, ([by(village, "钱1")],)), (mark_present, ()), (mark_rest, ()), (name_hands, ()),
            (report_unreachable, (3, [sheet()])),
        ):  # fmt: skip
            with pytest.raises(Refusal, match="Only the clerk"):
                village.do(who, act, ref, *more)


def test_each_is_marked_by_the_way_they_came_and_why_they_did_not(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [by(village, "钱1"), by(village, "钱2", channel=Channel.PAPER)])
        absent = by(village, "钱3", Presence.ABSENT, reason="ill", note="在县医院")
        village.do("clerk", mark, ref, [absent])
        entry = village.last()
    assert (row(village, ref, "钱1").channel, row(village, ref, "钱2").channel) == (Channel.IN_PERSON, Channel.PAPER)
    assert (row(village, ref, "钱3").status, row(village, ref, "钱3").reason, row(village, ref, "钱3").note) == (
        Presence.ABSENT, "ill", "在县医院",
    )  # fmt: skip
    assert entry["facts"]["marks"] == [{"status": "stayed_away", "many": 1, "members": [number(village, "钱3")]}]
    assert (entry["facts"]["present"], entry["facts"]["absent"], entry["facts"]["on_roll"]) == (2, 1, 40)
    assert "'ill'" not in str(entry["facts"])
    assert "医院" not in str(entry)


def test_a_mark_is_taken_back_and_made_anew(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [by(village, "钱1")])
        village.do("clerk", mark, ref, [by(village, "钱1", None)])
        assert (row(village, ref, "钱1").status, village.last()["facts"]["marks"][0]["status"]) == (None, "taken_back")
        village.do("clerk", mark, ref, [by(village, "钱1", Presence.ABSENT)])
    assert record(village, ref).hall.absent == 1
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


@pytest.mark.parametrize(
    ("numbers_", "says"),
    [([9999], r"Not on this roll: .*9999"), ([], "at least one number"), ([90], r"Not on this roll: .*90")],
)
def test_whoever_is_not_on_the_roll_is_named(village: Village, numbers_: list[int], says: str) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING), pytest.raises(Refusal, match=says):
        village.do("clerk", mark_present, ref, numbers=numbers_)
    assert record(village, ref).hall.present == 0


def test_the_rest_come_or_do_not_at_once_and_only_once(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [by(village, "钱1", Presence.ABSENT)])
        village.do("clerk", mark_rest, ref, Presence.PRESENT)
        assert (record(village, ref).hall.present, record(village, ref).hall.unmarked) == (39, 0)
        with pytest.raises(Refusal, match="said already"):
            village.do("clerk", mark_rest, ref)
        with pytest.raises(Refusal, match="choose one of these"):
            village.do("clerk", mark_rest, ref, Presence.UNREACHABLE)


def test_the_sheet_of_who_signed_is_wanted_before_the_meeting_is_closed(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING):
        village.do("clerk", mark_present, ref, numbers=numbers(village, ["钱1"]))
        page = village.client("clerk").get(f"{village.url}/desk/meetings/{ref}").text
    assert "还缺签到表的照片" in page


def test_nothing_is_marked_before_the_roll_or_after_the_close(village: Village) -> None:
    ref = called(village, councils(village))
    with clock.at(EVENING), pytest.raises(Refusal, match="not called yet"):
        village.do("clerk", mark, ref, [by(village, "钱1")])
    opened(village, ref)
    there(village, ref, [f"钱{n}" for n in range(1, 28)])
    counted(village, ref, 20, 7)
    closed(village, ref)
    ended(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="put right by a correction"):
        village.do("clerk", mark, ref, [by(village, "钱1", Presence.ABSENT)])

    def forge(act: Any) -> None:
        table: Any = Attendance
        act.db.execute(update(table).where(table.community_id == act.community).values(status="absent"))

    with pytest.raises(DatabaseError, match="the roll of a meeting is frozen"):
        village.do("clerk", forge)


# ── who leads, writes and counts ──


def test_those_who_lead_write_and_count_are_named(village: Village) -> None:
    ref = called(village, councils(village))
    with clock.at(EVENING):
        village.do("clerk", open_roll, ref)
        host, first, second = numbers(village, ["赵2", "钱5", "钱6"])
        village.do("clerk", name_hands, ref, host=host, tellers=[first, second])
        assert village.last()["facts"] == {"host": host, "tellers": [first, second]}
        for tellers in ([first, first], [first, second, host]):
            with pytest.raises(Refusal, match="two different ones"):
                village.do("clerk", name_hands, ref, tellers=tellers)
        with pytest.raises(Refusal, match="name somebody"):
            village.do("clerk", name_hands, ref)
        with pytest.raises(Refusal, match="no member with the number 7777"):
            village.do("clerk", name_hands, ref, recorder=7777)
    meeting = record(village, ref).meeting
    assert (meeting.host and meeting.host.name, [one.name for one in meeting.tellers]) == ("赵2", ["钱5", "钱6"])


# ── what the book and the public see of a roll that is only counted ──


def test_of_party_members_the_book_and_the_public_have_only_numbers(village: Village) -> None:
    stand(village, "party_branch", people("孙", 3))
    body = stand(village, "party_members", [*(f"孙{n}" for n in range(1, 4)), *people("周", 9)], chair=None)
    ref = opened(village, called(village, body), tellers=["周1", "周2"])
    there(village, ref, [f"周{n}" for n in range(1, 9)])
    entries = [entry for entry in village.entries() if entry["act"].startswith("meeting.")]
    assert not [entry for entry in entries if "'members'" in str(entry["facts"]) or "roll" in entry["facts"]]
    with clock.at(EVENING):
        page = village.client().get(f"{village.url}/meetings/{ref}")
        facts = village.client().get(f"{village.url}/meetings/{ref}.json").json()
    assert "周1" not in page.text
    assert "名单不公开" in page.text
    assert (facts["people"], facts["hall"]["present"]) == (None, 8)


def test_of_representatives_everyone_sees_who_came_and_nobody_why_not(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [by(village, "钱1"), by(village, "钱2", Presence.ABSENT, reason="ill")])
        page = village.client().get(f"{village.url}/meetings/{ref}").text
        facts = village.client().get(f"{village.url}/meetings/{ref}.json").json()
    assert "钱2" in page
    assert "生病" not in page
    assert [one["status"] for one in facts["people"] if one["name"] in ("钱1", "钱2")] == ["present", "absent"]
    assert "'ill'" not in str(facts)


# ── delegates ──


def test_a_mandate_needs_its_paper_a_name_and_a_household(village: Village) -> None:
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "collective", people("郑", 18, households=9), chair=1)
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1)))
    whole: dict[str, Any] = {"channel": Channel.DELEGATE, "relation": Relation.CHILD, "mandate": sheet(7)}
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="photo of the written mandate"):
            village.do("clerk", mark, ref, [by(village, "郑10", **{**whole, "mandate": None}, delegate="郑1")])
        with pytest.raises(Refusal, match="who came in their place"):
            village.do("clerk", mark, ref, [by(village, "郑10", **whole)])
        with pytest.raises(Refusal, match="no member with the number 4711"):
            village.do("clerk", mark, ref, [by(village, "郑10", **whole, delegate_number=4711)])
        outside = by(village, "郑11", **whole, delegate="郑小外")  # not in the register: mandate and paper stand for it
        village.do("clerk", mark, ref, [by(village, "郑10", **whole, delegate_number=number(village, "郑1")), outside])
        assert len(village.last()["files"]) == 2
    assert (row(village, ref, "郑10").delegate, row(village, ref, "郑11").delegate) == ("郑1", "郑小外")


def test_a_report_of_those_out_of_reach_needs_the_law_and_the_paper(village: Village) -> None:
    ref = opened(village, called(village, councils(village)))
    with clock.at(EVENING), pytest.raises(Refusal, match="everybody weighs"):
        village.do("clerk", report_unreachable, ref, 3, [sheet(8)])


def test_a_report_needs_its_paper(village: Village) -> None:
    ref = opened(village, called(village, assembly(village, "assembly_adults_chongqing"), sent_on=date(2026, 11, 1)))
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="read out"):
            village.do("clerk", report_unreachable, ref, 3, [])
        village.do("clerk", report_unreachable, ref, 3, [sheet(8)])
    assert (village.last()["act"], village.last()["facts"]["reported"]) == ("meeting.report", 3)


# ── fifteen hundred ──


@pytest.fixture
def large(village: Village) -> tuple[Village, str]:
    body = assembly(village, many=1500, households=480)
    return village, opened(village, called(village, body, sent_on=date(2026, 11, 1)))


def test_an_assembly_of_1500_is_entered_from_its_sheets(large: tuple[Village, str]) -> None:
    village, ref = large
    everybody = numbers(village, [f"李{n}" for n in range(1, 1501)])
    with clock.at(EVENING):
        for at in range(0, 800, 200):
            village.do("clerk", mark_present, ref, numbers=everybody[at : at + 200], sheets=[sheet(at // 200)])
        village.do("clerk", mark_rest, ref)
    found = record(village, ref)
    assert (found.hall.on_roll, found.hall.present, found.hall.absent) == (1500, 800, 700)
    assert (found.attendance().needed, found.attendance().met) == (751, True)


def test_its_roll_is_paged_and_searched(large: tuple[Village, str]) -> None:
    village, ref = large
    meeting = village.read(meeting_at, ref).id
    first, after = village.read(page_of_roll, meeting)
    second, _ = village.read(page_of_roll, meeting, after=after)
    assert (len(first), len(second)) == (50, 50)
    assert first[-1].number == after
    assert after is not None
    assert after < second[0].number
    (one,), none = village.read(page_of_roll, meeting, looked_for="李1499")
    assert (one.name, none) == ("李1499", None)
    same = village.read(page_of_roll, meeting, looked_for=one.household or "")[0]
    assert {each.household for each in same} == {one.household}
    assert [each.name for each in village.read(page_of_roll, meeting, looked_for=str(one.number))[0]] == ["李1499"]
    assert village.read(page_of_roll, meeting, looked_for="100%_")[0] == []
    assert village.read(page_of_roll, meeting, status="present")[0] == []
    assert len(village.read(roll_of_meeting, meeting)) == 1500


PAGES = ["/meetings", "/meetings/{ref}", "/desk/meetings/{ref}", "/desk/meetings/{ref}/roll",
         "/desk/meetings/{ref}/roll?q=李3", "/desk/meetings/{ref}/items/1"]  # fmt: skip


def test_a_page_takes_as_many_statements_for_thirty_as_for_1500(large: tuple[Village, str]) -> None:
    village, ref = large
    stand(village, "party_branch", people("孙", 3))
    body = stand(village, "party_members", people("周", 31), chair=None)
    small = opened(village, called(village, body))
    for page in PAGES[1:]:
        with clock.at(EVENING):
            many = _statements(village, page.format(ref=ref))
            few = _statements(village, page.format(ref=small))
        assert len(many) == len(few), f"{page}: {len(few)} for 31, {len(many)} for 1,500"
        assert len(many) <= 40, page


def _statements(village: Village, page: str) -> list[str]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    client = village.client("clerk" if "/desk/" in page else None)
    client.get(village.url)  # what is asked once
    for engine in (village.db.reading, village.db.writing):
        event.listen(engine, "before_cursor_execute", listen)
    try:
        assert client.get(village.url + page).status_code == 200
    finally:
        for engine in (village.db.reading, village.db.writing):
            event.remove(engine, "before_cursor_execute", listen)
    return [one for one in said if one.lstrip().upper().startswith(("SELECT", "WITH"))]


def test_a_public_page_of_1500_is_no_larger_than_one_of_thirty(large: tuple[Village, str]) -> None:
    village, ref = large
    with clock.at(EVENING):
        assert len(village.client().get(f"{village.url}/meetings/{ref}").text) < 12_000
