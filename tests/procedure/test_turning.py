"""Off the straight line: two steps in one meeting, back to an earlier one, another text, a second try."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from council.kit import clock
from council.motions.acts import amend
from council.motions.tables import motion_at
from council.procedure.acts import bring_again, merge, part, revise, send_back
from council.rules.refusal import Refusal
from council.rules.walk import Result, State
from tests.motions.words import LIGHTS, lights
from tests.procedure.scene import BEGUN, DIRECTOR, SECRETARY, begun, case, faults, step, walked
from tests.village import Village

DAY = timedelta(days=1)
CHEAPER = lights(cost="28,400 元，少装三盏", cost_fen=28_400_00)
WHY = "书记、主任一人兼"


@pytest.fixture
def one_head(settled: Callable[..., Village]) -> Village:
    """One person is secretary and director (一肩挑)."""
    return settled(one_head=True)


# ── two steps in one meeting ──


def test_g38_not_where_two_people_chair(village: Village) -> None:
    ref = begun(village)
    with pytest.raises(Refusal, match="one person chairs both") as refused:
        village.do("clerk", merge, ref, "consultation", WHY)
    assert refused.value.facts["source"]
    assert case(village, ref).merging is None


def test_g38_one_person_chairs_both_and_a_reason_is_given(one_head: Village) -> None:
    ref = begun(one_head)
    one_head.do("clerk", merge, ref, "consultation", WHY)
    entry = one_head.last()
    assert (entry["act"], entry["on"]) == ("case.merge", f"motion:{ref}")
    assert entry["facts"] == {"stage": "consultation", "into": "proposal", "attempt": 1}
    assert "why" in entry["sealed"]
    assert (case(one_head, ref).merging, case(one_head, ref).merging_why) == ("consultation", WHY)
    with pytest.raises(Refusal, match="held together already"):
        one_head.do("clerk", merge, ref, "consultation", WHY)


def test_g38_the_same_person_by_name_and_telephone(village: Village) -> None:
    """The register has them twice, once for each body; the village knows them by one telephone."""
    from sqlalchemy import update

    from council.people.tables import Membership

    same = {"name": "钱有德", "phone": "12000550199"}
    for who in (SECRETARY, DIRECTOR):
        of = (Membership.community_id == village.id, Membership.id == village.members[who])
        village.db.write_now(village.id, lambda db, of=of: db.execute(update(Membership).where(*of).values(**same)))
    village.do("clerk", merge, begun(village), "consultation", WHY)


@pytest.mark.parametrize(("who", "why", "reason"), [
    ("clerk", "", "say in a few words why"),
    ("clerk", "省", "say in a few words why"),
    (7, WHY, "Only the clerk"),
    ("stranger", WHY, "Only the clerk"),
])  # fmt: skip
def test_g38_nobody_else_and_not_without_a_reason(one_head: Village, who: object, why: str, reason: str) -> None:
    ref = begun(one_head)
    with pytest.raises(Refusal, match=reason):
        one_head.do(who, merge, ref, "consultation", why)


def test_g38_only_the_steps_that_the_path_names_and_only_before_they_are_held(one_head: Village) -> None:
    ref = begun(one_head)
    for stage in ("review", "resolution", "publication"):
        with pytest.raises(Refusal, match="does not let"):
            one_head.do("clerk", merge, ref, stage, WHY)
    with pytest.raises(Refusal, match="no such step"):
        one_head.do("clerk", merge, ref, "party", WHY)
    walked(one_head, ref, "proposal")
    with pytest.raises(Refusal, match="done already"):
        one_head.do("clerk", merge, ref, "consultation", WHY)


def test_they_may_be_held_apart_after_all(one_head: Village) -> None:
    ref = begun(one_head)
    one_head.do("clerk", merge, ref, "consultation", WHY)
    one_head.do("clerk", part, ref)
    assert one_head.last()["act"] == "case.part"
    assert case(one_head, ref).merging is None
    with pytest.raises(Refusal, match="held apart"):
        one_head.do("clerk", part, ref)
    assert faults(one_head) == []


# ── back ──


def test_a_fault_sends_it_back_and_all_from_there_is_done_anew(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal", "consultation", "review")
    with clock.at(BEGUN + DAY):
        village.do("clerk", send_back, ref, "consultation", "签到表少了两个人的签名")
    entry = village.last()
    assert (entry["act"], entry["facts"]["to"]) == ("case.back", "consultation")
    assert "why" in entry["sealed"]
    found = case(village, ref)
    assert (found.standing.at, found.standing.attempt, list(found.standing.passed)) == (
        "consultation", 2, ["proposal"],
    )  # fmt: skip
    assert found.steps[-1].why == "签到表少了两个人的签名"
    with pytest.raises(Refusal, match="cannot begin"):
        walked(village, ref, "resolution", at=BEGUN + DAY)
    assert faults(village) == []


@pytest.mark.parametrize(("who", "to", "why", "reason"), [
    ("clerk", "review", "签到表少了人", "only to a step that it has passed"),
    ("clerk", "nowhere", "签到表少了人", "only to a step that it has passed"),
    ("clerk", "proposal", "", "say in a few words why"),
    (SECRETARY, "proposal", "签到表少了人", "Only the clerk"),
    ("stranger", "proposal", "签到表少了人", "Only the clerk"),
])  # fmt: skip
def test_what_does_not_go_back(village: Village, who: object, to: str, why: str, reason: str) -> None:
    ref = begun(village)
    walked(village, ref, "proposal")
    with clock.at(BEGUN), pytest.raises(Refusal, match=reason):
        village.do(who, send_back, ref, to, why)


# ── another text ──


def test_a_changed_text_is_agreed_on_anew(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal", "consultation", "review")
    with clock.at(BEGUN + DAY):
        village.do("clerk", revise, ref, CHEAPER, "少装三盏，省一万元")
    entry = village.last()
    assert (entry["act"], entry["facts"]["version"]) == ("motion.amend", 2)
    assert (entry["facts"]["stage"], entry["facts"]["result"]) == ("resolution", "amended")
    found = case(village, ref)
    assert (found.standing.at, found.standing.returned) == ("consultation", "resolution")
    assert village.read(motion_at, ref).wording == CHEAPER
    assert faults(village) == []


def test_a_text_changed_before_anybody_met_stays_where_it_is(village: Village) -> None:
    ref = begun(village)
    with clock.at(BEGUN + DAY):
        village.do("clerk", revise, ref, CHEAPER, "少装三盏，省一万元")
    assert (case(village, ref).standing.at, case(village, ref).standing.attempt) == ("proposal", 2)


def test_once_decided_the_text_stays(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal", "consultation", "review", "resolution")
    with clock.at(BEGUN), pytest.raises(Refusal, match="no longer changed"):
        village.do("clerk", revise, ref, CHEAPER, "少装三盏，省一万元")


@pytest.mark.parametrize(("who", "wording", "changed", "reason"), [
    ("clerk", LIGHTS, "什么也没有改", "Nothing is different"),
    ("clerk", CHEAPER, "少", "say in a few words why"),
    (SECRETARY, CHEAPER, "少装三盏，省一万元", "Only the clerk"),
    ("clerk", lights(cost_fen=0), "少装三盏，省一万元", "missing or wrong"),
])  # fmt: skip
def test_what_is_no_change(village: Village, who: object, wording: object, changed: str, reason: str) -> None:
    ref = begun(village)
    with clock.at(BEGUN), pytest.raises(Refusal, match=reason):
        village.do(who, revise, ref, wording, changed)
    assert village.read(motion_at, ref).version == 1


# ── once more ──


def refused(village: Village, at: str = "resolution") -> str:
    ref = begun(village)
    stages = ["proposal", "consultation", "review", "resolution"]
    walked(village, ref, *stages[: stages.index(at)])
    step(village, ref, at, Result.REJECTED)
    return ref


@pytest.mark.parametrize("at", ["proposal", "review", "resolution"])
def test_g44_unchanged_it_waits_for_the_charters_days(village: Village, at: str) -> None:
    ref = refused(village, at)
    with clock.at(BEGUN + 20 * DAY), pytest.raises(Refusal, match="Days left: 70"):
        village.do("clerk", bring_again, ref)
    with clock.at(BEGUN + 90 * DAY):
        village.do("clerk", bring_again, ref)
    found = case(village, ref)
    assert (found.standing.at, found.standing.state) == ("proposal", State.RUNNING)
    assert village.last()["facts"]["days"] == 90
    assert village.read(motion_at, ref).outcome is None
    assert faults(village) == []


def test_g44_changed_it_comes_back_where_the_change_touches_it(village: Village) -> None:
    ref = refused(village)
    with clock.at(BEGUN + 20 * DAY):
        village.do("clerk", amend, ref, CHEAPER, "少装三盏，省一万元")
        village.do("clerk", bring_again, ref)
    found = case(village, ref)
    assert (found.standing.at, list(found.standing.passed)) == ("consultation", ["proposal"])
    assert faults(village) == []


@pytest.mark.parametrize(("who", "reason"), [(7, "Only the clerk"), ("stranger", "Only the clerk")])
def test_g44_only_the_clerk_brings_it_again(village: Village, who: object, reason: str) -> None:
    ref = refused(village)
    with clock.at(BEGUN + 90 * DAY), pytest.raises(Refusal, match=reason):
        village.do(who, bring_again, ref)


def test_g44_only_what_was_refused_comes_again(village: Village) -> None:
    ref = begun(village)
    with pytest.raises(Refusal, match="Only a matter that was shelved"):
        village.do("clerk", bring_again, ref)


def test_g44_the_same_words_under_a_new_number_wait_too(village: Village) -> None:
    refused(village)
    with pytest.raises(Refusal, match="Days left"):
        begun(village, at=BEGUN + 20 * DAY)
    assert begun(village, at=BEGUN + 20 * DAY, cost="28,400 元", cost_fen=28_400_00)
