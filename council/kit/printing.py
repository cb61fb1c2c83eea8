"""A paper handed out: as a page to print, and at the same address with `?as=word` as a Word file."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from council.kit.document import Document
from council.kit.drawing import show
from council.kit.here import Here
from council.kit.word_file import word_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printed(
    here: Here, paper: Document, *, back: str = "", others: Sequence[tuple[str, str]] = (), public: bool = False
) -> Response:
    """`back` leads to where the paper belongs; `others` are (path, words) of the same in another size. A page that
    prints papers is `slow`: a Word file takes a while."""
    if here.query("as") == "word" and not here.as_json:
        name = quote(f"{paper.title}.docx", safe="")
        headers = {
            "Content-Disposition": f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        }
        return Response(word_file(paper), media_type=WORD, headers=headers)
    return show(here, "paper/page.html", public=public, **values(paper, here.path, back, others))


def values(paper: Document, at: str, back: str, others: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """What the page of a paper is drawn from; `at` is its own path."""
    return {
        "paper": paper,
        "first_title": paper.first_title,
        "back": back,
        "others": others,
        "word": f"{at}?as=word",
    }
