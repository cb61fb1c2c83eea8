"""A village in the midst of things: a draft, a motion put, a vote under way, one decided, a vacancy, an alternate.

Its days lie around the real present, so that a browser meets it as it is.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Select, select

from council.app import settle
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Database, lock_row
from council.kit.pictures import prepared
from council.ledger.acts import record
from council.ledger.papers import keep, papers_of
from council.meetings.acts import (
    Topic,
    Wanted,
    call,
    close_item,
    close_meeting,
    confirm_tally,
    correct,
    enter_tally,
    mark_present,
    mark_rest,
    name_hands,
    open_poll,
    open_roll,
    vote,
)
from council.meetings.delegating import Authorised, delegate
from council.motions.acts import propose, put, withdraw
from council.openness.acts import clear_text, reply
from council.people.acts import issue_slips
from council.people.slips import FreshSlip, fresh_slip
from council.places.contacts import set_contacts
from council.places.links import short_link
from council.seats.alternates import add_alternate, alternates_of
from council.seats.persons import Named
from council.seats.reviews import begin_review
from council.tables import metadata
from council.votes.acts import cast, open, recuse, vacate
from tests.files import photograph
from tests.midst_walk import found_bodies, set_out
from tests.midst_works import set_to_work
from tests.motions.words import CLEANING, LIGHTS, lights
from tests.openness.scene import objects, post, seat_all
from tests.oversight.scene import TOWNSHIP, new_officer, officer
from tests.village import Village

CHAIR, PROPOSER, VOTER = 13, 7, 2
PHONE, ALTERNATE_PHONE = "0571-12345678", "19900004321"
UNTOUCHED = {"failed_tries"}  # a wrong password is remembered though nothing was done


@dataclass(frozen=True)
class Midst:
    village: Village
    draft: UUID
    decided: str
    put: str
    running: str
    posted: str
    withdrawn: str
    alternate: int
    slip: FreshSlip
    paper: str
    link: str
    meeting: str
    called: str
    held: str
    polled: str
    due: str
    matters: Mapping[str, str]  # those that are on their way, and an officer's slip, by the place that they fill
    phones: tuple[str, ...]

    @property
    def url(self) -> str:
        return self.village.url

    def kept(self) -> dict[str, list[Any]]:
        """Every row of this community and of its people: what a refused form must leave as it is."""
        queries = _own(self.village.id, tuple(self.village.accounts.values()))
        return self.village.look(lambda db: {name: list(map(tuple, db.rows(q))) for name, q in queries.items()})

    def on(self, database: Database) -> "Midst":
        """The same village in a copy of its database."""
        return replace(self, village=replace(self.village, db=database))


@cache
def _own(community: UUID, accounts: tuple[UUID, ...]) -> dict[str, Select[Any]]:
    """For each table that is somebody's, the rows that are theirs."""
    owners = {"community_id": [community], "account_id": accounts}
    queries: dict[str, Select[Any]] = {}
    for table in metadata.sorted_tables:
        column = next((name for name in owners if name in table.c), None)
        if column and table.name not in UNTOUCHED:
            own = select(table).where(table.c[column].in_(owners[column]))
            queries[table.name] = own.order_by(*table.primary_key)
    return queries


def found_midst(database: Database) -> Midst:
    day, now = timedelta(days=1), clock.now()
    with clock.at(now - 80 * day):
        village = Village.found(database)
        seat_all(village)
        found_bodies(village)
    at_work = set_to_work(village, now)

    def put_at(days: int, wording: Any, who: object = PROPOSER) -> str:
        with clock.at(now - days * day):
            return village.do(who, put, village.do(who, propose, village.body, "lighting", wording))

    def voted_on(ref: str, days: int) -> str:
        with clock.at(now - (days + 5) * day):
            village.do(CHAIR, open, ref, now - days * day)
        for seat in range(1, 14):
            with clock.at(now - (days + 3) * day):
                village.do(seat, cast, ref, "for" if seat < 11 else "against")
        with clock.at(now - (days - 1) * day):
            village.db.write_now(village.id, lambda session: None)
        return ref

    decided = voted_on(put_at(36, LIGHTS, who=1), 25)
    posted = voted_on(put_at(20, lights(title="祠堂后面的灯")), 10)
    running, waiting, withdrawn = put_at(9, lights(title="路灯亮到后山")), put_at(9, CLEANING), put_at(9, CLEANING)
    on_their_way = set_out(village, now)
    with clock.at(now - 3 * day):
        village.do(CHAIR, open, running, now + 4 * day)
        village.do(VOTER, cast, running, "for")
        village.do(3, cast, running, "against")
        village.do(5, recuse, waiting, 5, "是我家承包的池塘")
        village.do(PROPOSER, withdraw, withdrawn, "街道已经安排了")
    _post_it(village, posted, now)
    with clock.at(now - day):
        draft = village.do(PROPOSER, propose, village.body, "lighting", lights(title="小学门口的灯"))
        village.do("clerk", add_alternate, village.body, "new", Named(name="孙美玲", phone=ALTERNATE_PHONE))
        village.do("clerk", vacate, village.body, 12, "搬去县城了")
        village.do("clerk", vacate, "jianwei", 3, "去外地带孙子了")
        village.do("clerk", begin_review, village.body, 11, "established")
        village.do("clerk", delegate, _handed_on(clock.today()), prepared(photograph()))
        village.do("clerk", set_contacts, phone=PHONE, office="村委会一楼", hours="工作日上午")
        alternate = village.read(alternates_of, village.body)[0].member
        slip = fresh_slip(clock.now(), 14)
        village.do("clerk", issue_slips, {alternate: slip})
        paper = village.do("clerk", _keep_a_photograph)
        link = village.do("clerk", short_link, village.url)
        officer(village, "officer", township=TOWNSHIP)
        watching = new_officer(village)
    return Midst(
        village, draft, decided, waiting, running, posted, withdrawn, alternate, slip, paper, link,
        *_meetings(village), {**on_their_way, **at_work, **watching}, _phones(village),
    )  # fmt: skip


def _handed_on(today: date) -> Authorised:
    """What the assembly lets the representatives decide, this year and the next."""
    until = today + timedelta(days=400)
    return Authorised("assembly", "representatives", ("homestead",), today, today, until)


def _post_it(village: Village, ref: str, now: datetime) -> None:
    """Its notice hangs; one objection to it is answered, one waits."""
    day = timedelta(days=1)
    post(village, ref, now - 2 * day)
    objects(village, ref, now - 2 * day)
    with clock.at(now - day):
        village.do("clerk", reply, ref, 1, "灯杆往西挪八米，灯头加遮光罩。")
        village.do("监一", clear_text, ref, 1, "灯杆别立在菜地边上，夜里太亮影响睡觉")
    objects(village, ref, now - day, text="建议亮灯到早上六点，上早班的人多", code="0123456Z")


def _meetings(village: Village) -> tuple[str, str, str, str, str]:
    """One under way, with a count that waits to be confirmed; one that is called; one that was held; one in which a
    vote by phone runs; one whose day has come, of which nothing is entered."""
    day, today = timedelta(days=1), clock.today()
    pond, shed = Topic("decide", title="池塘边装护栏"), Topic("discuss", title="车棚放在哪里")
    sheets = [prepared(photograph())]

    def called(held: date, *topics: Topic) -> str:
        wanted = Wanted(
            body=village.body, held_on=held, starts="19:30", place="村委会二楼", sent_on=today - 30 * day,
            sent_by=("board",),
        )  # fmt: skip
        return village.do("clerk", call, wanted, topics).ref

    held, running, waiting, polled, due = (
        called(today - 20 * day, pond),
        called(today, pond, shed, pond),
        called(today + 9 * day, pond),
        called(today, pond),
        called(today - day, pond),
    )
    for ref in (held, running, polled):
        village.do("clerk", open_roll, ref)
        village.do("clerk", name_hands, ref, tellers=[1, 2])
        village.do("clerk", mark_present, ref, numbers=range(1, 11), sheets=sheets)
    village.do("clerk", mark_rest, polled)
    village.do(CHAIR, open_poll, polled, 1)
    village.do(3, vote, polled, 1, "for")
    for ref in (held, running):
        village.do("clerk", enter_tally, ref, 1, "hands", yes=8, no=1, abstain=1, sheets=sheets)
    village.do("clerk", mark_rest, held)
    village.do(1, confirm_tally, held, 1, present=10, yes=8, no=1, abstain=1)
    village.do(CHAIR, close_item, held, 1)
    village.do("clerk", close_meeting, held, "21:00")
    village.do("clerk", correct, held, "护栏长四十米")
    return running, waiting, held, polled, due


def _keep_a_photograph(act: Act) -> str:
    sha = keep(act, prepared(photograph()), public=True)
    record(act, "note", actor="clerk:90", files=[sha])
    return papers_of(act.db, act.community, [sha])[sha].path.removeprefix("/papers/")


def _phones(village: Village) -> tuple[str, ...]:
    membership = metadata.tables["membership"]
    query = select(membership.c.phone).where(membership.c.community_id == village.id)
    return tuple(village.look(lambda db: [row.phone for row in db.rows(query) if row.phone]))


def opened(file: Path) -> Database:
    return Database(f"sqlite:///{file}", lock_row("ledger_head", "sqlite:"), settle)


@pytest.fixture(scope="session")
def stored_midst(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Midst, Path]:
    """The village in a file that nobody opens: copy it."""
    file = tmp_path_factory.mktemp("midst") / "council.db"
    shutil.copy(sqlite_template, file)
    database = opened(file)
    midst = found_midst(database)
    database.close()
    return midst, file


@pytest.fixture(scope="module")
def standing_midst(stored_midst: tuple[Midst, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Midst]:
    """One village for tests that leave it as it is."""
    midst, file = stored_midst
    database = opened(Path(shutil.copy(file, tmp_path_factory.mktemp("standing"))))
    yield midst.on(database)
    database.close()


@pytest.fixture(scope="module")
def served_midst(postgres_url: str) -> Iterator[Midst]:
    """The same on PostgreSQL."""
    database = Database(postgres_url, lock_row("ledger_head", postgres_url), settle)
    yield found_midst(database)
    database.close()
