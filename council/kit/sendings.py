"""Files that came in parts before their form. The form names them in the field of its files, `sent:<id>`, and they are
read as if they had come with it: the same limits, the same checks, the same sentences. Which there are, and whose,
a room knows (people/sendings)."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol, cast
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.datastructures import FormData, Headers, UploadFile

from council.kit.act import Act
from council.kit.db import Reader
from council.rules.refusal import N_, Refusal

NAMED = re.compile(r"sent:([0-9a-f]{32})")
IN_MEMORY = 1024 * 1024  # bytes of one file, before it goes to the disk
GONE = N_("This file is no longer here. Please choose it once more.")
UNDER_WAY = N_("This file did not come whole yet. Please wait for the rest of it, or choose it once more.")


@dataclass(frozen=True, slots=True)
class Came:
    """A sending as its form finds it; `used` is the hash of what an act has taken already."""

    name: str
    kind: str
    whole: bool
    used: str | None = None


class Sendings(Protocol):
    """What kit asks of the room that keeps them."""

    def find(
        self, db: Reader, community: UUID, account: UUID, sendings: Collection[UUID], now: datetime
    ) -> Mapping[UUID, Came]: ...
    def content(self, db: Reader, community: UUID, sending: UUID) -> list[bytes]: ...
    def spend(self, act: Act, taken: Mapping[UUID, str]) -> None: ...
    def drop(self, db: Session, community: UUID, account: UUID, sendings: Collection[UUID], now: datetime) -> None: ...


class Sent(UploadFile):
    """A file of a form that came before it. With a `refusal`, it is not there to be read, or was not fit to be kept."""

    def __init__(self, sending: UUID, came: Came | None, parts: Collection[bytes] = ()):
        file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  (closed with its form)
        kind = Headers({"content-type": came.kind if came else ""})
        name = (came and came.name) or sending.hex  # a browser sends a file without a name where none was chosen
        super().__init__(file, filename=name, headers=kind)
        self.sending, self.used = sending, came is not None and came.used is not None
        self.whole = came is not None and came.whole
        self.refusal = None if self.whole else Refusal(UNDER_WAY if came else GONE)
        hashed = sha256()
        for part in parts:
            hashed.update(part)
            self.file.write(part)
        self.file.seek(0)
        self.sha256 = came.used if came and came.used else hashed.hexdigest()


class WithSent(FormData):
    """A form some of whose files came before it. Closed, it lets go of those that were refused: they are of no use."""

    def __init__(self, items: list[tuple[str, str | UploadFile]], drop: Callable[[list[UUID]], Awaitable[None]]):
        super().__init__(items)
        self.drop = drop

    async def close(self) -> None:
        await super().close()
        files = [value for _, value in self.multi_items() if isinstance(value, Sent)]
        if refused := [file.sending for file in files if file.whole and file.refusal]:
            with suppress(Exception):  # then they are swept away tomorrow
                await self.drop(refused)


def named_in(sent: FormData, fields: Collection[str]) -> list[UUID]:
    """The sendings that a form names, each once."""
    found = [_named(value) for name, value in sent.multi_items() if name in fields]
    return list(dict.fromkeys(sending for sending in found if sending))


def put_in(
    sent: FormData,
    fields: Collection[str],
    files: Mapping[UUID, Sent],
    drop: Callable[[list[UUID]], Awaitable[None]],
) -> WithSent:
    """The form with the files in place of their names."""
    left = dict(files)
    items: list[tuple[str, str | UploadFile]] = []
    for name, value in sent.multi_items():
        sending = _named(value) if name in fields else None
        if sending is None:
            items.append((name, value))
        elif sending in left:
            items.append((name, left.pop(sending)))
    return WithSent(items, drop)


def _named(value: str | UploadFile) -> UUID | None:
    found = NAMED.fullmatch(value) if isinstance(value, str) else None
    return UUID(found[1]) if found else None
