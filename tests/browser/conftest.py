"""A real browser against a real server, on SQLite; each page it opens is judged by axe."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from council.app import create_app, settle
from council.config import Settings
from council.kit.db import Database, lock_row
from tests.conftest import skip
from tests.files import photograph

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text("utf-8")
REMEDY = "no Chromium: apt-get install chromium, or set COUNCIL_CHROMIUM to its path"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")  # not the session: its loop would run on beside the tests that start their own
def browser() -> Iterator[Browser]:
    path = os.environ.get("COUNCIL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        skip("browser", REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, "--disable-component-update"])
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path, sqlite_template: Path) -> Iterator["Served"]:
    shutil.copy(sqlite_template, tmp_path / "council.db")
    url = f"sqlite:///{tmp_path / 'council.db'}"
    database = Database(url, lock_row("ledger_head", url), settle)
    with Served(database) as served:
        yield served
    database.close()


class Served:
    """The product behind a port, in a thread of its own."""

    def __init__(self, database: Database):
        self.database = database
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        self.origin = f"http://localhost:{self.port}"
        app = create_app(Settings(port=self.port, origin=self.origin, tick_seconds=3600), database)
        self.server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def __enter__(self) -> "Served":
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *error: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)


class Visitor:
    """Someone at a phone or a desk, whose every page is looked over."""

    def __init__(self, browser: Browser, origin: str, width: int, height: int, scripts: bool = True):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=scripts
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.origin, self.scripts = origin, scripts
        self.errors: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))

    def _hear(self, message: ConsoleMessage) -> None:
        used = "404" in message.text and "/desk/sendings/" in message.location["url"]  # a file that its form has taken
        if message.type == "error" and not used:
            self.errors.append(f"{message.text} {message.location['url']}")

    def open(self, path: str) -> Page:
        self.page.goto(self.origin + path)
        self.look_over()
        return self.page

    def tap(self, name: str, exact: bool = False) -> Page:
        """Press the button or link that says so, and look over what comes."""
        target = self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        )
        target.first.click()
        self.page.wait_for_load_state()
        self.look_over()
        return self.page

    def look_over(self) -> None:
        """No console error, no sideways scroll, nothing that axe calls serious."""
        assert not self.errors, (self.errors, self.page.inner_text("main")[:400])
        if not self.scripts:
            return
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        self.page.evaluate(AXE)
        found: list[Any] = self.page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map("
            "v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))]))"
        )
        serious = [v for v in found if v[0] in ("serious", "critical")]
        assert not serious, f"{self.page.url}: {serious}"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph as a phone keeps it."""
    path = tmp_path / "照片.jpg"
    path.write_bytes(photograph())
    return path


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Any]:
    """`visitor(390)` is someone at a screen of that width."""
    visitors: list[Visitor] = []

    def arrive(width: int = 390, height: int = 844, scripts: bool = True) -> Visitor:
        visitors.append(Visitor(browser, served.origin, width, height, scripts))
        return visitors[-1]

    yield arrive
    for each in visitors:
        each.context.close()
