"""The import command: a preview in Chinese, a question, progress, and exit codes."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from council.kit.db import Database
from council.seats.importing import run_import
from tests.seats.paper import COUNCIL, DATA, HEADINGS, VILLAGE, as_csv

WILLOW = DATA / "willow-bridge-yishihui.xlsx"


class Terminal:
    """Runs the command as a person would, and keeps what it said."""

    def __init__(self, database: Database):
        self.database = database
        self.said = ""
        self.asked: list[str] = []

    def run(self, path: Path, answer: str | None = "n", **options: Any) -> int:
        def ask(question: str) -> str:
            self.asked.append(question)
            if answer is None:
                raise EOFError
            return answer

        out = io.StringIO()
        flags: dict[str, Any] = {"charter": None, "place": None, "preview": False, "yes": False, "as_json": False}
        code = run_import(self.database, path, **(flags | options), out=out, ask=ask)
        self.said = out.getvalue()
        return code


@pytest.fixture
def terminal(database: Database) -> Terminal:
    return Terminal(database)


@pytest.fixture
def place() -> str:
    return f"云溪{uuid4().hex[:8]}县/青桥街道"


def test_the_preview_is_chinese_and_founds_nothing(terminal: Terminal, place: str) -> None:
    assert terminal.run(WILLOW, place=place, preview=True) == 0
    assert "要建立：1 个社区或村，1 个议事会（理事会），13 人。" in terminal.said
    assert "出生年月" in terminal.said
    assert not terminal.asked
    assert terminal.run(WILLOW, place=place, preview=True) == 0
    assert "要建立：1 个" in terminal.said


def test_a_person_who_says_no_founds_nothing(terminal: Terminal, place: str) -> None:
    for answer in ("n", "", None):
        assert terminal.run(WILLOW, answer, place=place) == 1
        assert "没有建立任何东西" in terminal.said
    assert len(terminal.asked) == 3


def test_a_person_who_says_yes_founds_it_and_again_there_is_nothing_to_found(terminal: Terminal, place: str) -> None:
    assert terminal.run(WILLOW, "y", place=place) == 0
    assert "已建立：1 个社区或村，1 个议事会（理事会），13 人。" in terminal.said
    assert terminal.run(WILLOW, place=place) == 0
    assert "文件里的都已经建好了" in terminal.said
    assert len(terminal.asked) == 1


def test_a_village_of_the_same_name_that_stands_is_pointed_out(terminal: Terminal, place: str) -> None:
    assert terminal.run(WILLOW, place=place, yes=True) == 0
    assert terminal.run(WILLOW, place=place.partition("/")[0], preview=True) == 0
    assert f"柳桥社区在青桥街道已经有了。如果是同一个，请加上 --place {place}。" in terminal.said.replace("\n", "")


def test_with_yes_nobody_is_asked(terminal: Terminal, place: str) -> None:
    assert terminal.run(WILLOW, place=place, yes=True) == 0
    assert not terminal.asked


def test_json_is_whole_and_nothing_else(terminal: Terminal, place: str) -> None:
    assert terminal.run(WILLOW, place=place, as_json=True, yes=True) == 0
    told = json.loads(terminal.said)
    assert told["founded"] == {"communities": 1, "bodies": 1, "members": 13}
    assert told["communities"][0]["url"].endswith("/liuqiao")
    assert terminal.run(WILLOW, place=place, as_json=True, preview=True) == 0
    told = json.loads(terminal.said)
    assert told["founded"] is None
    assert told["communities"][0]["same"] == ["柳桥社区议事会"]


def test_a_refused_file_says_where_and_exits_with_one(terminal: Terminal, tmp_path: Path) -> None:
    rows = [(VILLAGE, COUNCIL, f"王{'一二三四五六七八九十百千'[n]}", "理事", "") for n in range(12)]
    path = tmp_path / "名册.csv"
    path.write_bytes(as_csv(HEADINGS, *rows))
    assert terminal.run(path, yes=True) == 1
    assert "整份文件都不能建立" in terminal.said
    assert "名册上有 12 席，章程最多只许 11 席" in terminal.said.replace("\n", "")
    assert terminal.run(path, yes=True, as_json=True) == 1
    assert json.loads(terminal.said)["refused"] is True


def test_many_alike_are_cut_on_the_screen_and_whole_in_json(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(as_csv(HEADINGS, *((VILLAGE, COUNCIL, f"王{n}", "理事", "123") for n in range(90))))
    assert terminal.run(path, preview=True) == 1
    assert "同样的情况还有" in terminal.said
    assert len(terminal.said.splitlines()) < 80
    assert terminal.run(path, preview=True, as_json=True) == 1
    refused = [found["row"] for found in json.loads(terminal.said)["findings"] if found["level"] == "refused"]
    assert refused[:90] == list(range(2, 92))


def test_a_remark_is_never_cut_off(terminal: Terminal, tmp_path: Path) -> None:
    """Chinese has no spaces to break at; what is too long for the line goes on in the next."""
    path = tmp_path / "名册.csv"
    rows = [(VILLAGE, f"柳塘村{at}组村民理事会", f"王{at}", "理事长", "13800000000") for at in range(2)]
    path.write_bytes(as_csv(HEADINGS, *rows))
    terminal.run(path, preview=True)
    assert "…" not in terminal.said
    assert "个电话号码对着不止一个名字" in terminal.said.replace("\n", "").replace(" ", "").replace("│", "")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"charter": "parliament"}, "没有 parliament 这个章程"),
        ({"place": "a//b"}, "县/街道"),
        ({"place": "县/街道/社区/组"}, "县/街道"),
        ({"as_json": True}, "--preview"),
    ],
)
def test_wrong_usage_exits_with_two(terminal: Terminal, wrong: dict[str, object], said: str) -> None:
    assert terminal.run(WILLOW, **wrong) == 2
    assert said in terminal.said.replace("\n", "")


def test_a_file_that_is_not_there_exits_with_two(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run(tmp_path / "nowhere.xlsx", yes=True) == 2
    assert terminal.run(tmp_path, yes=True) == 2


def test_a_file_that_is_no_roster_exits_with_one(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(b"\x89PNG\0\0")
    assert terminal.run(path, yes=True) == 1
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    assert terminal.run(path, yes=True, as_json=True) == 1
    assert "reason" in json.loads(terminal.said)


def test_names_with_brackets_are_printed_as_they_are(terminal: Terminal, tmp_path: Path, place: str) -> None:
    path = tmp_path / "[red]名册[bold].csv"
    path.write_bytes(WILLOW.read_bytes())
    run: Callable[..., int] = terminal.run
    assert run(path, place=place, preview=True) in (0, 1)
    xlsx = tmp_path / "[red]名册[bold].xlsx"
    xlsx.write_bytes(WILLOW.read_bytes())
    assert run(xlsx, place=place, preview=True) == 0
    assert "[red]名册[bold].xlsx" in terminal.said
