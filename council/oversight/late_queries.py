"""The queries of what is late: computed from the days that each report keeps beside the work, waiting for no job.

Each of the two days has an index of its own across communities: a page reads so many of the first of each, however many
communities stand there. What was accepted and is carried out again is found by an index of those few.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Uuid, and_, bindparam, case, func, or_, select, tuple_, union_all
from sqlmodel import SQLModel

from council.kit.dates import days_after
from council.oversight.tables import CAME_BACK, CARRIED_OUT, Reminder
from council.rules.works import WHOLE

TABLES = SQLModel.metadata.tables
WORK, CASE, PART, TOLD, VERSION, BODY, PLACE, TOWN, SLUG, REMINDER = (
    TABLES[name].c
    for name in ("undertaking", "matter_case", "work_milestone", "work_progress", "motion_version", "body",
                 "community", "township", "community_slug", str(Reminder.__tablename__))
)  # fmt: skip


def _of_work(table: Any) -> ColumnElement[bool]:
    return and_(table.community_id == WORK.community_id, table.motion_id == WORK.motion_id)


def _counts(report: Any) -> ColumnElement[bool]:
    """Reports that no later one corrects."""
    later = TABLES["work_progress"].alias().c
    same = (later.community_id == report.community_id, later.motion_id == report.motion_id)
    return ~select(later.number).where(*same, later.corrects == report.number).exists()


def _complete() -> ColumnElement[bool]:
    """All of it is done, and it waits to be accepted (rules.works.percent): then only a report can be late."""
    reached = select(TOLD.number).where(_of_work(TOLD), TOLD.milestone == PART.position, _counts(TOLD))
    reached = reached.correlate(TABLES["undertaking"], TABLES["work_milestone"])
    parts = select(PART.position).where(_of_work(PART)).correlate(TABLES["undertaking"])
    said = select(TOLD.percent).where(_of_work(TOLD), TOLD.percent.is_not(None), _counts(TOLD))
    last = said.order_by(TOLD.number.desc()).limit(1).correlate(TABLES["undertaking"]).scalar_subquery()
    return case((parts.exists(), ~parts.where(~reached.exists()).exists()), else_=func.coalesce(last, 0) == WHOLE)


TODAY = bindparam("today", type_=Date)
AGAIN = days_after(CASE.since, WORK.report_days)  # opened again, it is waited for a report from that day on
OVERDUE = and_(WORK.next_due < TODAY, ~_complete())
_AT_WORKS = and_(CASE.community_id == WORK.community_id, CASE.motion_id == WORK.motion_id, CARRIED_OUT)
_IN_COUNTY = func.coalesce(PLACE.county_slug, "") == bindparam("county")  # bare, every late work would be sorted first


@dataclass(frozen=True, slots=True)
class _Kind:
    """Works that were never accepted, or such as were and are carried out again; and the day of their report."""

    which: ColumnElement[bool]
    due: ColumnElement[Any]

    @property
    def silent(self) -> ColumnElement[bool]:
        return and_(WORK.report_due.is_not(None), self.due < TODAY)

    @property
    def first_overdue(self) -> ColumnElement[bool]:
        return and_(OVERDUE, or_(~self.silent, WORK.next_due <= self.due))

    @property
    def first_silent(self) -> ColumnElement[bool]:
        return and_(self.silent, or_(~OVERDUE, self.due < WORK.next_due))


ONCE = _Kind(WORK.accepted_at.is_(None), WORK.report_due)
ANEW = _Kind(
    and_(WORK.accepted_at.is_not(None), CAME_BACK),
    case((WORK.report_due < AGAIN, AGAIN), else_=WORK.report_due),
)


def _first(kind: _Kind, day: ColumnElement[Any], which: ColumnElement[bool], *, township: bool) -> Select[Any]:
    """The first works of the county by one of their days."""
    after = tuple_(bindparam("day", type_=Date), bindparam("c", type_=Uuid), bindparam("m", type_=Uuid))
    query = (
        select(
            day.label("since"), WORK.community_id, WORK.motion_id, WORK.year, WORK.number, WORK.version, WORK.body_key,
            case((OVERDUE, WORK.next_due)).label("overdue"), case((kind.silent, kind.due)).label("silent"),
        )
        .select_from(TABLES["undertaking"].join(TABLES["community"], PLACE.id == WORK.community_id))
        .join(TABLES["matter_case"], _AT_WORKS)
        .where(kind.which, _IN_COUNTY, which)
        .where(tuple_(day, WORK.community_id, WORK.motion_id) > after)
    )  # fmt: skip
    if township:
        query = query.join(TABLES["township"], TOWN.id == PLACE.township_id).where(TOWN.name == bindparam("township"))
    return query.order_by(day, WORK.community_id, WORK.motion_id).limit(bindparam("most"))


def _page(*, township: bool = False) -> Select[Any]:
    parts = [
        _first(kind, *by, township=township).subquery()
        for kind in (ONCE, ANEW)
        for by in ((WORK.next_due, kind.first_overdue), (kind.due, kind.first_silent))
    ]
    late = union_all(*(select(part) for part in parts)).subquery("late")
    own = (REMINDER.community_id == late.c.community_id, REMINDER.motion_id == late.c.motion_id)
    newest = REMINDER.entry.desc()
    at, by = (
        select(column).where(*own).order_by(newest).limit(1).correlate(late).scalar_subquery()
        for column in (REMINDER.at, REMINDER.authority)
    )
    version = and_(VERSION.community_id == late.c.community_id, VERSION.motion_id == late.c.motion_id,
                   VERSION.version == late.c.version)  # fmt: skip
    body = and_(BODY.community_id == late.c.community_id, BODY.key == late.c.body_key)
    return (
        select(
            late.c.since, late.c.community_id, late.c.motion_id, PLACE.county_slug, SLUG.slug, PLACE.name,
            func.coalesce(TOWN.name, ""), late.c.year, late.c.number, VERSION.title, BODY.name, late.c.overdue,
            late.c.silent, at, by,
        )
        .select_from(late)
        .join(TABLES["community"], PLACE.id == late.c.community_id)
        .join(TABLES["community_slug"], SLUG.community_id == late.c.community_id)
        .join(TABLES["motion_version"], version)
        .join(TABLES["body"], body)
        .outerjoin(TABLES["township"], TOWN.id == PLACE.township_id)
        .order_by(late.c.since, late.c.community_id, late.c.motion_id)
        .limit(bindparam("most"))
    )  # fmt: skip


IN_COUNTY, IN_TOWNSHIP = _page(), _page(township=True)
BY_TOWNSHIP = (
    select(TOWN.name, func.count())
    .select_from(TABLES["undertaking"].join(TABLES["community"], PLACE.id == WORK.community_id))
    .outerjoin(TABLES["township"], TOWN.id == PLACE.township_id)
    .join(TABLES["matter_case"], _AT_WORKS)
    .where(PLACE.county_slug == bindparam("county"))
    .where(or_(OVERDUE, and_(ONCE.which, ONCE.silent), and_(ANEW.which, ANEW.silent)))
    .group_by(TOWN.name)
    .order_by(TOWN.name)
)
