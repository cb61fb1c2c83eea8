"""A small book written by hand, and its export taken apart and put together again."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from council.ledger.book import Book, Head, Kept, Opening
from council.ledger.export import write_export
from council.rules.book import canonical, leaf, root_of, seal

COMMUNITY = "0198f3c2-77aa-7c11-9b1e-5d0a6c3f2b10"
NEVER_OPENED = {("vote.cast", "choice")}


def entry(seq: int, act: str, opened: dict[str, str], kept: tuple[str, ...] = ()) -> tuple[bytes, list[Opening]]:
    openings = [Opening(seq, name, value, f"{seq:064x}") for name, value in sorted(opened.items())]
    sealed = {one.field: seal(COMMUNITY, seq, one.field, one.salt, one.value) for one in openings}
    sealed |= {name: seal(COMMUNITY, seq, name, "ab" * 32, "for") for name in kept}
    body = canonical(
        {
            "v": 1, "community": COMMUNITY, "seq": seq, "t": f"2026-11-21T08:{seq:02}:00.000Z", "act": act,
            "actor": f"seat:yishihui/{seq % 13 + 1}", "on": "motion:2026-3",
            "facts": {"seat": seq, "day": "2026-11-24"}, "sealed": sealed, "files": [],
        }
    )  # fmt: skip
    return body, openings


def book() -> Book:
    """Twelve entries: motions with a title and a text, ballots that stay sealed, and entries with nothing sealed."""
    entries = [
        entry(seq, "motion.put", {"title": "装 12 盏路灯", "what": f"第 {seq} 盏"}) if seq % 3 == 1
        else entry(seq, "vote.cast", {}, ("choice",)) if seq % 3 == 2
        else entry(seq, "motion.withdraw", {})
        for seq in range(1, 13)
    ]  # fmt: skip
    bodies = [body for body, _ in entries]
    head = Head(COMMUNITY, len(bodies), root_of(map(leaf, bodies)).hex())
    return Book(head, tuple(Kept(body, leaf(body)) for body in bodies), tuple(o for _, some in entries for o in some))


def packed(one: Book) -> bytes:
    to = BytesIO()
    write_export(one, to)
    return to.getvalue()


def unpacked(export: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(export)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: dict[str, bytes], path: Path) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
