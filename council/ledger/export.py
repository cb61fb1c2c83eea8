"""The public export: a community's whole book as a zip that anyone can keep, and check without this site.

The same book always gives the same bytes: nothing in it says when or by whom it was exported.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from council.ledger.book import Book
from council.rules.book import canonical, check_code

ENTRIES, OPENINGS, LEAVES, HEAD, README = (
    "entries.jsonl",
    "openings.jsonl",
    "leaves.txt",
    "head.json",
    "README.txt",
)
VERIFIED = (ENTRIES, OPENINGS, LEAVES, HEAD)
PAPERS = "papers/"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can say


def write_export(book: Book, to: IO[bytes], papers: Iterable[tuple[str, bytes]] = ()) -> None:
    """Write the book: entries and openings a line each, in order; the leaves to find a changed entry by; and such
    `papers` as shall go with it, by name."""
    head = {"v": 1, "community": book.head.community, "size": book.head.size, "root": book.head.root}
    files = {
        README: Path(__file__).with_name(README).read_bytes(),
        HEAD: canonical(head) + b"\n",
        ENTRIES: b"".join(kept.body + b"\n" for kept in book.kept),
        OPENINGS: b"".join(
            canonical({"seq": one.seq, "field": one.field, "salt": one.salt, "value": one.value}) + b"\n"
            for one in book.openings
        ),
        LEAVES: "".join(
            f"{number} {check_code(kept.leaf)} {kept.leaf.hex()}\n" for number, kept in enumerate(book.kept, 1)
        ).encode(),
    }
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            _write(archive, name, content, ZIP_DEFLATED)
        for name, content in papers:  # pictures and PDF are packed already
            _write(archive, PAPERS + name, content, ZIP_STORED)


def _write(archive: ZipFile, name: str, content: bytes, packing: int) -> None:
    info = ZipInfo(name, EARLIEST)
    info.compress_type = packing
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
