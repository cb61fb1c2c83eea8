"""Objecting without an account: the form, its receipt with a code, following it by number and code, handing it on."""

import re

from starlette.responses import Response

from council.kit import clock
from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.motions.tables import motion_at
from council.openness import codes, crowd, path
from council.openness.answering import followed, hand_on
from council.openness.board import objection_facts
from council.openness.forms import FollowForm, HandOnForm, ObjectForm
from council.openness.notices import notice_of
from council.openness.objecting import Said, Sender, file, hung_on, may_file
from council.openness.objections import ObjectionRow, objection_at, objection_of_event
from council.openness.shown import CATEGORIES, CHANNELS
from council.places.tables import find_place
from council.rules.refusal import Refusal

room = Room()
OF_MOTION = "/{county}/{community}/motions/{no}/objections"
ONE = OF_MOTION + "/{number}"
CALLED = re.compile(r"(?:(\d{4})\s*-\s*)?(\d{1,6})\s*-\s*(\d{1,6})")


@room.page(OF_MOTION + "/new")
def objecting(here: Here, county: str, community: str, no: str) -> Response:
    """For anyone: one box for the words, and who they say they are. Closed, it says where to go instead."""
    place = find_place(here.db, county, community)
    motion = motion_at(here.db, place.id, no)
    today = clock.day_of(here.now)
    notice = hung_on(here.db, place.id, motion.id, today)
    reason = may_file(notice, today, here.now)
    event, address = here.event(), here.request.client.host if here.request.client else ""
    asks = crowd.asks_sum(here.db, place.id, address, here.now) or "sum" in here.typed
    return show(
        here, "openness/object.html", status=403 if reason and not here.refusal else 200, place=place, motion=motion,
        notice=notice, reason=reason, event=event, categories=CATEGORIES,
        sum=crowd.sum_of(event).words(here.lang) if asks else None,
    )  # fmt: skip


def receipt(here: Here, form: ObjectForm, county: str, community: str, no: str) -> Response:
    """Number, day of the reply, and the code to follow it by; shown to whoever has the form, and to nobody else."""
    place = find_place(here.db, county, community)
    found = objection_of_event(here.db, place.id, form.event)
    return show(
        here, "openness/receipt.html", place=place, motion=motion_at(here.db, place.id, no), objection=found,
        code=codes.shown(codes.code_of(form.event)), entered=False,
    )  # fmt: skip


@room.act(OF_MOTION + "/new", back=objecting, to=OF_MOTION, anyone=True, receipt=receipt)
def object_it(act: Act, form: ObjectForm, county: str, community: str, no: str) -> None:
    said = Said(text=form.text, category=form.category, phone=form.phone, photo=form.photo)
    file(act, no, said, codes.code_of(form.event), Sender(act.address, form.event, form.sum))


# ── following it ──


@room.page("/{county}/{community}/objections")
def following(here: Here, county: str, community: str) -> Response:
    """Number and code in, what became of it out."""
    place = find_place(here.db, county, community)
    return show(here, "openness/follow.html", place=place, number=here.query("number"))


@room.look("/{county}/{community}/objections", back=following)
def follow(here: Here, form: FollowForm, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    ref, number = called(form.number, clock.day_of(here.now).year)
    return _followed(here, followed(here.db, place.id, ref, number, form.code), form.code, county, community)


@room.page(ONE)
def objection(here: Here, county: str, community: str, no: str, number: str) -> Response:
    """One objection as everyone may read it; with its code, its author reads it as it was filed."""
    place = find_place(here.db, county, community)
    found = objection_at(here.db, place.id, no, number_in(number))
    photos = papers_of(here.db, place.id, [found.photo] if found.photo else [])
    return show(
        here, "openness/objection.html", public=True, facts=objection_facts(found), place=place, objection=found,
        photos=[photo for photo in photos.values() if photo.public],
        channels=CHANNELS, categories=CATEGORIES, today=clock.day_of(here.now),
    )  # fmt: skip


@room.look(ONE + "/follow", back=objection)
def follow_one(here: Here, form: HandOnForm, county: str, community: str, no: str, number: str) -> Response:
    place = find_place(here.db, county, community)
    found = followed(here.db, place.id, no, number_in(number), form.code)
    return _followed(here, found, form.code, county, community)


@room.act(ONE + "/hand-on", back=objection, to=ONE)
def hand_it_on(act: Act, form: HandOnForm, county: str, community: str, no: str, number: str) -> None:
    hand_on(act, no, number_in(number), form.code, form.why)


def _followed(here: Here, found: ObjectionRow, code: str, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    notice = notice_of(here.db, place.id, found.notice_id)
    photos = papers_of(here.db, place.id, [found.photo] if found.photo else [])
    window, today = path.answering(path.case_at(here.db, place.id, found.motion_id)), clock.day_of(here.now)
    return show(
        here, "openness/followed.html", place=place, objection=found, code=code, notice=notice,
        photo=bool(photos), channels=CHANNELS, categories=CATEGORIES, today=today,
        answering=bool(window and window.takes(today)), asked_again=bool(window and window.asks_again(today)),
    )  # fmt: skip


def called(typed: str, year: int) -> tuple[str, int]:
    """2026-11-3, or 11-3 in this year, as the number of a motion and of an objection to it."""
    found = CALLED.fullmatch(typed.strip().replace("－", "-").replace("–", "-"))
    if found is None:
        wrong = Refusal("Please write the number as it stands on the receipt, such as 11-3.")
        raise wrong.with_notes(number=wrong)
    return f"{found[1] or year}-{int(found[2])}", int(found[3])


def number_in(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise NotFound
    return int(text)
