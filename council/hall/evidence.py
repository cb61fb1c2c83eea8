"""A paper that an entry names, as a file: public ones for anyone, the others for who must check them.

It stands in the hall because only here it is known who sits in the supervisory committee.
"""

from uuid import UUID

from starlette.responses import Response

from council.kit.db import Reader
from council.kit.web import Here, NotFound, Room
from council.ledger.papers import FILE, content_of, paper_at
from council.meetings.reading import has_in_hand
from council.people.tables import clerk_number, memberships_of
from council.places.tables import find_place
from council.seats.tables import bodies_of, seats_held

room = Room()
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"jpg": "image/jpeg", "pdf": "application/pdf"}
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A file that came from outside is shown by itself: it runs nothing, loads nothing and stands in no page of another."""


@room.page("/{county}/{community}/papers/{file}", slow=True)
def paper(here: Here, county: str, community: str, file: str) -> Response:
    place, named = find_place(here.db, county, community), FILE.fullmatch(file)
    found = paper_at(here.db, place.id, named[1]) if named else None
    if named is None or found is None or here.as_json or f"/papers/{file}" not in (found.path, found.thumb):
        raise NotFound
    if not found.public and not may_see(here.db, place.id, here.asker, found.sha256):
        raise NotFound
    content = content_of(here.db, place.id, found.sha256, "thumb" if named[2] else "full")
    if content is None:
        raise NotFound
    shown = "attachment" if named[3] == "pdf" else "inline"
    headers = {
        "Cache-Control": FOR_EVER if found.public else "no-store",
        "Content-Disposition": f'{shown}; filename="{place.slug}-{file}"',
        "Content-Security-Policy": ALONE,
    }
    return Response(content, media_type=TYPES[named[3]], headers=headers)


def may_see(db: Reader, community: UUID, account: UUID | None, sha: str) -> bool:
    """Papers that are not public are for the clerk and for the supervisory committee; those of a meeting for who leads
    it and who counts its votes too, because they confirm what stands on them."""
    if clerk_number(db, community, account) is not None:
        return True
    supervising = {body.key for body in bodies_of(db, community) if body.law.kind == "supervisory"}
    own = [held.id for held in memberships_of(db, community, account)]
    if any(body in supervising for body, _ in seats_held(db, community, own)):
        return True
    return has_in_hand(db, community, own, sha)
