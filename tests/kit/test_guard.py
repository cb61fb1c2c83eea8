"""The wall: whose request is it, and what every answer says to the browser."""

import pytest
from starlette.datastructures import Headers

from council.kit.guard import same_site

ORIGINS = frozenset({"https://council.example.cn"})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "https://council.example.cn"},
        {"origin": "HTTPS://Council.Example.CN"},
        {"origin": "https://council.example.cn/"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_our_own_page_is_let_in(headers: dict[str, str]) -> None:
    assert same_site(Headers(headers), ORIGINS)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": ""},
        {"sec-fetch-site": "cross-site", "origin": "https://council.example.cn"},
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://council.example.cn"},
        {"origin": "https://council.example.cn:8443"},
        {"origin": "https://council.example.cn.evil.cn"},
        {"origin": "https://evil.cn/https://council.example.cn"},
        {"origin": "https://council.example.cn@evil.cn"},
        {"origin": "http://["},
        {"origin": "https://council.example.cn, https://evil.cn"},
        {"origin": "\x00"},
        {"referer": "https://council.example.cn/"},
    ],
)
def test_anybody_else_is_not(headers: dict[str, str]) -> None:
    assert not same_site(Headers(headers), ORIGINS)
