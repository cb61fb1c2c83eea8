"""`council appoint`: the first clerk of a community, or one more; and the officers of a county and its townships."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from council.config import Settings
from council.hall.console import tell_officer_slip, tell_slip
from council.hall.verification import community_named
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Database
from council.kit.terminal import tell
from council.oversight import officers
from council.people.names import short_name, sign_in_key
from council.people.slips import fresh_slip
from council.places.tables import place_of
from council.rules.refusal import N_, Refusal
from council.seats.offices import appoint as appoint_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What was written behind the command."""

    name: str
    phone: str | None
    member: int | None
    role: str
    end: int | None


def appoint(database: Database, settings: Settings, where: str, wished: Wished) -> None:
    """Give the office and print the slip, this once; or end an officer's."""
    if wished.role == "officer":
        return _officer(database, settings, where, wished)
    if wished.end is not None:
        raise Refusal(N_("--end is for officers. A clerk lays the office down at the desk."))
    if not wished.name and wished.member is None:
        raise Refusal(N_("Write --name, or --member for someone who is a member already."))
    slip = fresh_slip(clock.now(), settings.slip_days)
    one = database.read_now(lambda db: community_named(db, where))

    def act(db: Session) -> int:
        given = Act(db, one.id, clock.now())
        return appoint_to(
            given, wished.role, name=wished.name, phone=wished.phone, number=wished.member, slip=slip, console=True
        )

    number = database.write_now(one.id, act)
    return tell_slip(database.read_now(lambda db: place_of(db, one.id)), number, slip, settings.where)


def _officer(database: Database, settings: Settings, where: str, wished: Wished) -> None:
    """Of `yunxi`, or of `yunxi/青桥街道`. No book of a community tells of it."""
    post, now = database.read_now(lambda db: officers.post_named(db, where)), clock.now()
    if (ended := wished.end) is not None:
        name = database.write_account_now(lambda db: officers.dismiss(db, post, ended, now))
        tell(N_("%(name)s is no longer an officer of %(place)s."), name=name, place=post.county_name)
        return
    phone = wished.phone or ""
    if not wished.name or not sign_in_key(phone).lstrip("+").isdigit():
        raise Refusal(N_("Write --name and --phone: an officer signs in with the telephone."))
    slip = fresh_slip(now, settings.slip_days)
    number = database.write_account_now(lambda db: officers.appoint(db, post, wished.name, phone, slip, now))
    tell_officer_slip(
        post.name, short_name(post.county_name, number), f"{settings.where}/county/{post.county}/slip", slip
    )
