"""On site with a poor net: a photo is sent in parts as soon as it is chosen. Cut off, or the page loaded anew in the
middle, it goes on from where it was, and the report is published with the photo and with every word."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route
from sqlalchemy import func, select

from council.kit import clock
from council.kit.db import Database
from council.kit.pictures import LONGEST
from council.ledger.tables import Paper
from council.people.sendings import Sending, SendingPart
from tests.browser.conftest import Served, Visitor
from tests.openness.scene import at, passed, post, seat_all
from tests.village import Village
from tests.votes.scene import DAY, FOUNDED, tick
from tests.works.scene import BEGUN, begun

LINE = "立了 8 根灯杆，线槽也挖好了"
WAY = "**/desk/sendings**"


@pytest.fixture
def village(served: Served) -> Village:
    with clock.at(FOUNDED):
        village = Village.found(served.database)
        seat_all(village)
    return village


@pytest.fixture
def own(village: Village) -> str:
    ref = passed(village)
    post(village, ref)
    tick(village, at(2026, 12, 1, 0))
    begun(village, ref)
    return f"{village.url}/works/{ref}"


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """As a phone held upright takes it: lying, with a note to turn it, larger than anybody needs, and of many bytes."""
    noise = Image.frombytes("RGB", (256, 192), random.Random(1).randbytes(256 * 192 * 3))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "IMG_20261202_093000.jpg"
    noise.resize((2400, 1800), Image.Resampling.BICUBIC).save(path, "JPEG", quality=90, exif=exif)
    return path


@pytest.fixture
def worker(village: Village, own: str, visitor: Callable[..., Visitor]) -> Iterator[Visitor]:
    with clock.at(BEGUN + DAY):
        someone = visitor(390)
        someone.context.add_cookies([{"name": "council", "value": village.secrets["委一"], "url": someone.origin}])
        someone.open(own + "/report")
        yield someone


class Wire:
    """What goes over the net to the address of the sendings, part by part; after so many of them it is cut."""

    def __init__(self, page: Page):
        self.parts: list[tuple[int, int]] = []  # from where, how many bytes: of those that came
        self.lets: int | None = None
        page.route(WAY, self._pass)

    def _pass(self, route: Route) -> None:
        sent = route.request
        if sent.method != "PATCH":
            return route.abort() if self.lets == 0 else route.continue_()
        if self.lets == 0:
            return route.abort()
        self.lets = None if self.lets is None else self.lets - 1
        self.parts.append((int(sent.headers["upload-offset"]), len(sent.post_data_buffer or b"")))
        return route.continue_()

    def need_each_byte_once(self) -> int:
        came = 0
        for start, many in self.parts:
            assert start == came, f"sent again, or left out: {self.parts}"
            came += many
        return came


def photos_chosen(worker: Visitor, *photos: Path) -> Any:
    form = worker.page.locator("form[action$='/report']")
    for photo in photos:
        form.locator("[name=photos]").set_input_files(photo)
    return form


def wait_for(worker: Visitor, words: str) -> None:
    worker.page.locator(".sent__line", has_text=words).first.wait_for()


@contextmanager
def cut(worker: Visitor) -> Iterator[None]:
    """The phone has no net; what the browser's console says of it is no fault of the page."""
    worker.context.set_offline(True)
    yield
    worker.context.set_offline(False)
    worker.errors.clear()


def published(worker: Visitor, database: Database, village: Village, photos: int) -> None:
    main = worker.page.locator("main")
    main.get_by_text("已发布").or_(main.get_by_text(LINE)).first.wait_for()
    worker.look_over()
    assert LINE in main.inner_text()
    assert main.locator("img").count() == photos
    many = [select(func.count()).select_from(SendingPart)]
    many.append(select(func.count()).select_from(Sending).where(Sending.used.is_(None)))  # type: ignore[union-attr]
    assert [database.read_now(lambda db, q=query: db.value(q)) for query in many] == [0, 0]  # type: ignore[misc]


def largest(database: Database) -> tuple[int, int]:
    width, height = database.read_now(lambda db: db.row(select(Paper.width, Paper.height)))  # type: ignore[misc]
    return width, height


def test_cut_off_in_the_middle_it_goes_on_from_there(
    worker: Visitor, village: Village, served: Served, big: Path
) -> None:
    wire = Wire(worker.page)
    wire.lets = 1
    form = photos_chosen(worker, big)
    form.locator("[name=line]").fill(LINE)
    form.locator("[name=milestone][value='1']").check()
    wait_for(worker, "网断了，连上后接着传")
    worker.errors.clear()
    worker.look_over()
    assert len(wire.parts) == 1
    form.get_by_role("button", name="公布").click()
    worker.page.get_by_text("等传完就自动交上去").wait_for()
    assert worker.page.url.endswith("/report"), "it waits"
    wire.lets = None
    worker.page.wait_for_url("**?done=*")
    worker.errors.clear()
    published(worker, served.database, village, 1)
    assert wire.need_each_byte_once() < big.stat().st_size, "made small on the phone"
    assert largest(served.database) == (LONGEST * 3 // 4, LONGEST), "upright"


def test_without_a_net_it_goes_on_by_itself_when_it_is_back(
    worker: Visitor, village: Village, served: Served, big: Path
) -> None:
    with cut(worker):
        form = photos_chosen(worker, big)
        wait_for(worker, "网断了，连上后接着传")
        form.locator("[name=line]").fill(LINE)
    wait_for(worker, "第 1 张：已传好")
    form.get_by_role("button", name="公布").click()
    worker.page.wait_for_url("**?done=*")
    published(worker, served.database, village, 1)


def test_the_page_loaded_anew_in_the_middle_loses_nothing(
    worker: Visitor, village: Village, served: Served, big: Path, photo: Path
) -> None:
    wire = Wire(worker.page)
    form = photos_chosen(worker, photo)
    wait_for(worker, "第 1 张：已传好")
    wire.lets, wire.parts = 1, []
    form = photos_chosen(worker, big)
    form.locator("[name=line]").fill(LINE)
    wait_for(worker, "第 2 张：网断了，连上后接着传")
    worker.page.get_by_text("草稿存好了").wait_for()
    worker.page.reload()
    wait_for(worker, "第 1 张：网断了，连上后接着传")
    wire.lets = None
    wait_for(worker, "第 2 张：已传好")
    wait_for(worker, "第 1 张：已传好")
    worker.errors.clear()
    worker.look_over()
    assert worker.page.locator(".sent__thumb:visible").count() == 2
    assert wire.need_each_byte_once() > 0
    assert form.locator("[name=line]").input_value() == LINE
    form.get_by_role("button", name="公布").click()
    worker.page.wait_for_url("**?done=*")
    published(worker, served.database, village, 2)


def test_chosen_without_a_net_it_outlives_the_page(
    worker: Visitor, village: Village, served: Served, photo: Path
) -> None:
    """Nothing of it has reached the server when the phone drops the page."""
    wire = Wire(worker.page)
    wire.lets = 0
    form = photos_chosen(worker, photo)
    wait_for(worker, "第 1 张：网断了，连上后接着传")
    worker.page.reload()
    wire.lets = None
    wait_for(worker, "第 1 张：已传好")
    worker.errors.clear()
    form.locator("[name=line]").fill(LINE)
    form.get_by_role("button", name="公布").click()
    worker.page.wait_for_url("**?done=*")
    published(worker, served.database, village, 1)


def test_what_the_server_refuses_comes_back_without_the_wrong_one(
    worker: Visitor, village: Village, served: Served, photo: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "坏的.jpg"
    wrong.write_bytes(photo.read_bytes()[:-300])
    form = photos_chosen(worker, photo, wrong)
    wait_for(worker, "第 2 张：已传好")
    form.locator("[name=line]").fill(LINE)
    form.get_by_role("button", name="公布").click()
    worker.page.locator(".refusal").wait_for()
    assert "坏的.jpg" in worker.page.inner_text(".refusal")
    wait_for(worker, "第 1 张：已传好")
    worker.errors.clear()  # the console tells of the 422
    worker.look_over()
    assert worker.page.locator(".sent__file:visible").count() == 1
    assert form.locator("[name=line]").input_value() == LINE
    form.get_by_role("button", name="公布").click()
    worker.page.wait_for_url("**?done=*")
    published(worker, served.database, village, 1)
    worker.open(worker.page.url.split("?")[0].removeprefix(worker.origin) + "/report")
    assert worker.page.locator(".sent__file:visible").count() == 0, "used, it does not come again"


def test_one_is_taken_off_the_list(worker: Visitor, served: Served, photo: Path, big: Path) -> None:
    form = photos_chosen(worker, photo, big)
    wait_for(worker, "第 2 张：已传好")
    form.get_by_role("button", name="拿掉").first.click()
    wait_for(worker, "第 1 张：已传好")
    assert worker.page.locator(".sent__file").count() == 1
    worker.look_over()
    worker.page.wait_for_timeout(300)
    assert served.database.read_now(lambda db: db.value(select(func.count()).select_from(Sending))) == 1


def test_where_it_cannot_be_sent_ahead_it_goes_with_its_form(
    worker: Visitor, village: Village, served: Served, big: Path
) -> None:
    """A proxy on the way that lets through what forms need, and nothing else."""
    worker.page.route(WAY, lambda route: route.fulfill(status=405))
    form = photos_chosen(worker, big)
    form.locator("[name=line]").fill(LINE)
    while not form.locator("[name=photos]").evaluate("field => field.files.length"):
        worker.page.wait_for_timeout(50)
    worker.errors.clear()
    form.get_by_role("button", name="公布").click()
    worker.page.wait_for_url("**?done=*")
    published(worker, served.database, village, 1)


def test_without_scripts_the_form_is_as_it_was(
    village: Village, own: str, served: Served, visitor: Callable[..., Visitor], photo: Path
) -> None:
    with clock.at(BEGUN + DAY):
        worker = visitor(360, 640, scripts=False)
        worker.context.add_cookies([{"name": "council", "value": village.secrets["委一"], "url": worker.origin}])
        worker.open(own + "/report")
        form = photos_chosen(worker, photo)
        assert form.locator("[name=photos]").get_attribute("capture") == "environment"
        assert form.locator("[name=photos]").get_attribute("accept") == "image/jpeg,image/png,image/webp"
        assert worker.page.locator(".sent:visible").count() == 0
        form.locator("[name=line]").fill(LINE)
        form.get_by_role("button", name="公布").click()
        published(worker, served.database, village, 1)
