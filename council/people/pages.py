"""Signing in and out, and the settings of a person: devices, password, size and theme."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from council.kit import clock
from council.kit.act import SignInFirst
from council.kit.db import Reader
from council.kit.web import Here, Room, go, said_on_arrival, show
from council.people import keeping, sending_pages
from council.people.browser import (
    address_of,
    brought_by,
    browser_of,
    give_device,
    give_session,
    own_path,
    secret_of,
    site_of,
    take_session,
)
from council.people.devices import device_words
from council.people.forms import LookForm, PasswordForm, SessionsForm, SignInForm, SignOutForm
from council.people.names import sign_in_key
from council.people.passwords import SHORTEST, aside, choose, hashed, marked, matches, renewed
from council.people.sessions import (
    Known,
    account_at,
    begin_sign_in,
    change_password,
    known_as,
    own_words,
    revoke,
    sessions_of,
    sign_in_names,
    sign_out,
    wrong_sign_in,
)
from council.people.tables import own_names
from council.people.tries import begin_try, succeeded
from council.rules.refusal import N_, Refusal

room = Room()
YEAR = 365 * 24 * 3600


@room.page("/login")
def login(here: Here) -> Response:
    names = own_names(here.db, here.asker) if here.asker else []
    return show(here, "people/login.html", names=names, next=here.typed.get("next") or here.query("next"))


@room.form("/login", back=login)
async def sign_in(request: Request, form: SignInForm) -> Response:
    site, now, name = site_of(request), clock.now(), sign_in_key(form.name)
    browser, held = browser_of(request, shared=bool(form.shared)), secret_of(request)
    too_often = await site.db.write_account(lambda db: begin_try(db, address_of(request), now, name, browser.brought))
    if too_often:
        raise too_often
    known = await site.db.read(lambda db: known_as(db, form.name))
    right = await aside(matches, form.password, known.password_hash if known else None)
    if known is None or not right:
        raise wrong_sign_in()
    better = await aside(renewed, form.password, known.password_hash)
    begun = await site.db.write_account(
        lambda db: begin_sign_in(db, known, name=name, renewed=better, browser=browser, held=held, now=now)
    )
    response = go(request, own_path(form.next))
    give_session(request, response, begun, shared=browser.shared)
    return response


@room.form("/logout", back=login)
async def log_out(request: Request, form: SignOutForm) -> Response:
    if secret := secret_of(request):
        await site_of(request).db.write_account(lambda db: sign_out(db, secret))
    response = go(request, own_path(form.next, otherwise="/"))
    take_session(request, response)
    return response


# ── settings ──


@room.page("/settings")
def settings(here: Here) -> Response:
    """The look needs no account; devices and password need one."""
    if here.asker is None:
        return show(here, "people/settings.html", signed_in=False)
    sessions = sessions_of(here.db, here.asker, secret_of(here.request), here.now)
    return show(
        here,
        "people/settings.html",
        signed_in=True,
        names=own_names(here.db, here.asker),
        sign_in_names=sign_in_names(here.db, here.asker),
        least=SHORTEST,
        sessions=[(session, *device_words(session.device)) for session in sessions],
    )


@room.form("/settings/look", back=settings)
async def look(request: Request, form: LookForm) -> Response:
    """Size and theme, kept in one cookie and nowhere else. What is not sent stays as it is."""
    now = request.cookies.get("look", "").split(".")
    size: str = form.size or ("l" if "l" in now else "normal")
    theme: str = form.theme or next((each for each in ("light", "dark") if each in now), "auto")
    chosen = [word for word in (size, theme) if word not in ("normal", "auto")]
    response = go(request, own_path(form.next, otherwise="/settings"))
    secure = site_of(request).secure
    if chosen:
        response.set_cookie("look", ".".join(chosen), max_age=YEAR, path="/", secure=secure, samesite="lax")
    else:
        response.delete_cookie("look", path="/", secure=secure, samesite="lax")
    return response


@room.form("/settings/sessions", back=settings)
async def end_sessions(request: Request, form: SessionsForm) -> Response:
    account = (await signed_in(request)).id
    if form.session is None and not form.others:
        raise Refusal("Please choose a device to sign out.")

    end = partial(
        revoke, account=account, session=form.session, others=bool(form.others),
        held=secret_of(request), brought=brought_by(request), now=clock.now(),
    )  # fmt: skip
    anew = await site_of(request).db.write_account(end)
    said = N_("That device is signed out.")
    response = go(request, f"/settings?{said_on_arrival(said)}")
    give_device(request, response, anew)
    return response


@room.form("/settings/password", back=settings)
async def new_password(request: Request, form: PasswordForm) -> Response:
    site, now, known = site_of(request), clock.now(), await signed_in(request)
    too_often = await site.db.write_account(lambda db: begin_try(db, address_of(request), now, str(known.id)))
    if too_often:
        raise too_often
    if not await aside(matches, form.old, known.password_hash):
        raise marked("old", Refusal("This is not your password of today."))
    own = await site.db.read(lambda db: own_words(db, known.id))
    choose(form.new, form.again, own, field="new")
    new_hash = await aside(hashed, form.new)

    def change(db: Session) -> str | None:
        succeeded(db, str(known.id), now)
        held, brought = secret_of(request), brought_by(request)
        return change_password(db, known, new_hash, held=held, brought=brought, now=now)

    anew = await site.db.write_account(change)
    done = said_on_arrival(N_("The password is changed. Your other devices are signed out."))
    response = go(request, f"/settings?{done}")
    give_device(request, response, anew)
    return response


async def signed_in(request: Request) -> Known:
    """The account that asks; else they sign in first and come back to their settings."""
    site, secret = site_of(request), secret_of(request)

    def find(db: Reader) -> Known | None:
        account: UUID | None = site.who(db, secret) if secret else None
        return account_at(db, account) if account else None

    known = await site.db.read(find)
    if known is None:
        raise SignInFirst
    return known


room.routes += keeping.room.routes + sending_pages.room.routes
