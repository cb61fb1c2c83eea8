"""A report whose photographs came before it, in parts: it is the same report, and a wrong file is refused the same."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event as heard
from sqlalchemy import func, select

from council.kit import clock
from council.kit.ids import new_id
from council.kit.pictures import prepared
from council.ledger.tables import PaperContent
from council.people.sendings import LIFE, Sending, SendingPart
from tests.files import SECRET, pdf, photograph, picture
from tests.judge import JudgingClient
from tests.people.carrying import added, asked, at, begun, carried, name_of
from tests.village import Village
from tests.votes.scene import DAY
from tests.works.scene import BEGUN
from tests.works.test_uploads import WRONG, Kept, disk, kept

__all__ = ["disk", "kept"]

LINE = "立了 8 根灯杆"
SCRIPT = re.compile(r'<script src="/static/js/sending\.js\?v=[0-9a-f]+" defer>')


@pytest.fixture
def worker(village: Village) -> JudgingClient:
    return village.client("委一")


@pytest.fixture
def own(village: Village, working: str) -> str:
    return f"{village.url}/works/{working}"


def reported(client: JudgingClient, own: str, *photos: str, event: str = "", **more: Any) -> Any:
    """The form as the script leaves it: in place of each file its name."""
    sent = {"line": LINE, "milestone": "1", "event": event or new_id().hex, "photos": list(photos), **more}
    return client.post(own + "/report", data=sent)


def left(village: Village) -> tuple[int, int]:
    """Sendings that may still be used, and parts of any."""
    sendings = select(func.count()).where(Sending.community_id == village.id, Sending.used.is_(None))  # type: ignore[union-attr]
    parts = select(func.count()).where(SendingPart.community_id == village.id)
    return village.look(lambda db: (db.value(sendings), db.value(parts)))


def reports(village: Village) -> list[dict[str, Any]]:
    return [entry for entry in village.entries() if entry["act"] == "work.report"]


PHOTO, OTHER = photograph(), picture()


# ── done ──


def test_it_is_published_with_what_came_before_it(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        photos = [carried(worker, at(village), each) for each in (PHOTO, OTHER)]
        page = reported(worker, own, *map(name_of, photos))
    assert page.status_code == 200
    assert LINE in page.text
    (entry,) = reports(village)
    assert entry["facts"]["photos"] == [prepared(each).sha256 for each in (PHOTO, OTHER)], "in the order of the form"
    assert left(village) == (0, 0), "nothing of them stays"
    contents = village.look(lambda db: db.rows(select(PaperContent.content)))
    assert not [row for row in contents if SECRET in row.content], "nothing of what the camera wrote"


def test_beside_files_that_come_with_the_form(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        name = name_of(carried(worker, at(village), PHOTO))
        paper = name_of(carried(worker, at(village), pdf(), "发票.pdf", "application/pdf"))
        page = worker.submit(
            own + "/report", {"line": LINE, "milestone": "1", "paid": "10", "photos": name, "invoice": paper},
            form="/report", files={"photos": ("b.jpg", OTHER, "image/jpeg")},
        )  # fmt: skip
        assert page.status_code == 200
    (entry,) = reports(village)
    assert set(entry["facts"]["photos"]) == {prepared(PHOTO).sha256, prepared(OTHER).sha256}
    assert entry["facts"]["invoice"] == prepared(pdf()).sha256


def test_a_file_that_nobody_named_is_taken_too(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        assert reported(worker, own, name_of(carried(worker, at(village), PHOTO, "", ""))).status_code == 200
    assert len(reports(village)[0]["facts"]["photos"]) == 1


def test_the_same_form_sent_twice_is_one_report(village: Village, worker: JudgingClient, own: str) -> None:
    event = new_id().hex
    with clock.at(BEGUN + DAY):
        names = [name_of(carried(worker, at(village), each)) for each in (PHOTO, OTHER)]
        first, second = (reported(worker, own, *names, event=event) for _ in range(2))
        assert (first.status_code, second.status_code) == (200, 200)
        assert second.url == first.url
        with_the_file = worker.post(
            own + "/report", data={"line": LINE, "milestone": "1", "event": event},
            files=[("photos", ("a.jpg", each, "image/jpeg")) for each in (PHOTO, OTHER)],
        )  # fmt: skip
        assert with_the_file.url == first.url, "and so is the form with the files themselves"
        assert reported(worker, own, names[0], event=event).status_code == 422, "with less it is another"
    assert len(reports(village)) == 1


def test_one_form_takes_it_and_no_other(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        name = name_of(carried(worker, at(village), PHOTO))
        reported(worker, own, name)
        page = reported(worker, own, name)
    assert page.status_code == 422
    assert "已经不在了" in page.text
    assert LINE in page.text
    assert len(reports(village)) == 1


def test_a_report_that_is_refused_leaves_it_for_the_next(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        sending = carried(worker, at(village), PHOTO)
        assert reported(worker, own, name_of(sending), paid="20").status_code == 422, "its invoice is missing"
        assert reported(worker, own, name_of(sending), line="").status_code == 422
        assert asked(worker, sending)[0] == 200
        assert reported(worker, own, name_of(sending)).status_code == 200


# ── refused ──


def test_a_wrong_file_is_refused_and_leaves_nothing(
    village: Village, worker: JudgingClient, own: str, kept: Kept, disk: Any
) -> None:
    with clock.at(BEGUN + DAY):
        before = kept()
        for name, (called, content, kind, said) in WRONG.items():
            if name == "huge":
                assert begun(worker, at(village), len(content)).status_code == 413
                continue
            page = reported(worker, own, name_of(carried(worker, at(village), content, called, kind)))
            assert page.status_code == 422, f"{name} was taken"
            assert said in page.text, f"{name}: {page.text}"
            assert '"#field-photos' in page.text, name
            assert LINE in page.text, name
            assert kept() == before, f"{name} left something"
    assert not list(disk.iterdir())


def test_of_several_the_wrong_one_is_named_and_goes(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        right, wrong = (
            carried(worker, at(village), PHOTO),
            carried(worker, at(village), b"x" * 9, "村口<b>.png", "image/png"),
        )
        page = reported(worker, own, name_of(right), name_of(wrong))
        assert "村口&lt;b&gt;.png：" in page.text
        assert (asked(worker, right)[0], asked(worker, wrong)[0]) == (200, 404)
        assert reported(worker, own, name_of(right)).status_code == 200


def under_way(village: Village, client: JudgingClient) -> str:
    sending = str(begun(client, at(village), len(PHOTO)).headers["location"])
    added(client, sending, 0, PHOTO[:100])
    return sending


STRANGE: dict[str, Callable[[Village, JudgingClient], tuple[str, str]]] = {
    "another person's": lambda village, _: (carried(village.client("委二"), at(village), PHOTO), "已经不在了"),
    "nobody's": lambda village, _: (f"{at(village)}/{new_id().hex}", "已经不在了"),
    "not whole yet": lambda village, client: (under_way(village, client), "还没传完"),
    "no name at all": lambda village, _: (f"{at(village)}/{'g' * 32}", "请在这里选一个文件"),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_a_name_that_leads_to_no_file_loses_no_words(
    village: Village, worker: JudgingClient, own: str, strange: str
) -> None:
    with clock.at(BEGUN + DAY):
        sending, said = STRANGE[strange](village, worker)
        before = left(village)
        page = reported(worker, own, name_of(sending))
    assert page.status_code == 422
    assert said in page.text
    assert '"#field-photos' in page.text
    assert f'value="{LINE}"' in page.text
    assert left(village) == before, "what is another's or under way stays"
    assert not reports(village)


def test_what_was_swept_away_is_to_be_chosen_once_more(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        sending = carried(worker, at(village), PHOTO)
    with clock.at(BEGUN + DAY + LIFE):
        page = reported(worker, own, name_of(sending))
    assert "已经不在了" in page.text
    assert f'value="{LINE}"' in page.text


def test_no_more_than_the_form_takes(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        photos = [carried(worker, at(village), picture(40 + n)) for n in range(8)]
        page = reported(worker, own, *map(name_of, photos))
        assert "最多 6 个文件" in page.text
        assert LINE in page.text
        assert [asked(worker, each)[0] for each in photos] == [200] * 8
        one = name_of(photos[0])
        assert reported(worker, own, one, one).status_code == 200, "named twice it is one"
    assert len(reports(village)[0]["facts"]["photos"]) == 1


def test_signed_out_the_form_leads_to_the_sign_in_page_and_the_file_stays(
    village: Village, worker: JudgingClient, own: str
) -> None:
    with clock.at(BEGUN + DAY):
        sending = carried(worker, at(village), PHOTO)
        worker.cookies.clear()
        assert reported(worker, own, name_of(sending)).url.path == "/login"
        worker.cookies.set("council", village.secrets["委一"])
        assert asked(worker, sending)[0] == 200


def test_a_form_that_asks_nobody_who_they_are_takes_none(village: Village, worker: JudgingClient, posted: str) -> None:
    """Whoever objects is not known here: a file of their own account would tell."""
    with clock.at(BEGUN - 3 * DAY):
        name = name_of(carried(worker, at(village), PHOTO))
        page = worker.post(
            f"{village.url}/motions/{posted}/objections/new",
            data={"text": "灯太亮了，睡不着", "category": "new", "event": new_id().hex, "photo": name},
        )
    assert page.status_code == 422
    assert "请在这里选一个文件" in page.text
    assert left(village)[0] == 1


# ── the page ──


def test_the_form_says_where_to_and_loads_the_script(village: Village, worker: JudgingClient, own: str) -> None:
    with clock.at(BEGUN + DAY):
        page = worker.get(own + "/report").text
        assert page.count(f'data-sends="{at(village)}"') == 2
        assert len(SCRIPT.findall(page)) == 1
        assert 'data-goes="第 {n} 张：已传 {percent}%"' in page
        assert f'data-sends="/en{at(village)}"' in worker.get("/en" + own + "/report").text
        for plain in (own, own + "/desk/nothing", village.url):
            assert not SCRIPT.search(worker.get(plain).text)


def test_a_page_for_anyone_has_no_such_script(village: Village, worker: JudgingClient, posted: str) -> None:
    with clock.at(BEGUN - 3 * DAY):
        page = worker.get(f"{village.url}/motions/{posted}/objections/new").text
    assert 'type="file"' in page
    assert "data-sends" not in page
    assert not SCRIPT.search(page)


# ── what it costs ──


def test_what_a_part_and_a_file_cost(village: Village, worker: JudgingClient, own: str) -> None:
    """A part is three statements in a transaction of its own; a file that a form takes adds one to four that do not
    grow with it."""
    asked_for: list[str] = []
    engine = village.db.writing

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "BEGIN")):
            asked_for.append(statement)

    def written(do: Callable[[], Any]) -> list[str]:
        asked_for.clear()
        do()
        return [one for one in asked_for if "sending" in one]

    with clock.at(BEGUN + DAY):
        sending = begun(worker, at(village), len(PHOTO)).headers["location"]
        heard.listen(engine, "before_cursor_execute", note)
        assert len(written(lambda: added(worker, sending, 0, PHOTO[:200]))) == 3
        assert len(written(lambda: added(worker, sending, 200, PHOTO[200:]))) == 3
        more = [carried(worker, at(village), picture(40 + n)) for n in range(3)]
        assert len(written(lambda: reported(worker, own, *map(name_of, [sending, *more])))) == 2
        heard.remove(engine, "before_cursor_execute", note)
    assert len(reports(village)[0]["facts"]["photos"]) == 4
