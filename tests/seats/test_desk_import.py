"""The import as a page: first what is in the file, then, confirmed, the members; for one's own community only."""

import base64
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from council.seats.tables import bodies_of, seats_of
from tests.seats.paper import DATA, as_csv
from tests.village import Village

Found = Callable[..., Village]
WILLOW = (DATA / "willow-bridge-yishihui.xlsx").read_bytes()
HEADINGS = ["理事会名称", "姓名", "职务", "联系电话"]
NEW = [("柳桥社区西山组村民理事会", name, "理事", "") for name in ("王建国", "李桂芳", "赵明", "周国平", "吴长林")]


def preview(village: Village, data: bytes, name: str = "名册.csv", who: object = "clerk") -> Any:
    return village.client(who).post(f"{village.url}/desk/import/preview", files={"file": (name, data)})


def confirm(village: Village, data: bytes, **changed: str) -> Any:
    fields = {
        "file": base64.b64encode(data).decode(), "filename": "名册.csv", "county": county_name(village),
        "township": "青桥街道", "name": "柳桥社区", "event": uuid4().hex,
    }  # fmt: skip
    return village.client("clerk").post(f"{village.url}/desk/import", data=fields | changed)


def county_name(village: Village) -> str:
    return f"云溪县{village.county.removeprefix('yunxi')}"


def test_a_new_council_is_previewed_and_then_entered(village: Village) -> None:
    page = preview(village, as_csv(HEADINGS, *NEW))
    assert page.status_code == 200
    assert "柳桥社区西山组村民理事会" in page.text
    assert "吴长林" in page.text
    assert village.last()["act"] == "body.found"
    assert len(village.read(bodies_of)) == 1
    done = confirm(village, as_csv(HEADINGS, *NEW))
    assert "名册已录入" in done.text
    assert [body.key for body in village.read(bodies_of)] == ["yishihui", "xishanzu-lishihui"]
    assert len(village.read(seats_of, "xishanzu-lishihui")) == 5
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("body.found", "clerk:90")


def test_the_form_on_the_preview_is_the_one_that_enters_it(village: Village) -> None:
    client = village.client("clerk")
    page = client.post(f"{village.url}/desk/import/preview", files={"file": ("名册.csv", as_csv(HEADINGS, *NEW))})
    form = page.text.split(f'action="{village.url}/desk/import"')[1].split("</form>")[0]
    fields = dict(part.split('" value="') for part in form.split('name="')[1:])
    sent = {name: value.split('"')[0] for name, value in fields.items()}
    for _ in range(2):
        assert "名册已录入" in client.post(f"{village.url}/desk/import", data=sent).text
    assert len(village.entries()) == 2


def test_a_body_that_stands_and_differs_is_shown_and_left_alone(village: Village) -> None:
    before = village.read(seats_of, village.body)
    page = preview(village, WILLOW, "名册.xlsx")
    assert "柳桥社区议事会已经有了，和文件不一样，不动它" in page.text
    assert "电话" in page.text
    assert confirm(village, WILLOW, filename="名册.xlsx").status_code == 422
    assert village.read(seats_of, village.body) == before


@pytest.mark.parametrize(
    "rows",
    [
        (["行政村", *HEADINGS], ("陈桥村", *NEW[0])),
        (["县", "行政村", *HEADINGS], ("别处县", "柳桥社区", *NEW[0])),
    ],
)
def test_a_roster_that_names_another_community_is_refused(village: Village, rows: tuple[Any, ...]) -> None:
    page = preview(village, as_csv(*rows))
    assert "这里只能导入本社区（村）的名册" in page.text
    assert f'action="{village.url}/desk/import"' not in page.text
    assert confirm(village, as_csv(*rows)).status_code == 422
    assert len(village.read(bodies_of)) == 1


def test_other_names_smuggled_into_the_confirmation_found_nothing_elsewhere(village: Village, found: Found) -> None:
    other = found()
    answer = confirm(village, as_csv(HEADINGS, *NEW), county=county_name(other))
    assert answer.status_code == 422
    assert len(other.read(bodies_of)) == 1
    unnamed = [("西山组村民理事会", *person[1:]) for person in NEW]
    assert confirm(village, as_csv(HEADINGS, *unnamed), name="新村").status_code == 422


def test_a_refused_roster_says_where_and_offers_nothing(village: Village) -> None:
    twelve = [("柳桥社区西山组村民理事会", f"王{'一二三四五六七八九十百千'[n]}", "理事", "") for n in range(12)]
    page = preview(village, as_csv(HEADINGS, *twelve))
    assert "章程最多只许 11 席" in page.text
    assert f'action="{village.url}/desk/import"' not in page.text
    assert confirm(village, as_csv(HEADINGS, *twelve)).status_code == 422


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("照片.png", b"\x89PNG\0\0\0", "这种文件读不了"),
        ("名册.csv", b"", "请选名册文件"),
        ("名册.xlsx", b"PK\x03\x04 broken", "文件打不开"),
        ("名册.csv", b"a,b\n1,2\n", "没找到成员名单"),
        ("名册.csv", b"\0" * 5000, "空的"),
        ("名册.csv", b"x" * 600_000, "文件超过 512 KB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_politely(village: Village, name: str, data: bytes, said: str) -> None:
    page = preview(village, data, name)
    assert page.status_code == 422
    assert said in page.text or "空的" in page.text
    assert village.last()["act"] == "body.found"


def test_no_file_at_all_is_said_at_the_field(village: Village) -> None:
    page = village.client("clerk").post(f"{village.url}/desk/import/preview", data={})
    assert page.status_code == 422
    assert "请选名册文件" in page.text


@pytest.mark.parametrize(
    "changed",
    [{"file": "###"}, {"file": ""}, {"filename": "x\0.csv"}, {"county": ""}, {"file": base64.b64encode(b"x").decode()}],
)
def test_a_confirmation_that_was_tampered_with_is_refused(village: Village, changed: dict[str, str]) -> None:
    assert confirm(village, as_csv(HEADINGS, *NEW), **changed).status_code == 422
    assert len(village.read(bodies_of)) == 1


@pytest.mark.parametrize("who", [8, "stranger"])
def test_only_the_clerk_imports(village: Village, who: object) -> None:
    assert preview(village, as_csv(HEADINGS, *NEW), who=who).status_code == 403
    client = village.client(who)
    data = {
        "file": base64.b64encode(as_csv(HEADINGS, *NEW)).decode(), "filename": "名册.csv",
        "county": county_name(village), "township": "青桥街道", "name": "柳桥社区", "event": uuid4().hex,
    }  # fmt: skip
    assert client.post(f"{village.url}/desk/import", data=data).status_code == 403
    assert len(village.read(bodies_of)) == 1


def test_someone_signed_out_is_sent_to_sign_in_before_the_file_is_opened(village: Village) -> None:
    client = village.client()
    client.follow_redirects = False
    answer = client.post(f"{village.url}/desk/import/preview", files={"file": ("名册.csv", b"x")})
    assert answer.status_code == 303
