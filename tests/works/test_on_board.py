"""What the board, the list of works and the supervisory committee's desk say of what is done."""

from council.kit import clock
from council.openness.acts import take_down
from council.rules.publicity import About
from tests.openness.scene import at
from tests.statements import counted
from tests.village import Village
from tests.votes.scene import DAY, tick
from tests.works.rated import ACCEPTED, NO, YES, says
from tests.works.scene import looked
from tests.works.test_anew import HUNG, anew
from tests.works.test_costs import copy
from tests.works.test_rounds import done, published, ref

__all__ = ["done", "published", "ref"]


def test_the_board_tells_what_a_result_cost(village: Village, published: str) -> None:
    with clock.at(ACCEPTED):
        page = village.client()
        assert "花了 7,000 元，决议批准 38,400 元。" in page.get(f"{village.url}/board").text
        told = page.get(f"{village.url}/board.json").json()["open"]
    (result,) = [each for each in told if each["about"] == "result"]
    assert (result["cost_fen"], result["allowed_fen"]) == (7_000_00, 38_400_00)


def test_a_notice_of_before_keeps_the_numbers_of_then(village: Village, published: str) -> None:
    tick(village, at(2026, 12, 7))
    with clock.at(at(2026, 12, 7)):
        village.do("clerk", take_down, published, About.RESULT, clock.today(), "贴错了地方")
    anew(village, published, at(2026, 12, 8), cost_fen=50_000_00)
    with clock.at(HUNG + 10 * DAY):
        told = village.client().get(f"{village.url}/board.json").json()["past"]
    (result,) = [each for each in told if each["about"] == "result"]
    assert (result["cost_fen"], result["allowed_fen"]) == (7_000_00, 38_400_00)


def test_the_list_of_works_tells_the_final_cost_of_what_is_closed(village: Village, published: str) -> None:
    tick(village, at(2026, 12, 12, 0))
    with clock.at(at(2026, 12, 12)):
        page = village.client().get(f"{village.url}/works").text
    assert "12月4日" in page
    assert "花了 7,000 元，决议批准 38,400 元。" in page


def test_doubts_of_others_are_on_the_supervisors_desk_until_they_look(village: Village, published: str) -> None:
    says(village, published, YES)
    assert "有人说没办好" not in supervised(village)
    says(village, published, NO)
    says(village, published, NO, address="203.0.113.99")
    page = supervised(village)
    assert "有人说没办好" in page
    assert "有 2 人说没全办好。" in page
    assert f"{village.url}/works/{published}/look" in page
    looked(village, published, True, ACCEPTED + 2 * DAY, text="去看过，亮着", photo=None)
    assert "有人说没办好" not in supervised(village)


def supervised(village: Village) -> str:
    with clock.at(ACCEPTED + 2 * DAY):
        return village.client("监一").get(f"{village.url}/supervise").text


ASKED = ("/board", "/works", "/supervise")
COPIED = (
    "motion_version", "matter_case", "stage_record", "undertaking", "work_person", "work_milestone", "work_progress",
    "work_acceptance", "notice", "work_rating", "work_rating_count",
)  # fmt: skip


def test_ten_that_are_done_or_a_thousand_the_queries_are_as_many(village: Village, published: str) -> None:
    says(village, published, NO)
    copy(village, published, 9, COPIED)
    few = {path: statements(village, path) for path in ASKED}
    copy(village, published, 990, COPIED)
    assert {path: statements(village, path) for path in ASKED} == few
    assert 3 < min(few.values()) <= max(few.values()) <= 40


def statements(village: Village, path: str) -> int:
    client = village.client("监一")
    with clock.at(ACCEPTED + 2 * DAY), counted(village.db) as asked:
        page = client.get(village.url + path)
    assert page.status_code == 200
    assert page.text.count("12 盏路灯") >= 10
    return len([each for each in asked if each.split()[0] in ("SELECT", "WITH")])
