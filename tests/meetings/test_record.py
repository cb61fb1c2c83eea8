"""A meeting from its papers in one form (补录): one act, one entry; and the assembly's authorisations."""

from datetime import date, datetime
from typing import Any

import pytest

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.kit.clock import CHINA
from council.meetings.acts import (
    Authorised,
    Counted,
    Sheet,
    Spoken,
    Topic,
    confirm_tally,
    delegate,
    end_delegation,
    open_roll,
    record_meeting,
)
from council.meetings.delegating import delegations_of, may_decide_by
from council.meetings.lacking import missing
from council.rules.refusal import Refusal
from tests.bodies import people, stand
from tests.meetings.scene import (
    LATER,
    assembly,
    authorised,
    called,
    closed,
    councils,
    ended,
    item,
    motion,
    number,
    numbers,
    record,
    sheet,
)
from tests.village import Village


def whole(village: Village, **more: Any) -> Sheet:
    usual: dict[str, Any] = {
        "absent": tuple((n, "away", "外出务工") for n in numbers(village, [f"钱{i}" for i in range(24, 34)])),
        "host": number(village, "赵1"),
        "tellers": (number(village, "钱1"),),
        "observers": (("何建", "街道干部"),),
        "spoken": (Spoken(1, "灯要装到村尾", "for", number(village, "钱3")),),
        "counted": (Counted(position=1, method="paper", yes=20, no=7, abstain=3),),
    }
    return Sheet(**{**usual, **more})


def enter(village: Village, ref: str, paper: Sheet, who: object = "clerk", **more: Any) -> None:
    with clock.at(LATER):
        village.do(who, record_meeting, ref, paper, **{"sign_in": [sheet(1)], "tallies": [sheet(2)], **more})


def test_a_meeting_on_paper_is_entered_whole_with_one_entry(village: Village) -> None:
    ref = called(village, councils(village))
    before = len(village.entries())
    enter(village, ref, whole(village))
    entry = village.last()
    assert (len(village.entries()), entry["act"], entry["actor"]) == (before + 1, "meeting.record", "clerk:90")
    assert (entry["facts"]["present"], entry["facts"]["absent"], entry["facts"]["on_roll"]) == (30, 10, 40)
    assert entry["files"] == [sheet(1).sha256, sheet(2).sha256]
    found = record(village, ref)
    assert (found.meeting.late, found.hall.present, len(found.observers), len(found.speeches)) == (True, 30, 1, 1)
    assert next(str(one) for one in missing(found, found.items[0])).endswith("not confirmed by a second person yet.")
    with clock.at(LATER):
        village.do("吴1", confirm_tally, ref, 1, present=30, yes=20, no=7, abstain=3)
    assert closed(village, ref, at=LATER) == "passed"
    ended(village, ref, at=LATER)
    assert missing(record(village, ref), item(village, ref)) == ()
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_only_these_came_and_everybody_came(village: Village) -> None:
    body = councils(village)
    first, second = called(village, body), called(village, body)
    only = tuple(numbers(village, [f"钱{n}" for n in range(1, 28)]))
    enter(village, first, whole(village, absent=(), present=only, counted=(), spoken=()))
    assert (record(village, first).hall.present, record(village, first).hall.absent) == (27, 13)
    enter(village, second, whole(village, absent=(), counted=()))
    assert record(village, second).hall.present == 40


def test_households_that_came_are_entered_by_their_numbers(village: Village) -> None:
    body = assembly(village, many=30, households=15)
    ref = called(village, body, sent_on=date(2026, 11, 1), count_by="households")
    came = tuple(f"李户{n}" for n in range(1, 11))
    enter(village, ref, Sheet(households=came, tellers=(90,), counted=(
        Counted(position=1, method="hands", yes=6, no=4, abstain=0),)))  # fmt: skip
    assert (record(village, ref).hall.present, record(village, ref).hall.absent) == (10, 5)


WRONG: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {"sign_in": []}, "photo of the sign-in sheet"),
    ({}, {"tallies": []}, "sheet on which it was counted"),
    ({"tellers": ()}, {}, "name first who counts"),
    ({"absent": ((9999, "ill", ""),)}, {}, "Not on this roll"),
    ({"counted": (Counted(position=1, method="hands", yes=31, no=0, abstain=0),)}, {}, "only 30 of those present"),
    ({"spoken": (Spoken(1, "好", "loud", name="何建"),)}, {}, "choose one"),
]


@pytest.mark.parametrize(("more", "papers", "says"), WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_half_written(
    village: Village, more: dict[str, Any], papers: dict[str, Any], says: str
) -> None:
    ref = called(village, councils(village))
    before = village.last()
    with pytest.raises(Refusal, match=says):
        enter(village, ref, whole(village, **more), **papers)
    assert village.last() == before
    assert record(village, ref).meeting.opened_at is None


def test_present_and_absent_at_once_is_refused(village: Village) -> None:
    ref = called(village, councils(village))
    with pytest.raises(Refusal, match="Both present and absent"):
        enter(village, ref, whole(village, present=tuple(numbers(village, ["钱24"]))))


def test_nobody_else_enters_it_nor_before_the_day_nor_twice(village: Village) -> None:
    ref = called(village, councils(village))
    with pytest.raises(Refusal, match="Only the clerk"):
        enter(village, ref, whole(village), "钱1")
    with pytest.raises(SignInFirst):
        enter(village, ref, whole(village), None)
    with clock.at(datetime(2026, 11, 15, 9, 0, tzinfo=CHINA)), pytest.raises(Refusal, match="not before"):
        village.do("clerk", record_meeting, ref, whole(village), sign_in=[sheet(1)], tallies=[sheet(2)])
    enter(village, ref, whole(village))
    with pytest.raises(Refusal, match="called already"):
        enter(village, ref, whole(village))


def test_a_notice_that_was_too_short_is_no_meeting_that_decided(village: Village) -> None:
    ref = called(village, councils(village), sent_on=date(2026, 11, 15))
    with pytest.raises(Refusal, match="It can only be a discussion"):
        enter(village, ref, whole(village))


# ── authorisations ──

UNTIL = {"matters": ("public_works",), "decided_on": date(2026, 10, 8), "begins": date(2026, 10, 8),
         "ends": date(2030, 12, 31)}  # fmt: skip
NOW = datetime(2026, 11, 1, 9, 0, tzinfo=CHINA)


@pytest.fixture
def bodies(village: Village) -> tuple[str, str]:
    to = councils(village)
    return stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False), to


def test_an_authorisation_is_entered_with_its_paper_and_holds(village: Village, bodies: tuple[str, str]) -> None:
    giver, to = bodies
    assert authorised(village, giver, to) == 1
    entry = village.last()
    assert (entry["act"], entry["on"], entry["facts"]["matters"], entry["files"]) == (
        "delegation.give", "delegation:1", ["public_works"], [sheet(20).sha256],
    )  # fmt: skip
    kind = "representatives"
    for matter, on, may in (
        ("public_works", date(2026, 10, 7), False), ("public_works", date(2026, 10, 8), True),
        ("public_works", date(2030, 12, 31), True), ("public_works", date(2031, 1, 1), False),
        ("homestead", date(2026, 11, 1), False), ("relief_lists", date(2026, 11, 1), True),
        ("own-1", date(2026, 11, 1), True),
    ):  # fmt: skip
        assert (village.read(may_decide_by, kind, to, matter, on) is None) is may, (matter, on)
    assert village.read(may_decide_by, "assembly", giver, "public_works", date(2026, 11, 1)) is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"from_body": "representatives"}, "Only the assembly"),
        ({"to_body": "committee"}, "matters that the assembly decides"),
        ({"matters": ()}, "matters that the assembly decides"),
        ({"matters": ("lighting",)}, "matters that the assembly decides"),
        ({"matters": ("village_rules",)}, "matters that the assembly decides"),
        ({"decided_on": date(2026, 11, 2)}, "still to come"),
        ({"begins": date(2026, 10, 7)}, "before it was decided"),
        ({"ends": date(2026, 10, 7)}, "before its first"),
        ({"ends": date(2032, 1, 1)}, "outlives the term"),
    ],
)
def test_one_that_cannot_be_is_refused(
    village: Village, bodies: tuple[str, str], more: dict[str, Any], says: str
) -> None:
    wanted = Authorised(**{"from_body": bodies[0], "to_body": bodies[1], **UNTIL, **more})
    with clock.at(NOW), pytest.raises(Refusal, match=says):
        village.do("clerk", delegate, wanted, sheet())
    assert village.read(delegations_of) == []


@pytest.mark.parametrize("who", ["stranger", "钱1", "赵1"])
def test_nobody_but_the_clerk_enters_or_ends_one(village: Village, bodies: tuple[str, str], who: object) -> None:
    wanted = Authorised(*bodies, **UNTIL)
    with clock.at(NOW), pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, delegate, wanted, sheet())
    with clock.at(NOW), pytest.raises(SignInFirst):
        village.do(None, delegate, wanted, sheet())
    authorised(village, *bodies)
    with clock.at(NOW), pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, end_delegation, 1, date(2026, 11, 1), "村民会议收回")


def test_it_is_ended_once_within_its_days(village: Village, bodies: tuple[str, str]) -> None:
    authorised(village, *bodies)
    with clock.at(NOW):
        with pytest.raises(NotFound):
            village.do("clerk", end_delegation, 2, date(2026, 11, 1), "村民会议收回")
        with pytest.raises(Refusal, match="It holds from"):
            village.do("clerk", end_delegation, 1, date(2026, 10, 1), "村民会议收回")
        village.do("clerk", end_delegation, 1, date(2026, 11, 1), "村民会议收回")
        with pytest.raises(Refusal, match="ended already"):
            village.do("clerk", end_delegation, 1, date(2026, 11, 2), "村民会议收回")
    (row,) = village.read(delegations_of)
    assert (row.until, row.ended_why) == (date(2026, 11, 1), "村民会议收回")
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_the_page_of_an_item_warns_before_anybody_votes(village: Village, bodies: tuple[str, str]) -> None:
    ref = called(village, bodies[1], [Topic("decide", motion=motion(village, bodies[1]))])
    with clock.at(LATER):
        village.do("clerk", open_roll, ref)
        page = village.client("clerk").get(f"{village.url}/desk/meetings/{ref}/items/1").text
    assert "村（居）民会议没有授权它定" in page
