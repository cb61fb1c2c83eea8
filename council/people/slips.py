"""The folded slip (登录条): twelve digits, used once within its days, that open an account or open it again."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, select, update
from sqlmodel import col

from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.kit.ids import new_id
from council.people.passwords import hashed
from council.people.tables import Membership, Slip
from council.rules.refusal import N_, Refusal

DIGITS = 12
WRONG_TRIES = 5  # then the slip is void


@dataclass(frozen=True)
class FreshSlip:
    """A code just made. It is printed once; only its hash is kept."""

    code: str = field(repr=False)
    code_hash: str = field(repr=False)
    expires_at: datetime

    @property
    def grouped(self) -> str:
        """As it is printed: 1234 5678 9012."""
        return " ".join(self.code[at : at + 4] for at in range(0, DIGITS, 4))

    @property
    def last_day(self) -> date:
        return last_day(self.expires_at)


def last_day(expires_at: datetime) -> date:
    """The last day on which a slip can be used."""
    return clock.day_of(expires_at - timedelta(seconds=1))


@dataclass(frozen=True)
class Sheet:
    """What is printed on one folded sheet, beside the community's name and address."""

    membership_id: UUID
    number: int
    name: str
    slip: FreshSlip


def fresh_slip(now: datetime, days: int) -> FreshSlip:
    """A random code, good to the end of the day that lies `days` ahead. Slow: made before a write opens."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return FreshSlip(code, hashed(code), clock.end_of(clock.day_of(now) + timedelta(days=days)))


def lay_slip(act: Act, membership_id: UUID, slip: FreshSlip) -> None:
    """Keep a slip for a member and void the one that stood. Records nothing itself."""
    act.db.execute(
        update(Slip)
        .where(
            col(Slip.community_id) == act.community,
            col(Slip.membership_id) == membership_id,
            col(Slip.ended_at).is_(None),
        )
        .values(ended_at=act.now, ended_by="reprinted")
    )
    act.db.execute(
        insert(Slip).values(
            community_id=act.community, id=new_id(), membership_id=membership_id, code_hash=slip.code_hash,
            issued_at=act.now, expires_at=slip.expires_at, tries=0,
        )
    )  # fmt: skip


# ── using one ──


@dataclass(frozen=True)
class Laid:
    """A member's newest slip, standing or ended, with what a new password is compared with."""

    id: UUID
    membership_id: UUID
    number: int
    name: str
    phone: str | None
    code_hash: str = field(repr=False)
    tries: int
    expires_at: datetime
    ended_by: str | None


def newest_slip(db: Db, community: UUID, number: int | None) -> Laid | None:
    """The newest slip of the member of that number, if one was ever printed."""
    row = db.execute(
        _laid(community).where(col(Membership.number) == number).order_by(col(Slip.id).desc()).limit(1)
    ).first()
    return Laid(*row) if row else None


def slip_at(db: Db, community: UUID, slip: UUID) -> Laid | None:
    row = db.execute(_laid(community).where(col(Slip.id) == slip)).first()
    return Laid(*row) if row else None


def _laid(community: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(Slip.id), col(Slip.membership_id), col(Membership.number), col(Membership.name), col(Membership.phone),
            col(Slip.code_hash), col(Slip.tries), col(Slip.expires_at), col(Slip.ended_by),
        )
        .join(Membership, col(Membership.id) == col(Slip.membership_id))
        .where(col(Slip.community_id) == community, col(Membership.community_id) == community)
    )  # fmt: skip


ENDED = {
    "used": N_(
        "This slip was used already. Sign in with the password that was set then, or ask the clerk for a new slip."
    ),
    "reprinted": N_("A newer slip was printed for you, so this one is void. Please use the newer one."),
    "tries": N_("Wrong digits were typed five times, so this slip is void. Please ask the clerk for a new one."),
}


def not_right() -> Refusal:
    """One answer for a number that has no slip and for a wrong code."""
    return Refusal("The number or the code is not right. After five wrong tries a slip is void.")


def may_use(laid: Laid | None, right: bool, now: datetime) -> Refusal | None:
    """Only who has the right code learns anything about the slip."""
    if laid is None or not right:
        return not_right()
    if laid.ended_by:
        return Refusal(ENDED[laid.ended_by])
    if now >= laid.expires_at:
        return Refusal(
            "This slip was good until %(when)s. Please ask the clerk for a new one.", when=last_day(laid.expires_at)
        )
    return None
