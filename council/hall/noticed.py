"""A notice whole (openness), and where it tells the result, what came of the work (works) beside it."""

from typing import Any
from uuid import UUID

from starlette.responses import Response

from council.kit import clock
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.motions.tables import motion_at
from council.openness.board import NOTICE, notice_facts, number_asked, objected, objection_facts
from council.openness.checks import checks_of, said_of
from council.openness.notices import NoticeRow, notice_at, notices_of, tallies
from council.openness.objections import objections_page
from council.openness.shown import ABOUT, STATES, TITLES, shown
from council.places.tables import find_place
from council.rules.publicity import About
from council.works.reading import work_of
from council.works.resolved import resolutions
from council.works.result import Result, result_of

room = Room()


@room.page(NOTICE)
def notice(here: Here, county: str, community: str, no: str) -> Response:
    """The newest posting; `?about=` and `?posting=` ask for another one."""
    place = find_place(here.db, county, community)
    motion = motion_at(here.db, place.id, no)
    about = here.query("about")
    if about not in ("", *About):
        raise NotFound
    one = notice_at(here.db, place.id, motion.id, about, number_asked(here, "posting"))
    today, checks = clock.day_of(here.now), checks_of(here.db, place.id, motion.id)
    check, result = said_of(checks, one.about, one.attempt), told_by(here, place.id, one)
    drawn = shown(one, today, tallies(here.db, place.id, [one.id])[one.id], check.holds if check else None)
    rows, more = objections_page(here.db, place.id, motion.id, before=number_asked(here, "before"))
    papers = papers_of(here.db, place.id, [sha for sha in (one.photo, *(result.photos if result else ())) if sha])
    return show(
        here, "openness/notice.html", public=True,
        facts={**notice_facts(drawn), "objections": [objection_facts(row) for row in rows], "before": more,
               **({"result": result_facts(result)} if result else {})},
        place=place, motion=motion, shown=drawn, check=check, result=result,
        result_photos=[papers[sha] for sha in result.photos if sha in papers] if result else [],
        others=[each for each in notices_of(here.db, place.id, motion.id) if each.id != one.id], titles=TITLES,
        states=STATES, abouts=ABOUT, photos=[papers[one.photo]] if one.photo in papers else [], more=more,
        **objected(rows, place, today),
    )  # fmt: skip


def told_by(here: Here, community: UUID, notice: NoticeRow) -> Result | None:
    """What came of the work, for a notice of its result: as it was accepted before that notice."""
    work = work_of(here.db, community, notice.motion_id) if notice.about is About.RESULT else None
    if work is None:
        return None
    anew = work.version != work.begun_version
    return result_of(work, notice.entry, resolutions(here.db, community, work.motion_id) if anew else ())


def result_facts(result: Result) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "accepted_on": result.on, "cost_fen": result.cost_fen, "budget_fen": result.budget_fen,
        "allowed_fen": result.allowed_fen, "over_fen": result.over_fen,
        "allowed_by": [f"{each.year}-{each.number}" for each in result.added], "days_planned": result.days_planned,
        "days": result.days, "confirmed": result.confirmed, "untrue": result.untrue, "entry": result.entry,
    }  # fmt: skip
