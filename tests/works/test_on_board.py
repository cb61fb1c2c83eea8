"""What the board, the list of works and the supervisory committee's desk say of what is done."""

import pytest

from council.kit import clock
from council.openness.acts import take_down
from council.rules.publicity import About
from tests.openness.scene import at, post, voted
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.rated import ACCEPTED, NO, YES, says
from tests.works.scene import accepted, looked
from tests.works.test_anew import HUNG, anew
from tests.works.test_costs import copy


@pytest.fixture
def ref(village: Village) -> str:
    return voted(village)


@pytest.fixture
def done(village: Village, working: str) -> str:
    """Accepted on 4 December, for 7,000 yuan of 38,400, and its result hangs."""
    accepted(village, working, ACCEPTED)
    post(village, working, ACCEPTED, about=About.RESULT)
    return working


def test_the_board_tells_what_a_result_cost(village: Village, done: str) -> None:
    with clock.at(ACCEPTED):
        page = village.client()
        assert "花了 7,000 元，决议批准 38,400 元。" in page.get(f"{village.url}/board").text
        told = page.get(f"{village.url}/board.json").json()["open"]
    (result,) = [each for each in told if each["about"] == "result"]
    assert (result["cost_fen"], result["allowed_fen"]) == (7_000_00, 38_400_00)


def test_a_notice_of_before_keeps_the_numbers_of_then(village: Village, done: str) -> None:
    tick(village, at(2026, 12, 7))
    with clock.at(at(2026, 12, 7)):
        village.do("clerk", take_down, done, About.RESULT, clock.today(), "贴错了地方")
    anew(village, done, at(2026, 12, 8), cost_fen=50_000_00)
    with clock.at(HUNG + 10 * DAY):
        told = village.client().get(f"{village.url}/board.json").json()["past"]
    (result,) = [each for each in told if each["about"] == "result"]
    assert (result["cost_fen"], result["allowed_fen"]) == (7_000_00, 38_400_00)


def test_the_list_of_works_tells_the_final_cost_of_what_is_closed(village: Village, done: str) -> None:
    tick(village, at(2026, 12, 12, 0))
    with clock.at(at(2026, 12, 12)):
        page = village.client().get(f"{village.url}/works").text
    assert "12月4日" in page
    assert "花了 7,000 元，决议批准 38,400 元。" in page


def test_doubts_of_others_are_on_the_supervisors_desk_until_they_look(village: Village, done: str) -> None:
    says(village, done, YES)
    assert "有人说没办好" not in supervised(village)
    says(village, done, NO)
    says(village, done, NO, address="203.0.113.99")
    page = supervised(village)
    assert "有人说没办好" in page
    assert "有 2 人说没全办好。" in page
    assert f"{village.url}/works/{done}/look" in page
    looked(village, done, True, ACCEPTED + 2 * DAY, text="去看过，亮着", photo=None)
    assert "有人说没办好" not in supervised(village)


def supervised(village: Village) -> str:
    with clock.at(ACCEPTED + 2 * DAY):
        return village.client("监一").get(f"{village.url}/supervise").text


ASKED = ("/board", "/works", "/supervise")
COPIED = (
    "motion_version", "matter_case", "stage_record", "undertaking", "work_person", "work_milestone", "work_progress",
    "work_acceptance", "notice", "work_rating", "work_rating_count",
)  # fmt: skip


def test_ten_that_are_done_or_a_thousand_the_queries_are_as_many(village: Village, done: str) -> None:
    says(village, done, NO)
    copy(village, done, 9, COPIED)
    few = {path: statements(village, path) for path in ASKED}
    copy(village, done, 990, COPIED)
    assert {path: statements(village, path) for path in ASKED} == few
    assert 3 < min(few.values()) <= max(few.values()) <= 40


def statements(village: Village, path: str) -> int:
    client = village.client("监一")
    with clock.at(ACCEPTED + 2 * DAY), counted(village.db) as asked:
        page = client.get(village.url + path)
    assert page.status_code == 200
    assert page.text.count("12 盏路灯") >= 10
    return len([each for each in asked if each.split()[0] in ("SELECT", "WITH")])
