"""What people type to sign in comes to one name, and device and network are said simply."""

import pytest

from council.people.browser import own_path
from council.people.devices import device_of
from council.people.names import short_name, sign_in_key, slip_number
from council.people.tries import network


@pytest.mark.parametrize("typed", ["柳桥-8", "柳桥8", "柳桥 8", "柳桥－８", "柳桥—8", " 柳桥-8 "])
def test_a_short_name_is_the_same_however_it_is_typed(typed: str) -> None:
    assert sign_in_key(typed) == "柳桥-8"


@pytest.mark.parametrize(
    "typed", ["13800138000", "138 0013 8000", "１３８００１３８０００", "+86 138-0013-8000", "8613800138000"]
)
def test_a_phone_is_the_same_however_it_is_typed(typed: str) -> None:
    assert sign_in_key(typed) == "13800138000"


def test_a_label_that_ends_in_a_digit_keeps_its_dash() -> None:
    assert sign_in_key(short_name("东溪小坡一2", 8)) == "东溪小坡一2-8"


@pytest.mark.parametrize(("typed", "number"), [("8", 8), ("柳桥-8", 8), ("柳桥８", 8), ("柳桥", None), ("", None)])
def test_a_slip_is_found_by_number_or_short_name(typed: str, number: int | None) -> None:
    assert slip_number(typed) == number


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/yunxi/liutang/motions/2026-1/ballot", "/yunxi/liutang/motions/2026-1/ballot"),
        ("/yunxi/liutang/slip?no=8", "/yunxi/liutang/slip?no=8"),
        ("/en/yunxi/liutang", "/yunxi/liutang"),
        ("/en", "/"),
        ("https://evil.example/", "/me"),
        ("//evil.example/", "/me"),
        ("/en//evil.example/", "/me"),
        ("/en/en//evil.example/", "/me"),
        ("/\\evil.example", "/me"),
        ("/a\\b", "/me"),
        ("/\t/evil.example", "/me"),
        ("javascript:alert(1)", "/me"),
        ("", "/me"),
        (None, "/me"),
    ],
)
def test_nobody_is_sent_on_to_another_site(wanted: str | None, path: str) -> None:
    assert own_path(wanted) == path


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 13; V2217A) Mobile Safari/537.36 XWEB MicroMessenger/8.0.44", "android.wechat"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0.44", "iphone.wechat"),
        ("Mozilla/5.0 (Linux; Android 13; SM-X700) Safari/537.36", "tablet"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1", "harmony"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "computer"),
        ("curl/8", "other"),
        ("", "other"),
    ],
)
def test_a_device_is_said_simply(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_a_household_is_one_network() -> None:
    assert network("2409:8a00:1:2:aaaa::1") == network("2409:8a00:1:2:bbbb::2")
    assert network("203.0.113.7") != network("203.0.113.8")
