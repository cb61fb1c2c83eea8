"""Who may not sit where: committee and supervisory committee are kept apart, and so are near relatives (case G45).

It is asked from both sides: when someone is seated, declares their relatives, or is given an office.
A match is by member number; where there is none, by name, unless it is said that it is somebody else of that name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from council.charters import charters
from council.kit.db import Db
from council.people.tables import Held, holders_of
from council.rules.refusal import Refusal
from council.seats.kin import KINSHIPS, Declared, Kin, declarations_of
from council.seats.tables import BodyRow, SeatRow, bodies_of, seats_in

OFFICES = {"clerk": Refusal("the clerk"), "bookkeeper": Refusal("the bookkeeper")}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whom a seat or an office is meant for; someone new has no number yet. `namesake`: not who bears that name."""

    name: str
    number: int | None = None
    namesake: bool = False

    @classmethod
    def of(cls, person: Held) -> "Candidate":
        return cls(person.name, person.number)


@dataclass(frozen=True, slots=True)
class Barred:
    """Someone who, with their near relatives, is kept out of a body, and what they are."""

    number: int
    name: str
    what: Refusal


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Someone in a body that keeps others out, and the relatives they have declared."""

    body: BodyRow
    seat: SeatRow
    declared: Declared | None


def may_enter(db: Db, community: UUID, body: BodyRow, who: Candidate) -> Refusal | None:
    """Whether nothing keeps this person out of the body: neither its own bars nor another body's."""
    bodies = bodies_of(db, community)
    for one in barred_from(db, community, body, bodies):
        if refusal := _clash(who, one, body):
            return refusal
    return _against(supervisors(db, community, [b for b in bodies if _bars_kind(b, body)]), who, body.name)


def may_hold(db: Db, community: UUID, role: str, who: Candidate) -> Refusal | None:
    """Whether nothing keeps this person out of an office: no seat in a body that it is kept apart from."""
    bars = [b for b in bodies_of(db, community) if b.law.bars and role in b.law.bars.roles]
    return _against(supervisors(db, community, bars), who, OFFICES[role])


def may_declare(db: Db, community: UUID, body: BodyRow, holder: str, kin: Iterable[Kin]) -> Refusal | None:
    """Whether these near relatives leave the holder their seat: none is among those the body keeps out."""
    barred = barred_from(db, community, body, bodies_of(db, community))
    if not (body.law.bars and body.law.bars.relatives):
        return None
    for one in kin:
        who = Candidate(one.name, one.member, one.namesake)
        for other in barred:
            if _same(who, other.number, other.name):
                return _related(body, holder, one, other)
    return None


def keeps_apart(body: BodyRow) -> bool:
    """Whether a charter keeps anybody apart from this body, or from one like it."""
    kinds = {kind for law in charters() if law.bars for kind in law.bars.kinds}
    return body.law.bars is not None or body.law.kind in kinds


def barred_from(db: Db, community: UUID, body: BodyRow, bodies: Sequence[BodyRow]) -> list[Barred]:
    """Whom the body's charter keeps out, as things stand."""
    bars = body.law.bars
    if bars is None:
        return []
    kept_apart = {one.key: one for one in bodies if one.law.kind in bars.kinds}
    found = [
        Barred(seat.member, seat.name, Refusal("a member of %(body)s", body=kept_apart[key].name))
        for key, seat in seats_in(db, community, kept_apart)
        if seat.member is not None and seat.name is not None
    ]
    for role in bars.roles:
        found += [Barred(one.number, one.name, OFFICES[role]) for one in holders_of(db, community, role)]
    return found


def supervisors(db: Db, community: UUID, bodies: Sequence[BodyRow]) -> list[Supervisor]:
    """Everybody seated in these bodies, with what they have declared."""
    by_key = {body.key: body for body in bodies}
    declared = declarations_of(db, community, by_key)
    return [
        Supervisor(by_key[key], seat, declared.get(seat.tenure_id))
        for key, seat in seats_in(db, community, by_key)
        if seat.tenure_id is not None
    ]


def clashes(one: Supervisor, barred: Sequence[Barred]) -> Refusal | None:
    """Why someone seated should not sit there as things stand: themselves, or a relative they have declared.

    No act lets it come so far; a change of charter or of office may. By number alone: names would only be a guess.
    """
    source = one.body.law.sources["bars"].text
    by_number = {other.number: other for other in barred}
    if (other := by_number.get(one.seat.member or 0)) is not None:
        facts = {"name": other.name, "what": other.what, "into": one.body.name, "source": source}
        return Refusal("%(name)s is %(what)s: that and %(into)s are kept apart. (%(source)s)", **facts)
    for kin in one.declared.kin if one.declared else ():
        if kin.member is not None and (related := by_number.get(kin.member)):
            return Refusal(
                "A near relative of %(holder)s is %(what)s: they are kept apart. (%(source)s)",
                holder=one.seat.name, what=related.what, source=source,
            )  # fmt: skip
    return None


def _bars_kind(one: BodyRow, body: BodyRow) -> bool:
    return one.law.bars is not None and body.law.kind in one.law.bars.kinds


def _against(others: Iterable[Supervisor], who: Candidate, what: str | Refusal) -> Refusal | None:
    """Why someone may not become `what`: they sit in a body kept apart from it, or one who does is their kin."""
    for one in others:
        member, name = one.seat.member, one.seat.name or ""
        if member is not None and _same(who, member, name):
            return _clash(
                who, Barred(member, name, Refusal("a member of %(body)s", body=one.body.name)), what, one.body
            )
        for kin in one.declared.kin if one.declared else ():
            declared = Candidate(kin.name, kin.member, kin.namesake or who.namesake)
            if _same(declared, who.number, who.name):
                return Refusal(
                    "%(name)s is declared as %(kinship)s of %(holder)s, who sits in %(body)s: near relatives are kept"
                    " apart. (%(source)s)",
                    name=who.name, kinship=KINSHIPS[kin.kinship], holder=name, body=one.body.name,
                    source=one.body.law.sources["bars"].text,
                )  # fmt: skip
    return None


def _same(who: Candidate, number: int | None, name: str) -> bool:
    """By number where both have one; else by name, unless it is said to be somebody else."""
    if who.number is not None and number is not None:
        return who.number == number
    return who.name == name and not who.namesake


def _clash(who: Candidate, other: Barred, into: BodyRow | str | Refusal, law: BodyRow | None = None) -> Refusal | None:
    if not _same(who, other.number, other.name):
        return None
    body = into if isinstance(into, BodyRow) else law
    assert body is not None
    facts = {
        "name": who.name, "what": other.what, "into": into.name if isinstance(into, BodyRow) else into,
        "source": body.law.sources["bars"].text,
    }  # fmt: skip
    if who.number is not None:
        return Refusal("%(name)s is %(what)s: that and %(into)s are kept apart. (%(source)s)", **facts)
    return Refusal(
        "%(name)s is also the name of %(what)s, which is kept apart from %(into)s. If it is somebody else, say so."
        " (%(source)s)",
        **facts,
    )


def _related(body: BodyRow, holder: str, kin: Kin, other: Barred) -> Refusal:
    facts = {
        "holder": holder, "kinship": KINSHIPS[kin.kinship], "name": kin.name, "what": other.what, "body": body.name,
        "source": body.law.sources["bars"].text,
    }  # fmt: skip
    if kin.member is not None:
        return Refusal(
            "%(name)s, %(kinship)s of %(holder)s, is %(what)s: near relatives may not sit in %(body)s. (%(source)s)",
            **facts,
        )
    return Refusal(
        "%(name)s, %(kinship)s of %(holder)s, has the name of %(what)s: near relatives may not sit in %(body)s."
        " If it is somebody else, say so. (%(source)s)",
        **facts,
    )
