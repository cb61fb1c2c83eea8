"""The devices an account has signed in on: a stranger who guesses at a name cannot make these wait.

After OWASP, "Slow Down Online Guessing Attacks with Device Cookies". It opens nothing: beside it stands the password.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from council.kit.db import Db
from council.people.tables import KnownDevice, SignInName
from council.people.who import secret_hash

KNOWN_FOR = timedelta(days=365)  # since it last signed in
MOST = 10  # devices of one account


def known_by_name(db: Db, name: str, brought: str, now: datetime) -> bool:
    """Was this secret given to a device of the account that signs in with this name?"""
    found = db.execute(
        select(col(KnownDevice.account_id))
        .join(SignInName, col(SignInName.account_id) == col(KnownDevice.account_id))
        .where(
            col(KnownDevice.secret_hash) == secret_hash(brought),
            col(KnownDevice.since) > now - KNOWN_FOR,
            col(SignInName.name) == name,
        )
    ).first()
    return found is not None


def know_device(db: Session, account: UUID, brought: str | None, now: datetime) -> str:
    """Know this device as the account's for a year from now; the answer is its secret, kept here as a hash.

    A device that is known keeps its secret, so that a form sent twice leaves it known. One that was known to another
    account is this one's from now on. Beyond the ten newest the account's devices are forgotten.
    """
    if brought and _still(db, account, brought, now):
        return brought
    if brought:
        db.execute(delete(KnownDevice).where(col(KnownDevice.secret_hash) == secret_hash(brought)))
    secret = secrets.token_urlsafe(32)
    db.execute(insert(KnownDevice).values(secret_hash=secret_hash(secret), account_id=account, since=now))
    newest = (
        select(col(KnownDevice.secret_hash))
        .where(col(KnownDevice.account_id) == account)
        .order_by(col(KnownDevice.since).desc(), col(KnownDevice.secret_hash))
        .limit(MOST)
    )
    db.execute(
        delete(KnownDevice).where(col(KnownDevice.account_id) == account, col(KnownDevice.secret_hash).not_in(newest))
    )
    return secret


def _still(db: Session, account: UUID, brought: str, now: datetime) -> bool:
    """Know it for another year, if it is known as the account's."""
    again = db.execute(
        update(KnownDevice)
        .where(
            col(KnownDevice.secret_hash) == secret_hash(brought),
            col(KnownDevice.account_id) == account,
            col(KnownDevice.since) > now - KNOWN_FOR,
        )
        .values(since=now)
    )
    return bool(again.rowcount)  # type: ignore[attr-defined]


def forget_devices(db: Session, account: UUID) -> None:
    """Know none of the account's devices any more: one was lost, or the password was."""
    db.execute(delete(KnownDevice).where(col(KnownDevice.account_id) == account))


def know_only_this(db: Session, account: UUID, brought: str | None, now: datetime) -> str | None:
    """Forget the account's devices; the one that asks, if it was known, is known anew by the secret in the answer."""
    known = brought is not None and _still(db, account, brought, now)
    forget_devices(db, account)
    return know_device(db, account, None, now) if known else None
