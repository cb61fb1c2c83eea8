"""Files that people send: photographs as phones make them, PDF as scanners do, and what was made to do harm."""

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

SECRET = b"GPS 30.2741,120.1551 Redmi 9A"


def picture(width: int = 64, height: int = 48, form: str = "JPEG", *, mode: str = "RGB", **more: Any) -> bytes:
    """A picture of noise, the same each time: it cannot be packed small."""
    noise = random.Random(width * height).randbytes(width * height * len(mode))
    return saved(Image.frombytes(mode, (width, height), noise), form, **more)


def plain(width: int, height: int, form: str = "JPEG", *, mode: str = "RGB", **more: Any) -> bytes:
    """A picture of one colour: many pixels in a few bytes."""
    return saved(Image.new(mode, (width, height)), form, **more)


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    into = BytesIO()
    image.save(into, form, **more)
    return into.getvalue()


def photograph() -> bytes:
    """As a phone held upright writes it: lying, with a note to turn it, where it was taken, and words in its head."""
    image = Image.new("RGB", (400, 200), "white")
    image.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return saved(image, "JPEG", exif=exif, comment=SECRET, icc_profile=b"x" * 200)


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose head claims any size."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def claims(jpeg: bytes, width: int, height: int) -> bytes:
    """A JPEG whose head claims another size."""
    at = next(i for i in range(len(jpeg)) if jpeg[i : i + 2] in (b"\xff\xc0", b"\xff\xc2"))
    return jpeg[: at + 5] + struct.pack(">HH", height, width) + jpeg[at + 9 :]


def pdf(words: str = "sign-in sheet") -> bytes:
    """A small whole PDF."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Title(" + words.encode() + b")>>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return out + table + b"trailer\n<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
