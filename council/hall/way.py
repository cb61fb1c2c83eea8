"""The way of one motion, as everybody follows it: its rail, its notices, what was objected, and its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from council.hall.whole import Whole
from council.hall.whole import where as vote_stands
from council.kit import clock
from council.kit.web import Here
from council.meetings.reading import ItemAbout, items_about
from council.openness.board import notice_facts, objection_facts
from council.openness.checks import CheckRow, checks_of
from council.openness.notices import notices_of, tallies
from council.openness.objections import ObjectionRow, objections_page
from council.openness.shown import Shown, shown
from council.procedure.rail import Clues, Rail, rail_of
from council.procedure.reading import Case, case_of
from council.procedure.saying import where as case_stands
from council.rules.publicity import State
from council.rules.refusal import Refusal

MOST_TALK = 5  # objections on the motion's page; the notice has them all


@dataclass(frozen=True, slots=True)
class Way:
    """What the motion's page shows beside its words and votes."""

    case: Case
    rail: Rail
    where: Refusal | str
    notices: Sequence[Shown]  # the newest first
    objections: Sequence[ObjectionRow]
    in_all: int
    meetings: Sequence[ItemAbout]
    checks: Sequence[CheckRow]

    @property
    def hanging(self) -> Shown | None:
        """What can be objected to now."""
        return next((one for one in self.notices if one.state is State.OPEN), None)


def way_of(here: Here, community: UUID, whole: Whole) -> Way:
    """The way so far, by a fixed number of queries however long it was."""
    db, motion = here.db, whole.motion
    case = case_of(db, community, motion)
    meetings = items_about(db, community, motion.id)
    notices = notices_of(db, community, motion.id)
    counts = tallies(db, community, [one.id for one in notices]) if notices else {}
    objections = objections_page(db, community, motion.id, size=MOST_TALK)[0] if notices else []
    today = clock.day_of(here.now)
    ahead = next((one.held_on for one in meetings if one.held_on >= today and one.verdict is None), None)
    return Way(
        case=case,
        rail=rail_of(case, here.now, here.say, here.lang, Clues(called_for=ahead)),
        where=_where(whole, case, ahead),
        notices=[shown(one, today, counts[one.id]) for one in notices],
        objections=objections,
        in_all=sum(one.filed for one in counts.values()),
        meetings=meetings,
        checks=checks_of(db, community, motion.id) if notices or meetings else (),
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
        "notices": [notice_facts(one) for one in way.notices],
        "objections": [objection_facts(one) for one in way.objections],
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
