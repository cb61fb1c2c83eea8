"""The papers of a matter: on the sheets they must fit on, in the words of the Word file, and with the longest texts."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document as word_document
from playwright.sync_api import Browser

from council.hall.paper_facts import Tally, Turnout
from council.hall.paper_meeting import ballots, sign_in
from council.hall.paper_minutes import minutes, numeral, resolution
from council.hall.paper_register import register
from council.hall.paper_slips import opinion_slips
from council.kit.document import Document
from council.kit.marks import YES
from council.kit.word_file import word_file
from tests.papers import samples
from tests.papers.press import en, page_of, printed, tight, words_of_file, words_of_page, zh

A4, A5 = (210, 297), (148, 210)
PAPERS: dict[str, tuple[Callable[..., Document], Callable[[], Any], list[tuple[int, int]]]] = {
    "register": (register, samples.register, [A4] * 6),
    "longest register": (register, samples.longest_register, [A4] * 6),
    "sign-in": (sign_in, samples.sign_in, [A4]),
    "ballots": (ballots, samples.ballots, [A5] * 3),
    "longest ballots": (ballots, samples.longest_ballots, [A5] * 3),
    "secret ballots": (ballots, lambda: samples.ballots(seats=(), papers=4), [A5] * 4),
    "longest secret ballots": (ballots, lambda: samples.longest_ballots(seats=(), papers=2), [A5] * 2),
    "minutes": (minutes, samples.minutes, [A4] * 2),
    "resolution": (resolution, samples.resolution, [A4]),
    "slips": (opinion_slips, samples.slip, [A4]),
    "longest slips": (opinion_slips, samples.longest_slip, [A4]),
}
LONG = {
    "longest minutes": (minutes, samples.longest_minutes),
    "longest resolution": (resolution, samples.longest_resolution),
    "sign-in of a village": (sign_in, lambda: samples.sign_in(1500)),
}


def made(name: str, say: Any = zh) -> Document:
    function, sample, *_ = {**PAPERS, **LONG}[name]  # type: ignore[dict-item]
    return function(sample(), say)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_takes_the_sheets_that_it_must(browser: Browser, name: str) -> None:
    paper = made(name)
    sheets = printed(browser, paper)
    assert sheets.sizes == PAPERS[name][2]
    assert tight("".join(sheets.pages)).count("核对码") == tight(words_of_page(paper)).count("核对码")


@pytest.mark.parametrize("name", LONG)
def test_a_long_paper_runs_over_and_loses_nothing(browser: Browser, name: str) -> None:
    paper = made(name)
    sheets = printed(browser, paper)
    assert len(sheets.pages) > 1
    assert set(sheets.sizes) == {A4}
    said = re.sub("—[0-9]+—", "", tight("".join(sheets.pages)))
    if "sign-in" in name:
        assert said.count("签字或按手印") == 2 * len(sheets.pages), "headings stand again on each sheet"
        assert "1500" in said
    else:
        assert sorted(said) == sorted(words_of_page(paper))


@pytest.mark.parametrize("name", [*PAPERS, *LONG])
def test_the_word_file_says_what_the_page_says(name: str) -> None:
    paper = made(name)
    assert words_of_file(paper) == words_of_page(paper)


@pytest.mark.parametrize("name", ["register", "sign-in", "ballots", "minutes", "resolution", "slips"])
def test_a_paper_is_there_in_english_too(name: str) -> None:
    assert page_of(made(name, en), "en")


def test_a_village_of_1500_signs_in_on_paper_that_is_made_in_good_time() -> None:
    begun = time.monotonic()
    word_file(made("sign-in of a village"))
    assert time.monotonic() - begun < 20


# ── each by itself ──


def test_every_sheet_of_the_register_ticks_the_same_origin() -> None:
    said = words_of_page(made("register"))
    assert said.count(f"{YES}党员群众建议") == 6
    assert said.count(f"{YES}上级安排") == 0
    assert "应到40实到37比例92.5%" in said
    assert "补录，2026年11月18日录入" in said
    assert f"{YES}属实" in said


def test_a_share_is_never_more_than_it_was() -> None:
    assert Turnout(3, 2).ratio == "66.6%"
    assert Turnout(31, 26, 16).ratio == "83.8%"
    assert Turnout(0, 0).ratio == "0.0%"
    assert Turnout(40, 26, 27, met=False).verdict(zh) == "不够：要到 27。"


def test_a_secret_ballot_bears_no_number_and_nothing_to_tear_off() -> None:
    secret = ballots(samples.ballots(seats=(), papers=3), zh)
    pages = [words_of_page(replace(secret, sheets=[sheet])) for sheet in secret.sheets]
    assert len(set(pages)) == 1, "one is like the other"
    assert "号席" not in pages[0]
    assert "撕下" not in pages[0]
    assert "领票人" not in pages[0]


def test_a_named_ballot_bears_its_seat_and_a_part_for_the_teller() -> None:
    said = words_of_page(made("ballots"))
    for seat, who in ((1, "郝红"), (13, "欧阳美玲")):
        assert f"记名表决，{seat}号席" in said
        assert f"{tight(samples.NUMBER)}，{seat}号席，{who}领票人（签字）" in said
    assert said.count("☐赞成☐反对☐弃权") == 3


def test_minutes_say_who_was_there_who_spoke_and_how_it_was_counted() -> None:
    said = words_of_page(made("minutes"))
    for fact in (
        "应到40，实到37（92.5%）。够数：要到27。",
        "王建国（外出务工）",
        "刘海波（青桥街道党政办主任）",
        "石涵轩（赞成）：冬天天黑得早，早该装了。",
        "举手表决：赞成33席、反对2席、弃权1席、未表决1席、空缺3席；要21票赞成。计票、监票：钱秀建、肖菊。",
        "回避：汪秀子（施工队是她弟弟的）。",
        "后来的更正2026年11月20日“620米”写成了“602米”，以决议为准。",
        "补录，2026年11月18日录入",
        "公开记录第214号，核对码7F3A-91C2-E05B-48D6",
    ):  # fmt: skip
        assert fact in said, fact


def test_items_are_numbered_as_official_papers_number_them() -> None:
    assert [numeral("zh_CN", number) for number in (1, 9, 10, 11, 20, 21)] == [
        "一、", "九、", "十、", "十一、", "二十、", "二十一、",
    ]  # fmt: skip


def test_opinion_slips_are_four_alike_and_ask_for_no_name() -> None:
    said = words_of_page(made("slips"))
    assert said.count("我想说：") == 4
    assert "姓名" not in said
    assert said.count("2026年11月24日前都能提，当天也算。") == 4


# ── the Word file itself ──


def test_a_word_file_is_of_the_size_and_margins_of_its_paper() -> None:
    for name, width, top in (("resolution", 210, 37), ("ballots", 148, 15), ("register", 210, 15)):
        sections = word_document(BytesIO(word_file(made(name)))).sections
        assert len(sections) == len(made(name).sheets)
        for section in sections:
            assert section.page_width is not None
            assert section.top_margin is not None
            assert (round(section.page_width.mm), round(section.top_margin.mm)) == (width, top)


def test_a_word_file_is_written_in_chinese_fonts() -> None:
    word = word_document(BytesIO(word_file(made("resolution"))))
    xml = word.element.xml
    assert 'w:eastAsia="仿宋"' in word.styles["Normal"].element.xml
    assert 'w:eastAsia="华文中宋"' in xml
    assert "v:oval" in xml, "the place for the seal"


ORDER = {
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"],
    "pPr": ["keepNext", "pBdr", "spacing", "ind", "jc", "rPr", "sectPr"],
    "rPr": ["rFonts", "b", "sz", "bdr"],
}


@pytest.mark.parametrize("name", ["register", "ballots", "minutes", "slips", "resolution"])
def test_a_word_file_keeps_the_order_that_word_reads(name: str) -> None:
    body = word_document(BytesIO(word_file(made(name)))).element
    for tag, order in ORDER.items():
        for each in body.iter(f"{{{body.nsmap['w']}}}{tag}"):
            children = [child.tag.rpartition("}")[2] for child in each]
            assert children == sorted(children, key=order.index), tag


def test_signs_that_no_file_may_hold_do_not_break_it() -> None:
    one = replace(samples.resolution(), title="修路 <&> \u202e \x0b ]]>", tally=Tally(1, 0, 0, 1, True))
    assert "修路<&>" in words_of_file(resolution(one, zh))
