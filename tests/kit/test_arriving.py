"""A form without files as it arrives: read as Starlette's own parser reads it, in one piece."""

import asyncio
from collections.abc import AsyncGenerator
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser
from starlette.requests import Request

from council.kit.arriving import MOST_FIELDS, MOST_PART, arrived
from council.kit.forms import Form

Pairs = list[tuple[str, str]]
SIGNS = st.lists(st.sampled_from([b"&", b"=", b"%", b"+", b"%E4%B8%AD", b"%zz", b";", b"\xff", b"a", b"\r\n"]))
ORIGINS = frozenset({"http://council"})


def read(body: bytes, kind: str = "application/x-www-form-urlencoded") -> Pairs:
    class State:
        origins = ORIGINS

    class App:
        state = State

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"origin", b"http://council"), (b"content-type", kind.encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers, "app": App}, receive)
    sent, too_much = asyncio.run(arrived(request, Form, before=False))
    assert too_much is None
    return [(name, str(value)) for name, value in sent.multi_items()]


def starlettes(body: bytes) -> Pairs:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    sent = asyncio.run(FormParser(Headers(), stream()).parse())
    return [(name, str(value)) for name, value in sent.multi_items()]


@given(SIGNS.map(b"".join))
@example(b"&&==&;;&%&%zz=%zz&=&")
def test_any_body_is_read_as_starlette_reads_it(body: bytes) -> None:
    assert read(body) == starlettes(body)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_what_a_browser_sends_is_what_was_typed(pairs: Pairs) -> None:
    sent = [(name, value) for name, value in pairs if urlencode([(name, value)])]
    encoded = urlencode(sent, errors="replace").encode()
    assert read(encoded) == [
        (n.encode(errors="replace").decode(), v.encode(errors="replace").decode()) for n, v in sent
    ]


@pytest.mark.parametrize("kind", ["Application/X-WWW-Form-URLencoded", "application/x-www-form-urlencoded; charset=x"])
def test_the_kind_is_read_as_it_may_be_written(kind: str) -> None:
    assert read(b"a=1", kind) == [("a", "1")]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json"])
def test_of_another_kind_nothing_is_read(kind: str) -> None:
    assert read(b"a=1", kind) == []


def test_as_much_as_may_come_is_read_and_no_more() -> None:
    assert len(read(b"&".join([b"a=1"] * MOST_FIELDS))) == MOST_FIELDS
    assert len(read(b"a=" + b"x" * (MOST_PART - 2))) == 1
    for body in (b"&".join([b"a=1"] * (MOST_FIELDS + 1)), b"a=" + b"x" * (MOST_PART - 1)):
        with pytest.raises(HTTPException) as refused:
            read(body)
        assert refused.value.status_code == 400
