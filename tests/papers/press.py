"""The press: a paper as the page that is printed, as the PDF a browser makes of it, and as the Word file."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document as word_document
from docx.document import Document as WordDocument
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from council.kit import words
from council.kit.document import Document
from council.kit.printing import values
from council.kit.templating import render, shelf
from council.kit.word_file import word_file
from tests.judge import document as parsed
from tests.judge import judge

ORIGIN = "http://paper.test"


class Reader:
    """What of `here` a paper's page asks for."""

    def __init__(self, lang: str):
        self.lang = lang

    def url(self, path: str) -> str:
        return path


def say_in(lang: str) -> Any:
    return lambda sentence, /, **facts: words.gettext(lang, sentence, **facts)


zh, en = say_in("zh_CN"), say_in("en")


def page_of(paper: Document, lang: str = "zh_CN") -> str:
    """The page, judged as every page is."""
    html = render(lang, "paper/page.html", {"here": Reader(lang), **values(paper, "/paper", "/desk")})
    judge(html, whole=True, lang=lang, where=paper.title)
    return html


@dataclass(frozen=True)
class Printed:
    pages: list[str]  # the text of each
    sizes: list[tuple[int, int]]  # in millimetres
    pdf: bytes


def printed(browser: Browser, paper: Document, lang: str = "zh_CN") -> Printed:
    """The page as the browser prints it, on the sizes of paper that its style sheet names."""
    return pressed(browser, page_of(paper, lang))


def pressed(browser: Browser, html: str) -> Printed:
    """A page that stands already, as the browser prints it."""
    with_page = browser.new_page()
    try:
        _open(with_page, html)
        pdf = with_page.pdf(prefer_css_page_size=True, print_background=True)
    finally:
        with_page.close()
    pages = PdfReader(BytesIO(pdf)).pages
    return Printed(
        [as_written(each.extract_text()) for each in pages],
        [
            (round(float(each.mediabox.width) / 72 * 25.4), round(float(each.mediabox.height) / 72 * 25.4))
            for each in pages
        ],
        pdf,
    )


RADICALS = str.maketrans("⺠⻓⻅⻋⻔⻚⻩⻢⻛⻝⻥⻮⻆⻄⻰⻬⻉⻘⻨⻜", "民长见车门页黄马风食鱼齿角西龙齐贝青麦飞")


def as_written(text: str) -> str:
    """A font knows some signs by their radicals, and so does the text of the PDF."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\u2f00" <= sign <= "\u2fdf" else sign for sign in text
    ).translate(RADICALS)


def _open(page: Page, html: str) -> None:
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        if not path.startswith("/static/"):
            return route.fulfill(body=html, content_type="text/html; charset=utf-8")
        file = shelf("static") / Path(path).relative_to("/static")
        kinds = {".css": "text/css", ".svg": "image/svg+xml"}
        return route.fulfill(body=file.read_bytes(), content_type=kinds[file.suffix])

    page.route("**/*", answer)
    page.goto(ORIGIN + "/paper")


# ── the same words in both ──


def tight(text: str) -> str:
    """Without any space: lines break where they must."""
    return "".join(text.split())


def words_of_page(paper: Document, lang: str = "zh_CN") -> str:
    return words_in(page_of(paper, lang))


def words_in(html: str) -> str:
    """What stands on the paper itself, without the bar above it."""
    main = next(parsed(html).iter("main"))
    return tight("".join(_texts(main)))


def _texts(element: Any) -> Any:
    drawn = element.get("aria-hidden") or str(element.tag).endswith("svg")
    if isinstance(element.tag, str) and not drawn:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
    yield element.tail or ""


def words_of_file(paper: Document) -> str:
    return words_in_word(word_file(paper))


def words_in_word(file: bytes) -> str:
    return tight("".join(_words(word_document(BytesIO(file)))))


def _words(into: WordDocument | _Cell) -> Any:
    for each in into.iter_inner_content():
        if isinstance(each, Paragraph):
            yield each.text
        else:
            assert isinstance(each, Table)
            for row in each.rows:
                seen: list[Any] = []
                for cell in row.cells:
                    if cell._tc not in seen:  # merged ones are listed again and again
                        seen.append(cell._tc)
                        yield from _words(cell)
