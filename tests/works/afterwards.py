"""What may be tried with a work that was accepted: its result is published, people say whether it is really done,
enough noes open it again; the clerk sends it back."""

from typing import Any

from hypothesis.stateful import rule

from council.kit import clock
from council.motions.acts import amend
from council.openness.acts import Posted, publish
from council.procedure.acts import send_back
from council.rules.publicity import About
from council.rules.rating import Content, Finished
from council.votes.acts import cast, open
from council.works.acts import Answer, Objector, enter, rate
from tests.motions.words import lights
from tests.openness.scene import at
from tests.votes.scene import CHAIR
from tests.works.lawful import COMMITTEE
from tests.works.machine import DAY, STEPS, Machine, numbers, often, somebody
from tests.works.said import ASKED_AFTER, CODE, voter_of
from tests.works.watched import REF

WEIGHING = (8, 9, 10, "代一", "代二")
OTHERS = (None, None, "stranger", "clerk", "监一", *COMMITTEE[:3])
SAID = often(("unfinished", "unfinished", "partly", "finished"))
NUMBER, CODES = often((None, None, 1, 1, 2, 9)), often((CODE, CODE, CODE, "AAAA1111"))


class Afterwards(Machine):
    """The same village, and what comes after the acceptance."""

    def go_on(self) -> None:
        """One honest step, as far as a second acceptance and its publication."""
        work = self.work
        if work.at == "result" and work.hangs_to is None:
            self.publish_result("clerk", 0)
        elif work.at == "result":
            self.time_passes(8, 0)
            for number in range(1, len(work.objections) + 1):
                self.reply("委一", number)
        elif work.at == "done":
            self.a_month_passes(ASKED_AFTER)
            self.three_noes(0)
        elif work.at == "resolution":
            self.decide_anew(10_000_00, 10)
        else:
            super().go_on()

    @somebody(days=numbers(20, 45))
    def a_month_passes(self, days: int) -> None:
        """Until it is asked once more, or a little before, or after the last day for answers."""
        if self.work.accepted:
            self.time_passes(days, 0)

    @somebody(2, who=often(("clerk", "clerk", "clerk", "委一", "监一", "stranger", None)), back=often((0, 0, 0, 1)))
    def publish_result(self, who: object, back: int) -> None:
        posted = Posted(about=About.RESULT, days=7, posted_on=self.today - back * DAY, place="村口", phone="0571-1")
        work = self.work
        if back and self.today == (work.rounds[-1].accepted_on if work.rounds else self.today):
            return  # that it cannot have hung before it was accepted is asked in tests/openness
        if self.tries(work.may_publish(who), who, publish, posted):
            work.hangs_to = self.hung_to()
            assert work.hangs_to - posted.posted_on >= 7 * DAY

    @somebody(4, who=often((*WEIGHING, *OTHERS)), said=SAID, number=NUMBER, code=CODES)
    def rate(self, who: object, said: str, number: int | None, code: str) -> None:
        work = self.work
        may = work.may_rate(who, self.today, number, code)
        voter = voter_of(who, number, code, work.objections)
        by = Objector(number, code) if number is not None else None
        if self.tries(may, who, rate, _answer(said), self.sender(), by, kinds=("work.rate", "work.reopen")):
            self.heard(voter, said)

    @somebody(2, who=often(("clerk", "clerk", "监一", "委一", 8, None)), said=SAID, number=NUMBER, code=CODES,
              back=often((0, 0, 1, 3, -1)))  # fmt: skip
    def slip(self, who: object, said: str, number: int | None, code: str, back: int) -> None:
        work, on = self.work, self.today - back * DAY
        may = work.may_enter(who, on, self.today, number, code)
        voter = voter_of(None, number, code, work.objections)
        by = Objector(number, code) if number is not None else None
        if self.tries(may, who, enter, _answer(said), on, by, kinds=("work.rate", "work.reopen")):
            self.heard(voter, said)

    @somebody(2, said=SAID, who=often(("clerk", "监一")))
    def a_slip_comes(self, said: str, who: str) -> None:
        """As it should be: the day of today, and of an objector who has the code, where there is one."""
        objected = len(self.work.objections)
        self.slip(who, said, objected or None, CODE, 0)

    @somebody(2, who=often((8, "监一", "委一", "clerk")))
    def objected_and_answered(self, who: object) -> None:
        """Somebody objects to what hangs, and the reply comes from whoever it is."""
        if len(self.work.objections) < 6:
            self.objects(None)
        if self.work.objections:
            self.reply(who, len(self.work.objections))

    def heard(self, voter: str | None, said: str) -> None:
        """It was answered: with the third no of those who weigh, and at no other time, it is carried out again."""
        work = self.work
        assert voter is not None
        work.ratings += 1
        assert self.last()["facts"]["number"] == work.ratings
        assert self.last()["facts"]["round"] == len(work.rounds)
        full = work.rounds[-1].hear(voter, said)
        assert (self.last()["act"] == "work.reopen") == full
        if full:
            assert self.last()["facts"]["noes"] == work.rounds[-1].noes == 3
            work.opened_by_answers += 1
            work.back_to("works", self.today)

    @somebody(first=numbers(0, 2))
    def three_noes(self, first: int) -> None:
        """Three who weigh say that it is not done, the one or the other of them twice."""
        for who in (*WEIGHING[first : first + 2], WEIGHING[first], WEIGHING[first + 2]):
            if self.work.accepted:
                self.rate(who, "unfinished", None, CODE)

    @somebody()
    def many_others(self) -> None:
        """However many of all others say that it is not done, it is not opened again."""
        again = self.work.opened_by_answers
        for who in (None, "stranger", None, "监一", None):
            self.rate(who, "unfinished", None, CODE)
        assert self.work.opened_by_answers == again

    @somebody(who=often(("clerk", "clerk", "委一", "stranger", None)), to=often(("works", "works", "resolution")))
    def send_back(self, who: object, to: str) -> None:
        work = self.work
        if work.begun_on is None:
            return
        if self.tries(work.may_send_back(who, to), who, send_back, to, "少装了一盏灯"):
            work.back_to(to, self.today)

    @somebody(2, more=often((0, 0, 10_000_00, -20_000_00)), later=often((0, 0, 10, -9)))
    def decide_anew(self, more: int, later: int) -> None:
        """The council passes it again, with another text perhaps, its notice hangs all its days, and the work goes on
        under what was resolved last."""
        work = self.work
        if work.at != "resolution":
            return
        cost, day = max(1, work.budget + more), max(work.resolved + later * DAY, self.today)
        with clock.at(self.now):
            if (cost, day) != (work.budget, work.resolved):
                self.village.do(1, amend, REF, lights(cost_fen=cost, done_by_day=day), "钱和日子改了")
            self.village.do(CHAIR, open, REF, self.now + DAY)
            for seat in range(1, 11):
                self.village.do(seat, cast, REF, "for")
        self.now += DAY
        self.tick()
        posted = Posted(about=About.RESOLUTION, days=7, posted_on=self.today, place="村口", phone="0571-1")
        with clock.at(self.now):
            self.village.do("clerk", publish, REF, posted)
        last = self.hung_to()
        self.now = at(last.year, last.month, last.day) + DAY
        self.tick()
        waited = work.waits("resolution")
        assert not waited, "it had begun, so all was answered"
        work.decided_anew(cost, day, last)


class Walk(Afterwards):
    """Each step is somebody's, whoever it is and whatever they try."""

    @rule(step=often(STEPS).flatmap(lambda step: step))
    def somebody_acts(self, step: dict[str, Any]) -> None:
        getattr(self, step["do"])(**{name: value for name, value in step.items() if name != "do"})


def _answer(said: str) -> Answer:
    content = Content.SATISFIED if said == "finished" else Content.DISSATISFIED
    return Answer(content=content, finished=Finished(said), text="有两盏不亮" if said == "unfinished" else "")
