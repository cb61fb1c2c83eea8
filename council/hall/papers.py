"""The papers of a motion, each as a page to print and with `?as=word` as a Word file: notice, slips, resolution,
register, and the whole of it on one sheet."""

import re

from starlette.responses import Response

from council.hall.paper_case import case_sheet
from council.hall.paper_minutes import resolution
from council.hall.paper_notice import notice
from council.hall.paper_ratings import RatingSlip, rating_slips
from council.hall.paper_register import register
from council.hall.paper_slips import opinion_slips
from council.hall.printed_case import case_sheet_of
from council.hall.printed_facts import numbered
from council.hall.printed_notice import notice_of, slip_of
from council.hall.printed_register import register_of
from council.hall.printed_resolution import resolution_of
from council.kit import clock
from council.kit.printing import printed
from council.kit.web import Here, NotFound, Room
from council.motions.tables import motion_at
from council.openness.notices import notice_at, notices_of
from council.places.tables import find_place
from council.procedure.desk_pages import at_desk
from council.rules.publicity import About, State
from council.rules.refusal import N_
from council.works.rating_reading import window_of
from council.works.reading import work_at

room = Room()
MOTION = "/{county}/{community}/motions/{no}"
SIZES = {"a4": N_("On A4"), "a3": N_("On A3")}
ATTEMPT = re.compile(r"[1-9][0-9]{0,2}")


@room.page(MOTION + "/notice/{about}/{posting}/{size}", slow=True)
def notice_paper(here: Here, county: str, community: str, no: str, about: str, posting: str, size: str) -> Response:
    """The sheet for the board, of one posting: A4 or A3."""
    place = find_place(here.db, county, community)
    if about not in list(About) or size not in SIZES or not ATTEMPT.fullmatch(posting):
        raise NotFound
    motion = motion_at(here.db, place.id, no)
    row = notice_at(here.db, place.id, motion.id, about, int(posting))
    one = notice_of(here, place, motion, row)
    own = f"{place.url}/motions/{no}/notice"
    return printed(
        here, notice(one, here.say, large=size == "a3"), public=True, facts=one,
        back=f"{own}?about={about}&posting={posting}",
        others=[(f"{own}/{about}/{posting}/{other}", here.say(SIZES[other])) for other in SIZES if other != size],
    )  # fmt: skip


@room.page(MOTION + "/notice/slips", slow=True)
def opinion_slip(here: Here, county: str, community: str, no: str) -> Response:
    """Slips to write on by hand, for the notice that hangs; none when nothing hangs."""
    place = find_place(here.db, county, community)
    motion, today = motion_at(here.db, place.id, no), clock.day_of(here.now)
    hangs = [row for row in notices_of(here.db, place.id, motion.id) if row.state(today) is State.OPEN]
    if not hangs:
        raise NotFound
    one = slip_of(here, place, hangs[0])
    return printed(here, opinion_slips(one, here.say), public=True, facts=one, back=f"{place.url}/motions/{no}/notice")


@room.page("/{county}/{community}/works/{no}/rating/slips", slow=True)
def rating_slip(here: Here, county: str, community: str, no: str) -> Response:
    """Slips on which to say whether it is really done, while answers are taken; none before and after."""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    work = work_at(here.db, place.id, no)
    window = window_of(work)
    if window is None or not window.takes(today):
        raise NotFound
    one = RatingSlip(
        place.name, numbered(place, no, here.say), work.title, window.accepted_on, window.until, place.phone or "",
        here.lang,
    )  # fmt: skip
    return printed(here, rating_slips(one, here.say), public=True, facts=one, back=f"{place.url}/works/{no}")


@room.page(MOTION + "/resolution", slow=True)
def resolution_paper(here: Here, county: str, community: str, no: str) -> Response:
    """What was decided, to be sealed and filed; there is none before."""
    place = find_place(here.db, county, community)
    one = resolution_of(here, place, motion_at(here.db, place.id, no))
    return printed(here, resolution(one, here.say), public=True, facts=one, back=f"{place.url}/motions/{no}")


@room.page("/{county}/{community}/desk/motions/{no}/register", slow=True)
def register_paper(here: Here, county: str, community: str, no: str) -> Response:
    """The register of a matter, for whom its procedure desk is: it names who was there and who was not."""
    place, motion, _case, _part = at_desk(here, county, community, no)
    paper = register(register_of(here, place, motion), here.say)
    return printed(here, paper, back=f"{place.url}/desk/motions/{no}")


@room.page(MOTION + "/case", slow=True)
def case_paper(here: Here, county: str, community: str, no: str) -> Response:
    """The whole matter on one sheet, as far as it is."""
    place = find_place(here.db, county, community)
    one = case_sheet_of(here, place, motion_at(here.db, place.id, no))
    return printed(here, case_sheet(one, here.say), public=True, facts=one, back=f"{place.url}/motions/{no}")
