"""What is generated is what the product itself would have written: right books, and the same from the same seed."""

import sqlite3
from pathlib import Path

from council.bench import texts
from council.bench.generating import Generated
from council.bench.sizes import COUNTY, SIZES, VILLAGE, VILLAGE10K, Size, plans_of, rounds_of
from council.hall.safekeeping import verify_all
from council.kit import clock
from tests.bench.conftest import FEW, TODAY, made_in
from tests.ledger.demo_world import database_at

Place = tuple[Path, Generated]


def asked(file: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_the_numbers_are_those_of_the_benchmark() -> None:
    assert (COUNTY.councils, COUNTY.members, COUNTY.motions, COUNTY.ballots) == (3_058, 15_197, 100_000, 1_299_790)
    for size in (*SIZES.values(), FEW):
        plans = list(plans_of(size))
        assert len(plans) == size.councils
        assert sum(plan.filled for plan in plans) == size.members
        assert sum(len(plan.ballots) for plan in plans) == size.motions
        assert sum(sum(plan.ballots) for plan in plans) == size.ballots
    assert next(plans_of(VILLAGE)) == next(plans_of(COUNTY))
    assert next(plans_of(VILLAGE10K)).ballots[:100] == next(plans_of(VILLAGE)).ballots


def test_thirteen_ballots_are_dealt_to_rounds() -> None:
    assert rounds_of(13, 13) == [13]
    assert rounds_of(13, 5) == [5, 4, 4]
    assert rounds_of(12, 4) == [4, 4, 4]
    assert rounds_of(13, 4) == [4, 3, 3, 3], "three of four are two thirds"


def test_every_book_is_right_and_the_tables_agree(few: Place) -> None:
    file, place = few
    with clock.at(TODAY):
        database = database_at(f"sqlite:///{file}")
        found = database.read_now(lambda db: list(verify_all(db)))
        database.close()
    assert len(found) == FEW.councils
    assert not [verified.faults for _, verified in found if verified.faults]
    assert [named.address for named, _ in found] == sorted(made.url.strip("/") for made in place.communities)


def test_it_holds_what_its_size_says_and_the_triggers_stand(few: Place) -> None:
    file, place = few
    assert asked(file, "SELECT count(*) FROM motion WHERE outcome IS NOT NULL") == [(FEW.motions,)]
    assert asked(file, "SELECT count(*) FROM ballot") == [(FEW.ballots,)]
    assert asked(file, "SELECT count(*) FROM tenure") == [(FEW.members,)]
    assert asked(file, "SELECT count(*) FROM vote WHERE ended_at IS NULL") == [(8 + 4 * 3,)]
    assert {row[0] for row in asked(file, "SELECT DISTINCT outcome FROM motion WHERE outcome IS NOT NULL")} == {
        "passed", "rejected",
    }  # fmt: skip
    triggers = asked(file, "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    assert ("ballot_once_insert",) in triggers
    assert asked(file, "PRAGMA foreign_key_check") == []
    assert sum(len(made.open) for made in place.communities) == 8 + 4 * 3
    (length,) = asked(file, "SELECT avg(length(CAST(text AS BLOB))) FROM motion_version")[0]
    assert 2_500 < float(str(length)) < 3_500


def test_the_same_seed_gives_the_same_place(village: Place, tmp_path: Path) -> None:
    again, place = made_in(tmp_path / "again")
    other, _ = made_in(tmp_path / "other", seed=8)
    dumps = [sorted(sqlite3.connect(file).iterdump()) for file in (village[0], again, other)]
    assert dumps[0] == dumps[1] != dumps[2]
    assert place == village[1]


def test_council_1_is_the_same_in_every_size(village: Place, few: Place, tmp_path: Path) -> None:
    root = "SELECT size, root FROM ledger_head JOIN community_slug USING (community_id) WHERE slug = 'liuqiao'"
    assert asked(village[0], root) == asked(few[0], root)
    more = made_in(tmp_path / "more", Size("more", 1, 13, 130, 1_690))
    for place in (few[1], more[1]):
        assert place.communities[0].url == village[1].communities[0].url
        assert place.communities[0].done[:100] == village[1].communities[0].done
    pages = "SELECT seq, body FROM ledger_entry WHERE subject LIKE '%2022-1' OR subject LIKE '%2022-1/1'"
    assert asked(village[0], pages) == asked(more[0], pages)
    assert len(asked(village[0], pages)) == 1 + 15, "motion 1 is put, its vote opened, thirteen ballots, closed"


def test_each_village_has_a_name_of_its_own() -> None:
    assert len({texts.place_name(index) for index in range(COUNTY.councils)}) == COUNTY.councils
