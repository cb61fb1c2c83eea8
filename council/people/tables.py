"""Who someone is. A membership belongs to one community; an account is a person's own, and begins with a slip."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    and_,
    bindparam,
    select,
    text,
)
from sqlmodel import Field, SQLModel, col

from council.kit.db import Db


class Membership(SQLModel, table=True):
    """A person as one community knows them. Made by an import or an appointment; never merged by name or phone."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("community_id", "number", name="membership_number"),)
    community_id: UUID = Field(primary_key=True, foreign_key="ledger_head.community_id")
    id: UUID = Field(primary_key=True)
    number: int  # the 8 of 柳桥-8, allotted under the head row, never used again
    name: str = Field(max_length=40)
    sex: str | None = Field(default=None, max_length=6)  # "male", "female"
    phone: str | None = Field(default=None, max_length=20)  # never shown in public, never in the book
    household: str | None = Field(default=None, max_length=20)  # 户号; never shown in public, only counted


class Role(SQLModel, table=True):
    """An office of the community that needs no seat: the clerk (文书), the bookkeeper (报账员)."""

    __tablename__ = "role"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index(
            "role_held_once",
            "community_id",
            "membership_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    membership_id: UUID
    role: str = Field(max_length=20)  # "clerk", "bookkeeper"
    since: datetime
    ended_at: datetime | None = None


class Slip(SQLModel, table=True):
    """A folded sheet with twelve digits: used once, within its days, it opens or re-opens an account."""

    __tablename__ = "slip"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index(
            "slip_one_standing",
            "community_id",
            "membership_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    membership_id: UUID
    code_hash: str = Field(max_length=200)
    issued_at: datetime
    expires_at: datetime
    tries: int = 0
    ended_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=20)  # "used", "reprinted", "tries"


class Account(SQLModel, table=True):
    __tablename__ = "account"
    id: UUID = Field(primary_key=True)
    password_hash: str = Field(max_length=200)
    created_at: datetime


class SignInName(SQLModel, table=True):
    """A phone number, or the short name on the slip where another account has that phone."""

    __tablename__ = "sign_in_name"
    name: str = Field(primary_key=True, max_length=80)
    account_id: UUID = Field(foreign_key="account.id", index=True)


class AccountMembership(SQLModel, table=True):
    """Which memberships an account has taken up by their slips."""

    __tablename__ = "account_membership"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        UniqueConstraint("community_id", "membership_id", name="account_membership_once"),
    )
    account_id: UUID = Field(primary_key=True, foreign_key="account.id")
    community_id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(primary_key=True)
    since: datetime


class SignIn(SQLModel, table=True):
    """A session: its secret is kept only as a hash, so whoever reads the database cannot use it."""

    __tablename__ = "session"
    secret_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    id: UUID = Field(unique=True)  # what the list of sessions names, to revoke it
    device: str = Field(default="", max_length=80)
    since: datetime
    expires_at: datetime


class KnownDevice(SQLModel, table=True):
    """A browser that an account signed in on. It opens nothing; strangers' wrong passwords do not make it wait."""

    __tablename__ = "known_device"
    secret_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    since: datetime  # when it last signed in


class FailedTries(SQLModel, table=True):
    """How often a name, a known device or an address has failed to sign in of late."""

    __tablename__ = "failed_tries"
    bucket: str = Field(primary_key=True, max_length=120)
    count: int = 0
    last_at: datetime


# ── looking ──


@dataclass(frozen=True)
class Held:
    """A membership, as far as everyone may know it."""

    id: UUID
    number: int
    name: str


def memberships_of(db: Db, community: UUID, account: UUID | None) -> list[Held]:
    """The memberships that an account has taken up in a community; none for someone signed out."""
    if account is None:
        return []
    return [Held(*row) for row in db.execute(MEMBERSHIPS, {"community": community, "account": account}).all()]


def clerk_number(db: Db, community: UUID, account: UUID | None) -> int | None:
    """The member number under which an account is a clerk of the community, if it is one."""
    if account is None:
        return None
    number: int | None = db.execute(CLERK_NUMBER, {"community": community, "account": account}).scalar()
    return number


def clerks_of(db: Db, community: UUID) -> list[Held]:
    """Who holds the office of clerk, by number."""
    return holders_of(db, community, "clerk")


def holders_of(db: Db, community: UUID, role: str) -> list[Held]:
    """Who holds an office that needs no seat, by number."""
    return [Held(*row) for row in db.execute(HOLDERS, {"community": community, "role": role}).all()]


def communities_of(db: Db, account: UUID) -> list[UUID]:
    """The communities in which an account has taken up a membership, oldest first."""
    return list(dict.fromkeys(db.execute(COMMUNITIES, {"account": account}).scalars()))


def own_names(db: Db, account: UUID) -> list[str]:
    """The names under which an account's memberships know its person; usually one."""
    return list(dict.fromkeys(db.execute(OWN_NAMES, {"account": account}).scalars()))


def taken_up() -> ColumnElement[bool]:
    """Joins a membership to the account that has taken it up."""
    return and_(
        col(AccountMembership.community_id) == col(Membership.community_id),
        col(AccountMembership.membership_id) == col(Membership.id),
    )


def standing_role() -> ColumnElement[bool]:
    """Joins a membership to an office it holds today."""
    return and_(
        col(Role.community_id) == col(Membership.community_id),
        col(Role.membership_id) == col(Membership.id),
        col(Role.ended_at).is_(None),
    )


_OWN = (
    col(Membership.community_id) == bindparam("community"),
    col(AccountMembership.account_id) == bindparam("account"),
)
_HELD = select(col(Membership.id), col(Membership.number), col(Membership.name)).order_by(col(Membership.number))
MEMBERSHIPS = _HELD.join(AccountMembership, taken_up()).where(*_OWN)
HOLDERS = _HELD.join(Role, standing_role()).where(
    col(Membership.community_id) == bindparam("community"), col(Role.role) == bindparam("role")
)
CLERK_NUMBER = (
    select(col(Membership.number))
    .join(AccountMembership, taken_up())
    .join(Role, standing_role())
    .where(*_OWN, col(Role.role) == "clerk")
    .order_by(col(Membership.number))
    .limit(1)
)
OWN_NAMES = (
    select(col(Membership.name))
    .join(AccountMembership, taken_up())
    .where(col(AccountMembership.account_id) == bindparam("account"))
    .order_by(col(AccountMembership.since), col(Membership.number))
)
COMMUNITIES = (
    select(col(AccountMembership.community_id))
    .where(col(AccountMembership.account_id) == bindparam("account"))
    .order_by(col(AccountMembership.since), col(AccountMembership.community_id))
)
