"""What is new, for a feed reader: of a community, of one motion, of the board; in the sentences of the public record.

An entry is told here as its own page tells it, so nothing is shown that is not public there.
"""

from collections.abc import Sequence
from uuid import uuid5

from sqlalchemy import bindparam, select
from sqlmodel import col
from starlette.responses import Response

from council.hall.record import names_in, told
from council.hall.subjects import entries_on
from council.kit.atom import MEDIA_TYPE, Feed, Item, atom
from council.kit.kept import FOR_ALL
from council.kit.web import Here, NotFound, Room
from council.ledger.book import Entry
from council.ledger.listing import BOARD, entries_page
from council.ledger.telling import motion_name, motion_of
from council.motions.tables import motion_at
from council.places.tables import Community, Place, find_place
from council.rules.refusal import N_

room = Room()
FOUNDED = select(col(Community.founded_at)).where(col(Community.id) == bindparam("community"))


@room.page("/{county}/{community}/feed.atom")
def community_feed(here: Here, county: str, community: str) -> Response:
    """The newest thirty entries of the whole record."""
    place = find_place(here.db, county, community)
    entries = entries_page(here.db, place.id).entries
    return _answer(here, place, "", here.say(N_("%(place)s: what is new"), place=place.name), entries)


@room.page("/{county}/{community}/board/feed.atom")
def board_feed(here: Here, county: str, community: str) -> Response:
    """The newest thirty entries about notices: posted, photographed, taken down, over."""
    place = find_place(here.db, county, community)
    entries = entries_page(here.db, place.id, about=BOARD).entries
    return _answer(here, place, "/board", here.say(N_("%(place)s: notice board"), place=place.name), entries)


@room.page("/{county}/{community}/motions/{no}/feed.atom")
def motion_feed(here: Here, county: str, community: str, no: str) -> Response:
    """The newest thirty entries about a motion, its votes, notices, objections, meetings and works."""
    place = find_place(here.db, county, community)
    motion = motion_at(here.db, place.id, no)
    title = here.say(N_("%(motion)s: %(title)s"), motion=motion_name(motion.ref), title=motion.title)
    return _answer(here, place, f"/motions/{motion.ref}", title, entries_on(here.db, place.id, motion.ref).entries)


def _answer(here: Here, place: Place, path: str, title: str, entries: Sequence[Entry]) -> Response:
    if here.as_json:
        raise NotFound
    names = names_in(here.db, place)
    items = []
    for entry in entries:
        row, about = told(entry, names, here), motion_of(entry)
        page = here.absolute(f"{place.url}/record/{entry.seq}")
        matter = here.absolute(f"{place.url}/motions/{about}") if about else None
        items.append(Item(_id(here, place, f"/record/{entry.seq}"), row["said"], entry.at, page, matter, entry.act))
    feed = Feed(
        id=_id(here, place, f"{path}/feed"),
        title=title,
        author=place.name,
        lang="en" if here.lang == "en" else "zh-CN",
        updated=entries[0].at if entries else here.db.execute(FOUNDED, {"community": place.id}).one()[0],
        own=here.absolute(f"{place.url}{path}/feed.atom"),
        page=here.absolute(f"{place.url}{path}"),
        items=items,
    )
    return Response(atom(feed), media_type=MEDIA_TYPE, headers={"Cache-Control": FOR_ALL})


def _id(here: Here, place: Place, path: str) -> str:
    """A name that stays when the site moves to another address; the English one is another document."""
    return uuid5(place.id, here.url(path)).urn
