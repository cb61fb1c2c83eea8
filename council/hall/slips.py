"""A member uses the slip (登录条). It stands in the hall because the page knows a place and a person together."""

from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from council.hall.sending import in_community
from council.kit import clock
from council.kit.db import Reader
from council.kit.web import Here, Room, go, show
from council.people.browser import address_of, browser_of, give_session, own_path, secret_of, site_of
from council.people.forms import SlipForm
from council.people.names import short_name, slip_number
from council.people.passwords import SHORTEST, aside, choose, hashed, marked, matches, may_choose
from council.people.sessions import sign_in_names
from council.people.slips import Laid, may_use, newest_slip
from council.people.tables import own_names
from council.people.taking_up import Tried, add_by_slip, use_slip
from council.people.tries import begin_try
from council.places.tables import Place, find_place
from council.rules.refusal import Refusal

room = Room()


@room.page("/{county}/{community}/slip")
def slip(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    return show(
        here,
        "people/slip.html",
        place=place,
        no=here.typed.get("no") or here.query("no"),
        names=own_names(here.db, here.asker) if here.asker else [],
        next=here.typed.get("next") or here.query("next"),
        least=SHORTEST,
    )


@room.form("/{county}/{community}/slip", back=slip)
async def use(request: Request, form: SlipForm, county: str, community: str) -> Response:
    """Choose a password with the slip, or add its community to the account that is signed in."""
    site = site_of(request)
    if not form.add:
        choose(form.password or "", form.again or "")
    if too_often := await site.db.write_account(lambda db: begin_try(db, address_of(request), clock.now())):
        raise too_often
    place, laid = await site.db.read(partial(_laid, form=form, county=county, community=community))
    right = await aside(matches, form.code, laid.code_hash if laid else None)
    tried = Tried(laid.id if laid else None, right, place.label)
    response = go(request, f"{place.url}/slip/done?{urlencode({'next': own_path(form.next)})}")
    if form.add:
        if refusal := await in_community(request, place.id, partial(add_by_slip, tried=tried)):
            raise refusal
        return response
    password_hash = await aside(hashed, _chosen(form, place, laid)) if laid and right else ""
    browser, held = browser_of(request, shared=bool(form.shared)), secret_of(request)
    take = partial(use_slip, tried=tried, password_hash=password_hash, browser=browser, held=held)
    begun = await in_community(request, place.id, take)
    if isinstance(begun, Refusal):
        raise begun
    give_session(request, response, begun, shared=browser.shared)
    return response


def _laid(db: Reader, form: SlipForm, county: str, community: str) -> tuple[Place, Laid | None]:
    place = find_place(db, county, community)
    return place, newest_slip(db, place.id, slip_number(form.no))


def _chosen(form: SlipForm, place: Place, laid: Laid) -> str:
    """The new password, refused where it is the member's own phone or name: asked only of who has the right code."""
    password = form.password or ""
    own = (laid.name, laid.phone or "", short_name(place.label, laid.number))
    if not may_use(laid, True, clock.now()) and (refusal := may_choose(password, own)):
        raise marked("password", refusal)
    return password


@room.page("/{county}/{community}/slip/done")
def slip_done(here: Here, county: str, community: str) -> Response:
    """What to sign in with from now on."""
    place, account = find_place(here.db, county, community), here.need_asker()
    names = sign_in_names(here.db, account)
    return show(
        here,
        "people/slip_done.html",
        place=place,
        phones=[name for name in names if name.isdigit()],
        short_names=[name for name in names if not name.isdigit()],
        next=own_path(here.query("next")),
    )
