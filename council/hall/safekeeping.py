"""Exports, and backups that were tried: what is written is brought back at once into an empty place and verified."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, MetaData

from council.hall.verification import Named, Verified, communities, community_named, verify_kept
from council.kit.backup import Manifest, write_backup
from council.kit.db import Database, Reader
from council.kit.engines import writing_engine
from council.kit.restore import restore
from council.kit.terminal import Cannot, need_no_file
from council.ledger.book import book_in
from council.ledger.export import write_export
from council.ledger.papers import public_papers
from council.rules.refusal import Refusal

LEFT_OUT = ("session", "known_device", "failed_tries", "sending_part", "sending")
"""People sign in again and no former try holds them up; files on their way are sent once more."""
Upgrade = Callable[[Engine, str], None]


def export(db: Reader, named: str, to: Path | None, *, papers: bool) -> tuple[int, Path]:
    """Write the record of the community of that address, with its public papers where they are wished for; how many
    entries it has, and the file."""
    one = community_named(db, named)
    book = book_in(db, one.id)
    if book is None:
        raise Refusal("This community has no book.")
    path = to or Path(f"{one.slug}-record-{book.head.size}.zip")
    need_no_file(path)
    with path.open("xb") as file:
        write_export(book, file, public_papers(db, one.id) if papers else ())
    return book.head.size, path


def back_up(database: Database, metadata: MetaData, path: Path) -> Manifest:
    """Write everything but sessions, known devices and failed tries, at one moment; the server may go on serving."""
    return database.read_now(lambda db: write_backup(db.connection, metadata, LEFT_OUT, path))


def rehearse(path: Path, upgrade: Upgrade) -> list[tuple[Named, Verified]]:
    """Bring a backup back into a place that is thrown away afterwards, and verify the books in it."""
    with TemporaryDirectory(prefix="council-backup-") as folder:
        engine = writing_engine(f"sqlite:///{Path(folder) / 'council.db'}")
        try:
            return bring_back(engine, path, upgrade)
        finally:
            engine.dispose()


def bring_back(engine: Engine, path: Path, upgrade: Upgrade) -> list[tuple[Named, Verified]]:
    """Fill an empty place from a backup, and verify every book in it."""
    restore(engine, path, upgrade)
    with engine.connect() as connection, connection.begin():
        return list(verify_all(Reader(connection)))


def verify_all(db: Reader, named: str | None = None) -> Iterator[tuple[Named, Verified]]:
    """Verify the community of that address, or every one. Of one that is not there nothing can be told."""
    try:
        found = [community_named(db, named)] if named else communities(db)
    except Refusal as refusal:
        raise Cannot(refusal) from None
    for one in found:
        yield one, verify_kept(db, one.id)
