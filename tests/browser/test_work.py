"""One work from its notice to its second closing, in a browser, in Chinese: committee worker, supervisor, resident."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from council.hall import demo_people as people
from council.hall import demo_story as story
from council.hall.demo_diary import post
from council.hall.demo_pictures import Camera
from council.hall.demo_village import Village
from council.hall.verification import verify_kept
from council.kit import clock
from council.openness.acts import Said, Sender, file, reply
from council.openness.codes import code_of
from tests.browser.conftest import Served, Visitor
from tests.browser.hands import fill_in, founded, sign_in

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=clock.CHINA)
DAY = timedelta(days=1)
WORKER, SUPERVISOR = people.COMMITTEE[1][0].phone, people.SUPERVISORY[0][0].phone
EVENT = "7" * 32  # of the objection, whose code is made of it


@pytest.fixture
def village(served: Served) -> Village:
    return founded(served, MONDAY)


@pytest.fixture
def ref(village: Village) -> str:
    """The council passed it; its notice hangs from 22 to 29 October, and one objection is answered."""
    with clock.at(MONDAY):
        found = village.put(1, story.LIGHTS, -20)
        village.vote(found, 7, -17, dict.fromkeys(range(1, 11), "for"))
        with village.day(-11, "10:00"):
            post(village, found, -11, Camera())
        said, sender = Said(text="灯杆别立在菜地边上", category="new"), Sender("203.0.113.9", EVENT)
        with village.day(-9, "20:10"):
            village.write(lambda act: file(act, found, said, code_of(EVENT), sender))
        with village.day(-8, "09:00"):
            village.do("clerk", reply, found, 1, "灯杆往西挪八米。")
    return found


def test_a_work_is_done_doubted_and_done_again(village: Village, ref: str, visitor: Any, photo: Path) -> None:
    own = f"/yunxi/liutang/works/{ref}"
    with clock.at(MONDAY - 5 * DAY):
        worker, supervisor = sign_in(visitor(390), WORKER), sign_in(visitor(390), SUPERVISOR)
        assert "10月29日" in worker.open(own + "/begin").inner_text("main"), "it waits for its notice"
        assert worker.page.locator("form[action$='/begin']").count() == 0
    with clock.at(MONDAY):
        worker.open(own + "/begin")
        fill_in(worker, "/begin", milestones="立灯杆, 2026-11-20, 60\n装灯头, 2026-11-30, 40")
    with clock.at(MONDAY + 3 * DAY):
        the_worker_reports(worker, own, photo, "12 根灯杆立好了", milestone="1", paid="18000")
        the_supervisor_finds_otherwise(supervisor, own, photo)
    with clock.at(MONDAY + 4 * DAY):
        the_worker_answers(worker, own, photo)
        the_worker_reports(worker, own, photo, "灯头都装上了，都亮", milestone="2")
        assert "验收" in fill_in(at_desk(worker, own), "/desk/accept", line="12 盏都亮，线头包好了").inner_text("main")
        the_clerk_publishes_the_result(sign_in(visitor(1280), story.CLERK[1]), ref, photo)
    resident = visitor(360)
    with clock.at(MONDAY + 6 * DAY):
        says(resident, own, "satisfied", "finished")
        assert "1 人" in resident.open(own).inner_text("main")
    with clock.at(MONDAY + 13 * DAY):
        assert "办结" in resident.open(own).inner_text("main")
    with clock.at(MONDAY + 35 * DAY):
        members_and_the_objector_say_it_is_not_done(visitor, own)
        assert "重新办" in resident.open(own).inner_text("main")
    with clock.at(MONDAY + 37 * DAY):
        sign_in(worker, WORKER)
        the_worker_reports(worker, own, photo, "五盏换了新灯头")
        fill_in(at_desk(worker, own), "/desk/accept", line="换好了，逐盏看过")
        the_clerk_publishes_the_result(sign_in(visitor(1280), story.CLERK[1]), ref, photo)
    with clock.at(MONDAY + 46 * DAY):
        assert "办结" in resident.open(own).inner_text("main")
        for path in ("", "/board", "/works", "/motions", "/record"):
            resident.open("/yunxi/liutang" + path)
        assert not village.database.read_now(lambda db: verify_kept(db, village.id)).faults


def the_worker_reports(worker: Visitor, own: str, photo: Path, line: str, **more: str) -> None:
    worker.open(own + "/report")
    form = worker.page.locator("form[action$='/report']")
    form.locator("[name=photos]").set_input_files(photo)
    if "paid" in more:
        form.locator("details > summary").click()
        form.locator("[name=invoice]").set_input_files(photo)
    page = fill_in(worker, "/report", line=line, **more)
    assert line in page.inner_text("main")
    assert page.locator("main img").count() > 0


def the_supervisor_finds_otherwise(supervisor: Visitor, own: str, photo: Path) -> None:
    supervisor.open(own + "/look")
    page = fill_in(supervisor, own + "/look", files=photo, holds="untrue", text="只立了 7 根")
    assert "不属实" in page.inner_text("main")


def at_desk(worker: Visitor, own: str) -> Visitor:
    worker.open(own + "/desk")
    return worker


def the_worker_answers(worker: Visitor, own: str, photo: Path) -> None:
    assert "只立了 7 根" in at_desk(worker, own).page.inner_text("main")
    assert worker.page.locator("li.blocks").count() > 0, "an open finding stands in the way of acceptance"
    fill_in(worker, "/desk/answer", files=photo, text="另外 5 根当天下午立好，请再来看")


def the_clerk_publishes_the_result(clerk: Visitor, ref: str, photo: Path) -> None:
    clerk.open(f"/yunxi/liutang/motions/{ref}/notice/desk")
    fill_in(clerk, "/notice/desk/post", files=photo, days="7", place="村口公告栏", phone="0571-12345678")


def says(visitor: Visitor, own: str, content: str, finished: str, **more: str) -> None:
    visitor.open(own + "/rating")
    fill_in(visitor, "/rating", content=content, finished=finished, **more)


def members_and_the_objector_say_it_is_not_done(visitor: Any, own: str) -> None:
    """Thirty days later, each is asked where they look."""
    for member in story.MEMBERS[1:3]:
        phone = sign_in(visitor(390), member.phone)
        phone.open("/me")
        phone.tap("说说办好了没有")
        fill_in(phone, "/rating", content="dissatisfied", finished="unfinished", text="有五盏不亮了")
    says(visitor(360, 640, scripts=False), own, "dissatisfied", "unfinished", number="1-1", code=code_of(EVENT))
