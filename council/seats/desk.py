"""The clerk's seats: what stands, what can be done with each seat, and why something cannot."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from starlette.responses import Response

from council.charters import alike
from council.kit.act import Act, NotFound
from council.kit.web import Here, Room, show
from council.kit.words import said
from council.people.names import short_name
from council.people.tables import clerk_number
from council.places.tables import Place, find_place
from council.rules.refusal import N_, Refusal
from council.seats import acts, alternates, reviews
from council.seats.alternates import AlternateRow, alternates_of
from council.seats.bars import keeps_apart
from council.seats.declaring import may_declare_at
from council.seats.findings import findings_of
from council.seats.forms import CorrectForm, OfficeForm, PersonForm, PlainForm, ReviewForm
from council.seats.headcount import Headcount, headcounts, seat_counts, vacant_in
from council.seats.kin import declarations_of
from council.seats.kin_form import kinship_options, rows_for
from council.seats.looking import last_seat, roll_page
from council.seats.persons import about_member, unseated
from council.seats.roll import composing
from council.seats.saying import SEXES, how_many
from council.seats.tables import BodyRow, SeatRow, bodies_of, body_at, seats_of

room = Room()
BODY = "/{county}/{community}/desk/seats/{body}"
SEAT = BODY + "/{seat}"


def not_clerk(here: Here, place: Place) -> Response | None:
    """Why someone who is not the clerk does not see the desk; whoever is signed out signs in first."""
    if clerk_number(here.db, place.id, here.need_asker()) is not None:
        return None
    refusal = here.refusal or Refusal("Only the clerk of this community may do this.")
    return show(here, "seats/not_clerk.html", place=place, refusal=refusal, status=403)


@room.page("/{county}/{community}/desk/seats")
def desk_seats(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    if refused := not_clerk(here, place):
        return refused
    if len(bodies) == 1:
        return _desk_body(here, place, bodies[0])
    heads, counts = headcounts(here.db, place.id, bodies), seat_counts(here.db, place.id)
    return show(
        here, "seats/desk_bodies.html", place=place, lacking=findings_of(here.db, place.id, bodies, heads),
        bodies=[(body, how_many(body, heads[body.key]), vacant_in(body, counts)) for body in bodies],
    )  # fmt: skip


@room.page(BODY)
def desk_body(here: Here, county: str, community: str, body: str) -> Response:
    place = find_place(here.db, county, community)
    return not_clerk(here, place) or _desk_body(here, place, body_at(here.db, place.id, body))


def _desk_body(here: Here, place: Place, body: BodyRow) -> Response:
    bodies = bodies_of(here.db, place.id)
    heads = headcounts(here.db, place.id, bodies, [body.key])
    lacks = findings_of(here.db, place.id, bodies, heads).get(body.key, ())
    several = len(alike(body.law)) > 1
    if body.counted:
        return _desk_roll(here, place, body, heads[body.key], lacks=lacks, several=several)
    seats, waiting = seats_of(here.db, place.id, body.key), alternates_of(here.db, place.id, body.key)
    return show(
        here, "seats/desk_body.html", place=place, body=body, seats=seats, waiting=waiting, lacks=lacks,
        several=several, sexes=SEXES, added=_next_seat(body, seats), kinds=_kinds(here, body),
        no_alternate=alternates.may_add_alternate(body, seats, waiting, body.law.categories[0].key)
        if body.law.own_seats else Refusal("%(body)s has no seats of its own.", body=body.name),
        made_of=composing(body, bodies),
        declared=declarations_of(here.db, place.id, [body.key]) if body.law.bars else None,
        **_offered(here, place, body, waiting),
    )  # fmt: skip


def _desk_roll(here: Here, place: Place, body: BodyRow, head: Headcount, **more: Any) -> Response:
    q, after = here.query("q"), here.query("after")
    past = int(after) if after.isdecimal() and len(after) < 6 else 0
    listing = roll_page(here.db, place.id, body.key, q=q, after=past)
    return show(
        here, "seats/desk_roll.html", place=place, body=body, counted=head, listing=listing, q=q,
        added=last_seat(here.db, place.id, body.key) + 1, **more,
    )  # fmt: skip


def _offered(here: Here, place: Place, body: BodyRow, waiting: tuple[AlternateRow, ...] = ()) -> dict[str, Any]:
    """Whom a form offers by name: everybody not seated yet, or who is looked for where there are many."""
    offered = unseated(here.db, place.id, body.key, here.query("q"))
    ids = {one.membership_id for one in waiting}
    people = [person for person in offered.people if person.id not in ids]
    return {
        "many": offered.many, "q": here.query("q"), "keeps_apart": keeps_apart(body),
        "known": [(person.number, f"{short_name(place.label, person.number)} {person.name}") for person in people],
    }  # fmt: skip


def _kinds(here: Here, body: BodyRow) -> list[tuple[str, str]]:
    """The charter's categories as a form offers them."""
    return [(category.key, said(here.lang, category.name)) for category in body.law.categories]


def _next_seat(body: BodyRow, seats: tuple[SeatRow, ...]) -> int | None:
    """The number of a seat that may be added: only where the charter sets no number of seats."""
    number = len(seats) + 1
    if not body.law.own_seats or acts.may_fill(body, seats, number, body.law.categories[0].key):
        return None
    return number


@room.page(SEAT)
def desk_seat(here: Here, county: str, community: str, body: str, seat: str) -> Response:
    """One seat: who holds it, what can be done, and why something cannot."""
    place = find_place(here.db, county, community)
    if refused := not_clerk(here, place):
        return refused
    of = body_at(here.db, place.id, body)
    seats = seats_of(here.db, place.id, of.key)
    at = _seat(of, seats, number_in(seat))
    waiting = alternates_of(here.db, place.id, of.key)
    others = [key for key, _ in _kinds(here, of) if key != at.category]
    open_offices, no_office = _open(acts.OFFICES, lambda office: acts.may_appoint_office(of, at, office))
    open_kinds, no_review = _open(others, lambda key: reviews.may_begin_review(of, at, key))
    declared = declarations_of(here.db, place.id, [of.key]) if of.law.bars else {}
    return show(
        here, "seats/desk_seat.html", place=place, body=of, seat=at, sexes=SEXES,
        kind=of.law.category(at.category),
        no_correct=acts.may_correct(at), no_vacate=acts.may_vacate(at), no_keep=reviews.may_settle_review(at),
        no_office=no_office, no_review=no_review,
        open_offices=[(office, said(here.lang, of.law.offices[office])) for office in open_offices],
        open_kinds=[(key, words) for key, words in _kinds(here, of) if key in open_kinds],
        no_fill=acts.may_fill(of, seats, at.number, at.category),
        no_alternate=alternates.may_call_alternate(of, seats, waiting, at),
        following=next((one for one in waiting if one.category == at.category), None),
        kinds=_kinds(here, of), about=about_member(here.db, place.id, at.membership_id) if at.membership_id else None,
        no_relatives=may_declare_at(of, at), rows=rows_for((), here.typed), kinships=kinship_options(here.lang),
        declared=declared.get(at.tenure_id) if at.tenure_id else None,
        **({"many": False, "q": "", "known": [], "keeps_apart": False} if at.filled else _offered(here, place, of)),
    )  # fmt: skip


def _open(choices: Iterable[str], may: Callable[[str], Refusal | None]) -> tuple[list[str], Refusal | None]:
    """The choices that may be taken, and where none may: why not the first."""
    answers = {choice: may(choice) for choice in choices}
    may_be = [choice for choice, refusal in answers.items() if refusal is None]
    return may_be, None if may_be else next(iter(answers.values()), None)


def _seat(body: BodyRow, seats: tuple[SeatRow, ...], number: int) -> SeatRow:
    """The seat of this number, or the one that may be added after the last; else NotFound."""
    if number == _next_seat(body, seats):
        return SeatRow(number, body.law.categories[0].key)
    at = next((seat for seat in seats if seat.number == number), None)
    if at is None:
        raise NotFound
    return at


def number_in(address: str) -> int:
    """The seat's number in an address; anything else is not found."""
    if not re.fullmatch(r"[1-9][0-9]{0,3}", address):
        raise NotFound
    return int(address)


@room.act(SEAT + "/fill", back=desk_seat, to=BODY, done=N_("The seat is filled."))
def fill(act: Act, form: PersonForm, county: str, community: str, body: str, seat: str) -> None:
    acts.fill(act, body, number_in(seat), form.category, form.named)


@room.act(SEAT + "/correct", back=desk_seat, to=BODY, done=N_("It is corrected, and the record says so."))
def correct(act: Act, form: CorrectForm, county: str, community: str, body: str, seat: str) -> None:
    acts.correct(act, body, number_in(seat), form.name, form.phone, sex=form.sex, household=form.household or None)


@room.act(SEAT + "/office", back=desk_seat, to=BODY, done=N_("The office is given."))
def office(act: Act, form: OfficeForm, county: str, community: str, body: str, seat: str) -> None:
    acts.appoint_office(act, body, number_in(seat), form.office)


@room.act(SEAT + "/review", back=desk_seat, to=BODY, done=N_("The seat is under review. Nothing else has changed."))
def review(act: Act, form: ReviewForm, county: str, community: str, body: str, seat: str) -> None:
    reviews.begin_review(act, body, number_in(seat), form.category)


@room.act(SEAT + "/keep", back=desk_seat, to=BODY, done=N_("The review is over: the seat is kept."))
def keep(act: Act, form: PlainForm, county: str, community: str, body: str, seat: str) -> None:
    reviews.settle_review(act, body, number_in(seat))


@room.act(SEAT + "/call", back=desk_seat, to=BODY, done=N_("The alternate has taken the seat."))
def call(act: Act, form: PlainForm, county: str, community: str, body: str, seat: str) -> None:
    alternates.call_alternate(act, body, number_in(seat))


@room.act(BODY + "/alternates", back=desk_body, to=BODY + "#alternates", done=N_("The alternate is entered."))
def add_alternate(act: Act, form: PersonForm, county: str, community: str, body: str) -> None:
    alternates.add_alternate(act, body, form.category, form.named)
