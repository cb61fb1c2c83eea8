"""The clerk enters what a member of the supervisory committee has declared about their near relatives."""

from starlette.responses import Response

from council.kit.act import Act, NotFound
from council.kit.web import Here, Room, show
from council.places.tables import find_place
from council.rules.refusal import N_
from council.seats.declaring import declare_relatives, may_declare_at, seat_and_declare
from council.seats.desk import BODY, SEAT, desk_seat, not_clerk, number_in
from council.seats.kin import declarations_of
from council.seats.kin_form import KinForm, SeatKinForm, kinship_options, rows_for
from council.seats.tables import body_at, seats_of

room = Room()


@room.page(SEAT + "/relatives")
def relatives(here: Here, county: str, community: str, body: str, seat: str) -> Response:
    """What is declared for a seat, and the form to declare it, or to declare it anew."""
    place = find_place(here.db, county, community)
    if refused := not_clerk(here, place):
        return refused
    of = body_at(here.db, place.id, body)
    at = next((one for one in seats_of(here.db, place.id, of.key) if one.number == number_in(seat)), None)
    if at is None:
        raise NotFound
    declared = declarations_of(here.db, place.id, [of.key]).get(at.tenure_id) if at.tenure_id else None
    return show(
        here, "seats/desk_relatives.html", place=place, body=of, seat=at, declared=declared,
        no=may_declare_at(of, at), rows=rows_for(declared.kin if declared else (), here.typed),
        kinships=kinship_options(here.lang),
    )  # fmt: skip


def _read(form: KinForm) -> KinForm:
    form.kin  # noqa: B018  a cell that cannot be read is refused before a transaction opens
    return form


@room.act(SEAT + "/relatives", back=relatives, to=BODY, done=N_("The declaration is entered."), before=_read)
def declare(act: Act, form: KinForm, county: str, community: str, body: str, seat: str) -> None:
    declare_relatives(act, body, number_in(seat), form.kin, none_at_all=form.none_at_all is not None)


def _read_both(form: SeatKinForm) -> SeatKinForm:
    form.kin  # noqa: B018
    return form


@room.act(SEAT + "/seat", back=desk_seat, to=BODY, done=N_("The seat is filled."), before=_read_both)
def seat_declared(act: Act, form: SeatKinForm, county: str, community: str, body: str, seat: str) -> None:
    seat_and_declare(
        act, body, number_in(seat), form.category, form.named, form.kin, none_at_all=form.none_at_all is not None
    )
