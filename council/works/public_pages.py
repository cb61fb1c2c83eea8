"""What everybody sees of works: the list, what is late first, and one work whole."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from starlette.responses import Response

from council.kit import clock
from council.kit.web import Here, Room, show
from council.ledger.papers import PaperRow, papers_of
from council.motions.listing import motions_page
from council.places.tables import Place, find_place
from council.works.beside import beside
from council.works.rating_shown import ANSWER_WORDS, answer_facts, answers_of
from council.works.reading import begun_among, late_works, work_at, works_page
from council.works.rounds import turns
from council.works.shown import facts_of, photos_in, shown, timeline

room = Room()
LIST = "/{county}/{community}/works"
WORK = LIST + "/{no}"


@room.page(LIST)
def works(here: Here, county: str, community: str) -> Response:
    """Which promises are kept? What is late first, what waits for its notice, then all by their numbers."""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    before = here.query("before")
    rows, more = works_page(here.db, place.id, before=before or None)
    late = [] if before else late_works(here.db, place.id, today)
    facts = {"works": [facts_of(work, today) for work in rows], "late": [work.ref for work in late], "before": more}
    known = {work.ref for work in late}
    return show(
        here, "works/works.html", public=True, facts=facts, place=place, late=[shown(work, today) for work in late],
        rows=[shown(work, today) for work in rows if work.ref not in known], more=more, any=bool(rows or late),
        **({"waiting": [], "ready": []} if before else _not_begun(here, place)), before=before,
    )  # fmt: skip


def _not_begun(here: Here, place: Place) -> dict[str, Any]:
    """What was decided and waits: for its notice to be over, or for the committee to begin."""
    cleared = motions_page(here.db, place.id, now=here.now, state="works").rows
    begun = begun_among(here.db, place.id, [motion.id for motion in cleared])
    return {
        "waiting": motions_page(here.db, place.id, now=here.now, state="publication").rows,
        "ready": [motion for motion in cleared if motion.id not in begun],
    }


@room.page(WORK)
def work(here: Here, county: str, community: str, no: str) -> Response:
    """How far is it, what did it cost, and is it true?"""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    found = work_at(here.db, place.id, no)
    points = timeline(found, today, turns(here.db, place.id, found))
    answers, said = answers_of(here.db, place.id, found, today), beside(here.db, place.id, found.motion_id)
    return show(
        here, "works/work.html", public=True,
        facts=lambda: {**facts_of(found, today), **answer_facts(answers), "beside": said}, place=place, work=found,
        beside=said, shown=shown(found, today), points=points, answers=answers, answer_words=ANSWER_WORDS,
        kept=partial(_kept, papers_of(here.db, place.id, photos_in(points))),
    )  # fmt: skip


def _kept(papers: Mapping[str, PaperRow], hashes: Sequence[str]) -> list[PaperRow]:
    return [papers[sha] for sha in hashes if sha in papers]
