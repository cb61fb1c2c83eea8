"""What is late in a county: every work past a day, or without the report that was due; the longest late first.

Computed from the days that each report keeps beside the work, so no job is waited for. Each of the two days has an
index of its own across communities: a page reads so many of the first of each, however many communities stand there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Uuid, and_, bindparam, case, func, or_, select, tuple_
from sqlalchemy import union_all as both
from sqlmodel import SQLModel

from council.kit.db import Db
from council.oversight.tables import Reminder
from council.procedure.reading import CASE
from council.rules.refusal import Refusal
from council.rules.works import WHOLE
from council.works.queries import carried_out
from council.works.resolved import as_resolved

TABLES = SQLModel.metadata.tables
WORK, PART, TOLD, VERSION, BODY, PLACE, TOWN, SLUG, REMINDER = (
    TABLES[name].c
    for name in ("undertaking", "work_milestone", "work_progress", "motion_version", "body", "community", "township",
                 "community_slug", str(Reminder.__tablename__))
)  # fmt: skip
GOING = TABLES["undertaking"].join(
    TABLES["matter_case"], and_(CASE.community_id == WORK.community_id, CASE.motion_id == WORK.motion_id)
)
PAGE = 30
FIRST = (date.min, UUID(int=0), UUID(int=0))
Key = tuple[date, UUID, UUID]


@dataclass(frozen=True, slots=True)
class Late:
    """A work that is late, as a line of the list."""

    key: Key
    county: str
    slug: str
    place: str
    township: str
    ref: str
    title: str
    body: str
    overdue_since: date | None  # the day that was missed
    report_due: date | None  # the last day for the report that did not come
    reminded_at: datetime | None
    reminded_by: str | None

    @property
    def url(self) -> str:
        return f"/{self.county}/{self.slug}/works/{self.ref}"

    def days(self, today: date) -> int:
        """For how long it has been late."""
        return (today - self.key[0]).days

    def lates(self, today: date) -> Sequence[Refusal]:
        """Why it is late, each in a sentence."""
        said = []
        if self.overdue_since:
            facts = {"day": self.overdue_since, "days": (today - self.overdue_since).days}
            said.append(Refusal("Something was to be done by %(day)s, %(days)s days ago.", **facts))
        if self.report_due:
            days = (today - self.report_due).days
            said.append(Refusal("A report was due %(days)s days ago, and none came.", days=days))
        return said


# ── which ──


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


_IN_COUNTY = func.coalesce(PLACE.county_slug, "") == bindparam("county")  # bare, every late work would be sorted first
TODAY = bindparam("today", type_=Date)
SILENT = and_(WORK.report_due.is_not(None), WORK.report_due < TODAY)
OVERDUE = and_(WORK.next_due < TODAY, ~_complete())


def _first(day: ColumnElement[date], *which: ColumnElement[bool], township: bool) -> Select[Any]:
    """The first works of the county by one of the two days."""
    after = tuple_(bindparam("day", type_=Date), bindparam("c", type_=Uuid), bindparam("m", type_=Uuid))
    query = (
        select(
            day.label("since"), WORK.community_id, WORK.motion_id, WORK.year, WORK.number, WORK.body_key,
            case((OVERDUE, WORK.next_due)).label("overdue"), case((SILENT, WORK.report_due)).label("silent"),
        )
        .select_from(GOING.join(TABLES["community"], PLACE.id == WORK.community_id))
        .where(WORK.accepted_at.is_(None), *carried_out(), _IN_COUNTY, *which)
        .where(tuple_(day, WORK.community_id, WORK.motion_id) > after)
    )  # fmt: skip
    if township:
        query = query.join(TABLES["township"], TOWN.id == PLACE.township_id).where(TOWN.name == bindparam("township"))
    return query.order_by(day, WORK.community_id, WORK.motion_id).limit(bindparam("most"))


def _page(*, township: bool = False) -> Select[Any]:
    overdue = _first(WORK.next_due, OVERDUE, or_(~SILENT, WORK.next_due <= WORK.report_due), township=township)
    silent = _first(WORK.report_due, SILENT, or_(~OVERDUE, WORK.report_due < WORK.next_due), township=township)
    late = both(select(overdue.subquery()), select(silent.subquery())).subquery("late")
    own = (REMINDER.community_id == late.c.community_id, REMINDER.motion_id == late.c.motion_id)
    newest = REMINDER.entry.desc()
    at, by = (
        select(column).where(*own).order_by(newest).limit(1).correlate(late).scalar_subquery()
        for column in (REMINDER.at, REMINDER.authority)
    )
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
        .join(TABLES["motion_version"], as_resolved(late.c))
        .join(TABLES["body"], body)
        .outerjoin(TABLES["township"], TOWN.id == PLACE.township_id)
        .order_by(late.c.since, late.c.community_id, late.c.motion_id)
        .limit(bindparam("most"))
    )  # fmt: skip


IN_COUNTY, IN_TOWNSHIP = _page(), _page(township=True)
BY_TOWNSHIP = (
    select(TOWN.name, func.count())
    .select_from(GOING.join(TABLES["community"], PLACE.id == WORK.community_id))
    .outerjoin(TABLES["township"], TOWN.id == PLACE.township_id)
    .where(WORK.accepted_at.is_(None), *carried_out(), PLACE.county_slug == bindparam("county"), or_(OVERDUE, SILENT))
    .group_by(TOWN.name)
    .order_by(TOWN.name)
)


# ── asking ──


def late_in(
    db: Db, county: str, today: date, *, township: str = "", after: Key | None = None, size: int = PAGE
) -> tuple[list[Late], Key | None]:
    """What is late on this day in a county, or in one township of it; and the key after which the next page begins."""
    day, community, motion = after or FIRST
    values = {"county": county, "today": today, "day": day, "c": community, "m": motion, "most": size + 1}
    if township:
        rows = db.execute(IN_TOWNSHIP, {**values, "township": township}).all()
    else:
        rows = db.execute(IN_COUNTY, values).all()
    found = [_late(row) for row in rows[:size]]
    return found, found[-1].key if len(rows) > size else None


def _late(row: Any) -> Late:
    since, community, motion, county, slug, place, township, year, number, title, body, overdue, silent, at, by = row
    return Late(
        (since, community, motion), county, slug, place, township, f"{year}-{number}", title, body, overdue, silent,
        at, by,
    )  # fmt: skip


def late_by_township(db: Db, county: str, today: date) -> Mapping[str, int]:
    """How many works are late in each township of a county; "" for communities that stand directly in it."""
    rows = db.execute(BY_TOWNSHIP, {"county": county, "today": today}).all()
    return {row[0] or "": row[1] for row in rows}


def key_text(key: Key) -> str:
    """A key as an address writes it."""
    return f"{key[0].isoformat()}_{key[1].hex}_{key[2].hex}"


def key_in(text: str) -> Key | None:
    """The key in an address; None for what is none."""
    day, _, rest = text.partition("_")
    community, _, motion = rest.partition("_")
    try:
        return date.fromisoformat(day), UUID(hex=community), UUID(hex=motion)
    except ValueError:
        return None
