"""The public record: the book of a community, one entry of it, the whole of it to keep, and checking what one holds.

It stands in the hall because its sentences name the bodies and motions of other rooms.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from starlette.responses import Response

from council.hall.subjects import entries_on
from council.kit import clock
from council.kit.db import Reader
from council.kit.web import Here, NotFound, Room, show
from council.kit.words import gettext
from council.ledger.book import Entry, book_in
from council.ledger.export import write_export
from council.ledger.facts import Facts
from council.ledger.listing import entries_page, entry_at, entry_of_code, head_of, read_code
from council.ledger.telling import Names, motion_name, motion_of, tell, who
from council.motions.catalogue import own_names
from council.places.tables import Place, find_place
from council.rules.book import check_code
from council.seats.tables import bodies_of

room = Room()
MOTION_LENGTH = 12  # of 2026-3


@room.page("/{county}/{community}/record")
def record(here: Here, county: str, community: str) -> Response:
    """Every entry as a sentence, the newest first."""
    place = find_place(here.db, county, community)
    before, about = here.query("before"), here.query("about")[:MOTION_LENGTH]
    from_there = _number(before) if before else None
    if about:
        page = entries_on(here.db, place.id, about, from_there)
    else:
        page = entries_page(here.db, place.id, before=from_there)
    names, head = names_in(here.db, place), head_of(here.db, place.id)
    rows = [told(entry, names, here) for entry in page.entries]
    facts = {"size": head.size, "root": head.root, "entries": rows, "before": page.before}
    return show(
        here, "ledger/record.html", public=True, facts=facts, place=place, rows=rows, head=head, about=about,
        motion=motion_name(about), before=page.before, whole_code=check_code(bytes.fromhex(head.root)),
    )  # fmt: skip


@room.page("/{county}/{community}/record/download", slow=True)
def download(here: Here, county: str, community: str) -> Response:
    """The whole book as a zip (council.ledger.export)."""
    place = find_place(here.db, county, community)
    book = book_in(here.db, place.id)
    if book is None or here.as_json:
        raise NotFound
    content = BytesIO()
    write_export(book, content)
    name = f"{place.slug}-record-{book.head.size}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(content.getvalue(), media_type="application/zip", headers=headers)


@room.page("/{county}/{community}/record/{no}")
def entry(here: Here, county: str, community: str, no: str) -> Response:
    """One entry whole, with the text that is hashed."""
    place = find_place(here.db, county, community)
    found = entry_at(here.db, place.id, _number(no))
    if found is None:
        raise NotFound
    one, body = found
    names, size = names_in(here.db, place, own="matter" in one.facts), head_of(here.db, place.id).size
    row, about = told(one, names, here), motion_of(one)
    facts = {**row, "leaf": one.leaf.hex(), "text": body, "opened": one.opened, "size": size}
    return show(
        here, "ledger/entry.html", public=True, facts=facts, place=place, row=row, entry=one, body=body, size=size,
        who=who(one.actor, names, here.say), about=about, motion=motion_name(about or ""),
        shown=Facts(one, names, here.lang, here.say).shown(),
    )  # fmt: skip


@room.page("/{county}/{community}/verify")
def verify(here: Here, county: str, community: str) -> Response:
    """Is the code or number that someone holds in the record, and how does one check all of it?"""
    place = find_place(here.db, county, community)
    typed, head = here.query("code"), head_of(here.db, place.id)
    wanted = read_code(typed) if typed else None
    found = _look_up(here.db, place, wanted)
    row = told(found, names_in(here.db, place), here) if found else None
    facts = {"code": typed, "found": row, "size": head.size, "root": head.root}
    return show(
        here,
        "ledger/verify.html",
        public=True,
        facts=facts,
        place=place,
        asked=typed,
        wanted=wanted,
        row=row,
        head=head,
    )


def told(one: Entry, names: Names, here: Here) -> Mapping[str, Any]:
    """An entry as a line of a list and as JSON; told once, for an entry never changes but for what is opened of it."""
    return _told(one, names, here.lang, clock.day_of(here.now))


@lru_cache(maxsize=1024)
def _told(one: Entry, names: Names, lang: str, today: date) -> Mapping[str, Any]:
    """The day is asked for because a date of another year is said with its year."""
    return {
        "number": one.seq,
        "at": one.at,
        "act": one.act,
        "on": one.on,
        "said": tell(one, names, partial(gettext, lang)),
        "code": check_code(one.leaf),
    }


def names_in(db: Reader, place: Place, *, own: bool = False) -> Names:
    """What the bodies of a community are called; with `own`, its own matters too."""
    bodies = bodies_of(db, place.id)
    matters = own_names(db, place.id) if own else {}
    return Names({body.key: body.name for body in bodies}, matters, {body.key: body.charter for body in bodies})


def _look_up(db: Reader, place: Place, wanted: str | int | None) -> Entry | None:
    if isinstance(wanted, str):
        return entry_of_code(db, place.id, wanted)
    found = entry_at(db, place.id, wanted) if wanted else None
    return found[0] if found else None


def _number(text: str) -> int:
    """The number of an entry, as an address writes it."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound
    return int(text)
