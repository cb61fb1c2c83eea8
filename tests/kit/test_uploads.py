"""Forms that take files, in a made-up room of the real house: what is refused leaves nothing and loses no words."""

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from jinja2 import ChoiceLoader, DictLoader
from PIL import Image
from pydantic import StringConstraints
from sqlalchemy import func, select
from starlette.responses import Response

from council.kit import web
from council.kit.act import Act
from council.kit.arriving import Parser
from council.kit.forms import Form, Line
from council.kit.ids import new_id
from council.kit.pictures import MOST_BYTES, Prepared, prepared
from council.kit.templating import environment
from council.kit.uploads import SEVERAL, Papers, Picture, Pictures, most_bytes, takes
from council.kit.web import Here, Room, show
from council.ledger.acts import record
from council.ledger.papers import keep
from council.ledger.tables import Paper, PaperContent
from council.places.tables import find_place
from tests.asgi import Answer, Wire, multipart
from tests.files import claims, pdf, photograph, picture, plain, png_of, saved
from tests.judge import JudgingClient
from tests.village import ORIGIN, Village

PAGE = """{% extends "layout.html" %}{% from "_forms.html" import field, event, button, upload with context %}
{% block title %}{{ _("Motions") }}{% endblock %}{% block main %}<h1>{{ _("Motions") }}</h1>
<form method="post" action="{{ here.url(here.path) }}" enctype="multipart/form-data">{{ event() }}
{{ field("words", _("Motions")) }}{{ upload("photos", _("Motions"), most=6, pictures=True) }}
{{ upload("sheet", _("Motions"), optional=True) }}{{ button(_("Motions")) }}</form>{% endblock %}"""
AT = "/{county}/{community}/made-up/evidence"
WORDS = "修到后山口了"

room = Room()


class ReportForm(Form):
    words: Annotated[Line, StringConstraints(max_length=20)]
    photos: Pictures
    sheet: Picture | None = None


class OpenForm(Form):
    papers: Papers = ()


@room.page(AT)
def evidence(here: Here, county: str, community: str) -> Response:
    return show(here, "made_up/evidence.html", place=find_place(here.db, county, community))


@room.act(AT, back=evidence, to=AT)
def report(act: Act, form: ReportForm, county: str, community: str) -> None:
    files = [keep(act, paper, public=True) for paper in form.photos]
    record(act, "note", actor="console", on=form.words, files=files)


@room.act(AT + "/anyone", back=evidence, to=AT, anyone=True)
def say(act: Act, form: OpenForm, county: str, community: str) -> None:
    record(act, "note", actor="console", files=[keep(act, paper, public=False) for paper in form.papers])


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    made_up = DictLoader({"made_up/evidence.html": PAGE})
    for lang in ("zh_CN", "en"):
        env = environment(lang)
        monkeypatch.setattr(env, "loader", ChoiceLoader([made_up, env.loader]))  # type: ignore[list-item]


@pytest.fixture
def at(village: Village) -> str:
    return AT.format(county=village.county, community=village.slug)


Browser = Callable[..., JudgingClient]


@pytest.fixture
def browser(village: Village) -> Browser:
    def opened(who: object = 7) -> JudgingClient:
        client = village.client(who)
        client.app.router.routes[:0] = room.routes  # type: ignore[attr-defined]
        return client

    return opened


def sent(client: JudgingClient, at: str, *photos: tuple[str, bytes, str], **more: str) -> Any:
    files = [("photos", photo) for photo in photos]
    return client.post(at, data={"words": WORDS, "event": new_id().hex, **more}, files=files)


PHOTO = ("photo.jpg", photograph(), "image/jpeg")


def in_pieces(client: JudgingClient, at: str, *files: tuple[str, bytes]) -> Answer:
    """As a browser on a slow line sends it: first the words, then file by file."""
    body = multipart({"words": WORDS, "event": new_id().hex}.items(), end="")
    for name, content in files:
        head = f'--b\r\nContent-Disposition: form-data; name="photos"; filename="{name}"\r\n'
        body += f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + content + b"\r\n"
    kind, cookie = "multipart/form-data; boundary=b", f"council={client.cookies['council']}"
    wire = Wire(client.app)
    answer = wire.send(
        "POST", at, headers={"Origin": ORIGIN, "Cookie": cookie, "Content-Type": kind}, body=body + b"--b--\r\n"
    )
    wire.close()
    return answer


def kept(village: Village) -> tuple[int, int, int]:
    """Papers, contents and entries of notes."""
    papers, contents = (
        village.look(lambda db, t=table: db.value(select(func.count()).where(t.community_id == village.id)))  # type: ignore[misc]
        for table in (Paper, PaperContent)
    )
    return papers, contents, len([each for each in village.entries() if each["act"] == "note"])


# ── done ──


def test_photographs_are_kept_with_their_entry(village: Village, browser: Browser, at: str) -> None:
    page = sent(browser(), at, PHOTO, ("图 2.PNG", picture(form="PNG"), "image/png"))
    assert page.status_code == 200
    assert kept(village) == (2, 4, 1)
    assert village.last()["files"] == [prepared(photograph()).sha256, prepared(picture(form="PNG")).sha256]


def test_what_the_browser_calls_it_may_say_nothing(village: Village, browser: Browser, at: str) -> None:
    sent(browser(), at, ("photo", photograph(), "application/octet-stream"), ("图.2026.11", picture(), "image/jpg"))
    assert kept(village) == (2, 4, 1)


def test_the_same_photograph_twice_in_a_form_is_one(village: Village, browser: Browser, at: str) -> None:
    sent(browser(), at, PHOTO, PHOTO)
    assert kept(village) == (1, 2, 1)


def test_the_same_form_sent_twice_is_one_act(village: Village, browser: Browser, at: str) -> None:
    event = new_id().hex
    for _ in range(2):
        assert sent(browser(), at, PHOTO, event=event).status_code == 200
    assert kept(village) == (1, 2, 1)


def test_the_same_form_with_another_photograph_is_another(village: Village, browser: Browser, at: str) -> None:
    event = new_id().hex
    sent(browser(), at, PHOTO, event=event)
    page = sent(browser(), at, ("other.jpg", picture(), "image/jpeg"), event=event)
    assert page.status_code == 422
    assert WORDS in page.text
    assert kept(village) == (1, 2, 1)
    assert f'value="{event}"' not in page.text, "a fresh form"


def test_anyone_may_send_where_the_form_says_so(village: Village, browser: Browser, at: str) -> None:
    answer = browser(None).post(
        at + "/anyone", data={"event": new_id().hex}, files=[("papers", ("表.pdf", pdf(), "application/pdf"))]
    )
    assert answer.status_code == 200
    assert kept(village) == (1, 1, 1)


def test_a_browser_sends_an_empty_file_for_none(village: Village, browser: Browser, at: str) -> None:
    assert in_pieces(browser(), at, ("p.jpg", photograph()), ("", b"")).status == 303
    assert kept(village) == (1, 2, 1)


def test_the_page_offers_what_the_form_takes(browser: Browser, at: str) -> None:
    page = browser().get(at).text
    assert 'name="photos" type="file" accept="image/jpeg,image/png,image/webp" multiple required' in page
    assert 'name="sheet" type="file" accept="image/jpeg,image/png,image/webp,application/pdf">' in page


# ── refused ──

MOVING = saved(Image.new("RGB", (9, 9)), "PNG", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
WRONG = {
    "a page named as a picture": ("photo.jpg", b"<script>alert(1)</script>", "image/jpeg", "跟名字对不上"),
    "a png named as jpeg": ("photo.jpg", picture(form="PNG"), "image/jpeg", "跟名字对不上"),
    "a jpeg called a pdf": ("photo.jpg", photograph(), "application/pdf", "跟名字对不上"),
    "a jpeg called words": ("photo.jpg", photograph(), "text/html", "只收照片"),
    "a pdf named as jpeg": ("photo.jpg", pdf(), "application/octet-stream", "跟名字对不上"),
    "a pdf for a photograph": ("sheet.pdf", pdf(), "application/pdf", "这里要照片"),
    "words": ("a.txt", "修路".encode(), "text/plain", "只收照片"),
    "nothing": ("photo.jpg", b"", "image/jpeg", "空的"),
    "cut short": ("photo.jpg", photograph()[:-300], "image/jpeg", "没传完整"),
    "a page before its time": ("photo.jpg", photograph()[:2] + b"<script>alert(1)</script>", "image/jpeg", "只收照片"),
    "a bomb": ("photo.png", png_of(60_000, 60_000, bytes(60_000)), "image/png", "3600 百万像素"),
    "a bomb of a photograph": ("photo.jpg", claims(picture(), 65_000, 65_000), "image/jpeg", "百万像素"),
    "a picture that moves": ("photo.png", MOVING, "image/png", "会动的图"),
    "an icon": ("photo.ico", plain(16, 16, "ICO"), "image/x-icon", "只收照片"),
    "svg": ("photo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml", "只收照片"),
    "heic": ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(99), "image/heic", "HEIC"),
    "a zip behind a pdf": ("a.pdf", pdf() + b"PK\x05\x06" + bytes(18), "application/pdf", "这份 PDF 没传完整"),
    "a pdf behind a gif": ("a.pdf", b"GIF89a" + pdf(), "application/pdf", "跟名字对不上"),
    "a program": ("photo.jpg", b"MZ" + bytes(5000), "image/jpeg", "跟名字对不上"),
    "huge": ("photo.jpg", photograph() + bytes(MOST_BYTES), "image/jpeg", "超过 10 MB"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_file_is_refused_beside_its_field_and_leaves_nothing(
    village: Village, browser: Browser, at: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    name, content, kind, said = WRONG[wrong]
    event = new_id().hex
    page = sent(browser(), at, (name, content, kind), event=event)
    assert page.status_code == 422
    assert '<a href="#field-photos">' in page.text
    assert said in page.text
    assert f'value="{WORDS}"' in page.text
    assert f'value="{event}"' in page.text, "sent again with the right file it is the same sending"
    assert kept(village) == (0, 0, 0)
    assert not list(disk.iterdir())
    sent(browser(), at, PHOTO, event=event)
    assert kept(village) == (1, 2, 1)


def test_of_several_the_wrong_one_is_named(village: Village, browser: Browser, at: str) -> None:
    page = sent(browser(), at, PHOTO, ("村口<b>.png", b"x", "image/png"))
    assert page.status_code == 422
    assert "村口&lt;b&gt;.png：" in page.text
    assert kept(village) == (0, 0, 0)


def test_too_many_files_are_refused(village: Village, browser: Browser, at: str) -> None:
    for number in (SEVERAL + 1, SEVERAL + 15):
        page = sent(browser(), at, *[PHOTO] * number)
        assert page.status_code == 422
        assert "最多 6 个文件" in page.text
        assert WORDS in page.text
    assert sent(browser(), at, *[PHOTO] * 40).status_code == 400
    assert kept(village) == (0, 0, 0)


def test_a_form_without_its_file_is_refused(village: Village, browser: Browser, at: str) -> None:
    for page in (in_pieces(browser(), at, ("", b"")), sent(browser(), at)):
        assert WORDS in page.text
        assert '<a href="#field-photos">' in page.text
    page = browser().post(at, data={"words": WORDS, "event": new_id().hex, "photos": "photo.jpg"})
    assert page.status_code == 422
    assert "请在这里选一个文件" in page.text
    assert kept(village) == (0, 0, 0)


def test_wrong_words_are_refused_with_the_right_file(village: Village, browser: Browser, at: str) -> None:
    page = sent(browser(), at, PHOTO, words="长" * 21)
    assert page.status_code == 422
    assert "最多 20 个字" in page.text
    assert kept(village) == (0, 0, 0)


def test_more_than_the_form_may_weigh_loses_no_words(village: Village, browser: Browser, at: str) -> None:
    page = in_pieces(browser(), at, *[("photo.jpg", bytes(MOST_BYTES))] * 9)
    assert page.status == 422
    assert "超过 10 MB" in page.text
    assert f'value="{WORDS}"' in page.text
    assert kept(village) == (0, 0, 0)


def test_other_forms_take_no_more_than_before(browser: Browser, village: Village) -> None:
    page = browser("clerk").post(
        f"{village.url}/desk/contacts", data={"phone": "1"}, files=[("f", ("x", bytes(3_000_000), ""))]
    )
    assert page.status_code == 413


def test_a_strangers_file_is_not_opened(village: Village, browser: Browser, at: str) -> None:
    page = sent(browser(None), at, PHOTO)
    assert page.url.path == "/login"
    assert kept(village) == (0, 0, 0)


def test_a_connection_cut_short_leaves_nothing(village: Village, browser: Browser, at: str) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="words"\r\n\r\nx\r\n'
        b'--b\r\nContent-Disposition: form-data; name="photos"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        + photograph()
    )
    answer = browser().post(at, content=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 400
    assert kept(village) == (0, 0, 0)


class Lost(Wire):
    """A wire that is cut in the middle of a body."""

    async def _ask(self, scope: dict[str, Any], body: bytes) -> Answer:
        half = [{"type": "http.request", "body": body[: len(body) // 2], "more_body": True}]
        told: list[Any] = []

        async def receive() -> Any:
            return half.pop() if half else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            told.append(message)

        await self.app(scope, receive, send)
        return Answer(told[0]["status"], {}, (), b"")


def test_a_connection_lost_midway_is_no_trouble(village: Village, browser: Browser, at: str) -> None:
    client = browser()
    body = multipart({"words": WORDS, "event": new_id().hex}.items(), ("p.jpg", photograph() * 200))
    wire = Lost(client.app)
    kind, cookie = "multipart/form-data; boundary=b", f"council={client.cookies['council']}"
    assert (
        wire.send("POST", at, headers={"Origin": ORIGIN, "Cookie": cookie, "Content-Type": kind}, body=body).status
        == 400
    )
    wire.close()
    assert kept(village) == (0, 0, 0)


def test_the_files_that_came_are_closed(browser: Browser, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsers: list[Parser] = []

    class Watched(Parser):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            parsers.append(self)

    monkeypatch.setattr("council.kit.arriving.Parser", Watched)
    sent(browser(), at, PHOTO)
    sent(browser(), at, PHOTO, words="长" * 21)
    in_pieces(browser(), at, *[("photo.jpg", bytes(MOST_BYTES))] * 9)
    files = [file for parser in parsers for file in parser._files_to_close_on_error]
    assert len(files) >= 3
    assert all(file.closed for file in files)


# ── an outcome that is not known ──


def test_an_unknown_outcome_keeps_words_and_sending(
    village: Village, browser: Browser, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = new_id().hex
    monkeypatch.setattr(web, "PATIENCE", 0.0)
    page = sent(browser(), at, PHOTO, event=event)
    assert page.status_code == 422
    assert f'value="{event}"' in page.text
    assert f'value="{WORDS}"' in page.text
    assert "还不知道存上了没有" in page.text
    monkeypatch.undo()


def test_sent_again_after_an_unknown_outcome_it_is_done_once(village: Village, browser: Browser, at: str) -> None:
    event = new_id().hex
    sent(browser(), at, PHOTO, event=event)  # done, but say its answer was lost
    page = sent(browser(), at, event=event)  # and the browser has forgotten the file
    assert page.status_code == 422
    assert f'value="{event}"' in page.text
    assert sent(browser(), at, PHOTO, event=event).status_code == 200
    assert kept(village) == (1, 2, 1)


# ── the fields themselves ──


def test_a_form_tells_what_it_takes() -> None:
    assert {name: (each.most, each.kinds) for name, each in takes(ReportForm).items()} == {
        "photos": (6, ("picture",)),
        "sheet": (1, ("picture",)),
    }
    assert most_bytes(ReportForm) == 7 * MOST_BYTES + 2 * 1024 * 1024
    assert OpenForm().papers == ()


def test_no_more_than_two_pictures_are_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from council.kit import pictures

    open_now, most, lock = 0, 0, threading.Lock()
    done = threading.Event()

    def slow(data: bytes) -> Prepared:
        nonlocal open_now, most
        with lock:
            open_now += 1
            most = max(most, open_now)
        done.wait(0.05)
        with lock:
            open_now -= 1
        return Prepared("picture", "", b"x")

    monkeypatch.setattr(pictures, "_picture", slow)
    threads = [threading.Thread(target=prepared, args=(b"x",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2
