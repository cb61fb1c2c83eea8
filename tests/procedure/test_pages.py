"""The desk of matters, as the clerk, a chair, a supervisor and a stranger meet it."""

from datetime import timedelta

import pytest

from council.kit import clock
from council.motions.tables import motion_at
from council.procedure.acts import choose_path
from council.rules.walk import State
from tests.judge import document
from tests.motions.words import LIGHTS, typed
from tests.procedure.hall import DAY, WHO, met, notice
from tests.procedure.scene import BEGUN, SECRETARY, WATCHER, begun, case, step, walked
from tests.village import Village

HELD = BEGUN + 20 * DAY
MATTER = {"matter": "relief_lists", "origin": "cadres", "path": "four_two", **typed(LIGHTS)}


def desk(village: Village, *parts: str) -> str:
    return "/".join([village.url, "desk", "motions", *parts])


# ── a new matter ──


def test_who_decides_and_by_which_steps_is_seen_before_anything_is_entered(village: Village) -> None:
    with clock.at(BEGUN):
        page = village.client("clerk").get(desk(village, "new") + "?matter=relief_lists").text
    assert "这件事由柳桥村村民代表会议定。" in page
    for name in ("党支部提议", "两委商议", "党员审议", "村民决议", "决议公开", "结果公开"):
        assert name in page
    assert "至少 7 天" in page
    assert "不能代它定、只能提建议的" in page


def test_choosing_the_kind_swaps_only_who_decides(village: Village) -> None:
    with clock.at(BEGUN):
        part = village.client("clerk").get(desk(village, "new") + "?matter=sanitation", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="way"')
    assert "柳桥社区议事会" in part.text


def test_the_clerk_begins_a_matter_from_the_page(village: Village) -> None:
    with clock.at(BEGUN):
        client = village.client("clerk")
        done = client.submit(desk(village, "new"), MATTER, form=desk(village, "new"))
    assert done.status_code == 200
    assert "编好号了，大家都看得到。" in done.text
    ref = f"{BEGUN.year}-1"
    assert str(done.url.path) == desk(village, ref)
    assert case(village, ref).origin == "cadres"


def test_nobody_begins_without_having_seen_the_path(village: Village) -> None:
    with clock.at(BEGUN):
        answer = village.client("clerk").submit(
            desk(village, "new"), {**MATTER, "path": "council"}, form=desk(village, "new")
        )
    assert answer.status_code == 422
    assert "请先看清由谁来定、走哪几步，再交一次。" in answer.text
    assert LIGHTS.title in answer.text, "nothing typed is lost"
    assert village.entries()[-1]["act"] != "motion.put"


@pytest.mark.parametrize("field", ["title", "origin", "matter", "cost_yuan"])
def test_what_is_missing_is_marked_and_the_rest_is_kept(village: Village, field: str) -> None:
    sent = {name: value for name, value in MATTER.items() if name != field}
    with clock.at(BEGUN):
        answer = village.client("clerk").submit(desk(village, "new"), sent, form=desk(village, "new"))
    assert answer.status_code == 422
    assert LIGHTS.what in answer.text


@pytest.mark.parametrize("who", [7, "stranger", SECRETARY])
def test_only_the_clerk_sees_the_form(village: Village, who: object) -> None:
    with clock.at(BEGUN):
        answer = village.client(who).get(desk(village, "new"))
    assert answer.status_code == 403
    assert 'name="title"' not in answer.text


# ── drafts ──


def test_what_is_typed_is_kept_and_stands_there_again(village: Village) -> None:
    client = village.client("clerk")
    with clock.at(BEGUN):
        sent = {"matter": "relief_lists", "title": "半句话", "event": "ab" * 16}
        answer = client.post(f"{village.url}/desk/kept?form=matter", data=sent, headers={"HX-Request": "true"})
        assert "草稿存好了" in answer.text
        page = client.get(desk(village, "new")).text
    fields = {i.get("name"): i.get("value") for i in document(page).iter("input")}
    assert fields["title"] == "半句话"
    assert "这件事由柳桥村村民代表会议定。" in page
    assert village.entries()[-1]["act"] == "body.found", "no entry tells of a draft"


def test_by_hand_and_without_scripts_it_is_kept_too(village: Village) -> None:
    client = village.client("clerk")
    back = desk(village, "new")
    with clock.at(BEGUN):
        answer = client.post(f"{village.url}/desk/kept?form=matter&next={back}", data={"title": "半句话"})
    assert answer.url.path == back
    assert "草稿存好了，只有您看得到。" in answer.text


def test_once_sent_the_draft_is_gone(village: Village) -> None:
    client = village.client("clerk")
    with clock.at(BEGUN):
        client.post(f"{village.url}/desk/kept?form=matter", data={"title": "半句话"}, headers={"HX-Request": "true"})
        client.submit(desk(village, "new"), MATTER, form=desk(village, "new"))
        page = client.get(desk(village, "new")).text
    assert "半句话" not in page
    assert LIGHTS.title not in page


def test_a_draft_is_nobody_elses(village: Village) -> None:
    with clock.at(BEGUN):
        for who, status in (("stranger", 200), (None, 200)):
            answer = village.client(who).post(
                f"{village.url}/desk/kept?form=matter", data={"title": "我来写"}, headers={"HX-Request": "true"}
            )
            assert answer.status_code == status
            assert "草稿存好了" not in answer.text
        assert village.client("clerk").post(f"{village.url}/desk/kept?form=../x").status_code == 404


# ── the desk of one matter ──


def test_the_desk_shows_the_rail_what_is_missing_and_one_button(village: Village) -> None:
    ref = begun(village)
    with clock.at(BEGUN):
        page = village.client("clerk").get(desk(village, ref)).text
    assert 'aria-current="step"' in page
    assert "还没有通知开会" in page
    buttons = [a for a in document(page).iter("a") if "btn--main" in (a.get("class") or "")]
    assert [(a.text, a.get("href")) for a in buttons] == [
        ("通知开会", f"{village.url}/desk/meetings/new?body=party-branch&motion={ref}")
    ]


def test_calling_from_the_page_leads_to_the_meeting(village: Village) -> None:
    ref = begun(village)
    sent = clock.day_of(BEGUN).isoformat()
    form = {
        f"motion-{ref}": "yes", "held_on": clock.day_of(HELD).isoformat(), "starts": "19:30", "place": "村委会",
        "sent_on": sent, "by-board": "yes", "by-phone": "yes",
    }  # fmt: skip
    path = f"{village.url}/desk/meetings/new?body=party-branch"
    with clock.at(BEGUN):
        client = village.client("clerk")
        assert LIGHTS.title in client.get(path).text
        done = client.submit(path, form, form="/desk/meetings/new")
    assert done.status_code == 200
    assert done.url.path == f"{village.url}/desk/meetings/{clock.day_of(HELD).isoformat()}"
    assert village.last()["facts"]["sent_by"] == ["board", "phone"]


def test_a_notice_with_nothing_on_it_is_refused_and_kept(village: Village) -> None:
    begun(village)
    form = {"held_on": "2026-11-30", "starts": "七点", "place": "村委会", "sent_on": "2026-10-12"}
    path = f"{village.url}/desk/meetings/new?body=party-branch"
    with clock.at(BEGUN):
        answer = village.client("clerk").submit(path, form, form="/desk/meetings/new")
    assert answer.status_code == 422
    assert "七点" in answer.text


def test_a_complete_step_ends_by_its_button(village: Village) -> None:
    ref = begun(village)
    met(village, ref, "proposal", HELD)
    with clock.at(HELD + DAY):
        client = village.client("clerk")
        page = client.get(desk(village, ref)).text
        assert "材料齐了，什么也不缺。" in page
        done = client.submit(desk(village, ref), form="/finish")
    assert "这一步办完了，可以办下一步。" in done.text
    assert case(village, ref).standing.at == "consultation"


def test_an_incomplete_step_has_no_button_and_the_act_says_what_is_missing(village: Village) -> None:
    ref = begun(village)
    notice(village, ref, "proposal", HELD)
    with clock.at(HELD):
        client = village.client("clerk")
        page = client.get(desk(village, ref)).text
        assert "/finish" not in page
        sent = client.post(desk(village, ref, "finish"), data={"event": "ab" * 16})
    assert sent.status_code == 422
    assert "“党支部提议”还没办齐。" in sent.text


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 200), (SECRETARY, 200), (WATCHER, 200), ("钱书记2", 404), ("stranger", 404)]
)
def test_whose_desk_it_is(village: Village, who: object, status: int) -> None:
    ref = begun(village)
    with clock.at(BEGUN):
        page = village.client(who).get(desk(village, ref))
    assert page.status_code == status
    if who != "clerk":
        assert "btn--main" not in page.text or status == 404


def test_every_form_of_a_matter_is_drawn_in_both_languages(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal")
    client = village.client("clerk")
    with clock.at(BEGUN + DAY):
        for part in ("", "/text", "/back"):
            for lang in ("", "/en"):
                assert client.get(f"{lang}{desk(village, ref)}{part}").status_code == 200, part
        for path in ("/desk/path", "/desk/motions", "/desk/meetings/new", "/desk/motions/new"):
            for lang in ("", "/en"):
                assert client.get(f"{lang}{village.url}{path}").status_code == 200, path


def test_the_text_changes_and_the_matter_goes_back_from_their_pages(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal", "consultation", "review")
    client = village.client("clerk")
    with clock.at(BEGUN + DAY):
        done = client.submit(desk(village, ref, "text"), {**typed(LIGHTS, cost_yuan="28400"), "change": "少装三盏路灯"},
                             form="/text")  # fmt: skip
        assert "新的一稿定下了" in done.text
        assert village.read(motion_at, ref).version == 2
        done = client.submit(desk(village, ref, "back"), {"to": "proposal", "why": "签到表少了人"}, form="/back")
        assert "已经退回" in done.text
    assert case(village, ref).standing.at == "proposal"


def test_holding_two_steps_together_from_the_page(settled) -> None:  # type: ignore[no-untyped-def]
    village = settled(one_head=True)
    ref = begun(village)
    client = village.client("clerk")
    with clock.at(BEGUN):
        client.submit(desk(village, ref), {"why": "书记、主任一人兼"}, form="/merge")
        assert case(village, ref).merging == "consultation"
        client.submit(desk(village, ref), form="/part")
    assert case(village, ref).merging is None


def test_who_may_not_hold_them_together_is_told_why(village: Village) -> None:
    ref = begun(village)
    with clock.at(BEGUN):
        page = village.client("clerk").get(desk(village, ref)).text
    assert "得两边是同一个人主持" in page
    assert "/merge" not in page


def test_a_refused_matter_comes_again_by_its_button(village: Village) -> None:
    from council.rules.walk import Result

    ref = begun(village)
    step(village, ref, "proposal", Result.REJECTED)
    client = village.client("clerk")
    with clock.at(BEGUN + 20 * DAY):
        page = client.get(desk(village, ref)).text
        assert "/again" not in page
        assert "70" in page
    with clock.at(BEGUN + 90 * DAY):
        client.submit(desk(village, ref), form="/again")
    assert case(village, ref).standing.state is State.RUNNING


def test_the_village_chooses_its_path_from_the_page(village: Village) -> None:
    with clock.at(BEGUN):
        done = village.client("clerk").submit(
            f"{village.url}/desk/path", {"path": "five_discussions", "citation": "县里的五议办法"}, form="/desk/path"
        )
    assert "从现在起，新的事照这个走。" in done.text
    assert village.last()["facts"] == {"path": "five_discussions"}


def test_residents_answers_and_a_supervisors_opinion_are_entered_from_their_pages(village: Village) -> None:
    with clock.at(BEGUN):
        village.do("clerk", choose_path, "five_discussions", "县里的五议办法")
    ref = begun(village)
    walked(village, ref, *WHO, "publication", "works", "result")
    with clock.at(BEGUN + DAY):
        client = village.client(WATCHER)
        sent = {"yes": "61", "no": "3", "silent": "2", "done_on": clock.day_of(BEGUN).isoformat()}
        done = client.submit(desk(village, ref, "evaluate"), sent, form="/evaluate", files={"paper": ("", b"")})
    assert done.status_code == 200
    assert case(village, ref).standing.state is State.DONE


def test_the_list_of_matters_is_paged_by_number_and_costs_the_same(village: Village) -> None:
    for number in range(22):
        begun(village, cost_fen=100_00 + number, at=BEGUN + timedelta(minutes=number))
    with clock.at(BEGUN + DAY):
        client = village.client("clerk")
        page = client.get(desk(village)).text
        assert page.count("去办下一步") == 20
        older = client.get(desk(village) + f"?before={BEGUN.year}-3").text
    assert older.count("去办下一步") == 2


def test_the_public_page_shows_the_rail(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, "proposal")
    with clock.at(BEGUN + DAY):
        page = village.client().get(f"{village.url}/motions/{ref}").text
    assert f'id="rail-{ref}"' in page
    assert "到这一步" in page


def test_what_rooms_above_do_has_its_button_here(village: Village) -> None:
    ref = begun(village)
    walked(village, ref, *WHO)
    with clock.at(BEGUN + DAY):
        client = village.client("clerk")
        page = client.get(desk(village, ref)).text
        assert f"{village.url}/motions/{ref}/notice/desk" in page
        assert client.get(f"{village.url}/motions/{ref}/notice/desk").status_code == 200


def test_the_days_desk_lists_what_is_on_its_way_late_first(village: Village) -> None:
    early, late = begun(village), begun(village, cost="28,400 元", cost_fen=28_400_00)
    notice(village, late, "proposal", HELD)
    with clock.at(HELD + 3 * DAY):
        page = village.client("clerk").get(f"{village.url}/desk").text
    places = [page.index(f"/desk/motions/{ref}") for ref in (late, early)]
    assert places == sorted(places)
    assert "已过 3 天" in page


# ── which steps there are ──


def test_everybody_sees_which_steps_matters_take_here_and_by_what_law(village: Village) -> None:
    with clock.at(BEGUN):
        village.do("clerk", choose_path, "four_two_township", "青桥街道〔2026〕3号")
        page = village.client().get(f"{village.url}/rules")
        facts = village.client().get(f"{village.url}/rules.json").json()["paths"]
    for words in (
        "四议一审两公开", "议事会决议、两公开", "青桥街道〔2026〕3号", "至少公示 7 天", "3 天内答复",
        "柳桥村村民代表会议来定的事", "这一步没通过，事情就搁下",
    ):  # fmt: skip
        assert words in page.text
    to = {path["key"]: path["to"] for path in facts}
    assert "representatives" in to["four_two_township"]
    assert "yishihui" in to["council"]
    assert "party-branch" not in [key for bodies in to.values() for key in bodies]
