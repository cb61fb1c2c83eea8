"""The address to which the files of a form are sent in parts, after the tus protocol 1.0.0 (https://tus.io): its core
(HEAD, PATCH), creation (POST) and termination (DELETE). The IETF's successor (draft-ietf-httpbis-resumable-upload) is
still a draft. The script is static/js/sending.js; what is refused is told in a sentence that it shows.
"""

import base64
import re
from binascii import Error as NotBase64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from council.kit import clock, words
from council.kit.db import Reader
from council.kit.forms import showable
from council.kit.guard import let_come, same_site
from council.kit.pictures import MOST_BYTES, too_large
from council.kit.sendings import GONE
from council.kit.web import Room, Site, here_url
from council.people import sendings
from council.people.browser import secret_of, site_of
from council.people.sendings import Elsewhere, NotThere, Standing
from council.rules.refusal import N_, Refusal

room = Room()
ALL = "/{county}/{community}/desk/sendings"
VERSION = "1.0.0"
PART = "application/offset+octet-stream"
MOST_PART = 256 * 1024
NUMBER, ID = re.compile(r"[0-9]{1,12}", re.ASCII), re.compile(r"[0-9a-f]{32}")
SIGNED_OUT = N_("You are signed out. Sign in on another page, then go on here: nothing is lost.")
UNREADABLE = N_("This could not be read. Go back and try once more.")


@dataclass(frozen=True)
class Sender:
    site: Site
    community: UUID
    account: UUID


class No(Exception):
    def __init__(self, status: int, refusal: Refusal):
        super().__init__()
        self.status, self.refusal = status, refusal


Answer = Callable[[Request, Sender], Awaitable[Response]]


def _answers(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """For whoever is signed in, from a page of ours; each "no" is a status and a sentence."""

    async def endpoint(request: Request) -> Response:
        try:
            response = await answer(request, await _sender(request))
        except No as no:
            said = words.gettext(request.scope["lang"], no.refusal.reason, **no.refusal.facts)
            response = PlainTextResponse(said, no.status)
        response.headers.update({"Tus-Resumable": VERSION, "Cache-Control": "no-store"})
        return response

    return endpoint


async def _sender(request: Request) -> Sender:
    if request.method not in ("GET", "HEAD") and not same_site(request.headers, request.app.state.origins):
        raise HTTPException(403)
    if request.headers.get("tus-resumable") != VERSION:
        raise No(412, Refusal(UNREADABLE))
    site, secret, at = site_of(request), secret_of(request), request.path_params

    def whose(db: Reader) -> tuple[UUID, UUID | None]:
        return site.locate(db, at["county"], at["community"]), site.who(db, secret) if secret else None

    community, account = await site.db.read(whose)
    if account is None:
        raise No(401, Refusal(SIGNED_OUT))
    return Sender(site, community, account)


async def begin(request: Request, who: Sender) -> Response:
    """Creation: how long the file is, what it is called, and of which kind."""
    length = _number(request, "upload-length")
    if length > MOST_BYTES:
        raise No(413, too_large())
    told = _told(request.headers.get("upload-metadata", ""))
    name, kind = (showable(told.get(key, ""))[-80:] for key in ("filename", "filetype"))
    try:
        begun = await who.site.db.write_account(
            lambda db: sendings.begin(db, who.community, who.account, name, kind, length, clock.now())
        )
    except Refusal as refusal:
        raise No(403, refusal) from None
    path = ALL.format(**request.path_params)
    return Response(status_code=201, headers={"Location": here_url(request.scope["lang"], f"{path}/{begun.hex}")})


async def one(request: Request, who: Sender) -> Response:
    """Its offset (by GET too: proxies make one of a HEAD), one more part of it, or its end."""
    if not ID.fullmatch(request.path_params["sending"]):
        raise No(404, Refusal(GONE))
    sending = UUID(request.path_params["sending"])
    try:
        if request.method == "PATCH":
            return await _append(request, who, sending)
        if request.method == "DELETE":
            own = (who.community, who.account, [sending])
            await who.site.db.write_account(lambda db: sendings.drop(db, *own, clock.now()))
            return Response(status_code=204)
        ask = (who.community, who.account, sending)
        return _offset(200, await who.site.db.read(lambda db: sendings.standing(db, *ask, clock.now())))
    except NotThere:
        raise No(404, Refusal(GONE)) from None


async def _append(request: Request, who: Sender, sending: UUID) -> Response:
    if request.headers.get("content-type", "") != PART:
        raise No(415, Refusal(UNREADABLE))
    at = _number(request, "upload-offset")
    let_come(request.scope, MOST_PART)
    try:
        part = await request.body()
    except ClientDisconnect:  # parts are small: the next one begins where this one did
        raise HTTPException(400) from None
    if not part:
        raise No(400, Refusal(UNREADABLE))
    own = (who.community, who.account, sending)
    try:
        stands = await who.site.db.write_account(lambda db: sendings.append(db, *own, at, part, clock.now()))
    except Elsewhere:
        raise No(409, Refusal(UNREADABLE)) from None
    except Refusal as refusal:
        raise No(400, refusal) from None
    return _offset(204, stands)


def _offset(status: int, stands: Standing) -> Response:
    return Response(
        status_code=status, headers={"Upload-Offset": str(stands.came), "Upload-Length": str(stands.length)}
    )


def _number(request: Request, header: str) -> int:
    if not NUMBER.fullmatch(given := request.headers.get(header, "")):
        raise No(400, Refusal(UNREADABLE))
    return int(given)


def _told(metadata: str) -> dict[str, str]:
    """`Upload-Metadata: filename 5LiA,filetype aW1hZ2UvanBlZw==`; what cannot be read is left out."""
    found = {}
    for pair in metadata.split(",")[:8]:
        key, _, value = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (NotBase64, UnicodeDecodeError, ValueError):
            continue
    return found


room.routes += [
    Route(ALL, _answers(begin), methods=["POST"], name="people.sendings"),
    Route(ALL + "/{sending}", _answers(one), methods=["GET", "PATCH", "DELETE"], name="people.sending"),
]
