"""Signing in by phone or short name: throttled without telling who exists; sessions are secrets kept as hashes."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from council.kit import clock
from council.people.tables import FailedTries
from council.people.tries import ADDRESS_TRIES, begin_try, succeeded
from council.people.who import who
from council.rules.refusal import Refusal
from council.tables import metadata
from tests.judge import JudgingClient
from tests.people.people import PASSWORD, set_password
from tests.village import Village


@pytest.fixture
def start() -> Iterator[datetime]:
    """A standing moment: the waits of the throttle are counted from it. Each test has a day of its own."""
    moment = clock.now() + timedelta(days=1)
    with clock.at(moment):
        yield moment


def sign_in(client: JudgingClient, name: str, password: str = PASSWORD, *, page: str = "/login", **more: str):
    sent = {"name": name, "password": password, **more}
    return client.submit(page, sent, form="/login", follow_redirects=False)


def unknown(village: Village) -> str:
    return f"131{village.id.int % 10**8:08}"


def test_a_member_signs_in_and_comes_to_their_matters(village: Village) -> None:
    name = set_password(village, 7)
    answer = sign_in(village.client(), name)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert village.look(lambda db: who(db, answer.cookies["council"])) == village.accounts[7]


def test_the_phone_may_be_typed_with_spaces(village: Village) -> None:
    name = set_password(village, 7)
    assert sign_in(village.client(), f" {name[:3]} {name[3:7]} {name[7:]} ").status_code == 303


def test_a_member_comes_back_to_the_page_they_wanted(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    wanted = f"{village.url}/motions/2026-1/ballot"
    answer = client.submit(
        f"/login?next={wanted}", {"name": name, "password": PASSWORD}, form="/login", follow_redirects=False
    )
    assert answer.headers["location"] == wanted


def test_in_english_one_comes_back_in_english(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    answer = client.submit(
        "/en/login?next=/settings", {"name": name, "password": PASSWORD}, form="/login", follow_redirects=False
    )
    assert answer.headers["location"] == "/en/settings"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/en//evil.example"])
def test_nobody_is_sent_on_to_another_site(village: Village, wanted: str) -> None:
    name = set_password(village, 7)
    assert sign_in(village.client(), name, next=wanted).headers["location"] == "/me"
    assert village.client().post("/logout", data={"next": wanted}, follow_redirects=False).headers["location"] == "/"


def test_the_secret_of_a_session_is_nowhere_in_the_database(village: Village) -> None:
    secret = sign_in(village.client(), set_password(village, 7)).cookies["council"]
    assert len(secret) >= 43, "256 bits"
    for table in metadata.sorted_tables:
        rows = village.look(lambda db, table=table: db.rows(select(table)))
        assert secret not in repr([tuple(row) for row in rows]), table.name


def test_signing_in_again_ends_the_session_that_the_browser_had(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    first = sign_in(client, name).cookies["council"]
    second = sign_in(client, name).cookies["council"]
    assert first != second
    assert village.look(lambda db: who(db, first)) is None
    assert village.look(lambda db: who(db, second)) == village.accounts[7]


def test_on_a_shared_phone_the_session_ends_in_half_an_hour(village: Village) -> None:
    answer = sign_in(village.client(), set_password(village, 7), shared="yes")
    assert "max-age" not in answer.headers["set-cookie"].lower()
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert village.look(lambda db: who(db, answer.cookies["council"])) is None


def test_on_ones_own_phone_it_ends_in_thirty_days(village: Village) -> None:
    secret = sign_in(village.client(), set_password(village, 7)).cookies["council"]
    with clock.at(clock.now() + timedelta(days=29)):
        assert village.look(lambda db: who(db, secret))
    with clock.at(clock.now() + timedelta(days=31)):
        assert village.look(lambda db: who(db, secret)) is None


# ── who fails ──


def begun(village: Village, now: datetime, name: str | None = None) -> Refusal | None:
    """A try from an address of this village's own."""
    return village.db.write_account_now(lambda db: begin_try(db, f"address of {village.id}", now, name))


def test_a_wrong_password_and_an_unknown_name_hear_the_same(village: Village) -> None:
    name, client = set_password(village, 7), village.client()
    known, other = sign_in(client, name, "wrong password"), sign_in(client, unknown(village), "wrong password")

    def drawn(page, typed: str) -> str:
        return re.sub(r'value="[0-9a-f]{32}"', "", page.text.replace(typed, "…"))

    assert known.status_code == other.status_code == 422
    assert drawn(known, name) == drawn(other, unknown(village))
    assert "wrong password" not in known.text
    assert f'value="{name}"' in known.text, "what was typed is kept"


def test_five_wrong_passwords_make_one_wait_and_nobody_learns_who_exists(village: Village, start: datetime) -> None:
    name, client = set_password(village, 7), village.client()
    for typed in (name, unknown(village)):
        answers = [sign_in(client, typed, "wrong password") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 6
        assert "名字或密码不对" in answers[4].text
        assert "请 1 分钟后再试" in answers[5].text
    assert "请 1 分钟后再试" in sign_in(client, name).text, "the right password waits too"


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(village: Village, start: datetime) -> None:
    name = f"wait-{village.id}"
    waits: list[int] = []
    now = start
    for _ in range(12):
        if refusal := begun(village, now, name):
            waits.append(refusal.facts["minutes"])
            now += timedelta(minutes=waits[-1])
            assert begun(village, now, name) is None
    assert waits == [1, 2, 4, 8, 15, 15, 15]


def test_after_the_wait_the_right_password_signs_in_and_the_name_starts_anew(village: Village, start: datetime) -> None:
    name, client = set_password(village, 7), village.client()
    for _ in range(5):
        sign_in(client, name, "wrong password")
    with clock.at(start + timedelta(minutes=1)):
        assert sign_in(client, name).status_code == 303
        assert "名字或密码不对" in sign_in(client, name, "wrong password").text


def test_waiting_tries_do_not_make_the_wait_longer(village: Village, start: datetime) -> None:
    name = f"patient-{village.id}"
    for _ in range(50):
        begun(village, start, name)
    assert begun(village, start + timedelta(minutes=1), name) is None


def test_a_failed_try_is_kept_though_the_answer_is_no(village: Village) -> None:
    name = set_password(village, 7)
    sign_in(village.client(), name, "wrong password")
    count = select(func.count()).select_from(FailedTries).where(FailedTries.bucket.like("name:%"))  # type: ignore[attr-defined]
    assert village.look(lambda db: db.value(count)) >= 1
    rows = village.look(lambda db: db.rows(select(FailedTries)))
    assert name not in repr(rows), "no phone number stands in the table of tries"


def test_one_address_has_three_hundred_tries_in_five_minutes(village: Village, start: datetime) -> None:
    window = datetime.fromtimestamp((start.timestamp() // 300 + 1) * 300, start.tzinfo)
    assert not any(begun(village, window) for _ in range(ADDRESS_TRIES))
    refusal = begun(village, window, "anyone")
    assert refusal
    assert refusal.facts["minutes"] == 5
    assert begun(village, window + timedelta(minutes=5), "anyone") is None


def test_what_is_long_past_is_forgotten(village: Village, start: datetime) -> None:
    name, tomorrow = f"old-{village.id}", start + timedelta(days=1, seconds=1)
    for _ in range(4):
        begun(village, start, name)
    assert not any(begun(village, tomorrow, name) for _ in range(5))
    village.db.write_account_now(lambda db: succeeded(db, name, tomorrow + timedelta(days=2)))
    old = select(func.count()).select_from(FailedTries).where(FailedTries.last_at <= tomorrow)  # type: ignore[arg-type]
    assert village.look(lambda db: db.value(old)) == 0


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "13800138000"},
        {"password": PASSWORD},
        {"name": "x" * 10_000, "password": PASSWORD},
        {"name": "1380013\x008000", "password": PASSWORD},
        {"name": "<b>8</b>", "password": "<script>alert(1)</script>"},
        {"name": "8", "password": "p" * 60_000},
        {"name": "8", "password": PASSWORD, "account": "1"},
        {"name": "8", "password": PASSWORD, "shared": "perhaps"},
    ],
)
def test_nonsense_is_refused_in_chinese(village: Village, sent: dict[str, str]) -> None:
    page = village.client().post("/login", data=sent, follow_redirects=False)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "<b>8</b>" not in page.text


def test_another_site_cannot_sign_anyone_in(village: Village) -> None:
    name = set_password(village, 7)
    sent = {"name": name, "password": PASSWORD}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert village.client().post("/login", data=sent, headers=headers).status_code == 403


def test_a_broken_cookie_is_nobody(village: Village) -> None:
    client = village.client()
    for secret in ("x", "é" * 10, "a" * 5000):
        assert client.get("/login", headers={"Cookie": f"council={secret}".encode()}).status_code == 200
