"""The page cache: never a page from before an act or a deadline, nothing personal, one drawing for many readers."""

import asyncio
import gzip
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import brotli
import pytest
import zstandard
from sqlalchemy import insert
from starlette.applications import Starlette

from council.app import create_app
from council.config import Settings
from council.kit import clock, drawing
from council.kit.cache import Cache, Key, Shelf, key_of
from council.kit.encodings import IDENTITY, PACK
from council.kit.guard import security_headers
from council.kit.ids import new_id
from council.kit.kept import BESIDE, Kept, Stands
from council.ledger.acts import record
from council.places.tables import Community, CommunitySlug
from tests.statements import counted
from tests.village import ORIGIN, Village
from tests.votes.scene import CLOSES, DAY, OPENED, SECOND, opened, put_motion, send, send_all

NOON = OPENED + DAY


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates drawn since."""
    names: list[str] = []
    render = drawing.render

    def counted(lang: str, template: str, values: dict[str, Any]) -> str:
        names.append(template)
        return render(lang, template, values)

    monkeypatch.setattr(drawing, "render", counted)
    return names


def cache_of(client: Any) -> Cache:
    return client.app.state.site.cache  # type: ignore[no-any-return]


def get(client: Any, path: str, at: datetime = NOON, **headers: str) -> Any:
    with clock.at(at):
        return client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def statements(village: Village, client: Any) -> Iterator[list[str]]:
    """Every statement that reaches the database for reading, the question for the version too."""
    with counted(village.db) as asked:
        if own := cache_of(client).asking.connection:
            own.set_trace_callback(asked.append)
        yield asked
        if own:
            own.set_trace_callback(None)


# ── what is used again, and what is not ──


def test_a_page_is_drawn_once_and_then_costs_one_statement(village: Village, drawn: list[str]) -> None:
    ref = opened(village)
    client = village.client()
    for path in ("", "/motions", f"/motions/{ref}", "/seats", "/record", "/record/1", "/rules", "/verify"):
        drawn.clear()
        first = get(client, village.url + path)
        get(client, village.url + path)
        with statements(village, client) as asked:
            again = get(client, village.url + path)
        assert again.text == first.text
        assert len(drawn) == 1, path
        assert len(asked) == 1, (path, asked)


def test_a_ballot_shows_on_the_next_request(village: Village) -> None:
    ref = opened(village)
    client = village.client()
    for seat in range(1, 14):
        before = get(client, f"{village.url}/motions/{ref}.json").json()
        assert get(client, f"{village.url}/motions/{ref}.json").json() == before
        send(village, seat, ref, "for")
        after = get(client, f"{village.url}/motions/{ref}.json").json()
        assert [each["seat"] for each in after["votes"][0]["seats"] if each["voted"]] == [*range(1, seat + 1)]


def test_two_servers_on_one_database_are_never_behind_one_another(village: Village) -> None:
    ref = opened(village)
    clients = [village.client(), village.client()]
    for seat in (1, 2, 3):
        for client in clients:
            get(client, f"{village.url}/motions/{ref}")
        send(village, seat, ref, "for")
        assert len({get(client, f"{village.url}/motions/{ref}").headers["etag"] for client in clients}) == 1
        shown = get(clients[1], f"{village.url}/motions/{ref}.json").json()
        assert sum(each["voted"] for each in shown["votes"][0]["seats"]) == seat


def test_another_communitys_act_leaves_a_page_where_it_is(village: Village, found: Any, drawn: list[str]) -> None:
    other = found()
    client = village.client()
    get(client, village.url)
    opened(other)
    drawn.clear()
    get(client, village.url)
    assert drawn == []


@pytest.mark.parametrize("page", ["/motions/{ref}", "/motions", ""])
def test_a_kept_page_ends_with_the_deadline_and_the_next_one_is_drawn_from_the_closed_book(
    village: Village, page: str
) -> None:
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 11)})
    client, path = village.client(), village.url + page.format(ref=ref)
    facts = get(client, f"{path}.json", CLOSES - SECOND / 1000)
    stands = cache_of(client).plain.pages[(f"{path}.json", b"", "", False)].stands
    assert stands is not None
    assert stands.until == CLOSES
    assert facts.json() != get(client, f"{path}.json", CLOSES).json()
    assert village.last()["act"] == "vote.close"


def test_a_clock_that_is_set_back_finds_no_page_from_the_time_after_it(village: Village) -> None:
    client, midnight = village.client(), clock.end_of(clock.day_of(NOON))
    assert "11月18日" in get(client, village.url, midnight).text
    assert "11月17日" in get(client, village.url, midnight - SECOND).text


def test_at_midnight_in_china_the_day_changes(village: Village, drawn: list[str]) -> None:
    client = village.client()
    midnight = clock.end_of(clock.day_of(NOON))
    assert "11月17日" in get(client, village.url).text
    assert "11月17日" in get(client, village.url, midnight - SECOND).text
    assert len(drawn) == 1
    assert "11月18日" in get(client, village.url, midnight).text


# ── what each reader gets ──


def test_each_look_language_and_part_is_kept_by_itself(village: Village, drawn: list[str]) -> None:
    put_motion(village)
    path = f"{village.url}/motions"
    ways: list[Callable[[Any], Any]] = [
        lambda client: get(client, path),
        lambda client: get(client, path, Cookie="look=l"),
        lambda client: get(client, path, Cookie="look=l.dark"),
        lambda client: get(client, "/en" + path),
        lambda client: get(client, path, HX_Request="true"),
        lambda client: get(client, path + "?state=put"),
        lambda client: get(client, path + ".json"),
    ]
    client = village.client()
    pages = [way(client).text for way in ways]
    assert len(set(pages)) == len(ways)
    drawn.clear()
    assert [way(client).text for way in ways] == pages
    assert get(client, path, HX_Request="true", HX_Boosted="true").text == pages[0]
    assert get(client, path, Cookie="a=1; look=x.l.y").text == pages[1], "one look, however it is written"
    assert drawn == []


def test_who_is_signed_in_changes_no_byte_of_a_public_page(village: Village) -> None:
    ref = opened(village)
    paths = ["", "/motions", f"/motions/{ref}", f"/motions/{ref}/versions", "/seats", "/seats/yishihui", "/record"]
    paths += ["/record/1", "/rules", "/verify"]
    for path in [*(village.url + path for path in paths), f"/{village.county}", "/help", "/en/"]:
        pages = {}
        for who in (None, 1, 13, "clerk", "stranger"):  # each asks a server that has drawn nothing yet
            answer = get(village.client(who), path)
            assert "public" in answer.headers["cache-control"], path
            assert "set-cookie" not in answer.headers
            pages[who] = answer.content, answer.headers["etag"]
        assert len(set(pages.values())) == 1, path


def test_nothing_private_is_kept(village: Village) -> None:
    ref = opened(village)
    paths = ["/me", "/settings", "/login", f"{village.url}/desk", f"{village.url}/desk/contacts"]
    paths += [f"{village.url}/motions/{ref}/ballot", f"{village.url}/motions/new", f"{village.url}/desk/slips"]
    for who in (1, "clerk", None):
        client = village.client(who)
        for path in paths:
            answer = get(client, path, Accept_Encoding="br, gzip")
            assert answer.headers["cache-control"] == "no-store", path
            assert "content-encoding" not in answer.headers, path
            assert "etag" not in answer.headers
        cache = cache_of(client)
        assert not cache.plain.pages
        assert not cache.asked.pages


def test_what_an_act_says_on_arrival_is_said_once(village: Village) -> None:
    client = village.client("clerk")
    path = f"{village.url}/motions"
    done = next(iter(drawing.DONE))
    answer = get(client, f"{path}?done={done}")
    assert 'class="flash"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert not cache_of(client).asked.pages
    assert 'class="flash"' not in get(client, path).text


def test_a_page_that_is_none_is_asked_for_again(village: Village) -> None:
    client = village.client()
    assert get(client, f"{village.url}/motions/2026-1").status_code == 404
    put_motion(village, at=NOON - DAY)
    assert get(client, f"{village.url}/motions/2026-1").status_code == 200


def test_a_county_page_knows_a_new_community(village: Village, drawn: list[str]) -> None:
    client = village.client()
    for _ in range(2):
        assert "柳桥社区" in get(client, f"/{village.county}").text
    assert len(drawn) == 1
    village.db.found(lambda session: beside(session, village))
    assert "新桥社区" in get(client, f"/{village.county}").text


def beside(session: Any, village: Village) -> None:
    new = new_id()
    session.execute(
        insert(Community).values(id=new, county_slug=village.county, name="新桥社区", founded_at=clock.now())
    )
    session.execute(insert(CommunitySlug).values(county_slug=village.county, slug="xinqiao", community_id=new))


# ── how it travels ──

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
    "": bytes,
}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip", "gzip"),
        ("GZIP;Q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.2", "gzip"),
        ("br;q=0.3, zstd;q=0.2, gzip;q=0.9", "gzip"),
        ("identity;q=1, br;q=0.5", ""),
        ("identity", ""),
        ("", ""),
        ("deflate", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "zstd"),
        ("br;q=nonsense", ""),
    ],
)
def test_a_page_is_packed_as_it_is_wished_for(village: Village, accepted: str, encoding: str) -> None:
    plain = get(village.client(), village.url, Accept_Encoding="identity")
    client = village.client()
    for _ in range(2):
        with clock.at(NOON), client.stream("GET", village.url, headers={"Accept-Encoding": accepted}) as answer:
            raw = b"".join(answer.iter_raw())
        assert answer.headers.get("content-encoding", "") == encoding
        assert int(answer.headers["content-length"]) == len(raw)
        assert UNPACK[encoding](raw) == plain.content
        assert "Accept-Encoding" in answer.headers["vary"]
        assert "Cookie" in answer.headers["vary"]
        assert (answer.headers["etag"] == plain.headers["etag"]) is (encoding == "")


def test_what_is_small_is_not_packed(village: Village) -> None:
    answer = get(village.client(), f"{village.url}/verify.json", Accept_Encoding="br")
    assert len(answer.content) < 1400
    assert "content-encoding" not in answer.headers


def test_who_has_the_page_is_told_that_it_still_stands(village: Village) -> None:
    ref = opened(village)
    client, path = village.client(), f"{village.url}/motions/{ref}"
    tag = get(client, path, Accept_Encoding="br").headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = get(client, path, Accept_Encoding="br", If_None_Match=known)
        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["etag"] == tag
        assert answer.headers["cache-control"] == "public, no-cache"
        assert "content-length" not in answer.headers
    assert get(client, path, Accept_Encoding="gzip", If_None_Match=tag).status_code == 200
    send(village, 1, ref, "for")
    assert get(client, path, Accept_Encoding="br", If_None_Match=tag).status_code == 200


def test_head_tells_all_but_the_page(village: Village) -> None:
    client = village.client()
    for _ in range(2):
        with clock.at(NOON):
            head, page = client.head(village.url), client.get(village.url)
        assert head.content == b""
        assert dict(head.headers) == dict(page.headers)


def test_a_kept_page_carries_the_same_headers_as_a_fresh_one(village: Village) -> None:
    client = village.client()
    fresh, kept = get(client, village.url), get(client, village.url)
    assert dict(fresh.headers) == dict(kept.headers)
    assert kept.headers["surrogate-key"] == f"{village.county}/{village.slug}"
    assert "default-src 'none'" in kept.headers["content-security-policy"]


def test_a_proxy_is_told_how_long_but_never_beyond_the_deadline(village: Village) -> None:
    ref = opened(village)
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", proxy_seconds=60), village.db)
    client = type(village.client())(app, base_url=ORIGIN)
    path = f"{village.url}/motions/{ref}"
    assert get(client, path).headers["cache-control"] == "public, max-age=0, s-maxage=60"
    assert get(client, path, CLOSES - 9 * SECOND).headers["cache-control"] == "public, max-age=0, s-maxage=9"
    assert get(client, path, CLOSES - SECOND / 2).headers["cache-control"] == "public, no-cache"
    assert get(client, "/").headers["cache-control"] == "public, no-cache", "varies by more than a proxy's key knows"
    assert get(village.client(1), "/me").headers["cache-control"] == "no-store"


def test_stylesheet_and_script_are_packed_too(village: Village) -> None:
    client = village.client()
    for path in ("/static/council.css", "/static/vendor/htmx.min.js"):
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        for encoding in ("br", "zstd", "gzip"):
            with client.stream("GET", path + "?v=1", headers={"Accept-Encoding": encoding}) as answer:
                raw = b"".join(answer.iter_raw())
            assert answer.headers["content-encoding"] == encoding
            assert len(raw) < len(plain.content) / 2
            assert UNPACK[encoding](raw) == plain.content
            assert "immutable" in answer.headers["cache-control"]
        known = {"If-None-Match": plain.headers["etag"], "Accept-Encoding": "identity"}
        assert client.get(path, headers=known).status_code == 304
    assert client.get("/static/../council/config.py").status_code == 404


# ── many readers, little memory ──


async def ask(app: Starlette, path: str, cookie: str = "") -> int:
    """One request over ASGI, as a server would send it."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", b"testserver"), (b"cookie", cookie.encode())], "scheme": "http", "http_version": "1.1",
        "server": ("testserver", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize("path", ["/motions/{}/versions", "/motions/{}"])
def test_a_rush_on_one_page_draws_it_once(village: Village, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    ref = opened(village)
    drawn: list[str] = []
    render = drawing.render

    def slowly(lang: str, template: str, values: dict[str, Any]) -> str:
        drawn.append(template)
        time.sleep(0.05)
        return render(lang, template, values)

    monkeypatch.setattr(drawing, "render", slowly)
    app = village.client().app

    async def rush() -> list[int]:
        return await asyncio.gather(*(ask(app, village.url + path.format(ref)) for _ in range(50)))  # type: ignore[arg-type]

    with clock.at(NOON):
        assert asyncio.run(rush()) == [200] * 50
        assert len(drawn) == 1
        village.do(None, record, "made.up", actor="console")
        assert asyncio.run(rush()) == [200] * 50
    assert len(drawn) == 2


def test_invented_questions_fill_a_quarter_and_push_out_no_page(village: Village) -> None:
    ref = opened(village)
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", cache_mb=1), village.db)
    client = type(village.client())(app, base_url=ORIGIN)
    client.judge_language, quarter = False, 1024 * 1024 // 4
    get(client, f"{village.url}/motions/{ref}", Accept_Encoding="br")
    cache = cache_of(client)
    for number in range(60):
        get(client, f"{village.url}/motions?q=x{number}", Accept_Encoding="identity")
        assert cache.asked.weight <= quarter
    assert 0 < len(cache.asked.pages) < 60
    assert cache.asked.weight == sum(kept.weight for kept in cache.asked.pages.values())
    assert list(cache.plain.pages) == [(f"{village.url}/motions/{ref}", b"", "", False)]
    get(client, f"{village.url}/motions?q={'x' * 700}")
    assert all(len(key[1]) < 600 for key in cache.asked.pages)


def test_a_shelf_weighs_each_packing_and_lets_the_longest_unused_go() -> None:
    shelf = Shelf(3 * (BESIDE + 5000))
    keys: list[Key] = [(f"/{number}", b"", "", False) for number in range(4)]
    for key in keys[:3]:
        shelf.put(key, Kept(b"x" * 5000, []))
    assert shelf.get(keys[0])
    shelf.put(keys[3], Kept(b"x" * 5000, []))
    assert list(shelf.pages) == [keys[2], keys[0], keys[3]]
    for encoding in (IDENTITY, "br"):
        shelf.pages[keys[3]].as_packed(encoding)
    assert list(shelf.pages) == [keys[0], keys[3]]
    assert shelf.weight == sum(kept.weight for kept in shelf.pages.values())
    shelf.put(keys[1], Kept(b"x" * 90_000, []))
    assert shelf.weight == len(shelf.pages) == 0, "what is larger than the shelf is not kept"


@pytest.mark.parametrize("first", PACK)
def test_a_page_is_held_only_as_it_was_asked_for_and_unpacked_for_who_wants_it_whole(first: str) -> None:
    shelf, key, body = Shelf(100_000), ("/", b"", "", False), "村里的事，一起商量着办。".encode() * 500
    shelf.put(key, kept := Kept(body, []))
    assert shelf.weight == BESIDE + len(body)
    packed = kept.as_packed(first).body
    assert {*kept.packed} == {first}
    assert shelf.weight == kept.weight == BESIDE + len(packed)
    assert kept.as_packed(IDENTITY).body == body
    assert kept.as_packed(first).body == packed
    assert {*kept.packed} == {first, IDENTITY}
    assert shelf.weight == kept.weight == BESIDE + len(packed) + len(body)


def test_a_page_that_was_asked_for_whole_stays_so() -> None:
    kept = Kept(b"x" * 5000, [])
    for encoding in (IDENTITY, *PACK):
        kept.as_packed(encoding)
    assert {*kept.packed} == {IDENTITY, *PACK}


def test_the_shelf_weighs_what_its_pages_take() -> None:
    """So that the setting means what it says: beside the bodies, headers and what the page stands on."""

    def put(shelf: Shelf, number: int) -> None:
        headers = [(name.lower().encode(), value.encode()) for name, value in security_headers(ORIGIN).items()]
        own = (b"surrogate-key", f"yunxi/village{number}".encode())
        stands = Stands(None, {"county": "yunxi", "community": f"village{number}"}, (number,), NOON, NOON)
        body = f"<p>{number}</p>".encode() * 1000
        shelf.put((f"/{number}", b"", "", False), kept := Kept(body, [*headers, own], stands=stands))
        kept.as_packed("br")

    shelf = Shelf(10_000_000)
    put(shelf, 0)
    before = shelf.weight
    tracemalloc.start()
    for number in range(1, 301):
        put(shelf, number)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert 0.7 < taken / (shelf.weight - before) < 1.1


def test_what_packing_makes_no_smaller_is_held_whole() -> None:
    kept = Kept(body := random.Random(1).randbytes(5000), [])
    assert [kept.as_packed(encoding).body for encoding in PACK] == [body] * len(PACK)
    assert kept.weight == BESIDE + len(body)


def test_it_can_be_switched_off(village: Village, drawn: list[str]) -> None:
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", cache_mb=0), village.db)
    client = type(village.client())(app, base_url=ORIGIN)
    tags = {get(client, village.url, Accept_Encoding="br").headers["etag"] for _ in range(3)}
    assert len(drawn) == 3
    assert len(tags) == 1
    assert get(client, village.url, Accept_Encoding="br", If_None_Match=tags.pop()).status_code == 304
    assert not cache_of(client).plain.pages


def test_a_look_and_a_slash_too_many_are_one_key() -> None:
    scope = {"path": "/a/b/", "query_string": b"", "headers": [(b"cookie", b"council=abc; look=dark.l")]}
    assert key_of(scope) == ("/a/b", b"", "l.dark", False)
    assert key_of({**scope, "query_string": b"done=1"}) is None


def test_the_deadline_asked_for_is_the_next_one(village: Village) -> None:
    first, second = opened(village), opened(village, closes=CLOSES + timedelta(hours=1))
    client = village.client()
    path = f"{village.url}/motions/{second}"
    for at, until in ((CLOSES - SECOND, CLOSES), (CLOSES, CLOSES + timedelta(hours=1))):
        get(client, path, at)
        stands = cache_of(client).plain.pages[(path, b"", "", False)].stands
        assert stands is not None
        assert stands.until == until, first
