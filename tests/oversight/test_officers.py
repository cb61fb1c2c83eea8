"""An officer is appointed by the command, signs in by a slip of their own, and can be replaced."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from council.config import Settings
from council.hall.appointing import Wished, appoint
from council.kit import clock
from council.kit.db import Database
from council.oversight import officers
from council.oversight.officers import appointed, post_named
from council.oversight.tables import offices_of
from council.people.passwords import hashed
from council.people.sessions import Begun, Browser, known_as
from council.people.slips import fresh_slip
from council.rules.refusal import Refusal
from tests.oversight.scene import TOWNSHIP
from tests.village import Village
from tests.votes.scene import DAY

PASSWORD = "老坝村口三棵树啊"
PHONE = "19900017777"


def phone(village: Village) -> str:
    """A telephone that no other test has: on PostgreSQL they share one place."""
    return f"199{int(village.county.removeprefix('yunxi'), 16) % 10**8:08}"


def laid(village: Village, name: str = "沈干部", named: str = "") -> tuple[int, str]:
    """Their number, and the digits of their slip."""
    slip, now = fresh_slip(clock.now(), 14), clock.now()

    def enter(db: Any) -> int:
        post = post_named(db, named or f"{village.county}/{TOWNSHIP}")
        return officers.appoint(db, post, name, phone(village), slip, now)

    return village.db.write_account_now(enter), slip.code


def use(village: Village, number: int | None, *, right: bool = True, at: datetime | None = None) -> Begun | Refusal:
    def write(db: Any) -> Begun | Refusal:
        return officers.use_slip(
            db, village.county, number, right, password_hash=HASH, browser=Browser("x", shared=False), held=None,
            now=at or clock.now(),
        )  # fmt: skip

    return village.db.write_account_now(write)


HASH = hashed(PASSWORD)


def typed(number: object, code: str, **more: str) -> dict[str, str]:
    return {"no": str(number), "code": code, "password": PASSWORD, "again": PASSWORD, **more}


def test_a_slip_is_used_on_its_page_and_leads_to_their_list(village: Village) -> None:
    number, code = laid(village)
    client, path = village.client(), f"/county/{village.county}/slip"
    page = client.submit(path, typed(number, code), form="/slip")
    assert page.url.path == "/me"
    assert f"{TOWNSHIP}：逾期没办好的" in page.text
    client.cookies.clear()
    name = f"云溪县{village.county.removeprefix('yunxi')}-{number}"
    for known in (phone(village), name):
        answer = client.submit("/login", {"name": known, "password": PASSWORD}, form="/login")
        assert answer.url.path == "/me"
        client.cookies.clear()
    again = client.submit(path, typed(number, code), form="/slip")
    assert again.status_code == 422
    assert "用过了" in again.text


@pytest.mark.parametrize(
    ("more", "said"),
    [({"again": "别的密码别的密码"}, "两遍密码不一样"),
     ({"password": "{phone}", "again": "{phone}"}, "手机号"), ({"code": "123"}, "12 位"),
     ({"code": "0" * 12}, "不对"), ({"no": "99"}, "不对")],
)  # fmt: skip
def test_what_is_wrong_is_said(village: Village, more: dict[str, str], said: str) -> None:
    number, code = laid(village)
    sent = typed(number, code) | {name: value.format(phone=phone(village)) for name, value in more.items()}
    answer = village.client().submit(f"/county/{village.county}/slip", sent, form="/slip")
    assert answer.status_code == 422
    assert said in answer.text
    assert isinstance(use(village, number), Begun), "it can still be used"


def test_five_wrong_tries_make_it_void(village: Village) -> None:
    number, _ = laid(village)
    for _ in range(5):
        assert isinstance(use(village, number, right=False), Refusal)
    assert isinstance(use(village, number), Refusal)


def test_after_its_days_it_is_over(village: Village) -> None:
    number, _ = laid(village)
    assert isinstance(use(village, number, at=clock.now() + 20 * DAY), Refusal)


def test_a_new_slip_gives_the_same_officer_a_new_password(village: Village) -> None:
    number, _ = laid(village)
    assert isinstance(use(village, number), Begun)
    known = village.look(lambda db: known_as(db, phone(village)))
    again, _ = laid(village, name="沈干部", named=village.county)
    assert again == number
    assert isinstance(use(village, number), Begun)
    assert village.look(lambda db: known_as(db, phone(village))) == known
    assert known is not None
    (office,) = village.look(lambda db: offices_of(db, known.id))
    assert office.township == "", "and they watch over the whole county now"


def test_a_telephone_that_is_a_members_stays_theirs(village: Village) -> None:
    """The officer signs in with the short name; no slip of theirs opens what a village knows."""
    first, _ = laid(village)
    assert isinstance(use(village, first), Begun)
    taken = village.look(lambda db: known_as(db, phone(village)))
    village.db.write_account_now(lambda db: officers.dismiss(db, post_named(db, village.county), first, clock.now()))
    second, _ = laid(village)
    assert second == first + 1
    assert isinstance(use(village, second), Begun)
    assert village.look(lambda db: known_as(db, phone(village))) == taken
    one = village.look(lambda db: appointed(db, village.county, second))
    assert one is not None
    other = village.look(lambda db: known_as(db, one.signs_in_as))
    assert other is not None
    assert other != taken


# ── the command ──


def command(database: Database, where: str, capsys: Any, **wished: Any) -> str:
    plain = {"name": "", "phone": None, "member": None, "role": "officer", "end": None}
    appoint(database, Settings(data=Path("x")), where, Wished(**{**plain, **wished}))
    return str(capsys.readouterr().out)


def test_the_command_prints_a_slip_and_ends_an_office(village: Village, capsys: Any) -> None:
    said = command(village.db, f"{village.county}/{TOWNSHIP}", capsys, name="林", phone="199 0001 8888")
    assert f"已任命为{TOWNSHIP}的督办干部" in said
    assert f"/county/{village.county}/slip" in said
    one = village.look(lambda db: appointed(db, village.county, 3))
    assert one is not None
    assert one.phone == "19900018888"
    assert "不再是" in command(village.db, village.county, capsys, end=3)
    assert village.look(lambda db: appointed(db, village.county, 3)) is None


@pytest.mark.parametrize(
    ("where", "wished"),
    [("nowhere", {"name": "林", "phone": PHONE}), ("{county}/没有镇", {"name": "林", "phone": PHONE}),
     ("{county}", {"name": "林"}), ("{county}", {"phone": PHONE}), ("{county}", {"name": "林", "phone": "abc"}),
     ("{county}", {"end": 99}), ("{county}/liuqiao", {"role": "clerk", "end": 1})],
)  # fmt: skip
def test_what_the_command_refuses(village: Village, capsys: Any, where: str, wished: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        command(village.db, where.format(county=village.county), capsys, **wished)
