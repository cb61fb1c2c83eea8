"""The address to which a long form is posted as one types, and by hand with its button: one mechanism for every form.

In a form: `{% from "people/_draft.html" import draft with context %}{{ draft("matter", kept) }}`.
"""

import re
from functools import partial
from uuid import UUID

from pydantic import ConfigDict
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from council.kit import clock
from council.kit.act import SignInFirst
from council.kit.db import Reader
from council.kit.forms import Form
from council.kit.templating import render
from council.kit.web import Here, NotFound, Room, go, said_on_arrival
from council.people.browser import own_path, secret_of, site_of
from council.people.drafts import keep_draft
from council.rules.refusal import N_, Refusal

room = Room()
FORM = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
KEPT = N_("The draft is kept. Only you can see it.")
SIGNED_OUT = N_("You are signed out, so nothing is kept now. Sign in on another page, then go on here.")


class KeptForm(Form):
    """Any form, with whatever stands in it."""

    model_config = ConfigDict(extra="allow")


def nowhere(here: Here, county: str, community: str) -> Response:
    """There is no page here: what cannot be kept is told beside the form."""
    raise NotFound


@room.form("/{county}/{community}/desk/kept", back=nowhere)
async def keep(request: Request, form: KeptForm, county: str, community: str) -> Response:
    """Keep what was typed. htmx gets one line back; a browser without scripts goes back to its page."""
    name, by_htmx = request.query_params.get("form", ""), "hx-request" in request.headers
    if not FORM.fullmatch(name):
        raise NotFound
    try:
        await _keep(request, form, county, community, name)
    except (Refusal, SignInFirst) as refused:
        if not by_htmx:
            raise
        return _line(request, refused if isinstance(refused, Refusal) else Refusal(SIGNED_OUT))
    if by_htmx:
        return _line(request, None)
    back = own_path(request.query_params.get("next"), otherwise=f"/{county}/{community}/desk")
    return go(request, f"{back}{'&' if '?' in back else '?'}{said_on_arrival(KEPT)}")


async def _keep(request: Request, form: KeptForm, county: str, community: str, name: str) -> None:
    site, secret = site_of(request), secret_of(request)

    def whose(db: Reader) -> tuple[UUID, UUID | None]:
        return site.locate(db, county, community), site.who(db, secret) if secret else None

    place, account = await site.db.read(whose)
    if account is None:
        raise SignInFirst
    typed = {key: str(value) for key, value in (form.model_extra or {}).items()}
    keeping = partial(keep_draft, community=place, account=account, form=name, typed=typed, now=clock.now())
    await site.db.write_account(lambda db: keeping(db))


def _line(request: Request, refused: Refusal | None) -> Response:
    words = render(request.scope["lang"], "people/_kept.html", {"kept_at": clock.now(), "refused": refused})
    return HTMLResponse(words, headers={"Cache-Control": "no-store"})
