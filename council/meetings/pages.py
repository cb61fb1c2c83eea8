"""Who said what at a meeting, who came, how it was decided: for everyone. And the desk pages beside it."""

from typing import Any

from starlette.responses import Response

from council.kit.web import Here, NotFound, Room, show
from council.ledger.papers import papers_of
from council.meetings import (
    delegation_pages,
    item_pages,
    minutes_pages,
    paper_pages,
    poll_pages,
    roll_pages,
    run,
    saying,
)
from council.meetings.lacking import approved
from council.meetings.reading import Listed, meeting_at, meetings_page, record_of
from council.meetings.roll_call import roll_of_meeting
from council.meetings.shown import facts_of, items_shown, quorum_shown, sorted_people, speaker_said
from council.places.tables import find_place
from council.seats.tables import bodies_of

room = Room()


@room.page("/{county}/{community}/meetings")
def meetings(here: Here, county: str, community: str) -> Response:
    """The meetings of a community, the latest first; of one body, if asked."""
    place = find_place(here.db, county, community)
    bodies = bodies_of(here.db, place.id)
    body = here.query("body")
    listed, before = meetings_page(here.db, place.id, before=here.query("before"), body=body)
    facts = {"community": place.name, "meetings": [_in_short(place.url, one) for one in listed], "before": before}
    return show(
        here, "meetings/meetings.html", public=True, facts=facts, place=place, listed=listed, before=before,
        body=body if body in {one.key for one in bodies} else "", bodies=bodies, states=saying.STATES,
    )  # fmt: skip


def _in_short(url: str, one: Listed) -> dict[str, Any]:
    meeting = one.meeting
    return {
        "meeting": meeting.ref, "body": meeting.body, "held_on": meeting.held_on, "state": meeting.state,
        "late": meeting.late, "items": one.titles, "url": f"{url}/meetings/{meeting.ref}",
    }  # fmt: skip


@room.page("/{county}/{community}/meetings/{ref}")
def meeting(here: Here, county: str, community: str, ref: str) -> Response:
    """One meeting: its notice before it was held, its record afterwards. Names only where the charter makes the roll
    public, and never why somebody did not come."""
    place = find_place(here.db, county, community)
    found = meeting_at(here.db, place.id, ref)
    if found.ref != ref:
        raise NotFound
    record = record_of(here.db, place.id, found.id)
    named = found.law.roll == "named" and found.opened_at is not None
    people = roll_of_meeting(here.db, place.id, found.id) if named else []
    photos = [one.sha256 for one in record.papers if one.kind in ("notice", "photo")]
    return show(
        here, "meetings/meeting.html", public=True, facts=facts_of(record, people), place=place, meeting=found,
        record=record, quorum=quorum_shown(record, here) if found.opened_at else None,
        items=items_shown(record, here), people=sorted_people(people) if named else {}, named=named,
        notice=saying.notice_said(found), approved=approved(record), states=saying.STATES, kinds=saying.KINDS,
        methods=saying.METHODS, stances=saying.STANCES, channels=saying.CHANNELS,
        photos=[paper for paper in papers_of(here.db, place.id, photos).values() if paper.public],
        speaker=lambda speech: speaker_said(record, speech),
    )  # fmt: skip


for beside in (run, roll_pages, item_pages, minutes_pages, paper_pages, poll_pages, delegation_pages):
    room.routes += beside.room.routes
