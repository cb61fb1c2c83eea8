"""Officers are appointed on the server's console and sign in by a slip of their own, as a clerk does.

None of it is an act of a community, so no book tells of it; what an officer does in a community stands in its book.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_where_free  # written the same for SQLite
from sqlalchemy.orm import Session
from sqlmodel import col

from council.kit.db import Db
from council.kit.ids import new_id
from council.oversight.tables import Officer
from council.people.known_devices import forget_devices
from council.people.names import short_name, sign_in_key
from council.people.sessions import Begun, Browser, begin_session, sign_out
from council.people.slips import WRONG_TRIES, FreshSlip, not_right
from council.people.tables import Account, SignIn, SignInName
from council.places.tables import County, Township
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Post:
    """Where an officer is: a county, or one township of it."""

    county: str
    county_name: str
    township: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """An officer as one knows them who is about to use their slip."""

    county: str
    county_name: str
    number: int
    name: str
    phone: str
    account: UUID | None
    code_hash: str = field(repr=False)
    slip_until: datetime
    slip_tries: int
    slip_ended: bool

    @property
    def signs_in_as(self) -> str:
        return short_name(self.county_name, self.number)


def post_named(db: Db, named: str) -> Post:
    """`yunxi`, or `yunxi/青桥街道`; a Refusal that says what to write."""
    county, _, township = named.partition("/")
    row = db.execute(select(col(County.slug), col(County.name)).where(col(County.slug) == county)).first()
    if row is None:
        raise Refusal("There is no county %(named)s. Write its address, such as yunxi or yunxi/青桥街道.", named=named)
    if not township:
        return Post(row[0], row[1], None, row[1])
    query = select(col(Township.id)).where(col(Township.county_slug) == county, col(Township.name) == township)
    found: UUID | None = db.execute(query).scalar()
    if found is None:
        raise Refusal("There is no township %(township)s in %(county)s.", township=township, county=row[1])
    return Post(row[0], row[1], found, township)


def appoint(db: Session, post: Post, name: str, phone: str, slip: FreshSlip, now: datetime) -> int:
    """Make someone an officer there, and lay their slip; the answer is their number. Whoever stands in this county
    with that telephone already gets a new slip, for the place that is said now: so a lost password is helped."""
    phone = sign_in_key(phone)
    own = (col(Officer.county_slug) == post.county, col(Officer.phone) == phone, col(Officer.ended_at).is_(None))
    laid = {"code_hash": slip.code_hash, "slip_until": slip.expires_at, "slip_tries": 0, "slip_ended": False}
    known: int | None = db.execute(select(col(Officer.number)).where(*own)).scalar()
    if known is not None:
        db.execute(update(Officer).where(*own).values(**laid, name=name, township_id=post.township))
        return known
    last = db.execute(select(func.max(col(Officer.number))).where(col(Officer.county_slug) == post.county)).scalar()
    number = (last or 0) + 1
    here = {"county_slug": post.county, "number": number, "township_id": post.township}
    db.execute(insert(Officer).values(**here, name=name, phone=phone, since=now, **laid))
    return number


def dismiss(db: Session, post: Post, number: int, now: datetime) -> str:
    """End an office; the answer is who held it. They are refused from the next request on."""
    own = (col(Officer.county_slug) == post.county, col(Officer.number) == number, col(Officer.ended_at).is_(None))
    name: str | None = db.execute(select(col(Officer.name)).where(*own)).scalar()
    if name is None:
        raise Refusal("There is no officer with the number %(number)s there.", number=number)
    db.execute(update(Officer).where(*own).values(ended_at=now, slip_ended=True))
    return name


# ── the slip ──


def appointed(db: Db, county: str, number: int | None) -> Appointed | None:
    """The officer of this number who stands in the county."""
    query = select(
        col(Officer.county_slug), col(County.name), col(Officer.number), col(Officer.name), col(Officer.phone),
        col(Officer.account_id), col(Officer.code_hash), col(Officer.slip_until), col(Officer.slip_tries),
        col(Officer.slip_ended),
    ).join(County, col(County.slug) == col(Officer.county_slug))  # fmt: skip
    own = (col(Officer.county_slug) == county, col(Officer.number) == number, col(Officer.ended_at).is_(None))
    row = db.execute(query.where(*own)).first()
    return Appointed(*row) if row else None


def may_use(officer: Appointed | None, right: bool, now: datetime) -> Refusal | None:
    """Only who has the right code learns anything about the slip."""
    if officer is None or not right:
        return not_right()
    if officer.slip_ended or now >= officer.slip_until:
        return Refusal("This slip was used already, or its time is over. Ask whoever appointed you for a new one.")
    return None


def use_slip(
    db: Session, county: str, number: int | None, right: bool, *, password_hash: str, browser: Browser,
    held: str | None, now: datetime,
) -> Begun | Refusal:  # fmt: skip
    """Open the officer's account, or give it a new password, end its sessions and forget its devices; sign in with it.

    A wrong code is counted, and the Refusal is the answer, so that the caller can commit before it says no. The account
    is the officer's alone: one that a village knows the same person by is never opened by this slip.
    """
    officer = appointed(db, county, number)
    refusal = may_use(officer, right, now)
    if officer and not right and not officer.slip_ended:
        tries = officer.slip_tries + 1
        _change(db, officer, slip_tries=tries, slip_ended=tries >= WRONG_TRIES)
    if refusal or officer is None:
        return refusal or not_right()
    account = officer.account or new_id()
    if officer.account is None:
        db.execute(insert(Account).values(id=account, password_hash=password_hash, created_at=now))
    else:
        db.execute(update(Account).where(col(Account.id) == account).values(password_hash=password_hash))
        db.execute(delete(SignIn).where(col(SignIn.account_id) == account))
        forget_devices(db, account)
    for name in (officer.signs_in_as, officer.phone):
        free = insert_where_free(SignInName).values(name=sign_in_key(name), account_id=account)
        db.execute(free.on_conflict_do_nothing(index_elements=["name"]))
    _change(db, officer, account_id=account, slip_ended=True)
    if held:
        sign_out(db, held)
    return begin_session(db, account, browser, now)


def _change(db: Session, officer: Appointed, **values: object) -> None:
    own = (col(Officer.county_slug) == officer.county, col(Officer.number) == officer.number)
    db.execute(update(Officer).where(*own).values(**values))
