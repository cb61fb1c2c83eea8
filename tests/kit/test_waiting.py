"""A sending that is not answered in good time: "being confirmed", and on to its outcome, receipt or refusal."""

import asyncio
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from council.app import create_app
from council.config import Settings
from council.kit import clock, web
from tests.judge import JudgingClient, document
from tests.kit.trouble import commits, held, impatient, passing, raising
from tests.village import ORIGIN, Village
from tests.votes.scene import CLOSES, DAY, FOUNDED, OPENED, SECOND, opened

__all__ = ["commits", "impatient"]


@pytest.fixture
def village(found: Callable[..., Village]) -> Village:
    with clock.at(FOUNDED):
        return found()


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 1.0)


@pytest.fixture
def release(impatient: Village) -> Iterator[list[Callable[[], None]]]:
    """Calls it to let the database go; what still holds it at the end is let go."""
    held_by: list[Callable[[], None]] = []
    yield held_by
    for let_go in held_by:
        let_go()


def fields(page: str) -> dict[str, str]:
    [form] = [f for f in document(page).iter("form") if f.get("hx-post")]
    return {i.get("name") or "": i.get("value") or "" for i in form.iter("input")}


def pressed_until_answered(member: JudgingClient, path: str, sent: dict[str, str], **headers: str) -> Any:
    """Whoever waits presses the button again: the lane itself pauses before it tries again."""
    for _ in range(100):
        answer = member.post(path, data=sent, headers=headers)
        if answer.status_code not in (202, 204) or "hx-redirect" in answer.headers:
            return answer
    raise AssertionError("never answered")


SENT = {"event": f"{1:032x}", "choice": "for", "seat": "4", "round": "1"}


def casts(village: Village) -> int:
    return len([entry for entry in village.entries() if entry["act"] == "vote.cast"])


def test_it_is_told_and_the_button_leads_to_the_receipt(impatient: Village, release) -> None:
    village, ref = impatient, opened(impatient)
    path = f"{village.url}/motions/{ref}/ballot"
    with clock.at(OPENED + DAY), village.client(4) as member:
        release.append(held(village.db, village))
        for lang, words in (("", "正在确认"), ("/en", "Being confirmed")):
            page = member.post(lang + path, data=SENT)
            assert page.status_code == 202
            assert f"<h1>{words}</h1>" in page.text
            assert page.headers["cache-control"] == "no-store"
            assert fields(page.text) == SENT
            assert f'action="{lang}{path}"' in page.text
        asked = member.post(path, data=SENT, headers={"HX-Request": "true"})
        assert (asked.status_code, "hx-redirect" in asked.headers) == (204, False)
        release.pop()()
        done = pressed_until_answered(member, path, fields(page.text))
        assert done.url.path.endswith("/receipt")
        by_itself = pressed_until_answered(member, path, SENT, **{"HX-Request": "true"})
        assert by_itself.headers["hx-redirect"] == path + "/receipt?seat=4"
    assert casts(village) == 1


def test_whoever_leaves_has_voted_all_the_same(impatient: Village, release) -> None:
    village, ref = impatient, opened(impatient)
    with clock.at(OPENED + DAY):
        with village.client(4) as member:
            release.append(held(village.db, village))
            member.post(f"{village.url}/motions/{ref}/ballot", data=SENT)
            release.pop()()
        assert casts(village) == 1, "the end of the server waited for it"


def test_a_refusal_is_led_to_as_well(impatient: Village, release) -> None:
    village, ref = impatient, opened(impatient)
    path = f"{village.url}/motions/{ref}/ballot"
    with clock.at(CLOSES - SECOND), village.client(4) as member:
        release.append(held(village.db, village))
        page = member.post(path, data=SENT)
        assert page.status_code == 202
        clock._set_to = CLOSES
        release.pop()()
        by_itself = {"HX-Request": "true", "HX-Boosted": "true"}
        answer = pressed_until_answered(member, path, fields(page.text), **by_itself)
        assert answer.status_code == 422
        assert "表决已经截止" in answer.text
        assert answer.text.lstrip().startswith("<!doctype html>")
    assert casts(village) == 0


def test_a_commit_whose_answer_is_lost_is_never_told_as_done_while_it_is_unsure(
    impatient: Village, release, commits
) -> None:
    village, ref = impatient, opened(impatient)
    village.db.lane.budget = 0.1
    path = f"{village.url}/motions/{ref}/ballot"

    def lose_the_answer(connection) -> None:
        release.append(held(village.db, village))
        raise passing(village.db)

    with clock.at(OPENED + DAY), village.client(4) as member:
        commits(after=lose_the_answer)
        page = member.post(path, data=SENT)
        assert page.status_code == 202
        release.pop()()
        done = pressed_until_answered(member, path, fields(page.text))
        assert done.url.path.endswith("/receipt")
    assert casts(village) == 1


def test_an_account_whose_commit_is_not_answered_is_told_to_look(village: Village, commits) -> None:
    member = village.client(4)  # without the server's clock, which commits too
    commits(before=raising(passing(village.db)))
    page = member.submit("/login", {"name": "柳桥-4", "password": "x"}, form="/login")
    assert page.status_code == 503
    assert "办成了没有，现在说不准" in page.text


def test_nobody_waits_for_another_who_waits(impatient: Village, release) -> None:
    """Reading goes on while every write waits."""
    village, ref = impatient, opened(impatient)
    app = create_app(Settings(origin=ORIGIN, host="127.0.0.1", tick_seconds=3600), village.db)
    path = f"{village.url}/motions/{ref}"
    at_once = asyncio.gather

    async def both() -> list[int]:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            cookies = {"Cookie": f"council={village.secrets[4]}", "Origin": ORIGIN}
            answers = await at_once(
                client.post(path + "/ballot", data=SENT, headers=cookies), *(client.get(path) for _ in range(5))
            )
            release.pop()()
            await village.db.drain()
            return [answer.status_code for answer in answers]

    with clock.at(OPENED + DAY):
        release.append(held(village.db, village))
        assert asyncio.run(both()) == [202, *[200] * 5]
    assert casts(village) == 1


def test_the_words_say_that_it_is_done_only_once(impatient: Village, release) -> None:
    village, ref = impatient, opened(impatient)
    with clock.at(OPENED + DAY), village.client(4) as member:
        release.append(held(village.db, village))
        page = member.post(f"{village.url}/motions/{ref}/ballot", data=SENT).text
        release.pop()()
    assert "问几次都只办一次" in page
    assert not re.search(r'http-equiv="refresh"', page, re.IGNORECASE)
