"""A work as a page shows it: its state, its money and its timeline, each in a sentence beside the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from council.kit import clock
from council.rules.refusal import N_, Refusal
from council.rules.works import State, missed, reached, standing
from council.works.rounds import Turn
from council.works.rows import Look, Part, Told, Work

STATES = {
    State.UNDER_WAY: N_("Being carried out"),
    State.LATE: N_("Late"),
    State.DISPUTED: N_("Not as reported, and no answer yet"),
    State.REOPENED: N_("Carried out again: it was not done"),
    State.ACCEPTED: N_("Accepted"),
    State.CLOSED: N_("Closed: done, and its result published"),
    State.HALTED: N_("Stands still: it is decided anew"),
}
SIGNS = {
    State.UNDER_WAY: "put", State.LATE: "no", State.DISPUTED: "no", State.REOPENED: "no", State.ACCEPTED: "ok",
    State.CLOSED: "ok", State.HALTED: "no",
}  # fmt: skip
WIDE = 1000  # units of a bar


@dataclass(frozen=True, slots=True)
class Bar:
    """The money bar in whole units of WIDE: what is allowed, what of it was paid, and what hangs over."""

    allowed: int
    paid: int
    over: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the timeline: what happened on a day, or a milestone that is still to come."""

    on: date
    kind: str  # begun, report, look, later, contract, money, accepted, coming, or that of a turn
    entry: int | None = None
    report: Told | None = None
    part: Part | None = None
    look: Look | None = None
    row: Any = None
    corrected: bool = False
    late: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A work and everything a card says of it."""

    work: Work
    state: State
    words: str
    sign: str
    bar: Bar
    lates: Sequence[Refusal]

    @property
    def percent(self) -> int:
        return self.work.percent


def shown(work: Work, today: date) -> Shown:
    state = work.state(today)
    return Shown(work, state, STATES[state], SIGNS[state], bar(work), list(lates(work, today)))


def bar(work: Work) -> Bar:
    """Whole units; anything paid is seen, and what is over is never drawn as nothing."""
    whole = max(work.plan.allowed, work.paid, 1)
    over = -(-work.over * WIDE // whole)
    paid = min(WIDE - over, -(-(work.paid - work.over) * WIDE // whole))
    return Bar(WIDE - over, paid, over)


def lates(work: Work, today: date) -> Iterator[Refusal]:
    """Why it is late, each in a sentence."""
    if not work.open:
        return
    titles = {part.position: part.title for part in work.parts}
    for each in missed(work.plan, work.reported, today):
        yield Refusal(
            "“%(part)s” was due by %(day)s, %(days)s days ago.", part=titles[each.position], day=each.due,
            days=(today - each.due).days,
        )  # fmt: skip
    if work.plan.due < today and work.percent < 100:
        yield Refusal("All of it was due by %(day)s, %(days)s days ago.", day=work.plan.due,
                      days=(today - work.plan.due).days)  # fmt: skip
    if silent := work.silent(today):
        yield Refusal("A report was due %(days)s days ago, and none came.", days=silent)


def timeline(work: Work, today: date, turns: Sequence[Turn] = ()) -> list[Point]:
    """What happened, the newest first, under what is still to come, the furthest first."""
    done, counting = reached(work.reported), {report.number for report in standing(work.reported)}
    coming = [
        Point(part.due, "coming", part=part, late=max(0, (today - part.due).days))
        for part in work.parts
        if part.position not in done
    ]
    titles = {part.position: part for part in work.parts}
    past = [Point(work.plan.begun_on, "begun", work.entry)]
    past += [
        Point(each.on, "report", each.entry, report=each, part=titles.get(each.milestone or 0),
              corrected=each.number not in counting)
        for each in work.reports
    ]  # fmt: skip
    past += [Point(_day(each.at), "look", each.entry, look=each) for each in work.looks]
    past += [
        Point(_day(each.at), "later", each.entry, part=titles.get(each.position), row=each) for each in work.extensions
    ]
    past += [Point(_day(each.at), "contract", each.entry, row=each) for each in work.contracts]
    past += [Point(_day(each.at), "money", each.entry, row=each) for each in work.added]
    past += [
        Point(_day(each.at), "accepted", each.entry, row=each, corrected=each is not work.acceptance)
        for each in work.acceptances
    ]
    past += [Point(each.on, each.kind, each.entry, row=each) for each in turns if each.kind != "resumed"]
    return [
        *sorted(coming, key=lambda point: point.on, reverse=True),
        *sorted(past, key=lambda point: point.entry or 0, reverse=True),
    ]


def facts_of(work: Work, today: date) -> dict[str, Any]:
    """What the page tells, as JSON."""
    return {
        "motion": work.ref, "title": work.title, "body": {"key": work.body_key, "name": work.body},
        "state": work.state(today), "begun_on": work.plan.begun_on, "due": work.plan.due, "people": work.people,
        "budget_fen": work.plan.budget, "allowed_fen": work.plan.allowed, "paid_fen": work.paid, "over_fen": work.over,
        "money_from": work.money_from, "percent": work.percent,
        "days_overdue": work.overdue(today), "days_silent": work.silent(today),
        "milestones": [
            {"title": part.title, "due": part.due, "planned": part.planned, "weight": part.weight,
             "reached": part.position in reached(work.reported)}
            for part in work.parts
        ],
        "reports": [
            {"number": each.number, "on": each.on, "line": each.line, "milestone": each.milestone,
             "percent": each.percent, "paid_fen": each.paid_fen, "corrects": each.corrects, "entry": each.entry}
            for each in work.reports
        ],
        "findings": [
            {"number": each.number, "on": _day(each.at), "holds": each.holds, "text": each.text,
             "answer": each.answer.text if each.answer else None}
            for each in work.looks
        ],
        "round": work.round, "reopened_on": work.reopened_on, "again_on": work.again_on,
        "accepted_at": work.acceptance.at if work.acceptance else None,
        "acceptances": [{"on": _day(each.at), "cost_fen": each.final_fen, "entry": each.entry}
                        for each in work.acceptances],
    }  # fmt: skip


def photos_in(points: Sequence[Point]) -> list[str]:
    """The papers that these points show."""
    found: list[str | None] = []
    for point in points:
        if point.report:
            found += [*point.report.photos, point.report.invoice]
        if point.look:
            found += [point.look.photo, point.look.answer.photo if point.look.answer else None]
        if point.kind in ("contract", "accepted"):
            found.append(point.row.paper)
    return [sha for sha in found if sha]


def _day(moment: Any) -> date:
    return clock.day_of(moment)
