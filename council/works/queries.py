"""The queries of works, built once: as many for one work as for twenty."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select, tuple_
from sqlmodel import SQLModel

from council.kit.queries import ByName
from council.procedure.reading import CASE
from council.rules.path import WORKS
from council.rules.walk import State as Walked
from council.works.columns import (
    ACCEPTANCE,
    ANSWER,
    BODY,
    CHECK,
    CONTRACT,
    EXTENSION,
    MEMBER,
    MILESTONE,
    MONEY,
    MOTION,
    PERSON,
    PHOTO,
    PROGRESS,
    UNDERTAKING,
    VERSION,
)
from council.works.resolved import as_resolved


def carried_out() -> tuple[ColumnElement[bool], ...]:
    """What is being carried out, whether or not it was accepted before."""
    return CASE.state == Walked.RUNNING.value, CASE.stands_at == WORKS


def _works(*which: ColumnElement[bool]) -> Select[Any]:
    body = and_(BODY.community_id == UNDERTAKING.community_id, BODY.key == UNDERTAKING.body_key)
    case = and_(CASE.community_id == UNDERTAKING.community_id, CASE.motion_id == UNDERTAKING.motion_id)
    walked = (CASE.state, CASE.stands_at, CASE.path, CASE.since)
    return (
        select(*UNDERTAKING, *_wording(), BODY.name.label("body"), *walked)
        .select_from(SQLModel.metadata.tables["undertaking"])
        .join(SQLModel.metadata.tables["motion_version"], as_resolved(UNDERTAKING))
        .join(SQLModel.metadata.tables["body"], body)
        .join(SQLModel.metadata.tables["matter_case"], case)
        .where(UNDERTAKING.community_id == bindparam("community"), *which)
    )


def _wording() -> tuple[ColumnElement[Any], ...]:
    """What was resolved last, beside what the work began with."""
    return (
        VERSION.title, VERSION.done_by_day, VERSION.version.label("resolved_version"), VERSION.cost_fen,
        VERSION.money_from.label("who_pays"),
    )  # fmt: skip


def _many(table: Any, order: ColumnElement[Any], person: str | None = None) -> ByName:
    """The rows of a table for these works; with the name of the person, where one is named."""
    query = select(*table).where(
        table.community_id == bindparam("community"), table.motion_id.in_(bindparam("motions"))
    )
    if person:
        same = and_(MEMBER.community_id == table.community_id, MEMBER.id == table[person])
        query = query.add_columns(MEMBER.name, MEMBER.number.label("member")).where(same)
    return ByName(query.order_by(order))


_NUMBER = (UNDERTAKING.year, UNDERTAKING.number)
_NEWEST = tuple(part.desc() for part in _NUMBER)
_NEXT = (UNDERTAKING.next_due, *_NUMBER)
_MOST: BindParameter[int] = bindparam("most")
AT = ByName(_works(UNDERTAKING.year == bindparam("year"), UNDERTAKING.number == bindparam("number")))
OF = ByName(_works(UNDERTAKING.motion_id == bindparam("motion")))
PAGE = ByName(_works(tuple_(*_NUMBER) < tuple_(bindparam("year"), bindparam("number"))).order_by(*_NEWEST).limit(_MOST))
LATE = ByName(
    _works(
        *carried_out(),
        or_(UNDERTAKING.next_due < bindparam("today"), UNDERTAKING.report_due < bindparam("today")),
    )
    .order_by(*_NEXT)
    .limit(_MOST)
)
OPEN = ByName(_works(*carried_out()).order_by(*_NEXT).limit(_MOST))
UNPUBLISHED = ByName(
    _works(CASE.state == Walked.RUNNING.value, CASE.opened_on.is_(None), CASE.stands_at != WORKS)
    .order_by(*_NEWEST)
    .limit(_MOST)
)
ALL = ByName(_works().order_by(UNDERTAKING.entry))
BEGUN = select(UNDERTAKING.motion_id).where(
    UNDERTAKING.community_id == bindparam("community"), UNDERTAKING.motion_id.in_(bindparam("motions"))
)
PEOPLE = _many(PERSON, PERSON.membership_id, "membership_id")
PARTS = _many(MILESTONE, MILESTONE.position)
CONTRACTS = _many(CONTRACT, CONTRACT.entry, "by_id")
REPORTS = _many(PROGRESS, PROGRESS.number, "by_id")
PHOTOS = _many(PHOTO, PHOTO.position)
LOOKS = _many(CHECK, CHECK.number, "by_id")
ANSWERS = _many(ANSWER, ANSWER.number, "by_id")
EXTENDED = _many(EXTENSION, EXTENSION.entry, "by_id")
ADDED = ByName(
    select(*MONEY, MOTION.year, MOTION.number)
    .where(
        MONEY.community_id == bindparam("community"),
        MONEY.motion_id.in_(bindparam("motions")),
        MOTION.community_id == MONEY.community_id,
        MOTION.id == MONEY.allowed_by,
    )
    .order_by(MONEY.entry)
)
"""Money that other resolutions allowed, with the numbers of those."""
ACCEPTED = _many(ACCEPTANCE, ACCEPTANCE.entry, "by_id")
