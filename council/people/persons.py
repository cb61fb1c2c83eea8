"""Two persons, not two accounts: whoever checks a count is someone else than who entered it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlmodel import col

from council.kit.db import Db
from council.people.tables import AccountMembership, Membership, taken_up

Known = tuple[UUID, str, str | None]
"""A membership with its name and telephone."""


def same_person(db: Db, community: UUID, account_a: UUID, account_b: UUID) -> bool:
    """Whether two accounts are of one person: the same, with a membership in common, or known here by the same name
    and telephone."""
    return account_a == account_b or _alike(_of(db, community, account_a), _of(db, community, account_b))


def is_person(db: Db, community: UUID, account: UUID, membership: UUID) -> bool:
    """Whether an account is of the person that this membership is, or of one with the same account, or alike."""
    asked = {"community": community, "membership": membership}
    held: UUID | None = db.execute(HOLDER, asked).scalar()
    if held is not None:
        return same_person(db, community, account, held)
    return _alike(_of(db, community, account), [tuple(row) for row in db.execute(KNOWN_BY, asked).all()])


def _alike(some: Iterable[Known], others: Iterable[Known]) -> bool:
    others = list(others)
    return any(one[0] == other[0] or (one[2] is not None and one[1:] == other[1:]) for one in some for other in others)


def _of(db: Db, community: UUID, account: UUID) -> list[Known]:
    rows = db.execute(KNOWN_AS, {"community": community, "account": account}).all()
    return [(row[0], row[1], row[2]) for row in rows]


_known = select(col(Membership.id), col(Membership.name), col(Membership.phone)).where(
    col(Membership.community_id) == bindparam("community")
)
KNOWN_BY = _known.where(col(Membership.id) == bindparam("membership"))
KNOWN_AS = _known.join(AccountMembership, taken_up()).where(col(AccountMembership.account_id) == bindparam("account"))
HOLDER = select(col(AccountMembership.account_id)).where(
    col(AccountMembership.community_id) == bindparam("community"),
    col(AccountMembership.membership_id) == bindparam("membership"),
)
