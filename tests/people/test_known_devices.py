"""Wrong passwords typed by a stranger never keep a member's own phone out; and nothing tells who exists."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from council.kit import clock
from council.kit.web import Site
from council.people.known_devices import KNOWN_FOR, MOST, know_device, known_by_name
from council.people.tables import KnownDevice
from council.people.tries import ADDRESS_TRIES, begin_try
from council.people.who import who
from council.tables import metadata
from tests.judge import JudgingClient
from tests.people.people import PASSWORD, newcomer, printed, set_password
from tests.village import Village

COOKIE = "council-device"
WAIT = "请 1 分钟后再试"


@pytest.fixture(autouse=True)
def start() -> Iterator[datetime]:
    """A standing moment: the waits of the throttle are counted from it."""
    moment = clock.now() + timedelta(days=1)
    with clock.at(moment):
        yield moment


def sign_in(client: JudgingClient, name: str, password: str = PASSWORD, **more: str):
    return client.post("/login", data={"name": name, "password": password, **more}, follow_redirects=False)


def own_phone(village: Village, name: str) -> JudgingClient:
    """A phone that signed in once, and is signed out now."""
    client = village.client()
    assert sign_in(client, name).status_code == 303
    client.post("/logout")
    assert "council" not in client.cookies
    return client


def guess(client: JudgingClient, name: str, times: int = 7) -> list[str]:
    return [sign_in(client, name, f"guess number {n}").text for n in range(times)]


def devices(village: Village, who: object) -> int:
    count = select(func.count()).select_from(KnownDevice).where(KnownDevice.account_id == village.accounts[who])
    return int(village.look(lambda db: db.value(count)))


def test_seven_wrong_tries_of_a_stranger_do_not_keep_the_members_own_phone_out(village: Village) -> None:
    name = set_password(village, 7)
    phone, stranger = own_phone(village, name), village.client()
    assert WAIT in guess(stranger, name)[-1]
    assert sign_in(phone, name).status_code == 303
    assert WAIT in sign_in(stranger, name).text, "a stranger still waits, be the password right"
    assert WAIT in sign_in(village.client(), name).text, "and so does everyone else who is not known"


def test_the_short_name_is_the_same_account(village: Village) -> None:
    name = set_password(village, 7)
    other = set_password(village, 7, name=f"name-{village.id}")
    phone = own_phone(village, name)
    guess(village.client(), other)
    assert sign_in(phone, other).status_code == 303


def test_a_stranger_at_the_same_address_does_not_keep_it_out_either(village: Village) -> None:
    name = set_password(village, 7)
    phone = own_phone(village, name)
    for _ in range(ADDRESS_TRIES):
        village.db.write_account_now(lambda db: begin_try(db, village.county, clock.now()))
    assert "分钟后再试" in sign_in(village.client(), name).text
    assert sign_in(phone, name).status_code == 303


def test_a_device_of_another_account_does_not_help(village: Village) -> None:
    name, other = set_password(village, 7), set_password(village, 8)
    neighbour = own_phone(village, other)
    assert WAIT in guess(neighbour, name)[-1]
    assert WAIT in sign_in(village.client(), name).text, "counted with all others"


@pytest.mark.parametrize("made_up", ["", "x", "a" * 43, "é" * 10, "a" * 5000])
def test_a_cookie_made_up_does_not_help(village: Village, made_up: str) -> None:
    name, client = set_password(village, 7), village.client()
    guess(client, name)
    headers = {"Cookie": f"{COOKIE}={made_up}".encode()}
    assert WAIT in client.post("/login", data={"name": name, "password": PASSWORD}, headers=headers).text


def test_a_stolen_device_cookie_waits_by_itself_and_nobody_else_does(village: Village, start: datetime) -> None:
    name = set_password(village, 7)
    stolen, own = own_phone(village, name), own_phone(village, name)
    answers = guess(stolen, name, 6)
    assert WAIT not in answers[4]
    assert WAIT in answers[5]
    assert WAIT in sign_in(stolen, name).text, "the right password waits too"
    assert sign_in(own, name).status_code == 303
    assert sign_in(village.client(), name).status_code == 303
    with clock.at(start + timedelta(minutes=1)):
        assert sign_in(stolen, name, "wrong again").status_code == 422
        assert "请 2 分钟后再试" in sign_in(stolen, name).text, "the wait grows"
    with clock.at(start + timedelta(minutes=3)):
        assert sign_in(stolen, name).status_code == 303
        assert WAIT not in guess(stolen, name, 4)[-1], "after the right password it starts anew"


def test_a_shared_phone_is_not_known(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    assert sign_in(client, name, shared="yes").status_code == 303
    assert set(client.cookies) == {"council"}
    assert devices(village, 7) == 0
    number = newcomer(village)
    sent = {"no": str(number), "code": printed(village, number).code, "password": PASSWORD, "again": PASSWORD}
    answer = client.post(f"{village.url}/slip", data={**sent, "shared": "yes"}, follow_redirects=False)
    assert answer.status_code == 303
    assert COOKIE not in client.cookies


def test_the_cookie_is_for_this_site_and_no_script_for_a_year(village: Village) -> None:
    name = set_password(village, 7)
    (cookie,) = [c for c in sign_in(village.client(), name).headers.get_list("set-cookie") if c.startswith(COOKIE)]
    secret = cookie.removeprefix(f"{COOKIE}=").split(";")[0]
    assert len(secret) >= 43, "256 bits"
    assert {"httponly", "samesite=lax", "path=/", "max-age=31536000"} <= set(cookie.lower().split("; "))
    for table in metadata.sorted_tables:
        rows = village.look(lambda db, table=table: db.rows(select(table)))
        assert secret not in repr([tuple(row) for row in rows]), table.name


def test_on_https_it_is_of_this_host_alone(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    object.__setattr__(site, "secure", True)
    cookies = sign_in(client, name).headers.get_list("set-cookie")
    assert [c.split("=")[0] for c in cookies] == ["__Host-council", "__Host-council-device"]
    assert all("secure" in c.lower() and "domain" not in c.lower() for c in cookies)


def test_a_slip_makes_the_phone_known(village: Village) -> None:
    number, client = newcomer(village), village.client()
    sent = {"no": str(number), "code": printed(village, number).code, "password": PASSWORD, "again": PASSWORD}
    assert client.post(f"{village.url}/slip", data=sent, follow_redirects=False).status_code == 303
    assert COOKIE in client.cookies
    village.accounts["new"] = village.look(lambda db: who(db, client.cookies["council"]))
    assert devices(village, "new") == 1


def test_signing_in_again_keeps_the_device_as_it_is_known(village: Village) -> None:
    """A form sent twice brings the same cookie twice."""
    name = set_password(village, 7)
    phone = own_phone(village, name)
    before = phone.cookies[COOKIE]
    for _ in range(2):
        assert sign_in(phone, name).status_code == 303
    assert phone.cookies[COOKIE] == before
    assert devices(village, 7) == 1


def test_a_phone_handed_on_is_known_to_who_signed_in_last(village: Village) -> None:
    name, other = set_password(village, 7), set_password(village, 8)
    phone = own_phone(village, name)
    assert sign_in(phone, other).status_code == 303
    assert (devices(village, 7), devices(village, 8)) == (0, 1)


# ── forgotten ──


def test_a_slip_for_a_forgotten_password_forgets_the_devices(village: Village) -> None:
    name = set_password(village, 7)
    lost, client = own_phone(village, name), village.client()
    sent = {"no": "7", "code": printed(village, 7).code, "password": PASSWORD, "again": PASSWORD}
    assert client.post(f"{village.url}/slip", data=sent, follow_redirects=False).status_code == 303
    assert devices(village, 7) == 1, "the one that used the slip"
    assert WAIT in guess(lost, name)[-1]
    assert WAIT in sign_in(village.client(), name).text, "the lost one is a stranger now"
    assert sign_in(client, name).status_code == 303


@pytest.mark.parametrize("path", ["/settings/sessions", "/settings/password"])
def test_revoking_or_a_new_password_forgets_all_devices_but_this(village: Village, path: str) -> None:
    name = set_password(village, 7)
    lost, client = own_phone(village, name), village.client()
    sign_in(client, name)
    before, new = client.cookies[COOKIE], "石桥下第三块石头"
    sent = {"others": "yes"} if "sessions" in path else {"old": PASSWORD, "new": new, "again": new}
    assert client.post(path, data=sent, follow_redirects=False).status_code == 303
    assert devices(village, 7) == 1
    assert client.cookies[COOKIE] != before, "whoever copied it has nothing any more"
    guess(lost, name)
    assert sign_in(client, name, new if "password" in path else PASSWORD).status_code == 303


def test_one_session_revoked_forgets_the_devices_and_a_phone_not_known_stays_so(village: Village) -> None:
    name = set_password(village, 7)
    own_phone(village, name)
    sign_in(village.client(), name)
    client = village.client(7)
    client.submit("/settings", form="/settings/sessions")
    assert devices(village, 7) == 0
    assert COOKIE not in client.cookies


def test_nobody_forgets_anothers_devices(village: Village) -> None:
    own_phone(village, set_password(village, 8))
    village.client(7).post("/settings/sessions", data={"others": "yes"})
    assert devices(village, 8) == 1


def test_of_many_devices_the_ten_newest_are_known(village: Village, start: datetime) -> None:
    name, account = set_password(village, 7), village.accounts[7]

    def know(minute: int) -> str:
        now = start + timedelta(minutes=minute)
        return village.db.write_account_now(lambda db: know_device(db, account, None, now))

    def known(secret: str, now: datetime) -> bool:
        return village.look(lambda db: known_by_name(db, name, secret, now))

    secrets = [know(minute) for minute in range(MOST + 3)]
    assert [known(secret, start) for secret in secrets] == [False] * 3 + [True] * MOST
    assert not known(secrets[-1], start + timedelta(minutes=MOST + 2) + KNOWN_FOR), "after a year without signing in"


# ── nothing is told ──


def test_nothing_tells_who_exists(village: Village, start: datetime) -> None:
    """With a cookie of one's own or without: a name that exists and one that does not hear the same."""
    name, unknown = set_password(village, 7), f"131{village.id.int % 10**8:08}"
    neighbour = own_phone(village, set_password(village, 8))
    for days, client in ((0, village.client()), (3, neighbour)):
        with clock.at(start + timedelta(days=days)):
            known, other = (guess(client, typed, 6) for typed in (name, unknown))
        assert [page.replace(name, "…") for page in known] == [page.replace(unknown, "…") for page in other]
        assert WAIT in known[5]


def test_a_wrong_password_makes_nothing_known(village: Village) -> None:
    name = set_password(village, 7)
    answer = sign_in(village.client(), name, "wrong password")
    assert "set-cookie" not in answer.headers
    assert devices(village, 7) == 0


def test_public_pages_give_no_cookie_and_look_at_none(village: Village) -> None:
    phone = own_phone(village, set_password(village, 7))
    for path in ("/", "/help", f"/{village.county}", village.url, f"{village.url}/motions", f"{village.url}/record"):
        mine, anyones = phone.get(path), village.client().get(path)
        assert mine.status_code == 200, path
        assert "set-cookie" not in mine.headers
        assert "set-cookie" not in anyones.headers
        assert mine.text == anyones.text, path
