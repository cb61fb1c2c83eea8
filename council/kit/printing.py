"""A paper handed out: as a page to print, and at the same address with `?as=word` as a Word file."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from council.kit.document import Document
from council.kit.drawing import show
from council.kit.here import Here
from council.kit.marks import plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printed(
    here: Here,
    paper: Document,
    *,
    back: str = "",
    others: Sequence[tuple[str, str]] = (),
    public: bool = False,
    facts: Any = None,
    note: str = "",
) -> Response:
    """`back` leads to where the paper belongs; `others` are (path, words) of the same in another size. `facts` is the
    record it is drawn from: of a public one, its JSON. `note` is for whoever prints it. A page that prints papers is
    `slow`: a Word file takes a while."""
    if here.query("as") == "word" and not here.as_json:
        from council.kit.word_file import word_file  # 17 MiB that few processes ever need

        name = quote(f"{paper.title}.docx", safe="")
        headers = {
            "Content-Disposition": f"attachment; filename=\"paper.docx\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        }
        return Response(word_file(paper), media_type=WORD, headers=headers)
    return show(
        here, "paper/page.html", public=public, facts=partial(_facts, facts) if facts and public else None,
        **values(paper, here.path, back, others, note),
    )  # fmt: skip


def _facts(one: Any) -> dict[str, Any]:
    """Every field of what a paper is drawn from, its texts without what marks them."""
    return {each.name: _unmarked(getattr(one, each.name)) for each in fields(one)}


def _unmarked(thing: Any) -> Any:
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, list | tuple):
        return [_unmarked(each) for each in thing]
    return _facts(thing) if is_dataclass(thing) else thing


def values(
    paper: Document, at: str, back: str, others: Sequence[tuple[str, str]] = (), note: str = ""
) -> dict[str, Any]:
    """What the page of a paper is drawn from; `at` is its own path."""
    return {
        "paper": paper,
        "first_title": paper.first_title,
        "back": back,
        "others": others,
        "note": note,
        "word": f"{at}?as=word",
    }
