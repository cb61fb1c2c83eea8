"""Who decides: what everyone may see of a community's bodies, and what nobody may."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from council.kit import clock
from council.seats.acts import vacate
from council.seats.alternates import add_alternate
from council.seats.persons import Named
from council.seats.reviews import begin_review
from council.seats.tables import Body
from tests.village import NAMES, Village

Found = Callable[..., Village]


def second_body(village: Village) -> None:
    row = {
        "community_id": village.id, "key": "lishihui", "name": "柳桥社区理事会", "charter": "village_council",
        "founded_at": clock.now(),
    }  # fmt: skip
    village.db.write_now(village.id, lambda session: session.execute(insert(Body).values(row)))


def test_one_body_is_shown_at_once_with_everyone_who_sits_there(village: Village) -> None:
    page = village.client().get(f"{village.url}/seats")
    assert page.status_code == 200
    for name in NAMES:
        assert name in page.text
    assert "一共 13 席：户籍居民 6 席、新居民 6 席、街道代表 1 席。没有空缺。" in page.text
    assert "要 9 席赞成才算通过（全部 13 席的三分之二以上）。空着的席位也算在总数里。" in page.text
    assert "任期到 2031年2月28日。" in page.text


def test_no_phone_is_shown_in_public(village: Village) -> None:
    client = village.client()
    for address in ("seats", "seats/yishihui", "seats.json", "seats/yishihui.json"):
        assert "199" not in client.get(f"{village.url}/{address}").text.replace(village.county, "")


def test_vacancies_alternates_and_reviews_are_shown(village: Village) -> None:
    village.do("clerk", vacate, village.body, 12, "搬走了")
    village.do("clerk", add_alternate, village.body, "new", Named(name="孙美玲"))
    village.do("clerk", begin_review, village.body, 8, "established")
    page = village.client().get(f"{village.url}/seats/yishihui").text
    for words in ("空缺 1 席", "孙美玲", "复核中"):
        assert words in page


def test_a_village_council_says_its_quorum_with_its_own_numbers(found: Found) -> None:
    village = found(charter="village_council", members=5)
    page = village.client().get(f"{village.url}/seats").text
    assert "参加投票的人里超过一半赞成，才算通过。按 5 算，要 3 票赞成。" in page
    assert "至少 4 人投票才算数（在任的人现在有 5 位，要三分之二以上）。" in page


def test_several_bodies_are_listed(village: Village) -> None:
    second_body(village)
    page = village.client().get(f"{village.url}/seats")
    assert "柳桥社区议事会" in page.text
    assert "柳桥社区理事会" in page.text
    facts = village.client().get(f"{village.url}/seats.json").json()
    assert [body["key"] for body in facts["bodies"]] == ["yishihui", "lishihui"]
    assert village.client().get(f"{village.url}/seats/lishihui").status_code == 200


def test_the_seats_are_facts_too(village: Village) -> None:
    facts = village.client().get(f"{village.url}/seats/yishihui.json").json()
    assert len(facts["seats"]) == 13
    assert facts["seats"][6] == {
        "seat": 7, "category": "new", "member": 7, "name": "熊建", "office": "vice_chair",
        "term_start": "2026-03-01", "term_end": "2031-02-28", "under_review": False,
    }  # fmt: skip
    assert facts["rule"]["share"] == "2/3"


def test_english_readers_are_told_the_same(village: Village) -> None:
    page = village.client().get(f"/en{village.url}/seats").text
    assert "A motion passes with 9 seats in favour: at least two thirds of all 13." in page


@pytest.mark.parametrize("body", ["nothing", "%00", "YISHIHUI", "a" * 300, "..%2f..", "yishihui'--", "%E6%9F%B3"])
def test_a_body_that_is_not_there_is_not_found(village: Village, body: str) -> None:
    assert village.client().get(f"{village.url}/seats/{body}").status_code == 404
    assert village.client("clerk").get(f"{village.url}/desk/seats/{body}").status_code == 404
