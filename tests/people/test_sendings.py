"""Files sent in parts: they go on from where they were, nobody but the sender has them, a day later they are gone."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from council.app import tick
from council.kit import clock
from council.kit.pictures import MOST_BYTES
from council.people import sendings
from council.people.sendings import LIFE, MOST_OPEN, Elsewhere, Sending, SendingPart
from tests.judge import JudgingClient
from tests.people.carrying import PART, TUS, added, asked, at, begun, carried
from tests.village import Village

PHOTO = bytes(range(256)) * 40
SECOND = timedelta(seconds=1)


@pytest.fixture
def phone(village: Village) -> JudgingClient:
    return village.client(7)


def kept(village: Village) -> tuple[int, int]:
    """Sendings, and parts of them."""

    def many(table: Any) -> int:
        query = select(func.count()).select_from(table).where(table.community_id == village.id)
        return int(village.look(lambda db: db.value(query)))

    return many(Sending), many(SendingPart)


# ── going on ──


def test_a_file_is_sent_in_parts(village: Village, phone: JudgingClient) -> None:
    answer = begun(phone, at(village), len(PHOTO))
    assert answer.status_code == 201
    sending = answer.headers["location"]
    assert asked(phone, sending) == (200, "0")
    first = added(phone, sending, 0, PHOTO[:6000])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "6000")
    assert added(phone, sending, 6000, PHOTO[6000:]).headers["upload-offset"] == str(len(PHOTO))
    assert kept(village) == (1, 2)
    id = UUID(sending.rsplit("/", 1)[1])
    assert b"".join(village.read(sendings.content, id)) == PHOTO
    assert village.entries()[-1]["act"] == "body.found", "no entry tells of it"


def test_after_a_cut_it_goes_on_from_where_it_was(village: Village, phone: JudgingClient) -> None:
    sending = begun(phone, at(village), len(PHOTO)).headers["location"]
    added(phone, sending, 0, PHOTO[:6000])  # and say the answer was lost
    again = added(phone, sending, 0, PHOTO[:6000])
    assert again.status_code == 409
    assert asked(village.client(7), sending) == (200, "6000"), "from another page of the same person too"
    assert added(phone, sending, 6000, PHOTO[6000:]).status_code == 204
    assert b"".join(village.read(sendings.content, UUID(sending.rsplit("/", 1)[1]))) == PHOTO


def test_a_proxy_that_makes_a_get_of_it_is_told_the_same(village: Village, phone: JudgingClient) -> None:
    answer = phone.get(carried(phone, at(village), PHOTO), headers=TUS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["upload-offset"] == answer.headers["upload-length"] == str(len(PHOTO))
    assert answer.headers["cache-control"] == "no-store"


def test_in_english_the_address_is_english(village: Village, phone: JudgingClient) -> None:
    sending = begun(phone, "/en" + at(village), 3).headers["location"]
    assert sending.startswith("/en/")
    assert added(phone, sending, 0, b"abc").status_code == 204


def test_of_many_at_the_same_byte_one_is_added(village: Village, phone: JudgingClient) -> None:
    id = UUID(begun(phone, at(village), 40).headers["location"].rsplit("/", 1)[1])
    together, own = Barrier(4), (village.id, village.accounts[7], id)

    def add(letter: bytes, start: int) -> bool:
        together.wait()
        try:
            village.db.write_account_now(lambda db: sendings.append(db, *own, start, letter * 8, clock.now()))
        except Elsewhere:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        for start in range(0, 40, 8):
            assert sum(threads.map(add, (b"a", b"b", b"c", b"d"), (start,) * 4)) == 1
    parts = village.read(sendings.content, id)
    assert [len(set(part)) for part in parts] == [1] * 5, "no part is mixed of two"


def test_what_is_taken_off_is_gone(village: Village, phone: JudgingClient) -> None:
    sending = carried(phone, at(village), PHOTO)
    assert phone.delete(sending, headers=TUS).status_code == 204
    assert kept(village) == (0, 0)
    assert asked(phone, sending) == (404, None)
    assert phone.delete(sending, headers=TUS).status_code == 204, "twice is once"


# ── whose it is ──


@pytest.mark.parametrize("who", [8, "clerk", "stranger", None])
def test_nobody_else_has_it(village: Village, phone: JudgingClient, who: object) -> None:
    sending = begun(phone, at(village), len(PHOTO)).headers["location"]
    added(phone, sending, 0, PHOTO[:6000])
    other = village.client(who)
    refused = 401 if who is None else 404
    assert asked(other, sending) == (refused, None)
    assert added(other, sending, 6000, PHOTO[6000:]).status_code == refused
    other.delete(sending, headers=TUS)
    assert asked(phone, sending) == (200, "6000")


def test_it_is_of_one_community(village: Village, phone: JudgingClient, found: Callable[..., Village]) -> None:
    other = found()
    sending = begun(phone, at(village), len(PHOTO)).headers["location"]
    assert asked(phone, sending.replace(village.county, other.county)) == (404, None)
    answer = begun(phone, at(other), 9)
    assert answer.status_code == 403, "and begun by its members alone"
    assert "本村的人" in answer.text
    assert kept(other) == (0, 0)


def test_signed_out_in_the_middle_it_waits_for_the_same_person(village: Village, phone: JudgingClient) -> None:
    sending = begun(phone, at(village), len(PHOTO)).headers["location"]
    added(phone, sending, 0, PHOTO[:6000])
    phone.cookies.clear()
    answer = added(phone, sending, 6000, PHOTO[6000:])
    assert answer.status_code == 401
    assert "登录" in answer.text
    phone.cookies.set("council", village.secrets[7])
    assert added(phone, sending, 6000, PHOTO[6000:]).status_code == 204


# ── how much, and how long ──


def test_one_person_holds_so_many_and_the_oldest_goes(village: Village, phone: JudgingClient) -> None:
    other = carried(village.client(8), at(village), PHOTO)
    first = carried(phone, at(village), PHOTO)
    for _ in range(MOST_OPEN - 1):
        begun(phone, at(village), 9)
    assert asked(phone, first)[0] == 200
    begun(phone, at(village), 9)
    assert asked(phone, first)[0] == 404
    assert kept(village) == (MOST_OPEN + 1, 3)
    assert asked(village.client(8), other)[0] == 200


def test_one_person_holds_so_many_bytes(village: Village, phone: JudgingClient) -> None:
    first = begun(phone, at(village), MOST_BYTES).headers["location"]
    for _ in range(7):
        begun(phone, at(village), MOST_BYTES)
    assert asked(phone, first)[0] == 200
    begun(phone, at(village), 1)
    assert asked(phone, first)[0] == 404


def test_a_day_later_it_is_swept_away(village: Village, phone: JudgingClient) -> None:
    now = clock.now()
    with clock.at(now):
        sending = carried(phone, at(village), PHOTO)
    with clock.at(now + LIFE - SECOND):
        assert asked(phone, sending)[0] == 200
        asyncio.run(ticked(village))
        assert kept(village) == (1, 3)
    with clock.at(now + LIFE):
        assert asked(phone, sending)[0] == 404, "before anything is swept too"
        asyncio.run(ticked(village))
    assert kept(village) == (0, 0)


async def ticked(village: Village) -> None:
    """What the server does beside its pages, until nothing is left to be swept."""
    beside = asyncio.create_task(tick(village.db, 0))
    while village.look(lambda db: sendings.left_over(db, clock.now())):
        await asyncio.sleep(0.01)
    beside.cancel()
    await asyncio.gather(beside, return_exceptions=True)
    await asyncio.wait_for(_idle(village), 10)


async def _idle(village: Village) -> None:
    while village.db.drains:
        await asyncio.sleep(0.01)


def test_few_are_swept_at_once(village: Village, phone: JudgingClient, monkeypatch: Any) -> None:
    monkeypatch.setattr(sendings, "SWEPT_AT_ONCE", 2)
    for _ in range(3):
        carried(phone, at(village), PHOTO)
    everywhere, later = select(func.count()).select_from(Sending), clock.now() + LIFE + SECOND
    before = village.look(lambda db: db.value(everywhere))
    village.db.write_account_now(lambda db: sendings.sweep(db, later))
    assert village.look(lambda db: db.value(everywhere)) == before - 2


# ── what is wrong with it ──


@pytest.mark.parametrize(
    ("length", "status"),
    [("-1", 400), ("", 400), ("x", 400), ("1.5", 400), ("9" * 400, 400), (MOST_BYTES + 1, 413), ("9" * 12, 413)],
)
def test_a_length_that_is_none(village: Village, phone: JudgingClient, length: object, status: int) -> None:
    answer = begun(phone, at(village), length)
    assert answer.status_code == status
    assert status != 413 or "10 MB" in answer.text
    assert kept(village) == (0, 0)


@pytest.mark.parametrize(
    "told", ["", "filename", "filename %%%", "filename gA==", "," * 99, "filename " + "A" * 70_000]
)
def test_a_name_that_is_none_is_left_out(village: Village, phone: JudgingClient, told: str) -> None:
    answer = phone.post(at(village), headers=TUS | {"Upload-Length": "3", "Upload-Metadata": told})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("offset", "part", "status"),
    [("5", b"abc", 409), ("-1", b"abc", 400), ("", b"abc", 400), ("x", b"abc", 400), ("9" * 12, b"a", 400),
     ("0", b"", 400), ("0", bytes(11), 400), ("0", bytes(300_000), 413)],
)  # fmt: skip
def test_a_part_that_is_none(village: Village, phone: JudgingClient, offset: str, part: bytes, status: int) -> None:
    """Elsewhere, before the beginning, beyond what was declared, empty, or larger than a part may be."""
    sending = begun(phone, at(village), 10).headers["location"]
    assert added(phone, sending, offset, part).status_code == status
    assert kept(village) == (1, 0)
    assert asked(phone, sending) == (200, "0")


@pytest.mark.parametrize(
    "kind", ["", "image/jpeg", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_part_of_another_kind(village: Village, phone: JudgingClient, kind: str) -> None:
    sending = begun(phone, at(village), 10).headers["location"]
    answer = phone.patch(sending, headers=PART | {"Content-Type": kind, "Upload-Offset": "0"}, content=b"abc")
    assert answer.status_code == 415
    assert kept(village) == (1, 0)


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "from_where", [{"Origin": "https://evil.cn"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_from_elsewhere_nothing_is_done(
    village: Village, phone: JudgingClient, method: str, from_where: dict[str, str]
) -> None:
    sending = carried(phone, at(village), PHOTO)
    address = at(village) if method == "POST" else sending
    headers = PART | {"Upload-Length": "9", "Upload-Offset": "0"} | from_where
    assert phone.request(method, address, headers=headers, content=b"x").status_code == 403
    assert kept(village) == (1, 3)


@pytest.mark.parametrize("id", ["x", "0" * 32, "%00", "路灯😀", "9" * 300, "0" * 31 + "g"])
def test_an_address_that_is_none(village: Village, phone: JudgingClient, id: str) -> None:
    for method in ("HEAD", "GET", "PATCH", "DELETE"):
        answer = phone.request(method, f"{at(village)}/{id}", headers=PART | {"Upload-Offset": "0"}, content=b"x")
        assert answer.status_code in (204, 404, 405)


@pytest.mark.parametrize("version", [None, "", "0.2.2", "2.0.0"])
def test_another_protocol_is_not_spoken(village: Village, phone: JudgingClient, version: str | None) -> None:
    headers = {} if version is None else {"Tus-Resumable": version}
    for method, address in (("POST", at(village)), ("PATCH", at(village) + "/" + "0" * 32)):
        answer = phone.request(method, address, headers=headers | {"Upload-Length": "9"}, data={"line": "x"})
        assert (answer.status_code, answer.headers["tus-resumable"]) == (412, "1.0.0")
    assert kept(village) == (0, 0)
