"""A ballot is cast by the holder of a seat on the roll, changed until the deadline; the last one counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from council.kit import clock
from council.kit.act import Act, NotFound, SignInFirst
from council.ledger.acts import record
from council.ledger.tables import LedgerOpening
from council.people.tables import AccountMembership
from council.rules.book import seal
from council.rules.refusal import Refusal
from council.seats.reviews import begin_review
from council.votes.acts import open, recuse
from council.votes.reading import choices_of, own_choice
from council.votes.tables import Ballot
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, SECOND, opened, put_motion, send, stands, tick, vote_on


def chosen(village: Village, ref: str, seat: int) -> str | None:
    vote = vote_on(village, ref)
    found = village.read(own_choice, vote.id, seat)
    return found.choice if found else None


def ballots(village: Village) -> int:
    query = select(Ballot).where(Ballot.community_id == village.id)  # type: ignore[arg-type]
    return len(village.look(lambda db: db.rows(query)))


def test_a_ballot_stands_and_its_entry_seals_the_choice(village: Village) -> None:
    ref = opened(village)
    entry_number = send(village, 8, ref, "for")
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("vote.cast", "seat:yishihui/8", f"vote:{ref}/1")
    assert (entry["seq"], entry["facts"]) == (entry_number, {"seat": 8})
    stood = village.read(own_choice, vote_on(village, ref).id, 8)
    assert stood is not None
    assert (stood.choice, stood.entry, len(stood.salt)) == ("for", entry_number, 64)
    assert entry["sealed"] == {"choice": seal(str(village.id), entry_number, "choice", stood.salt, "for")}
    assert "for" not in str(entry["facts"])


def test_no_opening_of_a_choice_is_published(village: Village) -> None:
    ref = opened(village)
    entry = send(village, 8, ref, "for")
    query = select(LedgerOpening.field).where(LedgerOpening.community_id == village.id, LedgerOpening.seq == entry)  # type: ignore[arg-type, call-overload]
    assert village.look(lambda db: db.rows(query)) == []


def test_g16_a_change_from_yes_to_no_counts_once_and_both_stand_in_the_book(village: Village) -> None:
    ref = opened(village)
    first, second = send(village, 8, ref, "for"), send(village, 8, ref, "against")
    assert (ballots(village), chosen(village, ref, 8)) == (1, "against")
    assert stands(village, ref, CLOSES - SECOND).verdict is None
    assert stands(village, ref, CLOSES - SECOND).chosen == {}
    tick(village)
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    assert (verdict.yes, verdict.no) == (0, 1)
    assert [e["seq"] for e in village.entries() if e["act"] == "vote.cast"] == [first, second]
    assert village.last()["facts"]["superseded"] == 1


def test_g17_a_change_one_second_after_the_close_is_refused_and_the_first_stands(village: Village) -> None:
    ref = opened(village)
    send(village, 8, ref, "for", at=CLOSES - SECOND)
    with pytest.raises(Refusal, match=r"Voting has closed\. This vote was not cast\."):
        send(village, 8, ref, "against", at=CLOSES + SECOND)
    assert chosen(village, ref, 8) == "for"
    assert village.last()["act"] == "vote.close"  # what was due happened first


def test_the_last_millisecond_counts_and_the_deadline_itself_does_not(village: Village) -> None:
    ref = opened(village)
    send(village, 8, ref, "for", at=CLOSES - timedelta(milliseconds=1))
    with pytest.raises(Refusal, match="Voting has closed"):
        send(village, 9, ref, "for", at=CLOSES)


def test_g18_a_vote_sent_again_is_one_ballot_and_one_receipt(village: Village) -> None:
    ref = opened(village)
    page = f"{village.url}/motions/{ref}/ballot"
    form = {"event": "cd" * 16, "choice": "for", "seat": "8", "round": "1"}
    with clock.at(OPENED + DAY):
        client = village.client(8)
        first = client.post(page, data=form)
        again = client.post(page, data=form)
    assert first.status_code == again.status_code == 200
    assert first.text == again.text
    assert "您的票收到了" in again.text
    assert [entry["act"] for entry in village.entries()].count("vote.cast") == 1
    with clock.at(OPENED + DAY):  # another choice under the same id is another sending
        other = client.post(page, data={**form, "choice": "against"})
    assert other.status_code == 422
    assert chosen(village, ref, 8) == "for"


@pytest.mark.parametrize("who", ["clerk", "stranger"])
def test_g19_whoever_only_observes_has_no_ballot(village: Village, who: object) -> None:
    ref = opened(village)
    with pytest.raises(Refusal, match="You are not on the roll of this vote"):
        send(village, who, ref, "for")
    assert stands(village, ref, OPENED).best.of == 13


def test_g19_a_recused_seat_has_no_ballot(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(3, recuse, ref, 3, "施工队是我弟弟的")
        village.do(CHAIR, open, ref, CLOSES)
    with pytest.raises(Refusal, match="Seat 3 stands aside from this motion"):
        send(village, 3, ref, "for")
    assert ballots(village) == 0


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    ref = opened(village)
    with pytest.raises(SignInFirst):
        send(village, None, ref, "for")


def test_no_vote_no_ballot(village: Village) -> None:
    ref = put_motion(village)
    with pytest.raises(Refusal, match="No vote runs on this motion"):
        send(village, 8, ref, "for")
    for none in ("2026-999", "no-number"):
        with pytest.raises(NotFound):
            send(village, 8, none, "for")


def test_g50_the_chairs_second_vote_replaces_the_first_and_breaks_no_tie(village: Village) -> None:
    ref = opened(village)
    for seat in range(1, 9):
        send(village, seat, ref, "for")
    send(village, CHAIR, ref, "for")
    send(village, CHAIR, ref, "against")
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    assert (verdict.yes, verdict.no, verdict.passed) == (8, 1, False)


def test_the_same_choice_again_is_an_entry_too_so_that_nothing_tells_who_changed_their_mind(village: Village) -> None:
    ref = opened(village)
    assert send(village, 8, ref, "for") < send(village, 8, ref, "for")
    assert ballots(village) == 1


def test_g15_whoever_becomes_a_local_in_mid_term_votes_on_the_old_map(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY):
        village.do("clerk", begin_review, "yishihui", 8, "established")
    send(village, 8, ref, "for")
    tick(village)
    assert [seat.category for seat in stands(village, ref, CLOSES).roll].count("new") == 6


def test_a_page_made_for_another_seat_casts_nothing(village: Village) -> None:
    """A confirm page left open on a shared phone, sent by whoever signed in after."""
    ref = opened(village)
    with pytest.raises(Refusal, match="This page was made for seat 8"):
        send(village, 9, ref, "for", seat=8)
    assert ballots(village) == 0


def test_a_page_made_for_another_round_casts_nothing(village: Village) -> None:
    ref = opened(village)
    with pytest.raises(Refusal, match="another round has begun"):
        send(village, 8, ref, "for", seat=8, round=2)


def test_one_account_with_two_seats_says_which(village: Village) -> None:
    ref = opened(village)
    where = AccountMembership.membership_id == village.members[9]  # a couple shares one phone
    village.db.write_account_now(
        lambda db: db.execute(update(AccountMembership).where(where).values(account_id=village.accounts[8]))  # type: ignore[arg-type]
    )
    with pytest.raises(Refusal, match="You hold several seats here"):
        send(village, 8, ref, "for")
    send(village, 8, ref, "for", seat=8)
    send(village, 8, ref, "against", seat=9)
    vote = vote_on(village, ref)
    assert {seat: c.choice for seat, c in village.read(choices_of, [vote.id])[vote.id].items()} == {
        8: "for",
        9: "against",
    }


def test_an_unknown_choice_is_refused(village: Village) -> None:
    ref = opened(village)
    with pytest.raises(Refusal, match="Please choose one of these"):
        send(village, 8, ref, "maybe")


def test_a_clock_set_back_lets_nobody_vote_after_the_deadline(village: Village) -> None:
    """The book's own last moment counts: its entries never go back in time."""
    ref = opened(village)
    ahead = CLOSES + DAY
    village.db.write_now(village.id, lambda db: record(Act(db, village.id, ahead), "contacts.set", actor="clerk:90"))
    with pytest.raises(Refusal, match="Voting has closed"):
        send(village, 8, ref, "for", at=CLOSES - DAY)


def test_a_member_of_a_council_elsewhere_has_no_ballot_here(village: Village, found: Callable[..., Village]) -> None:
    other, ref = found(), opened(village)
    village.accounts["elsewhere"] = other.accounts[8]
    with pytest.raises(Refusal, match="You are not on the roll"):
        send(village, "elsewhere", ref, "for")
