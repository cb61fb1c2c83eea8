"""A member's phone: the ballot, a second look, the cast, the receipt. No script, nothing kept by the browser."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from council.kit.act import Act
from council.kit.forms import Form, Number
from council.kit.web import Here, NotFound, Room, go, show
from council.motions.tables import MotionRow, motion_at
from council.people.tables import memberships_of
from council.places.tables import Place as Where
from council.places.tables import find_place
from council.rules.book import check_code
from council.rules.refusal import Refusal
from council.seats.tables import BodyRow, body_at
from council.votes import saying
from council.votes.casting import Place, cast, may_cast, own_place, places_of, same_round
from council.votes.reading import VoteRow, latest_vote, leaf_of, own_choice
from council.votes.standing import Standing, State, standing
from council.votes.waiting import ballots_waiting

room = Room()
AT = "/{county}/{community}/motions/{no}/ballot"


SeatNumber = Annotated[Number, Field(ge=1, le=9999)]


class ChoiceForm(Form):
    """A choice, with the seat and the round that the page showed."""

    choice: Literal["for", "against", "abstain"]
    seat: SeatNumber
    round: Annotated[Number, Field(ge=1, le=9999)]


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot paper: the motion, its vote, and the seat of whoever looks at it."""

    place: Where
    motion: MotionRow
    body: BodyRow
    stands: Standing
    own: tuple[Place, ...]  # their seats on the roll; seldom more than one
    seat: Place | None
    in_the_way: Refusal | None

    @property
    def vote(self) -> VoteRow:
        return self.stands.vote

    @property
    def open(self) -> bool:
        return self.stands.state is State.OPEN

    @property
    def url(self) -> str:
        return f"{self.place.url}/motions/{self.motion.ref}/ballot"

    def url_of(self, page: str = "") -> str:
        """The address of a page of this ballot; it names the seat only where someone has several."""
        return self.url + page + (f"?seat={self.seat.seat}" if self.seat and len(self.own) > 1 else "")


def paper_of(here: Here, county: str, community: str, no: str) -> Paper | None:
    """The ballot paper for whoever is signed in; None before any vote has opened."""
    asker = here.need_asker()
    place = find_place(here.db, county, community)
    motion = motion_at(here.db, place.id, no)
    vote = latest_vote(here.db, place.id, motion.id)
    if vote is None:
        return None
    own = places_of(here.db, vote, asker)
    seat = _seat_asked(here, own)
    body = body_at(here.db, place.id, vote.body)
    return Paper(place, motion, body, standing(here.db, vote, here.now), own, seat, may_cast(vote, seat, here.now))


def _seat_asked(here: Here, own: tuple[Place, ...]) -> Place | None:
    """The seat that the address or the form names, if it is theirs; else their first."""
    asked = here.query("seat") or here.typed.get("seat", "")
    return next((place for place in own if str(place.seat) == asked), own[0] if own else None)


@room.page(AT)
def ballot(here: Here, county: str, community: str, no: str) -> Response:
    paper = paper_of(here, county, community, no)
    if paper is None:
        place = find_place(here.db, county, community)
        return show(here, "votes/no_ballot.html", place=place, motion=motion_at(here.db, place.id, no))
    best = paper.stands.best
    return show(
        here, "votes/ballot.html", place=paper.place, paper=paper, body=paper.body, choices=saying.CHOICE,
        need=saying.need(best, here.say), quorum=saying.quorum(best, here.say),
        kind=paper.seat and paper.vote.law.kind(paper.seat.category),
    )  # fmt: skip


@room.page(AT + "/confirm")
def back_to_ballot(here: Here, county: str, community: str, no: str) -> Response:
    """The second look has no address of its own: whoever comes back to it, from signing in or by the browser's
    history, begins at the ballot."""
    find_place(here.db, county, community)
    return go(here.request, here.path.removesuffix("/confirm"))


@room.look(AT + "/confirm", back=ballot)
def confirm(here: Here, form: ChoiceForm, county: str, community: str, no: str) -> Response:
    """What is about to be cast, in large letters. Nothing is written."""
    paper = paper_of(here, county, community, no)
    if paper is None:
        raise NotFound
    seat = own_place(paper.own, form.seat)
    if refusal := may_cast(paper.vote, seat, here.now) or same_round(paper.vote, form.round):
        raise refusal
    return show(
        here, "votes/confirm.html", place=paper.place, paper=paper, body=paper.body, seat=seat, form=form,
        choice=saying.CHOICE[form.choice],
    )  # fmt: skip


def receipt_path(act: Act, form: ChoiceForm, county: str, community: str, no: str) -> str:
    """Of the seat that was shown, since some hold several; without asking for it again."""
    return f"/{county}/{community}/motions/{no}/ballot/receipt" + (f"?seat={form.seat}" if form.seat else "")


@room.act(AT, back=ballot, to=receipt_path)
def cast_ballot(act: Act, form: ChoiceForm, county: str, community: str, no: str) -> None:
    cast(act, no, form.choice, seat=form.seat, round=form.round)


@room.page(AT + "/receipt")
def receipt(here: Here, county: str, community: str, no: str) -> Response:
    """Says what this seat has chosen to its holder, and under which number it stands."""
    paper = paper_of(here, county, community, no)
    chosen = paper and paper.seat and own_choice(here.db, paper.place.id, paper.vote.id, paper.seat.seat)
    if paper is None or not chosen:
        return go(here.request, here.path.removesuffix("/receipt"))
    ids = [held.id for held in memberships_of(here.db, paper.place.id, here.asker)]
    return show(
        here, "votes/receipt.html", place=paper.place, paper=paper, body=paper.body, chosen=chosen,
        choice=saying.CHOICE[chosen.choice], code=check_code(leaf_of(here.db, paper.place.id, chosen.entry)),
        waiting=ballots_waiting(here.db, paper.place.id, ids, here.now),
    )  # fmt: skip
