"""A member whose ballot waits: the page asks by itself and ends at the outcome, or the button does."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from council.kit import clock, web
from tests.browser.conftest import Served, Visitor
from tests.village import Village
from tests.votes.scene import CLOSES, DAY, FOUNDED, OPENED, SECOND, opened


@pytest.fixture
def waits(served: Served, visitor: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Visitor]:
    """Someone whose ballot was sent while another program held the database, which it has let go since."""
    monkeypatch.setattr(web, "PATIENCE", 0.5)
    with clock.at(FOUNDED):
        village = Village.found(served.database)
    ref = opened(village)

    def come_to_wait(scripts: bool, then: Callable[[], None] = lambda: None) -> Visitor:
        member: Visitor = visitor(390, scripts=scripts)
        member.context.add_cookies([{"name": "council", "value": village.secrets[4], "url": served.origin}])
        member.open(f"{village.url}/motions/{ref}/ballot")
        member.tap("赞成")
        file = served.database.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            member.tap("确认，投出这一票")
            assert member.page.inner_text("h1") == "正在确认"
            then()
        return member

    return come_to_wait


@pytest.mark.parametrize("scripts", [True, False])
def test_who_waits_is_led_to_the_receipt(waits: Callable[..., Visitor], scripts: bool) -> None:
    with clock.at(OPENED + DAY):
        member = waits(scripts)
        if not scripts:
            member.tap("再问一次")
        member.page.wait_for_url("**/ballot/receipt*")
        member.look_over()
        assert "赞成" in member.page.inner_text("main")


def test_who_waits_past_the_deadline_is_shown_the_refusal(waits: Callable[..., Visitor]) -> None:
    with clock.at(CLOSES - SECOND):
        member = waits(scripts=True, then=lambda: setattr(clock, "_set_to", CLOSES))
        member.page.get_by_text("表决已经截止").first.wait_for()
        assert "正在确认" not in member.page.inner_text("main")
