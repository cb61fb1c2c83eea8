"""Where a request stands: the site, who asks, in which language, on which snapshot."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from starlette.requests import Request

from council.kit import words
from council.kit.act import Act, SignInFirst
from council.kit.cache import Cache, look_of
from council.kit.db import Database, Reader
from council.kit.forms import showable
from council.kit.ids import new_id
from council.kit.sendings import Sendings
from council.rules.refusal import Refusal

EVENT = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Site:
    """What `app` hands to kit: the database, and what only rooms know."""

    db: Database
    origin: str
    locate: Callable[[Reader, str, str], UUID]  # county and community slugs to a community, or NotFound
    who: Callable[[Reader, str], UUID | None]  # a session's secret to an account
    once: Callable[[Act], bool]  # was this event done before? Refuses another act under the same id
    sendings: Sendings  # files that come before their form
    cache: Cache  # knows what public pages stand on
    secure: bool = False

    @property
    def cookie(self) -> str:
        return "__Host-council" if self.secure else "council"


@dataclass(frozen=True)
class Here:
    """Where a request stands: all a page is given beside the parts of its address."""

    request: Request
    site: Site
    db: Reader
    now: datetime
    lang: str
    asker: UUID | None
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None
    flash: str | None = None

    @property
    def path(self) -> str:
        path: str = self.request.scope["path"]
        return path

    @property
    def part(self) -> str:
        """Of a community's address what comes after it: "motions", "board"; "" at home."""
        return "".join(self.path.split("/")[3:4])

    @property
    def as_json(self) -> bool:
        return bool(self.request.scope["as_json"])

    @property
    def wants_fragment(self) -> bool:
        return "hx-request" in self.request.headers and "hx-boosted" not in self.request.headers

    @property
    def size(self) -> str:
        return "l" if "l" in self.look else ""

    @property
    def theme(self) -> str:
        return next((theme for theme in ("light", "dark") if theme in self.look), "")

    @cached_property
    def look(self) -> list[str]:
        return look_of(self.request.cookies.get("look", "")).split(".")

    def query(self, name: str) -> str:
        return showable(self.request.query_params.get(name, "")).strip()[:100]

    def url(self, path: str) -> str:
        return here_url(self.lang, path)

    def absolute(self, path: str) -> str:
        return self.site.origin + self.url(path)

    def say(self, sentence: str, /, **facts: object) -> str:
        """A sentence in this page's language."""
        return words.gettext(self.lang, sentence, **facts)

    def event(self) -> str:
        """The id of this sending, minted with the form: sent twice, it is one act."""
        kept = self.typed.get("event", "")
        return kept if EVENT.fullmatch(kept) else new_id().hex

    def need_asker(self) -> UUID:
        if self.asker is None:
            raise SignInFirst
        return self.asker


def here_url(lang: str, path: str) -> str:
    return f"/en{path}" if lang == "en" else path
