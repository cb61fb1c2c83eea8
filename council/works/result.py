"""What came of a resolution, as it stood when it was accepted: what it cost, how long it took, what was found on site.

A notice of the result tells the acceptance before it; what was accepted later is another round and another notice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from council.kit import clock
from council.works.resolved import Resolved
from council.works.rows import Look, Work

MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Result:
    """Of one acceptance. Money in fen, days counted from the day after it was begun."""

    ref: str
    on: date
    line: str
    paper: str | None
    entry: int
    cost_fen: int
    budget_fen: int
    added: Sequence[Any]  # money that other resolutions allowed by then: year, number, amount_fen
    days_planned: int
    days: int
    confirmed: int
    untrue: int
    last_look: Look | None
    photos: Sequence[str]
    asked_until: date | None

    @property
    def allowed_fen(self) -> int:
        """What resolutions had allowed by then."""
        return self.budget_fen + sum(int(each.amount_fen) for each in self.added)

    @property
    def over_fen(self) -> int:
        """What it cost beyond everything that was allowed."""
        return max(0, self.cost_fen - self.allowed_fen)


def result_of(work: Work, before: int | None = None, resolved: Sequence[Resolved] = ()) -> Result | None:
    """What came of a work, by its last acceptance; with `before`, the last one before that entry of the book.
    `resolved`: every time that it was resolved, where it was more than once with other words."""
    accepted = [each for each in work.acceptances if before is None or each.entry < before]
    if not accepted:
        return None
    one, on = accepted[-1], clock.day_of(accepted[-1].at)
    looks = [look for look in work.looks if look.entry < one.entry]
    budget = [each.cost_fen for each in resolved if each.entry < one.entry][-1:] or [work.plan.budget]
    photos = [sha for report in work.reports if report.entry < one.entry for sha in report.photos]
    return Result(
        ref=work.ref, on=on, line=one.line, paper=one.paper, entry=one.entry, cost_fen=one.final_fen,
        budget_fen=budget[0], added=[each for each in work.added if each.entry < one.entry],
        days_planned=(work.planned_due - work.plan.begun_on).days, days=(on - work.plan.begun_on).days,
        confirmed=sum(look.holds for look in looks), untrue=sum(not look.holds for look in looks),
        last_look=looks[-1] if looks else None, photos=photos[-MOST_PHOTOS:], asked_until=one.asked_until,
    )  # fmt: skip
