"""A vote is opened: by the acting chair, past a check list, with everything frozen that it is decided under."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from council.kit import clock
from council.kit.act import SignInFirst
from council.motions.acts import amend, withdraw
from council.motions.tables import motion_at
from council.rules.refusal import Refusal
from council.votes.acts import open, recuse
from council.votes.prospect import Prospect, prospect
from council.votes.standing import State
from tests.motions.words import lights
from tests.village import Village
from tests.votes.scene import CHAIR, CLOSES, DAY, OPENED, PUT, VICE, opened, put_motion, stands, vote_on

Found = Callable[..., Village]


def checks(village: Village, ref: str, at=OPENED, closes=None) -> Prospect:
    motion = village.read(motion_at, ref)
    return village.look(lambda db: prospect(db, village.id, motion, at, closes))


def in_the_way(village: Village, ref: str, at=OPENED) -> list[tuple[str, bool]]:
    return [(str(each.refusal), each.blocks) for each in checks(village, ref, at).obstacles]


def test_the_chair_opens_a_vote_and_its_motion_is_held(village: Village) -> None:
    ref = opened(village)
    standing = stands(village, ref, OPENED + DAY)
    assert (standing.state, standing.vote.round, standing.vote.closes_at) == (State.OPEN, 1, CLOSES)
    assert (standing.best.needed, standing.best.of) == (9, 13)
    assert village.read(motion_at, ref).held_until == CLOSES


def test_the_book_says_rule_roll_and_window(village: Village) -> None:
    with clock.at(PUT):
        ref = put_motion(village)
    with clock.at(OPENED - DAY):
        village.do(3, recuse, ref, 3, "施工队是我弟弟的")
    with clock.at(OPENED):
        village.do(CHAIR, open, ref, CLOSES)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("vote.open", "seat:yishihui/13", f"vote:{ref}/1")
    facts = entry["facts"]
    assert (facts["motion"], facts["version"], facts["round"], facts["charter"]) == (ref, 1, 1, "yishihui")
    assert facts["rule"] == {"share": "2/3", "base": "seats", "compare": "at_least", "recusal": "keep"}
    assert facts["closes_at"] == "2026-11-22T12:00:00.000Z"
    assert (facts["seats"], facts["filled"], facts["recused"], facts["of"], facts["needed"]) == (13, 13, 1, 13, 9)
    assert facts["roll"][2] == {"seat": 3, "category": "established", "filled": True, "recused": True, "member": 3}
    assert "石涵轩" not in str(entry)  # names stay out of the facts


@pytest.mark.parametrize("who", [1, VICE, "clerk", "stranger"])
def test_nobody_else_opens_a_vote(village: Village, who: object) -> None:
    ref = put_motion(village)
    with clock.at(OPENED), pytest.raises(Refusal, match="who acts as chair here"):
        village.do(who, open, ref, CLOSES)


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED), pytest.raises(SignInFirst):
        village.do(None, open, ref, CLOSES)


def test_the_vice_chair_opens_where_the_chairs_seat_is_vacant(found: Found) -> None:
    village = found(vacant={CHAIR})
    ref = opened(village, chair=VICE)
    assert village.last()["actor"] == f"seat:yishihui/{VICE}"
    assert stands(village, ref, OPENED).roll[CHAIR - 1].filled is False


def test_the_vice_chair_opens_where_the_chair_stands_aside(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(CHAIR, recuse, ref, CHAIR, "这块地是我家的")
        with pytest.raises(Refusal, match="who acts as chair here"):
            village.do(CHAIR, open, ref, CLOSES)
        village.do(VICE, open, ref, CLOSES)


def test_nobody_can_open_without_chair_and_vice_chair(found: Found) -> None:
    village = found(vacant={CHAIR}, vice_chair=None)
    ref = put_motion(village)
    assert ("Neither the chair nor the vice chair can open this vote: their seats are vacant or recused.", True) in (
        in_the_way(village, ref)
    )
    with clock.at(OPENED), pytest.raises(Refusal, match="Neither the chair"):
        village.do(1, open, ref, CLOSES)


def test_a_motion_is_public_for_the_charters_days_first(village: Village) -> None:
    ref = put_motion(village, at=OPENED - 2 * DAY)
    with clock.at(OPENED), pytest.raises(Refusal, match="asks for 3 days of notice"):
        village.do(CHAIR, open, ref, CLOSES)
    assert [blocks for _, blocks in in_the_way(village, ref)] == [True]
    with clock.at(OPENED + DAY):
        village.do(CHAIR, open, ref, CLOSES)


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (OPENED, "This time has passed"),
        (OPENED - DAY, "This time has passed"),
        (OPENED + timedelta(hours=23), "at least 24 hours"),
        (OPENED + timedelta(hours=337), "at most 336 hours"),
    ],
)
def test_the_deadline_lies_within_the_charters_hours(village: Village, closes, said: str) -> None:
    ref = put_motion(village)
    with clock.at(OPENED), pytest.raises(Refusal, match=said):
        village.do(CHAIR, open, ref, closes)
    assert village.last()["act"] == "motion.put"


@pytest.mark.parametrize("hours", [24, 336])
def test_the_charters_least_and_most_hours_are_allowed(village: Village, hours: int) -> None:
    opened(village, closes=OPENED + timedelta(hours=hours))


def test_a_second_vote_does_not_open_while_one_runs(village: Village) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY), pytest.raises(Refusal, match="A vote runs on this motion"):
        village.do(CHAIR, open, ref, CLOSES + DAY)


def test_no_vote_opens_on_a_withdrawn_motion(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(1, withdraw, ref, "不需要了吧")
        with pytest.raises(Refusal, match="was withdrawn"):
            village.do(CHAIR, open, ref, CLOSES)


def test_g9_five_vacancies_make_nine_unreachable_and_that_is_said_before_opening(found: Found) -> None:
    village = found(vacant={4, 5, 6, 11, 12})
    ref = put_motion(village)
    said = "9 yes are needed; even if everybody who may vote says yes, there are 8."
    assert (said, True) in in_the_way(village, ref)
    with clock.at(OPENED), pytest.raises(Refusal, match="9 yes are needed"):
        village.do(CHAIR, open, ref, CLOSES)


def test_g14_a_vacant_seat_is_a_warning_and_stays_in_the_base(found: Found) -> None:
    village = found(vacant={12})
    ref = put_motion(village)
    assert [(blocks, "5 of 6 seats" in said) for said, blocks in in_the_way(village, ref)] == [(False, True)]
    with clock.at(OPENED):
        village.do(CHAIR, open, ref, CLOSES)
    standing = stands(village, ref, OPENED)
    assert (standing.best.of, standing.best.needed) == (13, 9)
    assert not standing.roll[11].filled


def test_a_text_changed_after_it_was_put_is_said(village: Village) -> None:
    ref = put_motion(village)
    with clock.at(OPENED):
        village.do(1, amend, ref, lights(cost="28,400 元", cost_fen=28_400_00), "少装三盏，省一万元")
    assert ("The text was changed on 2026-11-16. The members may not know it yet.", False) in in_the_way(village, ref)
    with clock.at(OPENED):
        village.do(CHAIR, open, ref, CLOSES)
    assert vote_on(village, ref).version == 2


def test_the_same_sending_opens_one_vote(village: Village) -> None:
    ref = put_motion(village)
    page = f"{village.url}/motions/{ref}/vote"
    with clock.at(OPENED):
        client = village.client(CHAIR)
        form = {"event": "ab" * 16, "closes_at": "2026-11-22T20:00"}
        assert client.post(page + "/open", data=form).status_code == 200
        assert client.post(page + "/open", data=form).status_code == 200
    assert [entry["act"] for entry in village.entries()].count("vote.open") == 1
