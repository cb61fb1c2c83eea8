"""Four discussions, two publications in a village of 1,500 adults, in a browser, in Chinese: as clerk, second person,
chair, supervisor and resident, from the assembly's authorisation to the end of the first publication."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from council.hall import demo_people as people
from council.hall import demo_story as story
from council.hall.demo_diary import on_roll
from council.hall.demo_village import Village, numbers_of
from council.hall.verification import verify_kept
from council.kit import clock
from tests.browser.conftest import Served, Visitor
from tests.browser.hands import fill_in, founded, sign_in

HOME = "/yunxi/liutang"
MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=clock.CHINA)
DAY = timedelta(days=1)
EVENING = timedelta(hours=10, minutes=40)
CLERK, CHAIR, SECOND = story.CLERK[1], people.SECRETARY.phone, people.SUPERVISORY[0][0].phone
TITLE = "东沟 860 米水渠清淤，补三处漏水的渠壁"


@dataclass(frozen=True)
class Meets:
    """A meeting of the path: whose, called and held on which day of the story, how many come and how they vote."""

    body: str
    called: int
    held: int
    came: int
    yes: int
    no: int
    papers: bool = False


MEETINGS = (
    Meets("党支部委员会", 0, 3, 5, 5, 0),
    Meets("两委", 4, 7, 9, 8, 1),
    Meets("党员大会", 8, 13, 27, 24, 1, papers=True),
    Meets("村民代表会议", 14, 24, 36, 31, 3),
)


@pytest.fixture
def village(served: Served) -> Village:
    return founded(served, MONDAY)


def test_a_matter_walks_four_discussions_and_is_published(village: Village, visitor: Any, photo: Path) -> None:
    with clock.at(MONDAY):
        clerk, chair, second = (sign_in(visitor(width), who) for width, who in WHO)
        the_assembly_hands_it_on(clerk, photo)
        ref = the_clerk_begins_it(clerk)
    for meets in MEETINGS:
        with clock.at(MONDAY + meets.called * DAY):
            meeting = the_clerk_calls(clerk, ref, meets)
        with clock.at(MONDAY + meets.held * DAY + EVENING):
            the_body_decides(village, meeting, meets, clerk, chair, second, photo)
        with clock.at(MONDAY + (meets.held + 1) * DAY):
            the_clerk_ends_the_step(clerk, ref)
    with clock.at(MONDAY + 25 * DAY):
        the_supervisors_find_it_true(second, ref, "decision")
        the_clerk_publishes(clerk, ref, photo)
        nothing_may_begin(clerk, ref)
    resident = visitor(360)
    with clock.at(MONDAY + 26 * DAY):
        number, code = a_resident_objects(resident, ref)
    with clock.at(MONDAY + 28 * DAY):
        the_objection_is_dealt_with(chair, second, ref)
        the_resident_reads_the_answer(resident, number, code)
    with clock.at(MONDAY + 32 * DAY + timedelta(hours=14, minutes=59)):
        nothing_may_begin(sign_in(clerk, CLERK), ref)  # a session has its end too
    with clock.at(MONDAY + 32 * DAY + timedelta(hours=15)):
        everybody_reads_that_it_may_begin(resident, ref)
        assert "开始" in clerk.open(f"{HOME}/works/{ref}/begin").inner_text("main")
        assert not village.database.read_now(lambda db: verify_kept(db, village.id)).faults


WHO = ((1280, CLERK), (390, CHAIR), (390, SECOND))


def the_assembly_hands_it_on(clerk: Visitor, photo: Path) -> None:
    """What the assembly decides by law, it lets the representatives decide: its resolution is entered."""
    clerk.open(f"{HOME}/desk/delegations")
    page = fill_in(
        clerk, "/desk/delegations", files=photo, matter_public_works="yes", decided_on="2026-09-20",
        begins="2026-09-20", ends="2029-09-19",
    )  # fmt: skip
    assert "授权录好了" in page.inner_text("main")


def the_clerk_begins_it(clerk: Visitor) -> str:
    page = clerk.open(f"{HOME}/desk/motions/new")
    page.select_option("#field-matter", "public_works")
    page.wait_for_selector(".way__steps")
    assert "村民代表会议" in page.inner_text("#way"), "who decides it, before a word is written"
    page = fill_in(
        clerk, "/desk/motions/new", origin="members_masses", title=TITLE, what="清 860 米水渠的淤泥，补漏水的渠壁。",
        cost_yuan="96000", cost="96,000 元，不向各户收钱", money_from="县里补助八万元，村集体一万六千元",
        done_by="春灌前完工", done_by_day="2027-03-31", whom="用渠水的 118 户", text="下游两个组浇地要等半夜。",
    )  # fmt: skip
    return re.search(r"\d{4}-\d+", page.url.rsplit("/", 1)[-1])[0]  # type: ignore[index]


def the_clerk_calls(clerk: Visitor, ref: str, meets: Meets) -> str:
    """From the desk: the one step that the matter waits for."""
    page = clerk.open(f"{HOME}/desk/motions/{ref}")
    page.locator(f"#next-{ref} a.btn--main").click()
    page.wait_for_load_state()
    assert meets.body in page.inner_text("main")
    assert page.locator(f"[name='motion-{ref}']").is_checked(), "the matter is on the agenda already"
    day = clock.day_of(MONDAY + meets.held * DAY)
    more = {"papers_on": clock.today().isoformat()} if meets.papers else {}
    fill_in(
        clerk, page.url.removeprefix(clerk.origin).split("&")[0], held_on=day.isoformat(), starts="19:30",
        place="村委会二楼会议室", by__board="yes", **more,
    )  # fmt: skip
    return page.url.split("?")[0].rsplit("/", 1)[-1]


def the_body_decides(
    village: Village, meeting: str, meets: Meets, clerk: Visitor, chair: Visitor, second: Visitor, photo: Path
) -> None:
    run, item = f"{HOME}/desk/meetings/{meeting}", f"{HOME}/desk/meetings/{meeting}/items/1"
    clerk.open(run)
    assert "点名" in fill_in(clerk, f"{meeting}/open").inner_text("h1")
    clerk.open(run)
    tellers = [one.phone for one, _ in people.SUPERVISORY[1:]]
    first, other = (n for _, n in village.database.read_now(lambda db: db.rows(numbers_of(village.id, tellers))))
    fill_in(clerk, f"{meeting}/hands", teller=str(first), teller2=str(other))
    clerk.open(f"{run}/roll")
    numbers = village.database.read_now(lambda db: on_roll(db, village, meeting))[: meets.came]
    fill_in(clerk, f"{meeting}/roll/sheet", files=photo, numbers=" ".join(map(str, numbers)))
    if clerk.page.locator("form[action$='/roll/rest']").count():
        clerk.tap("都没到")
    said = {"yes": str(meets.yes), "no": str(meets.no), "abstain": str(meets.came - meets.yes - meets.no)}
    clerk.open(item)
    fill_in(clerk, "/items/1/tally", files=photo, **said)
    second.open(item)
    fill_in(second, "/items/1/confirm", present=str(meets.came), **said)
    chair.open(item)
    assert "通过" in fill_in(chair, "/items/1/close").inner_text("main")
    clerk.open(run)
    fill_in(clerk, f"{meeting}/close", ends="21:00")
    clerk.open(f"{run}/minutes")
    fill_in(clerk, "/minutes/sign", files=photo)


def the_clerk_ends_the_step(clerk: Visitor, ref: str) -> None:
    page = clerk.open(f"{HOME}/desk/motions/{ref}")
    assert "材料齐了" in page.inner_text(f"#next-{ref}")
    fill_in(clerk, f"{ref}/finish")


def the_supervisors_find_it_true(second: Visitor, ref: str, step: str) -> None:
    page = second.open(f"{HOME}/supervise/{ref}")
    form = page.locator("form", has=page.locator(f"input[value='{step}']"))
    form.locator("[name=holds][value=true]").check()
    form.locator("button").click()
    page.wait_for_load_state()
    second.look_over()
    assert "属实" in page.inner_text(".stamp")


def the_clerk_publishes(clerk: Visitor, ref: str, photo: Path) -> None:
    page = clerk.open(f"{HOME}/desk/motions/{ref}")
    page.locator(f"#next-{ref} a.btn--main").click()
    page.wait_for_load_state()
    page = fill_in(clerk, "/notice/desk/post", files=photo, days="7", place="村口公告栏", phone="0571-12345678")
    assert "11月13日" in page.inner_text("main"), "posted on Friday the 6th for seven days"
    for size in ("a4", "a3"):
        paper = clerk.open(f"{HOME}/motions/{ref}/notice/resolution/1/{size}").inner_text("body")
        assert TITLE in paper
        assert "11月13日" in paper


def nothing_may_begin(clerk: Visitor, ref: str) -> None:
    page = clerk.open(f"{HOME}/works/{ref}/begin")
    assert page.locator("form[action$='/begin']").count() == 0
    assert "11月13日" in page.inner_text("main")


def a_resident_objects(resident: Visitor, ref: str) -> tuple[str, str]:
    page = resident.open(f"{HOME}/board")
    page.get_by_role("link", name=re.compile("东沟")).first.click()
    page = resident.open(f"{HOME}/motions/{ref}/objections/new")
    page = fill_in(resident, "/objections/new", text="清出来的淤泥别堆在我家田头，去年堆了半年", category="new")
    assert "code" not in page.url
    return page.locator("dd b").inner_text(), page.locator("code").inner_text()


def the_objection_is_dealt_with(chair: Visitor, second: Visitor, ref: str) -> None:
    chair.open(f"{HOME}/motions/{ref}/objections/1/reply")
    fill_in(chair, "/objections/1/reply", reply="淤泥当天拉走，运到西边的洼地填路基，写进合同。")
    own = f"{HOME}/supervise/{ref}/objections/1"
    second.open(own)
    fill_in(second, "/objections/1/clear", text="清出来的淤泥别堆在农户的田头，去年堆了半年")
    second.open(own)
    fill_in(second, "/objections/1/judge", judged="not_upheld", opinion="已经写进合同，我们到场看。")


def the_resident_reads_the_answer(resident: Visitor, number: str, code: str) -> None:
    resident.open(f"{HOME}/objections")
    page = fill_in(resident, f"{HOME}/objections", number=number, code=code.replace("-", "").lower())
    text = page.inner_text("main")
    assert "西边的洼地" in text
    assert "不成立" in text


def everybody_reads_that_it_may_begin(resident: Visitor, ref: str) -> None:
    page: Page = resident.open(f"{HOME}/motions/{ref}")
    text = page.inner_text("main")
    assert "11月13日（周五）走完了，可以办了" in text
    assert "赞成 31，反对 3，弃权 2" in text, "how the representatives decided"
    own = f"/motions/{ref}"
    for path in ("/board", "/motions", "/works", "/meetings", "/record", f"{own}/case", f"{own}/notice"):
        resident.open(HOME + path)
