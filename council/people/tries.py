"""Slowing down whoever guesses. A name is never locked for good, and nothing tells whether it exists.

A device that is known as the account's is counted by itself, so that nobody is kept out by the guesses of strangers.
"""

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT is written the same for SQLite
from sqlalchemy.orm import Session
from sqlmodel import col

from council.people.known_devices import known_by_name
from council.people.tables import FailedTries
from council.people.who import secret_hash
from council.rules.refusal import Refusal

FREE_TRIES = 5  # wrong passwords for one name, or on one known device, before waiting begins
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)
ADDRESS_TRIES = 300  # a whole village may share one address (CGNAT)
ADDRESS_WINDOW = timedelta(minutes=5)


def begin_try(
    db: Session, address: str, now: datetime, name: str | None = None, brought: str | None = None
) -> Refusal | None:
    """Count a try before it is looked at, so that a hundred at once are a hundred; or say how long to wait.

    `brought` is the secret by which this browser may be known. The caller commits, and raises the Refusal afterwards.
    """
    buckets = _buckets(db, address, now, name, brought)
    found = db.execute(
        select(col(FailedTries.bucket), col(FailedTries.count), col(FailedTries.last_at)).where(
            col(FailedTries.bucket).in_(buckets)
        )
    ).all()
    waits = [wait for row in found if (wait := _until(*row) - now) > timedelta(0)]
    if waits:
        return Refusal(
            "There were too many tries. Please try again in %(minutes)s minutes.",
            minutes=-(-max(waits) // timedelta(minutes=1)),
        )
    for bucket in buckets:
        _count(db, bucket, now)
    return None


def succeeded(db: Session, name: str, now: datetime, brought: str | None = None) -> None:
    """The right person came: where they were counted starts anew, and what is long past is swept away.

    On a known device the strangers' bucket stays as it is: signing in gives no new guesses to anyone else.
    """
    db.execute(
        delete(FailedTries).where(
            (col(FailedTries.bucket) == _own_bucket(db, name, brought, now))
            | (col(FailedTries.last_at) < now - FORGOTTEN_AFTER)
        )
    )


def _buckets(db: Session, address: str, now: datetime, name: str | None, brought: str | None) -> list[str]:
    """Where a try is counted. A known device not by its address either: others may guess from the same one."""
    own = [_own_bucket(db, name, brought, now)] if name else []
    return own if own and own[0].startswith("device:") else [_address_bucket(address, now), *own]


def _own_bucket(db: Session, name: str, brought: str | None, now: datetime) -> str:
    """The device's own, where it is known as this name's; else the one that all others share."""
    if brought and known_by_name(db, name, brought, now):
        return f"device:{secret_hash(brought).hex()}"
    return _name_bucket(name)


def _until(bucket: str, count: int, last_at: datetime) -> datetime:
    """Until when this bucket waits."""
    if bucket.startswith("address:"):
        return _window_end(last_at) if count >= ADDRESS_TRIES else last_at
    if count < FREE_TRIES:
        return last_at
    return last_at + min(FIRST_WAIT * (1 << min(count - FREE_TRIES, 10)), LONGEST_WAIT)


def _count(db: Session, bucket: str, now: datetime) -> None:
    first = insert(FailedTries).values(bucket=bucket, count=1, last_at=now)
    again = case((col(FailedTries.last_at) < now - FORGOTTEN_AFTER, 1), else_=col(FailedTries.count) + 1)
    db.execute(
        first.on_conflict_do_update(index_elements=["bucket"], set_={"count": again, "last_at": first.excluded.last_at})
    )


def _name_bucket(name: str) -> str:
    return f"name:{hashlib.sha256(name.encode()).hexdigest()}"


def _address_bucket(address: str, now: datetime) -> str:
    window = int(_window_end(now).timestamp())
    return f"address:{hashlib.sha256(network(address).encode()).hexdigest()}:{window}"


def _window_end(moment: datetime) -> datetime:
    seconds = ADDRESS_WINDOW // timedelta(seconds=1)
    return datetime.fromtimestamp((int(moment.timestamp()) // seconds + 1) * seconds, moment.tzinfo)


def network(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one household has in IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address
