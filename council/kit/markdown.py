"""Text in Markdown as safe HTML: no raw HTML, no pictures, headings below the page's own.

CommonMark leaves `**“修路”**方案` and `**重点。**下面` plain, because it looks for a space beside the punctuation, and
Chinese has none. The emphasis rule here follows the CJK-friendly amendment (github.com/tats-u/markdown-cjk-friendly).
"""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

LONGEST_RUN = 6  # of signs of emphasis: more are a line that someone drew
TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "code": set[str]()}


def to_html(text: str) -> Markup:
    """Markdown as HTML that may stand in a page. A line break in the text is a line break on the page."""
    return Markup(  # cleaned by nh3, whatever the parser let through
        nh3.clean(
            _parser.render(text.replace("\0", "")),
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes={"http", "https"},
            link_rel="nofollow noopener",
        )
    )


ENDS = re.compile(r"</(?:p|h\d|li|tr|blockquote|pre)>|<br>|<hr>")


def to_lines(text: str) -> list[str]:
    """Markdown as lines of plain text, for paper: the words without their marks."""
    lines = (Markup(piece).striptags() for piece in ENDS.split(to_html(text)))
    return [line for line in lines if line]


def _is_web_link(url: str) -> bool:
    """Links lead to the web or within this site; no script, no mail, no telephone, no file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") if parts.scheme else not parts.netloc and "\\" not in url


def _heading(renderer: object, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """`#` is an h3: the page has its own h1, and the text stands under an h2."""
    token = tokens[index]
    level = min(int(token.tag[1]) + 2, 6)
    return f"<h{level}>" if token.nesting == 1 else f"</h{level}>\n"


def _emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's own rule, with Chinese beside the marks."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    count = scanned.length
    if count > LONGEST_RUN:
        state.pending += marker * count
        state.pos += count
        return True
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*":
        can_open, can_close = _flanks(state, state.pos, state.pos + count)
    for _ in range(count):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker), length=count, token=len(state.tokens) - 1, end=-1, open=can_open, close=can_close
            )
        )
    state.pos += count
    return True


def _flanks(state: StateInline, start: int, end: int) -> tuple[bool, bool]:
    """Whether a run of `*` may open and may close. The ends of a line count as spaces."""
    before = state.src[start - 1] if start else " "
    after = state.src[end] if end < state.posMax else " "
    left = not after.isspace() and (not _splits(after) or before.isspace() or _splits(before) or _is_cjk(before))
    right = not before.isspace() and (not _splits(before) or after.isspace() or _splits(after) or _is_cjk(after))
    return left, right


def _splits(sign: str) -> bool:
    """Punctuation that needs a space beside it: not the full-width kind."""
    return unicodedata.category(sign)[0] in "PS" and not _is_cjk(sign)


def _is_cjk(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _build() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.validateLink = _is_web_link  # type: ignore[method-assign]
    return parser


_parser = _build()
