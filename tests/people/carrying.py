"""A phone that sends a file in parts before its form, as static/js/sending.js does."""

from base64 import b64encode
from typing import Any

from tests.judge import JudgingClient
from tests.village import Village

TUS = {"Tus-Resumable": "1.0.0"}
PART = TUS | {"Content-Type": "application/offset+octet-stream"}


def at(village: Village) -> str:
    return f"{village.url}/desk/sendings"


def begun(client: JudgingClient, at: str, length: object, name: str = "照片.jpg", kind: str = "image/jpeg") -> Any:
    told = ",".join(
        f"{key} {b64encode(value.encode()).decode()}" for key, value in (("filename", name), ("filetype", kind))
    )
    return client.post(at, headers=TUS | {"Upload-Length": str(length), "Upload-Metadata": told})


def added(client: JudgingClient, sending: str, offset: object, part: bytes) -> Any:
    return client.patch(sending, headers=PART | {"Upload-Offset": str(offset)}, content=part)


def asked(client: JudgingClient, sending: str) -> tuple[int, str | None]:
    answer = client.head(sending, headers=TUS)
    return answer.status_code, answer.headers.get("upload-offset")


def carried(client: JudgingClient, at: str, content: bytes, name: str = "照片.jpg", kind: str = "image/jpeg") -> str:
    """The address of a file that was sent whole, in three parts."""
    sending = begun(client, at, len(content), name, kind).headers["location"]
    step = len(content) // 3 + 1
    for start in range(0, len(content), step):
        assert added(client, sending, start, content[start : start + step]).status_code == 204
    return str(sending)


def name_of(sending: str) -> str:
    """What a form writes in place of the file."""
    return "sent:" + sending.rsplit("/", 1)[1]
