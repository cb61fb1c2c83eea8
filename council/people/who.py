"""Whose session is this?"""

import hashlib
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.kit import clock
from council.kit.db import Db
from council.people.tables import SignIn

ACCOUNT = select(col(SignIn.account_id)).where(
    col(SignIn.secret_hash) == bindparam("hash"), col(SignIn.expires_at) > bindparam("now")
)


def who(db: Db, secret: str) -> UUID | None:
    """The account whose standing session has this secret, or None."""
    account: UUID | None = db.execute(ACCOUNT, {"hash": secret_hash(secret), "now": clock.now()}).scalar()
    return account


def secret_hash(secret: str) -> bytes:
    """What is kept of a session's 256-bit secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
