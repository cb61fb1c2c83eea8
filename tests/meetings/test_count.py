"""The count: entered with its sheet, confirmed by another person, closed by who leads; then it stands (G48)."""

from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DatabaseError

from council.hall.verification import verify_kept
from council.kit import clock
from council.kit.act import NotFound, SignInFirst
from council.meetings.acts import (
    Spoken,
    Topic,
    add_item,
    add_observer,
    add_speech,
    approve_minutes,
    close_item,
    close_meeting,
    confirm_correction,
    confirm_tally,
    correct,
    defer_item,
    enter_tally,
    mark_present,
    name_hands,
    open_roll,
    sign_minutes,
    stand_aside,
)
from council.meetings.columns import TALLY
from council.meetings.reading import items_about, missing
from council.motions.tables import motion_at
from council.people.tables import AccountMembership, Membership
from council.rules.refusal import Refusal
from tests.bodies import people, stand
from tests.meetings.scene import (
    CLERK,
    EVENING,
    LATER,
    authorised,
    called,
    closed,
    councils,
    counted,
    ended,
    item,
    motion,
    number,
    numbers,
    opened,
    record,
    sheet,
    there,
)
from tests.village import Village

THIRTY = [*(f"赵{n}" for n in range(1, 8)), *(f"钱{n}" for n in range(1, 24))]
COUNT = {"yes": 20, "no": 7, "abstain": 3}


@pytest.fixture
def ref(village: Village) -> str:
    """A meeting of the forty with thirty there; 钱30 and 钱31, who are not, count."""
    at = opened(village, called(village, councils(village)), tellers=["钱30", "钱31"])
    there(village, at, THIRTY)
    return at


def enter(village: Village, ref: str, who: object = "clerk", **more: Any) -> None:
    with clock.at(EVENING):
        village.do(who, enter_tally, ref, 1, "hands", **{**COUNT, "sheets": [sheet(2)], **more})


def confirm(village: Village, ref: str, who: object = "钱30", **more: Any) -> None:
    with clock.at(EVENING):
        village.do(who, confirm_tally, ref, 1, **{"present": 30, **COUNT, **more})


def test_from_the_sheet_to_the_verdict_each_step_is_in_the_record(village: Village, ref: str) -> None:
    enter(village, ref)
    entered = village.last()
    confirm(village, ref)
    confirmed = village.last()
    assert closed(village, ref) == "passed"
    last = village.last()
    assert [one["act"] for one in (entered, confirmed, last)] == [
        "meeting.tally", "meeting.confirm", "meeting.close_item",
    ]  # fmt: skip
    assert [one["actor"] for one in (entered, confirmed, last)] == [
        "clerk:90", "seat:representatives/30", "seat:committee/1",
    ]  # fmt: skip
    assert entered["files"] == [sheet(2).sha256]
    assert (last["facts"]["verdict"]["needed"], last["facts"]["verdict"]["yes"]) == (16, 20)
    tally = item(village, ref).tally
    assert tally is not None
    assert [one and one.name for one in (tally.entered_by, tally.confirmed_by, tally.closed_by)] == [
        "周国平", "钱30", "赵1",
    ]  # fmt: skip
    assert tally.entry == last["seq"]
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


@pytest.mark.parametrize("who", ["stranger", "钱1", "钱30", "吴1", "赵1"])
def test_nobody_but_the_clerk_enters_a_count(village: Village, ref: str, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        enter(village, ref, who)
    with pytest.raises(SignInFirst):
        enter(village, ref, None)


@pytest.mark.parametrize("who", ["钱30", "钱31", "吴1", "吴3", "赵1"])
def test_a_teller_who_leads_or_a_supervisor_confirms(village: Village, ref: str, who: object) -> None:
    enter(village, ref)
    confirm(village, ref, who)
    assert item(village, ref).tally is not None


NOT_SECOND = [
    ("clerk", "entered this yourself"), ("stranger", "is confirmed by"), ("钱1", "is confirmed by"),
    ("赵2", "is confirmed by"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "says"), NOT_SECOND)
def test_nobody_else_does_and_not_who_entered_it(village: Village, ref: str, who: object, says: str) -> None:
    enter(village, ref)
    with pytest.raises(Refusal, match=says):
        confirm(village, ref, who)
    with pytest.raises(SignInFirst):
        confirm(village, ref, None)
    assert item(village, ref).tally is not None


def test_the_clerk_under_another_account_is_still_the_same_person(village: Village, ref: str) -> None:
    """The clerk is also named to count, as a member of the same name and telephone with an account of its own."""

    def same(act: Any) -> None:
        query = select(Membership.phone).where(  # type: ignore[call-overload]
            Membership.community_id == act.community, Membership.number == CLERK
        )
        phone = act.db.execute(query).scalar()
        table: Any = Membership
        act.db.execute(
            update(table)
            .where(table.community_id == act.community, table.id == village.members["钱30"])
            .values(name="周国平", phone=phone)
        )

    village.do("clerk", same)
    enter(village, ref)
    with pytest.raises(Refusal, match="entered this yourself"):
        confirm(village, ref, "钱30")


def test_the_clerk_who_holds_a_second_membership_is_the_same_person(village: Village, ref: str) -> None:
    def take_up(act: Any) -> None:
        account = act.asker
        table: Any = AccountMembership
        act.db.execute(
            table.__table__.delete().where(
                table.community_id == act.community, table.membership_id == village.members["钱31"]
            )
        )
        act.db.execute(
            insert(AccountMembership).values(
                account_id=account, community_id=act.community, membership_id=village.members["钱31"], since=act.now
            )
        )

    village.do("clerk", take_up)
    enter(village, ref)
    with pytest.raises(Refusal, match="entered this yourself"):
        confirm(village, ref, "clerk")


@pytest.mark.parametrize("name", ["present", "yes", "no", "abstain", "spoiled"])
def test_other_numbers_than_those_entered_confirm_nothing(village: Village, ref: str, name: str) -> None:
    enter(village, ref)
    with pytest.raises(Refusal, match="not those that were entered") as refused:
        confirm(village, ref, **{name: 1})
    assert list(refused.value.notes) == [name]
    tally = item(village, ref).tally
    assert tally is not None
    assert tally.confirmed_at is None
    assert village.last()["act"] == "meeting.tally"


@pytest.mark.parametrize("who", ["clerk", "stranger", "钱30", "吴1", "赵2"])
def test_only_who_leads_closes_and_only_once_it_is_confirmed(village: Village, ref: str, who: object) -> None:
    enter(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="second person must confirm"):
        village.do("赵1", close_item, ref, 1)
    confirm(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="Only who leads the meeting closes a count"):
        village.do(who, close_item, ref, 1)
    with clock.at(EVENING), pytest.raises(SignInFirst):
        village.do(None, close_item, ref, 1)
    assert closed(village, ref) == "passed"


def test_who_was_named_to_lead_closes_it_too(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        village.do("clerk", name_hands, ref, host=number(village, "赵4"))
    enter(village, ref)
    confirm(village, ref)
    assert closed(village, ref, chair="赵4") == "passed"


def test_whoever_comes_after_the_confirmation_makes_it_be_confirmed_anew(village: Village, ref: str) -> None:
    enter(village, ref)
    confirm(village, ref)
    with clock.at(EVENING):
        village.do("clerk", mark_present, ref, numbers=numbers(village, ["钱24"]))
        with pytest.raises(Refusal, match="marked otherwise since the count was confirmed"):
            village.do("赵1", close_item, ref, 1)
    enter(village, ref)
    confirm(village, ref, present=31)
    assert closed(village, ref) == "passed"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"yes": 25}, "only 30 of those present"),
    ({"spoiled": 1}, "only 30 of those present"),
    ({"yes": -1}, "less than nothing"),
    ({"sheets": []}, "photo of the sheet"),
]


@pytest.mark.parametrize(("more", "says"), WRONG)
def test_a_count_that_cannot_be_is_refused(village: Village, ref: str, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        enter(village, ref, **more)
    assert item(village, ref).tally is None


def test_nobody_is_named_to_count_and_no_count_is_entered(village: Village) -> None:
    at = called(village, councils(village))
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="not called yet"):
            village.do("clerk", enter_tally, at, 1, "hands", **COUNT, sheets=[sheet()])
        village.do("clerk", open_roll, at)
        with pytest.raises(Refusal, match="name first who counts"):
            village.do("clerk", enter_tally, at, 1, "hands", **COUNT, sheets=[sheet()])
        with pytest.raises(NotFound):
            village.do("clerk", enter_tally, at, 9, "hands", **COUNT, sheets=[sheet()])


def test_whom_an_item_concerns_neither_votes_nor_counts(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="named to count the votes"):
            village.do("clerk", stand_aside, ref, 1, number(village, "钱30"), "施工队是我弟弟的")
        with pytest.raises(Refusal, match="why, so that everyone knows"):
            village.do("clerk", stand_aside, ref, 1, number(village, "钱3"), "不")
        village.do("clerk", stand_aside, ref, 1, number(village, "钱3"), "施工队是我弟弟的")
        assert (village.last()["act"], village.last()["facts"]["member"]) == ("meeting.recuse", number(village, "钱3"))
        with pytest.raises(Refusal, match="stands aside from this item already"):
            village.do("clerk", stand_aside, ref, 1, number(village, "钱3"), "施工队是我弟弟的")
        village.do("clerk", name_hands, ref, tellers=numbers(village, ["钱3"]))
    with pytest.raises(Refusal, match="cannot count its votes"):
        enter(village, ref, abstain=2)
    with clock.at(EVENING):
        village.do("clerk", name_hands, ref, tellers=numbers(village, ["钱30"]))
    with pytest.raises(Refusal, match="only 29 of those present"):
        enter(village, ref)
    enter(village, ref, abstain=2)
    confirm(village, ref, present=29, abstain=2)
    assert closed(village, ref) == "passed"
    assert (item(village, ref).verdict and item(village, ref).verdict.present) == 29  # type: ignore[union-attr]
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_an_item_is_put_off_and_then_has_no_count(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        village.do("clerk", defer_item, ref, 1, "时间不够了")
        for again in (lambda: village.do("clerk", defer_item, ref, 1, "时间不够了"), lambda: enter(village, ref)):
            with pytest.raises(Refusal, match="put off"):
                again()
        village.do("clerk", close_meeting, ref, "21:00")
    assert "下次再议" in village.client().get(f"{village.url}/meetings/{ref}").text


def test_what_is_only_discussed_has_no_count(village: Village) -> None:
    at = opened(village, called(village, councils(village), [Topic("discuss", title="卫生评比")]))
    there(village, at, THIRTY)
    with pytest.raises(Refusal, match="only discussed"):
        enter(village, at)


def test_g48_a_closed_count_is_not_edited_but_corrected_and_the_original_kept(village: Village, ref: str) -> None:
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    with pytest.raises(Refusal, match="It stays as it is"):
        enter(village, ref, yes=21, no=6)
    with clock.at(EVENING), pytest.raises(Refusal, match="It stays as it is"):
        village.do("clerk", defer_item, ref, 1, "时间不够了")

    def forge(act: Any) -> None:
        table: Any = TALLY.yes.table
        act.db.execute(update(table).where(TALLY.community_id == act.community).values(yes=21))

    with pytest.raises(DatabaseError, match="a closed count is never changed"):
        village.do("clerk", forge)
    with clock.at(LATER):
        village.do("clerk", correct, ref, "赞成的是二十一人，反对六人", 1)
        assert "还没确认" in village.client().get(f"{village.url}/meetings/{ref}").text
        for who in ("clerk", "stranger", "赵1", "钱30"):
            with pytest.raises(Refusal, match=r"supervisory committee confirms|wrote this yourself"):
                village.do(who, confirm_correction, ref, 1)
        village.do("吴2", confirm_correction, ref, 1)
        with pytest.raises(Refusal, match="confirmed already"):
            village.do("吴3", confirm_correction, ref, 1)
        page = village.client().get(f"{village.url}/meetings/{ref}").text
    assert "赞成的是二十一人" in page
    assert "赞成 20 · 反对 7" in page
    assert (item(village, ref).verdict and item(village, ref).verdict.yes) == 20  # type: ignore[union-attr]
    assert [entry["act"] for entry in village.entries()[-2:]] == ["meeting.correct", "meeting.confirm_correction"]


def test_nothing_is_corrected_before_something_is_closed(village: Village, ref: str) -> None:
    with clock.at(EVENING), pytest.raises(Refusal, match="can be entered anew"):
        village.do("clerk", correct, ref, "灯是十二盏")
    with clock.at(EVENING), pytest.raises(Refusal, match="Only the clerk"):
        village.do("钱1", correct, ref, "灯是十二盏")


def test_without_a_supervisory_committee_who_led_confirms_a_correction(village: Village) -> None:
    body = stand(village, "party_branch", people("孙", 5))
    at = opened(village, called(village, body))
    there(village, at, [f"孙{n}" for n in range(1, 6)])
    counted(village, at, 5, second="孙1")
    closed(village, at, chair="孙1")
    with clock.at(LATER):
        village.do("clerk", correct, at, "方案是第二稿")
        with pytest.raises(Refusal, match="Only who led the meeting"):
            village.do("孙2", confirm_correction, at, 1)
        village.do("孙1", confirm_correction, at, 1)
    assert record(village, at).corrections[0].confirmed_by is not None


# ── who said what ──


def test_who_sat_in_and_who_spoke_is_entered_with_the_gist(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        village.do("clerk", add_observer, ref, "何建", "街道干部")
        village.do("clerk", add_speech, ref, Spoken(1, "灯要装到村尾", "for", number(village, "钱3")))
        village.do("clerk", add_speech, ref, Spoken(1, "注意安全", "neutral", name="何建"))
        for spoken, says in (
            (Spoken(1, "好", "loud", name="何建"), "choose one"), (Spoken(1, "好", "for"), "who spoke"),
            (Spoken(1, "好", "for", 9999), "Not on this roll"),
        ):  # fmt: skip
            with pytest.raises(Refusal, match=says):
                village.do("clerk", add_speech, ref, spoken)
        for act, args in ((add_observer, ("何建", "街道干部")), (add_speech, (Spoken(1, "好", "for", name="何建"),))):
            with pytest.raises(Refusal, match="Only the clerk"):
                village.do("钱1", act, ref, *args)
    found = record(village, ref)
    assert [(one.name, one.post) for one in found.observers] == [("何建", "街道干部")]
    assert [(one.name, one.gist, one.stance) for one in found.said_on(1)] == [
        ("钱3", "灯要装到村尾", "for"), ("何建", "注意安全", "neutral"),
    ]  # fmt: skip


def test_who_spoke_among_party_members_is_not_named_in_public(village: Village) -> None:
    body = stand(village, "party_members", people("周", 9))
    at = opened(village, called(village, body))
    with clock.at(EVENING):
        village.do("clerk", add_speech, at, Spoken(1, "先通水再修路", "for", number(village, "周3")))
        entry = village.last()
        page = village.client().get(f"{village.url}/meetings/{at}").text
        minutes = village.client("clerk").get(f"{village.url}/desk/meetings/{at}/minutes").text
    assert set(entry["sealed"]) == {"gist"}
    assert "先通水再修路" in page
    assert "周3" not in page
    assert "周3" in minutes


# ── closing the meeting, and its minutes ──


def test_what_is_missing_is_listed_by_name_and_keeps_the_meeting_open(village: Village, ref: str) -> None:
    with clock.at(EVENING), pytest.raises(Refusal, match="not entered yet"):
        village.do("clerk", close_meeting, ref, "21:00")
    enter(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="not confirmed by a second person"):
        village.do("clerk", close_meeting, ref, "21:00")
    confirm(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="not closed by who leads"):
        village.do("clerk", close_meeting, ref, "21:00")
    closed(village, ref)
    with clock.at(EVENING), pytest.raises(Refusal, match="Only the clerk"):
        village.do("钱1", close_meeting, ref, "21:00")
    with clock.at(EVENING):
        village.do("clerk", close_meeting, ref, "21:00")
        with pytest.raises(Refusal, match="This meeting is closed"):
            village.do("clerk", close_meeting, ref, "21:00")
        with pytest.raises(Refusal, match="This meeting is closed"):
            village.do("clerk", add_item, ref, Topic("discuss", title="好"), 30, money=False, persons=False)


def test_an_item_is_complete_once_its_minutes_are_approved(village: Village) -> None:
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    authorised(village, giver, body)
    subject = motion(village, body)
    at = opened(village, called(village, body, [Topic("decide", motion=subject)]), tellers=["钱30"])
    there(village, at, THIRTY)
    counted(village, at, 20, 7, 3, second="钱30")
    closed(village, at)
    id_ = village.read(motion_at, subject).id
    assert [str(one) for one in missing(record(village, at), item(village, at))] == ["The meeting is not closed yet."]
    with clock.at(EVENING):
        village.do("clerk", close_meeting, at, "21:00")
    assert len(missing(record(village, at), item(village, at))) == 3
    assert not village.read(items_about, id_)[0].complete
    with clock.at(EVENING):
        village.do("clerk", sign_minutes, at, [sheet(9)])
    (about,) = village.read(items_about, id_)
    assert (about.complete, about.verdict and about.verdict.passed, about.late) == (True, True, False)


def test_those_present_approve_the_minutes_each_for_themselves(village: Village, ref: str) -> None:
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="not closed yet"):
            village.do("钱1", approve_minutes, ref)
        village.do("clerk", close_meeting, ref, "21:00")
        for who in ("stranger", "钱33"):  # 钱33 was not there
            with pytest.raises(Refusal, match="by those who were present"):
                village.do(who, approve_minutes, ref)
        with pytest.raises(SignInFirst):
            village.do(None, approve_minutes, ref)
        village.do("钱1", approve_minutes, ref)
        assert (village.last()["act"], village.last()["actor"]) == ("meeting.approve", "seat:representatives/1")
        with pytest.raises(Refusal, match="approved these minutes already"):
            village.do("钱1", approve_minutes, ref)
        village.do("赵1", approve_minutes, ref)
        village.do("clerk", approve_minutes, ref)  # who wrote them
    approvals = record(village, ref).approvals
    assert (approvals.many, approvals.host, approvals.recorder) == (2, True, True)


def test_the_signed_sheet_stands_for_those_who_signed_and_were_there(village: Village, ref: str) -> None:
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    with clock.at(EVENING):
        village.do("clerk", close_meeting, ref, "21:00")
        with pytest.raises(Refusal, match="photo of the signed minutes"):
            village.do("clerk", sign_minutes, ref, [])
        with pytest.raises(Refusal, match="not present does not approve"):
            village.do("clerk", sign_minutes, ref, [sheet(9)], numbers(village, ["钱33"]))
        with pytest.raises(Refusal, match="Only the clerk"):
            village.do("钱1", sign_minutes, ref, [sheet(9)])
        village.do("clerk", sign_minutes, ref, [sheet(9)], [CLERK, *numbers(village, ["钱1", "赵1"])])
        assert village.last()["facts"] == {"many": 3}
        village.do("clerk", sign_minutes, ref, [sheet(10)])
    approvals = record(village, ref).approvals
    assert (approvals.many, approvals.host, approvals.recorder) == (30, True, True)
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_an_ended_meeting_is_right_everywhere(village: Village, ref: str) -> None:
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    ended(village, ref)
    with clock.at(LATER):
        page = village.client().get(f"{village.url}/meetings/{ref}").text
    assert "到会的有 30 人认可了记录" in page
