"""The office of the clerk: begun on the console, handed over at the desk, never left empty."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import select

from council.kit import clock
from council.kit.act import SignInFirst
from council.people.acts import appoint, correct_member, end_role, enrol, need_clerk
from council.people.slips import fresh_slip
from council.people.tables import Membership, clerk_number, clerks_of
from council.rules.refusal import Refusal
from tests.people.people import laid
from tests.village import Village


def member(village: Village, number: int):
    query = select(Membership).where(Membership.community_id == village.id, Membership.number == number)
    return village.look(lambda db: db.row(query))


def test_numbers_are_dealt_in_order_and_phones_kept_plain(village: Village) -> None:
    first = village.do(None, enrol, name="邓小满", sex="female", phone="+86 138 0013 8000")
    second = village.do(None, enrol, name="邓小满", sex=None, phone="13800138000")
    assert (first.number, second.number) == (91, 92), "nobody is merged by name or phone"
    assert member(village, 91).phone == member(village, 92).phone == "13800138000"


def test_a_corrected_name_and_phone_leave_the_account_alone(village: Village) -> None:
    village.do("clerk", correct_member, village.members[7], name="熊建国", phone=None)
    assert (member(village, 7).name, member(village, 7).phone) == ("熊建国", None)


def test_the_console_appoints_the_first_clerk_with_a_slip(village: Village) -> None:
    slip = fresh_slip(clock.now(), 14)
    number = village.do(None, appoint, "clerk", name="姚文书", phone="13700137000", slip=slip, console=True)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("role.appoint", "console", f"member:{number}")
    assert entry["facts"]["role"] == "clerk"
    assert set(entry["sealed"]) == {"name"}
    assert "13700137000" not in json.dumps(entry)
    assert slip.code not in json.dumps(entry)
    assert laid(village, number).code_hash == slip.code_hash
    assert [clerk.number for clerk in village.read(clerks_of)] == [90, number]


def test_without_a_session_nobody_is_the_console(village: Village) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, appoint, "clerk", name="姚文书")
    with pytest.raises(SignInFirst):
        village.do(None, end_role, "clerk", 90)


@pytest.mark.parametrize("who", [7, "stranger"])
def test_nobody_but_a_clerk_hands_over(village: Village, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, appoint, "clerk", name="姚文书")
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, end_role, "clerk", 90)


@pytest.mark.parametrize("role", ["chair", "", "admin", "x" * 500])
def test_there_is_no_other_office(village: Village, role: str) -> None:
    with pytest.raises(Refusal, match="no such office"):
        village.do("clerk", appoint, role, number=7)


def test_an_unknown_member_and_a_clerk_twice_are_refused(village: Village) -> None:
    with pytest.raises(Refusal, match="no member"):
        village.do("clerk", appoint, "clerk", number=555)
    with pytest.raises(Refusal, match="already"):
        village.do("clerk", appoint, "clerk", number=90)


def test_the_only_clerk_stays(village: Village) -> None:
    with pytest.raises(Refusal, match="only clerk"):
        village.do("clerk", end_role, "clerk", 90)
    assert village.read(clerk_number, village.accounts["clerk"]) == 90


def test_an_office_handed_over_ends_at_once(village: Village) -> None:
    village.do("clerk", appoint, "clerk", number=7)
    village.do("clerk", end_role, "clerk", 90)
    assert village.last()["facts"] == {"role": "clerk", "member": 90}
    with pytest.raises(Refusal):
        village.do("clerk", need_clerk)
    assert village.do(7, need_clerk) == "clerk:7"
    assert village.client("clerk").get(f"{village.url}/desk/slips").status_code == 404
    assert village.client(7).get(f"{village.url}/desk/slips").status_code == 200


def test_a_clerk_lays_down_only_their_own_office(village: Village) -> None:
    village.do("clerk", appoint, "clerk", number=7)
    with pytest.raises(Refusal, match="only your own"):
        village.do("clerk", end_role, "clerk", 7)


def test_the_console_ends_the_office_of_a_clerk_who_is_lost(village: Village) -> None:
    village.do(None, appoint, "clerk", name="姚文书", console=True)
    village.do(None, end_role, "clerk", 90, console=True)
    assert [clerk.number for clerk in village.read(clerks_of)] == [91]


# ── the page ──


def test_the_clerk_hands_over_at_the_desk(village: Village) -> None:
    client = village.client("clerk")
    assert "您是唯一的文书" in client.get(f"{village.url}/desk/people").text
    done = client.submit(f"{village.url}/desk/people", {"number": "7"}, form="/desk/people")
    assert "新文书登记好了" in done.text
    client.submit(f"{village.url}/desk/people", form="/desk/people/end", follow_redirects=False)
    assert [clerk.number for clerk in village.read(clerks_of)] == [7]


def test_someone_new_is_entered_and_appointed(village: Village) -> None:
    sent = {"name": "姚文书", "phone": "137 0013 7000"}
    page = village.client("clerk").submit(f"{village.url}/desk/people", sent, form="/desk/people")
    assert page.status_code == 200
    assert [clerk.name for clerk in village.read(clerks_of)] == ["周国平", "姚文书"]
    assert "13700137000" not in page.text


def test_the_same_form_sent_twice_appoints_once(village: Village) -> None:
    client, sent = village.client("clerk"), {"name": "姚文书", "event": uuid4().hex}
    for _ in range(2):
        assert client.post(f"{village.url}/desk/people", data=sent, follow_redirects=False).status_code == 303
    assert len(village.read(clerks_of)) == 2


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"number": "7", "name": "姚文书"},
        {"number": "seven"},
        {"number": "-1"},
        {"number": "9" * 30},
        {"name": "x" * 500},
        {"name": "\x00"},
        {"name": "姚文书", "phone": "no"},
        {"name": "姚文书", "role": "admin"},
    ],
)
def test_nonsense_is_refused_in_chinese(village: Village, sent: dict[str, str]) -> None:
    page = village.client("clerk").submit(f"{village.url}/desk/people", sent, form="/desk/people")
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert len(village.entries()) == 1


@pytest.mark.parametrize("who", [7, "stranger"])
def test_others_cannot_send_the_form(village: Village, who: object) -> None:
    client, event = village.client(who), uuid4().hex
    for path, number in (("/desk/people", "7"), ("/desk/people/end", "90")):
        answer = client.post(f"{village.url}{path}", data={"number": number, "event": event})
        assert answer.status_code in (404, 422)
    assert len(village.entries()) == 1
