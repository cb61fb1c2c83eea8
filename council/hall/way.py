"""The way of one motion, as everybody follows it: its rail, where it stands, and its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from council.hall.whole import Whole
from council.hall.whole import where as vote_stands
from council.kit import clock
from council.kit.web import Here
from council.meetings.reading import ItemAbout, items_about
from council.procedure.listing import clues_of
from council.procedure.rail import Clues, Rail, rail_of
from council.procedure.reading import Case, case_of
from council.procedure.saying import where as case_stands
from council.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Way:
    """What the motion's page shows beside its words and votes."""

    case: Case
    rail: Rail
    where: Refusal | str
    meetings: Sequence[ItemAbout]


def way_of(here: Here, community: UUID, whole: Whole) -> Way:
    """The way so far, by a fixed number of queries however long it was."""
    db, motion = here.db, whole.motion
    case = case_of(db, community, motion)
    meetings = items_about(db, community, motion.id)
    today = clock.day_of(here.now)
    ahead = next((one.held_on for one in meetings if one.held_on >= today and one.verdict is None), None)
    called = clues_of(db, community, case).called_for or ahead
    return Way(
        case=case,
        rail=rail_of(case, here.now, here.say, here.lang, Clues(called_for=called)),
        where=_where(whole, case, called),
        meetings=meetings,
    )


def _where(whole: Whole, case: Case, ahead: Any) -> Refusal | str:
    """In one sentence: a council's own vote says it best until its decision is published."""
    if whole.state == "withdrawn" or not case.written:
        return vote_stands(whole)
    return case_stands(case, ahead)


def way_facts(way: Way) -> dict[str, Any]:
    """The way as JSON."""
    return {
        "path": way.rail.name,
        "stages": [
            {"key": one.key, "name": one.name, "state": one.sign, "lines": one.lines} for one in way.rail.stations
        ],
        "meetings": [
            {
                "meeting": one.meeting.ref,
                "body": one.meeting.body_key,
                "held_on": one.held_on,
                "entered_late": one.late,
                "verdict": one.verdict.facts() if one.verdict else None,
            }
            for one in way.meetings
        ],
    }
