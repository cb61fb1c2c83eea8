"""Who someone is. A membership belongs to one community; an account is a person's own, and begins with a slip."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel


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


class Role(SQLModel, table=True):
    """An office of the community that needs no seat: the clerk (文书)."""

    __tablename__ = "role"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index(
            "role_held_once", "community_id", "membership_id", "role", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )
    community_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    membership_id: UUID
    role: str = Field(max_length=20)  # "clerk"
    since: datetime
    ended_at: datetime | None = None


class Slip(SQLModel, table=True):
    """A folded sheet with twelve digits: used once, within its days, it opens or re-opens an account."""

    __tablename__ = "slip"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "membership_id"], ["membership.community_id", "membership.id"]),
        Index(
            "slip_one_standing", "community_id", "membership_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
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


class FailedTries(SQLModel, table=True):
    """How often a name or an address has failed to sign in of late."""

    __tablename__ = "failed_tries"
    bucket: str = Field(primary_key=True, max_length=120)
    count: int = 0
    last_at: datetime
