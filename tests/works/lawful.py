"""What may be done with a work, written once more and as plainly as can be: a random walk is held against it.

It has the numbers of its village typed in by hand and knows nothing of council.rules: where it and the acts differ, one
of them is wrong. Every `may_…` answers whether the act must be done (True) or refused (False).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.works.said import DESK, Objected, Round, voter_of

HUNG_TO = date(2026, 11, 30)  # the last day of the notice
RESOLVED = date(2027, 1, 15)  # and nothing is due later
BUDGET = 38_400_00
MORE = {"2026-2": 5_000_00, "2026-3": 1_00}  # motions that passed and say what they cost
SILENT_AFTER = 30  # days without a report
COMMITTEE, SUPERVISORS = ("委一", "委二", "委三", "clerk"), ("监一", "监二")


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

    objections: list[Objected] = field(default_factory=list)
    begun_on: date | None = None
    at: str = "works"  # where its matter stands, once it is begun: resolution, works, result, done
    since: date | None = None  # on which it came back to be carried out again
    people: set[int] = field(default_factory=set)  # of the committee, who answer for it
    budget: int = BUDGET  # as it was resolved last
    resolved: date = RESOLVED
    before: int = 0  # what was contracted when it was resolved last
    due: date = RESOLVED  # as planned and extended; no later than it was resolved
    parts: list[Part] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    contracted: int = 0
    spent: list[str] = field(default_factory=list)  # motions whose money was added
    looks: list[str] = field(default_factory=list)  # holds, untrue, answered
    rounds: list[Round] = field(default_factory=list)  # one of each acceptance
    ratings: int = 0
    opened_by_answers: int = 0
    hangs_to: date | None = None  # the notice of its result
    came_to: set[str] = field(default_factory=set)  # what it went through

    # ── what it comes to ──

    @property
    def accepted(self) -> bool:
        return self.at in ("result", "done")

    @property
    def open(self) -> bool:
        return self.begun_on is not None and self.at == "works"

    @property
    def round(self) -> int:
        return len(self.rounds) + (not self.accepted)

    @property
    def reopened_on(self) -> date | None:
        return self.since if self.open and self.rounds else None

    def waits(self, about: str) -> bool:
        """For the reply to an objection."""
        return any(each.about == about and not each.answered for each in self.objections)

    def clock_strikes(self, today: date) -> None:
        """The notice of its result hung its days and every objection to it is answered: all is done."""
        if self.at == "result" and self.hangs_to and today > self.hangs_to and not self.waits("result"):
            self.at, self.hangs_to = "done", None
            self.came_to.add("closed" if len(self.rounds) == 1 else "closed a second time")

    def back_to(self, stage: str, today: date) -> None:
        self.came_to.add("opened again" if stage == "works" else "halted")
        self.at, self.hangs_to = stage, None
        self.since = today if stage == "works" else self.since

    def decided_anew(self, budget: int, resolved: date, goes_on: date) -> None:
        self.budget, self.resolved, self.before = budget, resolved, self.contracted
        self.at, self.since = "works", goes_on
        self.came_to.add("decided anew")

    def accepts(self, today: date) -> None:
        self.at = "result"
        self.rounds.append(Round(today))
        self.came_to.add("accepted" if len(self.rounds) == 1 else "accepted a second time")

    @property
    def allowed(self) -> int:
        return self.budget + sum(MORE[ref] for ref in self.spent)

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
        return min([self.bound(part.due) for n, part in enumerate(self.parts, 1) if n not in reached] or [self.end])

    def bound(self, day: date) -> date:
        """Nothing is due later than it was resolved last."""
        return min(day, self.resolved)

    @property
    def end(self) -> date:
        return self.bound(self.due)

    @property
    def report_due(self) -> date:
        assert self.begun_on
        last = [self.begun_on, *(each.on for each in self.told), *([self.since] if self.since else [])]
        return max(last) + timedelta(SILENT_AFTER)

    def overdue(self, today: date) -> int:
        reached = self.reached()
        missed = [self.bound(part.due) for n, part in enumerate(self.parts, 1) if n not in reached]
        missed += [self.end] if self.percent() < 100 else []
        return max([0, *((today - day).days for day in missed)]) if self.open else 0

    def silent(self, today: date) -> int:
        return max(0, (today - self.report_due).days) if self.open else 0

    def state(self, today: date) -> str:
        if not self.open:
            return {"result": "accepted", "done": "closed"}.get(self.at, "halted")
        if self.open_looks:
            return "disputed"
        if self.overdue(today) or self.silent(today):
            return "late"
        return "reopened" if self.reopened_on else "under_way"

    # ── what may be done ──

    def may_begin(self, who: object, today: date, due: date, people: Sequence[int], parts: Sequence[Part]) -> bool:
        fits = today <= due <= RESOLVED and all(today <= part.due <= due and part.weight > 0 for part in parts)
        return (
            who in COMMITTEE and self.begun_on is None and today > HUNG_TO and not self.waits("resolution") and fits
            and sum(part.weight for part in parts) in ((100,) if parts else (0,)) and len(parts) <= 12
            and 1 <= len(set(people)) <= 5 and set(people) <= {1, 2, 3}
        )  # fmt: skip

    def works(self, who: object) -> bool:
        return who in COMMITTEE and self.open

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
        if not self.works(who) or position > len(self.parts) or until > self.resolved:
            return False
        return self.bound(self.parts[position - 1].due) < until <= self.end if position else until > self.end

    def may_add(self, who: object, ref: str) -> bool:
        return self.works(who) and ref in MORE and ref not in self.spent

    def may_look(self, who: object, holds: bool, text: str, photo: bool) -> bool:
        return who in SUPERVISORS and self.begun_on is not None and (holds or (len(text) > 3 and photo))

    def may_answer(self, who: object, number: int) -> bool:
        return self.works(who) and number in self.open_looks

    def may_accept(self, who: object) -> bool:
        told = self.reopened_on is None or any(each.on >= self.reopened_on for each in self.told)
        return self.works(who) and not self.open_looks and self.percent() == 100 and told

    # ── once it is accepted ──

    def may_publish(self, who: object) -> bool:
        return who == "clerk" and self.at == "result" and self.hangs_to is None

    def may_object(self, today: date) -> bool:
        return today <= HUNG_TO or (self.hangs_to is not None and today <= self.hangs_to)

    def may_rate(self, who: object, today: date, number: int | None, code: str) -> bool:
        answers_for_it = {f"委{'一二三'[seat - 1]}" for seat in self.people}
        takes = self.accepted and self.rounds[-1].takes(today) and who not in answers_for_it
        return takes and voter_of(who, number, code, self.objections) is not None

    def may_enter(self, who: object, on: date, today: date, number: int | None, code: str) -> bool:
        takes = self.accepted and self.rounds[-1].takes(on) and on <= today
        return who in DESK and takes and voter_of(None, number, code, self.objections) is not None

    def may_send_back(self, who: object, to: str) -> bool:
        behind = {"works": ("resolution", "publication"), "result": ("resolution", "publication", "works")}
        return who == "clerk" and to in behind.get(self.at, ()) and self.hangs_to is None
