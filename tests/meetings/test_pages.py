"""The pages of meetings as clerk, teller, chair, supervisor and resident use them, with and without scripts."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from council.kit import clock
from council.meetings.acts import Topic
from tests.bodies import people, stand
from tests.judge import JudgingClient, document
from tests.meetings.scene import (
    EVENING,
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

THIRTY = [*(f"赵{n}" for n in range(1, 8)), *(f"钱{n}" for n in range(1, 24))]


def photo(colour: int = 60) -> tuple[str, bytes, str]:
    into = BytesIO()
    Image.new("RGB", (64, 48), (colour, 20, 20)).save(into, "JPEG")
    return "单子.jpg", into.getvalue(), "image/jpeg"


def desk(village: Village, ref: str, page: str = "") -> str:
    return f"{village.url}/desk/meetings/{ref}{page}"


@pytest.fixture
def ref(village: Village) -> str:
    return opened(village, called(village, councils(village)), tellers=["钱30", "钱31"])


def test_a_whole_evening_through_the_pages(village: Village) -> None:
    body = councils(village)
    giver = stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    authorised(village, giver, body)
    subject = motion(village, body)
    ref = called(village, body, [Topic("decide", motion=subject)])
    with clock.at(EVENING):
        clerk, teller, chair = (village.client(who) for who in ("clerk", "钱30", "赵1"))
        assert "开始点名" in clerk.get(desk(village, ref)).text
        page = clerk.submit(desk(village, ref), form="/open")
        assert page.url.path.endswith("/roll")
        hands = {"host": str(number(village, "赵1")), "teller": str(number(village, "钱30"))}
        assert "录好了" in clerk.submit(desk(village, ref), hands, form="/hands").text
        wanted = {"numbers": " ".join(map(str, numbers(village, THIRTY)))}
        done = clerk.submit(desk(village, ref, "/roll"), wanted, form="/sheet", files={"sheets": photo()})
        assert "应到 40 人，实到 30 人，还没点到 10 人" in done.text
        done = clerk.submit(desk(village, ref, "/roll"), {"status": "absent"}, form="/rest")
        assert "要到 27，实到 30，够了" in done.text
        said = {"who": str(number(village, "钱3")), "stance": "for", "gist": "灯要装到村尾"}
        assert "灯要装到村尾" in clerk.submit(desk(village, ref, "/items/1"), said, form="/speeches").text
        count = {"method": "hands", "yes": "20", "no": "7", "abstain": "3", "spoiled": "0"}
        done = clerk.submit(desk(village, ref, "/items/1"), count, form="/tally", files={"sheets": photo(61)})
        assert "票数录好了。现在请第二个人核对" in done.text
        assert "这是您自己录的" in done.text
        read = {**count, "present": "30"}
        read.pop("method")
        wrong = teller.submit(desk(village, ref, "/items/1"), {**read, "yes": "21"}, form="/confirm")
        assert wrong.status_code == 422
        assert "录的是 20" in wrong.text
        assert "核对好了" in teller.submit(desk(village, ref, "/items/1"), read, form="/confirm").text
        done = chair.submit(desk(village, ref, "/items/1"), form="items/1/close")
        assert "结果宣布了" in done.text
        assert "要 16 票赞成才通过，实得 20 票" in done.text
        done = clerk.submit(desk(village, ref), {"ends": "21点半"}, form="meetings/2026-11-16/close")
        assert "会开完了" in done.text
        member = village.client("钱3")
        assert "您认可了这份记录" in member.submit(desk(village, ref, "/minutes"), form="/approve").text
        done = clerk.submit(desk(village, ref, "/minutes"), {"numbers": ""}, form="/sign", files={"sheets": photo(62)})
        assert "到会的有 30 人认可了" in done.text
        public = village.client().get(f"{village.url}/meetings/{ref}").text
    assert "赞成 20 · 反对 7 · 弃权 3 · 未表决 0" in public
    assert "19:30–21:30" in public
    assert "补录" not in public


def test_a_tick_swaps_the_row_and_the_quorum_line(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        clerk = village.client("clerk")
        at = f"{desk(village, ref)}/roll/{number(village, '钱1')}/tick"
        headers = {"HX-Request": "true"}
        form = {"status": "present", "after": "0", "q": "", "part": "row", "event": "ab" * 16}
        answer = clerk.post(at, data=form, headers=headers)
        again = clerk.post(at, data=form, headers=headers)
    for each in (answer, again):
        assert each.status_code == 200
        assert f'id="person-{number(village, "钱1")}"' in each.text
        assert 'hx-swap-oob="true"' in each.text
        assert "实到 1 人" in each.text
        assert "<h1" not in each.text
    assert [entry["act"] for entry in village.entries()].count("meeting.attend") == 1


def test_without_scripts_a_tick_leads_back_to_its_place(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        clerk = village.client("clerk")
        page = clerk.get(desk(village, ref, "/roll?q=钱1"))
        form = next(f for f in document(page.text).iter("form") if "/tick" in (f.get("action") or ""))
        fields = {i.get("name") or "": i.get("value") or "" for i in form.iter("input")}
        done = clerk.post(form.get("action") or "", data={**fields, "status": "present"}, follow_redirects=False)
    assert done.status_code == 303
    assert done.headers["location"].startswith(desk(village, ref, "/roll?q="))
    assert "#person-" in done.headers["location"]


def test_only_the_people_of_a_meeting_see_its_desk(village: Village, ref: str) -> None:
    with clock.at(EVENING):
        for who, status in (("clerk", 200), ("赵1", 200), ("钱30", 200), ("吴1", 200), ("钱5", 404), ("stranger", 404)):
            for page in ("", "/roll", "/items/1"):
                assert village.client(who).get(desk(village, ref, page)).status_code == status, (who, page)
        answer = village.client().get(desk(village, ref), follow_redirects=False)
        assert answer.headers["location"].startswith("/login?next=")


def test_the_minutes_are_for_those_who_were_there(village: Village, ref: str) -> None:
    there(village, ref, THIRTY)
    with clock.at(EVENING):
        for who, status in (("钱3", 200), ("clerk", 200), ("吴1", 200), ("钱33", 404), ("stranger", 404)):
            assert village.client(who).get(desk(village, ref, "/minutes")).status_code == status, who


def test_the_second_person_sees_the_sheet_and_a_stranger_does_not(village: Village, ref: str) -> None:
    there(village, ref, THIRTY)
    counted(village, ref, 20, 7, 3, second="钱30")
    address = f"{village.url}/papers/{sheet(2).sha256[:16]}.jpg"
    for who, status in (("钱30", 200), ("赵1", 200), ("clerk", 200), ("吴1", 200), ("钱5", 404), (None, 404)):
        assert village.client(who).get(address).status_code == status, who


BAD: list[tuple[str, str, dict[str, str], str]] = [
    ("", "/hands", {"host": "王"}, "host"),
    ("", "/hands", {"host": "9999"}, "host"),
    ("", "/observers", {"name": "何建国先生", "post": ""}, "post"),
    ("", "/items", {"title": "村口种树", "kind": "discuss", "consent": "二十", "about": "neither"}, "consent"),
    ("/roll", "/sheet", {"numbers": "一 二"}, "numbers"),
    ("/items/1", "/speeches", {"who": "3", "stance": "for", "gist": ""}, "gist"),
    ("/items/1", "/tally", {"method": "hands", "yes": "很多", "no": "0", "abstain": "0"}, "yes"),
    ("/items/1", "/tally", {"method": "hands", "yes": "999", "no": "0", "abstain": "0"}, "yes"),
    ("/items/1", "/aside", {"number": "9", "reason": "亲"}, ""),
]


@pytest.mark.parametrize(("page", "form", "data", "field"), BAD)
def test_bad_input_is_noted_beside_its_field_and_nothing_is_lost(
    village: Village, ref: str, page: str, form: str, data: dict[str, str], field: str
) -> None:
    there(village, ref, THIRTY)
    before = village.last()
    with clock.at(EVENING):
        answer = village.client("clerk").submit(desk(village, ref, page), data, form=form)
    assert answer.status_code == 422
    if field:
        assert f'id="note-{field}"' in answer.text
    for value in data.values():
        assert value in answer.text
    assert village.last() == before


def test_a_meeting_on_paper_is_entered_in_one_form(village: Village) -> None:
    ref = called(village, councils(village), [Topic("decide", title="修水渠"), Topic("discuss", title="卫生评比")])
    away = " ".join(map(str, numbers(village, [f"钱{n}" for n in range(24, 34)])))
    form: dict[str, Any] = {
        "absent": f"{away} 外出务工", "teller": str(number(village, "钱1")), "observers": "何建 街道干部",
        "method_1": "paper", "yes_1": "20", "no_1": "7", "abstain_1": "3",
        "said_1": f"{number(village, '钱3')} 赞成：水渠年年堵\n何建：注意安全", "said_2": "何建：每月评一次",
    }  # fmt: skip
    with clock.at(LATER):
        clerk: JudgingClient = village.client("clerk")
        lost = clerk.submit(desk(village, ref, "/paper"), form, form="/paper")
        assert lost.status_code == 422
        assert "水渠年年堵" in lost.text
        files = {"sign_in": photo(), "tallies": photo(61)}
        done = clerk.submit(desk(village, ref, "/paper"), form, form="/paper", files=files)
    assert "会录好了。现在请第二个人核对票数" in done.text
    assert "补录" in done.text
    found = record(village, ref)
    assert (found.hall.present, [one.gist for one in found.speeches]) == (30, ["水渠年年堵", "注意安全", "每月评一次"])
    assert item(village, ref).tally is not None


def test_the_clerk_enters_and_ends_an_authorisation(village: Village) -> None:
    body = councils(village)
    stand(village, "assembly_adults", people("李", 5), chair=None, accounts=False)
    form = {
        "from_body": "assembly", "to_body": body, "matter_public_works": "yes", "matter_homestead": "yes",
        "decided_on": "2026-10-08", "begins": "2026-10-08", "ends": "2030-12-31",
    }  # fmt: skip
    with clock.at(EVENING):
        clerk = village.client("clerk")
        none = clerk.submit(f"{village.url}/desk/delegations", {**form, "ends": "2026-10-01"}, form="/delegations",
                            files={"paper": photo()})  # fmt: skip
        assert none.status_code == 422
        assert "最后一天早于第一天" in none.text
        done = clerk.submit(f"{village.url}/desk/delegations", form, form="/delegations", files={"paper": photo()})
        assert "授权录好了" in done.text
        ended = {"number": "1", "ended_on": "2026-11-16", "why": "村民会议收回了"}
        assert "授权收回了" in clerk.submit(f"{village.url}/desk/delegations", ended, form="/end").text
        assert village.client("钱1").get(f"{village.url}/desk/delegations").status_code == 403


def test_the_list_is_paged_by_key_and_filtered_by_body(village: Village) -> None:
    body = councils(village)
    for day in range(1, 24):
        called(village, body, held_on=date(2026, 12, day))
    called(village, "committee", held_on=date(2026, 12, 24))
    with clock.at(EVENING):
        client = village.client()
        first = client.get(f"{village.url}/meetings.json").json()
        second = client.get(f"{village.url}/meetings.json?before={first['before']}").json()
        only = client.get(f"{village.url}/meetings?body=committee").text
    assert (len(first["meetings"]), len(second["meetings"]), second["before"]) == (20, 4, None)
    assert first["meetings"][0]["meeting"] == "2026-12-24"
    refs = [one["meeting"] for one in (*first["meetings"], *second["meetings"])]
    assert refs == sorted(refs, reverse=True)
    assert "12月24日" in only
    assert "12月23日" not in only


def test_an_empty_village_says_so(village: Village) -> None:
    assert "还没有开过会" in village.client().get(f"{village.url}/meetings").text
    assert "眼下没有要开的会" in village.client("clerk").get(f"{village.url}/desk/meetings").text


def test_a_long_name_and_a_long_title_break_no_page(village: Village) -> None:
    body = assembly(village, many=3)
    long = "关于" + "长" * 56
    ref = called(village, body, [Topic("discuss", title=long)], sent_on=date(2026, 11, 1), place="西" * 60)
    with clock.at(EVENING):
        assert long in village.client().get(f"{village.url}/meetings/{ref}").text


def test_a_quorum_that_is_short_is_said_where_one_votes(village: Village, ref: str) -> None:
    there(village, ref, THIRTY[:20])
    with clock.at(EVENING):
        page = village.client("clerk").get(desk(village, ref, "/items/1")).text
        assert "到会 20，要 27 才能表决。先点名，或改期" in page
        assert "这次表决不算数" in page
        assert "改成讨论会" in village.client("clerk").get(desk(village, ref)).text


def test_the_facts_of_a_verdict_are_public_as_data(village: Village, ref: str) -> None:
    there(village, ref, THIRTY)
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    with clock.at(EVENING):
        facts = village.client().get(f"{village.url}/meetings/{ref}.json").json()
    assert facts["items"][0]["verdict"]["outcome"] == "passed"
    assert facts["quorum"] == {"needed": 27, "of": 40, "met": True}
    assert facts["items"][0]["entry"]


def test_a_tick_that_is_refused_says_so_in_its_row(village: Village, ref: str) -> None:
    there(village, ref, THIRTY)
    counted(village, ref, 20, 7, 3)
    closed(village, ref)
    with clock.at(EVENING):
        clerk = village.client("clerk")
        clerk.submit(desk(village, ref), {"ends": "21:00"}, form=f"meetings/{ref}/close")
        at = f"{desk(village, ref)}/roll/{number(village, '钱1')}/tick"
        form = {"status": "open", "after": "0", "q": "", "part": "row", "event": "ab" * 16}
        part = clerk.post(at, data=form, headers={"HX-Request": "true"})
        whole = clerk.post(at, data={**form, "event": "cd" * 16})
    assert (part.status_code, whole.status_code) == (422, 422)
    assert "会已经结束。记录有错，另写更正。" in part.text
    assert "会已经结束。记录有错，另写更正。" in whole.text
