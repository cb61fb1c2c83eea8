"""Reading an export that a stranger hands over: nothing in it is trusted, and nothing in it is unpacked."""

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from council.ledger.book import Book, Head, Kept, Opening
from council.ledger.export import ENTRIES, HEAD, LEAVES, OPENINGS, PAPERS, README, VERIFIED
from council.ledger.verify import HASH, Fault
from council.rules.book import check_code, parse
from council.rules.refusal import Refusal

MOST_BYTES = 1 << 28  # of one file, unpacked: some hundred thousand entries
MOST_HEAD = 4096
MOST_PAPER = 1 << 24
PAPER = re.compile(re.escape(PAPERS) + r"([0-9a-f]{64})\.(jpg|pdf)")
ENCRYPTED = 0x1
BROKEN = (BadZipFile, OSError, EOFError, zlib.error, RuntimeError, NotImplementedError, ValueError)


class Unreadable(Exception):
    """Nothing can be said about this file; `reason` says why."""

    def __init__(self, reason: Refusal):
        super().__init__(str(reason))
        self.reason = reason


class Wrong(Exception):
    """This is an export, and a line of it is not what an export holds."""

    def __init__(self, entry: int | None, reason: Refusal):
        super().__init__(str(reason))
        self.fault = Fault(entry, reason)


def read_export(path: Path) -> Book:
    """The book in an export. Unreadable where it is none, is damaged or would not fit; else Wrong."""
    if not path.is_file():
        raise Unreadable(Refusal("There is no file %(file)s.", file=path.name))
    try:
        with ZipFile(path) as archive:
            return _book(_contents(archive), _papers(archive))
    except BROKEN:
        raise Unreadable(Refusal("%(file)s is not an export, or it was damaged on its way.", file=path.name)) from None


def _contents(archive: ZipFile) -> dict[str, bytes]:
    members = archive.infolist()
    names = sorted(member.filename for member in members if not PAPER.fullmatch(member.filename))
    if names not in (sorted(VERIFIED), sorted((*VERIFIED, README))):
        raise BadZipFile("other files than an export has")
    for member in members:
        if member.flag_bits & ENCRYPTED or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile("packed in a way we do not read")
        if member.file_size > _most(member.filename):
            raise Unreadable(Refusal("The file unpacks to more than a book can hold. It was not read."))
    return {name: archive.read(name) for name in names if name != README}


def _most(name: str) -> int:
    return MOST_HEAD if name == HEAD else MOST_PAPER if PAPER.fullmatch(name) else MOST_BYTES


def _papers(archive: ZipFile) -> dict[str, str]:
    """The hash that each paper goes by, and the one that it has."""
    named = [(found[1], name) for name in archive.namelist() if (found := PAPER.fullmatch(name))]
    if len({sha for sha, _ in named}) < len(named):
        raise BadZipFile("a paper twice")
    return {sha: sha256(archive.read(name)).hexdigest() for sha, name in named}


def _book(contents: dict[str, bytes], papers: dict[str, str]) -> Book:
    head = _object(contents[HEAD].removesuffix(b"\n"), {"v": int, "community": str, "size": int, "root": str})
    if head["v"] != 1:
        raise BadZipFile("an export of another time")
    leaves, bodies = list(_leaves(contents[LEAVES])), list(_lines(contents[ENTRIES], ENTRIES))
    if len(leaves) != len(bodies):
        raise Wrong(
            None,
            Refusal(
                "There are %(leaves)s lines of hashes for %(entries)s entries.", leaves=len(leaves), entries=len(bodies)
            ),
        )
    return Book(
        Head(head["community"], head["size"], head["root"]),
        tuple(map(Kept, bodies, leaves)),
        tuple(_openings(contents[OPENINGS])),
        papers=papers,
    )


def _openings(content: bytes) -> Iterator[Opening]:
    for number, line in enumerate(_lines(content, OPENINGS), 1):
        try:
            opening = _object(line, {"seq": int, "field": str, "salt": str, "value": str})
        except ValueError:
            raise Wrong(None, _misshapen(OPENINGS, number)) from None
        yield Opening(opening["seq"], opening["field"], opening["value"], opening["salt"])


def _leaves(content: bytes) -> Iterator[bytes]:
    """Every line is number, check code and leaf, exactly as the export writes it."""
    for number, line in enumerate(_lines(content, LEAVES), 1):
        leaf_hex = line[-64:].decode("latin-1")
        leaf = bytes.fromhex(leaf_hex) if HASH.fullmatch(leaf_hex) else b""
        if line != f"{number} {check_code(leaf)} {leaf_hex}".encode():
            raise Wrong(number, _misshapen(LEAVES, number))
        yield leaf


def _lines(content: bytes, name: str) -> list[bytes]:
    lines = content.split(b"\n")
    if lines.pop():
        raise Wrong(None, _misshapen(name, len(lines) + 1))
    return lines


def _misshapen(name: str, line: int) -> Refusal:
    return Refusal("Line %(line)s of %(file)s is not in its form.", line=line, file=name)


def _object(line: bytes, parts: dict[str, type]) -> dict[str, Any]:
    value = parse(line)
    if not isinstance(value, dict) or value.keys() != parts.keys():
        raise ValueError("other parts than it should have")
    if not all(type(value[part]) is kind for part, kind in parts.items()):
        raise ValueError("a part of another kind")
    return value
