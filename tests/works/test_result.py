"""The notice of the result: on its page, on A4 and A3, as a Word file; each round tells its own acceptance."""

import io
import zipfile

import pytest

from council.kit import clock
from council.rules.publicity import About
from council.works.acts import accept, add_money, answer
from council.works.result import result_of
from tests.openness.scene import passed, post
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.rated import ACCEPTED, NO, says
from tests.works.scene import BEGUN, looked, photo, reported, work


@pytest.fixture
def done(village: Village, working: str) -> str:
    """It cost more than was resolved, another resolution allowed some of that, and one finding was answered."""
    budget = work(village, working).plan.budget
    more = passed(village)
    with clock.at(BEGUN + DAY):
        village.do("委一", add_money, working, more)
    reported(village, working, BEGUN + 2 * DAY, milestone=1, paid=2 * budget + 120_000, photos=[photo()])
    looked(village, working, False, BEGUN + 2 * DAY)
    with clock.at(BEGUN + 2 * DAY):
        village.do("委一", answer, working, 1, "补立了三根")
    looked(village, working, True, BEGUN + 2 * DAY, text="去看过，都亮", photo=None)
    reported(village, working, BEGUN + 2 * DAY, milestone=2)
    with clock.at(ACCEPTED):
        village.do("委一", accept, working, "12 盏都亮了")
    post(village, working, ACCEPTED, about=About.RESULT)
    return working


def page(village: Village, ref: str, more: str) -> str:
    with clock.at(ACCEPTED + DAY):
        found = village.client().get(f"{village.url}/motions/{ref}/notice{more}")
    assert found.status_code == 200
    return found.text


TOLD = (
    "78,000 元；决议是 38,400 元",
    "其中 1,200 元没有决议同意",
    "3 天，原定 19 天",
    "12 盏都亮了",
    "属实 1 次，不属实 1 次",
)


@pytest.mark.parametrize("more", ["?about=result", "/result/1/a4", "/result/1/a3"])
def test_it_tells_cost_days_and_what_was_found(village: Village, done: str, more: str) -> None:
    text = page(village, done, more)
    for told in TOLD:
        assert told in text, told
    assert "同意" in text
    assert "________________" not in text, "nothing is left to be written by hand"


def test_the_page_shows_photographs_and_leads_to_the_work(village: Village, done: str) -> None:
    text = page(village, done, "?about=result")
    assert "验收以前拍的" in text
    assert ".thumb.jpg" in text
    assert f"{village.url}/works/{done}" in text
    facts = village.client().get(f"{village.url}/motions/{done}/notice.json?about=result").json()["result"]
    assert (facts["cost_fen"], facts["over_fen"], facts["days"], facts["confirmed"]) == (7_800_000, 120_000, 3, 1)


def test_the_same_words_as_a_word_file(village: Village, done: str) -> None:
    with clock.at(ACCEPTED + DAY):
        found = village.client().get(f"{village.url}/motions/{done}/notice/result/1/a4?as=word")
    words = zipfile.ZipFile(io.BytesIO(found.content)).read("word/document.xml").decode()
    for told in TOLD[:2]:
        assert told in words, told


def test_each_round_tells_its_own_acceptance(village: Village, done: str) -> None:
    for who in (8, 9, 10):
        says(village, done, NO, who=who)
    reported(village, done, ACCEPTED + 2 * DAY, line="换了灯头", paid=50_000)
    with clock.at(ACCEPTED + 3 * DAY):
        village.do("委一", accept, done, "这回都亮了")
    post(village, done, ACCEPTED + 3 * DAY, about=About.RESULT)
    found = work(village, done)
    first, second = (result_of(found, before) for before in (found.acceptances[1].entry, None))
    assert first is not None
    assert second is not None
    assert (first.cost_fen, second.cost_fen, first.days, second.days) == (7_800_000, 7_850_000, 3, 6)
    with clock.at(ACCEPTED + 4 * DAY):
        old = village.client().get(f"{village.url}/motions/{done}/notice?about=result&posting=1").text
        new = village.client().get(f"{village.url}/motions/{done}/notice?about=result").text
    assert "78,000 元" in old
    assert "起重新办，办好以后结果重新公示" in old
    assert "78,500 元" in new


def test_the_clerks_desk_says_that_it_is_to_be_published(village: Village, working: str) -> None:
    reported(village, working, BEGUN + 2 * DAY, milestone=1)
    reported(village, working, BEGUN + 2 * DAY, milestone=2)
    with clock.at(ACCEPTED):
        village.do("委一", accept, working, "都亮了")
        assert "该公示结果了" in village.client("clerk").get(f"{village.url}/desk").text
    post(village, working, ACCEPTED, about=About.RESULT)
    with clock.at(ACCEPTED):
        assert "该公示结果了" not in village.client("clerk").get(f"{village.url}/desk").text


def test_slips_lie_beside_the_box_while_answers_are_taken(village: Village, done: str) -> None:
    address = f"{village.url}/works/{done}/rating/slips"
    with clock.at(ACCEPTED + DAY):
        text = village.client().get(address).text
    assert text.count("基本满意") == 4
    with clock.at(ACCEPTED + 61 * DAY):
        assert village.client().get(address).status_code == 404
