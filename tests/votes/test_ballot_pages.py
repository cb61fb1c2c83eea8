"""The member's phone: ballot, second look, receipt; every state with its sentence, nothing lost, no script."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from council.kit import clock
from council.people.tables import AccountMembership
from council.places.tables import Contacts
from council.votes.acts import open, recuse, vacate, void
from council.votes.tables import Ballot
from tests.judge import document
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, SECOND, opened, put_motion, send

NOON = OPENED + DAY
FORM = {"choice": "for", "seat": "8", "round": "1", "event": "ab" * 16}


def at(village: Village, ref: str) -> str:
    return f"{village.url}/motions/{ref}/ballot"


def ballots(village: Village) -> int:
    query = select(Ballot.seat).where(Ballot.community_id == village.id)  # type: ignore[arg-type, call-overload]
    return len(village.look(lambda db: db.rows(query)))


@pytest.fixture
def ref(village: Village) -> str:
    return opened(village)


def test_three_taps_from_the_link_to_the_receipt(village: Village, ref: str) -> None:
    with clock.at(NOON):
        client = village.client(8)
        ballot = client.get(at(village, ref))
        confirm = client.submit(at(village, ref), {"choice": "against"}, form="/confirm")
        fields = {i.get("name"): i.get("value") or "" for i in document(confirm.text).iter("input")}
        receipt = client.post(at(village, ref), data={k: v for k, v in fields.items() if k not in ("next", "size")})
    assert (ballot.status_code, confirm.status_code, receipt.status_code) == (200, 200, 200)
    assert "8号席 · 新居民" in ballot.text
    assert "要 9 席赞成才通过。" in ballot.text
    assert "11月22日（周日）20:00 前都能改，以最后一次为准。" in ballot.text
    assert "8号席 金伟梓，对“村口到小学路段装 12 盏路灯”，您投" in confirm.text
    assert "您的票收到了" in receipt.text
    assert "您投的是： <b>反对</b>" in receipt.text
    assert "公开记录第 5 号" in receipt.text
    assert ballots(village) == 1


def test_the_second_look_writes_nothing(village: Village, ref: str) -> None:
    before = village.entries()
    with clock.at(NOON):
        village.client(8).post(at(village, ref) + "/confirm", data={"choice": "for", "seat": "8", "round": "1"})
    assert village.entries() == before
    assert ballots(village) == 0


def test_no_choice_leans(village: Village, ref: str) -> None:
    """Three buttons alike, in the fixed order; none chosen before, also where one voted before."""
    send(village, 8, ref, "abstain")
    with clock.at(NOON):
        text = village.client(8).get(at(village, ref)).text
    buttons = [b for b in document(text).iter("button") if b.get("name") == "choice"]
    assert [b.get("value") for b in buttons] == ["for", "against", "abstain"]
    assert {b.get("class") for b in buttons} == {"choice"}
    assert {tuple(sorted(b.keys())) for b in buttons} == {("class", "name", "value")}
    assert "您已经投过了。再投一次就是改票。" in text


@pytest.mark.parametrize("path", ["", "/receipt"])
def test_no_script_and_nothing_kept(village: Village, ref: str, path: str) -> None:
    send(village, 8, ref, "for")
    with clock.at(NOON):
        answer = village.client(8).get(at(village, ref) + path)
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) < 14 * 1024


@pytest.mark.parametrize("path", ["", "/confirm", "/receipt"])
def test_whoever_is_signed_out_signs_in_and_comes_back(village: Village, ref: str, path: str) -> None:
    with clock.at(NOON):
        answer = village.client().get(at(village, ref) + path, follow_redirects=False)
        while answer.is_redirect and "/login" not in answer.headers["location"]:
            answer = village.client().get(answer.headers["location"], follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/login?next={at(village, ref)}")


def test_a_form_sent_signed_out_casts_nothing(village: Village, ref: str) -> None:
    form = FORM
    with clock.at(NOON):
        for path in ("", "/confirm"):
            answer = village.client().post(at(village, ref) + path, data=form, follow_redirects=False)
            assert (answer.status_code, "/login" in answer.headers["location"]) == (303, True)
    assert ballots(village) == 0


def test_this_is_not_me_signs_out_and_comes_back_to_the_ballot(village: Village, ref: str) -> None:
    with clock.at(NOON):
        client = village.client(8)
        answer = client.submit(at(village, ref), form="/logout")
    assert str(answer.url).endswith(f"/login?next={at(village, ref)}")


STATES = {
    "stranger": "这次表决的名册上没有您，所以没有您的票。",
    "clerk": "这次表决的名册上没有您，所以没有您的票。",
    3: "3号席对这件事已经回避，不投票。",
    9: "9号席在表决期间空出来了，不再投票。",
}


@pytest.mark.parametrize("who", STATES)
def test_whoever_has_no_ballot_reads_why(village: Village, who: object) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, "施工队是我弟弟的")
        village.do(CHAIR, open, ref, CLOSES)
        village.do("clerk", vacate, "yishihui", 9, "搬走了，辞去席位")
    with clock.at(NOON):
        answer = village.client(who).get(at(village, ref))
        sent = village.client(who).post(at(village, ref), data={**FORM, "seat": "9"})
    assert answer.status_code == 200
    assert STATES[who] in answer.text
    assert 'name="choice"' not in answer.text
    assert sent.status_code == 422
    assert ballots(village) == 0


def test_a_vote_that_has_closed_or_was_called_off_says_so(village: Village, ref: str) -> None:
    form = FORM
    with clock.at(CLOSES):
        client = village.client(8)
        late = client.post(at(village, ref), data=form)
        assert late.status_code == 422
        assert late.text.count("表决已经截止，这一票没有投出去。") == 1
        assert client.get(at(village, ref)).status_code == 200
    other = put_motion(village, at=CLOSES + 100 * DAY)
    with clock.at(CLOSES + 104 * DAY):
        assert "这件议案还没开始表决。" in client.get(at(village, other)).text
        village.do(CHAIR, open, other, CLOSES + 110 * DAY)
        village.do(CHAIR, void, other, "截止时间写错了")
        assert "这次表决已经作废" in client.get(at(village, other)).text


def test_the_receipt_offers_the_next_vote_first(village: Village, ref: str) -> None:
    other = opened(village)
    send(village, 8, ref, "for")
    with clock.at(NOON):
        receipt = village.client(8).get(at(village, ref) + "/receipt").text
        assert "还有 1 件要投" in receipt
        assert f"{village.url}/motions/{other}/ballot" in receipt
        assert receipt.index("还有 1 件要投") < receipt.index("核对码")
    send(village, 8, other, "for")
    with clock.at(NOON):
        assert "件要投" not in village.client(8).get(at(village, ref) + "/receipt").text


def test_a_receipt_without_a_ballot_is_the_ballot(village: Village, ref: str) -> None:
    with clock.at(NOON):
        answer = village.client(8).get(at(village, ref) + "/receipt", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, at(village, ref))


def test_the_receipt_says_how_long_it_can_be_changed(village: Village, ref: str) -> None:
    send(village, 8, ref, "for")
    with clock.at(CLOSES - SECOND):
        assert "改这一票" in village.client(8).get(at(village, ref) + "/receipt").text
    with clock.at(CLOSES):
        after = village.client(8).get(at(village, ref) + "/receipt").text
    assert "改这一票" not in after
    assert "看结果" in after


def test_a_couple_with_one_phone_votes_seat_by_seat(village: Village, ref: str) -> None:
    where = AccountMembership.membership_id == village.members[9]
    village.db.write_account_now(
        lambda db: db.execute(update(AccountMembership).where(where).values(account_id=village.accounts[8]))  # type: ignore[arg-type]
    )
    with clock.at(NOON):
        client = village.client(8)
        assert "换到 9号席 肖菊 的票" in client.get(at(village, ref)).text
        second = client.get(at(village, ref) + "?seat=9")
        assert "肖菊</b>" in second.text
        receipt = client.post(at(village, ref), data={"choice": "for", "seat": "9", "round": "1", "event": "ab" * 16})
        assert str(receipt.url).endswith("/receipt?seat=9")
        assert "9号席 肖菊" in receipt.text
        assert "还有 1 件要投" in receipt.text  # the same motion, for the other seat


BAD = {
    "no choice": {"seat": "8", "round": "1"},
    "another choice": {"choice": "maybe", "seat": "8", "round": "1"},
    "two choices": {"choice": ["for", "against"], "seat": "8", "round": "1"},
    "no seat": {"choice": "for", "round": "1"},
    "a seat in words": {"choice": "for", "seat": "八", "round": "1"},
    "a huge seat": {"choice": "for", "seat": "9" * 40, "round": "1"},
    "somebody else's seat": {"choice": "for", "seat": "9", "round": "1"},
    "another round": {"choice": "for", "seat": "8", "round": "2"},
    "an unknown field": {"choice": "for", "seat": "8", "round": "1", "weight": "2"},
    "NUL": {"choice": "for\0", "seat": "8", "round": "1"},
    "markup": {"choice": "<b>for</b>", "seat": "8", "round": "1"},
    "a wrong event": {"choice": "for", "seat": "8", "round": "1", "event": "x"},
}


@pytest.mark.parametrize("form", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("path", ["", "/confirm"])
def test_bad_input_is_refused_in_chinese_and_changes_nothing(
    village: Village, ref: str, form: dict[str, object], path: str
) -> None:
    with clock.at(NOON):
        answer = village.client(8).post(at(village, ref) + path, data={"event": "ab" * 16, **form})
    assert answer.status_code == 422
    assert 'class="refusal"' in answer.text
    assert ballots(village) == 0


def test_another_site_cannot_vote(village: Village, ref: str) -> None:
    form = FORM
    with clock.at(NOON):
        answer = village.client(8).post(at(village, ref), data=form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert ballots(village) == 0


def test_english_and_large_print(village: Village, ref: str) -> None:
    with clock.at(NOON):
        client = village.client(8)
        english = client.get("/en" + at(village, ref)).text
        assert "What do you say?" in english
        client.cookies.set("look", "l")
        assert 'data-size="l"' in client.get(at(village, ref)).text


def test_a_motion_that_is_not_there(village: Village, found: Callable[..., Village]) -> None:
    with clock.at(NOON):
        client = village.client(8)
        for no in ("2026-99", "x", "2026-0", "0-1", "2026-99999999999999999999"):
            assert client.get(at(village, no)).status_code == 404


def test_the_phone_to_call_is_on_the_ballot(village: Village, ref: str) -> None:
    village.db.write_account_now(lambda db: db.add(Contacts(community_id=village.id, phone="0000-5550118")))
    with clock.at(NOON):
        assert 'href="tel:0000-5550118"' in village.client(8).get(at(village, ref)).text
