"""The supervisory committee takes the names out of a line that came with an answer; then everybody can read it."""

from sqlalchemy import update

from council.kit.act import Act
from council.ledger.acts import record
from council.openness.answering import BY_SUPERVISORS
from council.openness.who import Standing, need, stands
from council.rules.refusal import Refusal
from council.works.rating_lines import line_at
from council.works.rating_reading import RATING
from council.works.rating_tables import Rating
from council.works.reading import work_at

LEAST_TEXT = 2  # characters


def may_clear(who: Standing) -> Refusal | None:
    """Only the supervisory committee; nobody who carries it out decides what is read."""
    return None if who.supervisor else Refusal(BY_SUPERVISORS)


def clear_line(act: Act, ref: str, number: int, text: str) -> int:
    """Publish the line of an answer without the names in it. Done again, the newer text stands; the record has both."""
    who = stands(act)
    if refusal := may_clear(who):
        raise refusal
    hand, work = need(who.supervisor, BY_SUPERVISORS), work_at(act.db, act.community, ref)
    line = line_at(act.db, act.community, work.motion_id, number)
    if len(text) < LEAST_TEXT:
        short = Refusal("Please say it in %(least)s characters or more.", least=LEAST_TEXT)
        raise short.with_notes(text=short)
    if text == line.cleared:
        raise Refusal("Nothing is different from what stands.")
    of_line = (RATING.community_id == act.community, RATING.motion_id == work.motion_id, RATING.number == number)
    act.db.execute(
        update(Rating).where(*of_line).values(cleared_text=text, cleared_at=act.now, cleared_by=hand.membership)
    )
    facts = {"number": number}
    return record(act, "work.clear", actor=hand.actor, on=work.on, facts=facts, sealed={"text": text})
