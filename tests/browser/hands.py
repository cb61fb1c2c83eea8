"""How the browser's people use the pages: each form by its address, each field by its name, as they stand there."""

from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from council.hall import demo_story as story
from council.hall.demo import seat_bodies
from council.hall.demo_village import Village
from council.kit import clock
from tests.browser.conftest import Served, Visitor


def founded(served: Served, moment: datetime) -> Village:
    """The demo's village at that moment with all its bodies and accounts, of which nothing is decided yet."""
    with clock.at(moment):
        village = Village.found(served.database, story.LIUTANG, story.YISHIHUI, story.MEMBERS, story.CLERK)
        seat_bodies(village)
    return village


def sign_in(visitor: Visitor, phone: str) -> Visitor:
    page = visitor.open("/login")
    page.fill("#field-name", phone)
    page.fill("#field-password", story.PASSWORD)
    visitor.tap("登录", exact=True)
    assert "/login" not in page.url
    return visitor


def fill_in(visitor: Visitor, form: str, *, files: Path | None = None, **values: str) -> Page:
    """Fill in the form that goes to this address, send it, and look over what comes: no form comes back with a no."""
    page = visitor.page
    found = page.locator(f"form[action$='{form}']").first
    assert found.count(), (page.url, page.inner_text("main"))
    _unfold(found)
    for name, value in values.items():
        _put(found, name.replace("__", "-"), value)
    if files:
        found.locator("input[type=file]").first.set_input_files(files)
    wait_for_files(found)
    found.locator("button:not([name])").last.click()
    page.wait_for_load_state()
    visitor.look_over()
    note: Any = page.locator(".refusal, .field__note")
    assert note.count() == 0, (form, note.all_inner_texts())
    return page


def wait_for_files(form: Locator) -> None:
    """Until all that was chosen has come up, as one sees it say. Pressed before, the button waits for it."""
    under_way = form.locator(".sent__file:not([data-how=whole])")
    for _ in range(300):
        if not under_way.count():
            return
        form.page.wait_for_timeout(50)
    raise AssertionError(under_way.all_inner_texts())


def _put(form: Locator, name: str, value: str) -> None:
    field = form.locator(f"[name='{name}']")
    _unfold(field.first)
    kind = field.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName")
    if kind in ("radio", "checkbox"):
        form.locator(f"[name='{name}'][value='{value}']").check()
    elif kind == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def _unfold(place: Locator) -> None:
    """Open what it is folded away in."""
    if not place.is_visible():
        place.locator("xpath=ancestor::details[1]/summary").click()
