"""What is asked of works: the same number of queries however many works are asked for."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, tuple_
from sqlmodel import SQLModel

from council.kit.act import NotFound
from council.kit.db import Db
from council.motions.tables import key_of
from council.procedure.frozen import thaw
from council.procedure.reading import CASE
from council.rules.path import WORKS
from council.rules.walk import State as Walked
from council.rules.works import Milestone, Plan, Stands, bound_by
from council.works.resolved import as_resolved
from council.works.rows import Answered, Look, Part, Told, Work
from council.works.standing import publishes, stands_of
from council.works.tables import (
    Acceptance,
    AddedMoney,
    Contract,
    Extension,
    MilestoneKept,
    Progress,
    ProgressPhoto,
    Responsible,
    SiteAnswer,
    SiteCheck,
    Undertaking,
)

UNDERTAKING, PERSON, MILESTONE, CONTRACT, PROGRESS, PHOTO, CHECK, ANSWER, EXTENSION, MONEY, ACCEPTANCE = (
    SQLModel.metadata.tables[str(table.__tablename__)].c
    for table in (
        Undertaking, Responsible, MilestoneKept, Contract, Progress, ProgressPhoto, SiteCheck, SiteAnswer, Extension,
        AddedMoney, Acceptance,
    )
)  # fmt: skip
MOTION, VERSION, MEMBER, BODY = (
    SQLModel.metadata.tables[name].c for name in ("motion", "motion_version", "membership", "body")
)


# ── asking ──


def work_at(db: Db, community: UUID, ref: str) -> Work:
    """The work on the motion with this number, or NotFound."""
    key = key_of(ref)
    if key is None:
        raise NotFound
    found = _whole(db, community, _works(community).where(UNDERTAKING.year == key[0], UNDERTAKING.number == key[1]))
    if not found:
        raise NotFound
    return found[0]


def work_of(db: Db, community: UUID, motion: UUID) -> Work | None:
    """The work on a motion, once it was begun."""
    return next(iter(_whole(db, community, _works(community).where(UNDERTAKING.motion_id == motion))), None)


def works_page(db: Db, community: UUID, *, before: str | None = None, size: int = 20) -> tuple[list[Work], str | None]:
    """Works by their numbers, the newest first, and the number before which the next page goes on."""
    query = _works(community)
    if key := key_of(before or ""):
        query = query.where(tuple_(UNDERTAKING.year, UNDERTAKING.number) < tuple_(*key))
    found = _whole(db, community, query.order_by(*_newest()).limit(size + 1))
    return found[:size], found[size - 1].ref if len(found) > size else None


def late_works(db: Db, community: UUID, today: date, *, most: int = 20) -> list[Work]:
    """What is late on this day: a milestone missed, or no report when one was due. The longest first."""
    late = or_(UNDERTAKING.next_due < today, UNDERTAKING.report_due < today)
    query = _works(community).where(*carried_out(), late)
    query = query.order_by(UNDERTAKING.next_due, UNDERTAKING.year, UNDERTAKING.number).limit(2 * most)
    found = _whole(db, community, query)  # of what was opened again, the first report is due later than written there
    return [work for work in found if work.overdue(today) or work.silent(today)][:most]


def open_works(db: Db, community: UUID, *, most: int = 50) -> list[Work]:
    """What is under way, the next day first: for the desks."""
    query = _works(community).where(*carried_out())
    return _whole(db, community, query.order_by(UNDERTAKING.next_due, UNDERTAKING.year, UNDERTAKING.number).limit(most))


def unpublished(db: Db, community: UUID, *, most: int = 20) -> list[Work]:
    """What is accepted and waits for the notice of its result: nothing of it hangs."""
    query = _works(community).where(
        CASE.state == Walked.RUNNING.value, CASE.opened_on.is_(None), CASE.stands_at != WORKS
    )
    found = _whole(db, community, query.order_by(*_newest()).limit(most))
    return [work for work in found if work.stands is Stands.BEYOND and work.publishes]


def begun_among(db: Db, community: UUID, motions: Collection[UUID]) -> set[UUID]:
    """Which of these motions are carried out already."""
    query = select(UNDERTAKING.motion_id)
    rows = db.execute(query.where(UNDERTAKING.community_id == community, UNDERTAKING.motion_id.in_(motions))).all()
    return {row.motion_id for row in rows}


def all_works(db: Db, community: UUID) -> list[Work]:
    """Every work of a community, for checking the whole of them; pages ask for the list."""
    return _whole(db, community, _works(community).order_by(UNDERTAKING.entry))


# ── how ──


def _newest() -> tuple[ColumnElement[Any], ...]:
    return UNDERTAKING.year.desc(), UNDERTAKING.number.desc()


def carried_out() -> tuple[ColumnElement[bool], ...]:
    """What is being carried out, whether or not it was accepted before."""
    return CASE.state == Walked.RUNNING.value, CASE.stands_at == WORKS


def _works(community: UUID) -> Select[Any]:
    body = and_(BODY.community_id == UNDERTAKING.community_id, BODY.key == UNDERTAKING.body_key)
    case = and_(CASE.community_id == UNDERTAKING.community_id, CASE.motion_id == UNDERTAKING.motion_id)
    walked = (CASE.state, CASE.stands_at, CASE.path, CASE.since)
    return (
        select(*UNDERTAKING, *_wording(), BODY.name.label("body"), *walked)
        .select_from(SQLModel.metadata.tables["undertaking"])
        .join(SQLModel.metadata.tables["motion_version"], as_resolved(UNDERTAKING))
        .join(SQLModel.metadata.tables["body"], body)
        .join(SQLModel.metadata.tables["matter_case"], case)
        .where(UNDERTAKING.community_id == community)
    )


def _wording() -> tuple[ColumnElement[Any], ...]:
    """What was resolved last, beside what the work began with."""
    return (
        VERSION.title, VERSION.done_by_day, VERSION.version.label("resolved_version"), VERSION.cost_fen,
        VERSION.money_from.label("who_pays"),
    )  # fmt: skip


def _whole(db: Db, community: UUID, query: Select[Any]) -> list[Work]:
    rows = db.execute(query).all()
    if not rows:
        return []
    ids = [row.motion_id for row in rows]
    people = _many(db, community, PERSON, ids, PERSON.membership_id, "membership_id")
    parts = _many(db, community, MILESTONE, ids, MILESTONE.position)
    contracts = _many(db, community, CONTRACT, ids, CONTRACT.entry, "by_id")
    reports = _many(db, community, PROGRESS, ids, PROGRESS.number, "by_id")
    photos = _many(db, community, PHOTO, ids, PHOTO.position)
    looks = _many(db, community, CHECK, ids, CHECK.number, "by_id")
    answers = _many(db, community, ANSWER, ids, ANSWER.number, "by_id")
    extended = _many(db, community, EXTENSION, ids, EXTENSION.entry, "by_id")
    added = _added(db, community, ids)
    accepted = _many(db, community, ACCEPTANCE, ids, ACCEPTANCE.entry, "by_id")
    return [
        _work(
            row, people[row.motion_id], parts[row.motion_id], contracts[row.motion_id], reports[row.motion_id],
            photos[row.motion_id], looks[row.motion_id], answers[row.motion_id], extended[row.motion_id],
            added[row.motion_id], accepted[row.motion_id],
        )
        for row in rows
    ]  # fmt: skip


def _many(
    db: Db, community: UUID, table: Any, ids: Collection[UUID], order: Any, person: str | None = None
) -> dict[UUID, list[Any]]:
    """The rows of a table for these works, by the work; with the name of the person, where one is named."""
    query = select(*table).where(table.community_id == community, table.motion_id.in_(ids))
    if person:
        same = and_(MEMBER.community_id == table.community_id, MEMBER.id == table[person])
        query = query.add_columns(MEMBER.name, MEMBER.number.label("member")).where(same)
    return _grouped(ids, db.execute(query.order_by(order)).all())


def _added(db: Db, community: UUID, ids: Collection[UUID]) -> dict[UUID, list[Any]]:
    """Money that other resolutions allowed, with the numbers of those."""
    allowing = and_(MOTION.community_id == MONEY.community_id, MOTION.id == MONEY.allowed_by)
    query = select(*MONEY, MOTION.year, MOTION.number).where(
        MONEY.community_id == community, MONEY.motion_id.in_(ids), allowing
    )
    return _grouped(ids, db.execute(query.order_by(MONEY.entry)).all())


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
