"""What may be done with a work, written once more and as plainly as can be: a random walk is held against it.

It has the numbers of its village typed in by hand and knows nothing of council.rules: where it and the acts differ, one
of them is wrong. Every `may_…` answers whether the act must be done (True) or refused (False).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

HUNG_TO = date(2026, 11, 30)  # the last day of the notice
RESOLVED = date(2027, 1, 15)  # and nothing is due later
BUDGET = 38_400_00
MORE = {"2026-2": 5_000_00, "2026-3": 1_00}  # motions that passed and say what they cost
SILENT_AFTER = 30  # days without a report
COMMITTEE, SUPERVISORS = ("委一", "委二", "clerk"), ("监一", "监二")


@dataclass
class Part:
    """A milestone, due as extended."""

    due: date
    weight: int


@dataclass
class Told:
    """A report that was made."""

    number: int
    on: date
    milestone: int | None
    percent: int | None
    paid: int
    corrects: int | None


@dataclass
class Lawful:
    """The work as the acts let it become."""

    objections: list[bool] = field(default_factory=list)  # answered?
    begun_on: date | None = None
    due: date = RESOLVED
    parts: list[Part] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    contracted: int = 0
    spent: list[str] = field(default_factory=list)  # motions whose money was added
    looks: list[str] = field(default_factory=list)  # holds, untrue, answered
    accepted: bool = False

    # ── what it comes to ──

    @property
    def allowed(self) -> int:
        return BUDGET + sum(MORE[ref] for ref in self.spent)

    def counting(self, but: int | None = None) -> list[Told]:
        """The reports that count, each at the place of the one that it stands instead of."""
        at: dict[int, int] = {}
        places: dict[int, Told] = {}
        for each in self.told:
            at[each.number] = at[each.corrects] if each.corrects else each.number
            places[at[each.number]] = each
        return [places[place] for place in sorted(places) if places[place].number != but]

    def reached(self, but: int | None = None) -> set[int]:
        return {each.milestone for each in self.counting(but) if each.milestone is not None}

    def percent(self, but: int | None = None) -> int:
        if self.parts:
            return sum(self.parts[position - 1].weight for position in self.reached(but))
        return next((each.percent for each in reversed(self.counting(but)) if each.percent is not None), 0)

    @property
    def paid(self) -> int:
        return sum(each.paid for each in self.counting())

    @property
    def open_looks(self) -> list[int]:
        return [number for number, said in enumerate(self.looks, 1) if said == "untrue"]

    @property
    def next_due(self) -> date:
        reached = self.reached()
        return min([part.due for n, part in enumerate(self.parts, 1) if n not in reached] or [self.due])

    @property
    def report_due(self) -> date:
        assert self.begun_on
        return (self.told[-1].on if self.told else self.begun_on) + timedelta(SILENT_AFTER)

    def overdue(self, today: date) -> int:
        reached = self.reached()
        missed = [part.due for n, part in enumerate(self.parts, 1) if n not in reached]
        missed += [self.due] if self.percent() < 100 else []
        return 0 if self.accepted else max([0, *((today - day).days for day in missed)])

    def silent(self, today: date) -> int:
        return 0 if self.accepted else max(0, (today - self.report_due).days)

    def state(self, today: date) -> str:
        if self.accepted:
            return "accepted"
        if self.open_looks:
            return "disputed"
        return "late" if self.overdue(today) or self.silent(today) else "under_way"

    # ── what may be done ──

    def may_begin(self, who: object, today: date, due: date, people: Sequence[int], parts: Sequence[Part]) -> bool:
        fits = today <= due <= RESOLVED and all(today <= part.due <= due and part.weight > 0 for part in parts)
        return (
            who in COMMITTEE and self.begun_on is None and today > HUNG_TO and all(self.objections) and fits
            and sum(part.weight for part in parts) in ((100,) if parts else (0,)) and len(parts) <= 12
            and 1 <= len(set(people)) <= 5 and set(people) <= {1, 2, 3}
        )  # fmt: skip

    def works(self, who: object) -> bool:
        return who in COMMITTEE and self.begun_on is not None and not self.accepted

    def may_report(self, who: object, new: Told, invoice: bool) -> bool:
        counting = {each.number: each for each in self.counting()}
        if not self.works(who) or (new.corrects is not None and new.corrects not in counting):
            return False
        was = counting[new.corrects].paid if new.corrects else 0
        if new.paid < 0 or (new.paid > was and not invoice):
            return False
        if self.parts:
            fresh = new.milestone not in self.reached(but=new.corrects) and new.milestone in (1, 2)[: len(self.parts)]
            return new.percent is None and (new.milestone is None or fresh)
        further = new.percent is None or 0 <= new.percent <= 100
        back = new.percent is not None and new.corrects is None and new.percent < self.percent()
        return new.milestone is None and further and not back

    def may_contract(self, who: object, amount: int) -> bool:
        return self.works(who) and amount > 0 and self.contracted + amount <= self.allowed

    def may_extend(self, who: object, position: int, until: date) -> bool:
        if not self.works(who) or position > len(self.parts) or until > RESOLVED:
            return False
        return self.parts[position - 1].due < until <= self.due if position else until > self.due

    def may_add(self, who: object, ref: str) -> bool:
        return self.works(who) and ref in MORE and ref not in self.spent

    def may_look(self, who: object, holds: bool, text: str, photo: bool) -> bool:
        return who in SUPERVISORS and self.begun_on is not None and (holds or (len(text) > 3 and photo))

    def may_answer(self, who: object, number: int) -> bool:
        return self.works(who) and number in self.open_looks

    def may_accept(self, who: object) -> bool:
        return self.works(who) and not self.open_looks and self.percent() == 100
