"""Who is meant by a form: a member the community knows already, or someone new."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select
from sqlmodel import col

from council.charters import charters
from council.kit.act import Act
from council.kit.db import Db
from council.people.acts import enrol
from council.people.names import sign_in_key
from council.people.reached import UNREACHED
from council.people.tables import Held, Membership, Role
from council.rules.refusal import Refusal
from council.seats.looking import MATCHES, sought
from council.seats.tables import Alternate, Body, Tenure


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a form names them: by the number of a member, or by name."""

    member: int | None = None
    name: str = ""
    sex: str | None = None
    phone: str | None = None
    household: str | None = None
    namesake: bool = False  # somebody else than the person of this name who is kept apart from the body


MOST_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Offered:
    """The members whom a form offers; `many`: there are more, so they are looked for by name, household or number."""

    people: list[Held]
    many: bool


def unseated(db: Db, community: UUID, body: str, q: str = "") -> Offered:
    """The members of the community who hold no seat in this body, by number; with `q`, those who are looked for."""
    asked = {"community": community, "body": body}
    everybody = [Held(*row) for row in db.execute(UNSEATED, asked).all()]
    if len(everybody) <= MOST_OFFERED:
        return Offered(everybody, False)
    if not (q := q.replace("\0", "").strip()):
        return Offered([], True)
    return Offered([Held(*row) for row in db.execute(UNSEATED_FOUND, asked | sought(q)).all()], True)


@dataclass(frozen=True, slots=True)
class About:
    """What is written about a member, for the clerk alone."""

    sex: str | None
    phone: str | None
    household: str | None


def about_member(db: Db, community: UUID, membership: UUID) -> About:
    return About(*db.execute(ABOUT, {"community": community, "membership": membership}).one())


ABOUT = select(col(Membership.sex), col(Membership.phone), col(Membership.household)).where(
    col(Membership.community_id) == bindparam("community"), col(Membership.id) == bindparam("membership")
)


def known(act: Act, body: str, named: Named) -> Held | None:
    """The member who is meant, where the community knows them; None is someone new.

    By number; or the holder of a seat in this body who has the same name and phone, lest they sit there twice.
    Refused: a number that nobody has, and a form that names nobody.
    """
    if named.member is not None:
        found = act.db.execute(BY_NUMBER, {"community": act.community, "member": named.member}).first()
        if found is None:
            none = Refusal("There is no member with the number %(number)s here.", number=named.member)
            raise none.with_notes(member=none)
        return Held(*found)
    if not named.name:
        nobody = Refusal("Choose someone from the list, or write the name of someone new.")
        raise nobody.with_notes(name=nobody)
    phone = sign_in_key(named.phone or "")
    asked = {"community": act.community, "body": body, "name": named.name, "phone": phone}
    found = act.db.execute(SEATED_SAME, asked).first()
    return Held(*found) if found else None


def enrolled(act: Act, named: Named) -> Held:
    """Someone new, made a member."""
    member = enrol(act, name=named.name, sex=named.sex, phone=named.phone, household=named.household)
    return Held(member.id, member.number, member.name)


def was_named(db: Db, community: UUID, membership: UUID) -> bool:
    """Whether the public knows this member by name: they hold or held a seat, a place or an office that is named."""
    counted = [law.key for law in charters() if law.roll == "counted"]
    seated = (
        select(col(Tenure.id))
        .join(Body, and_(col(Body.community_id) == col(Tenure.community_id), col(Body.key) == col(Tenure.body_key)))
        .where(
            col(Tenure.community_id) == community,
            col(Tenure.membership_id) == membership,
            col(Body.charter).not_in(counted),
        )
    )
    waiting = select(col(Alternate.position)).where(
        col(Alternate.community_id) == community, col(Alternate.membership_id) == membership
    )
    office = select(col(Role.id)).where(col(Role.community_id) == community, col(Role.membership_id) == membership)
    return any(db.execute(query.limit(1)).first() for query in (seated, waiting, office))


def awaited(db: Db, community: UUID, now: datetime, *, limit: int) -> list[int]:
    """Members with neither an account nor a slip waiting, by number. Nobody waits for those to sign in who are on
    nothing but a roll that is only counted."""
    counted = [law.key for law in charters() if law.roll == "counted"]
    asked = {"community": community, "now": now, "counted": counted, "most": limit}
    return [number for number, *_ in db.execute(AWAITED, asked).all()]


_MEMBERS = select(col(Membership.id), col(Membership.number), col(Membership.name)).where(
    col(Membership.community_id) == bindparam("community")
)
_holding = exists().where(
    col(Tenure.community_id) == col(Membership.community_id),
    col(Tenure.membership_id) == col(Membership.id),
    col(Tenure.ended_at).is_(None),
)
_SEATED = _holding.where(col(Tenure.body_key) == bindparam("body"))
BY_NUMBER = _MEMBERS.where(col(Membership.number) == bindparam("member"))
SEATED_SAME = _MEMBERS.where(
    _SEATED, col(Membership.name) == bindparam("name"), col(Membership.phone) == bindparam("phone")
)
UNSEATED = _MEMBERS.where(~_SEATED).order_by(col(Membership.number)).limit(MOST_OFFERED + 1)
UNSEATED_FOUND = UNSEATED.where(MATCHES).limit(MOST_OFFERED)
_in_body = _holding.where(
    col(Body.community_id) == col(Tenure.community_id), col(Body.key) == col(Tenure.body_key)
).correlate(Membership)
_only_counted = and_(
    _in_body.where(col(Body.charter).in_(bindparam("counted"))),
    ~_in_body.where(col(Body.charter).not_in(bindparam("counted"))),
)
AWAITED = UNREACHED.where(~_only_counted)
