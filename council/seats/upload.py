"""The same import as a page, for the clerk of a community that stands, and for that community only.

Between preview and confirmation nothing is kept here: the confirming form carries the file itself.
"""

import base64
import binascii
from functools import cached_property, partial
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from council.kit.act import Act, SignInFirst
from council.kit.db import Reader
from council.kit.drawing import drawn
from council.kit.forms import Form, Line, Name, fault
from council.kit.web import Here, Room, Site, show
from council.people.tables import clerk_number
from council.places.tables import Place, find_place
from council.rules.refusal import N_, Refusal
from council.seats.desk import not_clerk
from council.seats.founding import found_here, may_found_here, preview
from council.seats.roster import read_roster
from council.seats.roster.listed import PlaceGiven, Roster

room = Room()
IMPORT = "/{county}/{community}/desk/import"
MOST_BYTES = 512 * 1024
"""A confirming form carries the file as text of four thirds its size, and a field has at most 1 MiB."""


@room.page(IMPORT)
def desk_import(here: Here, county: str, community: str) -> Response:
    place = find_place(here.db, county, community)
    return not_clerk(here, place) or show(here, "seats/desk_import.html", place=place, most=MOST_BYTES // 1024)


class UploadForm(Form):
    """A file, which forms do not read; it is taken from the request."""


@room.form(IMPORT + "/preview", back=desk_import)
async def desk_preview(request: Request, form: UploadForm, county: str, community: str) -> Response:
    place = await _own_place(request, county, community)
    if place is None:
        return await drawn(request, desk_import)
    name, data = await _uploaded(request)
    roster = await run_in_threadpool(partial(read_roster, name, data, place=given(place)))
    return await drawn(request, partial(_preview, roster=roster, data=data))


async def _own_place(request: Request, county: str, community: str) -> Place | None:
    """The community where it is the asking clerk's own; nobody else's file is opened at all."""
    site: Site = request.app.state.site
    secret = request.cookies.get(site.cookie)

    def find(db: Reader) -> Place | None:
        place, asker = find_place(db, county, community), site.who(db, secret) if secret else None
        if asker is None:
            raise SignInFirst
        return place if clerk_number(db, place.id, asker) is not None else None

    return await site.db.read(find)


async def _uploaded(request: Request) -> tuple[str, bytes]:
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise _marked(Refusal("Choose the file that holds the roster."))
    data = await file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _marked(
            Refusal(
                "This file is larger than %(most)s KB. Whoever keeps the server can import it with the command"
                " “import”.",
                most=MOST_BYTES // 1024,
            )
        )
    return file.filename[-100:], data


def _marked(refusal: Refusal) -> Refusal:
    return refusal.with_notes(file=refusal)


def given(place: Place) -> PlaceGiven:
    """Where a file stands that does not say it: here."""
    return PlaceGiven(place.county_name, place.township_name or None, place.name)


def _preview(here: Here, county: str, community: str, *, roster: Roster, data: bytes) -> Response:
    place = find_place(here.db, county, community)
    seen = preview(here.db, roster)
    return not_clerk(here, place) or show(
        here, "seats/desk_preview.html", place=place, seen=seen, no=may_found_here(seen, place.id),
        file=base64.b64encode(data).decode(),
    )  # fmt: skip


# ── confirmed ──


def _bytes(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise fault(N_("The file did not come whole. Choose it once more.")) from None
    return text


class ImportForm(Form):
    """The file once more, and where the page stood on which it was confirmed."""

    file: Annotated[str, StringConstraints(max_length=MOST_BYTES * 3 // 2), AfterValidator(_bytes)]
    filename: Annotated[Line, StringConstraints(max_length=100)]
    county: Name
    township: Name | None = None
    name: Name

    @cached_property
    def roster(self) -> Roster:
        place = PlaceGiven(self.county, self.township, self.name)
        return read_roster(self.filename, base64.b64decode(self.file), place=place)


def _read(form: ImportForm) -> ImportForm:
    form.roster  # noqa: B018  read outside of the transaction, in a thread
    return form


@room.act(
    IMPORT, back=desk_import, before=_read, to="/{county}/{community}/desk/seats",
    done=N_("The roster is entered. Print the slips for its members next."),
)  # fmt: skip
def import_roster(act: Act, form: ImportForm, county: str, community: str) -> None:
    found_here(act, form.roster)
