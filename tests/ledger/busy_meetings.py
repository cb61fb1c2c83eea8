"""Meetings in the demo: everything that can be done about one, each at least once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from council.kit import clock
from council.kit.pictures import Prepared, prepared
from council.meetings.acts import (
    Authorised,
    Counted,
    Mark,
    Sheet,
    Spoken,
    Topic,
    Wanted,
    add_item,
    add_observer,
    add_speech,
    approve_minutes,
    call,
    cancel,
    close_item,
    close_meeting,
    confirm_correction,
    confirm_tally,
    convert,
    correct,
    defer_item,
    delegate,
    end_delegation,
    enter_tally,
    mark,
    mark_rest,
    name_hands,
    note_notice,
    open_roll,
    record_meeting,
    report_unreachable,
    sign_minutes,
    stand_aside,
)
from council.people.tables import AccountMembership
from council.rules.hall import Presence
from council.seats.chartering import change_charter
from council.seats.tables import bodies_of, seats_of
from tests.files import photograph
from tests.ledger.demo_world import DemoVillage as Village

POND, SHED, DRAIN = (
    Topic("decide", title="池塘边装护栏"), Topic("discuss", title="车棚放哪里"), Topic("decide", title="修水渠"),
)  # fmt: skip


def meet(v: Village) -> None:
    sheets = [prepared(photograph())]
    people = {body.law.kind: body.key for body in v.read(bodies_of)}
    _a_council_meets(v, sheets)
    _an_assembly_reports(v, people["assembly"], sheets)
    today = clock.today()
    wanted = Authorised(
        people["assembly"], people["representatives"], ("public_works", "homestead"), today, today,
        today + timedelta(days=900),
    )  # fmt: skip
    number = v.do("clerk", delegate, wanted, sheets[0])
    v.do("clerk", end_delegation, number, today, "村民会议收回了")


def called(v: Village, body: str, *topics: Topic, days: int = 20, sent: int = 30) -> str:
    today = clock.today()
    wanted = Wanted(
        body=body, held_on=today - timedelta(days=days), starts="19:30", place="村委会二楼",
        sent_on=today - timedelta(days=sent), sent_by=("board", "wechat"),
    )  # fmt: skip
    return v.do("clerk", call, wanted, topics).ref


def _a_council_meets(v: Village, sheets: list[Prepared]) -> None:
    ref = called(v, v.body, POND, SHED, DRAIN)
    v.do("clerk", note_notice, ref, sheets)
    v.do("clerk", open_roll, ref)
    v.do("clerk", name_hands, ref, tellers=[1, 2])
    members = [seat.member for seat in v.read(seats_of, v.body) if seat.member is not None][:9]
    v.do("clerk", mark, ref, [Mark(number=number, status=Presence.PRESENT) for number in members])
    v.do("clerk", mark_rest, ref)
    v.do("clerk", add_observer, ref, "何建", "街道干部")
    v.do("clerk", add_speech, ref, Spoken(1, "孩子常在池塘边玩", "for", 4))
    v.do("clerk", add_item, ref, Topic("discuss", title="村口种樟树"), 9, money=False, persons=False)
    v.do("clerk", stand_aside, ref, 1, 5, "施工队是我弟弟的")
    v.do("clerk", defer_item, ref, 3, "时间不够了")
    v.do("clerk", enter_tally, ref, 1, "hands", yes=7, no=1, abstain=0, sheets=sheets)
    v.do(1, confirm_tally, ref, 1, present=8, yes=7, no=1, abstain=0)
    v.do(7, close_item, ref, 1)
    v.do("clerk", close_meeting, ref, "21:00")
    v.do(1, approve_minutes, ref)
    v.do("clerk", sign_minutes, ref, sheets)
    v.do("clerk", correct, ref, "护栏长五十米")
    v.do(_supervisor(v), confirm_correction, ref, 1)
    v.do("clerk", cancel, called(v, v.body, POND), "台风要来了")
    v.do("clerk", convert, called(v, v.body, POND, days=20, sent=20))
    on_paper = Sheet(tellers=(1,), counted=(Counted(position=1, method="paper", yes=8, no=1, abstain=1),))
    v.do("clerk", record_meeting, called(v, v.body, POND), on_paper, sign_in=sheets, tallies=sheets)


def _supervisor(v: Village) -> str:
    """Whoever holds the first seat of the supervisory committee takes up an account: that of the third member."""
    key = next(body.key for body in v.read(bodies_of) if body.law.kind == "supervisory")
    seat = next(seat for seat in v.read(seats_of, key) if seat.filled)

    def take_up(act: Any) -> None:
        table: Any = AccountMembership
        own = (table.community_id == act.community, table.membership_id == seat.membership_id)
        account = v.accounts[3]
        if act.db.execute(select(table.account_id).where(*own)).first():
            act.db.execute(update(table).where(*own).values(account_id=account))
        else:
            values = {"community_id": act.community, "membership_id": seat.membership_id, "since": act.now}
            act.db.execute(insert(AccountMembership).values(account_id=account, **values))

    v.do("clerk", take_up)
    v.accounts["supervisor"] = v.accounts[3]
    return "supervisor"


def _an_assembly_reports(v: Village, assembly: str, sheets: list[Prepared]) -> None:
    v.do("clerk", change_charter, assembly, "assembly_adults_chongqing", "本市的实施办法")
    ref = called(v, assembly, POND)
    v.do("clerk", open_roll, ref)
    v.do("clerk", report_unreachable, ref, 60, sheets)
