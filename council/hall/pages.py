"""The rooms' fragments together: the front page, the list, one motion whole, the desk, one's own matters, help."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from council.hall import clerks, evidence, feeds, meeting_papers, noticed, papers, printing, record, slips
from council.hall.desk import desk_of
from council.hall.home import Home, home_of, matters
from council.hall.mine import mine_of
from council.hall.provisions import settled
from council.hall.way import way_facts, way_of
from council.hall.whole import facts_of, qr_code, whole
from council.kit import clock
from council.kit.web import Here, NotFound, Room, show
from council.motions.acts import may_amend, may_withdraw
from council.motions.catalogue import matter_of
from council.motions.listing import AFTERWARDS, STATES, motion_counts, motions_page
from council.openness.board import open_now, published
from council.openness.desk import open_desk
from council.openness.shown import TITLES
from council.oversight.reminders import reminded, reminders_waiting
from council.oversight.watching import watching
from council.places.links import path_of
from council.places.tables import find_place
from council.procedure.frozen import stages_facts
from council.procedure.steps import steps_here
from council.rules.charter import PROVISIONS
from council.rules.refusal import Refusal
from council.seats.headcount import Headcount, headcounts
from council.seats.saying import how_it_passes, how_many
from council.seats.shown import blocs_of, body_chart
from council.seats.tables import BodyRow, bodies_of
from council.votes.shown import round_shown
from council.works.desk import work_shown, works_desk

room = Room()


@room.page("/help")
def help(here: Here) -> Response:
    return show(here, "hall/help.html", public=True)


@room.page("/me")
def me(here: Here) -> Response:
    """What waits for this person, in every community of theirs, and in every place that they watch."""
    account, today = here.need_asker(), clock.day_of(here.now)
    return show(
        here, "hall/me.html", mine=mine_of(here.db, account, here.now), watched=watching(here.db, account, today),
        today=today, reminded=reminded,
    )  # fmt: skip


@room.page("/q/{code}")
def short(here: Here, code: str) -> Response:
    """Where the short link on a paper leads. No county is called q."""
    path = path_of(here.db, code)
    if path is None or here.as_json:
        raise NotFound
    return RedirectResponse(here.url(path), 302, headers={"Cache-Control": "no-cache"})


@room.page("/{county}/{community}")
def home(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    today = clock.today()
    found = home_of(here.db, place.id, here.now, today.year)
    facts = {
        "name": place.name,
        "county": place.county_name,
        "township": place.township_name,
        "contacts": {"phone": place.phone, "office": place.office, "hours": place.hours},
        "bodies": [
            {"key": b.key, "name": b.name, "seats": found.heads[b.key].seats, "filled": found.heads[b.key].people}
            for b in found.bodies
        ],
        "live": [{"number": m.motion.ref, "title": m.motion.title, "state": m.state} for m in found.live],
        "put_this_year": found.put,
        "passed_this_year": found.passed,
    }
    return show(
        here, "hall/home.html", public=True, facts=facts, place=place, home=found, today=today, states=STATES,
        **_seated(found, here), notices=open_now(here, place), titles=TITLES,
        votes={m.motion.id: round_shown(m.vote, here) for m in found.live if m.vote},
    )  # fmt: skip


def _seated(found: Home, here: Here) -> dict[str, Any]:
    """How large each body is, and the picture of who sits where in the first, where that is a council."""
    sizes = [(body, how_many(body, found.heads[body.key])) for body in found.bodies]
    if not found.seats:
        return {"seated": None, "bodies": sizes}
    body, seats = found.bodies[0], found.seats
    return {
        "seated": body,
        "bodies": sizes[1:],
        "chart": body_chart(body, seats, here.lang),
        "blocs": blocs_of(body, seats, here.say, here.lang),
        "passes": how_it_passes(body.law, found.heads[body.key].before()),
    }


@room.page("/{county}/{community}/motions")
def motions(here: Here, county: str, community: str) -> Response:
    """The list, by state, year and words; older ones by key."""
    place = find_place(here.db, county, community)
    state, year, q = here.query("state"), here.query("year"), here.query("q")
    page = motions_page(
        here.db, place.id, now=here.now, q=q, before=here.query("before") or None,
        state=state if state in STATES else None, year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )  # fmt: skip
    rows = matters(here.db, place.id, page.rows, here.now)
    facts = {
        "motions": [{"number": m.motion.ref, "title": m.motion.title, "state": m.state} for m in rows],
        "before": page.more,
    }
    return show(
        here, "hall/motions.html", public=True, facts=facts, fragment="hall/_results.html", place=place, rows=rows,
        more=page.more, asked={"state": state, "year": year, "q": q}, states=STATES,
        counts=motion_counts(here.db, place.id, now=here.now),
    )  # fmt: skip


@room.page("/{county}/{community}/motions/{no}")
def motion(here: Here, county: str, community: str, no: str) -> Response:
    place = find_place(here.db, county, community)
    found = whole(here.db, place.id, no, here.now)
    way = way_of(here, place.id, found)
    return show(
        here, "hall/motion.html", public=True, facts=lambda: facts_of(found) | way_facts(way), place=place, whole=found,
        motion=found.motion, way=way, rail=way.rail, **published(here, place, found.motion.id),
        matter=matter_of(here.db, place.id, found.motion.matter), states=STATES,
        rounds=[round_shown(each, here) for each in found.rounds],
        work=work_shown(here.db, place.id, found.motion.id, here.now) if found.state in AFTERWARDS else None,
        where=way.where, qr=qr_code(here.absolute(f"{place.url}/motions/{no}")), fragment="hall/_rounds.html",
        may_amend=not found.held and may_amend(found.motion, here.now) is None,
        may_withdraw=not found.held and may_withdraw(found.motion, here.now) is None,
    )  # fmt: skip


@room.page("/{county}/{community}/rules")
def rules(here: Here, county: str, community: str) -> Response:
    """How many are enough here, with this community's own numbers and where each comes from."""
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    heads, paths = headcounts(here.db, place.id, bodies), steps_here(here.db, place.id, bodies)
    facts = {
        "bodies": [
            {
                "key": body.key,
                "name": body.name,
                "charter": body.charter,
                "seats": heads[body.key].seats,
                "rule": body.law.rule.facts(),
            }
            for body in bodies
        ],
        "paths": [
            {
                "key": one.path.key,
                "name": one.path.name,
                "to": [body.key for body in one.bodies],
                "stages": stages_facts(one.path),
                "rests_on": one.citation,
            }
            for one in paths
        ],
    }
    return show(
        here, "hall/rules.html", public=True, facts=facts, place=place, provisions=PROVISIONS,
        bodies=[(body, *_in_numbers(body, heads[body.key]), settled(body.law)) for body in bodies], today=clock.today(),
        paths=paths,
    )  # fmt: skip


def _in_numbers(body: BodyRow, head: Headcount) -> tuple[int, tuple[Refusal, ...]]:
    """How many seats a share of all seats is a share of, and what carries a motion."""
    before = head.before(body.law.count_by)
    return before.seats, how_it_passes(body.law, before, head.made)


@room.page("/{county}/{community}/desk")
def desk(here: Here, county: str, community: str) -> Response:
    """What the clerk, the chair or a member has to do here today."""
    place = find_place(here.db, county, community)
    found = desk_of(here.db, place.id, here.need_asker(), here.now)
    if not (found.clerk or found.seats):
        raise NotFound
    open_to = open_desk(here.db, place.id, here.need_asker(), here.now)
    return show(
        here, "hall/desk.html", place=place, desk=found, states=STATES, today=clock.today(), open_desk=open_to,
        works_desk=works_desk(here.db, place.id, open_to.who, here.now),
        reminded=reminders_waiting(here.db, place.id) if open_to.who.answers else (),
    )  # fmt: skip


for part in (record, feeds, noticed, papers, meeting_papers, slips, printing, clerks, evidence):
    room.routes += part.room.routes
