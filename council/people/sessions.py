"""Signing in and out, the sessions of an account, and its password. None of it is an act of a community."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from council.kit.db import Db
from council.kit.ids import new_id
from council.people.known_devices import know_device, know_only_this
from council.people.names import sign_in_key
from council.people.tables import Account, AccountMembership, Membership, SignIn, SignInName
from council.people.tries import succeeded
from council.people.who import secret_hash
from council.rules.refusal import Refusal

OWN_PHONE = timedelta(days=30)
SHARED_PHONE = timedelta(minutes=30)


def wrong_sign_in() -> Refusal:
    """One answer for an unknown name and for a wrong password."""
    return Refusal("Name or password is not right. Try again, or ask the clerk for a new slip.")


@dataclass(frozen=True)
class Browser:
    """Where a session begins. On a shared phone (公用手机) it ends soon, and the phone is not known afterwards."""

    device: str
    shared: bool
    brought: str | None = None  # the secret by which it may be known


@dataclass(frozen=True)
class Begun:
    """What the browser takes home: the session's secret, and the one by which this device is known from now on."""

    session: str = field(repr=False)
    device: str | None = field(repr=False)


@dataclass(frozen=True)
class Known:
    """An account as signing in sees it."""

    id: UUID
    password_hash: str


def known_as(db: Db, typed: str) -> Known | None:
    """The account that signs in with this name."""
    row = db.execute(KNOWN_AS, {"name": sign_in_key(typed)}).first()
    return Known(*row) if row else None


_KNOWN = select(col(Account.id), col(Account.password_hash))
KNOWN = _KNOWN.where(col(Account.id) == bindparam("account"))
KNOWN_AS = _KNOWN.join(SignInName, col(SignInName.account_id) == col(Account.id)).where(
    col(SignInName.name) == bindparam("name")
)


def begin_sign_in(
    db: Session, known: Known, *, name: str, renewed: str | None, browser: Browser, held: str | None, now: datetime
) -> Begun:
    """Begin a session for an account whose password was just found right.

    Refused where the password was changed in between. `renewed` is its hash under today's settings; `held` is the
    session that this browser had before, which ends.
    """
    standing = account_at(db, known.id)
    if standing is None or standing.password_hash != known.password_hash:
        raise wrong_sign_in()
    if renewed:
        db.execute(update(Account).where(col(Account.id) == known.id).values(password_hash=renewed))
    if held:
        sign_out(db, held)
    succeeded(db, name, now, browser.brought)
    return begin_session(db, known.id, browser, now)


def begin_session(db: Session, account: UUID, browser: Browser, now: datetime) -> Begun:
    """A new session, kept as a hash; its secret goes to the browser and nowhere else. One's own phone is known now."""
    secret = secrets.token_urlsafe(32)
    db.execute(delete(SignIn).where(col(SignIn.account_id) == account, col(SignIn.expires_at) <= now))
    db.execute(
        insert(SignIn).values(
            secret_hash=secret_hash(secret), account_id=account, id=new_id(), device=browser.device, since=now,
            expires_at=now + (SHARED_PHONE if browser.shared else OWN_PHONE),
        )
    )  # fmt: skip
    return Begun(secret, None if browser.shared else know_device(db, account, browser.brought, now))


def sign_out(db: Session, secret: str) -> None:
    """End the session that this browser holds, whoever's it is."""
    db.execute(delete(SignIn).where(col(SignIn.secret_hash) == secret_hash(secret)))


def revoke(
    db: Session,
    account: UUID,
    *,
    session: UUID | None,
    others: bool,
    held: str | None,
    brought: str | None,
    now: datetime,
) -> str | None:
    """End one session of the account's own, or all but the one that this browser holds.

    Another's session is untouched, and nothing says whether it exists. The account's devices are forgotten; this one,
    if it was known, is known by the secret in the answer.
    """
    if session:
        db.execute(delete(SignIn).where(col(SignIn.account_id) == account, col(SignIn.id) == session))
    if others:
        _revoke_others(db, account, held)
    return know_only_this(db, account, brought, now)


def _revoke_others(db: Session, account: UUID, held: str | None) -> None:
    kept = col(SignIn.secret_hash) != secret_hash(held or "")
    db.execute(delete(SignIn).where(col(SignIn.account_id) == account, kept))


def change_password(
    db: Session, known: Known, new_hash: str, *, held: str | None, brought: str | None, now: datetime
) -> str | None:
    """Give the account its new password and sign every other device out; the answer is as in `revoke`."""
    changed = db.execute(
        update(Account)
        .where(col(Account.id) == known.id, col(Account.password_hash) == known.password_hash)
        .values(password_hash=new_hash)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise Refusal("The password was changed a moment ago on another device.")
    return revoke(db, known.id, session=None, others=True, held=held, brought=brought, now=now)


# ── looking ──


@dataclass(frozen=True)
class Standing:
    """One signed-in device."""

    id: UUID
    device: str
    since: datetime
    expires_at: datetime
    is_this: bool


def sessions_of(db: Db, account: UUID, secret: str | None, now: datetime) -> list[Standing]:
    """Where the account is signed in, this device first, then the newest."""
    here = secret_hash(secret or "")
    rows = db.execute(SESSIONS, {"account": account, "now": now}).all()
    found = [Standing(one, device, since, until, kept == here) for one, device, since, until, kept in rows]
    return sorted(found, key=lambda session: not session.is_this)


def account_at(db: Db, account: UUID) -> Known | None:
    row = db.execute(KNOWN, {"account": account}).first()
    return Known(*row) if row else None


def sign_in_names(db: Db, account: UUID) -> list[str]:
    """What the account may sign in with, phone first."""
    return list(db.execute(SIGN_IN_NAMES, {"account": account}).scalars())


SESSIONS = (
    select(col(SignIn.id), col(SignIn.device), col(SignIn.since), col(SignIn.expires_at), col(SignIn.secret_hash))
    .where(col(SignIn.account_id) == bindparam("account"), col(SignIn.expires_at) > bindparam("now"))
    .order_by(col(SignIn.since).desc(), col(SignIn.id))
)
SIGN_IN_NAMES = (
    select(col(SignInName.name))
    .where(col(SignInName.account_id) == bindparam("account"))
    .order_by(col(SignInName.name))
)


def own_words(db: Db, account: UUID) -> Iterable[str]:
    """What a password of this account must not be: its names, its phones."""
    rows = db.execute(
        select(col(Membership.name), col(Membership.phone))
        .join(AccountMembership, col(AccountMembership.membership_id) == col(Membership.id))
        .where(
            col(AccountMembership.account_id) == account,
            col(AccountMembership.community_id) == col(Membership.community_id),
        )
    ).all()
    return [*sign_in_names(db, account), *(word for row in rows for word in row if word)]
