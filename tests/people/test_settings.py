"""Settings: devices are listed and revoked, the password changed, size and theme chosen without an account."""

import pytest
from sqlalchemy import select

from council.people.tables import SignIn
from council.people.who import secret_hash, who
from tests.people.people import PASSWORD, set_password
from tests.village import Village

NEW = "石桥下第三块石头"
WECHAT = "Mozilla/5.0 (Linux; Android 13; V2217A) Mobile Safari/537.36 MicroMessenger/8.0.44"


def signed_in(village: Village, name: str, agent: str = WECHAT) -> str:
    """Another device of someone: the secret of its session."""
    client = village.client()
    client.submit("/login", {"name": name, "password": PASSWORD}, form="/login", headers={"User-Agent": agent})
    return str(client.cookies["council"])


def alive(village: Village, secret: str) -> bool:
    return village.look(lambda db: who(db, secret)) is not None


def session_id(village: Village, who: object):
    kept = secret_hash(village.secrets[who])
    return village.look(lambda db: db.value(select(SignIn.id).where(SignIn.secret_hash == kept)))


def test_devices_are_listed_as_one_knows_them(village: Village) -> None:
    signed_in(village, set_password(village, 7))
    page = village.client(7).get("/settings")
    assert "安卓手机 · 微信" in page.text
    assert page.text.count('name="session"') == 1, "not for this device itself"


def test_a_revoked_device_is_signed_out_at_once(village: Village) -> None:
    lost = signed_in(village, set_password(village, 7))
    client = village.client(7)
    done = client.submit("/settings", form="/settings/sessions")
    assert "已让那台设备退出" in done.text
    assert not alive(village, lost)
    assert alive(village, village.secrets[7])
    thief = village.client()
    thief.cookies.set("council", lost)
    assert thief.get("/desk", follow_redirects=False).status_code == 404
    assert "设置" in thief.get("/settings").text
    assert 'action="/settings/password"' not in thief.get("/settings").text


def test_all_other_devices_are_signed_out_at_once(village: Village) -> None:
    name = set_password(village, 7)
    others = [signed_in(village, name) for _ in range(3)]
    village.client(7).post("/settings/sessions", data={"others": "yes"})
    assert [alive(village, secret) for secret in others] == [False] * 3
    assert alive(village, village.secrets[7])


def test_nobody_ends_anothers_session(village: Village) -> None:
    theirs = session_id(village, 8)
    answer = village.client(7).post("/settings/sessions", data={"session": str(theirs)}, follow_redirects=False)
    assert answer.status_code == 303, "nothing tells whether it exists"
    assert alive(village, village.secrets[8])


@pytest.mark.parametrize("sent", [{}, {"session": "8"}, {"session": "x\x00"}, {"others": "no"}])
def test_nonsense_about_devices_is_refused(village: Village, sent: dict[str, str]) -> None:
    page = village.client(7).post("/settings/sessions", data=sent)
    assert page.status_code == 422
    assert alive(village, village.secrets[7])


# ── password ──


def change(village: Village, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return village.client(7).submit("/settings", {"old": old, "new": new, "again": again}, form="/settings/password")


def test_a_changed_password_signs_every_other_device_out(village: Village) -> None:
    name = set_password(village, 7)
    other = signed_in(village, name)
    assert "密码改好了" in change(village).text
    assert not alive(village, other)
    assert alive(village, village.secrets[7])
    client = village.client()
    assert client.post("/login", data={"name": name, "password": PASSWORD}).status_code == 422
    assert client.post("/login", data={"name": name, "password": NEW}, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("not the old one", NEW, NEW, "这不是您现在的密码"),
        (PASSWORD, "短", "短", "至少要 8 位"),
        (PASSWORD, NEW, NEW + "x", "两遍密码不一样"),
        (PASSWORD, "qwertyuiop", "qwertyuiop", "太常见"),
    ],
)
def test_a_password_is_not_changed_by_mistake(village: Village, old: str, new: str, again: str, said: str) -> None:
    name = set_password(village, 7)
    page = change(village, old, new, again)
    assert page.status_code == 422
    assert said in page.text
    answer = village.client().post("/login", data={"name": name, "password": PASSWORD}, follow_redirects=False)
    assert answer.status_code == 303


def test_the_phone_one_signs_in_with_is_no_password(village: Village) -> None:
    name = set_password(village, 7)
    assert "不能是您的手机号或姓名" in change(village, new=name, again=name).text


def test_who_guesses_the_old_password_on_an_open_phone_waits(village: Village) -> None:
    set_password(village, 7)
    pages = [change(village, old=f"guess number {n}") for n in range(6)]
    assert "分钟后再试" in pages[-1].text
    assert "分钟后再试" in change(village).text


@pytest.mark.parametrize("path", ["/settings/sessions", "/settings/password"])
def test_who_is_signed_out_signs_in_first(village: Village, path: str) -> None:
    sent = {"others": "yes"} if "sessions" in path else {"old": PASSWORD, "new": NEW, "again": NEW}
    answer = village.client().post(path, data=sent, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/settings")


# ── out ──


def test_not_me_signs_out_and_comes_back(village: Village) -> None:
    client = village.client(7)
    answer = client.post("/logout", data={"next": f"{village.url}/motions/2026-1/ballot"}, follow_redirects=False)
    assert answer.headers["location"] == f"{village.url}/motions/2026-1/ballot"
    assert not alive(village, village.secrets[7])
    assert "max-age=0" in answer.headers["set-cookie"].lower()


def test_signing_out_twice_is_signing_out(village: Village) -> None:
    client = village.client()
    for _ in range(2):
        assert client.post("/logout", follow_redirects=False).status_code == 303


def test_signing_out_is_never_a_link(village: Village) -> None:
    assert village.client(7).get("/logout").status_code in (404, 405)
    assert alive(village, village.secrets[7])


# ── size and theme ──


def test_the_look_needs_no_account_and_is_one_cookie(village: Village) -> None:
    client = village.client()
    client.post("/settings/look", data={"size": "l", "next": "/login"})
    assert client.cookies["look"] == "l"
    client.post("/settings/look", data={"theme": "dark"})
    assert client.cookies["look"] == "l.dark"
    page = client.get("/settings")
    assert 'data-size="l"' in page.text
    assert 'data-theme="dark"' in page.text
    client.post("/settings/look", data={"size": "normal"})
    assert client.cookies["look"] == "dark"
    client.post("/settings/look", data={"theme": "auto"})
    assert "look" not in client.cookies
    assert set(client.cookies) == set(), "reading sets no cookie"


@pytest.mark.parametrize("sent", [{"size": "xl"}, {"theme": "pink"}, {"size": "l", "style": "x"}])
def test_a_look_we_do_not_have_is_refused(village: Village, sent: dict[str, str]) -> None:
    assert village.client().post("/settings/look", data=sent).status_code == 422


@pytest.mark.parametrize("cookie", ["dark.l", "x" * 300, "l.l.l", '"><script>'])
def test_a_look_made_up_by_others_is_read_safely(village: Village, cookie: str) -> None:
    client = village.client()
    page = client.get("/settings", headers={"Cookie": f"look={cookie}"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_changing_the_look_stays_on_the_page_and_on_the_site(village: Village) -> None:
    client = village.client()
    answer = client.post("/settings/look", data={"size": "l", "next": "/login"}, follow_redirects=False)
    assert answer.headers["location"] == "/login"
    answer = client.post("/settings/look", data={"size": "l", "next": "//evil.example"}, follow_redirects=False)
    assert answer.headers["location"] == "/settings"
