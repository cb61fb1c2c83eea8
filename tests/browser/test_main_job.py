"""The main job, in a browser, in Chinese: roster and slips as clerk, opening as chair, voting from phones, reading."""

import re
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from council.kit import clock
from council.kit.act import Act
from council.people.acts import appoint
from council.people.slips import fresh_slip
from council.places.tables import locate
from council.seats.importing import run_import
from tests.browser.conftest import Served, Visitor

ROSTER = Path(__file__).parent.parent / "data" / "willow-bridge-yishihui.xlsx"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=clock.CHINA)
HOME = "/yunxi/liuqiao"
PASSWORD = "柳桥的水清得见底"
FIRST_VIEW = 1100  # pixels in which title, facts and the three choices stand at 390 wide


def test_a_council_of_thirteen_decides_a_motion(served: Served, visitor: Any) -> None:
    with clock.at(MONDAY):
        clerk = the_clerk_comes_to_be(served, visitor)
        slips = the_clerk_reads_the_roster_and_prints_slips(clerk)
        ref = the_clerk_puts_a_motion(clerk)
    with clock.at(MONDAY + timedelta(days=3)):
        chair = enter(visitor(1280), slips[13])
        the_chair_opens_the_vote(chair, ref)
    with clock.at(MONDAY + timedelta(days=3, hours=1)):
        for seat in (1, 2, 3, 4, 5, 6, 7, 8, 9):
            member = enter(visitor(390), slips[seat])
            vote(member, ref, "赞成")
        vote(enter(visitor(360, 640, scripts=False), slips[10]), ref, "反对")
        vote(chair, ref, "赞成")
        a_resident_sees_who_has_voted_and_nothing_of_what(visitor(390), ref)
        the_chair_sees_who_is_awaited(chair, ref)
    with clock.at(MONDAY + timedelta(days=9)):
        a_resident_reads_the_decision(visitor(390), ref)
        a_resident_reads_the_decision(visitor(1280), ref)


def the_clerk_comes_to_be(served: Served, visitor: Any) -> Visitor:
    """As on a server: import the file, appoint the clerk, hand over the slip."""
    how = {"charter": None, "place": "云溪县/青桥街道", "preview": False, "yes": True, "as_json": False}
    done = run_import(served.database, ROSTER, **how, out=StringIO())
    assert done == 0
    community = served.database.read_now(lambda db: locate(db, "yunxi", "liuqiao"))
    slip = fresh_slip(clock.now(), 14)

    def act(session: Session) -> int:
        here = Act(session, community, clock.now())
        return appoint(here, "clerk", name="周国平", phone="19900000001", slip=slip, console=True)

    number = served.database.write_now(community, act)
    return enter(visitor(1280), (f"柳桥-{number}", slip.code))


def enter(visitor: Visitor, slip: tuple[str, str]) -> Visitor:
    """Use a slip: number and digits, and a password of one's own."""
    short, digits = slip
    page = visitor.open(f"{HOME}/slip?no={short}")
    page.fill("#field-code", digits)
    page.fill("#field-password", PASSWORD)
    page.fill("#field-again", PASSWORD)
    visitor.tap("定好密码，登录")
    return visitor


def the_clerk_reads_the_roster_and_prints_slips(clerk: Visitor) -> dict[int, tuple[str, str]]:
    page = clerk.open(f"{HOME}/desk/import")
    page.set_input_files("input[type=file]", ROSTER)
    clerk.tap("先看一遍")
    assert "没有要建立的" in page.inner_text("main"), "the same file again changes nothing"
    clerk.open(f"{HOME}/desk")
    page = clerk.open(f"{HOME}/desk/slips")
    clerk.tap("没账号也没登录条")
    sheets = page.locator(".fold").all_inner_texts()
    found = [(re.search(r"柳桥-(\d+)", s), re.search(r"\d{4} \d{4} \d{4}", s)) for s in sheets]
    return {int(no[1]): (no[0], digits[0]) for no, digits in found if no and digits}


def the_clerk_puts_a_motion(clerk: Visitor) -> str:
    page = clerk.open(f"{HOME}/motions/new")
    page.select_option("#field-matter", index=1)
    for field, value in {
        "title": "柳桥头装 6 盏路灯", "what": "在桥头到市场口装 6 盏路灯", "cost_yuan": "18600", "cost": "18,600 元",
        "money_from": "街道办事处", "done_by": "年底前装好", "done_by_day": "2026-12-31", "whom": "晚上走桥头的人",
        "text": "**“路灯”**装在东侧，不挡菜地。",
    }.items():  # fmt: skip
        page.fill(f"#field-{field}", value)
    clerk.tap("存为草稿")
    clerk.tap("提出这件议案")
    assert "正在表决" not in page.inner_text("main")
    return page.url.split("?")[0].rsplit("/", 1)[1]


def the_chair_opens_the_vote(chair: Visitor, ref: str) -> None:
    page = chair.open(f"{HOME}/motions/{ref}/vote")
    page.fill("input[type=datetime-local]", "2026-11-22T20:00")
    chair.tap("开始表决")
    assert "2026-11-22" not in page.inner_text("main"), "a date as people say it"
    assert "11月22日" in page.inner_text("main")


def vote(member: Visitor, ref: str, choice: str) -> None:
    page = member.open(f"{HOME}/motions/{ref}/ballot")
    box = page.get_by_role("button", name="弃权").bounding_box()
    large = page.viewport_size and page.viewport_size["width"] >= 390
    assert box
    assert not large or box["y"] + box["height"] <= FIRST_VIEW
    member.tap(choice)
    member.tap("确认，投出这一票")
    assert choice in page.inner_text(".got")
    assert choice not in page.url


def a_resident_sees_who_has_voted_and_nothing_of_what(resident: Visitor, ref: str) -> None:
    page = resident.open(f"{HOME}/motions/{ref}")
    text = page.inner_text("main")
    assert "反对" not in text
    assert "9 席" in text


def the_chair_sees_who_is_awaited(chair: Visitor, ref: str) -> None:
    text = chair.open(f"{HOME}/motions/{ref}/vote").inner_text("main")
    assert "魏斌华" in text
    assert "邓军" in text


def a_resident_reads_the_decision(resident: Visitor, ref: str) -> None:
    for path in ("", "/motions", "/seats", "/record", "/rules", "/verify"):
        resident.open(HOME + path)
    page = resident.open(f"{HOME}/motions/{ref}")
    text = page.inner_text("main")
    assert "通过" in text
    assert re.search(r"13 席 × 三分之二.*9", text), "the verdict with its arithmetic"
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert "钱秀建" in page.inner_text("main"), "how each seat voted"
