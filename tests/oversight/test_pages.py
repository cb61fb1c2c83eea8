"""What is late, on the pages: the list of the county, an officer's own, the work, and the desks of who is reminded."""

import pytest

from council.kit import clock
from tests.oversight.scene import LATE, TOWNSHIP, reminded
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN, reported

SAID = f"{TOWNSHIP} 12月14日（周一）提醒过"


def get(village: Village, path: str, who: object = None, moment=LATE) -> str:  # type: ignore[no-untyped-def]
    with clock.at(moment):
        return str(village.client(who).get(path).text)


def test_a_county_in_which_nothing_is_late_says_so(village: Village) -> None:
    assert "今天没有逾期的事" in get(village, f"/county/{village.county}")
    assert village.client().get("/county/nowhere").status_code == 404


def test_everyone_reads_what_is_late_in_the_county(village: Village, working: str) -> None:
    page = get(village, f"/county/{village.county}")
    assert "有一步应在12月10日（周四）前办好，已经过了 4 天。" in page
    assert f'href="{village.url}/works/{working}"' in page
    assert "4 days late" in get(village, f"/en/county/{village.county}")
    assert f"/county/{village.county}" in get(village, f"/{village.county}")
    with clock.at(LATE):
        facts = village.client().get(f"/county/{village.county}.json").json()
    assert facts["townships"] == {TOWNSHIP: 1}
    (row,) = facts["late"]
    assert (row["motion"], row["days"], row["overdue_since"]) == (working, 4, "2026-12-10")


def test_the_list_is_right_at_once_and_each_day(village: Village, working: str) -> None:
    """No page of it is kept after a report, or over midnight."""
    client, path = village.client(), f"/county/{village.county}"
    with clock.at(BEGUN):
        first = client.get(path)
        assert "今天没有逾期的事" in first.text
    with clock.at(LATE):
        assert "已经过了 4 天" in client.get(path, headers={"If-None-Match": first.headers["etag"]}).text
        tag = client.get(path).headers["etag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        reported(village, working, LATE, milestone=1)
        assert "今天没有逾期的事" in client.get(path).text


def test_the_list_is_asked_by_township(village: Village, working: str) -> None:
    path = f"/county/{village.county}?township="
    assert f"{TOWNSHIP}：逾期没办好的" in get(village, path + TOWNSHIP)
    assert "今天没有逾期的事" in get(village, path + "石塘镇")


def test_an_officer_finds_their_list_under_mine(village: Village, working: str) -> None:
    page = get(village, "/me", "何干部")
    assert f"{TOWNSHIP}：逾期没办好的" in page
    assert f'href="{village.url}/works/{working}/remind"' in page
    assert "还没有加入" not in page
    assert "逾期没办好的" not in get(village, "/me", "stranger")
    assert "今天没有逾期的事" in get(village, "/me", "县里林", BEGUN)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_reminder_is_sent_and_everyone_sees_it(village: Village, working: str, htmx: bool) -> None:
    work = f"{village.url}/works/{working}"
    with clock.at(LATE):
        client = village.client("何干部")
        headers = {"HX-Request": "true"} if htmx else {}
        answer = client.submit(f"{work}/remind", form="/remind", headers=headers)
        if not htmx:
            assert "提醒发出去了" in answer.text
    assert SAID in get(village, work)
    assert f"{TOWNSHIP} sent a reminder on Mon 14 Dec" in get(village, f"/en{work}")
    assert SAID in get(village, f"/county/{village.county}")
    assert "提醒抓紧办" in get(village, f"{village.url}/record")
    assert "12月14日（周一）已经提醒过了。12月21日（周一）起可以再提醒。" in get(village, f"{work}/remind", "何干部")
    with clock.at(LATE):
        facts = village.client().get(f"{work}.json").json()
    assert [each["on"] for each in facts["beside"]] == ["2026-12-14"]


def test_a_form_sent_twice_is_one_reminder(village: Village, working: str) -> None:
    path = f"{village.url}/works/{working}/remind"
    with clock.at(LATE):
        client = village.client("何干部")
        for _ in range(2):
            assert client.post(path, data={"event": "0" * 32}).status_code == 200
        assert client.post(path, data={"event": "1" * 32}).status_code == 422
    assert [entry["act"] for entry in village.entries()].count("oversight.remind") == 1


def test_it_stays_on_the_desks_until_they_report(village: Village, working: str) -> None:
    reminded(village, working)
    desk = f"{village.url}/desk"
    assert SAID in get(village, desk, "clerk")
    assert SAID in get(village, desk, "委一")
    assert SAID not in get(village, desk, "监一")
    reported(village, working, LATE + DAY)
    assert SAID not in get(village, desk, "clerk", LATE + DAY)
    assert SAID in get(village, f"{village.url}/works/{working}", None, LATE + DAY), "it stays a fact"


@pytest.mark.parametrize("who", ["stranger", "clerk", "委一"])
def test_nobody_else_finds_the_form(village: Village, working: str, who: object) -> None:
    path = f"{village.url}/works/{working}/remind"
    with clock.at(LATE):
        page = village.client(who).get(path)
        assert page.status_code == 403
        assert "只有本街道、乡镇或者本县的督办干部才能发提醒" in page.text
        assert '<form class="form sec"' not in page.text
        assert village.client(who).post(path, data={"event": "0" * 32}).status_code == 403
        assert village.client().get(path).url.path == "/login"
