"""Making members of a community, and giving and ending the office of its clerk."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select, update
from sqlmodel import col

from council.kit.act import Act, SignInFirst
from council.kit.ids import new_id
from council.ledger.acts import record, written
from council.people.names import sign_in_key
from council.people.slips import FreshSlip, Sheet, lay_slip
from council.people.tables import Membership, Role, clerk_number, holders_of
from council.rules.refusal import Refusal

ROLES = ("clerk", "bookkeeper")


def enrol(
    act: Act, *, name: str, sex: str | None = None, phone: str | None = None, household: str | None = None
) -> Membership:
    """Make someone a member under the next number, which is never used again. Records nothing itself.

    Nobody is merged with anybody, whatever name or phone they share.
    """
    last = act.db.execute(
        select(func.max(col(Membership.number))).where(col(Membership.community_id) == act.community)
    ).scalar()
    member = Membership(
        community_id=act.community, id=new_id(), number=(last or 0) + 1, name=name, sex=sex, phone=_kept(phone),
        household=household,
    )  # fmt: skip
    act.db.add(member)
    act.db.flush()
    return member


def correct_member(act: Act, membership_id: UUID, **now: str | None) -> None:
    """Correct a member's name, phone, sex or household. Records nothing itself; sign-in names stay as they are."""
    act.db.execute(
        update(Membership)
        .where(col(Membership.community_id) == act.community, col(Membership.id) == membership_id)
        .values(**now)
    )


def _kept(phone: str | None) -> str | None:
    return sign_in_key(phone) if phone else None


def need_clerk(act: Act) -> str:
    """The actor `clerk:<number>`; a stranger is refused, and someone signed out is sent to sign in."""
    if act.asker is None:
        raise SignInFirst
    number = clerk_number(act.db, act.community, act.asker)
    if number is None:
        raise Refusal("Only the clerk of this community may do this.")
    return f"clerk:{number}"


def appoint(
    act: Act, role: str, *, name: str = "", phone: str | None = None, number: int | None = None,
    slip: FreshSlip | None = None, console: bool = False,
) -> int:  # fmt: skip
    """Give an office to the member of that number, or to a new member; the answer is their number.

    By a clerk who hands over, or from the console, where nobody is signed in. With `slip`, a slip for the new
    clerk is laid in the same act.
    """
    actor = "console" if console else need_clerk(act)
    if role not in ROLES:
        raise Refusal("There is no such office.").with_notes(role=Refusal("Please choose one of these."))
    member = _member(act, number) if number is not None else enrol(act, name=name, phone=phone)
    if member.number in [holder.number for holder in holders_of(act.db, act.community, role)]:
        raise Refusal("%(name)s holds this office already.", name=member.name)
    act.db.add(Role(community_id=act.community, id=new_id(), membership_id=member.id, role=role, since=act.now))
    facts: dict[str, object] = {"role": role, "member": member.number}
    if slip:
        lay_slip(act, member.id, slip)
        facts["slip_expires"] = written(slip.expires_at)
    record(act, "role.appoint", actor=actor, on=f"member:{member.number}", facts=facts, sealed={"name": member.name})
    return member.number


def _member(act: Act, number: int) -> Membership:
    found = act.db.execute(
        select(Membership).where(col(Membership.community_id) == act.community, col(Membership.number) == number)
    ).scalar()
    if found is None:
        raise Refusal("There is no member with the number %(number)s here.", number=number)
    return found


def may_end_role(holders: list[int], number: int, own: int | None, role: str = "clerk") -> Refusal | None:
    """A clerk may lay down only their own office, and never the last one. The console (`own` None) may end any.

    The bookkeeper's office is ended by a clerk.
    """
    if number not in holders:
        return Refusal("This member does not hold that office.")
    if role != "clerk":
        return None
    if own is not None and own != number:
        return Refusal("You can lay down only your own office.")
    if len(holders) == 1:
        return Refusal("You are the only clerk. Appoint the one who follows you first.")
    return None


def end_role(act: Act, role: str, number: int, *, console: bool = False) -> None:
    """End an office. Who held it is refused from the next request on; the account and its seat stay."""
    actor = "console" if console else need_clerk(act)
    own = None if console else int(actor.partition(":")[2])
    holders = holders_of(act.db, act.community, role)
    if refusal := may_end_role([holder.number for holder in holders], number, own, role):
        raise refusal
    member = next(holder.id for holder in holders if holder.number == number)
    act.db.execute(
        update(Role)
        .where(
            col(Role.community_id) == act.community,
            col(Role.membership_id) == member,
            col(Role.role) == role,
            col(Role.ended_at).is_(None),
        )
        .values(ended_at=act.now)
    )
    record(act, "role.end", actor=actor, on=f"member:{number}", facts={"role": role, "member": number})


# ── slips ──


def issue_slips(act: Act, slips: Mapping[int, FreshSlip]) -> list[Sheet]:
    """Lay a slip for each of these member numbers; an older one that stood is void. One act, one entry.

    The codes were made and hashed before; what comes back is what is printed once.
    """
    actor = need_clerk(act)
    if not slips:
        raise Refusal("Choose at least one person to print a slip for.")
    found = {
        row.number: row
        for row in act.db.execute(
            select(col(Membership.id), col(Membership.number), col(Membership.name))
            .where(col(Membership.community_id) == act.community, col(Membership.number).in_(slips))
            .order_by(col(Membership.number))
        ).all()
    }
    if missing := set(slips) - set(found):
        raise Refusal("There is no member with the number %(number)s here.", number=min(missing))
    for number, row in found.items():
        lay_slip(act, row.id, slips[number])
    expires_at = min(slip.expires_at for slip in slips.values())
    facts = {"members": sorted(found), "expires": written(expires_at)}
    record(act, "slip.issue", actor=actor, facts=facts)
    return [Sheet(row.id, number, row.name, slips[number]) for number, row in found.items()]
