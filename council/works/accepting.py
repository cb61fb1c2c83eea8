"""Done: the work is accepted for what it cost, and the matter goes on to the publication of its result."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert

from council.kit import clock
from council.kit.act import Act
from council.kit.pictures import Prepared
from council.ledger.acts import record
from council.ledger.papers import keep
from council.motions.tables import motion_at
from council.openness import path
from council.openness.who import Standing, need, stands
from council.procedure.moving import AT_WORKS
from council.procedure.reading import case_of
from council.rules.rating import Window
from council.rules.refusal import Refusal
from council.rules.works import in_the_way, next_due, report_due
from council.works.beginning import BY_THE_COMMITTEE, works_stage
from council.works.reading import work_at, work_of
from council.works.reporting import change, may_work
from council.works.rows import Work
from council.works.tables import Acceptance


def in_its_way(work: Work) -> Sequence[Refusal]:
    """Everything because of which it cannot be accepted now."""
    return list(in_the_way(work.plan, work.reported, work.open_looks, work.reopened_on))


def may_accept(who: Standing, work: Work) -> Refusal | None:
    """Whether it may be accepted: by the committee, once all is done and no 不属实 is open."""
    return may_work(who, work) or next(iter(in_its_way(work)), None)


def accept(act: Act, ref: str, line: str, paper: Prepared | None = None) -> int:
    """Accept a work. What it cost in the end is what was paid; the matter goes on to the publication of its result."""
    who, work = stands(act), work_at(act.db, act.community, ref)
    if refusal := may_accept(who, work):
        raise refusal
    hand, today = need(who.answers, BY_THE_COMMITTEE), clock.day_of(act.now)
    stage = works_stage(case_of(act.db, act.community, motion_at(act.db, act.community, ref)))
    move = path.clearing(act.db, act.community, work.motion_id, stage.key, today) if stage else None
    if move is None:
        raise Refusal("This matter does not stand at its carrying out now.")
    asked = Window.after(today, move.stage.ask_days, move.stage.answer_days)
    kept = keep(act, paper, public=True) if paper else None
    entry = record(
        act, "work.accept", actor=hand.actor, on=work.on, facts={"cost_fen": work.paid, **_asked(asked), **move.facts},
        sealed={"line": line}, files=[kept] if kept else [],
    )  # fmt: skip
    act.db.execute(
        insert(Acceptance).values(
            community_id=act.community, motion_id=work.motion_id, entry=entry, final_fen=work.paid, line=line,
            paper=kept, at=act.now, by_id=hand.membership, asked_on=asked.asked_on, asked_until=asked.until,
        )
    )  # fmt: skip
    change(act, work, accepted_at=act.now)
    path.take(act, move, entry)
    return entry


def _asked(window: Window) -> dict[str, str]:
    """When it is asked once more whether it is done, and until when; nothing where the path is silent."""
    days = {"asked_on": window.asked_on, "asked_until": window.until}
    return {name: day.isoformat() for name, day in days.items() if day}


def _again(act: Act, motion: UUID, on: date) -> None:
    """What had begun is carried out again: its next report is due from this day on, all else as was resolved last."""
    work = work_of(act.db, act.community, motion)
    if work is not None:
        due = next_due(work.plan, work.reported)
        change(act, work, accepted_at=None, next_due=due, report_due=report_due(work.plan, on))


AT_WORKS.append(_again)
