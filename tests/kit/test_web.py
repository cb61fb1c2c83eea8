"""How a room meets the web, tried with a tiny made-up room in the real house, on the real databases."""

import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest
from jinja2 import ChoiceLoader, DictLoader
from pydantic import StringConstraints
from sqlalchemy import select
from sqlmodel import col
from starlette.responses import Response

from council.kit.act import Act, SignInFirst
from council.kit.db import Database, lock_row
from council.kit.forms import Form, Line
from council.kit.ids import new_id
from council.kit.templating import environment
from council.kit.web import Here, NotFound, Room, go, show
from council.ledger.acts import record
from council.ledger.tables import LedgerEntry
from council.places.tables import find_place
from council.rules.refusal import N_, Refusal
from tests.judge import JudgingClient
from tests.village import Village

PAGE = """{% extends "layout.html" %}{% from "_forms.html" import field, event, button with context %}
{% block title %}{{ _("Motions") }}{% endblock %}{% block main %}<h1>{{ _("Motions") }}</h1>
<form method="post" action="{{ here.url(here.path) }}">{{ event() }}
{{ field("words", _("Motions")) }}{{ button(_("Motions")) }}</form>
{% include "made_up/_part.html" %}{% endblock %}"""
PART = '<ul id="notes">{% for note in notes %}<li>{{ note }}</li>{% endfor %}</ul>'
AT = "/{county}/{community}/made-up/notes"

room = Room()


class NoteForm(Form):
    words: Annotated[Line, StringConstraints(max_length=20)]


@room.page(AT)
def notes(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    if here.query("who"):
        here.need_asker()
    if here.query("none"):
        raise NotFound
    if here.query("broken"):
        raise ZeroDivisionError
    query = select(col(LedgerEntry.subject)).where(
        col(LedgerEntry.community_id) == place.id, col(LedgerEntry.act) == "note"
    )
    found = [row.subject for row in here.db.rows(query)]
    facts = {"notes": found, "at": here.now, "place": place.id}
    return show(
        here, "made_up/page.html", facts=facts, fragment="made_up/_part.html", public=True, place=place, notes=found
    )


@room.act(AT, back=notes, to=AT, done=N_("The draft is kept."))
def note(act: Act, form: NoteForm, county: str, community: str) -> None:
    record(act, "note", actor="console", on=form.words)
    if "不" in form.words:  # refused after it has written: nothing may remain
        raise Refusal("At most %(max_length)s characters, please.", max_length=7).with_notes(
            words=Refusal("Please fill this in.")
        )


@room.act(AT + "/secret", back=notes, to=lambda act, form, **at: AT.format(**at) + "?x=1#notes")
def secret(act: Act, form: NoteForm, county: str, community: str) -> None:
    if act.asker is None:
        raise SignInFirst
    record(act, "note", actor="console", on=form.words)


@room.look(AT + "/look", back=notes)
def look_again(here: Here, form: NoteForm, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    return show(here, "made_up/page.html", place=place, notes=[f"看一眼 {form.words}"])


@room.form(AT + "/form", back=notes)
async def plain(request: Any, form: NoteForm, county: str, community: str) -> Response:
    return go(request, AT.format(county=county, community=community))


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = DictLoader({"made_up/page.html": PAGE, "made_up/_part.html": PART})
    for lang in ("zh_CN", "en"):
        env = environment(lang)
        monkeypatch.setattr(env, "loader", ChoiceLoader([made_up, env.loader]))  # type: ignore[list-item]


@pytest.fixture
def at(village: Village) -> str:
    return AT.format(county=village.county, community=village.slug)


Browser = Callable[..., JudgingClient]


def browser_in(village: Village) -> Browser:
    def opened(who: object = 7) -> JudgingClient:
        client = village.client(who)
        client.app.router.routes[:0] = room.routes  # type: ignore[attr-defined]
        return client

    return opened


@pytest.fixture
def browser(village: Village) -> Browser:
    return browser_in(village)


@dataclass
class Standing:
    """One village for all that is stopped before any database is asked."""

    village: Village
    at: str
    browser: JudgingClient

    def refuses(self, body: Any, statuses: Collection[int], **headers: str) -> str:
        page = self.browser.post(self.at, content=body, headers=headers)
        assert page.status_code in statuses
        assert "<h1>" in page.text
        assert kept(self.village) == []
        return str(page.text)


@pytest.fixture(scope="module")
def standing(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    file = tmp_path_factory.mktemp("standing") / "council.db"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}", lock_row("ledger_head", "sqlite:"))
    village = Village.found(database)
    yield Standing(village, AT.format(county=village.county, community=village.slug), browser_in(village)())
    database.close()


def kept(village: Village) -> list[str]:
    return [entry["on"] for entry in village.entries() if entry["act"] == "note"]


def sent(words: str = "修路", **more: str) -> dict[str, str]:
    return {"words": words, "event": new_id().hex, **more}


# ── done ──


def test_done_is_kept_and_said_on_arrival(village: Village, browser: Browser, at: str) -> None:
    page = browser().submit(at, {"words": "修路"}, form=at)
    assert (page.status_code, page.url.path) == (200, at)
    assert '<p class="flash" role="status">草稿存好了。</p>' in page.text
    assert kept(village) == ["修路"]


def test_done_goes_on_by_303_in_the_language_of_the_page(browser: Browser, at: str) -> None:
    for lang in ("", "/en"):
        answer = browser().post(lang + at, data=sent(), follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(f"{lang}{at}?done=")


def test_where_to_go_may_be_asked_of_the_act(browser: Browser, at: str) -> None:
    answer = browser().post(at + "/secret", data=sent(), follow_redirects=False)
    assert answer.headers["location"] == f"{at}?x=1#notes"


def test_a_second_look_writes_nothing(village: Village, browser: Browser, at: str) -> None:
    page = browser().post(at + "/look", data={"words": "修路"})
    assert (page.status_code, "看一眼 修路" in page.text) == (200, True)
    assert kept(village) == []


# ── refused ──


def test_refused_is_422_with_the_reason_the_note_and_what_was_typed(
    village: Village, browser: Browser, at: str
) -> None:
    page = browser().submit(at, {"words": "不 <b>修路</b>"}, form=at)
    assert page.status_code == 422
    assert page.headers["cache-control"] == "no-store"
    assert "最多 7 个字。" in page.text
    assert '<a href="#field-words">请填这一项。</a>' in page.text
    assert 'value="不 &lt;b&gt;修路&lt;/b&gt;"' in page.text
    assert kept(village) == [], "what was written before the refusal is rolled back"


def test_a_wrong_form_is_422_in_english_too(village: Village, browser: Browser, at: str) -> None:
    page = browser().submit("/en" + at, {"words": "long " * 5}, form=at)
    assert page.status_code == 422
    assert "At most 20 characters" in page.text
    assert kept(village) == []


def test_a_refused_form_is_drawn_with_a_fresh_event_and_can_be_sent_again(
    village: Village, browser: Browser, at: str
) -> None:
    data = sent("不修")
    page = browser().post(at, data=data)
    assert data["event"] not in page.text
    assert browser().post(at, data={**data, "words": "修"}).status_code == 200, "nothing was recorded under it"
    assert kept(village) == ["修"]


@pytest.mark.parametrize("tail", ["/look", "/form"])
def test_a_wrong_form_draws_its_page_again_whatever_the_form_does(browser: Browser, at: str, tail: str) -> None:
    page = browser().post(at + tail, data={"words": "长" * 21})
    assert page.status_code == 422
    assert "最多 20 个字。" in page.text


def test_signs_that_no_page_may_hold_are_not_shown_again(browser: Browser, at: str) -> None:
    page = browser().submit(at, {"words": "修\0路\x1b[31m"}, form=at)
    assert page.status_code == 422
    assert 'value="修路[31m"' in page.text


# ── once ──


def test_sent_twice_it_is_one_act_and_the_same_answer(village: Village, browser: Browser, at: str) -> None:
    client, data = browser(), sent()
    first, second = (client.post(at, data=data, follow_redirects=False) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert kept(village) == ["修路"]


@pytest.mark.parametrize("other", [{"words": "修桥"}, {"who": 8}, {"path": "/secret"}, {"lang": "/en"}])
def test_another_content_under_the_same_id_is_refused(
    village: Village, browser: Browser, at: str, other: dict[str, Any]
) -> None:
    data = sent()
    browser().post(at, data=data)
    changed = {**data, "words": other.get("words", "修路")}
    again = browser(other.get("who", 7)).post(other.get("lang", "") + at + other.get("path", ""), data=changed)
    if "lang" in other:  # the same person, the same words, the same place: the same act
        assert again.status_code == 200
    else:
        assert again.status_code == 422
        assert "这张表已经交过一次，内容不一样" in again.text
        assert data["event"] not in again.text
    assert kept(village) == ["修路"]


def test_the_same_id_in_another_community_is_another_act(
    village: Village, found: Callable[..., Village], browser: Browser, at: str
) -> None:
    other, data = found(), sent()
    for where in (village, other):
        answer = browser().post(AT.format(county=where.county, community=where.slug), data=data)
        assert answer.status_code == 200
        assert kept(where) == ["修路"]


def test_without_its_id_a_form_is_drawn_again(village: Village, browser: Browser, at: str) -> None:
    page = browser().post(at, data={"words": "修路"})
    assert page.status_code == 422
    assert 'value="修路"' in page.text
    assert kept(village) == []


# ── not here, not now, not you ──


def test_what_is_not_there_is_404_and_a_page(browser: Browser, at: str) -> None:
    for path in (at + "?none=1", "/nowhere/at-all/made-up/notes", "/a/b/c/d/e/f"):
        page = browser().get(path)
        assert page.status_code == 404
        assert "没有这一页" in page.text
    assert browser().post("/nowhere/at-all/made-up/notes", data=sent()).status_code == 404


@pytest.mark.parametrize("lang", ["", "/en"])
def test_who_is_signed_out_signs_in_and_comes_back(browser: Browser, at: str, lang: str) -> None:
    page = browser(None).get(f"{lang}{at}?who=1", follow_redirects=False)
    assert page.status_code == 303
    assert page.headers["location"] == f"{lang}/login?next={at}"


def test_a_form_of_who_is_signed_out_leads_back_to_where_it_stood(village: Village, browser: Browser, at: str) -> None:
    page = browser(None).post(at + "/secret", data=sent(), follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, f"/login?next={at}")
    assert kept(village) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.cn"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
@pytest.mark.parametrize("tail", ["", "/look", "/form"])
def test_another_site_cannot_send_our_forms(standing: Standing, headers: dict[str, str], tail: str) -> None:
    page = standing.browser.post(standing.at + tail, data=sent(), headers=headers)
    assert page.status_code == 403
    assert "不是从本站的页面交来的" in page.text
    assert kept(standing.village) == []


def test_without_an_origin_it_is_refused(village: Village, browser: Browser, at: str) -> None:
    client = browser()
    del client.headers["Origin"]
    assert client.post(at, data=sent()).status_code == 403
    assert kept(village) == []
    assert client.post(at, data=sent(), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_reading_needs_no_origin(browser: Browser, at: str) -> None:
    client = browser()
    del client.headers["Origin"]
    assert client.get(at, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


# ── addresses ──


def test_the_language_is_in_the_address(browser: Browser, at: str) -> None:
    assert '<html lang="zh-CN"' in browser().get(at).text
    english = browser().get("/en" + at).text
    assert '<html lang="en"' in english
    assert f'action="/en{at}"' in english


def test_the_facts_are_at_json(village: Village, browser: Browser, at: str) -> None:
    answer = browser().get(at + ".json")
    assert answer.headers["content-type"] == "application/json"
    facts = answer.json()
    assert facts["notes"] == []
    assert facts["place"] == str(village.id)
    assert facts["at"].endswith("+00:00")


def test_a_page_without_facts_has_no_json(browser: Browser) -> None:
    assert browser().get("/me.json").status_code == 404
    assert browser().get("/me.json").json() == {"error": 404}


def test_htmx_gets_the_part_alone_and_a_boosted_link_the_page(browser: Browser, at: str) -> None:
    part = browser().get(at, headers={"HX-Request": "true"})
    assert part.text.startswith('<ul id="notes">')
    whole = browser().get(at, headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert whole.text.lstrip().startswith("<!doctype html>")


def test_head_is_get_without_a_body(browser: Browser, at: str) -> None:
    answer = browser().head(at)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("tail", ["/", "//"])
@pytest.mark.parametrize("lang", ["", "/en"])
def test_a_slash_at_the_end_is_no_matter(browser: Browser, at: str, tail: str, lang: str) -> None:
    page = browser().get(lang + at + tail)
    assert page.status_code == 200
    assert ('<html lang="en"' in page.text) == bool(lang)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_told_so(standing: Standing, method: str) -> None:
    page = standing.browser.request(method, standing.at, data=sent())
    assert page.status_code == 405
    assert page.headers["allow"]
    assert "不是这样打开的" in page.text


# ── headers ──


def test_every_answer_carries_the_walls_headers(browser: Browser, at: str) -> None:
    for path in (at, at + ".json", "/nowhere", "/static/icon.svg", at + "?broken=1"):
        client = browser()
        client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("lang", ["", "/en"])
def test_what_is_our_fault_says_so_and_tells_nothing_more(browser: Browser, at: str, lang: str) -> None:
    client = browser()
    client._transport.raise_server_exceptions = False  # type: ignore[attr-defined]
    page = client.get(f"{lang}{at}?broken=1")
    assert page.status_code == 500
    assert ("it is our fault" if lang else "是我们的错") in page.text
    assert "ZeroDivision" not in page.text


# ── bodies that no form sends ──


def multipart(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


WORDS = b'Content-Disposition: form-data; name="words"\r\n\r\n'
CHARSETS = ["undefined", "idna", "punycode", "utf-7", "unicode_escape", "raw_unicode_escape", "utf-16", "hex", "zlib",
            "rot13", "mbcs", "utf-8-sig", "x" * 300, "\\0", "latin-1", "gb18030"]  # fmt: skip


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_strange_charset_is_no_way_in(standing: Standing, charset: str) -> None:
    body = multipart(
        WORDS + rb"\ud800+2AD-\xff" + b"\xff", b'Content-Disposition: form-data; name="\xff\\ud800"\r\n\r\nx'
    )
    standing.refuses(body, (400, 422), **{"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"})


BROKEN = {
    "no boundary": ("multipart/form-data", multipart(WORDS + b"x")),
    "another boundary": ("multipart/form-data; boundary=c", multipart(WORDS + b"x")),
    "long boundary": ("multipart/form-data; boundary=" + "b" * 5000, multipart(WORDS + b"x")),
    "no end": ("multipart/form-data; boundary=b", multipart(WORDS + b"x", end=b"")),
    "cut in a header": ("multipart/form-data; boundary=b", b"--b\r\nContent-Dispo"),
    "no name": ("multipart/form-data; boundary=b", multipart(b"Content-Disposition: form-data\r\n\r\nx")),
    "no disposition": ("multipart/form-data; boundary=b", multipart(b"X: y\r\n\r\nx")),
    "no headers": ("multipart/form-data; boundary=b", multipart(b"\r\nx")),
    "a header of nothing": ("multipart/form-data; boundary=b", multipart(b":\r\n\r\nx")),
    "many parts": ("multipart/form-data; boundary=b", multipart(*[WORDS + b"x"] * 300)),
    "many files": (
        "multipart/form-data; boundary=b",
        multipart(*[b'Content-Disposition: form-data; name="f"; filename="x"\r\n\r\nx'] * 3),
    ),
    "a file for words": (
        "multipart/form-data; boundary=b",
        multipart(b'Content-Disposition: form-data; name="words"; filename="\x00/../x"\r\n\r\nx'),
    ),
    "encoded": ("multipart/form-data; boundary=b", multipart(b"Content-Transfer-Encoding: base64\r\n" + WORDS + b"!")),
    "empty multipart": ("multipart/form-data; boundary=b", b""),
    "json": ("application/json", b'{"words": "x"}'),
    "xml": ("text/xml", b"<words/>"),
    "nothing said": ("", b"words=x"),
    "nonsense said": (";;;=\x7f", b"words=x"),
    "many fields": ("application/x-www-form-urlencoded", b"&".join(b"f%d=x" % n for n in range(300))),
    "only signs": ("application/x-www-form-urlencoded", b"&&==&;;&%&%zz=%zz&=&"),
    "bytes": ("application/x-www-form-urlencoded", bytes(range(256)) * 4),
    "a large field": ("application/x-www-form-urlencoded", b"words=" + b"x" * 70_000),
    "a large part": ("multipart/form-data; boundary=b", multipart(WORDS + b"x" * 70_000)),
    "a large name": ("application/x-www-form-urlencoded", b"x" * 70_000 + b"=1"),
    "large": ("application/x-www-form-urlencoded", b"words=" + b"x" * 3_000_000),
    "large multipart": ("multipart/form-data; boundary=b", multipart(WORDS + b"x" * 3_000_000)),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_what_no_browser_sends_is_refused_with_a_sentence(standing: Standing, broken: str) -> None:
    kind, body = BROKEN[broken]
    standing.refuses(body, (400, 413, 422), **{"Content-Type": kind})


FILE = b'Content-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
TOO_LARGE = {
    "a file": ("multipart/form-data; boundary=b", multipart(FILE + b"x" * 3_000_000)),
    "a field": ("application/x-www-form-urlencoded", b"words=" + b"x" * 3_000_000),
    "very large": ("multipart/form-data; boundary=b", multipart(FILE + b"x" * 40_000_000)),
}


@pytest.mark.parametrize("large", TOO_LARGE)
@pytest.mark.parametrize("in_pieces", [True, False])
def test_a_large_body_is_413_and_a_page(standing: Standing, large: str, in_pieces: bool) -> None:
    kind, body = TOO_LARGE[large]
    pieces = (body[at : at + 60_000] for at in range(0, len(body), 60_000))
    said = standing.refuses(pieces if in_pieces else body, (400, 413), **{"Content-Type": kind})
    assert "太大" in said or large == "a field"
