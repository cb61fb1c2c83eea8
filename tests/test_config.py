"""Settings: what is refused before the server starts, and what is ours."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from council.config import Settings, settings_of


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"COUNCIL_{name.upper()}", raising=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_no_origin_is_needed(host: str) -> None:
    assert Settings(host=host).fault() is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "council.example.cn", ""])
def test_off_localhost_the_origin_is_required(host: str) -> None:
    assert "COUNCIL_ORIGIN is required" in str(Settings(host=host).fault())
    assert Settings(host=host, origin="https://council.example.cn").fault() is None


@pytest.mark.parametrize("origin", ["https://council.example.cn", "http://192.168.1.7:8000", "http://[::1]:8000/"])
def test_an_origin_is_scheme_host_and_port(origin: str) -> None:
    assert Settings(origin=origin).fault() is None


@pytest.mark.parametrize(
    "origin",
    [
        "council.example.cn",
        "ftp://council.example.cn",
        "https://",
        "https:///",
        "https://council.example.cn/village",
        "https://council.example.cn?x",
        "https://council.example.cn#x",
        "https://me:secret@council.example.cn",
        "https://council.example.cn:port",
        "http://[",
        "javascript:alert(1)",
    ],
)
def test_anything_else_is_refused(origin: str) -> None:
    assert "COUNCIL_ORIGIN" in str(Settings(origin=origin).fault())


@pytest.mark.parametrize(
    ("origin", "sent"),
    [
        ("https://council.example.cn", "https://council.example.cn"),
        ("https://Council.example.cn/", "https://council.example.cn"),
        ("https://council.example.cn:443", "https://council.example.cn"),
        ("http://192.168.1.7:80", "http://192.168.1.7"),
        ("http://192.168.1.7:8000", "http://192.168.1.7:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://柳桥.中国", "https://xn--xvvvj.xn--fiqs8s"),
    ],
)
def test_ours_is_what_a_browser_sends_for_it(origin: str, sent: str) -> None:
    assert Settings(origin=origin).origins == {sent}


def test_on_this_machine_both_ways_of_typing_it_are_ours() -> None:
    assert Settings(port=8123).origins == {"http://127.0.0.1:8123", "http://localhost:8123"}
    assert Settings(port=8123).where == "http://localhost:8123"
    assert Settings(host="::1", port=8123).where == "http://[::1]:8123"
    assert "http://[::1]:8123" in Settings(host="::1", port=8123).origins


def test_what_people_type_ends_without_a_slash() -> None:
    assert Settings(origin="https://council.example.cn/").where == "https://council.example.cn"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@h/council", "postgresql+psycopg://u:p@h/council"),
        ("postgres://u:p@h/council", "postgresql+psycopg://u:p@h/council"),
        ("postgresql+psycopg://u:p@h/council", "postgresql+psycopg://u:p@h/council"),
    ],
)
def test_a_plain_url_of_postgresql_is_understood(given: str, used: str) -> None:
    assert Settings(database_url=given).url == used


def test_without_a_url_it_is_a_file_in_the_data_folder(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert Settings(data=tmp_path).url == f"sqlite:///{tmp_path / 'council.db'}"


@pytest.mark.parametrize(("name", "value"), [("slip_days", 0), ("slip_days", 91), ("tick_seconds", 0), ("port", "x")])
def test_impossible_numbers_are_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_all_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_PORT", "9001")
    monkeypatch.setenv("COUNCIL_ORIGIN", "https://council.example.cn")
    assert (Settings().port, Settings().where) == (9001, "https://council.example.cn")


# ── a standby that answers pages ──


PRIMARY, STANDBY = "postgresql://council@one/council", "postgresql://council@two/council"


def test_reads_go_to_a_standby_of_postgresql() -> None:
    settings = Settings(database_url=PRIMARY, read_database_url=STANDBY)
    assert settings.fault() is None
    assert settings.standby_url == "postgresql+psycopg://council@two/council"
    assert Settings(database_url=PRIMARY).standby_url == ""


@pytest.mark.parametrize("database_url", ["", "sqlite:///council.db"])
def test_sqlite_has_no_standby(database_url: str) -> None:
    fault = Settings(database_url=database_url, read_database_url=STANDBY).fault()
    assert "SQLite has none" in str(fault)


@pytest.mark.parametrize("url", ["sqlite:///other.db", "two:5432/council", "https://two/council"])
def test_a_standby_is_named_by_a_postgresql_url(url: str) -> None:
    assert "begins with postgresql://" in str(Settings(database_url=PRIMARY, read_database_url=url).fault())


def test_a_folder_that_is_named_is_meant_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNCIL_DATABASE_URL", PRIMARY)
    monkeypatch.setenv("COUNCIL_READ_DATABASE_URL", STANDBY)
    settings = settings_of(tmp_path)
    assert settings.url.startswith("sqlite:///")
    assert settings.fault() is None
    assert settings_of(None).standby_url.endswith("two/council")
