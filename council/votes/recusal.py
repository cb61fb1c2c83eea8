"""The page on which a member stands aside from a motion, or the clerk writes it down."""

from typing import Annotated

from pydantic import StringConstraints
from starlette.responses import Response

from council.kit.act import Act
from council.kit.forms import Form, Line
from council.kit.web import Here, NotFound, Room, show
from council.motions.speaking import speaker
from council.motions.tables import motion_at
from council.places.tables import find_place
from council.rules.refusal import N_
from council.seats.tables import body_at, seats_of
from council.votes.ballot import SeatNumber
from council.votes.reading import recusals_of
from council.votes.recusing import may_speak_of_recusal, recuse, unrecuse

room = Room()
AT = "/{county}/{community}/motions/{no}/recusal"


class RecusalForm(Form):
    seat: SeatNumber
    reason: Annotated[Line, StringConstraints(max_length=200)]


class ReturnForm(Form):
    seat: SeatNumber


@room.page(AT)
def recusal(here: Here, county: str, community: str, no: str) -> Response:
    """For the members of the body and the clerk. Who stands aside, and why, is public from the opening on."""
    place = find_place(here.db, county, community)
    who = speaker(here.db, place.id, here.need_asker())
    motion = motion_at(here.db, place.id, no)
    own = [seat.number for key, seat in who.seats if key == motion.body_key]
    if not (own or who.clerk):
        raise NotFound
    recusals = recusals_of(here.db, place.id, motion.id)
    seats = [seat for seat in seats_of(here.db, place.id, motion.body_key) if seat.filled]
    speaks_for = [seat for seat in seats if who.clerk or seat.number in own]
    able = [seat for seat in speaks_for if seat.number not in recusals]
    return show(
        here, "votes/recusal.html", place=place, motion=motion, body=body_at(here.db, place.id, motion.body_key),
        aside=[(seat, recusals[seat.number], seat in speaks_for) for seat in seats if seat.number in recusals],
        able=able,
        options=[
            (seat.number, here.say("Seat %(seat)s, %(name)s", seat=seat.number, name=seat.name)) for seat in able
        ],
        in_the_way=may_speak_of_recusal(here.db, place.id, motion, here.now),
    )  # fmt: skip


@room.act(AT, back=recusal, to=AT, done=N_("Written down. This seat stands aside from the motion."))
def stand_aside(act: Act, form: RecusalForm, county: str, community: str, no: str) -> None:
    recuse(act, no, form.seat, form.reason)


@room.act(AT + "/return", back=recusal, to=AT, done=N_("Written down. This seat votes on the motion again."))
def come_back(act: Act, form: ReturnForm, county: str, community: str, no: str) -> None:
    unrecuse(act, no, form.seat)
