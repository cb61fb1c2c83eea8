"""Was it really done? The form for anybody, prefilled for who objected; and for the slips from the box."""

from datetime import date

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.openness import crowd
from council.openness.object_pages import called
from council.openness.objecting import Sender
from council.openness.who import standing
from council.places.tables import find_place
from council.rules.rating import Content, Finished, may_answer
from council.rules.refusal import N_, Refusal
from council.works.forms import CodeForm, RateForm, SlipForm
from council.works.public_pages import WORK
from council.works.rating import Answer, enter, rate
from council.works.rating_reading import last_of, window_of
from council.works.rating_shown import ANSWER_WORDS
from council.works.rating_who import Objector, may_rate, member_voice, voice_of
from council.works.reading import work_at

room = Room()
RATING = WORK + "/rating"


@room.page(RATING)
def rating(here: Here, county: str, community: str, no: str, form: CodeForm | None = None) -> Response:
    """Two questions and one line. Nobody need sign in; of who is named, the former answer is shown again."""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    found = work_at(here.db, place.id, no)
    reason = may_rate(here.db, place.id, found, here.asker, today)
    voice = None if reason else member_voice(here.db, place.id, found, here.asker)
    event, address = here.event(), here.request.client.host if here.request.client else ""
    asks = "sum" in here.typed or (
        voice is None and crowd.asks_sum(here.db, place.id, address, here.now, crowd.ANSWERS)
    )
    return show(
        here, "works/rating.html", status=403 if reason and not here.refusal else 200, place=place, work=found,
        reason=reason, voice=voice, window=window_of(found), today=today, event=event, words=ANSWER_WORDS,
        contents=list(Content), finishes=list(Finished), given=form,
        last=last_of(here.db, place.id, found.motion_id, found.round, voice.voter) if voice else None,
        sum=crowd.sum_of(event).words(here.lang) if asks else None,
    )  # fmt: skip


@room.act(RATING, back=rating, to=WORK, done=N_("Thank you. Your answer is counted."))
def rate_it(act: Act, form: RateForm, county: str, community: str, no: str) -> None:
    objector = _objector(form.number, form.code, no, clock.day_of(act.now))
    answer = Answer(content=form.content, finished=form.finished, text=form.text)
    rate(act, no, answer, Sender(act.address, form.event, form.sum), objector)


@room.look(RATING + "/objector", back=rating)
def rating_by_code(here: Here, form: CodeForm, county: str, community: str, no: str) -> Response:
    """The same form for who follows their objection: number and code stand in it already."""
    place = find_place(here.db, county, community)
    objector = _objector(form.number, form.code, no, clock.day_of(here.now))
    voice_of(here.db, place.id, work_at(here.db, place.id, no), None, objector)
    return rating(here, county, community, no, form)


@room.page(RATING + "/enter")
def entering(here: Here, county: str, community: str, no: str) -> Response:
    """A slip from the box, for the clerk and the supervisory committee."""
    place = find_place(here.db, county, community)
    if standing(here.db, place.id, here.need_asker()).enters is None:
        raise NotFound
    found, today = work_at(here.db, place.id, no), clock.day_of(here.now)
    window = window_of(found)
    closed = may_answer(window, min(today, window.until or today) if window else today)
    return show(
        here, "works/rating_slip.html", place=place, work=found, reason=closed, today=today, words=ANSWER_WORDS,
        contents=list(Content), finishes=list(Finished),
    )  # fmt: skip


@room.act(RATING + "/enter", back=entering, to=RATING + "/enter", done=N_("The slip is entered and counted."))
def enter_it(act: Act, form: SlipForm, county: str, community: str, no: str) -> None:
    objector = _objector(form.number, form.code, no, clock.day_of(act.now))
    enter(act, no, Answer(content=form.content, finished=form.finished, text=form.text), form.filed_on, objector)


def _objector(number: str, code: str, no: str, today: date) -> Objector | None:
    """Who objected, where number and code were given: both or neither, and of this matter."""
    if not number and not code:
        return None
    if not number or not code:
        missing = Refusal("Please write the number and the code, both from your receipt; or leave both empty.")
        raise missing.with_notes(**{"number" if not number else "code": missing})
    ref, found = (no, int(number)) if number.isdecimal() and len(number) < 7 else called(number, today.year)
    if ref != no:
        other = Refusal("This objection is about another matter.")
        raise other.with_notes(number=other)
    return Objector(found, code)
