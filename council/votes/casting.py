"""Casting a ballot: by the holder of a seat on the roll, changed until the deadline, the last one counts."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, insert, select, update
from sqlmodel import SQLModel

from council.kit.act import Act, SignInFirst
from council.kit.db import Db
from council.ledger.acts import record
from council.motions.tables import motion_at
from council.people.tables import AccountMembership, Membership
from council.rules.refusal import Refusal
from council.votes.reading import BALLOT, MEMBERSHIP, ROLL, VoteRow, latest_vote_on
from council.votes.standing import CHOICES, State, state_of
from council.votes.tables import Ballot, RollSeat

ACCOUNT = SQLModel.metadata.tables["account_membership"].c


@dataclass(frozen=True, slots=True)
class Place:
    """A seat on the roll that belongs to whoever asks; `entry` is that of its standing ballot."""

    seat: int
    category: str
    name: str
    recused_why: str | None
    vacated_at: datetime | None
    sent_at: datetime | None
    entry: int | None
    changes: int | None


def places_of(db: Db, vote: VoteRow, account: UUID | None) -> tuple[Place, ...]:
    """The seats on a vote's roll that this account's memberships held when it opened; seldom more than one."""
    if account is None:
        return ()
    values = {"community": vote.community, "vote": vote.id, "account": account}
    return tuple([Place(*row) for row in db.execute(PLACES, values).all()])


def may_cast(vote: VoteRow, place: Place | None, now: datetime) -> Refusal | None:
    """Whether the holder of this seat may send a ballot now. `place` is None for whoever is not on the roll."""
    state = state_of(vote, now)
    if state is State.VOID:
        return Refusal("This vote was called off. Nothing was cast.")
    if state is State.CLOSED:
        return Refusal("Voting has closed. This vote was not cast.")
    if place is None:
        return Refusal("You are not on the roll of this vote, so you have no ballot here.")
    if place.recused_why is not None:
        return Refusal("Seat %(seat)s stands aside from this motion, so it has no ballot.", seat=place.seat)
    if place.vacated_at is not None:
        return Refusal("Seat %(seat)s was vacated during this vote. It casts no more ballots.", seat=place.seat)
    return None


def cast(act: Act, ref: str, choice: str, *, seat: int | None = None, round: int | None = None) -> int:
    """Send a ballot on a motion, or change it; the answer is the entry's number, in which the choice stands sealed.

    The seat is looked up from who asks. A `seat` or `round` that the page showed must be the one found here: the
    page may have been drawn for somebody else at this phone, or for a vote that has ended. A ballot like the one
    that stands is an entry too: were it left out, the book would tell who has changed their mind.
    """
    if act.asker is None:
        raise SignInFirst
    if choice not in CHOICES:
        raise Refusal("Please choose one of these.")
    vote = latest_vote_on(act.db, act.community, ref)
    if vote is None:
        motion_at(act.db, act.community, ref)  # NotFound, where there is none
        raise Refusal("No vote runs on this motion.")
    place = own_place(places_of(act.db, vote, act.asker), seat)
    if refusal := same_round(vote, round) or may_cast(vote, place, act.now):
        raise refusal
    assert place is not None
    salt = secrets.token_hex(32)
    entry = record(
        act, "vote.cast", actor=f"seat:{vote.body}/{place.seat}", on=vote.on,
        facts={"seat": place.seat}, kept={"choice": (choice, salt)},
    )  # fmt: skip
    _stand(act, vote, place, {"choice": choice, "salt": salt, "entry": entry, "sent_at": act.now})
    return entry


def same_round(vote: VoteRow, shown: int | None) -> Refusal | None:
    """Whether the page was drawn for the round that runs now."""
    if shown in (None, vote.round):
        return None
    return Refusal("Since you opened this page another round has begun. Please look at it once more.")


def own_place(places: tuple[Place, ...], seat: int | None) -> Place | None:
    """Which of their seats someone votes from: the only one or, with several, the one the page showed."""
    if seat is None:
        if len(places) > 1:
            raise Refusal("You hold several seats here. Please open the ballot of one of them.")
        return places[0] if places else None
    place = next((place for place in places if place.seat == seat), None)
    if place is None and places:
        raise Refusal(
            "This page was made for seat %(seat)s, which is not yours. Please look at it once more.", seat=seat
        )
    return place


def _stand(act: Act, vote: VoteRow, place: Place, ballot: dict[str, object]) -> None:
    key = {"community_id": act.community, "vote_id": vote.id, "seat": place.seat}
    if place.changes is None:
        act.db.execute(SEND, {**key, **ballot, "changes": 0})
    else:
        new = {f"new_{name}": value for name, value in {**ballot, "changes": place.changes + 1}.items()}
        act.db.execute(CHANGE, {"community": act.community, "vote": vote.id, "of": place.seat, **new})


BALLOTS = SQLModel.metadata.tables["ballot"]
SEND = insert(BALLOTS)
CHANGE = (
    update(BALLOTS)
    .where(
        BALLOT.community_id == bindparam("community"), BALLOT.vote_id == bindparam("vote"),
        BALLOT.seat == bindparam("of"),
    )
    .values({name: bindparam(f"new_{name}") for name in ("choice", "salt", "entry", "sent_at", "changes")})
)  # fmt: skip


PLACES = (
    select(
        ROLL.seat, ROLL.category, MEMBERSHIP.name, ROLL.recused_why, ROLL.vacated_at,
        BALLOT.sent_at, BALLOT.entry, BALLOT.changes,
    )
    .select_from(RollSeat)
    .join(
        AccountMembership,
        and_(ACCOUNT.community_id == ROLL.community_id, ACCOUNT.membership_id == ROLL.membership_id),
    )
    .join(Membership, and_(MEMBERSHIP.community_id == ROLL.community_id, MEMBERSHIP.id == ROLL.membership_id))
    .outerjoin(
        Ballot,
        and_(BALLOT.community_id == ROLL.community_id, BALLOT.vote_id == ROLL.vote_id, BALLOT.seat == ROLL.seat),
    )
    .where(
        ROLL.community_id == bindparam("community"),
        ROLL.vote_id == bindparam("vote"),
        ACCOUNT.account_id == bindparam("account"),
    )
    .order_by(ROLL.seat)
)  # fmt: skip
