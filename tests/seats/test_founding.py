"""Founding from a roster: whole or not at all, each community once, and nothing that stands is touched."""

import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from council.kit.db import Database
from council.ledger.tables import LedgerEntry, LedgerOpening
from council.people.tables import Account, Membership
from council.places.tables import Community, County, locate
from council.rules.refusal import Refusal
from council.seats.acts import correct, vacate
from council.seats.founding import found
from council.seats.preview import Preview, preview
from council.seats.roster import Roster, read_roster
from council.seats.roster.listed import PlaceGiven
from council.seats.tables import bodies_of, seats_of
from tests.seats.paper import COUNCIL, DATA, HEADINGS, VILLAGE, as_csv
from tests.village import Village

WILLOW, COUNTY = "willow-bridge-yishihui.xlsx", "green-pine-county-councils.csv"


@pytest.fixture
def county() -> str:
    return f"云溪{uuid4().hex[:8]}县"


@pytest.fixture
def willow(county: str) -> Roster:
    """The thirteen seats of Willow Bridge, in a county of this test's own."""
    return read_roster(WILLOW, (DATA / WILLOW).read_bytes(), place=PlaceGiven(county, "青桥街道"))


def part_of_county(name: str, rows: int | None) -> Roster:
    """The first rows of the county's file, or all of it, under another county's name."""
    text = (DATA / COUNTY).read_text("utf-8-sig").replace("青松县", name)
    kept = text if rows is None else "".join(islice(text.splitlines(keepends=True), rows))
    return read_roster(COUNTY, kept.encode())


def seen(database: Database, roster: Roster) -> Preview:
    return database.read_now(lambda db: preview(db, roster))


def communities(database: Database, county: str) -> list[UUID]:
    query = select(Community.id).join(County, County.slug == Community.county_slug).where(County.name == county)
    return [row.id for row in database.read_now(lambda db: db.rows(query.order_by(Community.founded_at)))]


def count(database: Database, table: type, community: UUID) -> int:
    query = select(func.count()).select_from(table).where(table.community_id == community)  # type: ignore[attr-defined]
    return int(database.read_now(lambda db: db.value(query)))


# ── the community with thirteen seats ──


def test_willow_bridge_is_founded_with_its_thirteen_seats(database: Database, willow: Roster, county: str) -> None:
    done = found(database, willow)
    assert (done.communities, done.bodies, done.members) == (1, 1, 13)
    [community] = communities(database, county)
    [body] = database.read_now(lambda db: bodies_of(db, community))
    assert (body.key, body.name, body.charter) == ("yishihui", "柳桥社区议事会", "yishihui")
    seats = database.read_now(lambda db: seats_of(db, community, "yishihui"))
    assert [seat.category for seat in seats] == ["established"] * 6 + ["new"] * 6 + ["subdistrict"]
    assert [seat.office for seat in seats if seat.office != "member"] == ["vice_chair", "chair"]
    assert [seat.member for seat in seats] == list(range(1, 14)), "柳桥-8 has seat 8"
    assert {(seat.term_start, seat.term_end) for seat in seats} == {(seats[0].term_start, seats[0].term_end)}


def test_the_preview_says_what_would_be_founded_and_where(database: Database, willow: Roster) -> None:
    before = seen(database, willow)
    [plan] = before.plans
    assert (before.new_communities, len(before.new_bodies), before.new_members) == (1, 1, 13)
    assert (plan.slug, plan.township, plan.id) == ("liuqiao", "青桥街道", None)
    assert plan.new[0][0] == "yishihui"


def test_one_entry_holds_the_founding_and_no_phone(database: Database, willow: Roster, county: str) -> None:
    found(database, willow)
    [community] = communities(database, county)
    query = select(LedgerEntry.body, LedgerEntry.act).where(LedgerEntry.community_id == community)
    [entry] = database.read_now(lambda db: db.rows(query))
    assert entry.act == "community.found"
    assert willow.sha256 in entry.body
    assert '"seats":[{"category":"established","from":"2026-03-01","member":1' in entry.body
    opened = select(LedgerOpening.value).where(LedgerOpening.community_id == community)
    values = {row.value for row in database.read_now(lambda db: db.rows(opened))}
    assert {"熊建", "柳桥社区", "柳桥社区议事会", county} <= values
    for member in willow.bodies[0].members:
        assert member.phone
        assert member.phone not in entry.body
        assert member.phone not in values


def test_memberships_are_founded_and_accounts_are_not(database: Database, willow: Roster, county: str) -> None:
    accounts = database.read_now(lambda db: db.value(select(func.count()).select_from(Account)))
    found(database, willow)
    [community] = communities(database, county)
    assert count(database, Membership, community) == 13
    assert database.read_now(lambda db: db.value(select(func.count()).select_from(Account))) == accounts


def test_the_same_file_again_changes_nothing(database: Database, willow: Roster, county: str) -> None:
    found(database, willow)
    again = seen(database, willow)
    assert not again.to_do
    assert [body.name for body in again.same] == ["柳桥社区议事会"]
    assert not again.differing
    done = found(database, willow)
    assert (done.communities, done.bodies, done.members) == (0, 0, 0)
    [community] = communities(database, county)
    assert count(database, LedgerEntry, community) == 1


def test_a_body_that_differs_is_shown_row_by_row_and_left_alone(
    database: Database, willow: Roster, county: str
) -> None:
    found(database, willow)
    [body] = willow.bodies
    third = replace(body.members[2], name="石涵萱", phone="19900000000", office="vice_chair")
    others = (*body.members[:2], third, *body.members[3:-1])
    changed = replace(willow, bodies=(replace(body, members=others),))
    [differing] = seen(database, changed).differing
    told = [(one.row, str(one.message)) for one in differing.differences]
    assert told == [
        (third.row, "Seat 3 is held by 石涵轩; the file says 石涵萱."),
        (None, "Seat 13 is held by 陶伟; in the file it is vacant."),
    ]
    found(database, changed)
    [community] = communities(database, county)
    assert database.read_now(lambda db: seats_of(db, community, "yishihui"))[2].name == "石涵轩"
    assert count(database, LedgerEntry, community) == 1


def test_every_column_that_is_kept_is_compared(database: Database, willow: Roster) -> None:
    found(database, willow)
    [body] = willow.bodies
    other = replace(body.members[0], sex=None, phone="19900000000", office="vice_chair", term_start=None, term_end=None)
    seats = ((1, "new"), *body.seats[1:], (14, "new"))
    roster = replace(willow, bodies=(replace(body, members=(other, *body.members[1:]), seats=seats),))
    [differing] = seen(database, roster).differing
    assert len(differing.differences) == 7


def test_a_new_body_joins_a_community_that_stands(database: Database, county: str) -> None:
    def roster(*rows: tuple[str, ...]) -> Roster:
        return read_roster("a.csv", as_csv(HEADINGS, *rows), place=PlaceGiven(county, "青桥街道"))

    first = [(VILLAGE, COUNCIL, name, "理事", "") for name in ("王建国", "李桂芳", "赵明", "周国平", "吴长林")]
    second = [(VILLAGE, f"{VILLAGE}西山组村民理事会", name, "理事", "") for name in ("王建国", "郑海", "陈云")]
    found(database, roster(*first))
    done = found(database, roster(*first, *second))
    assert (done.communities, done.bodies, done.members) == (0, 1, 3)
    [community] = communities(database, county)
    bodies = database.read_now(lambda db: bodies_of(db, community))
    assert [body.key for body in bodies] == ["lishihui", "xishanzu-lishihui"]
    seats = database.read_now(lambda db: seats_of(db, community, "xishanzu-lishihui"))
    assert [seat.member for seat in seats] == [6, 7, 8], "nobody is merged by name"
    query = select(LedgerEntry.act).where(LedgerEntry.community_id == community).order_by(LedgerEntry.seq)
    assert [row.act for row in database.read_now(lambda db: db.rows(query))] == ["community.found", "body.found"]


# ── what is refused ──


def test_anything_refused_stops_the_whole_file_before_the_first_write(database: Database, county: str) -> None:
    rows = [(VILLAGE, COUNCIL, f"王{'一二三四五六七八九十百千'[n]}", "理事", "") for n in range(12)]
    good = [
        ("陈桥村", "陈桥村村民理事会", name, "理事", "") for name in ("王建国", "李桂芳", "赵明", "周国平", "吴长林")
    ]
    roster = read_roster("a.csv", as_csv(HEADINGS, *good, *rows), place=PlaceGiven(county))
    assert roster.refused, "G23: twelve members are refused"
    assert not seen(database, roster).to_do
    with pytest.raises(Refusal, match="stop the whole file"):
        found(database, roster)
    assert not communities(database, county)


def test_g23_four_members_are_founded_with_a_warning(database: Database, county: str) -> None:
    rows = [(VILLAGE, COUNCIL, name, "理事", "") for name in ("王建国", "李桂芳", "赵明", "周国平")]
    roster = read_roster("a.csv", as_csv(HEADINGS, *rows), place=PlaceGiven(county))
    assert "There are 4 members; the charter asks for 5." in [str(one.message) for one in roster.findings]
    assert found(database, roster).members == 4


# ── the county ──


class Killed(BaseException):
    """The power went."""


def dying_after(communities: int) -> Iterator[None]:
    for _ in range(communities):
        yield
    raise Killed


def test_a_founding_killed_in_the_middle_is_finished_by_doing_it_again(database: Database, county: str) -> None:
    roster = part_of_county(county, 200)
    whole = seen(database, roster)
    steps = dying_after(10)
    with pytest.raises(Killed):
        found(database, roster, lambda plan: next(steps))
    standing = communities(database, county)
    assert len(standing) == 11
    again = seen(database, roster)
    assert {plan.slug for plan in again.plans} == {plan.slug for plan in whole.plans}, "addresses stay"
    assert not again.differing
    found(database, roster)
    assert communities(database, county)[:11] == standing
    assert len(communities(database, county)) == whole.new_communities
    assert not seen(database, roster).to_do


def test_killed_within_a_community_nothing_of_it_stands(
    database: Database, county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_power(*args: object, **more: object) -> int:
        raise Killed

    roster = part_of_county(county, 40)
    with monkeypatch.context() as patch:
        patch.setattr("council.seats.founding.record", no_power)
        with pytest.raises(Killed):
            found(database, roster)
    assert not communities(database, county)
    assert found(database, roster).communities == len(communities(database, county)) > 0


def test_the_whole_county_is_founded_in_well_under_two_minutes(database: Database, county: str) -> None:
    roster = part_of_county(county, None)
    began, working = time.monotonic(), time.process_time()
    done = found(database, roster)
    took, worked = time.monotonic() - began, time.process_time() - working
    print(f"\n15,197 members on {'SQLite' if database.lite else 'PostgreSQL'}: {took:.1f} s, {worked:.1f} s of work")
    assert (done.communities, done.bodies, done.members) == (2751, 3058, 15197)
    assert worked < 60, "the clock on the wall may be somebody else's work"
    again = seen(database, roster)
    assert (len(again.same), len(again.differing), len(again.to_do)) == (3058, 0, 0)
    slugs = [plan.slug for plan in again.plans]
    assert len(set(slugs)) == 2751
    [plan] = [plan for plan in again.plans if (plan.township, plan.name) == ("东溪镇", "小坡一村")]
    assert plan.slug == "xiaopoyi-dongxi", "where a village occurs twice, every one takes its township"
    assert database.read_now(lambda db: locate(db, plan.county_slug, plan.slug)) == plan.id


def test_what_the_clerk_changed_since_is_a_difference_and_stays(village: Village) -> None:
    """The cast of the tests stands; a roster of the same body is compared with it as it is now."""
    village.do("clerk", vacate, village.body, 8, "搬走了")
    village.do("clerk", correct, village.body, 9, "肖菊花", None)
    name = village.look(lambda db: db.value(select(County.name).where(County.slug == village.county)))
    roster = read_roster(WILLOW, (DATA / WILLOW).read_bytes(), place=PlaceGiven(str(name), "青桥街道"))
    [differing] = seen(village.db, roster).differing
    told = {str(one.message) for one in differing.differences}
    assert "Seat 8 is vacant; the file says 金伟梓." in told
    assert "Seat 9 is held by 肖菊花; the file says 肖菊." in told
