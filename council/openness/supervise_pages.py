"""The supervisory committee's desk: texts to clear of names, objections to decide on, notices to look at."""

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.motions.tables import motion_at
from council.openness.answering import clear_text
from council.openness.beside import doubts
from council.openness.checks import DECISION, checks_of, latest_checks, said_of
from council.openness.forms import CheckForm, ClearForm, JudgeForm
from council.openness.notices import hanging, newest_notice, past_notices, tallies
from council.openness.object_pages import number_in
from council.openness.objections import objection_at, waiting_for_supervision
from council.openness.shown import CATEGORIES, CHANNELS, TITLES, shown
from council.openness.supervising import STEPS, check, judge, may_check, may_judge
from council.openness.who import Standing, standing
from council.places.tables import Place, find_place
from council.rules.publicity import About, State
from council.rules.refusal import N_

room = Room()
DESK = "/{county}/{community}/supervise"
OBJECTION = DESK + "/{no}/objections/{number}"
MATTER = DESK + "/{no}"


@room.page(DESK)
def supervise(here: Here, county: str, community: str) -> Response:
    """Which step is not right? What has to be looked at, in the order in which it presses."""
    place, who = _supervised(here, county, community)
    today = clock.day_of(here.now)
    notices = [*hanging(here.db, place.id, today), *past_notices(here.db, place.id, today, size=10)[0]]
    said, checks = tallies(here.db, place.id, [n.id for n in notices]), latest_checks(here.db, place.id, notices)
    drawn = [shown(notice, today, said[notice.id], checks.get(notice.id)) for notice in notices]
    waiting = waiting_for_supervision(here.db, place.id)
    return show(
        here, "openness/supervise.html", place=place, who=who, today=today, titles=TITLES, categories=CATEGORIES,
        channels=CHANNELS, to_clear=[row for row in waiting if row.cleared_at is None],
        to_judge=[row for row in waiting if row.replied_at and row.upheld is None],
        unchecked=[each for each in drawn if each.checked is None and each.state in (State.OPEN, State.OVER)],
        checked=[each for each in drawn if each.checked is not None], doubts=doubts(here.db, place.id, today),
    )  # fmt: skip


@room.page(OBJECTION)
def one(here: Here, county: str, community: str, no: str, number: str) -> Response:
    """One objection as it was filed: take the names out, and say whether it is upheld."""
    place, who = _supervised(here, county, community)
    found = objection_at(here.db, place.id, no, number_in(number))
    photos = papers_of(here.db, place.id, [found.photo] if found.photo else [])
    return show(
        here, "openness/supervise_objection.html", place=place, objection=found, today=clock.day_of(here.now),
        may_judge=may_judge(who, found, clock.day_of(here.now)), channels=CHANNELS, categories=CATEGORIES,
        photos=list(photos.values()),
    )  # fmt: skip


@room.act(OBJECTION + "/clear", back=one, to=OBJECTION, done=N_("Everyone can read it now."))
def clear_it(act: Act, form: ClearForm, county: str, community: str, no: str, number: str) -> None:
    clear_text(act, no, number_in(number), form.text, photo=form.photo == "yes")


@room.act(OBJECTION + "/judge", back=one, to=OBJECTION, done=N_("Your decision is on record."))
def judge_it(act: Act, form: JudgeForm, county: str, community: str, no: str, number: str) -> None:
    judge(act, no, number_in(number), form.judged == "upheld", form.opinion)


@room.page(MATTER)
def matter(here: Here, county: str, community: str, no: str) -> Response:
    """The steps of one matter that the supervisory committee looks at, and what it said of them."""
    place, who = _supervised(here, county, community)
    motion = motion_at(here.db, place.id, no)
    checks = checks_of(here.db, place.id, motion.id)
    steps = []
    for step, words in STEPS.items():
        notice = None if step == DECISION else newest_notice(here.db, place.id, motion.id, About(step))
        if may_check(who, motion, step, notice) is None:
            steps.append((step, words, notice, said_of(checks, step, notice.attempt if notice else 0)))
    shas = [notice.photo for _, _, notice, _ in steps if notice and notice.photo]
    return show(
        here, "openness/supervise_matter.html", place=place, motion=motion, steps=steps,
        photos=papers_of(here.db, place.id, shas),
    )  # fmt: skip


@room.act(MATTER + "/check", back=matter, to=MATTER, done=N_("Your opinion is on record."))
def check_it(act: Act, form: CheckForm, county: str, community: str, no: str) -> None:
    check(act, no, form.step, form.holds == "true", form.opinion)


def _supervised(here: Here, county: str, community: str) -> tuple[Place, Standing]:
    """For members of the supervisory committee; for anybody else there is no such page."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.supervisor is None:
        raise NotFound
    return place, who
