"""What is asked of works: the same number of queries however many works are asked for."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from council.kit.act import NotFound
from council.kit.db import Db
from council.kit.queries import ByName
from council.motions.listing import BEFORE_ALL
from council.motions.tables import key_of
from council.procedure.frozen import thaw
from council.rules.path import WORKS
from council.rules.works import Milestone, Plan, Stands, bound_by
from council.works.queries import (
    ACCEPTED,
    ADDED,
    ALL,
    ANSWERS,
    AT,
    BEGUN,
    CONTRACTS,
    EXTENDED,
    LATE,
    LOOKS,
    OF,
    OPEN,
    PAGE,
    PARTS,
    PEOPLE,
    PHOTOS,
    REPORTS,
    UNPUBLISHED,
)
from council.works.rows import Answered, Look, Part, Told, Work
from council.works.standing import publishes, stands_of

# ── asking ──


def work_at(db: Db, community: UUID, ref: str) -> Work:
    """The work on the motion with this number, or NotFound."""
    key = key_of(ref)
    found = _whole(db, community, AT, year=key[0], number=key[1]) if key else []
    if not found:
        raise NotFound
    return found[0]


def work_of(db: Db, community: UUID, motion: UUID) -> Work | None:
    """The work on a motion, once it was begun."""
    return next(iter(_whole(db, community, OF, motion=motion)), None)


def works_page(db: Db, community: UUID, *, before: str | None = None, size: int = 20) -> tuple[list[Work], str | None]:
    """Works by their numbers, the newest first, and the number before which the next page goes on."""
    year, number = key_of(before or "") or BEFORE_ALL
    found = _whole(db, community, PAGE, year=year, number=number, most=size + 1)
    return found[:size], found[size - 1].ref if len(found) > size else None


def late_works(db: Db, community: UUID, today: date, *, most: int = 20) -> list[Work]:
    """What is late on this day: a milestone missed, or no report when one was due. The longest first."""
    found = _whole(db, community, LATE, today=today, most=2 * most)
    # Of what was opened again, the first report is due later than written there.
    return [work for work in found if work.overdue(today) or work.silent(today)][:most]


def open_works(db: Db, community: UUID, *, most: int = 50) -> list[Work]:
    """What is under way, the next day first: for the desks."""
    return _whole(db, community, OPEN, most=most)


def unpublished(db: Db, community: UUID, *, most: int = 20) -> list[Work]:
    """What is accepted and waits for the notice of its result: nothing of it hangs."""
    found = _whole(db, community, UNPUBLISHED, most=most)
    return [work for work in found if work.stands is Stands.BEYOND and work.publishes]


def begun_among(db: Db, community: UUID, motions: Collection[UUID]) -> set[UUID]:
    """Which of these motions are carried out already."""
    return {row[0] for row in db.execute(BEGUN, {"community": community, "motions": list(motions)}).all()}


def all_works(db: Db, community: UUID) -> list[Work]:
    """Every work of a community, for checking the whole of them; pages ask for the list."""
    return _whole(db, community, ALL)


# ── how ──


def _whole(db: Db, community: UUID, query: ByName, **values: object) -> list[Work]:
    rows = query.rows(db, {"community": community, **values})
    motions = [row.motion_id for row in rows]
    asked = {"community": community, "motions": motions}
    parts = (PEOPLE, PARTS, CONTRACTS, REPORTS, PHOTOS, LOOKS, ANSWERS, EXTENDED, ADDED, ACCEPTED)
    of = [_grouped(motions, part.rows(db, asked)) for part in parts] if rows else []
    return [_work(row, *(found[row.motion_id] for found in of)) for row in rows]


def _grouped(ids: Iterable[UUID], rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {motion: [] for motion in ids}
    for row in rows:
        found[row.motion_id].append(row)
    return found


def _work(
    row: Any, people: list[Any], parts: list[Any], contracts: list[Any], reports: list[Any], photos: list[Any],
    looks: list[Any], answers: list[Any], extended: list[Any], added: list[Any], accepted: list[Any],
) -> Work:  # fmt: skip
    until = {each.position: each.until for each in extended}  # the last one holds
    planned = Plan(
        begun_on=row.begun_on,
        due=until.get(0, row.due),
        budget=row.budget_fen,
        added=sum(each.amount_fen for each in added),
        report_days=row.report_days,
        milestones=tuple(Milestone(p.position, until.get(p.position, p.due), p.weight) for p in parts),
    )
    plan = bound_by(planned, row.cost_fen, row.done_by_day)
    shown = tuple(
        Part(p.position, p.title, each.due, p.weight, p.due) for p, each in zip(parts, plan.milestones, strict=True)
    )
    answered = {each.number: Answered(each.text, each.photo, each.at, each.entry, each.name) for each in answers}
    return Work(
        motion_id=row.motion_id, ref=f"{row.year}-{row.number}", title=row.title, body_key=row.body_key,
        body=row.body, version=row.resolved_version, begun_version=row.version,
        money_from=row.who_pays, resolved=row.done_by_day,
        begun_at=row.begun_at, entry=row.entry, planned_due=row.due, plan=plan,
        people=tuple(each.name for each in people), parts=shown,
        contracts=tuple(contracts),
        reports=tuple(
            Told(
                each.number, each.line, each.milestone, each.percent, each.paid_fen, each.invoice, each.corrects,
                each.at, each.entry, each.name, tuple(one.photo for one in photos if one.number == each.number),
            )
            for each in reports
        ),
        looks=tuple(
            Look(
                each.number, each.holds, each.text, each.photo, each.at, each.entry, each.name,
                answered.get(each.number),
            )
            for each in looks
        ),
        extensions=tuple(extended), added=tuple(added), acceptances=tuple(accepted),
        stands=stands_of(row.state, row.stands_at, row.path), since=row.since,
        publishes=publishes(row.path, row.stands_at),
        reopens=thaw(row.path).stage(WORKS).reopens,
    )  # fmt: skip
