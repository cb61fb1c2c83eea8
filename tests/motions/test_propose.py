"""A draft is begun: by whom the charter allows, on what the body may decide, and in private."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlmodel import col

from council.kit.act import NotFound, SignInFirst
from council.kit.ids import new_id
from council.ledger.tables import LedgerOpening
from council.motions.acts import drop, propose, put, redraft
from council.motions.tables import Motion, draft, drafts_of
from council.rules.refusal import Refusal
from council.seats.tables import Tenure
from tests.motions.words import CLEANING, LIGHTS, lights
from tests.village import Village


def test_a_seated_member_begins_a_draft(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    row = village.read(draft, motion)
    assert (row.wording, row.body_key, row.matter) == (LIGHTS, "yishihui", "lighting")
    assert (row.proposer_id, row.proposer_seat, row.number) == (village.members[7], 7, None)


def test_the_clerk_begins_a_draft_for_the_body(village: Village) -> None:
    motion = village.do("clerk", propose, "yishihui", "sanitation", CLEANING)
    row = village.read(draft, motion)
    assert (row.proposer_id, row.proposer_seat) == (village.members["clerk"], None)


def test_the_book_says_that_a_draft_was_begun_and_not_one_word_of_it(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("motion.draft", "seat:yishihui/7", f"draft:{motion.hex}")
    assert entry["facts"] == {"body": "yishihui"}
    assert entry["sealed"] == {}
    village.do(7, redraft, motion, "lighting", lights(title="换个名字的路灯"))
    village.do(7, drop, motion)
    assert village.last()["sealed"] == {}
    opened = village.look(lambda db: db.rows(LedgerOpening.__table__.select()))  # type: ignore[attr-defined]
    assert not [row for row in opened if "路灯" in row.value and row.community_id == village.id]


def test_a_stranger_is_refused(village: Village) -> None:
    with pytest.raises(Refusal, match="by its members and the clerk"):
        village.do("stranger", propose, "yishihui", "lighting", LIGHTS)
    assert village.last()["act"] == "body.found"


def test_someone_signed_out_is_asked_to_sign_in(village: Village) -> None:
    with pytest.raises(SignInFirst):
        village.do(None, propose, "yishihui", "lighting", LIGHTS)


def test_a_member_whose_seat_was_vacated_is_refused(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    leave(village, 7)
    with pytest.raises(Refusal, match="by its members"):
        village.do(7, propose, "yishihui", "lighting", LIGHTS)
    with pytest.raises(Refusal, match="no longer hold the seat"):
        village.do(7, put, motion)
    with pytest.raises(Refusal, match="no longer holds a seat"):
        village.do("clerk", put, motion)


def leave(village: Village, seat: int) -> None:
    """A seat vacated long before this test's moment, as council.seats has it."""
    of_seat = (col(Tenure.community_id) == village.id, col(Tenure.seat) == seat)
    village.db.write_now(
        village.id, lambda db: db.execute(update(Tenure).where(*of_seat).values(ended_at=col(Tenure.began_at)))
    )


def test_a_village_council_hears_its_members_too(found: Callable[..., Village]) -> None:
    village = found(charter="village_council", members=5)
    assert village.do(3, propose, "yishihui", "lighting", LIGHTS)


def test_g43_a_lease_of_collective_land_is_not_for_the_yishihui(village: Village) -> None:
    with pytest.raises(Refusal) as refused:
        village.do("clerk", propose, "yishihui", "collective_land_lease", lights(title="集体土地 30 亩出租"))
    said = str(refused.value)
    assert "not for this body to decide" in said
    assert "the collective's members' (representatives') assembly decides it" in said
    assert "after the Party organisation has studied it" in said
    assert "may only advise" in said
    assert refused.value.notes["matter"].reason == refused.value.reason
    assert village.last()["act"] == "body.found"


def test_g43_holds_when_the_draft_is_rewritten_and_when_it_is_put(village: Village) -> None:
    motion = village.do("clerk", propose, "yishihui", "other", LIGHTS)
    with pytest.raises(Refusal, match="may only advise"):
        village.do("clerk", redraft, motion, "collective_land_lease", LIGHTS)
    of_motion = (col(Motion.community_id) == village.id, col(Motion.id) == motion)
    village.db.write_now(
        village.id,
        lambda db: db.execute(update(Motion).where(*of_motion).values(matter="collective_land_lease")),
    )
    with pytest.raises(Refusal, match="may only advise"):
        village.do("clerk", put, motion)


@pytest.mark.parametrize("matter", ["", "nonsense", "lighting\0", "x" * 10_000])
def test_a_matter_that_is_not_in_the_catalogue_is_refused(village: Village, matter: str) -> None:
    with pytest.raises(Refusal, match="what kind of matter"):
        village.do(7, propose, "yishihui", matter, LIGHTS)


@pytest.mark.parametrize("body", ["", "nonsense", "yishihui'--", "议事会", "x" * 10_000])
def test_a_body_that_does_not_stand_here_is_refused(village: Village, body: str) -> None:
    with pytest.raises(Refusal, match="no such body"):
        village.do(7, propose, body, "lighting", LIGHTS)


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (lights(cost_fen=0, money_from=""), "cost"),
        (replace(CLEANING, money_from="村集体"), "money_from"),
        (lights(cost="不花钱"), "cost"),
        (lights(cost=""), "cost"),
        (lights(money_from=""), "money_from"),
    ],
)
def test_amount_and_words_must_agree(village: Village, wording: object, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        village.do(7, propose, "yishihui", "lighting", wording)
    assert list(refused.value.notes) == [field]


def test_sent_twice_it_is_one_draft(village: Village) -> None:
    event = new_id().hex
    first = village.do(7, propose, "yishihui", "lighting", LIGHTS, event=event)
    assert first.hex == event, "the second sending finds the draft by the event's id"


def test_a_draft_is_rewritten_by_who_began_it_and_by_the_clerk(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    village.do(7, redraft, motion, "sanitation", CLEANING)
    row = village.read(draft, motion)
    assert (row.wording, row.matter, row.version) == (CLEANING, "sanitation", 1)
    village.do("clerk", redraft, motion, "lighting", LIGHTS)
    assert village.last()["actor"] == "clerk:90"
    assert village.read(draft, motion).proposer_seat == 7, "the clerk helps; it stays the member's"


@pytest.mark.parametrize("who", [8, "stranger"])
def test_another_ones_draft_is_not_there(village: Village, who: object) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    for act, more in ((redraft, ("lighting", LIGHTS)), (drop, ()), (put, ())):
        with pytest.raises(NotFound):
            village.do(who, act, motion, *more)
    assert village.last()["act"] == "motion.draft"


def test_a_draft_of_another_village_is_not_there(village: Village, found: Callable[..., Village]) -> None:
    elsewhere = found()
    motion = elsewhere.do(7, propose, "yishihui", "lighting", LIGHTS)
    with pytest.raises(NotFound):
        village.do("clerk", put, motion)


def test_a_dropped_draft_is_gone(village: Village) -> None:
    motion = village.do(7, propose, "yishihui", "lighting", LIGHTS)
    village.do(7, drop, motion)
    assert village.last()["act"] == "motion.drop"
    with pytest.raises(NotFound):
        village.read(draft, motion)
    with pytest.raises(NotFound):
        village.do(7, drop, motion)


def test_everyone_has_their_own_drafts_and_the_clerk_has_all(village: Village) -> None:
    village.do(7, propose, "yishihui", "lighting", LIGHTS)
    village.do(8, propose, "yishihui", "sanitation", CLEANING)
    assert [row.title for row in village.read(drafts_of, [village.members[7]])] == [LIGHTS.title]
    assert {row.title for row in village.read(drafts_of, None)} == {LIGHTS.title, CLEANING.title}
