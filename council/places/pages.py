"""Finding one's village, and the contacts that every page of a community carries."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from starlette.responses import Response

from council.kit.act import Act
from council.kit.forms import Form, Line, digits, fault
from council.kit.web import Here, Room, go, show
from council.people.tables import clerk_number
from council.places.contacts import set_contacts
from council.places.finding import communities_page, counties, county_name, townships
from council.places.tables import find_place
from council.rules.refusal import N_, Refusal

room = Room()
FEW = 30  # so many communities are listed at once on the front page


@room.page("/")
def find(here: Here) -> Response:
    """The front page: which is my village?"""
    if _reads_english(here):
        response: Response = go(here.request, "/en/")
    else:
        standing = counties(here.db)
        q = looked_for(here)
        listed = q or sum(county.communities for county in standing) <= FEW
        found = communities_page(here.db, q=q, after=here.query("after")) if listed else None
        facts = {"counties": standing, "q": q, "communities": found and found.rows, "more": found and found.more}
        response = show(
            here, "places/find.html", facts=facts, fragment="places/_results.html", public=True,
            counties=standing, q=q, found=found, at="/", scope="",
        )  # fmt: skip
    response.headers["Vary"] = "Accept-Language, Referer, Cookie, HX-Request"
    return response


@room.page("/{county}")
def county(here: Here, county: str) -> Response:
    """The communities of a county, by township."""
    name = county_name(here.db, county)
    q, township = looked_for(here), plain(here.query("township"))
    found = communities_page(here.db, county=county, township=township, q=q, after=here.query("after"))
    towns = townships(here.db, county)
    facts = {
        "county": county, "name": name, "townships": towns, "township": township, "q": q,
        "communities": found.rows, "more": found.more,
    }  # fmt: skip
    return show(
        here, "places/county.html", facts=facts, fragment="places/_results.html", public=True,
        name=name, towns=towns, township=township, q=q, found=found, at=f"/{county}", scope=township,
    )  # fmt: skip


def plain(text: str) -> str:
    """What someone looks for, without signs that no name holds."""
    return re.sub(r"[\x00-\x1f\x7f]", "", text)


def looked_for(here: Here) -> str:
    return plain(here.query("q"))


def _reads_english(here: Here) -> bool:
    """Whether a browser's languages clearly ask for English: English first and no Chinese at all.

    Who comes from a page of this site has chosen its language.
    """
    headers = here.request.headers
    if here.lang == "en" or here.as_json or here.request.url.query or here.wants_fragment:
        return False
    if headers.get("referer", "").startswith(here.site.origin + "/"):
        return False
    wishes = [wish.strip().lower() for wish in headers.get("accept-language", "").split(",") if wish.strip()]
    languages = sorted(wishes, key=_weight, reverse=True)
    return bool(languages) and languages[0].startswith("en") and not any(wish.startswith("zh") for wish in wishes)


def _weight(wish: str) -> int:
    """The q of a language in Accept-Language, in thousandths; 1000 where none is given (RFC 9110, 12.4.2)."""
    given = re.search(r";\s*q=([01](?:\.[0-9]{0,3})?)", wish)
    return int(given[1].replace(".", "").ljust(4, "0")) if given else 1000


# ── the contacts ──


def _telephone(text: str) -> str:
    number = digits(text)
    if not re.fullmatch(r"[0-9+()\- 转]{5,30}", number) or sum(sign.isdigit() for sign in number) < 5:
        raise fault(N_("Please write a telephone number, in digits."))
    return number


class ContactsForm(Form):
    phone: Annotated[Line, StringConstraints(max_length=30), AfterValidator(_telephone)] = ""
    office: Annotated[Line, StringConstraints(max_length=60)] = ""
    hours: Annotated[Line, StringConstraints(max_length=60)] = ""


@room.page("/{county}/{community}/desk/contacts")
def contacts(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    if clerk_number(here.db, place.id, here.need_asker()) is None:
        reason = Refusal("Only the clerk of this community may do this.")
        return show(here, "places/contacts.html", status=403, place=place, may=False, reason=reason)
    return show(here, "places/contacts.html", place=place, may=True)


@room.act(
    "/{county}/{community}/desk/contacts",
    back=contacts,
    to="/{county}/{community}/desk/contacts",
    done=N_("The contacts stand at the foot of every page now."),
)
def set_them(act: Act, form: ContactsForm, county: str, community: str) -> None:
    set_contacts(act, phone=form.phone, office=form.office, hours=form.hours)
