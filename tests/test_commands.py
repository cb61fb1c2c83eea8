"""The commands, as a person at a console runs them: what they say, and the code they end with."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import Result
from typer.testing import CliRunner

from council import __main__ as commands
from council.config import Settings
from council.kit import datadir
from tests.kit.empty import empty_postgres
from tests.ledger.demo_world import ENTRIES, demo_file

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [name for name in os.environ if name.startswith("COUNCIL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return lambda *words: CliRunner().invoke(commands.cli, [str(word) for word in words])


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder with the demo in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo_file(), folder / "council.db")
    yield folder
    datadir.give_back(folder)


def test_help_names_every_command_in_both_languages(run: Run) -> None:
    answer = run("--help")
    assert answer.exit_code == 0
    for command in ("serve", "demo", "migrate", "import", "appoint", "verify", "export", "backup", "restore", "words"):
        assert command in answer.output
        assert run(command, "--help").exit_code == 0
    assert "退出码" in answer.output
    assert run("nonsense").exit_code == 2


# ── verify and export ──


def test_all_books_are_right(run: Run, data: Path) -> None:
    answer = run("verify", "--data", data)
    assert answer.exit_code == 0
    assert f"柳塘村 yunxi/liutang：{ENTRIES} 条，对得上" in answer.output
    assert "下浦村 yunxi/xiapu：30 条，对得上" in answer.output
    assert "下浦" not in run("verify", "yunxi/liutang", "--data", data).output


def test_english_stands_below_where_the_terminal_is_not_chinese(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    answer = run("verify", "liutang", "--data", data)
    assert "对得上" in answer.output
    assert "all right" in answer.output


def test_an_export_verifies_with_the_same_code(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "record.zip"
    assert run("export", "liutang", "--to", file, "--data", data).exit_code == 0
    answer = run("verify", file)
    assert answer.exit_code == 0
    assert answer.output.split("：")[-1] == run("verify", "liutang", "--data", data).output.split("：")[-1]
    again = run("export", "liutang", "--to", file, "--data", data)
    assert again.exit_code == 1
    assert "不会覆盖" in again.output


def test_a_changed_export_is_wrong_and_says_where(run: Run, data: Path, tmp_path: Path) -> None:
    file, changed = tmp_path / "record.zip", tmp_path / "changed.zip"
    run("export", "liutang", "--to", file, "--data", data)
    with ZipFile(file) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name,
                content.replace('"装'.encode(), '"拆'.encode()).replace(b'"cost_fen":3840000', b'"cost_fen":9840000'),
            )
    answer = run("verify", changed)
    assert answer.exit_code == 1
    assert "第 21 号" in answer.output


def test_since_finds_what_was_taken_away_or_written_anew(run: Run, data: Path, tmp_path: Path) -> None:
    earlier, other = tmp_path / "earlier.zip", tmp_path / "other.zip"
    run("export", "liutang", "--to", earlier, "--data", data)
    run("export", "xiapu", "--to", other, "--data", data)
    assert run("verify", earlier, "--since", earlier).exit_code == 0
    assert run("verify", earlier, "--since", other).exit_code == 1
    assert run("verify", earlier, "--since", tmp_path / "no.zip").exit_code == 2


def test_what_cannot_be_told_is_2(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    assert run("verify", tmp_path / "text.zip").exit_code == 2
    assert run("verify", tmp_path / "missing.zip").exit_code == 2
    assert run("verify", "--data", tmp_path / "nowhere").exit_code == 2
    assert not (tmp_path / "nowhere").exists()
    assert run("verify", "nowhere", "--data", data).exit_code == 2
    (data / "council.db").write_bytes(b"no database at all" * 100)
    answer = run("verify", "--data", data)
    assert answer.exit_code == 2
    assert "数据库用不了" in answer.output


def test_a_database_tampered_with_is_wrong_and_says_where(run: Run, data: Path) -> None:
    connection = sqlite3.connect(data / "council.db")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("UPDATE ledger_opening SET value = '李四' WHERE seq = 2 AND field = 'name'")
    connection.commit()
    connection.close()
    answer = run("verify", "--data", data)
    assert answer.exit_code == 1
    assert "第 2 号" in answer.output


# ── backup and restore ──


def test_a_backup_goes_back_into_an_empty_place_and_only_there(run: Run, data: Path, tmp_path: Path) -> None:
    file, empty = tmp_path / "backup.zip", tmp_path / "empty"
    answer = run("backup", file, "--data", data)
    assert answer.exit_code == 0
    assert "重新登录" in answer.output
    assert run("backup", file, "--data", data).exit_code == 1
    answer = run("restore", file, "--data", empty)
    datadir.give_back(empty)
    assert answer.exit_code == 0
    assert "都恢复好了" in answer.output
    assert run("verify", "--data", empty).output == run("verify", "--data", data).output
    assert run("restore", file, "--data", empty).exit_code == 1
    datadir.give_back(empty)


def test_what_is_no_backup_is_2_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("no archive")
    assert run("restore", tmp_path / "no.zip", "--data", tmp_path / "empty").exit_code == 2
    assert run("restore", tmp_path / "missing.zip", "--data", tmp_path / "empty").exit_code == 2
    assert not (tmp_path / "empty" / "council.db").exists()
    datadir.give_back(tmp_path / "empty")


def test_a_backup_of_a_later_version_is_2(run: Run, data: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.zip", "--data", data)
    with ZipFile(tmp_path / "b.zip") as old, ZipFile(tmp_path / "later.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"revision": "0', b'"revision": "9'))
    assert run("restore", tmp_path / "later.zip", "--data", tmp_path / "empty").exit_code == 2
    assert run("restore", tmp_path / "b.zip", "--data", tmp_path / "empty").exit_code == 0
    datadir.give_back(tmp_path / "empty")


def test_a_backup_is_taken_while_another_process_works_there(run: Run, data: Path, tmp_path: Path) -> None:
    """The server holds the folder: those who only look need not wait for it, those who write are told."""
    holder = subprocess.Popen(
        [sys.executable, "-c", f"import time\nfrom pathlib import Path\nfrom council.kit import datadir\n"
         f"datadir.take(Path({str(data)!r}))\nprint('held', flush=True)\ntime.sleep(60)"],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert holder.stdout
        holder.stdout.readline()
        assert run("backup", tmp_path / "b.zip", "--data", data).exit_code == 0
        assert run("verify", "--data", data).exit_code == 0
        answer = run("appoint", "liutang", "--name", "张三", "--data", data)
        assert answer.exit_code == 2
        assert "正由另一个进程使用" in answer.output
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


# ── appoint, import, migrate ──


def test_appoint_prints_a_slip_and_leaves_an_entry(run: Run, data: Path) -> None:
    answer = run("appoint", "liutang", "--name", "张三", "--phone", "12000550199", "--data", data)
    assert answer.exit_code == 0
    assert "柳塘-" in answer.output
    assert "/yunxi/liutang/slip" in answer.output
    datadir.give_back(data)
    assert f"{ENTRIES + 1} 条，对得上" in run("verify", "liutang", "--data", data).output
    assert run("appoint", "liutang", "--data", data).exit_code == 1
    assert run("appoint", "nowhere", "--name", "张三", "--data", data).exit_code == 1
    assert run("appoint", "liutang", "--name", "张三", "--role", "king", "--data", data).exit_code == 1


def test_import_shows_before_it_founds(run: Run, tmp_path: Path) -> None:
    roster, folder = Path(__file__).parent / "data" / "willow-bridge-yishihui.xlsx", tmp_path / "new"
    answer = run("import", roster, "--preview", "--json", "--data", folder)
    assert answer.exit_code == 0
    assert json.loads(answer.output)["to_found"]["members"] == 13
    assert run("import", roster, "--yes", "--data", folder).exit_code == 0
    assert run("import", tmp_path / "none.xlsx", "--data", folder).exit_code == 2
    datadir.give_back(folder)
    assert "1 条，对得上" in run("verify", "--data", folder).output


def test_migrate_makes_an_empty_database_in_which_there_is_nothing_to_check(run: Run, tmp_path: Path) -> None:
    assert run("migrate", "--data", tmp_path / "new").exit_code == 0
    datadir.give_back(tmp_path / "new")
    assert run("verify", "--data", tmp_path / "new").exit_code == 2


@pytest.fixture
def on_postgres(postgres_url: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database on PostgreSQL, named by the environment."""
    with empty_postgres(postgres_url) as url:
        monkeypatch.setenv("COUNCIL_DATABASE_URL", url.replace("postgresql+psycopg://", "postgresql://"))
        yield url


def test_every_command_works_on_postgresql(run: Run, on_postgres: str, tmp_path: Path) -> None:
    roster = Path(__file__).parent / "data" / "willow-bridge-yishihui.xlsx"
    for words in (
        ("migrate",), ("import", roster, "--yes"), ("appoint", "liuqiao", "--name", "周国平"), ("verify",),
        ("export", "liuqiao", "--to", tmp_path / "record.zip"), ("verify", tmp_path / "record.zip"),
        ("backup", tmp_path / "backup.zip"), ("restore", tmp_path / "backup.zip", "--data", tmp_path / "lite"),
    ):  # fmt: skip
        answer = run(*words)
        assert answer.exit_code == 0, (words, answer.output, answer.exception)
    datadir.give_back(tmp_path / "lite")
    assert run("verify").output == run("verify", "--data", tmp_path / "lite").output


def test_a_database_that_is_not_up_to_date_is_said(run: Run, on_postgres: str) -> None:
    answer = run("appoint", "liuqiao", "--name", "周国平")
    assert answer.exit_code == 2
    assert "council migrate" in answer.output
    assert run("verify").exit_code == 2


def test_a_village_moves_from_sqlite_to_postgresql(run: Run, on_postgres: str, data: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "backup.zip", "--data", data).exit_code == 0
    answer = run("restore", tmp_path / "backup.zip")
    assert answer.exit_code == 0, answer.output
    assert run("verify").output == run("verify", "--data", data).output
    assert run("restore", tmp_path / "backup.zip").exit_code == 1


# ── serving ──


@pytest.fixture
def port() -> int:
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """What would be served, without serving it."""
    found: list[Settings] = []
    monkeypatch.setattr(commands, "serve_app", lambda app, settings: found.append(settings))
    return found


def test_the_demo_tells_how_to_sign_in_and_is_founded_once(
    run: Run, data: Path, served: list[Settings], port: int
) -> None:
    answer = run("demo", "--port", port, "--data", data)
    assert answer.exit_code == 0, answer.output
    for words in (
        "孙海燕",
        "理事长",
        "周国平",
        "文书",
        "陈桂芳",
        "12000550108",
        "liutang2026",
        f"http://localhost:{port}/login",
    ):
        assert words in answer.output
    assert served[0].port == port
    datadir.give_back(data)
    assert f"{ENTRIES} 条" in run("verify", "liutang", "--data", data).output


def test_the_demo_leaves_alone_what_is_not_the_demo(
    run: Run, tmp_path: Path, served: list[Settings], port: int
) -> None:
    roster = Path(__file__).parent / "data" / "willow-bridge-yishihui.xlsx"
    run("import", roster, "--yes", "--data", tmp_path / "real")
    answer = run("demo", "--port", port, "--data", tmp_path / "real")
    datadir.give_back(tmp_path / "real")
    assert answer.exit_code == 1
    assert not served


def test_the_server_does_not_start_off_localhost_without_its_origin(
    run: Run, data: Path, served: list[Settings], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run("serve", "--host", "0.0.0.0", "--data", data)
    assert answer.exit_code == 2
    assert "要写 COUNCIL_ORIGIN" in answer.output, "in Chinese too"
    monkeypatch.setenv("COUNCIL_ORIGIN", "https://council.example.gov.cn")
    assert run("serve", "--host", "0.0.0.0", "--port", port, "--data", data).exit_code == 0
    assert served[0].where == "https://council.example.gov.cn"


@pytest.mark.parametrize("way", ["--workers", "COUNCIL_WORKERS"])
def test_two_workers_on_sqlite_are_refused_with_the_reason(
    run: Run, data: Path, served: list[Settings], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    if way == "COUNCIL_WORKERS":
        monkeypatch.setenv(way, "2")
    answer = run("serve", "--data", data, *(["--workers", "2"] if way == "--workers" else []))
    assert answer.exit_code == 2
    assert "SQLite 是一个文件，只由一个进程来写" in answer.output
    assert "one process writes" in answer.output
    assert not served
    assert run("serve", "--data", data, "--workers", "0").exit_code == 2


def test_a_standby_of_something_else_is_refused_and_one_that_is_away_is_said(
    run: Run, on_postgres: str, postgres_url: str, served: list[Settings], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("migrate").exit_code == 0
    monkeypatch.setenv("COUNCIL_READ_DATABASE_URL", postgres_url)
    answer = run("serve", "--port", port)
    assert answer.exit_code == 2
    assert "不是 COUNCIL_DATABASE_URL 的备库" in answer.output
    assert not served
    itself_or_nothing = ["postgresql://postgres@127.0.0.1:1/council", on_postgres]
    for url in itself_or_nothing:
        monkeypatch.setenv("COUNCIL_READ_DATABASE_URL", url)
        answer = run("serve", "--port", port)
        assert answer.exit_code == 0, answer.output
        assert "都从主库读" in answer.output
    assert [settings.read_database_url for settings in served] == itself_or_nothing


def test_a_standby_of_sqlite_is_refused_with_the_reason(
    run: Run, served: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNCIL_READ_DATABASE_URL", "postgresql://two/council")
    answer = run("serve")
    assert answer.exit_code == 2
    assert "SQLite 没有备库" in answer.output
    assert not served


def test_a_port_that_is_taken_is_said(run: Run, data: Path, served: list[Settings]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = run("serve", "--port", taken.getsockname()[1], "--data", data)
    assert answer.exit_code == 2
    assert "--port" in answer.output
    assert not served


def test_a_setting_that_cannot_be_read_is_said(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_TICK_SECONDS", "often")
    answer = run("verify", "--data", data)
    assert answer.exit_code == 2
    assert "COUNCIL_TICK_SECONDS" in answer.output
