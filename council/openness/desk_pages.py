"""The clerk's part: publishing a notice, its photograph, early removal, slips and calls, replies, and days off."""

from starlette.responses import Response

from council.charters.rest_days import YearDays, read_notice
from council.charters.working_days import KNOWN
from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.motions.tables import motion_at
from council.openness import codes, path
from council.openness.answering import may_reply, reply
from council.openness.calendar import calendar_of, enter_year, entered_years
from council.openness.forms import (
    EnterForm,
    PhotoForm,
    PostForm,
    ReplyForm,
    TakeDownForm,
    YearForm,
)
from council.openness.gate import blocked_by
from council.openness.notices import hanging, newest_notice, tallies
from council.openness.object_pages import number_in
from council.openness.objecting import Said, enter
from council.openness.objections import objection_at, objection_of_event, waiting_for_reply
from council.openness.publishing import Posted, may_publish, publish
from council.openness.shown import ABOUT, CATEGORIES, CHANNELS, TITLES, shown
from council.openness.taking_down import photograph, take_down
from council.openness.who import standing
from council.places.tables import find_place
from council.procedure.following import WAYS
from council.procedure.reading import case_of
from council.rules.days import period
from council.rules.path import Kind
from council.rules.publicity import About
from council.rules.refusal import N_, Refusal

room = Room()
DESK = "/{county}/{community}/desk"
NOTICE = "/{county}/{community}/motions/{no}/notice/desk"
WAYS[Kind.PUBLICATION] = lambda case, stage: (N_("To the notice"), "/motions/{motion}/notice/desk")
PUBLISHED = N_("Published. The countdown begins tomorrow.")


# ── publishing ──


@room.page(NOTICE)
def publishing(here: Here, county: str, community: str, no: str) -> Response:
    """What is to be published of a matter now, and what hangs of it: for the clerk and those who watch."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.enters is None:
        raise NotFound
    motion, today = motion_at(here.db, place.id, no), clock.day_of(here.now)
    case = case_of(here.db, place.id, motion)
    about = path.turn(case) or About.RESOLUTION
    last = newest_notice(here.db, place.id, motion.id, about)
    reason = may_publish(here.db, place.id, case, about, who, today, last)
    law = path.law_of(case, about) if reason is None else None
    hung = shown(last, today, tallies(here.db, place.id, [last.id])[last.id]) if last else None
    counted = period(today, law.days, calendar_of(here.db, place.id)) if law else None
    photos = papers_of(here.db, place.id, [last.photo] if last and last.photo else [])
    return show(
        here, "openness/publish.html", place=place, motion=motion, about=about, law=law, reason=reason, hung=hung,
        counted=counted, who=who, today=today, titles=TITLES, abouts=ABOUT, photos=list(photos.values()),
        blocked=blocked_by(here.db, place.id, motion.id, today, about) if last else (),
    )  # fmt: skip


@room.act(NOTICE + "/post", back=publishing, to=NOTICE, done=PUBLISHED)
def post_it(act: Act, form: PostForm, county: str, community: str, no: str) -> None:
    posted = Posted(
        about=form.about, days=form.days, posted_on=form.posted_on, place=form.place, phone=form.phone,
        unknown=form.unknown == "yes", photo=form.photo,
    )  # fmt: skip
    publish(act, no, posted)


@room.act(NOTICE + "/photo", back=publishing, to=NOTICE, done=N_("The photograph is kept. Everyone can see it."))
def photograph_it(act: Act, form: PhotoForm, county: str, community: str, no: str) -> None:
    photograph(act, no, form.about, form.photo)


@room.act(NOTICE + "/down", back=publishing, to=NOTICE, done=N_("Entered. It has to hang again for all its days."))
def take_it_down(act: Act, form: TakeDownForm, county: str, community: str, no: str) -> None:
    take_down(act, no, form.about, form.on, form.why)


# ── objections ──


@room.page(DESK + "/objections")
def answering(here: Here, county: str, community: str) -> Response:
    """What waits for a reply, the one due first on top; and the form for slips and calls."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.answers is None and who.enters is None:
        raise NotFound
    today = clock.day_of(here.now)
    return show(
        here, "openness/answer.html", place=place, who=who, today=today, waiting=waiting_for_reply(here.db, place.id),
        about=[(notice.ref, notice.title) for notice in hanging(here.db, place.id, today)], categories=CATEGORIES,
        channels=CHANNELS,
    )  # fmt: skip


def entered(here: Here, form: EnterForm, county: str, community: str) -> Response:
    """Number and code, to be given to whoever wrote the slip or rang."""
    place = find_place(here.db, county, community)
    found = objection_of_event(here.db, place.id, form.event)
    motion = motion_at(here.db, place.id, found.ref)
    code = codes.shown(codes.code_of(form.event))
    return show(here, "openness/receipt.html", place=place, motion=motion, objection=found, code=code, entered=True)


@room.act(DESK + "/objections", back=answering, to=DESK + "/objections", receipt=entered)
def enter_it(act: Act, form: EnterForm, county: str, community: str) -> None:
    said = Said(text=form.text, category=form.category, phone=form.phone, photo=form.photo)
    enter(act, form.motion, said, codes.code_of(form.event), form.channel, form.filed_on)


@room.page("/{county}/{community}/motions/{no}/objections/{number}/reply")
def replying(here: Here, county: str, community: str, no: str, number: str) -> Response:
    """The words as they were filed, and the box for the reply."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    found = objection_at(here.db, place.id, no, number_in(number))
    if who.answers is None and who.enters is None:
        raise NotFound
    photos = papers_of(here.db, place.id, [found.photo] if found.photo and who.enters else [])
    return show(
        here, "openness/reply.html", place=place, objection=found, reason=may_reply(who, found), who=who,
        today=clock.day_of(here.now), channels=CHANNELS, categories=CATEGORIES, photos=list(photos.values()),
    )  # fmt: skip


@room.act(
    "/{county}/{community}/motions/{no}/objections/{number}/reply", back=replying, to=DESK + "/objections",
    done=N_("The reply is published."),
)  # fmt: skip
def reply_it(act: Act, form: ReplyForm, county: str, community: str, no: str, number: str) -> None:
    reply(act, no, number_in(number), form.reply)


# ── days off ──


@room.page(DESK + "/calendar")
def calendar(here: Here, county: str, community: str) -> Response:
    """Which years are known, and the form to paste the next one's notice into."""
    place = find_place(here.db, county, community)
    who = standing(here.db, place.id, here.need_asker())
    if who.enters is None:
        raise NotFound
    years = entered_years(here.db, place.id)
    missing = max([*KNOWN, *(year for year, _, _ in years)]) + 1
    return show(here, "openness/calendar.html", place=place, who=who, years=years, known=KNOWN, missing=missing)


@room.look(DESK + "/calendar/read", back=calendar)
def read_year(here: Here, form: YearForm, county: str, community: str) -> Response:
    """What was read in the notice, before anything is kept."""
    place = find_place(here.db, county, community)
    if standing(here.db, place.id, here.need_asker()).clerk is None:
        raise NotFound
    return show(here, "openness/calendar_read.html", place=place, form=form, read=_read(form))


@room.act(DESK + "/calendar", back=calendar, to=DESK + "/calendar", done=N_("The days off are entered."))
def enter_days(act: Act, form: YearForm, county: str, community: str) -> None:
    enter_year(act, _read(form), form.source)


def _read(form: YearForm) -> YearDays:
    """The notice as it was pasted; what does not fit is said at its field."""
    try:
        return read_notice(form.year, form.text)
    except Refusal as refusal:
        raise refusal.with_notes(text=refusal) from None
