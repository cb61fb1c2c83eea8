"""The clerk's seats in a browser: done, said in the book, refused beside the field, closed to everyone else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from council.seats.alternates import alternates_of
from council.seats.tables import seats_of
from tests.village import Village

Found = Callable[..., Village]
SUN = {"category": "new", "name": "孙美玲", "sex": "female", "phone": "199 0000 1234"}


def desk(village: Village, seat: int | str = "") -> str:
    return f"{village.url}/desk/seats/{village.body}" + (f"/{seat}" if seat else "")


def fresh(data: dict[str, str]) -> dict[str, str]:
    """A form's fields with the id of this sending."""
    return {"event": uuid4().hex, **data}


def send(village: Village, seat: int, act: str, data: dict[str, Any], who: object = "clerk") -> Any:
    return village.client(who).submit(desk(village, seat), data, form=f"/{act}")


def test_the_desk_lists_every_seat(found: Found) -> None:
    village = found(vacant={12})
    client = village.client("clerk")
    page = client.get(f"{village.url}/desk/seats")
    assert "12号席 · 空缺" in page.text
    assert client.get(desk(village)).status_code == 200
    for seat in (1, 12, 13):
        assert client.get(desk(village, seat)).status_code == 200


def test_a_seat_is_filled_at_the_desk(found: Found) -> None:
    village = found(vacant={12})
    page = send(village, 12, "fill", SUN)
    assert page.status_code == 200
    assert "席位已补上" in page.text
    assert "孙美玲" in page.text
    assert village.last()["act"] == "seat.fill"


def test_g13_refused_at_the_desk_with_what_was_typed(found: Found) -> None:
    village = found(vacant={12})
    page = send(village, 12, "fill", SUN | {"category": "established"})
    assert page.status_code == 422
    assert "户籍居民的 6 席都坐满了。12号席是新居民的，空着也不能给别人。" in page.text
    assert 'value="孙美玲"' in page.text
    assert village.last()["act"] == "body.found"


def test_a_form_sent_twice_is_one_act(found: Found) -> None:
    village = found(vacant={12})
    client = village.client("clerk")
    data = SUN | {"event": "0" * 32}
    for _ in range(2):
        assert client.post(desk(village, 12) + "/fill", data=data).status_code == 200
    assert [entry["act"] for entry in village.entries()] == ["body.found", "seat.fill"]


def test_a_holder_is_corrected_appointed_reviewed_and_kept(village: Village) -> None:
    assert "已更正" in send(village, 8, "correct", {"name": "金伟子", "phone": "19900005555"}).text
    assert "职务已改" in send(village, 8, "office", {"office": "chair"}).text
    assert "开始复核" in send(village, 8, "review", {"category": "established"}).text
    assert "复核结束" in send(village, 8, "keep", {}).text
    kinds = [entry["act"] for entry in village.entries()][1:]
    assert kinds == ["seat.correct", "seat.office", "seat.review", "seat.keep"]


def test_an_alternate_is_entered_and_called(found: Found) -> None:
    village = found(vacant={12})
    client = village.client("clerk")
    assert "没有新居民的候补了" in client.get(desk(village, 12)).text
    client.submit(desk(village), SUN, form="/alternates")
    assert [one.name for one in village.read(alternates_of, village.body)] == ["孙美玲"]
    assert "按顺序该是：孙美玲" in client.get(desk(village, 12)).text
    assert "候补已经就任" in send(village, 12, "call", {}).text
    assert village.read(seats_of, village.body)[11].name == "孙美玲"


def test_a_village_council_adds_a_seat_while_its_charter_allows(found: Found) -> None:
    village = found(charter="village_council", members=10)
    assert "加一席（11 号）" in village.client("clerk").get(desk(village)).text
    assert send(village, 11, "fill", {"name": "孙美玲"}).status_code == 200
    page = village.client("clerk").get(desk(village))
    assert "加一席" not in page.text
    assert village.client("clerk").get(desk(village, 12)).status_code == 404


def test_a_slip_is_reprinted_from_the_seat(village: Village) -> None:
    page = village.client("clerk").get(desk(village, 8)).text
    assert f'href="{village.url}/desk/slips?no=8"' in page


ACTS = ("call", "fill", "correct", "office", "review", "keep", "vacate")


def offered(village: Village, seat: int) -> tuple[set[str], str]:
    """Which acts the page of a seat has a form for, and what it says of the others."""
    page = village.client("clerk").get(desk(village, seat)).text
    return {act for act in ACTS if f'action="{desk(village, seat)}/{act}"' in page}, page.partition('id="not-now"')[2]


def test_a_vacant_seat_says_why_nobody_there_can_be_corrected_or_lead(found: Found) -> None:
    village = found(vacant={12})
    forms, reasons = offered(village, 12)
    assert forms == {"fill"}
    for reason in (
        "没有新居民的候补了", "12号席空着，没有人可改。", "12号席空着，没有人能担任。",
        "12号席没有在复核。", "12号席已经空着了。",
    ):  # fmt: skip
        assert reason in reasons
    assert reasons.count("没有人可改") == 2, "neither the name nor the category"


def test_a_filled_seat_says_why_it_is_not_filled_and_no_review_ends(village: Village) -> None:
    forms, reasons = offered(village, 8)
    assert forms == {"correct", "office", "review", "vacate"}
    assert reasons.count("8号席已经有人了。") == 2, "neither by an alternate nor otherwise"
    assert "8号席没有在复核。" in reasons
    assert "空着" not in reasons


def test_a_seat_under_review_says_why_no_second_review_begins(village: Village) -> None:
    send(village, 8, "review", {"category": "established"})
    forms, reasons = offered(village, 8)
    assert forms == {"correct", "office", "keep", "vacate"}
    assert "8号席已经在复核了。" in reasons
    assert "没有在复核" not in reasons


def test_only_what_would_be_accepted_is_offered(village: Village) -> None:
    """Not the office that one has, nor the category that the seat is for."""
    page = village.client("clerk").get(desk(village, 8)).text
    values = [value for value in ("chair", "vice_chair", "member") if f'<option value="{value}"' in page]
    assert values == ["chair", "vice_chair"]
    assert '<option value="established"' in page
    assert '<option value="new"' not in page
    send(village, 8, "office", {"office": "chair"})
    page = village.client("clerk").get(desk(village, 8)).text
    assert '<option value="chair"' not in page
    assert '<option value="member"' in page


def test_where_all_seats_are_of_one_kind_nothing_is_said_of_kinds(found: Found) -> None:
    village = found(charter="village_council", members=10)
    forms, reasons = offered(village, 3)
    assert "review" not in forms
    assert "类别" not in reasons


def test_the_vacate_form_asks_for_a_reason(village: Village) -> None:
    page = village.client("clerk").get(desk(village, 8)).text
    assert f'action="{desk(village, 8)}/vacate"' in page
    assert 'name="reason"' in page


@pytest.mark.parametrize("who", [8, 13, "stranger"])
def test_nobody_but_the_clerk_sees_or_uses_the_desk(found: Found, who: object) -> None:
    village = found(vacant={12})
    client = village.client(who)
    for address in (f"{village.url}/desk/seats", desk(village), desk(village, 8), f"{village.url}/desk/import"):
        page = client.get(address)
        assert page.status_code == 403
        assert "只有本社区的文书" in page.text
        assert "199" not in page.text.replace(village.county, "")
    refused = client.post(desk(village, 12) + "/fill", data=fresh(SUN))
    assert refused.status_code == 403
    assert village.last()["act"] == "body.found"


def test_someone_signed_out_is_sent_to_sign_in(village: Village) -> None:
    client = village.client()
    client.follow_redirects = False
    for address in (f"{village.url}/desk/seats", desk(village), desk(village, 8), f"{village.url}/desk/import"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=")
    assert client.post(desk(village, 8) + "/keep", data=fresh({})).status_code == 303
    assert village.last()["act"] == "body.found"


def test_the_clerk_of_another_community_is_a_stranger_here(found: Found) -> None:
    village, other = found(vacant={12}), found()
    client = village.client()
    client.cookies.set("council", other.secrets["clerk"])
    assert client.get(desk(village, 12)).status_code == 403
    assert client.post(desk(village, 12) + "/fill", data=fresh(SUN)).status_code == 403
    assert client.post(desk(village, 12) + "/fill", data=fresh(SUN | {"member": "1", "name": ""})).status_code == 403
    assert village.last()["act"] == "body.found"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"category": ""}, "请"),
        ({"category": "emperor"}, "章程里没有这一类席位"),
        ({"category": "<b>new</b>"}, "章程里没有这一类席位"),
        ({"category": "n" * 500}, "20"),
        ({"name": "", "member": ""}, "请从名单里选一个人"),
        ({"name": "<script>alert(1)</script>"}, "符号"),
        ({"name": "孙\x00美玲"}, "打一遍"),
        ({"name": "孙" * 60}, "40"),
        ({"name": "12345"}, "不是名字"),
        ({"phone": "12"}, "电话"),
        ({"phone": "1" * 400}, "最多"),
        ({"sex": "maybe"}, "选"),
        ({"member": "eight"}, "整数"),
        ({"member": "-1"}, "不能小于 1"),
        ({"member": "9" * 40}, "不能大于"),
        ({"member": "99999"}, "这里没有编号 99999"),
        ({"member": "3"}, "已经坐在 3号席"),
        ({"unknown": "field"}, "没有这一项"),
        ({"event": "zzz"}, ""),
    ],
)
def test_a_wrong_form_is_refused_in_chinese_and_changes_nothing(found: Found, data: dict[str, str], said: str) -> None:
    village = found(vacant={12})
    page = village.client("clerk").post(desk(village, 12) + "/fill", data=fresh(SUN | data))
    assert page.status_code == 422
    assert said in page.text
    assert "<script>alert" not in page.text
    assert village.last()["act"] == "body.found"


@pytest.mark.parametrize("act", ["fill", "correct", "office", "review", "keep", "call"])
@pytest.mark.parametrize("seat", ["0", "14", "-1", "99999999999999999999", "%00", "8.5", "八", "1e1"])
def test_a_seat_that_is_not_there_is_not_found(village: Village, act: str, seat: str) -> None:
    client = village.client("clerk")
    whole = SUN | {"office": "chair"}
    fields = {"fill": SUN, "correct": {"name": "孙美玲"}, "office": {"office": "chair"}, "review": {"category": "new"}}
    assert client.get(desk(village, seat)).status_code == 404
    assert client.post(f"{desk(village, seat)}/{act}", data=fresh(fields.get(act, {}))).status_code == 404
    assert client.post(f"{desk(village, seat)}/{act}", data=fresh(whole)).status_code in (404, 422)
    assert village.last()["act"] == "body.found"


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("correct", {"name": ""}), ("correct", {"name": "<i>金</i>"}), ("correct", {}), ("office", {}),
        ("office", {"office": "emperor"}), ("review", {"category": "new"}), ("review", {}), ("keep", {}),
        ("keep", {"more": "fields"}), ("call", {}), ("fill", SUN),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_a_filled_seat_is_refused(village: Village, act: str, data: dict[str, str]) -> None:
    page = village.client("clerk").post(f"{desk(village, 8)}/{act}", data=fresh(data))
    assert page.status_code == 422
    assert "<i>金" not in page.text
    assert village.last()["act"] == "body.found"
