"""What is late in a county: found by its days, the longest late first, and as the works themselves say it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.engines import without_triggers
from council.kit.ids import new_id
from council.oversight.late import Late, key_in, key_text, late_by_township, late_in
from council.procedure.acts import send_back
from council.works.acts import accept, extend
from council.works.reading import work_at
from tests.openness.scene import at, passed, post
from tests.oversight.scene import LATE, TOWNSHIP, reminded
from tests.statements import counted, stepped
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.scene import BEGUN, begun, reported

TODAY = clock.day_of(LATE)


def late(village: Village, today: date = TODAY, **more: Any) -> list[Late]:
    return village.look(lambda db: late_in(db, village.county, today, **more))[0]


def same(village: Village, ref: str, today: date) -> bool:
    """Whether the list says of a work what the work itself says."""
    work = village.read(work_at, ref)
    row = next((one for one in late(village, today) if one.ref == ref), None)
    overdue = (today - row.overdue_since).days if row and row.overdue_since else 0
    silent = (today - row.report_due).days if row and row.report_due else 0
    return (overdue, silent) == (work.overdue(today), work.silent(today))


def days() -> Iterator[date]:
    return (clock.day_of(BEGUN) + timedelta(days) for days in range(0, 60, 3))


def test_a_work_is_on_the_list_from_the_day_after_its_day(village: Village, working: str) -> None:
    assert late(village, date(2026, 12, 10)) == []
    (row,) = late(village, date(2026, 12, 11))
    assert (row.ref, row.place, row.township) == (working, "柳桥社区", TOWNSHIP)
    assert (row.overdue_since, row.report_due, row.days(date(2026, 12, 11))) == (date(2026, 12, 10), None, 1)


def test_the_list_says_what_each_work_says_whatever_happened(village: Village, working: str) -> None:
    assert all(same(village, working, day) for day in days())
    reported(village, working, BEGUN + DAY, milestone=2)
    assert all(same(village, working, day) for day in days())
    reported(village, working, BEGUN + 2 * DAY, corrects=1)
    with clock.at(BEGUN + 3 * DAY):
        village.do("委一", extend, working, 1, date(2026, 12, 18), "下了三天雨")
    assert all(same(village, working, day) for day in days())
    reported(village, working, BEGUN + 4 * DAY, milestone=1)
    reported(village, working, BEGUN + 5 * DAY, milestone=2)
    assert all(same(village, working, day) for day in days()), (
        "complete, it waits to be accepted: only a report is late"
    )
    with clock.at(BEGUN + 6 * DAY):
        village.do("委一", accept, working, "都亮了")
    assert not late(village, TODAY + 300 * timedelta(1))


def test_without_milestones_it_is_late_until_all_is_done(village: Village, cleared: str) -> None:
    begun(village, cleared, milestones=())
    assert all(same(village, cleared, day) for day in days())
    reported(village, cleared, BEGUN + DAY, percent=100)
    assert all(same(village, cleared, day) for day in days())
    reported(village, cleared, BEGUN + 2 * DAY, percent=70, corrects=1)
    assert all(same(village, cleared, day) for day in days())


def another(village: Village, minutes: int, due: date) -> str:
    ref = passed(village)
    post(village, ref, at(2026, 11, 23, 15, minutes))
    tick(village, at(2026, 12, 1, 0))
    begun(village, ref, milestones=(), due=due)
    return ref


def test_the_longest_late_comes_first_and_pages_go_on_by_key(village: Village, working: str) -> None:
    refs = [another(village, minutes, date(2026, 12, 12 - minutes)) for minutes in range(1, 6)]
    wanted = [
        *reversed(refs),
    ]
    seen: list[str] = []
    after = None
    while True:
        rows, after = village.look(lambda db, after=after: late_in(db, village.county, TODAY, after=after, size=2))
        seen += [row.ref for row in rows]
        if after is None:
            break
        assert key_in(key_text(after)) == after
    assert [ref for ref in seen if ref != working] == wanted
    assert sorted(seen) == sorted([*refs, working])
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "text", ["", "x", "2026-12-01", "2026-12-01_x_y", "_" * 3, "2026-13-01_" + "0" * 32 + "_" + "0" * 32]
)
def test_a_key_that_is_none_begins_at_the_beginning(text: str) -> None:
    assert key_in(text) is None


def test_by_township(village: Village, working: str) -> None:
    assert [row.ref for row in late(village, township=TOWNSHIP)] == [working]
    assert late(village, township="石塘镇") == []
    assert village.look(lambda db: late_by_township(db, village.county, TODAY)) == {TOWNSHIP: 1}
    assert village.look(lambda db: late_in(db, "nowhere", TODAY)) == ([], None)


def test_the_list_says_when_they_were_reminded(village: Village, working: str) -> None:
    assert late(village)[0].reminded_at is None
    reminded(village, working)
    (row,) = late(village)
    assert (row.reminded_at, row.reminded_by) == (LATE, TOWNSHIP)


# ── however many ──


def add_works(village: Village, ref: str, more: int) -> None:
    """So many works as late as this one, each in a community of its own."""
    tables, motion = SQLModel.metadata.tables, village.read(work_at, ref).motion_id

    def one(name: str, **which: Any) -> list[dict[str, Any]]:
        table = tables[name]
        query = table.select().where(*(table.c[column] == value for column, value in which.items()))
        return village.look(lambda db: [dict(zip(table.c.keys(), row, strict=True)) for row in db.rows(query)])

    here = {"community_id": village.id}
    (own,) = one("motion", **here, id=motion)
    rows = {
        "community": one("community", id=village.id),
        "ledger_head": one("ledger_head", **here),
        "membership": one("membership", **here, id=own["proposer_id"]),
        "body": one("body", **here),
        "motion": [own],
        **{
            name: one(name, **here, motion_id=motion)
            for name in ("motion_version", "matter_case", "stage_record", "undertaking", "work_milestone")
        },
    }

    def add(session: Any) -> None:
        places = [new_id() for _ in range(more)]
        with without_triggers(session.connection()):
            for name, found in rows.items():
                column = "id" if name == "community" else "community_id"
                copies = [{**row, column: place} for place in places for row in found]
                if name == "community":
                    copies = [{**row, "name": f"村{row['id'].hex}"} for row in copies]
                session.connection().execute(insert(tables[name]), copies)
            slugs = [{"county_slug": village.county, "slug": f"c{p.hex}", "community_id": p} for p in places]
            session.connection().execute(insert(tables["community_slug"]), slugs)

    village.db.write_now(village.id, add)


def test_a_thousand_works_cost_what_ten_cost(village: Village, working: str) -> None:
    def asked(path: str, who: object = None) -> int:
        with counted(village.db) as found, clock.at(LATE):
            assert village.client(who).get(path).status_code == 200
        return len([each for each in found if each.split()[0] in ("SELECT", "WITH")])

    paths: dict[str, object] = {
        f"/county/{village.county}": None,
        f"/county/{village.county}?township={TOWNSHIP}": None,
        "/me": "何干部",
    }
    add_works(village, working, 9)
    few = {path: asked(path, who) for path, who in paths.items()}
    add_works(village, working, 990)
    assert {path: asked(path, who) for path, who in paths.items()} == few
    assert list(few.values())[:2] == [3, 3]
    assert village.look(lambda db: late_by_township(db, village.county, TODAY)) == {TOWNSHIP: 1000}


def test_the_first_page_is_found_by_its_days_however_many_are_late(village: Village, working: str) -> None:
    """SQLite's own work, counted in the steps of its machine."""
    if not village.db.lite:
        pytest.skip("PostgreSQL does not count its steps")

    def work(**more: Any) -> int:
        with stepped(village.db) as steps:
            assert len(late(village, **more)) == 30
        return steps[0]

    add_works(village, working, 99)
    few = work(), work(township=TOWNSHIP)
    add_works(village, working, 900)
    many = work(), work(township=TOWNSHIP)
    assert all(most <= 1.1 * least + 5 for least, most in zip(few, many, strict=True)), (few, many)


def test_what_was_accepted_and_sent_back_is_on_the_list_again(village: Village, working: str) -> None:
    for milestone in (1, 2):
        reported(village, working, BEGUN + DAY, milestone=milestone)
    with clock.at(BEGUN + 2 * DAY):
        village.do("委一", accept, working, "都亮了")
    assert all(late(village, day) == [] for day in days())
    back = BEGUN + 4 * DAY
    with clock.at(back):
        village.do("clerk", send_back, working, "works", "少装了一盏")
    report_due = clock.day_of(back) + timedelta(30)
    assert [one.report_due for one in late(village, report_due + timedelta(1))] == [report_due]
    assert all(same(village, working, day) for day in days())


def test_what_is_decided_anew_is_not_late_meanwhile(village: Village, working: str) -> None:
    assert late(village, TODAY) != []
    with clock.at(LATE):
        village.do("clerk", send_back, working, "publication", "公示单贴错了")
    assert late(village, TODAY) == []
