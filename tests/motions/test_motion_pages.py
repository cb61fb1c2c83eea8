"""The pages on which a motion is written: who sees them, what they keep, and what they refuse."""

import re
from datetime import timedelta
from typing import Any

import pytest

from council.kit import clock
from council.kit.ids import new_id
from council.motions.acts import amend, hold, propose, put, withdraw
from council.motions.tables import drafts_of, motion_at
from tests.motions.words import CLEANING, LIGHTS, lights, typed
from tests.village import Village

NEW = "/motions/new"


def drafted(village: Village, who: object = 7) -> str:
    motion = village.do(who, propose, "yishihui", "lighting", LIGHTS)
    return f"{village.url}/motions/drafts/{motion.hex}"


def put_one(village: Village, who: object = 7) -> str:
    ref = village.do(who, put, village.do(who, propose, "yishihui", "lighting", LIGHTS))
    return f"{village.url}/motions/{ref}"


def titles(village: Village) -> list[str]:
    return [row.title for row in village.read(drafts_of, None)]


def test_a_member_writes_keeps_and_puts_a_motion(village: Village) -> None:
    client = village.client(7)
    kept = client.submit(village.url + NEW, {**typed(), "matter": "lighting"}, form=NEW)
    assert kept.status_code == 200
    assert "草稿存好了" in kept.text
    assert "<strong>“亮灯”</strong>方案如下。" in kept.text
    address = kept.url.path
    changed = client.submit(address, {**typed(lights(title="装路灯")), "matter": "lighting"}, form=2)
    assert "装路灯" in changed.text
    done = client.submit(address, form="/put")
    assert done.url.path == f"{village.url}/motions/{clock.today().year}-1"
    assert village.last()["act"] == "motion.put"


def test_the_form_says_before_saving_which_body_decides(village: Village) -> None:
    page = village.client("clerk").get(village.url + NEW).text
    assert '<optgroup label="柳桥社区议事会能定的">' in page
    others = page.split('<optgroup label="归别处定的">')[1]
    assert "集体土地的出租和发包（由集体经济组织成员（代表）大会定）" in others


def test_g43_is_said_with_the_right_body_and_keeps_what_was_typed(village: Village) -> None:
    client = village.client("clerk")
    sent = client.submit(village.url + NEW, {**typed(), "matter": "collective_land_lease"}, form=NEW)
    assert sent.status_code == 422
    assert "集体经济组织成员（代表）大会决定" in sent.text
    assert "只能提建议" in sent.text
    assert LIGHTS.title in sent.text
    assert titles(village) == []


def test_a_stranger_is_told_who_may_propose(village: Village) -> None:
    page = village.client("stranger").get(village.url + NEW)
    assert page.status_code == 403
    assert "是它的成员和文书" in page.text
    assert 'name="title"' not in page.text


@pytest.mark.parametrize("path", [NEW, "/motions/drafts", "/desk/contacts"])
def test_someone_signed_out_goes_to_sign_in(village: Village, path: str) -> None:
    answer = village.client().get(village.url + path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")


def test_a_stranger_who_sends_the_form_is_refused(village: Village) -> None:
    sent = village.client("stranger").post(
        village.url + NEW, data={**typed(), "matter": "lighting", "body": "yishihui", "event": new_id().hex}
    )
    assert sent.status_code == 422
    assert titles(village) == []


def test_sent_twice_it_is_one_draft(village: Village) -> None:
    client, event = village.client(7), new_id().hex
    data = {**typed(), "matter": "lighting", "body": "yishihui", "event": event}
    first, second = (client.post(village.url + NEW, data=data) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.url == second.url
    assert titles(village) == [LIGHTS.title]
    other = client.post(village.url + NEW, data={**data, "title": "另一件事"})
    assert other.status_code == 422
    assert titles(village) == [LIGHTS.title]


def test_put_twice_with_one_event_is_one_number(village: Village) -> None:
    client, event, address = village.client(7), new_id().hex, drafted(village)
    first, second = (client.post(address + "/put", data={"event": event}) for _ in range(2))
    assert first.url.path == second.url.path == f"{village.url}/motions/{clock.today().year}-1"
    third = client.post(address + "/put", data={"event": new_id().hex})
    assert third.url.path == first.url.path, "put already, it leads to the motion"
    assert [entry["act"] for entry in village.entries()].count("motion.put") == 1


BAD: list[tuple[dict[str, str], str]] = [
    ({"title": ""}, "title"),
    ({"title": "长" * 61}, "title"),
    ({"title": "路\0灯"}, "title"),
    ({"what": "长" * 29}, "what"),
    ({"what": ""}, "what"),
    ({"done_by": ""}, "done_by"),
    ({"whom": " 　 "}, "whom"),
    ({"cost": "长" * 29}, "cost"),
    ({"cost": ""}, "cost"),
    ({"money_from": ""}, "money_from"),
    ({"cost_yuan": ""}, "cost_yuan"),
    ({"cost_yuan": "三万"}, "cost_yuan"),
    ({"cost_yuan": "-5"}, "cost_yuan"),
    ({"cost_yuan": "1e9"}, "cost_yuan"),
    ({"cost_yuan": "9" * 40}, "cost_yuan"),
    ({"cost_yuan": "0"}, "cost"),
    ({"done_by_day": "明年"}, "done_by_day"),
    ({"done_by_day": "2026-02-30"}, "done_by_day"),
    ({"done_by_day": "=1+1"}, "done_by_day"),
    ({"text": "长" * 20_001}, "text"),
    ({"text": "\x1b[31m"}, "text"),
    ({"matter": ""}, "matter"),
    ({"matter": "nonsense"}, "matter"),
    ({"matter": "x" * 5000}, "matter"),
    ({"body": "nonsense"}, "body"),
]


@pytest.mark.parametrize(("bad", "field"), BAD, ids=[f"{k}={v[:12]!r}" for b, _ in BAD for k, v in b.items()])
def test_bad_input_is_told_beside_its_field_and_nothing_is_lost(
    village: Village, bad: dict[str, str], field: str
) -> None:
    data = {**typed(), "matter": "lighting", "body": "yishihui", "event": new_id().hex, **bad}
    sent = village.client(7).post(village.url + NEW, data=data)
    assert sent.status_code == 422
    assert f'href="#field-{field}"' in sent.text
    if "title" not in bad and "body" not in bad:
        assert LIGHTS.title in sent.text
    assert titles(village) == []


def test_markup_in_a_title_is_shown_as_typed(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", lights(title="<script>alert(1)</script>路灯"))
    page = village.client(7).get(f"{village.url}/motions/drafts/{motion}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;路灯" in page


def test_an_unknown_field_is_refused(village: Village) -> None:
    data = {**typed(), "matter": "lighting", "body": "yishihui", "event": new_id().hex, "number": "7"}
    assert village.client(7).post(village.url + NEW, data=data).status_code == 422
    assert titles(village) == []


def test_a_draft_without_the_forms_own_id_is_refused(village: Village) -> None:
    assert village.client(7).post(village.url + NEW, data={**typed(), "matter": "lighting"}).status_code == 422


@pytest.mark.parametrize("who", [8, "stranger"])
def test_another_ones_draft_is_not_there(village: Village, who: object) -> None:
    address = drafted(village)
    client = village.client(who)
    assert client.get(address).status_code == 404
    assert client.post(address + "/put", data={"event": new_id().hex}).status_code == 404
    assert client.post(address + "/drop", data={"event": new_id().hex}).status_code == 404
    assert titles(village) == [LIGHTS.title]


def test_the_clerk_sees_every_draft(village: Village) -> None:
    drafted(village)
    client = village.client("clerk")
    assert LIGHTS.title in client.get(f"{village.url}/motions/drafts").text
    assert LIGHTS.title not in village.client(8).get(f"{village.url}/motions/drafts").text
    assert village.client("stranger").get(f"{village.url}/motions/drafts").status_code == 404


@pytest.mark.parametrize("draft", ["nonsense", "0" * 32, "%00", "1e309"])
def test_a_draft_that_is_not_there(village: Village, draft: str) -> None:
    assert village.client("clerk").get(f"{village.url}/motions/drafts/{draft}").status_code == 404


def test_a_draft_is_thrown_away(village: Village) -> None:
    page = village.client(7).submit(drafted(village), form="/drop")
    assert "草稿删掉了" in page.text
    assert titles(village) == []


def test_a_draft_whose_day_has_passed_says_so_before_it_is_put(village: Village) -> None:
    old = lights(done_by_day=clock.today() - timedelta(days=3))
    motion = village.do(7, propose, "yishihui", "lighting", old)
    page = village.client(7).get(f"{village.url}/motions/drafts/{motion}").text
    assert "这一天已经过了" in page
    assert "/put" not in page


def test_amending(village: Village) -> None:
    address = put_one(village)
    page = village.client(7).submit(
        address + "/amend", {**typed(lights(what="装 9 盏")), "change": "少装三盏"}, form="/amend"
    )
    assert page.url.path == address
    assert village.read(motion_at, address.rsplit("/", 1)[1]).version == 2


@pytest.mark.parametrize("change", ["", "改", "长" * 201])
def test_an_amendment_says_what_changes(village: Village, change: str) -> None:
    address = put_one(village)
    page = village.client(7).submit(
        address + "/amend", {**typed(lights(what="装 9 盏")), "change": change}, form="/amend"
    )
    assert page.status_code == 422
    assert 'href="#field-change"' in page.text
    assert "装 9 盏" in page.text


@pytest.mark.parametrize("what", ["amend", "withdraw"])
def test_others_are_told_why_they_may_not(village: Village, what: str) -> None:
    page = village.client(8).get(f"{put_one(village)}/{what}")
    assert page.status_code == 403
    assert "只有提议案的人和文书" in page.text


@pytest.mark.parametrize("what", ["amend", "withdraw"])
def test_while_a_vote_runs_the_page_says_until_when(village: Village, what: str) -> None:
    address = put_one(village)
    motion = village.read(motion_at, address.rsplit("/", 1)[1]).id
    village.do(None, hold, motion, clock.now() + timedelta(days=3))
    page = village.client(7).get(f"{address}/{what}")
    assert "这件议案正在表决" in page.text
    assert "<textarea" not in page.text
    sent: dict[str, Any] = {"event": new_id().hex, "why": "不需要了吧"}
    if what == "amend":
        sent = {**typed(CLEANING), "event": new_id().hex, "change": "换一件事"}
    assert village.client(7).post(f"{address}/{what}", data=sent).status_code == 422


def test_withdrawing(village: Village) -> None:
    address = put_one(village)
    page = village.client(7).submit(address + "/withdraw", {"why": "街道已经安排装了"}, form="/withdraw")
    assert page.url.path == address
    assert village.last()["act"] == "motion.withdraw"


def test_versions_show_what_was_taken_out_and_put_in(village: Village) -> None:
    address = put_one(village)
    village.do(7, amend, address.rsplit("/", 1)[1], lights(what="在村口到小学 620 米路段装 9 盏太阳能路灯"), "改成九盏")
    page = village.client().get(address + "/versions")
    shown = re.sub(r'<span class="vh">[^<]*</span>', "", page.text)
    assert "<del>12</del><ins>9</ins> 盏<ins>太阳能</ins>路灯" in shown
    assert "删去：" in page.text
    assert "改成九盏" in page.text
    facts = village.client().get(address + "/versions.json").json()
    assert [version["change"] for version in facts["versions"]] == ["", "改成九盏"]
    assert village.client().get("/en" + address + "/versions").status_code == 200


def test_versions_of_a_withdrawn_motion_stay_readable(village: Village) -> None:
    address = put_one(village)
    village.do(7, withdraw, address.rsplit("/", 1)[1], "不需要了吧")
    assert village.client().get(address + "/versions").status_code == 200


@pytest.mark.parametrize("no", ["2026-77", "x", "2026-01", "%00"])
@pytest.mark.parametrize("page", ["versions", "amend", "withdraw"])
def test_a_motion_that_is_not_there(village: Village, no: str, page: str) -> None:
    assert village.client("clerk").get(f"{village.url}/motions/{no}/{page}").status_code == 404


def test_pages_speak_english_too(village: Village) -> None:
    client = village.client(7)
    assert "Keep as a draft" in client.get("/en" + village.url + NEW).text
    assert "Put this motion" in client.get("/en" + drafted(village)).text
