"""Papers: the pictures and PDFs that entries name. They are kept in the database, with everything else.

An act keeps what its form has prepared, and names it in its entry, in the same transaction:

    files = [keep(act, paper, public=True) for paper in form.photos]
    record(act, "notice.photograph", actor=…, on=…, files=files)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, insert, select, update
from sqlmodel import col

from council.kit.act import Act
from council.kit.db import Db
from council.kit.pictures import Prepared
from council.ledger.tables import Paper, PaperContent

CODE = 16  # digits of its hash that a paper goes by in addresses
FILE = re.compile(r"([0-9a-f]{16})(\.thumb)?\.(jpg|pdf)")
ENDING = {"picture": "jpg", "pdf": "pdf"}
AT_ONCE = 10  # contents held in memory side by side


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as pages show it. Its addresses are `place.url ~ paper.path`."""

    sha256: str
    kind: str
    size: int
    width: int | None
    height: int | None
    public: bool

    @property
    def path(self) -> str:
        return f"/papers/{self.sha256[:CODE]}.{ENDING[self.kind]}"

    @property
    def thumb(self) -> str | None:
        return f"/papers/{self.sha256[:CODE]}.thumb.jpg" if self.kind == "picture" else None


# ── keeping ──


def keep(act: Act, paper: Prepared, *, public: bool) -> str:
    """Keep a paper and return its hash, for the files of the entry. Kept already, it is not kept twice.

    One that is not public is shown to the clerk and the supervisory committee alone, until `publish`.
    """
    sha = paper.sha256
    if sha not in papers_of(act.db, act.community, [sha]):
        act.db.execute(
            insert(Paper).values(
                community_id=act.community, sha256=sha, kind=paper.kind, size=len(paper.full), width=paper.width,
                height=paper.height, kept_at=act.now,
            )
        )  # fmt: skip
        contents = {"full": paper.full, "thumb": paper.thumb}
        act.db.execute(
            insert(PaperContent),
            [
                {"community_id": act.community, "sha256": sha, "size": size, "content": content}
                for size, content in contents.items()
                if content
            ],
        )
    if public:
        publish(act, sha)
    return sha


def publish(act: Act, sha: str) -> None:
    """Let anyone see a paper, from now on."""
    act.db.execute(
        update(Paper)
        .where(col(Paper.community_id) == act.community, col(Paper.sha256) == sha, col(Paper.published_at).is_(None))
        .values(published_at=act.now)
    )


# ── asking ──

PAPERS = select(
    col(Paper.sha256), col(Paper.kind), col(Paper.size), col(Paper.width), col(Paper.height),
    col(Paper.published_at).is_not(None),
).where(col(Paper.community_id) == bindparam("community"))  # fmt: skip
BY_HASH = PAPERS.where(col(Paper.sha256).in_(bindparam("hashes")))
BY_CODE = (
    PAPERS.where(col(Paper.sha256).between(bindparam("least"), bindparam("most"))).order_by(col(Paper.sha256)).limit(1)
)
CONTENT = select(col(PaperContent.content)).where(
    col(PaperContent.community_id) == bindparam("community"),
    col(PaperContent.sha256) == bindparam("sha"),
    col(PaperContent.size) == bindparam("size"),
)


def papers_of(db: Db, community: UUID, hashes: Iterable[str]) -> dict[str, PaperRow]:
    """The papers with these hashes, by hash, in the order given."""
    wanted = list(dict.fromkeys(hashes))
    if not wanted:
        return {}
    rows = db.execute(BY_HASH, {"community": community, "hashes": wanted}).all()
    found = {row[0]: PaperRow(*row) for row in rows}
    return {sha: found[sha] for sha in wanted if sha in found}


def paper_at(db: Db, community: UUID, code: str) -> PaperRow | None:
    """The paper whose hash begins with these sixteen digits."""
    least, most = code.ljust(64, "0"), code.ljust(64, "f")
    row = db.execute(BY_CODE, {"community": community, "least": least, "most": most}).first()
    return PaperRow(*row) if row else None


def content_of(db: Db, community: UUID, sha: str, size: str = "full") -> bytes | None:
    """What is kept of a paper."""
    content: bytes | None = db.execute(CONTENT, {"community": community, "sha": sha, "size": size}).scalar()
    return content


# ── all of them, to be verified and exported ──


def hashes_now(db: Db, community: UUID) -> dict[str, str]:
    """For each paper by its hash: the hash of what is kept of it now."""
    found = dict.fromkeys(_hashes(db, community), "")
    for sha, content in _contents(db, community, list(found)):
        found[sha] = sha256(content).hexdigest() if isinstance(content, bytes) else ""  # SQLite keeps anything
    return found


def public_papers(db: Db, community: UUID) -> Iterator[tuple[str, bytes]]:
    """Every public paper: its hash with the ending of a file, and its content."""
    hashes = _hashes(db, community, col(Paper.published_at).is_not(None))
    endings = {row.sha256: ENDING[row.kind] for row in papers_of(db, community, hashes).values()}
    for sha, content in _contents(db, community, hashes):
        yield f"{sha}.{endings[sha]}", content


def _hashes(db: Db, community: UUID, *which: ColumnElement[bool]) -> list[str]:
    query = select(col(Paper.sha256)).where(col(Paper.community_id) == community, *which)
    return [row.sha256 for row in db.execute(query.order_by(col(Paper.sha256))).all()]


def _contents(db: Db, community: UUID, hashes: list[str]) -> Iterator[tuple[str, bytes]]:
    """Their contents, a few at a time."""
    for at in range(0, len(hashes), AT_ONCE):
        query = select(col(PaperContent.sha256), col(PaperContent.content)).where(
            col(PaperContent.community_id) == community,
            col(PaperContent.sha256).in_(hashes[at : at + AT_ONCE]),
            col(PaperContent.size) == "full",
        )
        for row in db.execute(query.order_by(col(PaperContent.sha256))).all():
            yield row.sha256, row.content
