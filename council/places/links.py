"""Short links: what stands on paper as a picture to scan, and is short enough to be typed by hand.

A code is made in the act that publishes, once for each address: /q/7K3M9.
"""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, bindparam, insert, select
from sqlmodel import Field, SQLModel, col

from council.kit.act import Act
from council.kit.db import Db

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})
SHORTEST = 5


class ShortLink(SQLModel, table=True):
    """Unique in the installation, because no village stands in it."""

    __tablename__ = "short_link"
    __table_args__ = (Index("short_link_path", "community_id", "path"),)
    code: str = Field(primary_key=True, max_length=12)
    community_id: UUID = Field(foreign_key="community.id")
    path: str = Field(max_length=200)
    made_at: datetime


LINK_TO = (
    select(col(ShortLink.code))
    .where(col(ShortLink.community_id) == bindparam("community"), col(ShortLink.path) == bindparam("path"))
    .limit(1)
)
PATH_OF = select(col(ShortLink.path)).where(col(ShortLink.code) == bindparam("code"))


def short_link(act: Act, path: str) -> str:
    """The code of the short link that leads to this path; one that stands is given again."""
    code = link_to(act.db, act.community, path)
    if code is None:
        code = _free(act)
        act.db.execute(insert(ShortLink).values(code=code, community_id=act.community, path=path, made_at=act.now))
    return code


def _free(act: Act) -> str:
    """A code that nothing has yet: by chance, and a sign longer with every one that was taken."""
    length = SHORTEST
    while path_of(act.db, code := "".join(secrets.choice(SIGNS) for _ in range(length))):
        length += 1
    return code


def link_to(db: Db, community: UUID, path: str) -> str | None:
    """The code that leads to a path, where one was made."""
    code: str | None = db.execute(LINK_TO, {"community": community, "path": path}).scalar()
    return code


def path_of(db: Db, typed: str) -> str | None:
    """Where a code leads, in any spelling: small letters, O for 0, I or L for 1, hyphens."""
    code = typed.upper().translate(READ_AS)
    if not SHORTEST <= len(code) <= 12 or not set(code) <= set(SIGNS):
        return None
    path: str | None = db.execute(PATH_OF, {"code": code}).scalar()
    return path
