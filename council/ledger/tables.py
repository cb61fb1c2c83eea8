"""What the book keeps: a head, its entries, and the openings of what stands sealed in them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

ON_THE_BOARD = text("act IN ('notice.post', 'notice.photograph', 'notice.take_down', 'notice.end')")


class LedgerHead(SQLModel, table=True):
    """The only row of the book that changes: its size, its root, and the frontier the next entry grows from."""

    __tablename__ = "ledger_head"
    community_id: UUID = Field(primary_key=True, foreign_key="community.id")
    size: int = 0
    root: bytes = Field(sa_type=LargeBinary)
    frontier: bytes = Field(sa_type=LargeBinary)
    last_at: datetime


class LedgerEntry(SQLModel, table=True):
    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("community_id", "event_id", name="ledger_entry_event"),
        Index("ledger_entry_subject", "community_id", "subject", "seq"),
        Index("ledger_entry_leaf", "community_id", "leaf"),  # check codes are looked up
        Index("ledger_entry_board", "community_id", "seq", sqlite_where=ON_THE_BOARD, postgresql_where=ON_THE_BOARD),
    )
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    seq: int = Field(primary_key=True)
    act: str = Field(max_length=40)
    subject: str = Field(default="", max_length=90)  # the entry's "on": what it is about
    recorded_at: datetime
    event_id: str = Field(max_length=80)
    content: bytes | None = Field(default=None, sa_type=LargeBinary)  # hash of what was sent under event_id
    body: str = Field(sa_type=Text)  # canonical JSON: what is hashed
    leaf: bytes = Field(sa_type=LargeBinary)


class LedgerOpening(SQLModel, table=True):
    """The value and salt of a sealed field. Deletable by a redaction; the book still verifies."""

    __tablename__ = "ledger_opening"
    __table_args__ = (ForeignKeyConstraint(["community_id", "seq"], ["ledger_entry.community_id", "ledger_entry.seq"]),)
    community_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    field: str = Field(primary_key=True, max_length=60)
    value: str = Field(sa_type=Text)
    salt: str = Field(max_length=64)


class Paper(SQLModel, table=True):
    """Evidence that an entry names among its files: a picture or a PDF, by the hash of what is kept of it."""

    __tablename__ = "paper"
    community_id: UUID = Field(primary_key=True, foreign_key="community.id")
    sha256: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=10)  # picture, pdf
    size: int  # bytes
    width: int | None = None  # of a picture, in pixels
    height: int | None = None
    kept_at: datetime
    published_at: datetime | None = None


class PaperContent(SQLModel, table=True):
    __tablename__ = "paper_content"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "sha256"], ["paper.community_id", "paper.sha256"]),
        {"info": {"rows_at_once": 10}},  # of megabytes each
    )
    community_id: UUID = Field(primary_key=True)
    sha256: str = Field(primary_key=True, max_length=64)
    size: str = Field(primary_key=True, max_length=10)  # full, thumb
    content: bytes = Field(sa_type=LargeBinary)
