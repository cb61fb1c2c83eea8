"""The pages of works: anyone, the committee on a phone, the supervisory committee; with and without htmx."""

from datetime import timedelta

import pytest

from council.kit import clock
from council.works.acts import add_money
from council.works.beginning import Planned
from tests.files import photograph
from tests.judge import document
from tests.openness.scene import POSTED, at, passed, post
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.scene import BEGUN, begun, looked, reported, work

NEXT = BEGUN + DAY


def url(village: Village, ref: str, more: str = "") -> str:
    return f"{village.url}/works/{ref}{more}"


def test_an_empty_list_says_so(village: Village) -> None:
    assert "还没有在办的事" in village.client().get(f"{village.url}/works").text


def test_what_waits_for_its_notice_is_listed_as_waiting(village: Village, posted: str) -> None:
    with clock.at(POSTED + DAY):
        assert "等公示期满" in village.client().get(f"{village.url}/works").text
    tick(village, at(2026, 12, 1, 0))
    with clock.at(BEGUN):
        assert "可以开始办" in village.client().get(f"{village.url}/works").text


def test_it_is_begun_from_the_form(village: Village, cleared: str) -> None:
    with clock.at(BEGUN):
        client = village.client("委一")
        assert "由谁负责？" in client.get(url(village, cleared, "/begin")).text
        typed = {
            "due": "2026-12-20",
            "person_1": "1",
            "person_2": "2",
            "milestones": "立灯杆，2026-12-10，60\n装灯头，2026-12-20，40",
        }
        page = client.submit(url(village, cleared, "/begin"), typed, form="/begin")
        assert "开始办理了" in page.text
        assert work(village, cleared).parts[0].title == "立灯杆"
        assert "已经开始办了" in client.get(url(village, cleared, "/begin")).text


def test_milestones_that_nobody_can_read_keep_what_was_typed(village: Village, cleared: str) -> None:
    with clock.at(BEGUN):
        typed = {"due": "2026-12-20", "person_1": "1", "milestones": "立灯杆，明年"}
        page = village.client("委一").submit(url(village, cleared, "/begin"), typed, form="/begin")
    assert page.status_code == 422
    assert "立灯杆，明年" in page.text
    assert "认不出" in page.text


def test_before_its_time_the_form_says_what_is_in_the_way(village: Village, posted: str) -> None:
    with clock.at(POSTED + DAY):
        page = village.client("委一").get(url(village, posted, "/begin")).text
    assert 'name="due"' not in page
    assert "公示" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_report_by_phone_with_a_photograph(village: Village, working: str, htmx: bool) -> None:
    client = village.client("委一")
    headers = {"HX-Request": "true"} if htmx else {}
    with clock.at(NEXT):
        files = {"photos": ("a.jpg", photograph(), "image/jpeg")}
        client.submit(
            url(village, working, "/report"),
            {"line": "立了 8 根", "milestone": "1"},
            form="/report",
            files=files,
            headers=headers,
        )
        page = village.client().get(url(village, working)).text
    assert "已办 60%" in page
    assert "立了 8 根" in page
    assert ".thumb.jpg" in page


@pytest.mark.parametrize("content", [photograph()[:900], b"%PDF-1.4 nothing", b""])
def test_a_bad_picture_is_refused_and_leaves_nothing(village: Village, working: str, content: bytes) -> None:
    before = len(village.entries())
    with clock.at(NEXT):
        files = {"photos": ("a.jpg", content, "image/jpeg")}
        page = village.client("委一").submit(
            url(village, working, "/report"), {"line": "立了 8 根"}, form="/report", files=files
        )
    assert page.status_code == 422
    assert "立了 8 根" in page.text
    assert len(village.entries()) == before
    assert not work(village, working).reports


def test_a_correction_may_say_again_what_its_report_reached(village: Village, working: str) -> None:
    reported(village, working, NEXT, milestone=1, paid=1_200_000)
    with clock.at(NEXT):
        client = village.client("委一")
        assert "立灯杆（已办到；更正那次进度时才再选）" in client.get(url(village, working, "/report")).text
        typed = {"line": "付的是 10,000 元", "milestone": "1", "paid": "10000", "corrects": "1"}
        client.submit(url(village, working, "/report"), typed, form="/report")
    found = work(village, working)
    assert (found.percent, found.paid) == (60, 1_000_000)


TYPED = {"line": "南头五根灯杆立好了", "milestone": "1", "paid": "1200.50"}


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_typed_on_site_outlasts_a_lost_connection(village: Village, working: str, htmx: bool) -> None:
    """Kept as it is typed, or by hand without scripts; the photographs that were chosen are not sent along."""
    client, address = village.client("委一"), url(village, working, "/report")
    with clock.at(NEXT):
        page = client.get(address).text
        form = next(each for each in document(page).iter("form") if (each.get("action") or "").endswith("/report"))
        line, hand = (next(each for each in form.iter(tag) if each.get(key)) for tag, key in KEEPING)
        assert line.get("hx-encoding") == hand.get("formenctype") == "application/x-www-form-urlencoded"
        kept = line.get("hx-post") if htmx else hand.get("formaction")
        assert kept
        headers = {"HX-Request": "true"} if htmx else {}
        answer = client.post(kept, data={**TYPED, "photos": "IMG_1.jpg", "event": "ab" * 16}, headers=headers)
        assert "草稿存好了" in answer.text
        again = village.client("委一").get(address).text  # another telephone
        assert all(f'value="{words}"' in again for words in TYPED.values())
        assert 'value="1" checked' in again
        assert "<details open>" in again
        assert "写到的地方" in again
        assert TYPED["line"] not in village.client("委二").get(address).text, "it is nobody else's"
        client.submit(address, {"line": TYPED["line"], "milestone": "1"}, form="/report")
        assert TYPED["line"] not in client.get(address).text.replace(f"1 · {TYPED['line']}", ""), (
            "once sent, it is gone"
        )


KEEPING = (("p", "hx-post"), ("button", "formaction"))


def test_not_so_is_told_answered_and_accepted(village: Village, working: str) -> None:
    reported(village, working, NEXT, milestone=1)
    reported(village, working, NEXT, milestone=2)
    with clock.at(NEXT):
        files = {"photo": ("a.jpg", photograph(), "image/jpeg")}
        supervisor = village.client("监一")
        assert "有新进度" in supervisor.get(f"{village.url}/desk").text
        looked = supervisor.submit(
            url(village, working, "/look"), {"holds": "untrue", "text": "只有五根"}, form="/works/", files=files
        )
        assert looked.status_code == 200, looked.text
        assert "没有答复就不能验收" in village.client().get(url(village, working)).text
        committee = village.client("委一")
        assert "核查不属实" in committee.get(f"{village.url}/desk").text
        page = committee.submit(url(village, working, "/desk"), {"line": "都亮了"}, form="/accept")
        assert page.status_code == 422
        committee.submit(url(village, working, "/desk"), {"number": "1", "text": "补立了三根"}, form="/answer")
        committee.submit(url(village, working, "/desk"), {"line": "都亮了"}, form="/accept")
        page = village.client().get(url(village, working)).text
    assert "已验收" in page
    assert "补立了三根" in page


def test_what_is_late_is_first_and_says_by_how_much(village: Village, working: str) -> None:
    with clock.at(at(2026, 12, 14)):
        page = village.client().get(f"{village.url}/works").text
        assert "“立灯杆”应在12月10日（周四）前办到，已过 4 天" in page
        assert "应在12月10日" in village.client("委一").get(f"{village.url}/desk").text
        facts = village.client().get(f"{village.url}/works.json").json()
    assert facts["late"] == [working]


def test_over_budget_is_said_on_its_page(village: Village, working: str) -> None:
    reported(village, working, NEXT, paid=work(village, working).plan.budget + 120_000)
    with clock.at(NEXT):
        page = village.client().get(url(village, working)).text
    assert "超出 1,200 元，没有决议同意" in page
    assert "coin__over" in page


def test_over_budget_is_said_with_the_resolution_that_allows_it(village: Village, working: str) -> None:
    reported(village, working, NEXT, paid=work(village, working).plan.budget + 120_000)
    more = passed(village)
    with clock.at(NEXT):
        village.do("委一", add_money, working, more)
        page = village.client().get(url(village, working)).text
    assert "比原来定的多付了 1,200 元" in page
    assert f'/motions/{more}">第 {more} 号议案同意追加' in page
    assert "· ·" not in page


@pytest.mark.parametrize("more", ["/report", "/desk", "/begin"])
def test_these_pages_are_nobody_elses(village: Village, working: str, more: str) -> None:
    with clock.at(NEXT):
        assert village.client("监一").get(url(village, working, more)).status_code == 404
        assert village.client(8).get(url(village, working, "/look")).status_code == 404


def test_a_list_asks_the_same_for_one_work_as_for_many(village: Village, working: str) -> None:
    def asked() -> int:
        with clock.at(BEGUN + 20 * DAY), counted(village.db) as statements:
            assert village.client().get(f"{village.url}/works").status_code == 200
        return len(statements)

    looked(village, working, False, NEXT)
    reported(village, working, NEXT, milestone=1)
    few = asked()
    for number in range(4):
        ref = passed(village)
        post(village, ref, at(2026, 11, 23, 15) + timedelta(minutes=number))
        tick(village, at(2026, 12, 1, 0))
        begun(village, ref, milestones=(Planned("全部", clock.day_of(BEGUN + 9 * DAY), 100),))
        reported(village, ref, NEXT)
    assert asked() == few
