"""Files on their way: they are sent in parts before the form that takes them, so that a cut costs one part and not all.

No entry tells of it and no lock is taken: it is no act, and nobody but the sender can see, add to or use it. The act
that takes a file clears its parts away in the same transaction; what is a day old is swept away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    and_,
    case,
    delete,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.kit.pictures import MOST_BYTES
from council.kit.sendings import GONE, Came
from council.people.tables import AccountMembership, memberships_of
from council.rules.refusal import Refusal

LIFE = timedelta(days=1)
MOST_OPEN, MOST_HELD = 24, 8 * MOST_BYTES  # sendings and bytes of one person; beyond them their oldest goes
SWEPT_AT_ONCE = 20  # of ten megabytes at most: no ballot waits long behind them


class Sending(SQLModel, table=True):
    """One file on its way. Used, it stands without its parts for the rest of its day: the same form, sent a second
    time by a browser or a proxy, is known by the hash of what was taken."""

    __tablename__ = "sending"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index("sending_begun", "begun_at"),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    membership_id: UUID
    name: str = Field(max_length=80)
    kind: str = Field(max_length=80)  # as the browser calls it: image/jpeg
    length: int  # bytes, as declared at the beginning
    came: int = 0  # bytes so far
    begun_at: datetime
    used: str | None = Field(default=None, max_length=64)  # SHA-256 of what an act has taken


class SendingPart(SQLModel, table=True):
    __tablename__ = "sending_part"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "sending_id"], ["sending.community_id", "sending.id"], ondelete="CASCADE"
        ),
    )
    community_id: UUID = Field(primary_key=True)
    sending_id: UUID = Field(primary_key=True)
    starts: int = Field(primary_key=True)  # its first byte, counted from 0
    content: bytes = Field(sa_type=LargeBinary)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a sending has come, in bytes."""

    came: int
    length: int


class NotThere(Exception):
    """Not begun by this person, used, or swept away: all the same to whoever asks."""


class Elsewhere(Exception):
    """The sending is not where the sender takes it to be: another part came first, or one was lost."""


# ── sending ──


def begin(db: Session, community: UUID, account: UUID, name: str, kind: str, length: int, now: datetime) -> UUID:
    """Begin to send a file of so many bytes."""
    held = memberships_of(db, community, account)
    if not held:
        raise Refusal("Only members of this community send files here.")
    _make_room(db, community, held[0].id, length)
    row = {"id": new_id(), "name": name, "kind": kind, "length": length, "came": 0, "begun_at": now}
    db.execute(insert(Sending).values(community_id=community, membership_id=held[0].id, **row))
    return UUID(str(row["id"]))


def _make_room(db: Session, community: UUID, membership: UUID, length: int) -> None:
    own = (col(Sending.community_id) == community, col(Sending.membership_id) == membership)
    query = select(col(Sending.id), col(Sending.length)).where(*own, col(Sending.used).is_(None))
    too_many, number = [], 1
    for row in db.execute(query.order_by(col(Sending.begun_at).desc(), col(Sending.id).desc())).all():
        number, length = number + 1, length + row.length
        if number > MOST_OPEN or length > MOST_HELD:
            too_many.append(row.id)
    if too_many:
        db.execute(delete(Sending).where(*own, col(Sending.id).in_(too_many)))


def standing(db: Db, community: UUID, account: UUID, sending: UUID, now: datetime) -> Standing:
    """How far a sending of one's own has come."""
    query = select(col(Sending.came), col(Sending.length)).where(*_own(community, account, [sending], now))
    row = db.execute(query.where(col(Sending.used).is_(None))).first()
    if row is None:
        raise NotThere
    return Standing(row.came, row.length)


def append(db: Session, community: UUID, account: UUID, sending: UUID, at: int, part: bytes, now: datetime) -> Standing:
    """Add a part that begins at this byte. Of two at the same byte, one is added."""
    stands = standing(db, community, account, sending, now)
    if at + len(part) > stands.length:
        raise Refusal("More came than was said at the beginning. Please choose the file once more.")
    one = (col(Sending.community_id) == community, col(Sending.id) == sending, col(Sending.came) == at)
    moved = db.execute(update(Sending).where(*one).values(came=at + len(part)))
    if moved.rowcount != 1:  # type: ignore[attr-defined]
        raise Elsewhere
    db.execute(insert(SendingPart).values(community_id=community, sending_id=sending, starts=at, content=part))
    return Standing(at + len(part), stands.length)


def drop(db: Session, community: UUID, account: UUID, sendings: Collection[UUID], now: datetime) -> None:
    """Take back what one has sent, or began to send."""
    db.execute(delete(Sending).where(*_own(community, account, sendings, now), col(Sending.used).is_(None)))


def _own(community: UUID, account: UUID, sendings: Collection[UUID], now: datetime) -> tuple[ColumnElement[bool], ...]:
    mine = select(col(AccountMembership.membership_id)).where(
        col(AccountMembership.account_id) == account, col(AccountMembership.community_id) == community
    )
    return (
        and_(col(Sending.community_id) == community, col(Sending.id).in_(sendings)),
        and_(col(Sending.membership_id).in_(mine), col(Sending.begun_at) > now - LIFE),
    )


# ── what a form takes (kit/sendings) ──


def find(db: Db, community: UUID, account: UUID, sendings: Collection[UUID], now: datetime) -> Mapping[UUID, Came]:
    """Those of one's own among them."""
    columns = tuple(map(col, (Sending.id, Sending.name, Sending.kind, Sending.came, Sending.length, Sending.used)))
    rows = db.execute(select(*columns).where(*_own(community, account, sendings, now))).all()
    return {row.id: Came(row.name, row.kind, row.came == row.length, row.used) for row in rows}


def content(db: Db, community: UUID, sending: UUID) -> list[bytes]:
    """The parts of a file, in their order."""
    own = (col(SendingPart.community_id) == community, col(SendingPart.sending_id) == sending)
    return list(db.execute(select(col(SendingPart.content)).where(*own).order_by(col(SendingPart.starts))).scalars())


def spend(act: Act, taken: Mapping[UUID, str]) -> None:
    """An act takes these files, by their hashes: nothing else can take them any more."""
    if not taken:
        return
    these = and_(col(Sending.community_id) == act.community, col(Sending.id).in_(taken))
    hashes = case(dict(taken), value=col(Sending.id))
    spent = act.db.execute(update(Sending).where(these, col(Sending.used).is_(None)).values(used=hashes))
    if spent.rowcount != len(taken):  # type: ignore[attr-defined]
        raise Refusal(GONE)
    parts = (col(SendingPart.community_id) == act.community, col(SendingPart.sending_id).in_(taken))
    act.db.execute(delete(SendingPart).where(*parts))


# ── what nobody comes back for ──


def left_over(db: Db, now: datetime) -> bool:
    return db.execute(select(col(Sending.id)).where(col(Sending.begun_at) <= now - LIFE).limit(1)).first() is not None


def sweep(db: Session, now: datetime) -> None:
    """Clear away some of what is a day old, anywhere."""
    key = tuple_(col(Sending.community_id), col(Sending.id))
    old = select(col(Sending.community_id), col(Sending.id)).where(col(Sending.begun_at) <= now - LIFE)
    db.execute(delete(Sending).where(key.in_(old.order_by(col(Sending.begun_at)).limit(SWEPT_AT_ONCE))))
