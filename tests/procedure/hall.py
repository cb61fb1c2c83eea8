"""Meetings of the bodies of this village, entered by the clerk from paper, from the notice to the signed minutes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from council.kit import clock
from council.meetings.acts import Topic, Wanted, mark_present, mark_rest
from council.procedure.acts import call_meeting, finish
from council.procedure.reading import Case
from council.rules.walk import Result
from tests.meetings.scene import closed, counted, ended, numbers, opened, record, sheet
from tests.procedure.scene import BEGUN, DIRECTOR, SECRETARY, WATCHER, case
from tests.village import Village

DAY = timedelta(days=1)
BRANCH = [f"钱书记{n}" for n in range(1, 6)]
COMMITTEE = [f"赵主任{n}" for n in range(1, 8)]
MEMBERS = [*BRANCH, *(f"孙党员{n}" for n in range(1, 4))]
REPRESENTATIVES = [*COMMITTEE, *(f"李代表{n}" for n in range(1, 6))]
WHO = {
    "proposal": ("party-branch", BRANCH, SECRETARY),
    "consultation": ("two-committees", [*BRANCH, *COMMITTEE], SECRETARY),
    "review": ("party-members", MEMBERS, SECRETARY),
    "resolution": ("representatives", REPRESENTATIVES, DIRECTOR),
}
"""For each step: the body, everybody on its roll, and who leads it."""
AHEAD = {"proposal": 5, "consultation": 5, "review": 5, "resolution": 12}
"""Days of notice that are enough."""


def notice(village: Village, ref: str, stage: str, held: datetime, *, ahead: int | None = None, **more: Any) -> str:
    """Call the meeting for a step, its notice so many days before; its address."""
    body = more.pop("body", WHO[stage][0])
    sent = held - (AHEAD[stage] if ahead is None else ahead) * DAY
    papers = more.pop("papers_on", clock.day_of(sent) if stage == "review" else None)
    wanted = Wanted(
        body=body, held_on=clock.day_of(held), starts="19:30", place="村委会二楼会议室", sent_on=clock.day_of(sent),
        sent_by=("board",), **more,
    )  # fmt: skip
    with clock.at(sent):
        return village.do("clerk", call_meeting, wanted, [Topic("decide", motion=ref)], papers).ref


def sit(village: Village, meeting: str, names: Sequence[str], chair: str, held: datetime, **votes: int) -> str:
    """Hold it: the roll, the count and its second person, the close, the minutes. What came of it; all say yes unless
    it is said how many."""
    yes, no = votes.get("yes", len(names)), votes.get("no", 0)
    opened(village, meeting, at=held)
    here(village, meeting, names, held)
    counted(village, meeting, yes, no, second=WATCHER, at=held)
    outcome = closed(village, meeting, chair=chair, at=held)
    ended(village, meeting, at=held + timedelta(hours=1))
    return outcome


def here(village: Village, meeting: str, names: Sequence[str], at: datetime) -> None:
    """These are present by the sheet; whoever else is on the roll is not."""
    with clock.at(at):
        village.do("clerk", mark_present, meeting, numbers=numbers(village, names), sheets=[sheet(1)])
        if record(village, meeting).hall.unmarked:
            village.do("clerk", mark_rest, meeting)


def met(village: Village, ref: str, stage: str, held: datetime, **votes: int) -> str:
    """Call and hold the meeting of a step, with everybody there. What came of it."""
    _body, names, chair = WHO[stage]
    return sit(village, notice(village, ref, stage, held), names, chair, held, **votes)


def done(village: Village, ref: str, held: datetime, *, changed: bool = False) -> Result:
    """The clerk ends the step on the day after."""
    with clock.at(held + DAY):
        result: Result = village.do("clerk", finish, ref, changed=changed)
    return result


def through(village: Village, ref: str, *stages: str, begin: datetime = BEGUN) -> Case:
    """Take these steps by their meetings, twenty days apart."""
    for place, stage in enumerate(stages, 1):
        held = begin + 20 * place * DAY
        met(village, ref, stage, held)
        done(village, ref, held)
    return case(village, ref)


__all__ = ["DAY", "WHO", "done", "here", "met", "notice", "sheet", "sit", "through"]
