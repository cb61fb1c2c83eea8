"""The register and the whole record of a matter, printed from what stands in the rooms."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from council.kit import clock
from council.kit.marks import YES
from council.motions.acts import withdraw
from council.openness.acts import reply
from council.procedure.acts import finish, send_back
from tests.openness.scene import notice, objects, post
from tests.papers.press import pressed
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
from tests.procedure.hall import REPRESENTATIVES, done, met, sit, through
from tests.procedure.hall import notice as call
from tests.procedure.scene import DIRECTOR, SECRETARY, WATCHER, begun
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import put_motion

A4 = (210, 297)


# ── the register ──


def test_a_register_is_six_sheets_with_all_that_was_entered(browser: Browser, village: Village) -> None:
    ref = published(village)
    one = fetched(village, f"/desk/motions/{ref}/register", "clerk")
    assert pressed(browser, one.html).sizes == [A4] * 6
    assert one.words.count(f"{YES}村干部提议") == 6
    for fact in (
        "四议两公开登记表（一）", "党支部提议", "提议事项", "2026年8月30日19:30", "钱书记1周国平",
        "应到5实到5比例100.0%",
        "赞成5人、反对0人、弃权0人；要3票赞成：通过", "四议两公开登记表（六）", "2026年10月29日19:30", "应到12实到12",
        "2026年10月30日贴在村口公告栏，公示10月31日至11月6日。收到意见2条，已答复1条。", f"{YES}属实", "看过，贴着",
    ):  # fmt: skip
        assert fact in one.words, fact
    assert "补录" not in one.words


def test_a_register_of_a_new_matter_is_blank_but_for_its_name(browser: Browser, village: Village) -> None:
    ref = begun(village, at=BEGUN)
    one = fetched(village, f"/desk/motions/{ref}/register", "clerk", BEGUN)
    assert pressed(browser, one.html).sizes == [A4] * 6
    assert "应到实到比例" in one.words
    assert "通过" not in one.words
    assert f"{YES}属实" not in one.words


def test_a_meeting_that_is_called_stands_on_its_sheet_before_it_is_held(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    call(village, ref, "proposal", BEGUN + 20 * DAY)
    said = fetched(village, f"/desk/motions/{ref}/register", "clerk", BEGUN + 19 * DAY).words
    assert "2026年8月30日19:30" in said
    assert "应到实到比例" in said


def test_a_council_has_a_register_of_its_own_path(village: Village) -> None:
    ref = council_posted(village)
    said = fetched(village, f"/desk/motions/{ref}/register", "clerk").words
    assert "议事会决议、两公开登记表（三）" in said
    assert "应到13实到12比例92.3%" in said
    assert "赞成10席、反对1席、弃权1席、未表决1席；要9票赞成：通过" in said


def test_a_register_is_for_its_desk(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    path = f"/desk/motions/{ref}/register"
    for who in ("clerk", SECRETARY, DIRECTOR, WATCHER):
        fetched(village, path, who, BEGUN)
    refused(village, path, None, 3, "stranger", at=BEGUN)


# ── the whole record ──


def test_the_whole_record_is_one_sheet(browser: Browser, village: Village) -> None:
    ref = published(village)
    one = fetched(village, f"/motions/{ref}/case")
    assert pressed(browser, one.html).sizes == [A4]
    for fact in (
        "第5步“决议公开”，有意见等答复", "村干部", "38,400元（叁万捌仟肆佰元整）", "2026年8月30日",
        "柳桥村党支部委员会钱书记1主持", "通过；到会12/12人；赞成12人、反对0人、弃权0人；要7票", "正在公示", "还没开始",
        "属实（冯监督1，2026年11月1日）；看过，贴着",
        "灯杆别立在菜地边上（新居民，网上）", "2026年11月1日：灯杆往西挪八米，灯头加遮光罩。", "不成立；位置已经改了",
        "待核：去掉姓名以后公开", "还没有答复",
    ):  # fmt: skip
        assert fact in one.words, fact
    assert "补录" not in one.words
    assert "夜里太亮影响睡觉" not in one.words, "only the words that were cleared of names"
    with clock.at(NOW):
        recorded = village.client().get(f"{village.url}/motions/{ref}.json").json()["recorded"]
    assert (
        f"公开记录共{recorded['entries']}条，最新一条是第{recorded['newest']}号，核对码{recorded['code']}" in one.words
    )


def test_a_matter_that_just_began_has_its_sheet_too(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    said = fetched(village, f"/motions/{ref}/case", at=BEGUN).words
    for fact in ("党支部提议到这一步", "结果公开还没开始", "还没有公示", "没有人提意见"):
        assert fact in said, fact


def test_a_motion_of_the_council_has_its_sheet_before_and_after_its_vote(village: Village) -> None:
    voted = council_posted(village)
    ref = put_motion(village, at=POSTED + DAY)
    assert "还没有公示" in fetched(village, f"/motions/{ref}/case").words
    said = fetched(village, f"/motions/{voted}/case").words
    assert "通过；赞成10席、反对1席、弃权1席、未表决1席；要9票" in said
    assert "谁提的郝红，2026年10月17日" in said


def test_what_went_back_and_what_was_taken_twice_stands_in_it(settled: Callable[..., Village]) -> None:
    village = settled()
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", begin=BEGUN)
    with clock.at(BEGUN + 42 * DAY):
        village.do("clerk", send_back, ref, "consultation", "预算要重算")
    met(village, ref, "consultation", BEGUN + 60 * DAY)
    done(village, ref, BEGUN + 60 * DAY)
    said = fetched(village, f"/motions/{ref}/case", at=BEGUN + 62 * DAY).words
    assert "预算要重算" in said
    assert "两委商议（第2次）" in said


def test_a_withdrawn_motion_says_so(village: Village) -> None:
    ref = put_motion(village, at=DECIDED)
    with clock.at(DECIDED + DAY):
        village.do(1, withdraw, ref, "街道已经安排了")
    assert "街道已经安排了" in fetched(village, f"/motions/{ref}/case").words


def test_a_late_record_says_so_on_every_paper_of_the_matter(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", "review", begin=BEGUN)
    meeting = call(village, ref, "resolution", DECIDED)
    sit(village, meeting, REPRESENTATIVES, DIRECTOR, DECIDED + DAY)
    with clock.at(DECIDED + 2 * DAY):
        village.do("clerk", finish, ref)
    post(village, ref, DECIDED + 4 * DAY, posted_on=(DECIDED + 3 * DAY).date())
    late = {
        f"/motions/{ref}/case": ("补录，2026年10月30日录入", "补录，2026年11月2日录入"),
        f"/desk/motions/{ref}/register": ("补录，2026年10月30日录入", "补录，2026年11月2日录入"),
        f"/motions/{ref}/resolution": ("补录，2026年10月30日录入",),
        f"/motions/{ref}/notice/resolution/1/a4": ("补录，2026年11月2日录入",),
        f"/desk/meetings/{meeting}/minutes/paper": ("补录，2026年10月30日录入",),
        f"/desk/meetings/{meeting}/sign-in": ("补录，2026年10月30日录入",),
    }
    for path, marks in late.items():
        said = fetched(village, path, "clerk", DECIDED + 4 * DAY).words
        assert all(mark in said for mark in marks), path


def test_many_long_objections_run_over_and_lose_nothing(browser: Browser, village: Village) -> None:
    ref = decided(village)
    post(village, ref, POSTED)
    for number in range(8):
        objects(village, ref, POSTED + DAY, address=f"203.0.113.{number}", event=f"{number:032}")
        with clock.at(NOW):
            village.do("clerk", reply, ref, number + 1, f"第{number}条的答复。" + "灯杆往西挪八米，" * 60)
    one = fetched(village, f"/motions/{ref}/case")
    sheets = pressed(browser, one.html)
    assert len(sheets.pages) > 1
    assert set(sheets.sizes) == {A4}
    assert all(f"第{number}条的答复" in one.words for number in range(8))
    assert notice(village, ref).ref == ref


def test_the_papers_take_as_many_statements_however_long_the_matter_was(village: Village) -> None:
    def asked(path: str, who: object) -> int:
        client = village.client(who)
        with clock.at(NOW), counted(village.db) as found:
            assert client.get(village.url + path).status_code == 200
        return len([each for each in found if each.startswith(("SELECT", "WITH"))])

    short = begun(village, at=BEGUN)
    through(village, short, "proposal", begin=BEGUN)
    long = published(village)
    for path, who in (("/motions/{}/case", None), ("/desk/motions/{}/register", "clerk")):
        few, many = asked(path.format(short), who), asked(path.format(long), who)
        assert many <= few + 2, path


@pytest.mark.parametrize("path", ["/motions/2026-99/case", "/motions/x/case", "/motions/2026-99/resolution"])
def test_of_no_motion_there_is_no_paper(village: Village, path: str) -> None:
    refused(village, path, None, "clerk")
