"""The demo as a village that tests act in: a database of its own, copied for each test."""

import atexit
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

import pytest
from sqlalchemy import select

from council.app import migrate, settle
from council.config import Settings
from council.hall.demo import found_demo
from council.kit.db import Database, lock_row
from council.people.tables import AccountMembership, Membership, clerks_of
from tests.village import Village

ENTRIES = 333
"""How many entries the record of Liutang has; whoever lets the demo do more changes it here."""


class DemoVillage(Village):
    """Liutang of the demo, whose members are named by their numbers and whose clerk is "clerk"."""

    clerk: int  # the member number of who is the clerk

    def motion(self, place: int) -> str:
        """The number of the motion that was put to the demo's council as the `place`th."""
        told = [one for one in self.entries() if one["act"] == "motion.put" and one["facts"]["body"] == self.body]
        puts = [entry["on"].removeprefix("motion:") for entry in told]
        return puts[place - 1]


@cache
def demo_file() -> Path:
    """A database with the demo in it, founded once in a run of tests."""
    folder = Path(mkdtemp(prefix="council-demo-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(data=folder, database_url="")
    migrate(settings)
    database = database_at(settings.url)
    found_demo(database)
    database.close()
    return settings.file


def database_at(url: str) -> Database:
    return Database(url, lock_row("ledger_head", url), settle)


@pytest.fixture
def demo_village(tmp_path: Path) -> Iterator[DemoVillage]:
    shutil.copy(demo_file(), tmp_path / "council.db")
    database = database_at(f"sqlite:///{tmp_path / 'council.db'}")
    yield liutang(database)
    database.close()


def liutang(database: Database) -> DemoVillage:
    demo = found_demo(database)
    one = next(each for each in demo.communities if each.slug == "liutang")
    village = DemoVillage(database, one.id, one.county, one.slug, one.name, "yishihui")
    (clerk,) = database.read_now(lambda db: clerks_of(db, one.id))
    village.clerk = clerk.number
    for number, account in database.read_now(lambda db: db.rows(_accounts(one.id))):
        village.accounts["clerk" if number == clerk.number else number] = account
    return village


def _accounts(community: UUID):  # type: ignore[no-untyped-def]
    return (
        select(Membership.number, AccountMembership.account_id)
        .join(Membership, Membership.id == AccountMembership.membership_id)
        .where(Membership.community_id == community)
    )
