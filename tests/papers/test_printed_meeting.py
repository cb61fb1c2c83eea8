"""Sign-in sheet, ballot papers and minutes, printed from a meeting before, while and after it is held."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from council.kit import clock
from council.kit.clock import day_of
from council.meetings.acts import add_observer, add_speech, confirm_correction, correct
from council.meetings.spoken import Spoken
from tests.meetings.scene import closed, counted, ended, opened
from tests.papers.press import pressed
from tests.papers.scene import BEGUN, DAY, DECIDED, fetched, refused
from tests.procedure.hall import REPRESENTATIVES, here, notice, through
from tests.procedure.scene import DIRECTOR, WATCHER, begun
from tests.village import Village

A4, A5 = (210, 297), (148, 210)
DESK = (DIRECTOR, WATCHER, "clerk")


def called(village: Village) -> tuple[str, str]:
    """A matter before the representatives, their meeting called; motion and meeting."""
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", "review", begin=BEGUN)
    return ref, notice(village, ref, "resolution", DECIDED)


def held(village: Village, meeting: str, **more: Any) -> None:
    """Ten of the twelve come and all but two say yes; entered days `later`."""
    at = DECIDED + more.get("later", 0) * DAY
    opened(village, meeting, at=at)
    here(village, meeting, REPRESENTATIVES[:10], at)
    with clock.at(at):
        village.do("clerk", add_observer, meeting, "何建国", "青桥街道党政办主任")
        village.do("clerk", add_speech, meeting, Spoken(1, "冬天天黑得早，早该装了", "for", None, "何建国"))
    counted(village, meeting, 8, 2, second=WATCHER, at=at)
    closed(village, meeting, chair=DIRECTOR, at=at)
    ended(village, meeting, at=at)


def test_a_sign_in_sheet_is_there_as_soon_as_the_meeting_is_called(browser: Browser, village: Village) -> None:
    _ref, meeting = called(village)
    one = fetched(village, f"/desk/meetings/{meeting}/sign-in", "clerk", DECIDED - DAY)
    for fact in (
        "柳桥村村民代表会议签到册",
        "2026年10月29日19:30",
        "村委会二楼会议室",
        "应到12",
        "至少要到8",
        *REPRESENTATIVES,
    ):
        assert fact in one.words, fact
    assert pressed(browser, one.html).sizes == [A4]
    held(village, meeting)
    after = fetched(village, f"/desk/meetings/{meeting}/sign-in", "clerk", DECIDED + DAY).words
    assert after.count("没到") == 2
    assert "补录" not in after


def test_ballot_papers_are_alike_or_numbered_and_end_with_the_count(browser: Browser, village: Village) -> None:
    _ref, meeting = called(village)
    own = f"/desk/meetings/{meeting}/items/1/ballots"
    alike = fetched(village, own, "clerk", DECIDED - DAY)
    assert pressed(browser, alike.html).sizes == [A5] * 12
    assert "号席" not in alike.words
    named = fetched(village, own + "/named", DIRECTOR, DECIDED - DAY)
    assert named.words.count("领票人") == 12
    assert all(name in named.words for name in REPRESENTATIVES)
    opened(village, meeting, at=DECIDED)
    here(village, meeting, REPRESENTATIVES[:10], DECIDED)
    assert fetched(village, own, "clerk", DECIDED).words.count("☐赞成☐反对☐弃权") == 10
    counted(village, meeting, 8, 2, second=WATCHER, at=DECIDED)
    refused(village, own, "clerk", at=DECIDED)
    refused(village, own.replace("/1/", "/9/"), "clerk", at=DECIDED)


def test_party_members_names_are_on_no_numbered_paper(village: Village) -> None:
    ref = begun(village, at=BEGUN)
    through(village, ref, "proposal", "consultation", begin=BEGUN)
    meeting = notice(village, ref, "review", BEGUN + 60 * DAY)
    refused(village, f"/desk/meetings/{meeting}/items/1/ballots/named", "clerk", at=BEGUN + 59 * DAY)
    fetched(village, f"/desk/meetings/{meeting}/items/1/ballots", "clerk", BEGUN + 59 * DAY)


def test_minutes_say_what_was_entered(village: Village) -> None:
    ref, meeting = called(village)
    refused(village, f"/desk/meetings/{meeting}/minutes/paper", "clerk", at=DECIDED - DAY)
    held(village, meeting)
    with clock.at(DECIDED + DAY):
        village.do("clerk", correct, meeting, "“620 米”应为“602 米”")
    said = fetched(village, f"/desk/meetings/{meeting}/minutes/paper", "clerk", DECIDED + DAY).words
    assert "602米" not in said, "a correction counts once a second person has confirmed it"
    with clock.at(DECIDED + DAY):
        village.do(WATCHER, confirm_correction, meeting, 1)
    said = fetched(village, f"/desk/meetings/{meeting}/minutes/paper", DIRECTOR, DECIDED + DAY).words
    for fact in (
        "2026年10月29日柳桥村村民代表会议会议记录", "应到12，实到10（83.3%）", "够数：要到8",
        "何建国（青桥街道党政办主任）",
        "何建国（赞成）：冬天天黑得早，早该装了", "举手表决：赞成8人、反对2人、弃权0人、未表决2人；要6票赞成",
        "做什么：", "后来的更正2026年10月30日“620米”应为“602米”", "核对码", *REPRESENTATIVES[:10],
    ):  # fmt: skip
        assert fact in said, fact
    assert "补录" not in said
    assert ref


def test_a_late_record_says_so_on_every_paper_of_its_meeting(village: Village) -> None:
    ref, meeting = called(village)
    held(village, meeting, later=2)
    for path in (f"/desk/meetings/{meeting}/sign-in", f"/desk/meetings/{meeting}/minutes/paper",
                 f"/motions/{ref}/resolution"):  # fmt: skip
        assert "补录，2026年10月31日录入" in fetched(village, path, "clerk", DECIDED + 4 * DAY).words, path


@pytest.mark.parametrize("paper", ["sign-in", "items/1/ballots", "items/1/ballots/named"])
def test_papers_of_a_meeting_are_for_its_desk(village: Village, paper: str) -> None:
    _ref, meeting = called(village)
    path = f"/desk/meetings/{meeting}/{paper}"
    for who in DESK:
        fetched(village, path, who, DECIDED - DAY)
    refused(village, path, None, 3, "stranger", at=DECIDED - DAY)


def test_minutes_are_for_the_desk_and_for_who_was_there(village: Village) -> None:
    _ref, meeting = called(village)
    held(village, meeting)
    path = f"/desk/meetings/{meeting}/minutes/paper"
    for who in (*DESK, REPRESENTATIVES[3]):
        fetched(village, path, who, DECIDED + DAY)
    refused(village, path, None, 3, "stranger", at=DECIDED + DAY)


def test_the_papers_of_a_meeting_that_only_discusses(settled: Callable[..., Village]) -> None:
    village = settled()
    ref = begun(village, at=BEGUN)
    meeting = notice(village, ref, "proposal", BEGUN + 20 * DAY)
    said = fetched(village, f"/desk/meetings/{meeting}/sign-in", "clerk", BEGUN + 19 * DAY).words
    assert "钱书记1" in said
    assert day_of(BEGUN + 20 * DAY).isoformat() == meeting
