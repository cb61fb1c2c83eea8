"""What an assembly lets another body decide, for which matters and until when (授权).

What the villagers' assembly decides by law, the representatives decide only by its authorisation, which names the
matters and the term (VCOL 2018 art. 24; Zhejiang art. 16, Chongqing art. 10); else it is void (Shandong art. 24).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update

from council import charters
from council.kit import clock
from council.kit.act import Act, NotFound
from council.kit.db import Db
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.meetings.columns import DELEGATION
from council.meetings.hands import need_enters
from council.meetings.tables import Delegation
from council.rules.matters import Matter
from council.rules.organ import Organ
from council.rules.refusal import Refusal
from council.seats.tables import body_at

LONGEST = 5  # years: no authorisation outlives the term of those who gave it


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """An authorisation as it stands; its last day is `ends`, or the day on which it was ended."""

    number: int
    from_body: str
    to_body: str
    matters: tuple[str, ...]
    decided_on: date
    begins: date
    ends: date
    paper: str
    ended_on: date | None
    ended_why: str | None

    @property
    def until(self) -> date:
        """The last day on which it holds."""
        return min(self.ends, self.ended_on) if self.ended_on else self.ends

    def holds(self, matter: str, on: date) -> bool:
        return matter in self.matters and self.begins <= on <= self.until


def needs_delegation(kind: str, matter: Matter) -> bool:
    """Whether a body of this kind decides the matter only where the assembly has let it."""
    return kind == Organ.REPRESENTATIVES and Organ.ASSEMBLY in matter.decided_by


DELEGABLE = tuple(
    matter.key
    for matter in charters.matters()
    if Organ.ASSEMBLY in matter.decided_by and Organ.REPRESENTATIVES in matter.decided_by
)
"""The matters of the catalogue that an assembly may hand on to the representatives."""


def may_decide_by(db: Db, community: UUID, kind: str, body: str, matter: str, on: date) -> Refusal | None:
    """Whether this body may decide the matter on that day: by its own right, or by an authorisation in force (G46)."""
    known = _matter(matter)
    if known is None or not needs_delegation(kind, known):
        return None
    return standing_on(delegations_of(db, community, body), known, on)


def standing_on(delegations: Collection[DelegationRow], matter: Matter, on: date) -> Refusal | None:
    """Whether one of these covers the matter on that day."""
    ours = [one for one in delegations if matter.key in one.matters]
    if any(one.holds(matter.key, on) for one in ours):
        return None
    if not ours:
        return Refusal(
            "The assembly has not let this body decide “%(matter)s”. Enter its authorisation, or let the assembly"
            " decide.",
            matter=matter.name,
        )
    last = max(ours, key=lambda one: one.until)
    if on < min(one.begins for one in ours):
        return Refusal("The authorisation for “%(matter)s” only begins on %(begins)s.", matter=matter.name,
                       begins=min(one.begins for one in ours))  # fmt: skip
    return Refusal(
        "The authorisation for “%(matter)s” ended on %(until)s. The assembly must give it anew.",
        matter=matter.name,
        until=last.until,
    )


def _matter(key: str) -> Matter | None:
    """The statutory matter of this key; what a village has added it gives to a body itself, and needs no handing on."""
    try:
        return charters.matter(key)
    except KeyError:
        return None


def delegations_of(db: Db, community: UUID, to_body: str | None = None) -> list[DelegationRow]:
    """The authorisations given to a body, or all of the community, the newest first."""
    asked = {"community": community}
    rows = db.execute(GIVEN, asked) if to_body is None else db.execute(GIVEN_TO, {**asked, "body": to_body})
    return [_row(row) for row in rows.all()]


GIVEN = (
    select(
        DELEGATION.number, DELEGATION.from_body, DELEGATION.to_body, DELEGATION.matters, DELEGATION.decided_on,
        DELEGATION.begins, DELEGATION.ends, DELEGATION.paper, DELEGATION.ended_on, DELEGATION.ended_why,
    )
    .where(DELEGATION.community_id == bindparam("community"))
    .order_by(DELEGATION.number.desc())
)  # fmt: skip
GIVEN_TO = GIVEN.where(DELEGATION.to_body == bindparam("body"))


def _row(row: Any) -> DelegationRow:
    number, giver, to, matters, *rest = row
    return DelegationRow(number, giver, to, tuple(matters.split(",")), *rest)


# ── the acts ──


@dataclass(frozen=True, slots=True)
class Authorised:
    """An authorisation as its paper has it."""

    from_body: str
    to_body: str
    matters: tuple[str, ...]
    decided_on: date
    begins: date
    ends: date


def may_delegate(db: Db, community: UUID, wanted: Authorised, today: date) -> Refusal | None:
    """Whether such an authorisation can be: from the assembly, for matters that are its own, with a term."""
    giver, to = body_at(db, community, wanted.from_body), body_at(db, community, wanted.to_body)
    if giver.law.kind != Organ.ASSEMBLY:
        return Refusal("Only the assembly gives an authorisation.")
    if to.law.kind != Organ.REPRESENTATIVES or not wanted.matters or not set(wanted.matters) <= set(DELEGABLE):
        wrong = Refusal("Please choose matters that the assembly decides and may hand on to %(body)s.", body=to.name)
        return wrong.with_notes(matters=wrong)
    return _days(wanted, today)


def _days(wanted: Authorised, today: date) -> Refusal | None:
    if wanted.decided_on > today:
        ahead = Refusal("This day is still to come.")
        return ahead.with_notes(decided_on=ahead)
    if wanted.begins < wanted.decided_on:
        early = Refusal("It cannot begin before it was decided.")
        return early.with_notes(begins=early)
    if wanted.ends < wanted.begins:
        over = Refusal("Its last day is before its first.")
        return over.with_notes(ends=over)
    if wanted.ends.year - wanted.begins.year > LONGEST:
        long = Refusal("At most %(years)s years: no authorisation outlives the term.", years=LONGEST)
        return long.with_notes(ends=long)
    return None


def delegate(act: Act, wanted: Authorised, paper: Prepared) -> int:
    """Enter an authorisation with its paper. The answer is its number."""
    hand = need_enters(act, wanted.from_body)
    if refusal := may_delegate(act.db, act.community, wanted, clock.day_of(act.now)):
        raise refusal
    last = act.db.execute(select(func.max(DELEGATION.number)).where(DELEGATION.community_id == act.community)).scalar()
    number = (last or 0) + 1
    sha = keep(act, paper, public=False)
    act.db.execute(
        insert(Delegation).values(
            community_id=act.community, number=number, from_body=wanted.from_body, to_body=wanted.to_body,
            matters=",".join(wanted.matters), decided_on=wanted.decided_on, begins=wanted.begins, ends=wanted.ends,
            paper=sha, entered_at=act.now,
        )
    )  # fmt: skip
    facts = {
        "number": number, "from_body": wanted.from_body, "body": wanted.to_body, "matters": list(wanted.matters),
        "decided_on": wanted.decided_on.isoformat(), "begins": wanted.begins.isoformat(),
        "ends": wanted.ends.isoformat(),
    }  # fmt: skip
    record(act, "delegation.give", actor=hand.actor, on=f"delegation:{number}", facts=facts, files=[sha])
    return number


def end_delegation(act: Act, number: int, ended_on: date, why: str) -> None:
    """The assembly takes an authorisation back: after `ended_on` it no longer holds."""
    found = next((one for one in delegations_of(act.db, act.community) if one.number == number), None)
    if found is None:
        raise NotFound
    hand = need_enters(act, found.from_body)
    if found.ended_on:
        raise Refusal("This authorisation was ended already.")
    if not found.begins <= ended_on <= found.ends:
        outside = Refusal("It holds from %(begins)s to %(ends)s.", begins=found.begins, ends=found.ends)
        raise outside.with_notes(ended_on=outside)
    act.db.execute(
        update(Delegation)
        .where(DELEGATION.community_id == act.community, DELEGATION.number == number)
        .values(ended_on=ended_on, ended_why=why)
    )
    facts = {"number": number, "ended_on": ended_on.isoformat()}
    record(act, "delegation.end", actor=hand.actor, on=f"delegation:{number}", facts=facts, sealed={"why": why})
