"""What a request tells of the browser, and what goes back to it: its cookies, and a path of our own."""

import re

from starlette.requests import Request
from starlette.responses import Response

from council.kit.web import Site
from council.people.devices import device_of
from council.people.known_devices import KNOWN_FOR
from council.people.sessions import OWN_PHONE, Begun, Browser

_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
_ENGLISH = re.compile(r"/en(?=/|$)")


def own_path(wanted: str | None, otherwise: str = "/me") -> str:
    """A path of this site without its language, or `otherwise`: nobody is sent on to another site."""
    path = wanted or ""
    while _ENGLISH.match(path):
        path = path[3:] or "/"
    return path if _OWN.fullmatch(path) else otherwise


def site_of(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def secret_of(request: Request) -> str | None:
    """The secret of the session that this browser holds, right or wrong."""
    return request.cookies.get(site_of(request).cookie)


def brought_by(request: Request) -> str | None:
    """The secret by which this browser may be known to an account, right or wrong."""
    return request.cookies.get(_device_cookie(request))


def _device_cookie(request: Request) -> str:
    return f"{site_of(request).cookie}-device"


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def browser_of(request: Request, *, shared: bool) -> Browser:
    return Browser(device_of(request.headers.get("user-agent", "")), shared, brought_by(request))


def give_session(request: Request, response: Response, begun: Begun, *, shared: bool) -> None:
    """Put the session in the browser; on a shared phone the cookie goes when the browser is closed, if not before."""
    site = site_of(request)
    response.set_cookie(
        site.cookie,
        begun.session,
        max_age=None if shared else int(OWN_PHONE.total_seconds()),
        path="/",
        secure=site.secure,
        httponly=True,
        samesite="lax",
    )
    give_device(request, response, begun.device)


def give_device(request: Request, response: Response, secret: str | None) -> None:
    """Let the browser be known for a year; without a secret it stays as it is."""
    if secret:
        response.set_cookie(
            _device_cookie(request),
            secret,
            max_age=int(KNOWN_FOR.total_seconds()),
            path="/",
            secure=site_of(request).secure,
            httponly=True,
            samesite="lax",
        )


def take_session(request: Request, response: Response) -> None:
    site = site_of(request)
    response.delete_cookie(site.cookie, path="/", secure=site.secure, httponly=True, samesite="lax")
