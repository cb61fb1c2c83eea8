"""The demo's officer: appointed for the township on the server's console, who took up the account by slip."""

from council.hall import demo_story as story
from council.hall.demo_village import Village
from council.hall.verification import communities
from council.kit import clock
from council.kit.db import Database
from council.oversight import officers
from council.oversight.officers import Appointed
from council.people.passwords import hashed
from council.people.sessions import Browser
from council.people.slips import fresh_slip
from council.rules.refusal import Refusal

NUMBER = 1  # the first officer of the county


def appoint_officer(village: Village, day: int) -> None:
    """The township has one officer, who acts in the village by name from then on."""
    name, phone = story.OFFICER
    database, password_hash = village.database, hashed(story.PASSWORD)
    with village.day(day, "08:40"):
        now = clock.now()
        post = database.read_now(lambda db: officers.post_named(db, f"{_county(database)}/{story.TOWNSHIP}"))
        slip = fresh_slip(now, 14)
        number = database.write_account_now(lambda db: officers.appoint(db, post, name, phone, slip, now))
        used = database.write_account_now(
            lambda db: officers.use_slip(
                db, post.county, number, True, password_hash=password_hash, browser=Browser("", shared=False),
                held=None, now=now,
            )
        )  # fmt: skip
        assert not isinstance(used, Refusal), used
    one = the_officer(database)
    assert one is not None
    assert one.account is not None
    village.accounts[name] = one.account


def the_officer(database: Database) -> Appointed | None:
    """The one of the demo, as one signs in."""
    county = _county(database)
    return database.read_now(lambda db: officers.appointed(db, county, NUMBER))


def _county(database: Database) -> str:
    return database.read_now(communities)[0].county
