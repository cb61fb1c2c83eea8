"""The hall's pages: what a resident, a member, the chair and the clerk find, and when they find it."""

import asyncio
from uuid import UUID

import pytest

from council.kit import choosing, clock
from council.motions.acts import withdraw
from tests.judge import JudgingClient
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, OPENED, SECOND, opened, put_motion, send, send_all

PASSING = {"for": range(1, 11), "against": [11], "abstain": [12]}


def text_of(village: Village, path: str, who: object = None, at=OPENED + DAY, **more: object) -> str:
    with clock.at(at):
        answer = village.client(who).get(village.url + path, **more)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def facts_of(village: Village, path: str, at=OPENED + DAY) -> dict:
    with clock.at(at):
        return dict(village.client().get(f"{village.url}{path}.json").json())


# ── home ──


def test_a_community_without_motions_says_so(village: Village) -> None:
    page = text_of(village, "")
    assert "眼下没有要商量的事" in page
    assert "13 席" in page


def test_home_shows_what_is_before_us_and_who_decides(village: Village) -> None:
    ref = opened(village)
    page = text_of(village, "")
    assert f"/motions/{ref}" in page
    assert "正在表决" in page
    assert (
        facts_of(village, "")["live"] == [{"number": ref, "title": "桥头装六盏路灯", "state": "voting"}] or ref in page
    )


def test_the_facts_of_a_community_name_its_bodies(village: Village) -> None:
    facts = facts_of(village, "")
    assert facts["bodies"] == [{"key": "yishihui", "name": "柳桥社区议事会", "seats": 13, "filled": 13}]


# ── the verdict, from the deadline on ──


@pytest.mark.parametrize("path", ["", "/motions", "/motions/{ref}"])
def test_whoever_looks_first_after_the_deadline_reads_what_the_book_says(village: Village, path: str) -> None:
    ref = opened(village)
    send_all(village, ref, PASSING)
    assert facts_of(village, f"/motions/{ref}", CLOSES - SECOND)["votes"][0]["verdict"] is None
    assert village.last()["act"] == "vote.cast"
    assert "通过" in text_of(village, path.format(ref=ref), at=CLOSES)
    assert village.last()["act"] == "vote.close"
    facts = facts_of(village, f"/motions/{ref}", CLOSES)
    assert (facts["state"], facts["votes"][0]["verdict"]["yes"]) == ("passed", 10)


@pytest.mark.parametrize("path", ["", "/motions", "/motions.json", "/motions/{ref}", "/motions/{ref}.json"])
def test_while_the_closing_waits_no_page_tells_what_may_come(
    village: Village, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ballot sent in time may still be on its way to the book: a stalled disk, a standby that must confirm."""
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 9)})

    async def stalled(community: UUID, act: object, event: object = None) -> None:
        await asyncio.sleep(60)

    client, address = village.client(), village.url + path.format(ref=ref)
    with monkeypatch.context() as patch, clock.at(CLOSES + SECOND):
        patch.setattr(village.db, "write", stalled)
        patch.setattr(choosing, "PATIENCE", 0.05)
        waiting, again = client.get(address), client.get(address)
    send(village, 9, ref, "for", at=CLOSES - SECOND)
    with clock.at(CLOSES + SECOND):
        after = client.get(address)
    told = ("没有通过", "rejected", "passed")
    assert not [word for page in (waiting, again) for word in told if word in page.text]
    assert "通过" in after.text or "passed" in after.text
    assert facts_of(village, f"/motions/{ref}", CLOSES + SECOND)["votes"][0]["verdict"]["yes"] == 9


def test_the_decision_tells_its_arithmetic_and_how_each_seat_voted(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, PASSING)
    page = text_of(village, f"/motions/{ref}", at=CLOSES)
    assert "13 席 × 三分之二" in page
    for name in ("郝红", "陶伟"):
        assert name in page
    choices = {
        seat["seat"]: seat["choice"] for seat in facts_of(village, f"/motions/{ref}", CLOSES)["votes"][0]["seats"]
    }
    assert choices == {**dict.fromkeys(range(1, 11), "for"), 11: "against", 12: "abstain", 13: None}


def test_a_running_vote_tells_who_has_voted_and_no_choice(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"against": [1, 2]})
    facts = facts_of(village, f"/motions/{ref}")["votes"][0]
    assert [seat["seat"] for seat in facts["seats"] if seat["voted"]] == [1, 2]
    assert all(seat["choice"] is None for seat in facts["seats"])
    assert "反对" not in text_of(village, f"/motions/{ref}")


# ── the list ──


def test_the_list_is_found_by_state_by_year_and_by_words(village: Village) -> None:
    first, second = put_motion(village), put_motion(village)
    with clock.at(OPENED):
        village.do(1, withdraw, second, "换个办法")
    by_state = facts_of(village, "/motions")["motions"]
    assert [m["number"] for m in by_state] == [second, first]
    assert second not in text_of(village, "/motions?state=put")
    assert first not in text_of(village, "/motions?state=withdrawn")
    assert "没找到" in text_of(village, "/motions?q=没有的事")
    assert "没有这样的议案" in text_of(village, "/motions?year=1999")


def test_the_list_alone_comes_when_htmx_asks(village: Village) -> None:
    put_motion(village)
    page = text_of(village, "/motions", headers={"HX-Request": "true"})
    assert page.lstrip().startswith('<section id="results"') or 'id="results"' in page
    assert "<html" not in page


# ── members and clerk ──


def test_my_matters_shows_the_ballot_that_waits(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY):
        assert f"/motions/{ref}/ballot" in village.client(3).get("/me").text
    send_all(village, ref, {"for": [3]})
    with clock.at(OPENED + DAY):
        page = village.client(3).get("/me").text
    assert f"/motions/{ref}/ballot" not in page
    assert "没有等您投票的事" in page


def test_my_matters_need_someone_signed_in(village: Village) -> None:
    answer = village.client().get("/me")
    assert answer.url.path == "/login"
    assert answer.url.params["next"] == "/me"


def test_the_desk_is_for_the_clerk_and_for_members(village: Village) -> None:
    ref = put_motion(village)
    assert f"/motions/{ref}/vote" in text_of(village, "/desk", "clerk")
    assert f"/motions/{ref}/vote" in text_of(village, "/desk", 13)
    assert f"/motions/{ref}/vote" not in text_of(village, "/desk", 3), "an ordinary member opens nothing"
    assert village.client("stranger").get(f"{village.url}/desk").status_code == 404
    assert village.client().get(f"{village.url}/desk").url.path == "/login"


def test_the_rules_are_said_with_this_councils_numbers(village: Village, found) -> None:
    assert "13 席 × 三分之二，进一，得 9 席" in text_of(village, "/rules")
    small = found(charter="village_council", members=5)
    page = text_of(small, "/rules")
    assert "5 到 11 人" in page
    assert "一半" in page


def test_a_page_that_is_none_says_so_in_chinese(village: Village) -> None:
    client: JudgingClient = village.client()
    for path in ("/motions/2026-99", "/motions/x", "/seats/none", "/record/999999", "/nothing"):
        answer = client.get(village.url + path)
        assert answer.status_code == 404
        assert "没有这一页" in answer.text


def test_a_ballot_sent_after_the_session_ended_comes_back_to_the_ballot(village: Village) -> None:
    ref = opened(village)
    ballot = f"{village.url}/motions/{ref}/ballot"
    with clock.at(OPENED + DAY):
        answer = village.client().post(ballot, data={"choice": "for", "event": "0" * 32, "seat": "1", "round": "1"})
    assert answer.url.path == "/login"
    assert answer.url.params["next"] == ballot


def test_what_nobody_may_do_any_more_is_not_offered(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, PASSING)
    for at in (OPENED + DAY, CLOSES):
        page = text_of(village, f"/motions/{ref}", at=at)
        assert f"/motions/{ref}/amend" not in page
        assert f"/motions/{ref}/withdraw" not in page
    fresh = put_motion(village)
    assert f"/motions/{fresh}/amend" in text_of(village, f"/motions/{fresh}")
