"""Two persons, not two accounts: whoever checks a count is someone else than who entered it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select
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
    own = AccountMembership
    holder = select(col(own.account_id)).where(col(own.community_id) == community, col(own.membership_id) == membership)
    held: UUID | None = db.execute(holder).scalar()
    if held is not None:
        return same_person(db, community, account, held)
    found = db.execute(_known(community).where(col(Membership.id) == membership)).all()
    return _alike(_of(db, community, account), [tuple(row) for row in found])


def _alike(some: Iterable[Known], others: Iterable[Known]) -> bool:
    others = list(others)
    return any(one[0] == other[0] or (one[2] is not None and one[1:] == other[1:]) for one in some for other in others)


def _of(db: Db, community: UUID, account: UUID) -> list[Known]:
    query = _known(community).join(AccountMembership, taken_up())
    rows = db.execute(query.where(col(AccountMembership.account_id) == account)).all()
    return [(row[0], row[1], row[2]) for row in rows]


def _known(community: UUID) -> Select[UUID, str, str | None]:
    return select(col(Membership.id), col(Membership.name), col(Membership.phone)).where(
        col(Membership.community_id) == community
    )
