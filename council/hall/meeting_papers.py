"""The papers of a meeting: sign-in sheet, ballot papers and minutes, for the clerk and those who lead and count."""

from starlette.responses import Response

from council.hall.paper_meeting import ballots, sign_in
from council.hall.paper_minutes import minutes
from council.hall.printed_meeting import MOST_PAPERS, ballots_of, many_on_roll, sign_in_of
from council.hall.printed_minutes import minutes_of
from council.kit.printing import printed
from council.kit.web import Here, NotFound, Room
from council.meetings.item_pages import ITEM, position_in
from council.meetings.run import AT
from council.meetings.seen import Seen, seen_by
from council.rules.refusal import N_

room = Room()


@room.page(AT + "/sign-in", slow=True)
def sign_in_sheet(here: Here, county: str, community: str, ref: str) -> Response:
    """Everybody on the roll, with room to sign."""
    seen = seen_by(here, county, community, ref)
    return printed(here, sign_in(sign_in_of(here, seen.place, seen.record), here.say), back=seen.url)


@room.page(ITEM + "/ballots", slow=True)
def ballot_papers(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    """Papers without a number, one for each who is present."""
    seen = seen_by(here, county, community, ref)
    many = many_on_roll(here, seen.place, seen.record)
    note = ""
    if many > MOST_PAPERS:
        times = -(-many // MOST_PAPERS)
        note = here.say(N_("%(many)s are needed: print these %(drawn)s %(times)s times."), many=many, times=times,
                        drawn=MOST_PAPERS)  # fmt: skip
    return _ballots(here, seen, position, named=False, note=note)


@room.page(ITEM + "/ballots/named", slow=True)
def named_ballots(here: Here, county: str, community: str, ref: str, position: str) -> Response:
    """One for each on the roll, with a part that the teller keeps; only where its names are public."""
    seen = seen_by(here, county, community, ref)
    if seen.record.meeting.law.roll != "named":
        raise NotFound
    return _ballots(here, seen, position, named=True)


def _ballots(here: Here, seen: Seen, position: str, *, named: bool, note: str = "") -> Response:
    """Before the count is entered, of an item that is voted on here."""
    record, item = seen.record, seen.record.item(position_in(position))
    if item is None or not item.decides or item.tally or item.deferred_at or record.meeting.discusses:
        raise NotFound
    own = f"{seen.url}/items/{item.position}"
    others = [(f"{own}/ballots", here.say(N_("Without a number")))] if named else []
    if not named and record.meeting.law.roll == "named":
        others = [(f"{own}/ballots/named", here.say(N_("With a number for each")))]
    paper = ballots(ballots_of(here, seen.place, record, item, named=named), here.say)
    return printed(here, paper, back=own, others=others, note=note)


@room.page(AT + "/minutes/paper", slow=True)
def minutes_paper(here: Here, county: str, community: str, ref: str) -> Response:
    """The minutes to be signed, for those of the desk and everybody who was present."""
    seen = seen_by(here, county, community, ref, present=True)
    if seen.record.meeting.opened_at is None:
        raise NotFound
    paper = minutes(minutes_of(here, seen.place, seen.record), here.say)
    return printed(here, paper, back=f"{seen.url}/minutes")
