"""The days off that a community reckons with: the library's, and those entered from the State Council's notice."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlmodel import SQLModel

from council.charters.rest_days import YearDays
from council.charters.working_days import KNOWN, STATE, Calendar
from council.kit import clock
from council.kit.act import Act
from council.kit.db import Db
from council.ledger.acts import record
from council.openness.notices import NOTICE, NoticeRow, open_ended
from council.openness.tables import CalendarDay, CalendarYear, Notice
from council.people.acts import need_clerk
from council.rules.days import period
from council.rules.refusal import N_, Refusal

YEAR, DAY = (SQLModel.metadata.tables[str(table.__tablename__)].c for table in (CalendarYear, CalendarDay))
LEAST_SOURCE = 4  # characters
UNCHANGED = N_("Nothing is different from what stands.")
AHEAD = 2  # years; the State Council settles one at a time


def calendar_of(db: Db, community: UUID) -> Calendar:
    """The calendar by which this community's periods end."""
    years = [year for year, *_ in entered_years(db, community)]
    if not years:
        return STATE
    days = db.execute(DAYS, {"community": community}).all()
    return Calendar(frozenset(years), dict(days))


def entered_years(db: Db, community: UUID) -> list[tuple[int, str, int]]:
    """The years entered here: year, source, and the entry that tells it."""
    return [tuple(row) for row in db.execute(YEARS, {"community": community}).all()]


DAYS = select(DAY.day, DAY.works).where(DAY.community_id == bindparam("community"))
YEARS = (
    select(YEAR.year, YEAR.source, YEAR.entry)
    .where(YEAR.community_id == bindparam("community"))
    .order_by(YEAR.year.desc())
)


def may_enter(read: YearDays, source: str, today: date) -> Refusal | None:
    """Whether these days may be entered: near years; days that the library has off stay off."""
    if not today.year - 1 <= read.year <= today.year + AHEAD:
        return Refusal("Only the years around this one are entered.").with_notes(
            year=Refusal("Only the years around this one are entered.")
        )
    if len(source) < LEAST_SOURCE:
        missing = Refusal("Please write which notice this is, such as 国办发明电〔2026〕7号.")
        return missing.with_notes(source=missing)
    for day, works in sorted(read.days.items()):
        if works and day.year in KNOWN and STATE.works(day) is False:
            return Refusal(
                "%(day)s is known as a day off. A period never ends on it; it cannot be entered as worked.", day=day
            )
    return None


def enter_year(act: Act, read: YearDays, source: str, *, console: bool = False) -> int:
    """Enter a year's days off, by the clerk or from the console. Ends that were open are settled, and what hangs moves
    on where its last day is now off; no posted end moves earlier. The answer is how many notices moved."""
    actor = "console" if console else need_clerk(act)
    if refusal := may_enter(read, source, clock.day_of(act.now)):
        raise refusal
    before = calendar_of(act.db, act.community)
    if read.days == _days_of(act, read.year):
        raise Refusal(UNCHANGED)
    _write(act, read, source, again=read.year in before.years)
    moved = list(_moved(act, calendar_of(act.db, act.community)))
    entry = record(
        act,
        "calendar.enter",
        actor=actor,
        on=f"calendar:{read.year}",
        facts={
            "year": read.year,
            "off": [day.isoformat() for day, works in sorted(read.days.items()) if not works],
            "worked": [day.isoformat() for day in read.worked],
            "ends": [{"notice": notice.on, "ends_on": last.isoformat()} for notice, last in moved],
        },
        sealed={"source": source},
    )
    act.db.execute(
        update(CalendarYear).where(YEAR.community_id == act.community, YEAR.year == read.year).values(entry=entry)
    )
    return len(moved)


def settled_end(notice: NoticeRow, calendar: Calendar, today: date) -> date | None:
    """Where the end of a hanging notice lies by this calendar. An end that was open is not settled into the past, so
    that nobody who read that it was open comes too late; a posted one never moves earlier."""
    last = period(notice.posted_on, notice.days, calendar).last
    if last is None:
        return notice.ends_on
    return max(last, notice.ends_on or today)


def _days_of(act: Act, year: int) -> dict[date, bool]:
    """What was entered of a year before."""
    query = select(DAY.day, DAY.works).where(DAY.community_id == act.community, DAY.year == year)
    return {row.day: row.works for row in act.db.execute(query).all()}


def _write(act: Act, read: YearDays, source: str, *, again: bool) -> None:
    """What is entered again replaces what was: the book keeps both."""
    own = DAY.community_id == act.community
    act.db.execute(delete(CalendarDay).where(own, or_(DAY.year == read.year, DAY.day.in_(read.days))))
    values = {"source": source, "entered_at": act.now}
    if again:
        of_year = (YEAR.community_id == act.community, YEAR.year == read.year)
        act.db.execute(update(CalendarYear).where(*of_year).values(**values))
    else:
        act.db.execute(insert(CalendarYear).values(community_id=act.community, year=read.year, entry=0, **values))
    act.db.execute(
        insert(CalendarDay),
        [
            {"community_id": act.community, "day": day, "year": read.year, "works": works}
            for day, works in read.days.items()
        ],
    )


def _moved(act: Act, calendar: Calendar) -> Sequence[tuple[NoticeRow, date]]:
    """Every hanging notice whose end the calendar settles or moves on."""
    found = []
    for notice in open_ended(act.db, act.community):
        last = settled_end(notice, calendar, clock.day_of(act.now))
        if last is None or last == notice.ends_on:
            continue
        of_notice = (NOTICE.community_id == act.community, NOTICE.id == notice.id)
        act.db.execute(update(Notice).where(*of_notice).values(ends_on=last))
        found.append((notice, last))
    return found
