"""The wall: whose request is it, and what every answer says to the browser."""

import asyncio

import pytest
from starlette.datastructures import Headers

from council.kit.guard import SecurityHeaders, same_site, security_headers

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


def test_every_answer_carries_the_headers_and_its_own_stands() -> None:
    own = (b"referrer-policy", b"no-referrer")

    async def app(scope, receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [own]})
        await send({"type": "http.response.body", "body": b""})

    sent: list[dict[str, object]] = []

    async def send(message) -> None:
        sent.append(message)

    asyncio.run(SecurityHeaders(app, "https://council")({"type": "http"}, None, send))  # type: ignore[arg-type]
    found = Headers(raw=sent[0]["headers"])
    assert found.getlist("referrer-policy") == ["no-referrer"]
    wanted = {name.lower(): value for name, value in security_headers("https://council").items()}
    assert {**found} == {**wanted, "referrer-policy": "no-referrer"}
