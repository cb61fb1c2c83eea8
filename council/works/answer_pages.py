"""What people wrote beside their answers: for everybody as cleared, and for the supervisory committee to clear."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.openness.board import number_asked
from council.openness.object_pages import number_in
from council.openness.who import standing
from council.places.tables import find_place
from council.rules.refusal import N_
from council.works.clearing import clear_line
from council.works.forms import ClearForm
from council.works.public_pages import WORK
from council.works.rating_lines import line_at
from council.works.rating_shown import ANSWER_WORDS, answer_facts, answers_of
from council.works.reading import work_at

room = Room()
ANSWERS = WORK + "/answers"
ONE = ANSWERS + "/{number}"
AT_ONCE = 20


@room.page(ANSWERS)
def answers(here: Here, county: str, community: str, no: str) -> Response:
    """How people answered, round by round, and what they wrote; older lines by key."""
    place, today = find_place(here.db, county, community), clock.day_of(here.now)
    found = work_at(here.db, place.id, no)
    before = number_asked(here, "before")
    shown = answers_of(here.db, place.id, found, today, before=before, size=AT_ONCE)
    return show(
        here, "works/answers.html", public=True, facts=lambda: {**answer_facts(shown), "before": shown.more},
        place=place, work=found, answers=shown, answer_words=ANSWER_WORDS,
    )  # fmt: skip


@room.page(ONE)
def clearing(here: Here, county: str, community: str, no: str, number: str) -> Response:
    """One line as it was written, for the supervisory committee alone: take the names out."""
    place = find_place(here.db, county, community)
    if standing(here.db, place.id, here.need_asker()).supervisor is None:
        raise NotFound
    found = work_at(here.db, place.id, no)
    line = line_at(here.db, place.id, found.motion_id, number_in(number))
    return show(here, "works/clear.html", place=place, work=found, line=line, answer_words=ANSWER_WORDS)


@room.act(ONE, back=clearing, to=ANSWERS, done=N_("Everyone can read it now."))
def clear_it(act: Act, form: ClearForm, county: str, community: str, no: str, number: str) -> None:
    clear_line(act, no, number_in(number), form.text)
