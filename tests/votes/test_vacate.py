"""A seat vacated while a vote runs: it casts no more, its ballot stands, and the base stays."""

import pytest

from council.hall.verification import verify_kept
from council.kit import clock
from council.rules.refusal import Refusal
from council.seats.acts import fill
from council.seats.persons import Named
from council.votes.acts import vacate
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, OPENED, opened, send, send_all, stands, tick

WHY = "搬走了，辞去席位"


def leave(village: Village, seat: int) -> None:
    with clock.at(OPENED + 2 * DAY):
        village.do("clerk", vacate, "yishihui", seat, WHY)


def test_its_ballot_stands_and_cannot_be_changed(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10)})
    leave(village, 9)
    with pytest.raises(Refusal, match="Seat 9 was vacated during this vote"):
        send(village, 9, ref, "against", at=OPENED + 3 * DAY)
    verdict = stands(village, ref, CLOSES).verdict
    assert verdict is not None
    assert (verdict.yes, verdict.of, verdict.passed) == (9, 13, True)
    tick(village)
    assert village.last()["facts"]["vacated"] == [9]
    assert not village.look(lambda db: verify_kept(db, village.id)).faults


def test_it_casts_no_more_and_neither_does_whoever_follows(village: Village) -> None:
    ref = opened(village)
    leave(village, 9)
    with clock.at(OPENED + 2 * DAY):
        village.do("clerk", fill, "yishihui", 9, "new", Named(None, "新来的", None, None))
    with pytest.raises(Refusal, match="Seat 9 was vacated"):
        send(village, 9, ref, "for", at=OPENED + 3 * DAY)
    seat = stands(village, ref, OPENED + 3 * DAY).roll[8]
    assert (seat.awaited, seat.name) == (False, "肖菊")


def test_votes_that_have_ended_are_left_alone(village: Village) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 10)})
    tick(village)
    with clock.at(CLOSES + DAY):
        village.do("clerk", vacate, "yishihui", 9, WHY)
    assert stands(village, ref, CLOSES).roll[8].vacated_at is None


def test_the_clerks_page_vacates_it_and_marks_the_roll(village: Village) -> None:
    ref = opened(village)
    page = f"{village.url}/desk/seats/yishihui/9"
    with clock.at(OPENED + DAY):
        client = village.client("clerk")
        done = client.post(page + "/vacate", data={"event": "ef" * 16, "reason": WHY})
        assert done.status_code == 200
        assert village.client(9).post(page + "/vacate", data={"event": "ee" * 16, "reason": WHY}).status_code in (
            403,
            422,
        )
    assert stands(village, ref, OPENED + DAY).roll[8].vacated_at is not None
    assert village.last()["act"] == "seat.vacate"
