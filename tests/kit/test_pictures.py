"""A photograph becomes small and tells of nothing but what is seen on it; all else is refused with a sentence."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from council.kit import pictures
from council.kit.pictures import LONGEST, MOST_BYTES, MOST_KEPT, MOST_THUMB, Prepared, prepared
from council.rules.refusal import Refusal
from tests.files import SECRET, claims, pdf, photograph, picture, plain, png_of, saved


def opened(content: bytes | None) -> Image.Image:
    assert content
    return Image.open(BytesIO(content))


def refused(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        prepared(data)
    return refusal.value.reason


# ── taken ──


def test_a_photograph_stands_upright_and_is_bare() -> None:
    sent = photograph()
    assert SECRET in sent
    paper = prepared(sent)
    assert (paper.kind, paper.width, paper.height) == ("picture", 200, 400)
    whole = opened(paper.full)
    assert whole.size == (200, 400)
    red, white = whole.getpixel((100, 50)), whole.getpixel((100, 350))
    assert isinstance(red, tuple)
    assert isinstance(white, tuple)
    assert red[1] < 60, "what was left is on top now"
    assert min(white) > 240
    for kept in (paper.full, paper.thumb):
        assert kept
        image = opened(kept)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert SECRET not in kept


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "MPO"])
@pytest.mark.parametrize("size", [(1, 1), (64, 48), (48, 640), (1700, 1300), (900, 1700)])
def test_what_is_kept_is_small(form: str, size: tuple[int, int]) -> None:
    more = {"save_all": True, "append_images": [Image.new("RGB", (40, 30))]} if form == "MPO" else {}
    paper = prepared(picture(*size, form, **more) if max(size) < 700 else plain(*size, form, **more))
    assert len(paper.full) <= MOST_KEPT
    assert paper.thumb is not None
    assert len(paper.thumb) <= MOST_THUMB
    assert opened(paper.full).size == (paper.width, paper.height)
    assert max(opened(paper.full).size) == min(max(size), LONGEST)
    assert opened(paper.thumb).size == (320, 240)
    assert opened(paper.full).format == "JPEG"


def test_noise_is_kept_small_too() -> None:
    paper = prepared(picture(1600, 1000, quality=80))
    assert len(paper.full) <= MOST_KEPT
    assert paper.width is not None
    assert 800 < paper.width < 1600, "where coarser is not enough, it becomes smaller"


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colours_are_read(mode: str) -> None:
    assert opened(prepared(plain(60, 40, mode=mode)).full).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16"])
def test_what_is_clear_becomes_white(mode: str) -> None:
    more = {"transparency": 0} if mode == "P" else {}
    whole = opened(prepared(plain(60, 40, "PNG", mode=mode, **more)).full)
    clear = mode in ("RGBA", "LA", "P")
    colour = whole.getpixel((30, 20))
    assert isinstance(colour, tuple)
    assert min(colour) > 250 if clear else max(colour) < 5


def test_a_hundred_million_pixels_are_opened_at_a_part_of_their_size() -> None:
    paper = prepared(plain(10_000, 10_000, mode="L"))
    assert (paper.width, paper.height) == (1600, 1600)


def test_a_pdf_is_kept_as_it_is() -> None:
    paper = prepared(pdf())
    assert (paper.kind, paper.full, paper.thumb, paper.width) == ("pdf", pdf(), None, None)
    assert paper.sha256 == paper.sent


def test_the_same_photograph_twice_is_the_same_paper() -> None:
    assert prepared(photograph()) == prepared(photograph())
    assert prepared(photograph()).sha256 != prepared(picture()).sha256


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x03\x04 a zip", pdf(), b"\0" * 5000])
def test_what_hangs_behind_a_photograph_is_cut_off(behind: bytes) -> None:
    paper = prepared(photograph() + behind)
    assert behind not in paper.full
    assert paper.full == prepared(photograph()).full


# ── refused ──

OTHERS = {
    "nothing": (b"", "empty"),
    "words": ("关于修路的决议".encode(), "something else"),
    "a page": (b"<!doctype html><script>alert(1)</script>", "something else"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "something else"),
    "gif": (plain(8, 8, "GIF"), "something else"),
    "bmp": (plain(8, 8, "BMP"), "something else"),
    "tiff": (plain(8, 8, "TIFF"), "something else"),
    "icon": (plain(16, 16, "ICO"), "something else"),
    "zip": (b"PK\x05\x06" + bytes(18), "something else"),
    "program": (b"\x7fELF" + bytes(500), "something else"),
    "video": (b"\0\0\0\x18ftypmp42" + bytes(500), "something else"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "something else"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(500), "HEIC"),
    "moving webp": (
        saved(Image.new("RGB", (9, 9)), "WEBP", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")]),
        "moves",
    ),
    "moving png": (
        saved(Image.new("RGB", (9, 9)), "PNG", save_all=True, append_images=[Image.new("RGB", (9, 9), "red")]),
        "moves",
    ),
    "a jpeg head alone": (b"\xff\xd8\xff\xe0" + bytes(40), "something else"),
    "a png head alone": (b"\x89PNG\r\n\x1a\n", "something else"),
    "a webp head alone": (b"RIFF\x10\0\0\0WEBPVP8 ", "did not come whole"),
    "pdf behind junk": (b"GIF89a" + pdf(), "something else"),
    "pdf before a zip": (pdf() + b"PK\x05\x06" + bytes(18), "PDF did not come whole"),
    "pdf before a page": (pdf() + b"<script>alert(1)</script>", "PDF did not come whole"),
    "pdf of words": (b"%PDF-1.7\n words\n%%EOF", "PDF did not come whole"),
    "pdf without a table": (b"%PDF-1.7\n words\nstartxref\n4\n%%EOF", "PDF did not come whole"),
    "pdf far beyond": (b"%PDF-1.7\n words\nstartxref\n9999999999\n%%EOF", "PDF did not come whole"),
    "locked pdf": (pdf("x").replace(b"/Size 5", b"/Encrypt 9 0 R/Size 5"), "locked"),
}


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_no_photograph_is_refused(other: str) -> None:
    data, said = OTHERS[other]
    assert said in refused(data)


BOMBS = {
    "a png of one bit": png_of(60_000, 60_000, bytes(60_000)),
    "a png that claims much": png_of(2_000_000_000, 2_000_000_000),
    "a png that claims more than it holds": png_of(4000, 4000, b"x"),
    "a png with too much in it": png_of(8, 8, bytes(60_000_000)),
    "a webp": picture(64, 48, "WEBP").replace(struct.pack("<HH", 64, 48), struct.pack("<HH", 16_000, 16_000), 1),
    "a jpeg": claims(picture(), 65_000, 65_000),
    "a progressive jpeg": claims(picture(progressive=True), 8_000, 5_000),
    "a jpeg of many scans": plain(64, 64, progressive=True).replace(b"\xff\xd9", b"")
    + b"\xff\xda\0\x08\1\1\0\0\0\0" * 500,
    "words in a png": picture(8, 8, "PNG")[:-12] + b"\0\0\0\x05zTXtabcde0000",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_not_opened(bomb: str) -> None:
    if bomb == "a png with too much in it":
        assert prepared(BOMBS[bomb]).width == 8, "what is beyond the picture is never unpacked"
    else:
        assert "pixels" in refused(BOMBS[bomb]) or "packed" in refused(BOMBS[bomb]) or "whole" in refused(BOMBS[bomb])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "PDF"])
def test_what_was_cut_short_is_refused(form: str) -> None:
    data = pdf() if form == "PDF" else picture(300, 200, form)
    for cut in (2, 3, 8, 13, 50, 200, len(data) // 2):
        assert "whole" in refused(data[:-cut]), cut


def test_what_is_huge_is_refused() -> None:
    assert "larger than" in refused(photograph() + bytes(MOST_BYTES))
    assert "larger than" in refused(pdf()[:-6] + bytes(MOST_BYTES) + b"%%EOF\n")


def test_a_decoder_that_breaks_is_a_damaged_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(image: Image.Image) -> Image.Image:
        raise MemoryError

    monkeypatch.setattr(pictures, "_whole", breaks)
    assert "whole" in refused(photograph())


def test_a_paper_is_the_same_however_often_it_is_asked() -> None:
    paper = Prepared("pdf", "", b"x")
    assert paper.sha256 == paper.sha256 == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
