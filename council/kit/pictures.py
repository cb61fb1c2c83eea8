"""Evidence as it is kept: photographs made small and bare of what the camera wrote into them, and papers as PDF.

Whatever comes is refused with a sentence, or becomes a `Prepared`. Nothing is written anywhere.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from threading import BoundedSemaphore
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

from council.rules.refusal import N_, Refusal

Kind = Literal["picture", "pdf"]
MOST_BYTES = 10 * 1024 * 1024  # of a file as it is sent
MOST_PIXELS = 120_000_000  # of a JPEG, which is decoded at a part of its size
MOST_PIXELS_WHOLE = 25_000_000  # of what is decoded at its full size: some 100 MB of memory
MOST_SCANS = 100  # a JPEG of a few bytes can ask for thousands, each as slow as a whole picture
LONGEST, MOST_KEPT = 1600, 300 * 1024  # pixels of the longer side, bytes
THUMB, MOST_THUMB = (320, 240), 12 * 1024
QUALITIES, QUALITIES_OF_THUMB = (82, 72, 60, 50), (74, 60, 45, 30, 15)
AT_ONCE = BoundedSemaphore(2)  # pictures decoded side by side, for the memory they take

HEIC = re.compile(rb"....ftyp(hei[cx]|hev[cx]|mif1|msf1|avif)", re.DOTALL)
PNG_END, JPEG_SCAN, JPEG_END = b"IEND\xaeB`\x82", b"\xff\xda", b"\xff\xd9"
PDF_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
PDF_TABLE = re.compile(rb"\s{0,4}(xref\s|\d+\s+\d+\s+obj\b)")

# Beyond our own, smaller limits stands Pillow's, which only warns.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be kept: `full` is what its hash in the book is of, `sent` the hash of the file as it came."""

    kind: Kind
    sent: str
    full: bytes
    thumb: bytes | None = None
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        return sha256(self.full).hexdigest()


def prepared(data: bytes) -> Prepared:
    """The file as it will be kept, or a Refusal that says what is wrong with it and what to do."""
    if not data:
        raise Refusal(N_("This file is empty. Please choose it once more."))
    if len(data) > MOST_BYTES:
        raise too_large()
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if HEIC.match(data):
        raise Refusal(
            N_("This picture is HEIC, which many cannot open. Set the camera to JPEG, or send a screenshot of it.")
        )
    with AT_ONCE:
        return _picture(data)


def too_large() -> Refusal:
    return Refusal(
        N_("This file is larger than %(most)s MB. Please take the picture at a smaller size, or in several parts."),
        most=MOST_BYTES // 1024 // 1024,
    )


# ── PDF ──


def _pdf(data: bytes) -> Prepared:
    """A PDF is judged by its beginning and its end, and kept as it is."""
    end = PDF_END.search(data, max(0, len(data) - 1024))
    if not end or not PDF_TABLE.match(data, int(end[1])):
        raise Refusal(N_("This PDF did not come whole, or is damaged. Please save it anew and send it again."))
    if b"/Encrypt" in data:
        raise Refusal(N_("This PDF is locked with a password. Please save it without one."))
    return Prepared("pdf", sha256(data).hexdigest(), data)


# ── pictures ──


def _picture(data: bytes) -> Prepared:
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            _check(image, data)
            if not _ends(image, data):
                raise EOFError
            whole = _whole(image)
    except Refusal:
        raise
    except UnidentifiedImageError:
        raise Refusal(N_("Only photographs (JPEG, PNG, WebP) and PDF can be taken. This is something else.")) from None
    except Exception:  # whatever a decoder says of a file made to break it
        raise Refusal(N_("This picture did not come whole, or is damaged. Please send it again.")) from None
    full, width, height = _written(whole, MOST_KEPT, QUALITIES)
    thumb, *_ = _written(ImageOps.fit(whole, THUMB, Image.Resampling.LANCZOS), MOST_THUMB, QUALITIES_OF_THUMB)
    return Prepared("picture", sha256(data).hexdigest(), full, thumb, width, height)


def _check(image: Image.Image, data: bytes) -> None:
    """What the head of the file says, before anything is decoded."""
    photograph = image.format in ("JPEG", "MPO")  # the latter is a JPEG with a second one behind it: many phones
    if not photograph and getattr(image, "n_frames", 1) > 1:
        raise Refusal(N_("This picture moves. Please send one that stands still."))
    by_parts = photograph and not image.info.get("progressive")
    if image.width * image.height > (MOST_PIXELS if by_parts else MOST_PIXELS_WHOLE):
        raise Refusal(
            N_("This picture has %(million)s million pixels, too many to open. Please take it at a smaller size."),
            million=image.width * image.height // 1_000_000,
        )
    if photograph and data.count(JPEG_SCAN) > MOST_SCANS:
        raise Refusal(N_("This picture is packed in a way that we do not open. Please save it anew as JPEG."))


def _ends(image: Image.Image, data: bytes) -> bool:
    """Whether the file goes on to its end, where a decoder could do without."""
    if image.format == "PNG":
        return PNG_END in data
    return image.format == "WEBP" or JPEG_END in data[data.rfind(JPEG_SCAN) :]


def _whole(image: Image.Image) -> Image.Image:
    """The picture upright, on white, at most LONGEST on its longer side, and nothing else of the file."""
    image.draft("RGB", (LONGEST, LONGEST))
    image.load()
    clear = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    upright = ImageOps.exif_transpose(image).convert("RGBA" if clear else "RGB")
    upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A") if clear else None)
    return bare


def _written(image: Image.Image, most: int, qualities: tuple[int, ...]) -> tuple[bytes, int, int]:
    """The picture as JPEG of at most so many bytes: coarser first, then smaller."""
    while True:
        for quality in qualities:
            into = BytesIO()
            image.save(into, "JPEG", quality=quality, optimize=True, progressive=True)
            if into.tell() <= most:
                return into.getvalue(), image.width, image.height
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)), Image.Resampling.LANCZOS)
