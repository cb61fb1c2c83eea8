"""A village of the demo: how its people are told what to do, by day and hour, through the acts of the rooms."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from council.hall import demo_story as story
from council.hall.demo_story import Person, Told
from council.hall.verification import communities
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Database
from council.motions.acts import propose, put
from council.motions.wording import Wording
from council.people.acts import appoint, issue_slips
from council.people.passwords import hashed
from council.people.sessions import Browser
from council.people.slips import FreshSlip, fresh_slip, newest_slip
from council.people.tables import AccountMembership, Membership
from council.people.taking_up import Tried, use_slip
from council.places.naming import label
from council.seats.founding import found, found_here
from council.seats.roster import read_roster
from council.seats.tables import bodies_of
from council.votes.acts import cast, open

T = TypeVar("T")
HEADINGS = "县,街道,村,组织名称,席位号,姓名,性别,居民类别,职务,联系电话,任期起,任期止"
DAYS_AGO = 200  # the demo's villages were founded


class Village:
    """A village of the demo, and what its people do, told by day and hour of Asia/Shanghai."""

    def __init__(self, database: Database, id: UUID, body: str, today: date):
        self.database, self.id, self.body, self.today = database, id, body, today
        self.accounts: dict[int | str, UUID] = {}

    @classmethod
    def found(
        cls, database: Database, name: str, body: str, people: Sequence[Person], clerk: tuple[str, str]
    ) -> "Village":
        """Enter the roster as the clerk's file has it, appoint the clerk, and give everyone an account by slip."""
        today = clock.today()
        with clock.at(_moment(today, -DAYS_AGO, "09:00")):
            found(database, read_roster(f"{body}成员名册.csv", _roster(name, body, people)))
        named = next(one for one in database.read_now(communities) if one.name == name)
        bodies = database.read_now(lambda db: bodies_of(db, named.id))
        village = cls(database, named.id, bodies[0].key, today)
        village._appoint(clerk, len(people) + 1, label(name))
        village._give_slips(people, label(name))
        return village

    def _appoint(self, clerk: tuple[str, str], number: int, short: str) -> None:
        with self.day(-DAYS_AGO, "09:20"):
            slip = fresh_slip(clock.now(), 14)
            name, phone = clerk
            self.write(lambda act: appoint(act, "clerk", name=name, phone=phone, slip=slip, console=True))
        with self.day(-DAYS_AGO, "10:05"):
            self._use_slip("clerk", number, short)

    def seat_bodies(self, day: int, roster: bytes, cadres: Mapping[str, str]) -> None:
        """The clerk enters the roster of all other bodies; `cadres`, names by telephone, get their accounts by slip."""
        with self.day(day, "09:10"):
            self.do("clerk", found_here, read_roster(f"{story.LIUTANG}各班子名册.csv", roster))
        rows = self.database.read_now(lambda db: db.rows(numbers_of(self.id, cadres)))
        numbers = {phone: number for phone, number in rows}  # noqa: C416  a Row is no pair to a type checker
        with self.day(day, "14:00"):
            slips = {number: fresh_slip(clock.now(), 14) for number in numbers.values()}
            self.do("clerk", issue_slips, slips)
        for place, (phone, name) in enumerate(cadres.items()):
            with self.day(day, f"{16 + place // 4}:{place % 4 * 13 + 5:02}"):
                self._use_slip(name, numbers[phone], label(story.LIUTANG))

    def _give_slips(self, people: Sequence[Person], short: str) -> None:
        with self.day(-199, "15:00"):
            slips: Mapping[int, FreshSlip] = {one.seat: fresh_slip(clock.now(), 14) for one in people}
            self.do("clerk", issue_slips, slips)
        for place, one in enumerate(people):
            with self.day(-199, f"{16 + place // 4}:{place % 4 * 13 + 5:02}"):
                self._use_slip(one.seat, one.seat, short)

    def _use_slip(self, who: int | str, number: int, short: str) -> None:
        laid = self.database.read_now(lambda db: newest_slip(db, self.id, number))
        assert laid is not None
        password_hash, browser = hashed(story.PASSWORD), Browser("", shared=False)
        self.write(
            lambda act: use_slip(
                act, Tried(laid.id, True, short), password_hash=password_hash, browser=browser, held=None
            )
        )
        self.accounts[who] = self.database.read_now(lambda db: db.value(_account_of(self.id, number)))

    # ── what is done ──

    def put(self, seat: int, told: Told, day: int) -> str:
        """Draft a motion and put it; the answer is its number."""
        with self.day(day, "19:40"):
            draft = self.do(seat, propose, self.body, told.matter, self.wording(told))
        with self.day(day, "20:10"):
            return self.do(seat, put, draft)

    def vote(
        self, ref: str, chair: int, day: int, choices: Mapping[int, str], *,
        until: datetime | None = None, changes: Mapping[int, str] | None = None,
    ) -> None:  # fmt: skip
        """Open a vote, and let these seats vote in it, one after the other; `changes` says what some chose first."""
        with self.day(day, "09:00"):
            self.do(chair, open, ref, until or self.moment(day + 3, "20:00"))
        for place, (seat, choice) in enumerate([*(changes or {}).items(), *choices.items()]):
            with self.day(day, f"{9 + place // 2}:{place % 2 * 25 + 12:02}"):
                self.do(seat, cast, ref, choice)
        if until is None:
            with self.day(day + 3, "20:00"):
                self.write(lambda act: None)  # the clock closes it

    def wording(self, told: Told) -> Wording:
        """The motion's words, with its day counted from the moment at which it is told."""
        return Wording(
            title=told.title, what=told.what, cost=told.cost, cost_fen=told.yuan * 100, money_from=told.money_from,
            done_by=told.done_by, done_by_day=clock.today() + timedelta(days=told.in_days), whom=told.whom,
            text=told.text,
        )  # fmt: skip

    def do(self, who: int | str, act: Callable[..., T], *args: Any, **more: Any) -> T:
        """An act as someone: a seat's holder or "clerk"."""
        return self.write(lambda given: act(given, *args, **more), self.accounts[who])

    def write(self, act: Callable[[Act], T], asker: UUID | None = None) -> T:
        def transaction(db: Session) -> T:
            return act(Act(db, self.id, clock.now(), asker))

        return self.database.write_now(self.id, transaction)

    @contextmanager
    def day(self, day: int, time: str) -> Iterator[None]:
        with clock.at(self.moment(day, time)):
            yield

    def moment(self, day: int, time: str) -> datetime:
        return _moment(self.today, day, time)


def _moment(today: date, day: int, time: str) -> datetime:
    hours, minutes = map(int, time.split(":"))
    return clock.start_of(today + timedelta(days=day)) + timedelta(hours=hours, minutes=minutes)


def _roster(village: str, body: str, people: Sequence[Person]) -> bytes:
    """The roster as a clerk keeps it: a title, headings, a row for each seat."""
    begins, ends = term()
    rows = [
        f"{story.COUNTY},{story.TOWNSHIP},{village},{body},{one.seat},{one.name},{one.sex},{one.category},{one.office},"
        f"{one.phone},{begins},{ends}"
        for one in people
    ]
    return "\n".join([f"{body}成员名册", HEADINGS, *rows, ""]).encode()


def term() -> tuple[date, date]:
    """Five years that began in the month before the village was founded."""
    begins = (clock.today() - timedelta(days=20)).replace(day=1)
    return begins, begins.replace(year=begins.year + 5) - timedelta(days=1)


def numbers_of(community: UUID, phones: Collection[str]) -> Any:
    """The member numbers of these telephones."""
    return select(col(Membership.phone), col(Membership.number)).where(
        col(Membership.community_id) == community, col(Membership.phone).in_(phones)
    )


def _account_of(community: UUID, number: int) -> Any:
    return (
        select(col(AccountMembership.account_id))
        .join(Membership, col(Membership.id) == col(AccountMembership.membership_id))
        .where(col(AccountMembership.community_id) == community, col(Membership.community_id) == community)
        .where(col(Membership.number) == number)
    )
