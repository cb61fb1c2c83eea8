"""The clerk prints slips: one act, one entry, codes kept nowhere; a new slip voids the old."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from council.kit import clock
from council.kit.act import SignInFirst
from council.people.acts import issue_slips
from council.people.slips import fresh_slip
from council.people.tables import Membership, Slip
from council.rules.refusal import Refusal
from tests.people.people import laid, newcomer, printed
from tests.village import Village


def fresh(*numbers: int) -> dict[int, object]:
    return {number: fresh_slip(clock.now(), 14) for number in numbers}


def test_a_slip_has_twelve_digits_in_groups_of_four() -> None:
    slip = fresh_slip(clock.now(), 14)
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", slip.grouped)
    assert slip.code not in repr(slip)


def test_a_slip_is_good_to_the_end_of_its_last_day() -> None:
    slip = fresh_slip(clock.now(), 14)
    assert slip.last_day == clock.today() + timedelta(days=14)
    assert slip.expires_at == clock.end_of(slip.last_day)


def test_the_clerk_lays_a_slip_and_its_code_is_kept_as_a_hash(village: Village) -> None:
    slip = printed(village, newcomer(village))
    rows = village.look(lambda db: db.rows(select(Slip).where(Slip.community_id == village.id)))
    assert [row.code_hash for row in rows] == [slip.code_hash]
    assert slip.code not in repr(rows)


def test_the_book_says_for_whom_and_until_when_and_nothing_else(village: Village) -> None:
    slips = fresh(3, 1, 2)
    village.do("clerk", issue_slips, slips)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["facts"]["members"]) == ("slip.issue", "clerk:90", [1, 2, 3])
    assert set(entry["facts"]) == {"members", "expires"}
    phones = village.look(lambda db: db.rows(select(Membership.phone).where(Membership.community_id == village.id)))
    book = json.dumps(village.entries())
    assert not [phone for (phone,) in phones if phone in book]
    assert not [slip for slip in slips.values() if slip.code in book or slip.code_hash in book]


@pytest.mark.parametrize("who", [7, "stranger"])
def test_nobody_but_the_clerk_prints_slips(village: Village, who: object) -> None:
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, issue_slips, fresh(1))


def test_someone_signed_out_signs_in_first(village: Village) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, issue_slips, fresh(1))


def test_the_clerk_of_another_village_is_a_stranger_here(village: Village, found) -> None:
    other = found()
    village.accounts["other clerk"] = other.accounts["clerk"]
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do("other clerk", issue_slips, fresh(1))


@pytest.mark.parametrize("numbers", [(), (555,), (1, 555)], ids=["nobody", "unknown", "one unknown"])
def test_a_slip_for_nobody_is_refused_and_nothing_changes(village: Village, numbers: tuple[int, ...]) -> None:
    with pytest.raises(Refusal):
        village.do("clerk", issue_slips, fresh(*numbers))
    assert len(village.entries()) == 1


def test_printing_again_voids_the_older_slip(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    older = laid(village, number)
    printed(village, number)
    rows = village.look(lambda db: db.rows(select(Slip.id, Slip.ended_by).where(Slip.community_id == village.id)))
    assert dict(tuple(row) for row in rows) == {older.id: "reprinted", laid(village, number).id: None}


# ── the page ──


def test_the_clerk_sees_who_has_an_account_and_whose_slip_waits(village: Village) -> None:
    newcomer(village, "邓小满")
    printed(village, newcomer(village, "石阿婆"))
    page = village.client("clerk").get(f"{village.url}/desk/slips")
    assert page.status_code == 200
    rows = re.findall(r"<tr>.*?</tr>", page.text, re.DOTALL)
    assert "还没有账号" in next(row for row in rows if "邓小满" in row)
    assert "登录条还没用" in next(row for row in rows if "石阿婆" in row)
    assert "开了账号" in next(row for row in rows if "周国平" in row)
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", ["desk/slips", "desk/people"])
def test_for_anyone_else_the_desk_does_not_exist(village: Village, page: str) -> None:
    assert village.client(7).get(f"{village.url}/{page}").status_code == 404
    signed_out = village.client().get(f"{village.url}/{page}", follow_redirects=False)
    assert signed_out.headers["location"] == f"/login?next={village.url}/{page}"


def test_the_sheets_are_shown_once_with_digits_name_and_picture(village: Village) -> None:
    number = newcomer(village)
    client = village.client("clerk")
    page = client.submit(f"{village.url}/desk/slips", {f"m{number}": "yes"}, form="/desk/slips")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert len(re.findall(r"\d{4} \d{4} \d{4}", page.text)) == 1
    assert "邓小满" in page.text
    assert 'class="qr__code"' in page.text
    assert f"http://testserver{village.url}/slip" in page.text
    assert not re.search(r"\d{4} \d{4} \d{4}", client.get(f"{village.url}/desk/slips").text)


def test_a_sheet_names_the_seat_of_who_holds_one(village: Village) -> None:
    page = village.client("clerk").submit(f"{village.url}/desk/slips", {"m7": "yes"}, form="/desk/slips")
    assert "柳桥社区议事会 7号席" in page.text


def test_all_without_account_or_slip_are_printed_at_once(village: Village) -> None:
    newcomer(village, "邓小满")
    newcomer(village, "石阿婆")
    printed(village, newcomer(village, "钟大伯"))
    page = village.client("clerk").submit(f"{village.url}/desk/slips", {"everyone": "yes"}, form="/desk/slips")
    assert len(re.findall(r"\d{4} \d{4} \d{4}", page.text)) == 2
    assert village.last()["facts"]["members"] == [91, 92]


def test_the_same_form_sent_twice_prints_one_set(village: Village) -> None:
    number, event = newcomer(village), uuid4().hex
    client = village.client("clerk")
    first, second = (
        client.post(f"{village.url}/desk/slips", data={f"m{number}": "yes", "event": event}) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (200, 422)
    assert "只显示一次" in second.text
    assert len(village.entries()) == 2


@pytest.mark.parametrize(
    "sent",
    [{}, {"m999999": "yes"}, {"m8\x00": "yes"}, {"member": "8"}, {"m1; DROP TABLE slip": "yes"}, {"everyone": "no"}],
    ids=["nothing", "unknown", "NUL", "another field", "SQL", "another value"],
)
def test_a_form_of_nonsense_is_refused_in_chinese(village: Village, sent: dict[str, str]) -> None:
    page = village.client("clerk").post(f"{village.url}/desk/slips", data={**sent, "event": uuid4().hex})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert len(village.entries()) == 1


def test_too_many_at_once_are_refused(village: Village) -> None:
    sent = {f"m{n}": "yes" for n in range(1, 90)}
    page = village.client("clerk").post(f"{village.url}/desk/slips", data={**sent, "event": uuid4().hex})
    assert page.status_code == 422
    assert "60" in page.text


def test_a_member_who_sends_the_form_prints_nothing(village: Village) -> None:
    sent = {"m1": "yes", "event": uuid4().hex}
    assert village.client(7).post(f"{village.url}/desk/slips", data=sent).status_code in (404, 422)
    assert len(village.entries()) == 1
