"""A notice is one sheet of A4 and one of A3, whatever its texts; in black; and the Word file says the same."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from council.hall.paper_chart import ink_chart
from council.hall.paper_facts import Tally
from council.hall.paper_notice import Notice, cost_said, notice, resolution_lead
from council.kit.document import Beside, Boxed, Lines, Part
from tests.papers.press import en, page_of, printed, tight, words_of_file, words_of_page, zh

TALLY = Tally(10, 1, 1, needed=9, passed=True, vacant=1)
LINK = "https://council.example.gov.cn/q/7K3M9"


def lights(say: Any = zh, lang: str = "zh_CN") -> Notice:
    return Notice(
        about="resolution", community="柳塘村", number="柳塘议〔2026〕11号", step="决议公开（第五步，共六步）",
        title="村口到小学路段安装太阳能路灯",
        lead=resolution_lead("柳塘村议事会", date(2026, 11, 16), TALLY, "记名", say, lang),
        facts=[
            ("做什么", "村口到小学 620 米路段，安装太阳能路灯 12 盏"),
            ("花多少", cost_said(38_400_00, "村集体出，不向各户收钱", say, lang)),
            ("何时好", "2027年1月15日前亮灯。村委会办，监委到场核验"),
        ],
        first=date(2026, 11, 18), last=date(2026, 11, 24), days=7, phone="0000-555 0118", reply_days=3, link=LINK,
        signed="柳塘村村民委员会", posted=date(2026, 11, 17), entry=214, code="7F3A-91C2-E05B-48D6",
        supervisor="柳塘村村务监督委员会", supervisor_phone="0000-555 0118", tally=TALLY,
        notes=("13 席 × 三分之二，进一，得 9 席。", "户籍居民 6、新居民 6、街道代表 1"), lang=lang,
    )  # fmt: skip


def long(signs: int) -> str:
    """Text as long as a field allows, with signs that may not begin a line."""
    return ("从村口老樟树起，经小学、卫生室到后山口一段路灯（含电线、灯杆）" * 9)[:signs]


def longest(say: Any = zh, lang: str = "zh_CN") -> Notice:
    tally = Tally(1204, 96, 107, needed=1001, passed=True, silent=64, recused=12, vacant=17, unit="persons")
    return replace(
        lights(),
        community="青桥街道柳塘新村社区" + "一" * 10,
        number=f"{'柳塘新村社区' * 2}议〔2026〕1234号",
        step="决议公开（第五步，共六步，合并第一、二步）",
        title=long(60),
        lead=resolution_lead(long(60), date(2026, 12, 16), tally, "无记名、纸质和网上合并", say, lang),
        facts=[(label, long(28)) for label in ("做什么", "谁出钱", "何时好", "关系到谁")]
        + [("花多少", cost_said(98_765_432_109_99, long(28), say, lang))],
        first=date(2026, 12, 25), last=date(2027, 1, 11), days=15, moved=True, late=date(2026, 12, 26),
        phone="0571-8888 8888 转 8888 或 8889", supervisor_phone="0571-8888 8888 转 8888 或 8889",
        supervisor=long(40) + "村务监督委员会", signed=long(60), posted=date(2026, 12, 24), entry=123_456,
        tally=tally, notes=[long(60), long(40), long(30)], lang=lang,
    )  # fmt: skip


def kinds(parts: Sequence[Part]) -> list[str]:
    return [part.kind for part in parts]


# ── one sheet ──


@pytest.mark.parametrize("large", [False, True], ids=["A4", "A3"])
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_notice_is_one_sheet_with_all_it_must_say(browser: Browser, large: bool, lang: str) -> None:
    say = zh if lang == "zh_CN" else en
    paper = notice(lights(say, lang), say, large=large)
    sheet = printed(browser, paper, lang)
    assert sheet.sizes == [(297, 420) if large else (210, 297)]
    if lang == "en":
        return
    said = tight(sheet.pages[0])
    for fact in (
        "柳塘村村务公开", "柳塘议〔2026〕11号", "关于村口到小学路段安装太阳能路灯的决议公示",
        "赞成10席、反对1席、弃权1席、空缺1席",
        "议案通过", "叁万捌仟肆佰元整", "公示期：11月18日至11月24日（7天）", "电话0000-5550118", "收到后3天内答复",
        "柳塘村村民委员会", "2026年11月17日", "公开记录第214号", "7F3A-91C2-E05B-48D6", "柳塘村村务监督委员会",
    ):  # fmt: skip
        assert fact in said, fact
    assert "beside" in kinds(paper.sheets[0].parts), "with its picture"
    assert paper.sheets[0].tight == 0, "in the full size"


@pytest.mark.parametrize("large", [False, True], ids=["A4", "A3"])
def test_the_longest_notice_is_one_sheet_and_loses_nothing_but_its_picture(browser: Browser, large: bool) -> None:
    one = longest()
    paper = notice(one, zh, large=large)
    sheet = printed(browser, paper)
    assert sheet.sizes == [(297, 420) if large else (210, 297)]
    said = tight(sheet.pages[0])
    for fact in (
        one.title, one.community, "赞成1204人", "反对96人", "弃权107人", "未表决64人", "回避12人", "空缺17人",
        one.phone,
        one.supervisor, one.signed, "2026年12月25日至2027年1月11日（15天，末日逢假顺延）", "补录", one.code,
        *[value for _, value in one.facts], *one.notes,
    ):  # fmt: skip
        assert tight(fact) in said, fact
    assert "beside" not in kinds(paper.sheets[0].parts)


def test_every_length_between_is_one_sheet(browser: Browser) -> None:
    chance = random.Random(20261116)

    def some(most: int) -> str:
        return long(chance.randint(3, most))

    for _ in range(8):
        one = replace(
            longest(), title=some(60), community=some(20), signed=some(60), moved=chance.random() < 0.5,
            lead=resolution_lead(some(60), date(2026, 12, 16), TALLY, "记名", zh, "zh_CN"),
            facts=[(label, some(chance.choice((28, 60)))) for label in ("做什么", "花多少", "何时好")],
            notes=[some(40)] * chance.randint(0, 3), tally=chance.choice((TALLY, longest().tally, None)),
        )  # fmt: skip
        assert len(printed(browser, notice(one, zh)).pages) == 1, one


def test_one_step_smaller_keeps_the_picture_and_then_it_goes() -> None:
    fuller = notice(replace(lights(), facts=[*lights().facts, ("关系到谁", long(30))]), zh)
    assert fuller.sheets[0].tight == 1
    assert "beside" in kinds(fuller.sheets[0].parts)
    full = notice(replace(lights(), facts=[*lights().facts, *[("关系到谁", long(60))] * 3]), zh)
    assert "beside" not in kinds(full.sheets[0].parts)


def test_a_plan_and_a_result_have_no_counts(browser: Browser) -> None:
    for about, title in (("plan", "的方案公示"), ("result", "的结果公示")):
        one = replace(lights(), about=about, tally=None, lead="施工完成，已验收。", notes=())  # type: ignore[arg-type]
        sheet = printed(browser, notice(one, zh))
        assert len(sheet.pages) == 1
        assert title in tight(sheet.pages[0])


# ── in black ──


def test_the_only_colour_is_the_band() -> None:
    assert not re.findall(r"#(?!000|fff|1d1d1d|555|777|bbb)[0-9a-f]{3,6}\b", str(ink_chart(TALLY, zh)), re.I)


@pytest.mark.parametrize(
    "tally",
    [TALLY, Tally(0, 0, 0, 1, False, vacant=1), Tally(25, 8, 4, 27, False, silent=2, vacant=1), Tally(1, 0, 0, 1, True),
     Tally(60, 20, 10, 54, True, silent=10), Tally(0, 700, 0, 501, False, unit="households"), Tally(0, 0, 0, 1, False)],
)  # fmt: skip
def test_every_seat_is_a_mark_in_the_picture(tally: Tally) -> None:
    drawing = str(ink_chart(tally, zh))
    assert f">{tally.yes}</text>" in drawing
    assert f"共 {tally.total} " in drawing
    assert "None" not in drawing
    if 2 <= tally.total <= 100:
        assert drawing.count("<circle") == tally.total
    assert "style=" not in drawing


# ── the same words ──


@pytest.mark.parametrize("one", [lights(), longest()], ids=["lights", "longest"])
def test_the_word_file_says_what_the_page_says(one: Notice) -> None:
    paper = notice(one, zh)
    assert words_of_file(paper) == words_of_page(paper)


def test_markup_in_a_text_stands_there_as_text() -> None:
    html = page_of(notice(replace(lights(), title="<b>灯</b>&amp;<script>alert(1)</script>", signed='"><img>'), zh))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;b&gt;灯&lt;/b&gt;&amp;amp;" in html


# ── what it says ──


def test_the_lead_says_all_counts_and_the_outcome() -> None:
    said = resolution_lead("议事会", date(2026, 11, 16), replace(TALLY, yes=7, no=4, passed=False), "记名", zh, "zh_CN")
    plain = re.sub("[\ue000\ue001]", "", said)
    assert plain == (
        "2026年11月16日，议事会对本议案记名表决。全部 13 席中，赞成 7 席、反对 4 席、弃权 1 席、空缺 1 席；"
        "要 9 票赞成，议案没有通过。现将决议公示如下："
    )


def test_an_amount_stands_in_figures_and_in_capitals() -> None:
    assert cost_said(38_400_00, "村集体出", zh, "zh_CN") == "38,400 元（叁万捌仟肆佰元整），村集体出"
    assert cost_said(5, "", zh, "zh_CN") == "0.05 元（伍分）"
    assert cost_said(0, "", zh, "zh_CN") == "不花钱"
    assert cost_said(38_400_00, "the collective", en, "en") == "38,400 yuan, from the collective"


def test_the_days_say_their_years_where_they_run_into_another() -> None:
    def heading(one: Notice) -> str:
        return next(part.heading for part in notice(one, zh).sheets[0].parts if isinstance(part, Boxed))

    assert heading(lights()) == "公示期：11月18日 至 11月24日（7 天）"
    assert heading(longest()) == "公示期：2026年12月25日 至 2027年1月11日（15 天，末日逢假顺延）"


def test_the_code_is_version_three_of_level_m_and_grows_only_where_it_must() -> None:
    def made(link: str) -> Any:
        box = next(part for part in notice(replace(lights(), link=link), zh).sheets[0].parts if isinstance(part, Boxed))
        assert box.code
        return box.code.made()

    assert made(LINK).designator == "3-M"
    assert made("http://a.cn/q/7K3M9").designator == "3-M"
    assert made("https://council." + "x" * 40 + ".gov.cn/q/7K3M9").designator == "5-M"


def test_the_counts_stand_beside_the_picture() -> None:
    beside = next(part for part in notice(lights(), zh).sheets[0].parts if isinstance(part, Beside))
    assert isinstance(beside.right, Lines)
    assert [re.sub("[\ue000\ue001]", "", line) for line in beside.right.lines] == [
        "✓ 赞成 10 席", "✕ 反对 1 席", "— 弃权 1 席", "空缺 1 席",
    ]  # fmt: skip
