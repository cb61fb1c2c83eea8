"""What is no photograph is refused by every form of works with a sentence, leaves nothing, and loses no words."""

import socket
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.pictures import MOST_BYTES
from tests.asgi import multipart
from tests.browser.conftest import Served
from tests.files import claims, pdf, photograph, picture, plain, png_of, saved
from tests.judge import JudgingClient
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN, looked

SCRIPT = "<script>alert('council')</script>"
MOVING = {"save_all": True, "append_images": [Image.new("RGB", (9, 9), "red")]}


def zipped() -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("photo.jpg", photograph())
    return into.getvalue()


WRONG: dict[str, tuple[str, bytes, str, str]] = {
    "no bytes": ("photo.jpg", b"", "image/jpeg", "空的"),
    "cut short": ("photo.jpg", photograph()[:-300], "image/jpeg", "没传完整"),
    "huge": ("photo.jpg", photograph() + bytes(MOST_BYTES), "image/jpeg", "超过 10 MB"),
    "a bomb": ("photo.png", png_of(60_000, 60_000, bytes(60_000)), "image/png", "3600 百万像素"),
    "a png cut short": ("photo.png", picture(form="PNG")[:-30], "image/png", "没传完整"),
    "a bomb of a photograph": ("photo.jpg", claims(picture(), 65_000, 65_000), "image/jpeg", "百万像素"),
    "svg named jpg": ("photo.jpg", f"<svg onload='{SCRIPT}'/>".encode(), "image/jpeg", "跟名字对不上"),
    "svg that nobody names": ("photo", f"<svg onload='{SCRIPT}'/>".encode(), "application/octet-stream", "只收照片"),
    "a png named jpg": ("photo.jpg", picture(form="PNG"), "image/jpeg", "跟名字对不上"),
    "a zip": ("photo.zip", zipped(), "application/zip", "只收照片"),
    "a zip named jpg": ("photo.jpg", zipped(), "image/jpeg", "跟名字对不上"),
    "heic": ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(99), "image/heic", "HEIC"),
    "heic named jpg": ("photo.jpg", b"\0\0\0\x18ftypheic" + bytes(99), "image/jpeg", "跟名字对不上"),
    "a gif": ("photo.gif", plain(9, 9, "GIF"), "image/gif", "只收照片"),
    "a png that moves": ("photo.png", saved(Image.new("RGB", (9, 9)), "PNG", **MOVING), "image/png", "会动的图"),
    "a webp that moves": ("photo.webp", saved(Image.new("RGB", (9, 9)), "WEBP", **MOVING), "image/webp", "会动的图"),
    "a page": ("photo.html", SCRIPT.encode(), "text/html", "只收照片"),
    "a pdf cut short": ("photo.pdf", pdf()[:-40], "application/pdf", "没传完整"),
}
FORMS: dict[str, tuple[object, str, str, str, dict[str, str]]] = {
    "report": ("委一", "/report", "/report", "photos", {"line": "立了 8 根灯杆", "milestone": "1"}),
    "invoice": ("委一", "/report", "/report", "invoice", {"line": "付了首款给电器店", "paid": "1200.50"}),
    "look": ("监一", "/look", "/works/", "photo", {"holds": "untrue", "text": "南头第三根没有立"}),
    "answer": ("委一", "/desk", "/answer", "photo", {"number": "1", "text": "南头第三根补好了"}),
    "contract": ("委一", "/desk", "/contract", "agreement", {"party": "青桥照明公司", "amount": "38000"}),
    "accept": ("委一", "/desk", "/accept", "paper", {"line": "十二盏都亮，验收组三人签字"}),
}
"""For each form: who sends it, the page, the form's address, the field, and what is typed."""


@pytest.fixture
def disputed(village: Village, working: str) -> str:
    looked(village, working, False, BEGUN)
    return working


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files that come are laid down meanwhile."""
    folder = tmp_path / "meanwhile"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


Kept = Callable[[], Any]


@pytest.fixture
def kept(village: Village, tmp_path: Path) -> Kept:
    """Every row of the village, and every file of the whole folder by its size, but for the database's own."""

    def now() -> tuple[dict[str, list[Any]], dict[str, int]]:
        tables = [table for table in SQLModel.metadata.sorted_tables if "community_id" in table.c]
        queries = {
            table.name: select(table).where(table.c.community_id == village.id).order_by(*table.primary_key)
            for table in tables
        }
        rows = village.look(lambda db: {name: list(map(tuple, db.rows(query))) for name, query in queries.items()})
        files = {str(path): path.stat().st_size for path in tmp_path.rglob("*") if "council.db" not in path.name}
        return rows, files

    return now


def sending(client: JudgingClient, address: str, form: str) -> Callable[..., Any]:
    """How a browser sends this form, each time anew."""
    _, page, action, field, typed = FORMS[form]

    def sent(file: tuple[str, bytes, str], **other: str) -> Any:
        return client.submit(address + page, {**typed, **other}, form=action, files={field: file})

    return sent


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_file_is_refused_and_leaves_nothing(
    village: Village, disputed: str, disk: Path, kept: Kept, form: str
) -> None:
    who, _, _, field, typed = FORMS[form]
    with clock.at(BEGUN + DAY):
        sent = sending(village.client(who), f"{village.url}/works/{disputed}", form)
        before = kept()
        for name, (*file, said) in WRONG.items():
            page = sent(tuple(file))
            assert page.status_code == 422, f"{name} was taken"
            assert said in page.text, f"{name}: {page.text}"
            assert f'"#field-{field}' in page.text, name
            for words in typed.values():
                assert words in page.text, f"{name}: {words} is lost"
            assert kept() == before, f"{name} left something"
        assert not list(disk.iterdir())


@pytest.mark.parametrize("form", ["report", "look", "contract"])
def test_a_script_in_the_head_of_a_photograph_is_gone(village: Village, working: str, form: str) -> None:
    image, exif = Image.new("RGB", (400, 300), "green"), Image.Exif()
    exif[0x010E], exif[0x9286] = SCRIPT, SCRIPT.encode()
    sly = saved(image, "JPEG", exif=exif, comment=SCRIPT.encode()) + SCRIPT.encode()
    with clock.at(BEGUN + DAY):
        sent = sending(village.client(FORMS[form][0]), f"{village.url}/works/{working}", form)
        assert sent(("photo.jpg", sly, "image/jpeg")).status_code == 200
    content = SQLModel.metadata.tables["paper_content"]
    query = select(content).where(content.c.community_id == village.id)
    rows = village.look(lambda db: [tuple(row) for row in db.rows(query)])
    assert len(rows) == 2, "the photograph, and small"
    assert not [row for row in rows if any(isinstance(part, bytes) and b"script" in part for part in row)]


# ── a connection that is lost ──


@pytest.fixture
def served(village: Village) -> Iterator[Served]:
    if not village.db.lite:
        pytest.skip("the same server either way")
    with Served(village.db) as served:
        yield served


def test_a_connection_that_drops_midway_leaves_nothing(
    village: Village, disputed: str, served: Served, disk: Path, kept: Kept
) -> None:
    """At every place of the sending; and the server goes on answering."""
    address = f"{village.url}/works/{disputed}"
    body = multipart([("event", uuid4().hex), ("line", "立了 8 根")], end="")
    body += (
        b'--b\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    body += photograph() + bytes(3_000_000) + b"\r\n--b--\r\n"
    head = (
        f"POST {address}/report HTTP/1.1\r\nHost: localhost:{served.port}\r\nOrigin: {served.origin}\r\n"
        f"Cookie: council={village.secrets['委一']}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    before = kept()
    for came in (0, 1, 60, 300, 2_000_000, len(body) - 1):
        with socket.create_connection(("localhost", served.port)) as line:
            line.sendall(head + body[:came])
        assert answered(served, address).startswith(b"HTTP/1.1 200")
        assert kept() == before
    assert not list(disk.iterdir())


def answered(served: Served, address: str) -> bytes:
    with socket.create_connection(("localhost", served.port), timeout=10) as line:
        line.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost:{served.port}\r\nConnection: close\r\n\r\n".encode())
        return line.recv(4096)
