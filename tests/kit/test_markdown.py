"""Text in Markdown: Chinese bold turns bold, and nothing dangerous comes through."""

import time

import pytest

from council.kit.markdown import to_html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**“修路”**方案", "<p><strong>“修路”</strong>方案</p>"),
        ("**重点。**下面", "<p><strong>重点。</strong>下面</p>"),
        ("请看**“修路”**方案", "<p>请看<strong>“修路”</strong>方案</p>"),
        ("这**很（重要）**吧", "<p>这<strong>很（重要）</strong>吧</p>"),
        ("**注意**：请带伞", "<p><strong>注意</strong>：请带伞</p>"),
        ("*“灯”*亮了", "<p><em>“灯”</em>亮了</p>"),
        ("plain **bold** text", "<p>plain <strong>bold</strong> text</p>"),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
    ],
)
def test_bold_needs_no_space_in_chinese(typed: str, shown: str) -> None:
    assert to_html(typed).strip() == shown


def test_headings_stand_below_those_of_the_page() -> None:
    assert to_html("# 一\n\n## 二\n\n###### 六") == "<h3>一</h3>\n<h4>二</h4>\n<h6>六</h6>\n"


def test_a_line_break_typed_is_a_line_break_shown() -> None:
    assert "<br>" in to_html("第一行\n第二行")


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)' onclick=x>a</a>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#x73;cript:alert(1))",
        "[a](data:text/html,<b>)",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[a](//evil.example)",
    ],
)
def test_no_script_and_no_strange_link_comes_through(typed: str) -> None:
    shown = to_html(typed)
    for tag in ("<script", "<img", "<a "):
        assert tag not in shown


def test_pictures_are_not_loaded_from_elsewhere() -> None:
    assert "<img" not in to_html("![灯](http://example.com/x.png)")


def test_links_lead_out_without_a_recommendation() -> None:
    assert to_html("[章程](https://example.com/a)").strip() == (
        '<p><a href="https://example.com/a" rel="nofollow noopener">章程</a></p>'
    )
    assert 'href="/yunxi/liutang/rules"' in to_html("[规则](/yunxi/liutang/rules)")


@pytest.mark.parametrize("piece", ["*", "[", ">", "a*", "[a](", "![[", "> - ", "`a", "_a ", "|a", "<", "&", "1. "])
def test_twenty_thousand_signs_are_read_at_once(piece: str) -> None:
    began = time.process_time()
    to_html((piece * 20_000)[:20_000])
    assert time.process_time() - began < 3


def test_a_zero_byte_vanishes() -> None:
    assert to_html("路\0灯") == "<p>路灯</p>\n"
