"""Which database draws a page: whoever acts sees it next, whoever reads may see it a moment later, nobody an outcome
before its last ballot, and nobody goes back in time."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from council.kit import clock, standby, web
from council.kit.db import Database
from council.kit.own import ALL, LIFE, Done, done_in
from council.kit.standby import MOST_BEHIND, Behind, Found, Standby
from council.places.contacts import set_contacts
from tests.judge import JudgingClient
from tests.kit.lagging import Lagging
from tests.kit.trouble import commits, held, passing, raising, watched
from tests.people.people import PASSWORD, set_password
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, FOUNDED, OPENED, SECOND, opened, send_all, tick

__all__ = ["commits"]

FIRST, SECOND_PHONE, THIRD = "0571-11111111", "0571-22222222", "0571-33333333"


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
def lagging(database: Database, village: Village) -> Lagging:
    """It follows up to the founding of the village."""
    by_another_server(village, FIRST)
    database.standby = lagging = Lagging(database)
    return lagging


def by_another_server(village: Village, phone: str) -> None:
    with clock.at(FOUNDED):
        village.do("clerk", set_contacts, phone=phone, office="", hours="")


def give_phone(client: JudgingClient, village: Village, phone: str) -> Any:
    return client.submit(f"{village.url}/desk/contacts", {"phone": phone}, form="/desk/contacts")


def phone_on(client: JudgingClient, path: str) -> str:
    page = client.get(path).text
    [shown] = [phone for phone in (FIRST, SECOND_PHONE, THIRD) if phone in page]
    return shown


# ── own acts first ──


@pytest.mark.parametrize("page", ["", "/motions", "/desk/contacts", "/desk/slips"])
def test_whoever_did_it_sees_it_and_whoever_reads_a_moment_later(village: Village, lagging: Lagging, page: str) -> None:
    clerk, reader = village.client("clerk"), village.client("clerk")
    path = village.url + page
    assert phone_on(clerk, path) == phone_on(reader, path) == FIRST
    give_phone(clerk, village, SECOND_PHONE)
    assert phone_on(clerk, path) == SECOND_PHONE
    lagging.catch_up()
    assert phone_on(clerk, path) == phone_on(reader, path) == SECOND_PHONE


def test_without_the_cookie_what_was_done_is_not_seen_yet(village: Village, lagging: Lagging) -> None:
    clerk, reader = village.client("clerk"), village.client()
    give_phone(clerk, village, SECOND_PHONE)
    del clerk.cookies["council-done"]
    lagging.floors.clear()
    assert phone_on(clerk, f"{village.url}/desk/contacts") == FIRST
    assert phone_on(reader, village.url) == FIRST


def test_one_who_acted_is_answered_by_the_standby_as_soon_as_it_has_the_act(village: Village, lagging: Lagging) -> None:
    clerk = village.client("clerk")
    give_phone(clerk, village, SECOND_PHONE)
    before = lagging.answers
    with watched(village.db.reading) as statements:
        phone_on(clerk, f"{village.url}/desk/contacts")
    assert lagging.answers == before + 1, "asked, and found behind"
    assert statements.count > 3
    lagging.catch_up()
    with watched(village.db.reading) as statements:
        assert phone_on(clerk, f"{village.url}/desk/contacts") == SECOND_PHONE
    assert statements.count == 1, "whose session it is"


def test_the_answer_to_an_act_alone_gives_the_cookie(village: Village, lagging: Lagging) -> None:
    clerk = village.client("clerk")
    for path in ("", "/desk/contacts", "/motions"):
        assert "set-cookie" not in clerk.get(village.url + path).headers
    refused = clerk.submit(f"{village.url}/desk/contacts", {"phone": "keins"}, form="/desk/contacts")
    assert refused.status_code == 422
    assert "set-cookie" not in refused.headers
    [answer] = give_phone(clerk, village, SECOND_PHONE).history
    size = len(village.entries())
    assert answer.headers["set-cookie"] == (
        f"council-done={size}.{village.county}.{village.slug}; HttpOnly; Max-Age={LIFE}; Path=/; SameSite=lax"
    )


def test_a_form_that_writes_nothing_gives_none(village: Village, lagging: Lagging) -> None:
    reader = village.client()
    [answer] = reader.submit("/settings", {"size": "l"}, form="/settings/look").history
    assert answer.headers["set-cookie"].startswith("look=l;")
    assert "council-done" not in reader.cookies


def test_without_a_standby_nobody_gets_a_cookie(village: Village) -> None:
    clerk = village.client("clerk")
    [answer] = give_phone(clerk, village, SECOND_PHONE).history
    assert "set-cookie" not in answer.headers
    assert "council-done" not in clerk.cookies


def test_a_sending_that_was_done_before_gives_the_cookie_again(village: Village, lagging: Lagging) -> None:
    clerk, event = village.client("clerk"), f"{1:032x}"
    for _ in range(2):
        clerk.cookies.pop("council-done", None)
        clerk.post(f"{village.url}/desk/contacts", data={"event": event, "phone": SECOND_PHONE})
        assert phone_on(clerk, village.url) == SECOND_PHONE


def test_in_a_second_place_within_the_time_it_is_all_of_it(
    village: Village, found: Callable[..., Village], lagging: Lagging
) -> None:
    """One cookie names one place."""
    other = found()
    lagging.catch_up()
    clerk = village.client("clerk")
    give_phone(clerk, village, SECOND_PHONE)
    clerk.cookies.set("council", other.secrets["clerk"])
    give_phone(clerk, other, THIRD)
    assert clerk.cookies["council-done"] == ALL
    assert phone_on(clerk, village.url) == SECOND_PHONE
    assert phone_on(clerk, other.url) == THIRD


def test_a_cookie_is_read_or_it_is_none() -> None:
    at = {"county": "yunxi", "community": "liu-qiao-2"}
    assert done_in(str(Done.at(at, 214))) == Done.at(at, 214)
    assert done_in(ALL) == Done()
    for text in (
        None,
        "",
        "x",
        "1",
        "1.a",
        "-1.a.b",
        "1.a.b.c",
        "1.A.b",
        "１.a.b",
        "1.a.b\n",
        "9" * 19 + ".a.b",
        "1..b",
    ):
        assert done_in(text) is None


def test_a_cookie_of_ones_own_making_shows_what_stands(village: Village, lagging: Lagging) -> None:
    reader = village.client()
    for text in (
        "999999999999999999.a.b",
        f"999999999.{village.county}.{village.slug}",
        ALL,
        "nonsense",
        "1.nowhere.x",
    ):
        reader.cookies.set("council-done", text)
        assert phone_on(reader, village.url) == FIRST


# ── what has no book ──


def test_who_signs_in_is_signed_in_and_who_signs_out_is_not(village: Village, lagging: Lagging) -> None:
    name = set_password(village, "clerk")
    lagging.catch_up()
    clerk = village.client()
    sent = {"name": name, "password": PASSWORD, "next": f"{village.url}/desk/contacts"}
    page = clerk.submit("/login", sent, form="/login")
    assert page.url.path == f"{village.url}/desk/contacts"
    assert clerk.cookies["council-done"] == ALL
    secret = clerk.cookies["council"]
    clerk.cookies.delete("council-done")
    assert clerk.get(f"{village.url}/desk/contacts").url.path.endswith("/desk/contacts"), (
        "the primary knows the session"
    )
    clerk.submit("/settings", form="/logout")
    thief = village.client()
    thief.cookies.set("council", secret)
    assert thief.get(f"{village.url}/desk/contacts").url.path == "/login", "over at once"


def test_a_device_that_was_signed_out_is_off_the_list(village: Village, lagging: Lagging) -> None:
    name = set_password(village, 7)
    other = village.client()
    other.submit("/login", {"name": name, "password": PASSWORD}, form="/login")
    lagging.catch_up()
    member = village.client(7)
    assert member.get("/settings").text.count('name="session"') == 1
    member.submit("/settings", form="/settings/sessions")
    assert member.get("/settings").text.count('name="session"') == 0
    assert other.get("/me").url.path == "/login"


def test_who_is_told_to_look_sees_what_stands(
    village: Village, lagging: Lagging, commits: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was done is not known; if it was, it must not look undone."""
    member = village.client(4)
    commits(before=raising(passing(village.db)))
    page = member.submit("/login", {"name": "柳桥-4", "password": "x"}, form="/login")
    assert page.status_code == 503
    assert member.cookies["council-done"] == ALL
    clerk = village.client("clerk")
    monkeypatch.setattr(web, "PATIENCE", 0.2)
    release = held(village.db, village)
    assert give_phone(clerk, village, SECOND_PHONE).status_code == 202
    release()
    assert clerk.cookies["council-done"] == ALL


# ── what a standby must not tell ──


def test_an_outcome_is_told_by_whoever_has_every_ballot(village: Village, lagging: Lagging) -> None:
    """Nine of thirteen carry: the standby has six of them when the deadline passes, and would tell of a failure."""
    ref = opened(village)
    send_all(village, ref, {"for": range(1, 7)})
    lagging.catch_up()
    send_all(village, ref, {"for": range(7, 10)})
    reader, path = village.client(), f"{village.url}/motions/{ref}.json"
    with clock.at(CLOSES - 4 * SECOND):
        assert reader.get(path).json()["state"] == "voting"
        assert lagging.answers
    for moment in (CLOSES, CLOSES + DAY):
        with clock.at(moment):
            assert village.client().get(path).json()["state"] == "passed"
            assert "通过" in village.client(1).get(f"{village.url}/motions/{ref}").text
            assert reader.get(f"{village.url}/motions.json").json()["motions"][0]["state"] == "passed"
    tick(village)
    lagging.catch_up()
    lagging.answers = 0
    with clock.at(CLOSES + DAY):
        assert village.client().get(path).json()["state"] == "passed"
    assert lagging.answers


def test_just_before_a_deadline_the_primary_is_asked(village: Village, lagging: Lagging) -> None:
    """The drawing might tell of an outcome when it is done."""
    ref = opened(village)
    lagging.catch_up()
    with clock.at(CLOSES - timedelta(seconds=standby.PATIENCE)), watched(village.db.reading) as statements:
        village.client().get(f"{village.url}/motions/{ref}.json")
    assert statements.count > 1


def test_what_it_does_not_have_yet_is_not_missing(village: Village, lagging: Lagging) -> None:
    ref = opened(village)
    with clock.at(OPENED + DAY):
        assert village.client().get(f"{village.url}/motions/{ref}").status_code == 200
        assert village.client().get(f"{village.url}/motions/2026-99").status_code == 404


# ── nobody goes back in time ──


def test_what_the_primary_has_shown_is_not_taken_back(village: Village, lagging: Lagging) -> None:
    """As after the time of the cookie, when the standby has all of one's own acts and lacks another's."""
    clerk, page = village.client("clerk"), f"{village.url}/desk/contacts"
    reader = village.client()
    assert phone_on(reader, village.url) == FIRST, "kept from now on"
    by_another_server(village, SECOND_PHONE)
    assert phone_on(clerk, page) == FIRST
    clerk.cookies.set("council-done", ALL)
    assert phone_on(clerk, page) == SECOND_PHONE
    clerk.cookies.delete("council-done")
    assert phone_on(clerk, page) == SECOND_PHONE
    assert phone_on(village.client(), village.url) == SECOND_PHONE
    assert phone_on(reader, village.url) == SECOND_PHONE


def test_a_standby_that_comes_back_shows_nothing_older_than_was_shown_without_it(
    village: Village, lagging: Lagging
) -> None:
    reader = village.client()
    by_another_server(village, SECOND_PHONE)
    assert phone_on(reader, village.url) == FIRST
    lagging.away = True
    assert phone_on(reader, village.url) == SECOND_PHONE
    lagging.away = False
    assert phone_on(reader, village.url) == SECOND_PHONE
    assert phone_on(reader, f"{village.url}/motions") == SECOND_PHONE


# ── pages that are kept ──


def kept(client: JudgingClient, path: str) -> Any:
    return client.app.state.site.cache.plain.pages[(path, b"", "", False)]  # type: ignore[attr-defined]


def test_a_page_is_kept_under_the_version_that_drew_it(village: Village, lagging: Lagging) -> None:
    reader = village.client()
    old = len(village.entries())
    by_another_server(village, SECOND_PHONE)
    for _ in range(2):
        assert phone_on(reader, village.url) == FIRST
        assert kept(reader, village.url).stands.mark[0] == old
    lagging.catch_up()
    for _ in range(2):
        assert phone_on(reader, village.url) == SECOND_PHONE
        assert kept(reader, village.url).stands.mark[0] == old + 1


def test_a_kept_page_costs_the_primary_nothing(village: Village, lagging: Lagging) -> None:
    reader = village.client()
    phone_on(reader, village.url)
    before = lagging.answers
    with watched(village.db.reading) as statements:
        phone_on(reader, village.url)
    assert (statements.count, lagging.answers) == (0, before + 1)


def test_who_acts_on_one_server_is_shown_no_older_page_that_another_keeps(village: Village, lagging: Lagging) -> None:
    reader, clerk = village.client(), village.client("clerk")
    assert phone_on(reader, village.url) == FIRST
    give_phone(clerk, village, SECOND_PHONE)
    lagging.floors.clear()  # they are those of the server where it was done
    reader.cookies.set("council-done", clerk.cookies["council-done"])
    assert phone_on(reader, village.url) == SECOND_PHONE


def test_who_acts_is_shown_no_older_page_that_was_kept_for_a_reader(village: Village, lagging: Lagging) -> None:
    reader = village.client()
    clerk = JudgingClient(reader.app, base_url=str(reader.base_url), headers=reader.headers)
    clerk.cookies.set("council", village.secrets["clerk"])
    for phone in (SECOND_PHONE, THIRD):
        phone_on(reader, village.url)
        give_phone(clerk, village, phone)
        assert phone_on(clerk, village.url) == phone
        assert phone_on(reader, village.url) == phone, "kept from the primary, and shown before"


# ── trouble with the standby is nobody's trouble ──


def test_an_error_of_the_standby_is_answered_by_the_primary(
    village: Village, lagging: Lagging, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(fn: object) -> None:
        raise OperationalError("conflict with recovery", {}, Exception())

    reader = village.client()
    monkeypatch.setattr(lagging, "_now", cancelled)
    by_another_server(village, SECOND_PHONE)
    assert phone_on(reader, village.url) == SECOND_PHONE
    assert lagging.away


def test_a_standby_that_does_not_answer_is_waited_for_a_moment_only(
    village: Village, lagging: Lagging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "PATIENCE", 0.05)
    thawed = threading.Event()
    monkeypatch.setattr(lagging, "_now", lambda fn: thawed.wait(60))
    assert phone_on(village.client(), village.url) == FIRST
    assert lagging.away
    thawed.set()


def test_without_a_look_at_the_primary_nothing_is_shown_of_the_standby(village: Village, lagging: Lagging) -> None:
    lagging.marks.clear()
    lagging.marks.append((time.monotonic() - MOST_BEHIND, "0/0"))
    by_another_server(village, SECOND_PHONE)
    assert phone_on(village.client(), village.url) == SECOND_PHONE
    assert lagging.answers == 0


def test_the_clock_and_every_form_ask_the_primary(village: Village, lagging: Lagging) -> None:
    ref = opened(village)
    member = village.client(4)
    path = f"{village.url}/motions/{ref}/ballot"
    with clock.at(OPENED + DAY):
        lagging.answers = 0
        sent = {"event": f"{1:032x}", "choice": "for", "seat": "4", "round": "1"}
        assert member.post(path + "/confirm", data=sent).status_code == 200
        assert member.post(path, data={**sent, "choice": "perhaps"}).status_code == 422
        assert member.post(path, data=sent, follow_redirects=False).status_code == 303
        assert lagging.answers == 0


# ── looking after it ──


def test_what_was_shown_is_forgotten_when_every_standby_that_answers_has_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Standby(database.url, database.reading)
    follower.note("yunxi", 7)
    follower.note("yunxi", 5)
    asyncio.run(follower.look())
    assert follower.floor("yunxi") == 7
    assert follower.floor("liuqiao") == 0
    first = follower.least()
    assert first
    monkeypatch.setattr(standby, "MOST_BEHIND", 1e-6)
    assert follower.least() is None
    asyncio.run(follower.look())
    assert follower.floor("yunxi") == 0
    assert len(follower.marks) == 1
    follower.close()


def test_the_primary_is_no_standby_of_itself(database: Database) -> None:
    follower = Standby(database.url, database.reading)
    asyncio.run(follower.look())
    assert follower.away
    assert follower.found() is Found.PROMOTED
    follower.away = False
    with pytest.raises(Behind):
        asyncio.run(follower.read(lambda connection: None))
    follower.close()
