"""Own acts first: whoever did something sees it on their next pages, though a standby answers them.

The answer to an act gives the browser a cookie for half a minute: where it was done, and how far that book had come
with it. What has no book (accounts, slips) or a second place within that time gives one that says: all of it. Reading
gives none, and without a standby nobody does. A cookie that somebody wrote themselves sends their reading to the
primary, and does nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Scope

from council.kit.standby import MOST_BEHIND

SUFFIX = "-done"  # of the session's cookie
LIFE = int(3 * MOST_BEHIND)  # seconds; after a third of them every standby that answers has it all
ALL = "all"
_DONE = re.compile(r"([0-9]{1,18})\.([a-z0-9-]{1,80})\.([a-z0-9-]{1,80})", re.ASCII)


@dataclass(frozen=True)
class Done:
    """What a browser has done: its book at `address` had come so far. Without an address it is all that there is."""

    address: Mapping[str, str] | None = None
    position: int = 0

    @classmethod
    def at(cls, address: Mapping[str, str], position: int) -> "Done":
        return cls({name: address[name] for name in ("county", "community")}, position)

    @property
    def is_all(self) -> bool:
        return self.address is None

    def __str__(self) -> str:
        return f"{self.position}.{self.address['county']}.{self.address['community']}" if self.address else ALL


def done_in(cookie: str | None) -> Done | None:
    """What this browser has done of late, by its cookie."""
    if cookie == ALL:
        return Done()
    found = _DONE.fullmatch(cookie or "")
    return Done.at({"county": found[2], "community": found[3]}, int(found[1])) if found else None


def has_done(scope: Scope) -> bool:
    """Whether a request brings such a cookie; for what is asked at every request."""
    return any(name == b"cookie" and f"{SUFFIX}=".encode() in value for name, value in scope["headers"])


def give_done(response: Response, name: str, done: Done, before: Done | None, *, secure: bool) -> None:
    """Let the browser bring what it has done, in a cookie that goes by itself."""
    if before and before.address != done.address:
        done = Done()
    response.set_cookie(name, str(done), max_age=LIFE, path="/", secure=secure, httponly=True, samesite="lax")
