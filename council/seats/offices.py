"""Giving an office that needs no seat. It stands here because a charter may keep offices and seats apart."""

from sqlalchemy import select
from sqlmodel import col

from council.kit.act import Act
from council.people import acts
from council.people.slips import FreshSlip
from council.people.tables import Membership
from council.seats.bars import Candidate, may_hold


def appoint(
    act: Act, role: str, *, name: str = "", phone: str | None = None, number: int | None = None,
    slip: FreshSlip | None = None, console: bool = False,
) -> int:  # fmt: skip
    """As `people.acts.appoint`; refused to whom a charter keeps apart from the office, and to their relatives."""
    if not console:
        acts.need_clerk(act)
    known = _name_of(act, number) if number is not None else name
    if known and role in acts.ROLES and (refusal := may_hold(act.db, act.community, role, Candidate(known, number))):
        raise refusal
    return acts.appoint(act, role, name=name, phone=phone, number=number, slip=slip, console=console)


def _name_of(act: Act, number: int) -> str | None:
    query = select(col(Membership.name)).where(
        col(Membership.community_id) == act.community, col(Membership.number) == number
    )
    name: str | None = act.db.execute(query).scalar()
    return name
