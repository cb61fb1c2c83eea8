"""The form by which a seat becomes vacant. It stands here because a vote under way must know of it; the page it
redraws is the seats room's own."""

from typing import Annotated

from pydantic import StringConstraints

from council.kit.act import Act
from council.kit.forms import Form, Line
from council.kit.web import Room
from council.rules.refusal import N_
from council.seats.desk import BODY, SEAT, desk_seat, number_in
from council.votes.acts import vacate

room = Room()


class VacateForm(Form):
    reason: Annotated[Line, StringConstraints(max_length=200)]


@room.act(SEAT + "/vacate", back=desk_seat, to=BODY, done=N_("The seat is vacant. The record says why."))
def vacate_seat(act: Act, form: VacateForm, county: str, community: str, body: str, seat: str) -> None:
    vacate(act, body, number_in(seat), form.reason)
