"""Finding one's village: by county and township, by a part of its name, in one's language."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import insert

from council.app import routes
from council.kit import clock
from council.kit.db import Database
from council.kit.ids import new_id
from council.places.acts import found_county, found_township
from council.places.finding import communities_page, counties, townships
from council.places.naming import RESERVED, community_slugs, county_slug, slug
from council.places.tables import Community, CommunityLabel, CommunitySlug
from tests.village import Village

TOWNS = {"东溪镇": ["小坡村", "大坡村", "石桥村"], "南坪镇": ["小坡村", "100%村", "a_b村"], "上岩镇": ["云顶村"]}


@pytest.fixture
def county(database: Database) -> str:
    """A county of three townships and seven villages."""
    mark = uuid4().hex[:8]
    slugged = f"qingsong{mark}"

    def found(session: object) -> None:
        found_county(session, slugged, f"青松县{mark}")  # type: ignore[arg-type]
        named = community_slugs([(town, name) for town, names in TOWNS.items() for name in names], {})
        for town, names in TOWNS.items():
            township = found_township(session, slugged, town)  # type: ignore[arg-type]
            for name in names:
                community = new_id()
                values = {"county_slug": slugged, "township_id": township, "founded_at": clock.now()}
                session.execute(insert(Community).values(id=community, name=name, **values))  # type: ignore[attr-defined]
                address = {"county_slug": slugged, "slug": named[town, name], "community_id": community}
                session.execute(insert(CommunitySlug).values(**address))  # type: ignore[attr-defined]
                label = {"label": f"{name}{uuid4().hex[:12]}", "community_id": community}
                session.execute(insert(CommunityLabel).values(**label))  # type: ignore[attr-defined]

    database.found(found)
    return slugged


def names(database: Database, **asked: str) -> list[str]:
    return [row.name for row in database.read_now(lambda db: communities_page(db, **asked)).rows]  # type: ignore[arg-type]


def test_a_part_of_the_name_is_enough(database: Database, county: str) -> None:
    assert sorted(names(database, county=county, q="坡")) == ["大坡村", "小坡村", "小坡村"]
    assert sorted(names(database, county=county, q="东溪")) == ["大坡村", "小坡村", "石桥村"]
    assert names(database, county=county, q="yund") == ["云顶村"]
    assert names(database, county=county, q="Yun Ding") == ["云顶村"]


def test_signs_that_a_database_reads_otherwise_stand_for_themselves(database: Database, county: str) -> None:
    assert names(database, county=county, q="100%") == ["100%村"]
    assert names(database, county=county, q="a_b") == ["a_b村"]
    assert names(database, county=county, q="%") == ["100%村"]
    assert names(database, county=county, q="\\") == []


def test_every_village_is_on_one_page_by_township(database: Database, county: str) -> None:
    def pages() -> Iterator[tuple[str, str]]:
        after = ""
        while True:
            page = database.read_now(lambda db, after=after: communities_page(db, county=county, after=after, size=2))
            yield from ((row.township, row.slug) for row in page.rows)
            if page.more is None:
                return
            after = page.more

    seen = list(pages())
    assert len(seen) == len(set(seen)) == 7
    towns = [town for town, _slug in seen]
    assert [town for n, town in enumerate(towns) if n == 0 or towns[n - 1] != town] == list(dict.fromkeys(towns))


def test_townships_and_counties_are_counted(database: Database, county: str) -> None:
    assert database.read_now(lambda db: dict(townships(db, county))) == {"东溪镇": 3, "南坪镇": 3, "上岩镇": 1}
    assert {row.slug: row.communities for row in database.read_now(counties)}[county] == 7


def test_the_front_page_finds_a_village(village: Village, county: str) -> None:
    client = village.client()
    page = client.get("/", params={"q": "云顶"})
    assert page.status_code == 200
    assert f'href="/{county}/yunding"' in page.text
    facts = client.get("/.json", params={"q": "云顶"}).json()
    assert county in [row["county"] for row in facts["communities"]]
    assert "没有找到" in client.get("/", params={"q": "不存在的村"}).text


def test_the_county_page_lists_its_villages(village: Village, county: str) -> None:
    client = village.client()
    page = client.get(f"/{county}")
    assert page.status_code == 200
    assert all(name in page.text for names in TOWNS.values() for name in names)
    assert "石桥村" not in client.get(f"/{county}", params={"township": "南坪镇"}).text
    assert client.get(f"/{county}.json", params={"township": "上岩镇"}).json()["communities"][0]["slug"] == "yunding"


def test_with_htmx_only_the_results_come(village: Village, county: str) -> None:
    part = village.client().get(f"/{county}", params={"q": "云顶"}, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="results">')
    assert "云顶村" in part.text


@pytest.mark.parametrize("q", ["\0", "%00", "<script>alert(1)</script>", "长" * 2000, "' OR 1=1 --", "\ud7ff", "%"])
def test_whatever_is_looked_for_is_answered(village: Village, county: str, q: str) -> None:
    for path in ("/", f"/{county}"):
        page = village.client().get(path, params={"q": q, "after": q, "township": q})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["/nowhere", "/NOWHERE", "/%00", "/青松县", "/nowhere/nothing", "/x" * 30])
def test_a_place_that_is_not_there(village: Village, path: str) -> None:
    assert village.client().get(path).status_code == 404


# ── language ──


@pytest.mark.parametrize(
    ("wish", "goes"),
    [
        ("en-GB,en;q=0.9", True),
        ("en", True),
        ("fr;q=0.5,en;q=0.8", True),
        ("zh-CN,zh;q=0.9,en;q=0.8", False),
        ("en,zh;q=0.1", False),
        ("fr,en;q=0.8", False),
        ("en;q=0.2,fr;q=0.9", False),
        ("*", False),
        ("", False),
        ("en;q=nonsense", True),
    ],
)
def test_only_a_browser_that_clearly_asks_for_english_is_led_there(village: Village, wish: str, goes: bool) -> None:
    client = village.client()
    answer = client.get("/", headers={"Accept-Language": wish}, follow_redirects=False)
    assert answer.headers["Vary"].startswith("Accept-Language")
    assert (answer.status_code == 303) is goes
    if goes:
        assert answer.headers["location"] == "/en/"


def test_who_has_chosen_chinese_is_not_led_away_again(village: Village) -> None:
    client = village.client()
    come = {"Accept-Language": "en", "Referer": "http://testserver/en/"}
    assert client.get("/", headers=come, follow_redirects=False).status_code == 200
    assert client.get("/?q=坡", headers={"Accept-Language": "en"}, follow_redirects=False).status_code == 200


def test_nobody_is_led_from_english_to_chinese_nor_from_any_other_page(village: Village) -> None:
    client = village.client()
    assert client.get("/en/", headers={"Accept-Language": "zh-CN"}, follow_redirects=False).status_code == 200
    english = {"Accept-Language": "en"}
    assert client.get(f"/{village.county}", headers=english, follow_redirects=False).status_code == 200


# ── reserved words ──


def test_no_county_takes_a_word_that_the_site_keeps() -> None:
    firsts = {route.path.split("/")[1] for route in routes()}
    kept = {word for word in firsts if word and "{" not in word}
    assert kept <= RESERVED
    for word in RESERVED:
        assert slug(word) not in RESERVED
        assert county_slug(word, ()) not in RESERVED
