"""The clerk's seats: what stands, what can be done with each seat, and why something cannot."""

import re
from collections.abc import Callable, Iterable

from starlette.responses import Response

from council.kit.act import Act, NotFound
from council.kit.web import Here, Room, show
from council.kit.words import said
from council.people.names import short_name
from council.people.tables import Held, clerk_number
from council.places.tables import Place, find_place
from council.rules.refusal import N_, Refusal
from council.seats import acts, alternates, reviews
from council.seats.alternates import AlternateRow, alternates_of
from council.seats.forms import CorrectForm, OfficeForm, PersonForm, PlainForm, ReviewForm
from council.seats.persons import phone_of, unseated
from council.seats.saying import OFFICES, SEXES
from council.seats.tables import BodyRow, SeatRow, bodies_of, body_at, seat_counts, seats_of

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
    return show(here, "seats/desk_bodies.html", place=place, bodies=bodies, counts=seat_counts(here.db, place.id))


@room.page(BODY)
def desk_body(here: Here, county: str, community: str, body: str) -> Response:
    place = find_place(here.db, county, community)
    return not_clerk(here, place) or _desk_body(here, place, body_at(here.db, place.id, body))


def _desk_body(here: Here, place: Place, body: BodyRow) -> Response:
    seats, waiting = seats_of(here.db, place.id, body.key), alternates_of(here.db, place.id, body.key)
    return show(
        here, "seats/desk_body.html", place=place, body=body, seats=seats, waiting=waiting,
        offices=OFFICES, sexes=SEXES, added=_next_seat(body, seats),
        kinds=_kinds(here, body), known=_known(place, _beside(unseated(here.db, place.id, body.key), waiting)),
        no_alternate=alternates.may_add_alternate(body, seats, waiting, body.law.categories[0].key),
    )  # fmt: skip


def _kinds(here: Here, body: BodyRow) -> list[tuple[str, str]]:
    """The charter's categories as a form offers them."""
    return [(category.key, said(here.lang, category.name)) for category in body.law.categories]


def _known(place: Place, people: list[Held]) -> list[tuple[int, str]]:
    """Members as a form offers them: 柳桥-8 王建国."""
    return [(person.number, f"{short_name(place.label, person.number)} {person.name}") for person in people]


def _next_seat(body: BodyRow, seats: tuple[SeatRow, ...]) -> int | None:
    """The number of a seat that may be added: only where the charter sets no number of seats."""
    number = len(seats) + 1
    category = body.law.categories[0].key
    return number if acts.may_fill(body, seats, number, category) is None else None


def _beside(people: list[Held], waiting: tuple[AlternateRow, ...]) -> list[Held]:
    ids = {one.membership_id for one in waiting}
    return [person for person in people if person.id not in ids]


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
    open_offices, no_office = _open(acts.OFFICES, lambda office: acts.may_appoint_office(at, office))
    open_kinds, no_review = _open(others, lambda key: reviews.may_begin_review(of, at, key))
    return show(
        here, "seats/desk_seat.html", place=place, body=of, seat=at, offices=OFFICES, sexes=SEXES,
        kind=of.law.category(at.category),
        no_correct=acts.may_correct(at), no_vacate=acts.may_vacate(at), no_keep=reviews.may_settle_review(at),
        no_office=no_office, no_review=no_review,
        open_offices=[(office, said(here.lang, OFFICES[office])) for office in open_offices],
        open_kinds=[(key, words) for key, words in _kinds(here, of) if key in open_kinds],
        no_fill=acts.may_fill(of, seats, at.number, at.category),
        no_alternate=alternates.may_call_alternate(of, seats, waiting, at),
        following=next((one for one in waiting if one.category == at.category), None),
        kinds=_kinds(here, of), known=[] if at.filled else _known(place, unseated(here.db, place.id, of.key)),
        phone=phone_of(here.db, place.id, at.membership_id) if at.membership_id else None,
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
    acts.correct(act, body, number_in(seat), form.name, form.phone)


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
