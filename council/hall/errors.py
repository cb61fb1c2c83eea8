"""What went wrong, that nothing is lost, and the one way on. Every error page is a page like the others."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from council.kit import clock
from council.kit.choosing import with_done
from council.kit.db import Reader
from council.kit.guard import SECURITY_HEADERS
from council.kit.own import Done
from council.kit.templating import render
from council.kit.web import Here, Waiting
from council.rules.refusal import N_

SENTENCES = {
    400: N_("This could not be read. Go back and try once more."),
    403: N_(
        "This did not come from a page of this site, so nothing was done. Open the page again and send it from there."
    ),
    404: N_("There is no such page. The address may have been copied wrongly."),
    405: N_("This address is not opened that way. Go back to the page before."),
    413: N_("That is too large to be taken. Send something smaller."),
    422: N_("This could not be read. Go back and try once more."),
    429: N_("That was too often. Please wait a little and try again."),
    500: N_("Something went wrong, and it is our fault. Nothing was half done. Please try again in a while."),
    503: N_("The server is just being restarted. Nothing was lost: please send it again in a minute."),
}
UNSURE = N_("Whether this was done cannot be told now. Please look first, and send it again only if it is not there.")
AWAY = N_("The database could not be reached, so nothing was done. Please send it again in a minute.")


async def not_found(request: Request, error: Exception) -> Response:
    return page(request, 404)


async def refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return page(request, 500)
    return page(request, error.status_code, headers=error.headers)


async def closing(request: Request, error: Exception) -> Response:
    return page(request, 503, headers={"Retry-After": "30"})


async def unsure(request: Request, error: Exception) -> Response:
    return with_done(request, page(request, 503, UNSURE), Done())


async def away(request: Request, error: Exception) -> Response:
    return page(request, 503, AWAY, headers={"Retry-After": "30"})


async def waiting(request: Request, error: Exception) -> Response:
    """What was sent is being confirmed: the page sends it again as it was, by itself or by its button."""
    assert isinstance(error, Waiting)
    if "hx-request" in request.headers:  # the page asked by itself, and there is nothing new
        return Response(status_code=204)
    shown = _drawn(request, "hall/waiting.html", 202, {"Cache-Control": "no-store"}, sent=error.sent)
    return with_done(request, shown, Done())  # whoever looks now sees whether it was done


async def ours(request: Request, error: Exception) -> Response:
    return page(request, 500, headers=SECURITY_HEADERS)  # drawn outside of the wall that adds them elsewhere


def page(
    request: Request, status: int, sentence: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    sentence = sentence or SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    headers = {"Cache-Control": "no-store", **(headers or {})}
    if request.scope.get("as_json"):
        return JSONResponse({"error": status}, status, headers=headers)
    return _drawn(request, "hall/error.html", status, headers, sentence=sentence)


def _drawn(request: Request, template: str, status: int, headers: Mapping[str, str], **values: object) -> Response:
    request.scope.setdefault("lang", "zh_CN")
    request.scope.setdefault("as_json", False)
    # No database here: it may be what went wrong.
    here = Here(request, request.app.state.site, _NoReader(), clock.now(), request.scope["lang"], None)
    nothing: dict[str, object] = {"place": None, "refusal": None, "typed": {}, "flash": None}
    html = render(here.lang, template, {**nothing, "here": here, "status": status, **values})
    return HTMLResponse(html, status, headers=headers)


class _NoReader(Reader):
    def __init__(self) -> None:
        pass
