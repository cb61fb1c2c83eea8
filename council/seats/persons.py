"""Who is meant by a form: a member the community knows already, or someone new."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Exists, and_, exists, select
from sqlmodel import col

from council.kit.act import Act
from council.kit.db import Db
from council.people.acts import enrol
from council.people.names import sign_in_key
from council.people.tables import Held, Membership
from council.rules.refusal import Refusal
from council.seats.tables import Tenure


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a form names them: by the number of a member, or by name."""

    member: int | None = None
    name: str = ""
    sex: str | None = None
    phone: str | None = None


def unseated(db: Db, community: UUID, body: str) -> list[Held]:
    """The members of the community who hold no seat in this body, by number."""
    query = (
        select(col(Membership.id), col(Membership.number), col(Membership.name))
        .where(col(Membership.community_id) == community, ~_seated(body))
        .order_by(col(Membership.number))
    )
    return [Held(*row) for row in db.execute(query).all()]


def phone_of(db: Db, community: UUID, membership: UUID) -> str | None:
    """A member's telephone number, for the clerk alone."""
    query = select(col(Membership.phone)).where(
        col(Membership.community_id) == community, col(Membership.id) == membership
    )
    phone: str | None = db.execute(query).scalar()
    return phone


def known(act: Act, body: str, named: Named) -> Held | None:
    """The member who is meant, where the community knows them; None is someone new.

    By number; or the holder of a seat in this body who has the same name and phone, lest they sit there twice.
    Refused: a number that nobody has, and a form that names nobody.
    """
    query = select(col(Membership.id), col(Membership.number), col(Membership.name)).where(
        col(Membership.community_id) == act.community
    )
    if named.member is not None:
        found = act.db.execute(query.where(col(Membership.number) == named.member)).first()
        if found is None:
            none = Refusal("There is no member with the number %(number)s here.", number=named.member)
            raise none.with_notes(member=none)
        return Held(*found)
    if not named.name:
        nobody = Refusal("Choose someone from the list, or write the name of someone new.")
        raise nobody.with_notes(name=nobody)
    same = query.where(
        _seated(body), col(Membership.name) == named.name, col(Membership.phone) == sign_in_key(named.phone or "")
    )
    found = act.db.execute(same).first()
    return Held(*found) if found else None


def enrolled(act: Act, named: Named) -> Held:
    """Someone new, made a member."""
    member = enrol(act, name=named.name, sex=named.sex, phone=named.phone)
    return Held(member.id, member.number, member.name)


def _seated(body: str) -> Exists:
    return exists().where(
        and_(
            col(Tenure.community_id) == col(Membership.community_id),
            col(Tenure.body_key) == body,
            col(Tenure.membership_id) == col(Membership.id),
            col(Tenure.ended_at).is_(None),
        )
    )
