"""A vote by phone at the meeting: the choices, a second look, the vote, the receipt. No script, nothing kept."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from council.kit.act import Act
from council.kit.web import Here, NotFound, Room, go, show
from council.ledger.listing import entry_at
from council.meetings.forms import VoteForm
from council.meetings.item_pages import position_in
from council.meetings.polling import Voice, may_vote, voices_of, vote
from council.meetings.reading import meeting_at, record_of
from council.meetings.records import Record
from council.meetings.rows import ItemRow
from council.places.tables import Place, find_place
from council.rules.book import check_code
from council.rules.refusal import N_, Refusal

room = Room()
AT = "/{county}/{community}/meetings/{ref}/items/{position}/ballot"
CHOICES = {"for": N_("For"), "against": N_("Against"), "abstain": N_("Abstain")}


@dataclass(frozen=True, slots=True)
class Paper:
    """An item and whoever looks at it: for whom they may vote here, and what is in the way."""

    place: Place
    record: Record
    item: ItemRow
    voices: tuple[Voice, ...]
    voice: Voice | None
    in_the_way: Refusal | None

    @property
    def url(self) -> str:
        return f"{self.place.url}/meetings/{self.record.meeting.ref}/items/{self.item.position}/ballot"

    def url_of(self, page: str = "") -> str:
        """The address of a page of this ballot; it names a member only where someone votes for several."""
        return self.url + page + (f"?number={self.voice.person.number}" if self.voice and len(self.voices) > 1 else "")


def paper_of(here: Here, county: str, community: str, ref: str, position: str) -> Paper:
    asker, place = here.need_asker(), find_place(here.db, county, community)
    record = record_of(here.db, place.id, meeting_at(here.db, place.id, ref).id)
    item = record.item(position_in(position))
    if item is None:
        raise NotFound
    voices = voices_of(here.db, place.id, record, item, asker)
    asked = here.query("number") or here.typed.get("number", "")
    voice = next((one for one in voices if str(one.person.number) == asked), voices[0] if voices else None)
    return Paper(place, record, item, voices, voice, may_vote(record, item, voice))


@room.page(AT)
def ballot(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    paper = paper_of(here, county, community, ref, position)
    return show(here, "meetings/ballot.html", choices=CHOICES, **_shown(paper))


def _shown(paper: Paper) -> dict[str, Any]:
    """What every page of a ballot shows; the bare page is headed with the body's name."""
    meeting = paper.record.meeting
    return {"place": paper.place, "paper": paper, "meeting": meeting, "body": {"name": meeting.body}}


def _code(here: Here, place: Place, entry: int) -> str:
    found = entry_at(here.db, place.id, entry)
    return check_code(found[0].leaf) if found else ""


@room.page(AT + "/confirm")
def back_to_ballot(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    """The second look has no address of its own."""
    find_place(here.db, county, community)
    return go(here.request, here.path.removesuffix("/confirm"))


@room.look(AT + "/confirm", back=ballot)
def confirm_ballot(here: Here, form: VoteForm, county: str, community: str, ref: str, position: str) -> Response:
    """What is about to be voted, in large letters. Nothing is written."""
    paper = paper_of(here, county, community, ref, position)
    voice = next((one for one in paper.voices if one.person.number == form.number), None)
    if refusal := may_vote(paper.record, paper.item, voice):
        raise refusal
    choice = CHOICES[form.choice]
    return show(here, "meetings/confirm.html", voice=voice, form=form, choice=choice, **_shown(paper))


def receipt_path(act: Act, form: VoteForm, county: str, community: str, ref: str, position: str) -> str:
    return f"/{county}/{community}/meetings/{ref}/items/{position}/ballot/receipt?number={form.number}"


@room.act(AT, back=ballot, to=receipt_path)
def send(act: Act, form: VoteForm, county: str, community: str, ref: str, position: str) -> None:
    vote(act, ref, position_in(position), form.choice, number=form.number)


@room.page(AT + "/receipt")
def receipt(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    """Says to whoever voted what stands, and under which number."""
    paper = paper_of(here, county, community, ref, position)
    voice = paper.voice
    if voice is None or voice.choice is None or voice.entry is None:
        return go(here.request, here.path.removesuffix("/receipt"))
    choice, code = CHOICES[voice.choice], _code(here, paper.place, voice.entry)
    return show(here, "meetings/receipt.html", voice=voice, choice=choice, code=code, **_shown(paper))
