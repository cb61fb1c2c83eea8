"""A random walk through the acts of works: whatever somebody may try with one, in any order, on any day."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from council.kit import clock
from council.openness.acts import Said as Objection
from council.openness.acts import Sender, file, reply
from council.works.acts import Planned, Said, Wanted, accept, add_money, answer, begin, contract, extend, look, report
from tests.midst import opened
from tests.openness.scene import at
from tests.procedure.scene import verified
from tests.village import Village
from tests.works.lawful import BUDGET, HUNG_TO, MORE, Lawful, Part, Told
from tests.works.said import CODE, Objected
from tests.works.scene import photo
from tests.works.watched import REF, Watched

often = st.sampled_from
numbers = st.integers
DAY = timedelta(days=1)
LATEST = date(2027, 9, 1)
NOT_PASSED = "2026-4"
PHOTO = photo()
ANYBODY = ("委一", "委二", "clerk", "监一", 8, "stranger", None)
COMMITTEE = often(("委一", "委二", "clerk") * 4 + ANYBODY)
SUPERVISOR = often(("监一", "监二") * 5 + ANYBODY)
PLANS = ((), ((9, 60), (19, 40)), ((9, 100),), ((9, 60),), ((9, 0), (19, 100)), ((40, 60), (19, 40)), ((-1, 100),))
FEES = (0, 0, 1, 900_000, BUDGET, BUDGET + 1, -1)


STEPS: list[st.SearchStrategy[dict[str, Any]]] = []


def somebody(times: int = 1, **drawn: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A thing that somebody may try, so many times as often as others."""

    def kept(method: Callable[..., None]) -> Callable[..., None]:
        STEPS.extend([st.fixed_dictionaries({"do": st.just(method.__name__), **drawn})] * times)
        return method

    return kept


class Machine(Watched):
    """One village, one resolution, fifty things that somebody does."""

    template: tuple[Village, Path]  # in a file that nobody opens
    folder: Path
    seen: ClassVar[Counter[str]] = Counter()

    @initialize(walked=often((0, 0, 1, 2, 3, 4, 5, 7, 9)), plan=often(PLANS[:3]), disputed=st.booleans())
    def found(self, walked: int, plan: tuple[tuple[int, int], ...], disputed: bool) -> None:
        village, template = self.template
        self.file = self.folder / f"{uuid4().hex}.db"
        shutil.copy(template, self.file)
        self.village = replace(village, db=opened(self.file))
        self.client, self.rows = self.village.client(), sqlite3.connect(self.file)
        self.now: datetime = at(2026, 11, 28)
        self.work, self.plan, self.done = Lawful(), plan, Counter[str]()
        for _ in range(walked):
            self.go_on()
        if self.work.open and disputed:
            self.look("监一", False, "只看到五根", False)

    def teardown(self) -> None:
        if not hasattr(self, "village"):
            return
        try:
            self.pages_can_be_read()
            faults = verified(self.village)
            assert faults == [], faults
            self.seen.update([*self.done.elements(), *self.work.came_to])
        finally:
            self.client.close()
            self.rows.close()
            self.village.db.close()
            for left in self.folder.glob(f"{self.file.name}*"):
                left.unlink()

    def go_on(self) -> None:
        """One honest step."""
        work = self.work
        if work.begun_on is None:
            self.time_passes(max(0, (HUNG_TO - self.today).days + 1), 0)
            for number in range(1, len(work.objections) + 1):
                self.reply("委一", number)
            self.begin("委一", self.plan, 20, (1, 2))
        elif work.open_looks:
            self.answer("委二", work.open_looks[0])
        elif work.percent() < 100 or (work.reopened_on and not any(on.on >= work.reopened_on for on in work.told)):
            self.report_further("clerk", 40, 900_000, None)
        else:
            self.accept("委一")

    # ── anybody, anything ──

    @somebody()
    def honest_step(self) -> None:
        self.go_on()

    @somebody(2, days=numbers(0, 6), hours=numbers(0, 14))
    def time_passes(self, days: int, hours: int) -> None:
        if self.today < LATEST:
            self.now += timedelta(days=days, hours=hours)
        self.tick()

    def tick(self) -> None:
        """What is due happens first."""
        with clock.at(self.now):
            self.village.db.write_now(self.village.id, lambda session: None)
        self.work.clock_strikes(self.today)

    @somebody(who=often((None, None, "stranger")))
    def objects(self, who: object) -> None:
        work, said = self.work, Objection(text="灯杆别立在我家菜地边上", category="new")
        if self.tries(work.may_object(self.today), who, file, said, CODE, self.sender()):
            work.objections.append(Objected("result" if work.begun_on else "resolution"))

    def sender(self) -> Sender:
        """From a place of its own: the fourth from one within an hour is asked to add up two numbers."""
        place = self.size()
        return Sender(f"203.{place // 200}.{place % 200}.7", uuid4().hex, "")

    @somebody(who=often(("委一", "clerk", "监一", 8)), number=numbers(1, 4))
    def reply(self, who: object, number: int) -> None:
        objections = self.work.objections
        if len(objections) < number or objections[number - 1].answered:
            return
        if self.tries(who in ("委一", "clerk"), who, reply, number, "灯杆往西挪八米"):
            objections[number - 1].answered = True
            self.work.clock_strikes(self.today)

    @somebody(2, plan=often(PLANS[:3]))
    def begin_well(self, plan: Any) -> None:
        """As it should be but, perhaps, for the day and the objections."""
        self.begin("委一", plan, 20, (1, 2))

    @somebody(2, untrue=often((True, True, False)))
    def rush_to_the_end(self, untrue: bool) -> None:
        """All of it is reported, and it is accepted, whatever the supervisory committee says meanwhile."""
        work = self.work
        while work.begun_on and not work.accepted and work.percent() < 100:
            self.report_further("委二", 40, 0, None)
        if untrue:
            self.look("监二", False, "只看到五根", False)
        self.accept("委一")

    @somebody(who=COMMITTEE, plan=often(PLANS), due=often((20, 20, 0, -1, 99)),
          people=often(((1,), (1, 2), (2, 2), (), (9,), (1, 9))))  # fmt: skip
    def begin(self, who: object, plan: Any, due: int, people: tuple[int, ...]) -> None:
        end, today = self.today + due * DAY, self.today
        parts = [Part(min(today + ahead * DAY, end + DAY), weight) for ahead, weight in plan]
        may = self.work.may_begin(who, today, end, people, parts)
        written = [Planned(f"第{n}步", part.due, part.weight) for n, part in enumerate(parts, 1)]
        if self.tries(may, who, begin, Wanted(due=end, people=people, milestones=written)):
            assert today > HUNG_TO
            self.work.begun_on, self.work.due, self.work.parts = today, end, parts
            self.work.people = set(people)

    @somebody(4, who=often(("委一", "clerk")), further=often((0, 5, 15, 40)), paid=often((0, 0, 500_000, BUDGET // 2)),
          back=often((None, None, 0, 0, 1, 2)))  # fmt: skip
    def report_further(self, who: object, further: int, paid: int, back: int | None) -> None:
        """As it should be: what comes next, or a correction of one of the last reports."""
        work, counting = self.work, self.work.counting()
        corrects = counting[-1 - back].number if back is not None and back < len(counting) else None
        left = [n for n in range(1, len(work.parts) + 1) if n not in work.reached(but=corrects)]
        percent = min(100, max(0, work.percent() + (further if corrects is None else 20 - 2 * further)))
        self.report(
            who, left[0] if left and further else None, None if work.parts else percent, paid, corrects, True, 1
        )

    @somebody(
        3, who=COMMITTEE, milestone=often((None, None, 1, 1, 2, 3)), percent=often((None, None, 0, 30, 60, 100, 101)),
        paid=often(FEES), corrects=often((None, None, None, 1, 2, 3, 7)), invoice=often((True, True, False)),
        photos=numbers(0, 2),
    )  # fmt: skip
    def report(
        self, who: object, milestone: int | None, percent: int | None, paid: int, corrects: int | None, invoice: bool,
        photos: int,
    ) -> None:  # fmt: skip
        new = Told(len(self.work.told) + 1, self.today, milestone, percent, paid, corrects)
        said = Said(line="又立了一根", milestone=milestone, percent=percent, paid=paid, corrects=corrects,
                    photos=[PHOTO] * photos, invoice=PHOTO if invoice else None)  # fmt: skip
        if self.tries(self.work.may_report(who, new, invoice), who, report, said):
            self.work.told.append(new)

    @somebody(who=COMMITTEE, amount=often((0, 1, 900_000, BUDGET - 1, BUDGET, BUDGET + 1, BUDGET + 5_000_00, -1)))
    def contract(self, who: object, amount: int) -> None:
        if self.tries(self.work.may_contract(who, amount), who, contract, "青桥照明公司", amount):
            self.work.contracted += amount

    @somebody(who=COMMITTEE, position=numbers(0, 3), days=numbers(-3, 30))
    def extend(self, who: object, position: int, days: int) -> None:
        work = self.work
        now = work.bound(work.parts[position - 1].due) if 0 < position <= len(work.parts) else work.end
        until = min(now, work.resolved - 9 * DAY) + days * DAY
        if self.tries(work.may_extend(who, position, until), who, extend, position, until, "连下五天雨"):
            if position:
                work.parts[position - 1].due = until
            else:
                work.due = until

    @somebody(who=COMMITTEE, ref=often((*MORE, *MORE, REF, NOT_PASSED)))
    def add_money(self, who: object, ref: str) -> None:
        if self.tries(self.work.may_add(who, ref), who, add_money, ref):
            self.work.spent.append(ref)

    @somebody(
        2, who=SUPERVISOR, holds=st.booleans(), text=often(("只看到五根", "假的", "")), bare=often((False, False, True))
    )
    def look(self, who: object, holds: bool, text: str, bare: bool) -> None:
        may = self.work.may_look(who, holds, text, not bare)
        if self.tries(may, who, look, holds, text, None if bare else PHOTO):
            self.work.looks.append("holds" if holds else "untrue")

    @somebody(2, who=COMMITTEE, number=often((1, 1, 1, 2, 2, 3, 4)), bare=st.booleans())
    def answer(self, who: object, number: int, bare: bool = False) -> None:
        may = self.work.may_answer(who, number)
        if self.tries(may, who, answer, number, "补立了三根", None if bare else PHOTO):
            self.work.looks[number - 1] = "answered"

    @somebody(who=COMMITTEE)
    def accept(self, who: object) -> None:
        work, paid = self.work, self.work.paid
        if self.tries(work.may_accept(who), who, accept, "都亮了", PHOTO):
            assert not work.open_looks
            assert self.last()["facts"]["cost_fen"] == paid
            work.accepts(self.today)
            assert self.last()["facts"]["asked_until"] == str(work.rounds[-1].until)
