"""A matter begins: its number, its path and whose idea it was, in one act of the clerk's."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from council import charters
from council.kit import clock
from council.kit.act import SignInFirst
from council.motions.acts import amend, propose
from council.motions.listing import state_of
from council.motions.tables import motion_at
from council.procedure.acts import begin, choose_path
from council.procedure.choosing import Way, way_of
from council.rules.organ import ORGANS, Organ
from council.rules.refusal import Refusal
from council.rules.walk import State
from council.votes.acts import open
from tests.bodies import people, stand
from tests.motions.words import LIGHTS, lights
from tests.procedure.scene import BEGUN, begun, case, faults, verified
from tests.village import Village

YEAR = BEGUN.year


def way(village: Village, matter: str) -> Way:
    return village.look(lambda db: way_of(db, village.id, charters.matter(matter)))


def test_a_matter_begins_with_its_number_and_its_path(village: Village) -> None:
    ref = begun(village)
    assert ref == f"{YEAR}-1"
    found = case(village, ref)
    assert (found.path.key, found.standing.at, found.origin, found.written) == ("four_two", "proposal", "cadres", True)
    assert (found.standing.state, found.since, found.again_days) == (State.RUNNING, clock.day_of(BEGUN), 90)
    motion = village.read(motion_at, ref)
    assert (motion.wording, motion.body_key, motion.proposer_seat) == (LIGHTS, "representatives", None)
    assert state_of(motion, clock.now()) == "discussion"


def test_the_book_keeps_where_it_goes_and_whose_idea_it_was(village: Village) -> None:
    ref = begun(village)
    entry = village.last()
    assert (entry["act"], entry["actor"], entry["on"]) == ("motion.put", "clerk:90", f"motion:{ref}")
    facts = entry["facts"]
    assert (facts["origin"], facts["path"], facts["again_days"]) == ("cadres", "four_two", 90)
    assert [stage["key"] for stage in facts["stages"]] == [s.key for s in charters.path("four_two").stages]
    assert "sources" in entry["sealed"]
    assert faults(village) == []


def test_a_later_file_does_not_move_a_matter_under_way(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = begun(village)
    monkeypatch.setattr(charters, "paths", lambda: ())
    monkeypatch.setattr(charters, "path", lambda key: charters.paths()[0])
    assert case(village, ref).path.stages[0].key == "proposal"


@pytest.mark.parametrize("who", [7, "stranger", "钱书记1"])
def test_only_the_clerk_begins(village: Village, who: object) -> None:
    before = len(village.entries())
    with pytest.raises(Refusal, match="Only the clerk"):
        village.do(who, begin, "public_works", None, "cadres", LIGHTS)
    with pytest.raises(SignInFirst):
        village.do(None, begin, "public_works", None, "cadres", LIGHTS)
    assert len(village.entries()) == before


def test_sent_twice_it_begins_once(village: Village) -> None:
    event = "ab" * 16
    with clock.at(BEGUN):
        ref = village.do("clerk", begin, "public_works", None, "cadres", LIGHTS, event=event)
    motion = village.read(motion_at, ref)
    assert motion.id.hex == event


@pytest.mark.parametrize(
    ("matter", "body", "path"),
    [
        ("sanitation", "yishihui", "council"),
        ("large_spending", "representatives", "four_two"),
        ("relief_lists", "representatives", "four_two"),
    ],
)
def test_the_catalogue_says_who_decides_and_by_which_path(village: Village, matter: str, body: str, path: str) -> None:
    found = way(village, matter)
    assert found.body is not None
    assert found.path is not None
    assert (found.body.key, found.path.key, found.lacking) == (body, path, None)


def test_what_only_everybody_decides_waits_for_its_body(village: Village) -> None:
    found = way(village, "village_rules")
    assert found.body is None
    assert found.lacking is not None
    with pytest.raises(Refusal, match="no such body is entered here yet"):
        village.do("clerk", begin, "village_rules", None, "cadres", LIGHTS)


def test_a_path_asks_for_all_its_bodies(bare: Village) -> None:
    stand(bare, "representatives", people("李代表", 33), accounts=False)
    with pytest.raises(Refusal) as refused:
        bare.do("clerk", begin, "public_works", None, "cadres", LIGHTS)
    assert len(refused.value.facts["bodies"]) == 3  # type: ignore[arg-type]


def test_g43_a_lease_of_collective_land_does_not_go_to_the_yishihui(village: Village) -> None:
    with pytest.raises(Refusal) as refused:
        village.do("clerk", begin, "collective_land_lease", "yishihui", "cadres", LIGHTS)
    assert refused.value.facts["matter"] == charters.matter("collective_land_lease").name
    assert "after the Party organisation" in refused.value.reason
    assert "may only advise" in refused.value.reason
    assert "matter" in refused.value.notes
    assert way(village, "collective_land_lease").beside == [ORGANS[Organ.COUNCIL], ORGANS[Organ.COMMITTEE]]


def test_g43_it_goes_to_the_collectives_members_after_the_party_has_studied_it(village: Village) -> None:
    stand(village, "collective", people("周社员", 20), accounts=False)
    found = case(village, begun(village, "collective_land_lease"))
    assert found.path.key == "four_two"
    assert [stage.key for stage in found.path.before("resolution")] == ["proposal", "consultation", "review"]
    assert village.read(motion_at, f"{YEAR}-1").body_key == "collective"


@pytest.mark.parametrize(
    ("matter", "origin", "words", "field"),
    [
        ("public_works", "", {}, "origin"),
        ("nothing", "cadres", {}, "matter"),
        ("public_works", "cadres", {"cost_fen": 0}, "cost"),
        ("public_works", "cadres", {"done_by_day": BEGUN.date() - timedelta(days=1)}, "done_by_day"),
    ],
)
def test_what_is_not_fit_is_marked(
    village: Village, matter: str, origin: str, words: dict[str, object], field: str
) -> None:
    with clock.at(BEGUN), pytest.raises(Refusal) as refused:
        village.do("clerk", begin, matter, None, origin, lights(**words))
    assert field in refused.value.notes


# ── the old way beside it ──


def test_to_a_body_of_the_path_nobody_puts_a_motion_past_the_steps(village: Village) -> None:
    with pytest.raises(Refusal, match="go step by step"):
        village.do("clerk", propose, "representatives", "public_works", LIGHTS)


def test_on_its_way_it_is_not_voted_on_by_window_nor_changed_behind_the_steps(village: Village) -> None:
    ref = begun(village)
    with clock.at(BEGUN + timedelta(days=10)):
        with pytest.raises(Refusal):
            village.do(13, open, ref, BEGUN + timedelta(days=13))
        with pytest.raises(Refusal, match="on its way"):
            village.do("clerk", amend, ref, lights(cost_fen=100), "少花一点")


# ── the village's choice ──


def test_the_village_chooses_its_path_and_matters_under_way_keep_theirs(village: Village) -> None:
    before = begun(village)
    village.do("clerk", choose_path, "four_two_township", "青桥街道〔2026〕3号：村级大事报街道审核")
    entry = village.last()
    assert (entry["act"], entry["facts"]) == ("path.choose", {"path": "four_two_township"})
    assert "citation" in entry["sealed"]
    after = begun(village, cost="28,400 元", cost_fen=28_400_00)
    assert [case(village, ref).path.key for ref in (before, after)] == ["four_two", "four_two_township"]
    assert faults(village) == []


@pytest.mark.parametrize(
    ("who", "key", "citation", "reason"),
    [
        (7, "four_two_plan", "县里的规定", "Only the clerk"),
        ("clerk", "council", "县里的规定", "choose one of these"),
        ("clerk", "four_two_plan", "无", "what this rests on"),
    ],
)
def test_a_choice_rests_on_something(village: Village, who: object, key: str, citation: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        village.do(who, choose_path, key, citation)


def test_a_choice_is_not_made_twice_and_a_council_keeps_its_short_path(village: Village) -> None:
    village.do("clerk", choose_path, "five_discussions", "县里的五议办法")
    with pytest.raises(Refusal, match="chosen already"):
        village.do("clerk", choose_path, "five_discussions", "县里的五议办法")
    found = way(village, "sanitation")
    assert found.path is not None
    assert found.path.key == "council"


def test_chongqing_has_its_own_days_without_a_choice(settled: Callable[..., Village]) -> None:
    village = settled(representatives="representatives_chongqing")
    publication = case(village, begun(village)).path.stage("publication")
    assert (publication.publicity_days, publication.reply_days, publication.within_days) == (10, 3, 10)


def test_the_tables_agree_with_the_book_that_also_seals_where_the_path_comes_from(village: Village) -> None:
    begun(village)
    assert verified(village) == []
