"""Notices, opinion slips and resolutions, printed from what stands in the rooms."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Browser

from council.kit import clock
from council.kit.clock import CHINA, day_of
from council.openness.acts import take_down
from council.places.contacts import set_contacts
from council.places.links import link_to
from council.rules.publicity import About
from tests.openness.scene import notice, post
from tests.papers.press import pressed, tight
from tests.papers.scene import (
    BEGUN,
    DAY,
    DECIDED,
    NOW,
    POSTED,
    council_posted,
    decided,
    fetched,
    published,
    refused,
)
from tests.procedure.hall import met, through
from tests.procedure.scene import begun
from tests.village import ORIGIN, Village
from tests.votes.scene import put_motion

SIZES = {"a4": (210, 297), "a3": (297, 420)}


def long(signs: int) -> str:
    """Text as long as a field allows, with signs that may not begin a line."""
    return ("从村口老樟树起，经小学、卫生室到后山口一段路灯（含电线、灯杆）" * 9)[:signs]


# ── the notice ──


def test_a_notice_says_what_stands_in_the_rooms(village: Village) -> None:
    ref = published(village)
    one = fetched(village, f"/motions/{ref}/notice/resolution/1/a4")
    kept, number = notice(village, ref), ref.partition("-")[2]
    facts = village.client().get(f"{village.url}/record/{kept.entry}.json").json()
    code = village.look(lambda db: link_to(db, village.id, f"{village.url}/motions/{ref}"))
    for fact in (
        "柳桥社区居务公开", f"议〔2026〕{number}号", "决议公开（第5步，共6步）", "2026年10月29日", "举手表决",
        "全部12人中，赞成12人、反对0人、弃权0人", "公示期：10月31日至11月6日（7天）", "电话0571-12345678",
        "收到后3天内答复", "2026年10月30日", f"公开记录第{kept.entry}号", facts["code"],
    ):  # fmt: skip
        assert fact in one.words, fact
    assert "补录" not in one.words
    assert code
    assert "qr" in one.html
    given = village.client().get(f"{village.url}/motions/{ref}/notice/resolution/1/a4.json").json()
    assert given["link"] == f"{ORIGIN}/q/{code}"
    assert given["entry"] == kept.entry
    with clock.at(NOW):
        assert village.client().get(f"/q/{code}").url.path == f"{village.url}/motions/{ref}"


def test_a_councils_notice_has_its_seats_its_arithmetic_and_its_kinds(village: Village) -> None:
    ref = council_posted(village)
    one = fetched(village, f"/motions/{ref}/notice/resolution/1/a4")
    for fact in (
        "柳桥社区议事会对本议案记名限时表决", "全部13席中，赞成10席、反对1席、弃权1席、未表决1席",
        "决议公开（第2步，共3步）", "13席×三分之二→需9票，得10票",
    ):  # fmt: skip
        assert fact in one.words, fact
    assert one.html.count("<circle") == 13


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_notice_with_fifteen_days_is_one_sheet(
    browser: Browser, settled: Callable[..., Village], size: str
) -> None:
    village = settled()
    words = {
        "title": long(60), "what": long(28), "cost": long(28), "cost_fen": 98_765_432_109_99, "money_from": long(28),
        "done_by": long(28), "whom": long(28), "text": long(200),
    }  # fmt: skip
    with clock.at(BEGUN):
        village.do("clerk", set_contacts, phone="0571-8888 8888 转 8888", office="", hours="")
    ref = decided(village, **words)
    post(village, ref, POSTED + DAY, posted_on=day_of(POSTED), days=15, place=long(60), phone="0571-8888 8888 转 8888")
    one = fetched(village, f"/motions/{ref}/notice/resolution/1/{size}")
    sheet = pressed(browser, one.html)
    assert sheet.sizes == [SIZES[size]]
    said = tight(sheet.pages[0])
    for fact in (
        words["title"], words["what"], words["done_by"], words["money_from"],
        "10月31日至11月16日（15天，末日逢假顺延）",
        "补录，2026年10月31日录入", "捌拾柒亿", "0571-88888888转8888",
    ):  # fmt: skip
        assert tight(str(fact)) in said, fact


def test_a_notice_entered_later_says_so(village: Village) -> None:
    ref = decided(village)
    post(village, ref, POSTED + 2 * DAY, posted_on=day_of(POSTED))
    assert "补录，2026年11月1日录入" in fetched(village, f"/motions/{ref}/notice/resolution/1/a3").words


def test_a_notice_that_came_down_says_that_it_does_not_count(village: Village) -> None:
    ref = published(village)
    with clock.at(NOW):
        village.do("clerk", take_down, ref, About.RESOLUTION, day_of(NOW), "刮大风，吹掉了")
    post(village, ref, NOW + DAY)
    assert "2026年11月2日提前撤下，此张不算" in fetched(village, f"/motions/{ref}/notice/resolution/1/a4").words
    again = fetched(village, f"/motions/{ref}/notice/resolution/2/a4", at=NOW + DAY).words
    assert "此张不算" not in again
    assert "11月4日至11月10日" in again


def test_a_notice_whose_end_is_not_known_promises_none(village: Village) -> None:
    ref = decided(village)
    post(village, ref, date_at(2026, 12, 28), unknown=True)
    said = fetched(village, f"/motions/{ref}/notice/resolution/1/a4", at=date_at(2026, 12, 29)).words
    assert "至少到2027年1月4日（7天，末日逢假再顺延）" in said


def date_at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 15, 0, tzinfo=CHINA)


@pytest.mark.parametrize(
    "path",
    ["resolution/2/a4", "resolution/1/a5", "plan/1/a4", "result/1/a3", "x/1/a4", "resolution/0/a4", "resolution/x/a4",
     "resolution/9999/a4"],
)  # fmt: skip
def test_what_was_never_posted_is_no_paper(village: Village, path: str) -> None:
    ref = published(village)
    refused(village, f"/motions/{ref}/notice/{path}", None, "clerk")


def test_a_notice_is_made_in_english_too(village: Village) -> None:
    ref = published(village)
    with clock.at(NOW):
        page = village.client().get(f"/en{village.url}/motions/{ref}/notice/resolution/1/a4")
    assert "Notice of the resolution" in page.text


# ── opinion slips ──


def test_slips_are_there_while_a_notice_hangs_and_only_then(browser: Browser, village: Village) -> None:
    ref = decided(village)
    refused(village, f"/motions/{ref}/notice/slips", None, "clerk", at=POSTED)
    post(village, ref, POSTED)
    one = fetched(village, f"/motions/{ref}/notice/slips")
    assert one.words.count("2026年11月6日前都能提") == 4
    assert "村口公告栏" in one.words
    assert pressed(browser, one.html).sizes == [SIZES["a4"]]
    refused(village, f"/motions/{ref}/notice/slips", None, "clerk", at=POSTED + 9 * DAY)


# ── the resolution ──


def test_a_resolution_says_how_the_assembly_decided(browser: Browser, village: Village) -> None:
    ref = decided(village)
    one = fetched(village, f"/motions/{ref}/resolution")
    for fact in (
        "2026年10月29日，柳桥村村民代表会议开会", "应到12，实到12", "《村民委员会组织法》（2018年修正）第二十六条",
        "举手表决", "赞成12人、反对0人、弃权0人；要7票赞成", "决定如下", "做什么", "公开记录第",
    ):  # fmt: skip
        assert fact in one.words, fact
    assert len(pressed(browser, one.html).pages) == 1


def test_a_council_resolves_by_a_window(village: Village) -> None:
    ref = council_posted(village)
    said = fetched(village, f"/motions/{ref}/resolution").words
    assert "2026年10月23日至2026年10月28日，柳桥社区议事会" in said
    assert "应投13，实投12" in said
    assert "赞成10席、反对1席、弃权1席、未表决1席；要9票赞成，通过" in said


def test_there_is_no_resolution_before_there_is_a_decision(village: Village) -> None:
    refused(village, f"/motions/{begun(village, at=BEGUN)}/resolution", None, "clerk")
    refused(village, f"/motions/{put_motion(village, at=DECIDED)}/resolution", None, "clerk")


def test_what_was_not_passed_is_said_to_be_not_passed(settled: Callable[..., Village]) -> None:
    village = settled()
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", "review", begin=BEGUN)
    assert met(village, ref, "resolution", DECIDED, yes=5, no=7) == "rejected"
    said = fetched(village, f"/motions/{ref}/resolution").words
    assert "没有通过" in said
    assert "决定如下" not in said
