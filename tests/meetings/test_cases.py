"""Cases G24–G36, G42, G46 and G50 of domain.md section 7 through the acts, by their numbers."""

from collections.abc import Iterable
from datetime import date, datetime

import pytest

from council.kit import clock
from council.kit.clock import CHINA
from council.meetings.acts import (
    Mark,
    Topic,
    add_item,
    convert,
    end_delegation,
    enter_tally,
    mark,
    mark_present,
    mark_rest,
    open_roll,
    report_unreachable,
)
from council.rules.hall import Channel, Presence, Relation
from council.rules.refusal import Refusal
from tests.bodies import people, stand
from tests.meetings.scene import (
    EVENING,
    HELD,
    LATER,
    assembly,
    authorised,
    called,
    closed,
    councils,
    counted,
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

COMMITTEE = [f"赵{n}" for n in range(1, 8)]


def representatives(upto: int) -> list[str]:
    return [f"钱{n}" for n in range(1, upto + 1)]


def held(village: Village, present: Iterable[str], law: str = "representatives") -> str:
    """A meeting of the forty, with these present."""
    ref = opened(village, called(village, councils(village, law)))
    there(village, ref, present)
    return ref


def test_g24_twenty_seven_of_forty_are_there_and_fourteen_carry(village: Village) -> None:
    ref = held(village, [*COMMITTEE, *representatives(20)])
    there_are = record(village, ref).attendance()
    assert (there_are.due, there_are.present, there_are.needed, there_are.met) == (40, 27, 27, True)
    counted(village, ref, 14, 13)
    assert closed(village, ref) == "passed"


def test_g25_twenty_six_are_too_few_and_nothing_is_decided(village: Village) -> None:
    ref = held(village, [*COMMITTEE, *representatives(19)])
    counted(village, ref, 26)
    assert closed(village, ref) == "invalid_quorum"


def test_g26_an_abstention_is_no_yes(village: Village) -> None:
    ref = held(village, [*COMMITTEE, *representatives(20)])
    counted(village, ref, 13, 4, 10)
    assert closed(village, ref) == "rejected"


def test_g27_who_is_committee_member_and_representative_counts_once(village: Village) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "representatives", [*people("钱", 32), "赵3"], chair=None)
    ref = opened(village, called(village, body))
    assert record(village, ref).hall.on_roll == 39
    there(village, ref, ["赵3", *representatives(25)])
    assert record(village, ref).attendance().needed == 26
    counted(village, ref, 14, 12)
    assert closed(village, ref) == "passed"


@pytest.mark.parametrize(("women", "outcome"), [(9, "invalid_quorum"), (10, "passed")])
def test_g28_two_thirds_of_the_women_representatives_must_come(village: Village, women: int, outcome: str) -> None:
    stand(village, "committee", people("赵", 7, women=2))
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "representatives_shandong", people("钱", 33, women=14), chair=None)
    ref = opened(village, called(village, body))
    men = 20 - women
    there(village, ref, [*COMMITTEE, *representatives(women), *(f"钱{n}" for n in range(15, 15 + men))])
    found = record(village, ref)
    assert (found.hall.present, [share.present for share in found.attendance().shares]) == (27, [women])
    counted(village, ref, 20, 7)
    assert closed(village, ref) == outcome


@pytest.mark.parametrize(("present", "outcome"), [(10, "invalid_quorum"), (11, "passed")])
def test_g29_half_of_the_adults_are_not_more_than_half(village: Village, present: int, outcome: str) -> None:
    ref = opened(village, called(village, assembly(village), sent_on=date(2026, 11, 1)))
    there(village, ref, [f"李{n}" for n in range(1, present + 1)])
    counted(village, ref, present, second="赵2" if present < 0 else "赵1")
    assert closed(village, ref) == outcome


def test_g30_delegates_of_two_thirds_of_the_households_are_enough(village: Village) -> None:
    body = assembly(village, many=30, households=15)
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1), count_by="households"))
    assert record(village, ref).hall.on_roll == 15
    with clock.at(EVENING):
        village.do("clerk", mark_present, ref, households=[f"李户{n}" for n in range(1, 10)])
        assert record(village, ref).attendance().short == 1
        village.do("clerk", mark_present, ref, numbers=numbers(village, ["李25"]), channel=Channel.IN_PERSON)
        village.do("clerk", mark_rest, ref)
    found = record(village, ref)
    assert (found.hall.present, found.attendance().needed, found.attendance().met) == (10, 10, True)
    counted(village, ref, 6, 4, second="赵1")
    assert closed(village, ref) == "passed"


def test_g30_persons_and_households_are_never_mixed(village: Village) -> None:
    body = assembly(village, many=30, households=15)
    by_households = opened(village, called(village, body, sent_on=date(2026, 11, 1), count_by="households"))
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="has one voice"):  # 李1 and 李16 live together
            village.do("clerk", mark_present, by_households, numbers=numbers(village, ["李1", "李16"]))
        village.do("clerk", mark_present, by_households, numbers=numbers(village, ["李1"]))
        with pytest.raises(Refusal, match="is here already, by 李1"):
            village.do("clerk", mark_present, by_households, numbers=numbers(village, ["李16"]))
    by_persons = opened(village, called(village, body, sent_on=date(2026, 11, 1)))
    with clock.at(EVENING), pytest.raises(Refusal, match="counts persons"):
        village.do("clerk", mark_present, by_persons, households=["李户1"])


@pytest.mark.parametrize(("reported", "due", "outcome"), [(6, 34, "passed"), (None, 40, "invalid_quorum")])
def test_g31_who_is_out_of_reach_leaves_the_base_once_it_is_reported(
    village: Village, reported: int | None, due: int, outcome: str
) -> None:
    """The numbers of the case by a tenth: forty adults, six out of reach, eighteen there."""
    body = assembly(village, "assembly_adults_chongqing", many=40)
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1)))
    away = numbers(village, [f"李{n}" for n in range(35, 41)])
    with clock.at(EVENING):
        village.do("clerk", mark, ref, [Mark(number=n, status=Presence.UNREACHABLE) for n in away])
        if reported is not None:
            village.do("clerk", report_unreachable, ref, reported, [sheet(8)])
    there(village, ref, [f"李{n}" for n in range(1, 19)])
    assert record(village, ref).hall.due == due
    counted(village, ref, 18, second="赵1")
    assert closed(village, ref) == outcome


@pytest.mark.parametrize(("yes", "no", "abstain", "outcome"), [(16, 5, 0, "passed"), (15, 0, 6, "rejected")])
def test_g32_g33_more_than_half_of_all_party_members_and_not_of_those_present(
    village: Village, yes: int, no: int, abstain: int, outcome: str
) -> None:
    stand(village, "party_branch", people("孙", 5))
    body = stand(village, "party_members", [*(f"孙{n}" for n in range(1, 6)), *people("周", 26)], chair=None)
    ref = opened(village, called(village, body))
    there(village, ref, [*(f"孙{n}" for n in range(1, 6)), *(f"周{n}" for n in range(1, 17))])
    found = record(village, ref).attendance()
    assert (found.due, found.present, found.needed) == (31, 21, 21)
    counted(village, ref, yes, no, abstain, second="孙1")
    assert closed(village, ref, chair="孙1") == outcome


@pytest.mark.parametrize(("yes", "outcome"), [(11, "rejected"), (12, "passed")])
def test_g34_two_thirds_of_all_members_of_the_collective(village: Village, yes: int, outcome: str) -> None:
    """The numbers of the case by a tenth: eighteen members, twelve there."""
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "collective", people("郑", 18, households=9))
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1)))
    there(village, ref, [f"郑{n}" for n in range(1, 13)])
    counted(village, ref, yes, 12 - yes)
    assert closed(village, ref, chair="郑1") == outcome


def test_g35_video_and_the_household_count_and_a_friend_does_not(village: Village) -> None:
    stand(village, "supervisory", people("吴", 3))
    body = stand(village, "collective", people("郑", 18, households=9))  # 郑1 and 郑10 live together
    ref = opened(village, called(village, body, sent_on=date(2026, 11, 1), online_way="微信视频会议"))
    with clock.at(EVENING):
        online = [Mark(number=n, status=Presence.PRESENT, channel=Channel.ONLINE) for n in numbers(village, ["郑3"])]
        village.do("clerk", mark, ref, online)
        for_10 = {
            "number": number(village, "郑10"), "status": Presence.PRESENT, "channel": Channel.DELEGATE,
            "mandate": sheet(7),
        }  # fmt: skip
        with pytest.raises(Refusal, match="Only an adult of the same household"):
            village.do("clerk", mark, ref, [Mark(**for_10, delegate="郑1", relation=Relation.NONE)])
        with pytest.raises(Refusal, match="郑2 is not of the household of 郑10"):
            village.do("clerk", mark, ref, [Mark(**for_10, delegate="郑2", relation=Relation.HOUSEHOLD)])
        village.do("clerk", mark, ref, [Mark(**for_10, delegate="郑1", relation=Relation.SPOUSE)])
    channels = record(village, ref).hall.channels
    assert (channels[Channel.ONLINE], channels[Channel.DELEGATE], record(village, ref).hall.present) == (1, 1, 2)
    elsewhere = opened(village, called(village, stand(village, "representatives", people("钱", 3), chair=None)))
    with clock.at(EVENING), pytest.raises(Refusal, match="no rule of this body says so"):
        village.do("clerk", mark, elsewhere, [Mark(number=number(village, "钱1"), status=Presence.PRESENT,
                                                   channel=Channel.ONLINE)])  # fmt: skip


def test_g42_two_days_are_too_few_in_zhejiang_and_enough_in_xiawei(village: Village) -> None:
    body = councils(village, "representatives_zhejiang")
    ref = called(village, body, sent_on=date(2026, 11, 14))
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="It can only be a discussion"):
            village.do("clerk", open_roll, ref)
        village.do("clerk", convert, ref)
    opened(village, ref)
    there(village, ref, representatives(33))
    assert record(village, ref).meeting.converted_why == "notice"
    with clock.at(EVENING), pytest.raises(Refusal, match="only discusses"):
        village.do("clerk", enter_tally, ref, 1, "hands", yes=20, no=0, abstain=0, sheets=[sheet()])


def test_g42_xiawei(village: Village) -> None:
    ref = opened(village, called(village, councils(village, "representatives_xiawei"), sent_on=date(2026, 11, 14)))
    assert record(village, ref).meeting.notice.enough


def test_g46_after_the_authorisation_has_ended_the_representatives_decide_nothing(village: Village) -> None:
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    ref = motion(village, body)
    authorised(village, giver, body, ends=date(2026, 11, 15))
    at = opened(village, called(village, body, [Topic("decide", motion=ref)]))
    there(village, at, [*COMMITTEE, *representatives(33)])
    counted(village, at, 40)
    assert closed(village, at) == "invalid_procedure"


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, "passed"),
        ({"ends": HELD}, "passed"),  # its last day
        ({"begins": date(2026, 11, 17)}, "invalid_procedure"),
        ({"matters": ("village_plan",)}, "invalid_procedure"),
    ],
)
def test_g46_it_holds_for_its_matters_and_from_its_first_day_to_its_last(
    village: Village, more: dict[str, object], outcome: str
) -> None:
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    ref = motion(village, body)
    authorised(village, giver, body, **more)
    at = opened(village, called(village, body, [Topic("decide", motion=ref)]))
    there(village, at, [*COMMITTEE, *representatives(33)])
    counted(village, at, 40)
    assert closed(village, at) == outcome


def test_g46_an_authorisation_taken_back_no_longer_holds(village: Village) -> None:
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    ref, given = motion(village, body), authorised(village, giver, body)
    with clock.at(datetime(2026, 11, 12, 9, 0, tzinfo=CHINA)):
        village.do("clerk", end_delegation, given, date(2026, 11, 12), "村民会议收回")
    at = opened(village, called(village, body, [Topic("decide", motion=ref)]))
    there(village, at, [*COMMITTEE, *representatives(33)])
    counted(village, at, 40)
    assert closed(village, at) == "invalid_procedure"


def test_g50_a_second_count_replaces_the_first_before_the_close_and_a_tie_fails(village: Village) -> None:
    ref = held(village, [*COMMITTEE, *representatives(21)])
    counted(village, ref, 15, 13)
    counted(village, ref, 14, 14)
    assert item(village, ref).tally is not None
    assert closed(village, ref) == "rejected"  # nobody has a casting vote
    with clock.at(LATER), pytest.raises(Refusal, match="is closed"):
        village.do("clerk", enter_tally, ref, 1, "hands", yes=15, no=13, abstain=0, sheets=[sheet(3)])


def test_a_later_item_is_taken_up_by_two_thirds_and_never_for_money(village: Village) -> None:
    ref = held(village, [*COMMITTEE, *representatives(20)])
    tree = Topic("decide", title="村口种一棵樟树")
    with clock.at(EVENING):
        with pytest.raises(Refusal, match="18 are needed"):
            village.do("clerk", add_item, ref, tree, 17, money=False, persons=False)
        with pytest.raises(Refusal, match="about money"):
            village.do("clerk", add_item, ref, tree, 27, money=True, persons=False)
        assert village.do("clerk", add_item, ref, tree, 18, money=False, persons=False) == 2
    counted(village, ref, 27, position=2)
    assert closed(village, ref, position=2) == "passed"
