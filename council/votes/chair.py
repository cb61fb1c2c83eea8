"""The chair's page of a motion: what stands in the way, opening, who has not voted yet, calling off, the verdict."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import StringConstraints
from starlette.responses import Response

from council.kit.act import Act
from council.kit.clock import CHINA
from council.kit.forms import Form, Line, Moment
from council.kit.web import Here, NotFound, Room, show
from council.motions.speaking import Speaker, speaker
from council.motions.tables import motion_at
from council.places.tables import Place, find_place
from council.rules.refusal import N_
from council.seats.tables import CHAIR, VICE_CHAIR
from council.votes import saying
from council.votes.opening import may_open, may_void, open, void
from council.votes.prospect import Prospect, may_lead, prospect
from council.votes.reading import RollRow
from council.votes.shown import round_shown
from council.votes.standing import Standing, State

room = Room()
AT = "/{county}/{community}/motions/{no}/vote"
EVENING = 20  # hour at which a suggested window ends
SUGGESTED = timedelta(days=3)


class OpenForm(Form):
    closes_at: Moment


class VoidForm(Form):
    reason: Annotated[Line, StringConstraints(max_length=200)]


def presides(who: Speaker, found: Prospect) -> bool:
    """Whose page this is: chair and vice chair of the body, and the clerk."""
    seat = who.seat_in(found.body.key)
    return bool(who.clerk or (seat and seat.office in (CHAIR, VICE_CHAIR)))


@room.page(AT)
def vote(here: Here, county: str, community: str, no: str) -> Response:
    place = find_place(here.db, county, community)
    asker = here.need_asker()
    motion = motion_at(here.db, place.id, no)
    found = prospect(here.db, place.id, motion, here.now)
    if not presides(speaker(here.db, place.id, asker), found):
        raise NotFound
    best, last = found.best, found.last
    running = last if last and last.state is State.OPEN else None
    return show(
        here, "votes/vote.html", place=place, motion=motion, found=found, running=running,
        rounds=[round_shown(each, here) for each in found.rounds if each is not running],
        need=saying.need(best, here.say), reckoning=saying.reckoning(best, here.say),
        quorum=saying.quorum(best, here.say),
        may_open=may_open(here.db, place.id, found, asker, here.now, None),
        leads=may_lead(here.db, place.id, found.chair, asker) is None,
        window=window_of(found, here.now),
        now_shown=round_shown(running, here) if running else None,
        left=saying.time_left(running.vote.closes_at, here.now, here.say) if running else "",
        messages=messages(here, place, running, motion.title) if running else (),
        may_void=may_void(here.db, place.id, running, found.chair, asker) if running else None,
    )  # fmt: skip


def window_of(found: Prospect, now: datetime) -> tuple[str, str, str]:
    """The suggested deadline, the earliest and the latest, as a browser's datetime-local writes them."""
    least, most = found.body.law.window_hours or (1, 1440)
    earliest = now + timedelta(hours=least, minutes=1)
    evening = max(now + SUGGESTED, earliest).astimezone(CHINA).replace(hour=EVENING, minute=0)
    if evening < earliest:
        evening += timedelta(days=1)
    latest = now + timedelta(hours=most)
    return _local(min(evening, latest)), _local(earliest), _local(latest)


def _local(moment: datetime) -> str:
    return moment.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")


def messages(here: Here, place: Place, running: Standing, title: str) -> list[tuple[RollRow, str]]:
    """For everyone whose ballot has not come: a text to copy into WeChat. It names the matter, never a choice."""
    link = here.absolute(f"{place.url}/motions/{running.vote.ref}/ballot")
    sentence = N_("%(name)s: please vote on “%(title)s” by %(closes)s. Open: %(link)s")
    help_ = here.say(N_(" Help: %(phone)s"), phone=place.phone) if place.phone else ""
    facts = {"title": title, "closes": running.vote.closes_at, "link": link}
    return [(seat, here.say(sentence, name=seat.name, **facts) + help_) for seat in running.roll if seat.awaited]


@room.act(AT + "/open", back=vote, to=AT, done=N_("The vote is open. Now send each member their text."))
def open_vote(act: Act, form: OpenForm, county: str, community: str, no: str) -> None:
    open(act, no, form.closes_at)


@room.act(AT + "/void", back=vote, to=AT, done=N_("The vote is called off. The record says why."))
def void_vote(act: Act, form: VoidForm, county: str, community: str, no: str) -> None:
    void(act, no, form.reason)
