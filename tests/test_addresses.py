"""Every address is fetched as the right person, in both languages, in large print, dark, and as facts where public."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from traceback import extract_stack
from typing import Any

import pytest
from starlette.routing import Match, Route

from council.app import routes
from council.kit.db import Reader
from council.kit.templating import shelf, stylesheet
from tests.judge import JudgingClient
from tests.midst import CHAIR, PROPOSER, VOTER, Midst, served_midst, standing_midst, stored_midst

__all__ = ["served_midst", "standing_midst", "stored_midst"]

MOST_FIRST_VIEW = 60 * 1024  # bytes, compressed: the page, the one stylesheet, the one script
EVENT = re.compile(r'name="event" value="[0-9a-f]{32}"')


@dataclass(frozen=True)
class Address:
    """An example of an address; `{…}` is filled from the village. `who` is whose page it is, None for everyone."""

    path: str
    who: object = None
    public: bool = False
    facts: bool = True
    leads_to: str | None = None  # where it only leads on
    kept: str = "no-cache"  # how long others may keep a public one
    sheet: bool = False  # of paper: light, and as large as it is, whoever looks


def public(path: str, **more: Any) -> Address:
    return Address(path, public=True, **more)


V = "{url}"
ADDRESSES: dict[str, Address] = {
    "places.find": public("/"),
    "places.county": public("/{county}"),
    "places.contacts": Address(V + "/desk/contacts", "clerk"),
    "people.login": Address("/login"),
    "people.settings": Address("/settings", VOTER),
    "hall.short": public("/q/{link}", facts=False, leads_to="/liuqiao"),
    "hall.paper": public(V + "/papers/{paper}", facts=False, kept="max-age=31536000, immutable"),
    "hall.help": public("/help", facts=False),
    "hall.me": Address("/me", VOTER),
    "hall.home": public(V),
    "hall.motions": public(V + "/motions"),
    "hall.motion": public(V + "/motions/{running}"),
    "hall.rules": public(V + "/rules"),
    "hall.desk": Address(V + "/desk", "clerk"),
    "hall.record": public(V + "/record"),
    "hall.community_feed": public(V + "/feed.atom", facts=False),
    "hall.board_feed": public(V + "/board/feed.atom", facts=False),
    "hall.motion_feed": public(V + "/motions/{posted}/feed.atom", facts=False),
    "hall.download": public(V + "/record/download", facts=False),
    "hall.entry": public(V + "/record/3"),
    "hall.verify": public(V + "/verify"),
    "hall.slip": Address(V + "/slip"),
    "hall.slip_done": Address(V + "/slip/done", VOTER),
    "hall.desk_slips": Address(V + "/desk/slips", "clerk"),
    "hall.desk_people": Address(V + "/desk/people", "clerk"),
    "hall.notice_paper": public(V + "/motions/{posted}/notice/resolution/1/a4", sheet=True),
    "hall.rating_slip": public(V + "/works/{accepted}/rating/slips", sheet=True),
    "hall.opinion_slip": public(V + "/motions/{posted}/notice/slips", sheet=True),
    "hall.resolution_paper": public(V + "/motions/{decided}/resolution", sheet=True),
    "hall.case_paper": public(V + "/motions/{posted}/case", sheet=True),
    "hall.register_paper": Address(V + "/desk/motions/{posted}/register", "clerk", sheet=True),
    "hall.sign_in_sheet": Address(V + "/desk/meetings/{called}/sign-in", "clerk", sheet=True),
    "hall.ballot_papers": Address(V + "/desk/meetings/{called}/items/1/ballots", "clerk", sheet=True),
    "hall.named_ballots": Address(V + "/desk/meetings/{called}/items/1/ballots/named", CHAIR, sheet=True),
    "hall.minutes_paper": Address(V + "/desk/meetings/{held}/minutes/paper", 3, sheet=True),
    "motions.new": Address(V + "/motions/new", PROPOSER),
    "motions.drafts": Address(V + "/motions/drafts", PROPOSER),
    "motions.one_draft": Address(V + "/motions/drafts/{draft}", PROPOSER),
    "motions.amending": Address(V + "/motions/{put}/amend", PROPOSER),
    "motions.withdrawing": Address(V + "/motions/{put}/withdraw", PROPOSER),
    "motions.versions": public(V + "/motions/{put}/versions"),
    "votes.ballot": Address(V + "/motions/{running}/ballot", 4),
    "votes.back_to_ballot": Address(V + "/motions/{running}/ballot/confirm", 4, leads_to="/ballot"),
    "votes.receipt": Address(V + "/motions/{running}/ballot/receipt", VOTER),
    "votes.vote": Address(V + "/motions/{running}/vote", CHAIR),
    "votes.recusal": Address(V + "/motions/{put}/recusal", 5),
    "works.works": public(V + "/works"),
    "works.work": public(V + "/works/{working}"),
    "works.beginning": Address(V + "/works/{cleared}/begin", "clerk"),
    "works.reporting": Address(V + "/works/{working}/report", "委一"),
    "works.desk_work": Address(V + "/works/{working}/desk", "委一"),
    "works.rating": Address(V + "/works/{accepted}/rating"),
    "works.entering": Address(V + "/works/{accepted}/rating/enter", "clerk"),
    "works.answers": public(V + "/works/{accepted}/answers"),
    "works.clearing": Address(V + "/works/{accepted}/answers/1", "监一"),
    "works.looking": Address(V + "/works/{working}/look", "监一"),
    "oversight.late": public("/county/{county}"),
    "oversight.reminding": Address(V + "/works/{working}/remind", "officer"),
    "oversight.officer_slip": Address("/county/{county}/slip"),
    "openness.board": public(V + "/board"),
    "hall.notice": public(V + "/motions/{posted}/notice"),
    "openness.objecting": Address(V + "/motions/{posted}/objections/new"),
    "openness.following": Address(V + "/objections"),
    "openness.objection": public(V + "/motions/{posted}/objections/1"),
    "openness.publishing": Address(V + "/motions/{decided}/notice/desk", "clerk"),
    "openness.answering": Address(V + "/desk/objections", "clerk"),
    "openness.replying": Address(V + "/motions/{posted}/objections/2/reply", "clerk"),
    "openness.calendar": Address(V + "/desk/calendar", "clerk"),
    "openness.supervise": Address(V + "/supervise", "监一"),
    "openness.one": Address(V + "/supervise/{posted}/objections/1", "监一"),
    "openness.matter": Address(V + "/supervise/{posted}", "监一"),
    "meetings.meetings": public(V + "/meetings"),
    "meetings.meeting": public(V + "/meetings/{meeting}"),
    "meetings.desk_meetings": Address(V + "/desk/meetings", "clerk"),
    "meetings.run": Address(V + "/desk/meetings/{meeting}", "clerk"),
    "meetings.roll": Address(V + "/desk/meetings/{meeting}/roll", "clerk"),
    "meetings.person": Address(V + "/desk/meetings/{meeting}/roll/11", "clerk"),
    "meetings.item": Address(V + "/desk/meetings/{meeting}/items/1", 1),
    "meetings.minutes": Address(V + "/desk/meetings/{held}/minutes", 3),
    "meetings.on_paper": Address(V + "/desk/meetings/{due}/paper", "clerk"),
    "meetings.delegations": Address(V + "/desk/delegations", "clerk"),
    "seats.seats": public(V + "/seats"),
    "seats.body": public(V + "/seats/yishihui"),
    "seats.desk_seats": Address(V + "/desk/seats", "clerk"),
    "seats.desk_body": Address(V + "/desk/seats/yishihui", "clerk"),
    "seats.desk_seat": Address(V + "/desk/seats/yishihui/12", "clerk"),
    "seats.desk_import": Address(V + "/desk/import", "clerk"),
    "procedure.matters": Address(V + "/desk/motions", "clerk"),
    "procedure.new": Address(V + "/desk/motions/new", "clerk"),
    "procedure.calling": Address(V + "/desk/meetings/new", "clerk"),
    "procedure.path": Address(V + "/desk/path", "clerk"),
    "procedure.matter": Address(V + "/desk/motions/{fresh}", "clerk"),
    "procedure.text": Address(V + "/desk/motions/{onward}/text", "clerk"),
    "procedure.back": Address(V + "/desk/motions/{onward}/back", "clerk"),
    "procedure.reviewing": Address(V + "/desk/motions/{reviewed}/review", "clerk"),
    "procedure.evaluating": Address(V + "/desk/motions/{evaluated}/evaluate", "clerk"),
    "meetings.ballot": Address(V + "/meetings/{polled}/items/1/ballot", 4),
    "meetings.back_to_ballot": Address(V + "/meetings/{polled}/items/1/ballot/confirm", 4, leads_to="/ballot"),
    "meetings.receipt": Address(V + "/meetings/{polled}/items/1/ballot/receipt", 3),
    "seats.charter_of": Address(V + "/desk/seats/yishihui/charter", "clerk"),
    "seats.relatives": Address(V + "/desk/seats/jianwei/2/relatives", "clerk"),
    "motions.matters": public(V + "/matters"),
    "motions.desk_matters": Address(V + "/desk/matters", "clerk"),
}
WALKING = ("fresh", "merged", "onward", "unread", "shelved", "agreed", "reviewed", "evaluated")
MORE = [  # the same addresses where they look otherwise
    public(V + "/motions/{decided}"),
    public(V + "/motions/{put}"),
    public(V + "/motions/{posted}"),
    *(public(V + f"/motions/{{{name}}}") for name in WALKING),
    *(Address(V + f"/desk/motions/{{{name}}}", "clerk") for name in WALKING),
    Address(V + "/desk/motions/{onward}", "委一"),
    Address(V + "/desk/meetings/new?body=party-branch", "clerk"),
    Address(V + "/desk/motions/new?matter=relief_lists", "clerk"),
    Address(V + "/desk/meetings/{polled}/items/1", "clerk"),
    Address(V + "/meetings/{polled}/items/1/ballot", 3),
    public(V + "/seats/representatives"),
    public(V + "/board?before=1"),
    public(V + "/motions/{posted}/notice?about=resolution&posting=1&before=2"),
    public(V + "/motions/{posted}/objections/2"),
    Address(V + "/motions/{posted}/notice/desk", "clerk"),
    Address(V + "/motions/{put}/notice/desk", "监一"),
    Address(V + "/desk/objections", "委一"),
    Address(V + "/desk", "委一"),
    public(V + "/works?before=2026-2"),
    public(V + "/works/{finished}"),
    public(V + "/works/{accepted}"),
    public(V + "/works/{reopened}"),
    public(V + "/works/{reopened}/answers?before=9"),
    public(V + "/motions/{accepted}"),
    public(V + "/motions/{reopened}"),
    public(V + "/motions/{accepted}/notice?about=result"),
    public(V + "/motions/{accepted}/notice/result/1/a4", sheet=True),
    Address(V + "/motions/{accepted}/notice/desk", "clerk"),
    public(V + "/motions/{working}"),
    Address(V + "/works/{working}/begin", "委一"),
    Address(V + "/works/{finished}/report", "clerk"),
    Address(V + "/works/{finished}/desk", "clerk"),
    Address(V + "/desk", "监一"),
    public(V + "/motions/{withdrawn}"),
    public(V + "/motions?state=passed&q=灯"),
    public(V + "/motions?q=没有这样的议案"),
    public(V + "/record?about={running}"),
    public(V + "/verify?code=1"),
    public(V + "/meetings/{called}"),
    public(V + "/meetings/{held}"),
    public(V + "/meetings?body=yishihui&before=2026-11-16-2"),
    Address(V + "/desk/meetings/{called}", "clerk"),
    Address(V + "/desk/meetings/{called}/paper", "clerk"),
    Address(V + "/desk/meetings/{held}", CHAIR),
    Address(V + "/desk/meetings/{meeting}/items/1", "clerk"),
    Address(V + "/desk/meetings/{meeting}/items/2", "clerk"),
    Address(V + "/desk/meetings/{held}/items/1", CHAIR),
    Address(V + "/desk/meetings/{held}/minutes", "clerk"),
    Address(V + "/desk/meetings/{meeting}/roll?q=钱&status=open&after=3", "clerk"),
    public("/?q=柳桥"),
    public("/{county}?q=没有这样的村"),
    Address(V + "/motions/{decided}/ballot", VOTER),
    Address(V + "/motions/{put}/ballot", VOTER),
    Address(V + "/motions/{put}/vote", CHAIR),
    Address(V + "/motions/{decided}/vote", CHAIR),
    Address(V + "/motions/{running}/vote", "clerk"),
    Address(V + "/motions/{put}/recusal", "clerk"),
    Address(V + "/desk/seats/yishihui/11", "clerk"),
    Address(V + "/desk/seats/yishihui/13", "clerk"),
    Address(V + "/desk/slips?no=1", "clerk"),
    Address("/settings"),
    Address("/login", VOTER),
    Address("/me", "clerk"),
    Address("/me", "stranger"),
    Address("/me", "officer"),
    public("/county/{county}?township=青桥街道"),
    Address(V + "/works/{finished}/remind", "officer"),
    Address(V + "/desk", CHAIR),
]
ALL = [*ADDRESSES.values(), *MORE]
PUBLIC = [address for address in ALL if address.public]


def known(address: object) -> str:
    return f"{address.path.replace(V, '')}-{address.who}" if isinstance(address, Address) else str(address)


def filled(midst: Midst, address: Address) -> str:
    village = midst.village
    return address.path.format(
        url=village.url, county=village.county, draft=midst.draft, decided=midst.decided, put=midst.put,
        posted=midst.posted,
        running=midst.running, withdrawn=midst.withdrawn, paper=midst.paper, link=midst.link,
        meeting=midst.meeting, called=midst.called, held=midst.held, polled=midst.polled, due=midst.due,
        **midst.matters,
    )  # fmt: skip


Open = Callable[[Address], tuple[JudgingClient, str]]


@pytest.fixture(scope="module")
def clients(standing_midst: Midst) -> Open:
    return browsers_in(standing_midst)


@pytest.fixture(scope="module")
def served_clients(served_midst: Midst) -> Open:
    return browsers_in(served_midst)


def browsers_in(midst: Midst) -> Open:
    browsers: dict[object, JudgingClient] = {}

    def opened(address: Address) -> tuple[JudgingClient, str]:
        if address.who not in browsers:
            browsers[address.who] = midst.village.client(address.who)
        return browsers[address.who], filled(midst, address)

    return opened


BUILT = {V + "/record/download"}  # a whole book, however long
NO_PAGE = {"people.sending"}  # says how far a file has come, to a script: tests/people/test_sendings.py


def pages() -> Iterator[Route]:
    found = (route for route in routes() if isinstance(route, Route) and "GET" in (route.methods or ()))
    return (route for route in found if route.name not in NO_PAGE)


# ── the table itself ──


def test_every_page_is_in_the_table() -> None:
    assert {route.name for route in pages()} == set(ADDRESSES), "a page is not tried, or is no more"


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_in_the_table_is_that_pages_own(name: str) -> None:
    path = re.sub(r"\{\w+\}", "x", ADDRESSES[name].path.replace(V, "/yunxi/liuqiao"))
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    first = next(route for route in routes() if route.matches(scope)[0] is Match.FULL)
    assert isinstance(first, Route)
    assert first.name == name


# ── as the right person ──


@pytest.mark.parametrize("address", ALL, ids=known)
@pytest.mark.parametrize("lang", ["", "/en"])
def test_a_page_is_there_for_whom_it_is(clients: Open, address: Address, lang: str) -> None:
    client, path = clients(address)
    page = client.get(lang + path)
    assert page.status_code == 200
    if address.leads_to:
        assert page.url.path.endswith(address.leads_to)
    assert page.headers["cache-control"].removeprefix("public, ") == (address.kept if address.public else "no-store")
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize("address", ALL, ids=known)
def test_a_page_builds_no_query(clients: Open, address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that is built at each call costs ten times what it costs to ask one that is named (kit/queries)."""
    client, path = clients(address)
    ask, built = Reader.execute, []

    def asked(reader: Reader, query: Any, values: Any = None) -> Any:
        if values is None:
            built.extend(f"{frame.filename}: {frame.name}" for frame in extract_stack()[-3:-1])
        return ask(reader, query, values)

    monkeypatch.setattr(Reader, "execute", asked)
    client.get(path + ("&" if "?" in path else "?") + "done=")  # so that no page is answered as it was kept
    assert not built or address.path in BUILT, built


@pytest.mark.parametrize("address", ALL, ids=known)
def test_a_page_is_there_on_postgresql_too(served_clients: Open, address: Address) -> None:
    client, path = served_clients(address)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("address", ALL, ids=known)
def test_a_page_is_there_in_large_print_and_dark(clients: Open, address: Address) -> None:
    client, path = clients(address)
    client.cookies.set("look", "l.dark")
    page = client.get(path)
    client.cookies.delete("look")
    assert page.status_code == 200
    if page.headers["content-type"].startswith("text/html") and not address.sheet:
        assert '<html lang="zh-CN" data-size="l" data-theme="dark">' in page.text


@pytest.mark.parametrize("address", [a for a in ALL if a.who not in (None, "stranger")], ids=known)
def test_nobody_and_a_stranger_do_not_see_what_is_anothers(
    standing_midst: Midst, clients: Open, address: Address
) -> None:
    signed_out = standing_midst.village.client()
    page = signed_out.get(filled(standing_midst, address))
    if address.path not in ("/login", "/settings"):
        assert page.url.path == "/login"
        assert page.url.query
    if "{url}" in address.path and not address.path.endswith("/slip/done"):
        stranger, path = clients(Address(address.path, "stranger"))
        page = stranger.get(path)
        assert page.status_code in (403, 404) or page.url.path.endswith("/ballot")
        assert not [phone for phone in standing_midst.phones if phone in page.text]
        assert 'name="choice"' not in page.text


# ── public ──


@pytest.mark.parametrize("address", PUBLIC, ids=known)
def test_a_public_page_is_the_same_for_everyone(clients: Open, address: Address) -> None:
    seen = set()
    for who in (None, "stranger", VOTER, CHAIR, "clerk"):
        client, path = clients(Address(address.path, who))
        page = client.get(path)
        assert "set-cookie" not in page.headers
        seen.add(EVENT.sub("", page.text) if "html" in page.headers["content-type"] else page.status_code)
    assert len(seen) == 1


@pytest.mark.parametrize("address", PUBLIC, ids=known)
def test_a_public_page_has_its_facts_and_never_a_members_phone(
    standing_midst: Midst, clients: Open, address: Address
) -> None:
    client, path = clients(address)
    path, _, query = path.partition("?")
    for each in (path, f"/en{path}", f"{path}.json", f"/en{path}.json"):
        answer = client.get(each, params=query)
        if each.endswith(".json"):
            assert answer.status_code == (200 if address.facts else 404)
            assert answer.headers["content-type"] == "application/json"
            assert answer.json()
        text = answer.content if "zip" not in answer.headers["content-type"] else b""
        assert not [phone for phone in standing_midst.phones if phone.encode() in text]


@pytest.mark.parametrize("address", [a for a in ADDRESSES.values() if a.path != V + "/record/download"], ids=known)
def test_the_first_view_is_light(clients: Open, address: Address) -> None:
    client, path = clients(address)
    page = client.get(path)
    parts = [page.content, stylesheet()]
    if "htmx.min.js" in page.text:
        parts.append((shelf("static") / "vendor/htmx.min.js").read_bytes())
    size = sum(len(gzip.compress(part, 6)) for part in parts)
    assert size <= MOST_FIRST_VIEW, f"{size} bytes"


# ── nobody's ──


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/nowhere/at-all", "{url}/nowhere", "{url}/desk/nowhere", "{url}/motions/2026-99",
     "{url}/record/999999", "{url}/motions/{running}/nowhere", "{url}/seats/nowhere", "/a/b/c/d/e/f/g",
     "/static/nowhere.css", "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%00",
     "/static/css", "/static", "/en/static/nowhere", "/.env", "/.git/config", "/favicon.ico", "/index.php"],
)  # fmt: skip
def test_what_is_not_there_says_so_in_chinese(standing_midst: Midst, clients: Open, path: str) -> None:
    for who in (None, "clerk"):
        client, full = clients(Address(path, who))
        page = client.get(full)
        assert page.status_code == 404
        assert ("没有这一页" in page.text) or full.startswith("/en")


def test_the_stylesheet_is_kept_for_ever_under_its_own_address(clients: Open) -> None:
    client, _ = clients(public("/"))
    link = re.search(r'href="(/static/council\.css\?v=\w+)"', client.get("/").text)
    assert link
    answer = client.get(link[1])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in client.get("/static/council.css").headers.get("cache-control", "")
