"""An officer uses their slip: the digits once, and a password of their own from then on."""

from functools import partial

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from council.kit import clock
from council.kit.forms import Form
from council.kit.web import Here, Room, go, said_on_arrival, show
from council.oversight.officers import Appointed, appointed, may_use, use_slip
from council.people.browser import address_of, browser_of, give_session, secret_of, site_of
from council.people.forms import Code, SignInWord, Yes
from council.people.names import slip_number
from council.people.passwords import SHORTEST, Password, aside, choose, hashed, marked, matches, may_choose
from council.people.sessions import Begun
from council.people.tries import begin_try
from council.places.finding import county_name
from council.rules.refusal import N_, Refusal

room = Room()
SLIP = "/county/{of}/slip"
DONE = N_("You are signed in. From now on your password counts.")


class OfficerSlipForm(Form):
    no: SignInWord
    code: Code
    password: Password
    again: Password
    shared: Yes | None = None


@room.page(SLIP)
def officer_slip(here: Here, of: str) -> Response:
    name = county_name(here.db, of)
    no = here.typed.get("no") or here.query("no")
    return show(here, "oversight/slip.html", of=of, name=name, no=no, least=SHORTEST)


@room.form(SLIP, back=officer_slip)
async def use_it(request: Request, form: OfficerSlipForm, of: str) -> Response:
    """Choose a password with the slip; a wrong code is counted, and five make it void."""
    site, now = site_of(request), clock.now()
    choose(form.password, form.again)
    if too_often := await site.db.write_account(lambda db: begin_try(db, address_of(request), now)):
        raise too_often
    number = slip_number(form.no)
    officer = await site.db.read(lambda db: appointed(db, of, number))
    right = await aside(matches, form.code, officer.code_hash if officer else None)
    password_hash = await aside(hashed, _chosen(form, officer)) if officer and right else ""
    browser = browser_of(request, shared=bool(form.shared))
    use = partial(
        use_slip, county=of, number=number, right=right, password_hash=password_hash, browser=browser,
        held=secret_of(request), now=now,
    )  # fmt: skip

    def write(db: Session) -> Begun | Refusal:
        return use(db)

    begun = await site.db.write_account(write)
    if isinstance(begun, Refusal):
        raise begun
    response = go(request, f"/me?{said_on_arrival(DONE)}")
    give_session(request, response, begun, shared=browser.shared)
    return response


def _chosen(form: OfficerSlipForm, officer: Appointed) -> str:
    """The new password, refused where it is the officer's own telephone or name."""
    own = (officer.name, officer.phone, officer.signs_in_as)
    if not may_use(officer, True, clock.now()) and (refusal := may_choose(form.password, own)):
        raise marked("password", refusal)
    return form.password
