"""Who looks at the desk pages of a meeting, and what they may do there."""

from dataclasses import dataclass

from council.kit.web import Here, NotFound
from council.meetings.hands import Hand, confirms, enters, leads, supervises
from council.meetings.minutes import present_as
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import Record
from council.motions.speaking import speaker
from council.places.tables import Place, find_place
from council.seats.tables import BodyRow, body_at


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting, and the part that whoever looks has in it."""

    place: Place
    body: BodyRow
    record: Record
    enters: bool
    leads: bool
    confirms: bool
    supervises: bool

    @property
    def url(self) -> str:
        return f"{self.place.url}/desk/meetings/{self.record.meeting.ref}"

    @property
    def public(self) -> str:
        return f"{self.place.url}/meetings/{self.record.meeting.ref}"


def seen_by(here: Here, county: str, community: str, ref: str, *, present: bool = False) -> Seen:
    """The meeting for whoever enters it, leads it, confirms its counts or supervises, or with `present` was there; for
    others there is no page."""
    place = find_place(here.db, county, community)
    asker = here.need_asker()
    meeting = meeting_at(here.db, place.id, ref)
    body = body_at(here.db, place.id, meeting.body_key)
    who = speaker(here.db, place.id, asker)
    found = Seen(
        place,
        body,
        record_of(here.db, place.id, meeting.id),
        enters=isinstance(enters(here.db, place.id, asker, body), Hand),
        leads=isinstance(leads(here.db, place.id, asker, meeting), Hand),
        confirms=isinstance(confirms(here.db, place.id, asker, meeting), Hand),
        supervises=supervises(here.db, place.id, who) is not None,
    )
    if found.enters or found.leads or found.confirms or found.supervises:
        return found
    if present and present_as(here.db, place.id, meeting, who.memberships):
        return found
    raise NotFound
