"""A community with a long history, written down in one go: what its acts would have left, without its ballots."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlmodel import SQLModel

from council.kit.engines import without_triggers
from council.kit.ids import new_id
from tests.motions.words import LIGHTS
from tests.village import Village
from tests.votes.scene import PUT

MOTION, VERSION, COUNT, HEAD, ENTRY, OPENING = (
    SQLModel.metadata.tables[name]
    for name in ("motion", "motion_version", "motion_count", "ledger_head", "ledger_entry", "ledger_opening")
)
YEARS = (2024, 2025, 2026)
STATES = ("passed", "rejected", "passed", "invalid", "withdrawn", "passed", "put", "passed")


def add_motions(village: Village, more: int) -> None:
    """So many motions more, over three years and in every state, each with its entry in the book."""

    def add(session: Any) -> None:
        with without_triggers(session.connection()):  # a book grows by one entry at a time
            _add(village, session.connection(), more)

    village.db.write_now(village.id, add)


def _add(village: Village, core: Connection, more: int) -> None:
    size = core.execute(select(HEAD.c.size).where(HEAD.c.community_id == village.id)).scalar_one()
    stood = core.execute(select(COUNT.c.year, COUNT.c.state, COUNT.c.count).where(COUNT.c.community_id == village.id))
    counts = {(year, state): count for year, state, count in stood.all()}
    numbers = {year: sum(count for (of, _state), count in counts.items() if of == year) for year in YEARS}
    motions = []
    for at in range(more):
        year, state = YEARS[at * len(YEARS) // more], STATES[at % len(STATES)]
        numbers[year] += 1
        counts[year, state] = counts.get((year, state), 0) + 1
        motions.append(_motion(village, year, numbers[year], state))
    core.execute(insert(MOTION), motions)
    core.execute(insert(VERSION), [_version(village, motion) for motion in motions])
    core.execute(COUNT.delete().where(COUNT.c.community_id == village.id))
    kept = [{"year": year, "state": state, "count": count} for (year, state), count in counts.items()]
    core.execute(insert(COUNT), [{"community_id": village.id, **each} for each in kept])
    entries = [_entry(village, size + 1 + at, motion) for at, motion in enumerate(motions)]
    core.execute(insert(ENTRY), entries)
    core.execute(insert(OPENING), [_opening(village, entry["seq"]) for entry in entries])
    core.execute(update(HEAD).where(HEAD.c.community_id == village.id).values(size=size + more))


def _motion(village: Village, year: int, number: int, state: str) -> dict[str, Any]:
    decided = PUT + timedelta(hours=1) if state in ("passed", "rejected", "invalid") else None
    outcome = "invalid_quorum" if state == "invalid" else state if decided else None
    gone = state == "withdrawn"
    return {
        "community_id": village.id, "id": new_id(), "body_key": village.body, "matter": "lighting",
        "proposer_id": village.members[1], "proposer_seat": 1, "version": 1, "begun_at": PUT, "year": year,
        "number": number, "put_at": PUT, "outcome": outcome, "decided_at": decided, "state": state,
        "withdrawn_at": PUT if gone else None, "withdrawn_why": "不需要了" if gone else None,
    }  # fmt: skip


def _version(village: Village, motion: dict[str, Any]) -> dict[str, Any]:
    words = {**LIGHTS.spoken, "cost_fen": LIGHTS.cost_fen, "done_by_day": LIGHTS.done_by_day}
    own = {"community_id": village.id, "motion_id": motion["id"], "version": 1, "change": "", "written_at": PUT}
    return {**words, **own}


def _entry(village: Village, seq: int, motion: dict[str, Any]) -> dict[str, Any]:
    on = f"motion:{motion['year']}-{motion['number']}"
    body = (
        f'{{"act":"motion.put","actor":"seat:{village.body}/1","community":"{village.id}","facts":{{}},"files":[],'
        f'"on":"{on}","sealed":{{"title":"{0:064x}"}},"seq":{seq},"t":"2026-11-10T01:00:00.000Z","v":1}}'
    )
    return {
        "community_id": village.id, "seq": seq, "act": "motion.put", "subject": on, "recorded_at": PUT,
        "event_id": new_id().hex, "content": None, "body": body, "leaf": new_id().bytes * 2,
    }  # fmt: skip


def _opening(village: Village, seq: int) -> dict[str, Any]:
    return {"community_id": village.id, "seq": seq, "field": "title", "value": LIGHTS.title, "salt": "0" * 64}
