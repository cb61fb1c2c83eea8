"""A page about works asks the same number of queries for ten works as for a thousand."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlmodel import SQLModel

from council.kit import clock
from council.kit.engines import without_triggers
from council.kit.ids import new_id
from council.motions.tables import motion_at
from council.works.acts import answer, contract
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN, looked, photo, reported

NOW = BEGUN + 20 * DAY  # its first part is late
COPIED = (
    "motion_version", "matter_case", "stage_record", "undertaking", "work_person", "work_milestone", "work_contract",
    "work_progress", "work_photo", "work_check", "work_answer",
)  # fmt: skip
PAGES = {
    "/works": None,
    "/works?before=2026-9": None,
    "/works/{ref}": None,
    "/works/{ref}/report": "委一",
    "/works/{ref}/desk": "委一",
    "/works/{ref}/look": "监一",
    "/board": None,
    "/desk": "委一",
    "/supervise": "监一",
    "me": "委一",
}
"""Who asks for each page."""


def test_ten_works_or_a_thousand_the_queries_are_as_many(village: Village, working: str) -> None:
    reported(village, working, BEGUN + DAY, milestone=2, paid=800_000, photos=[photo()])
    looked(village, working, False, BEGUN + DAY)
    with clock.at(BEGUN + 2 * DAY):
        village.do("委一", answer, working, 1, "补立了三根", photo())
        village.do("委一", contract, working, "青桥照明公司", 2_000_000, photo())
    looked(village, working, False, BEGUN + 2 * DAY)
    copy(village, working, 9)
    few = {path: asked_for(village, path, working) for path in PAGES}
    copy(village, working, 990)
    assert {path: asked_for(village, path, working) for path in PAGES} == few
    assert 3 < min(few.values()) <= max(few.values()) <= 60


def asked_for(village: Village, path: str, ref: str) -> int:
    client = village.client(PAGES[path])
    with clock.at(NOW), counted(village.db) as asked:
        page = client.get("/me" if path == "me" else village.url + path.format(ref=ref))
    assert page.status_code == 200, path
    return len([each for each in asked if each.split()[0] in ("SELECT", "WITH")])


def copy(village: Village, ref: str, more: int, names: Sequence[str] = COPIED) -> None:
    """So many works more as this one, with all that was said of it, written down in one go."""
    motion = village.read(motion_at, ref).id

    def add(session: Any) -> None:
        with without_triggers(session.connection()):
            _copy(village, session.connection(), motion, more, names)

    village.db.write_now(village.id, add)


def _copy(village: Village, core: Connection, motion: Any, more: int, names: Sequence[str]) -> None:
    tables = SQLModel.metadata.tables
    motions = tables["motion"]
    own = core.execute(select(motions).where(motions.c.community_id == village.id)).mappings().all()
    first = 1 + max(row["number"] or 0 for row in own)
    ids = {number: new_id() for number in range(first, first + more)}
    (like,) = (row for row in own if row["id"] == motion)
    core.execute(insert(motions), [{**like, "id": ids[number], "number": number} for number in ids])
    for name in names:
        table = tables[name]
        of_motion = (table.c.community_id == village.id, table.c.motion_id == motion)
        rows = core.execute(select(table).where(*of_motion)).mappings().all()
        assert rows, f"nothing to copy in {name}"
        copies = [{**row, "motion_id": id} for id in ids.values() for row in rows]
        if name == "undertaking":
            copies = [{**row, "motion_id": id, "number": number} for number, id in ids.items() for row in rows]
        if name == "notice":  # each is one, and has its own entry
            copies = [{**row, "id": new_id(), "entry": 10_000 + first * 10 + n} for n, row in enumerate(copies)]
        core.execute(insert(table), copies)
