"""A random walk through the acts: whatever somebody may try with matters, meetings, notices and objections."""

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from council.app import settle
from council.kit import clock
from council.kit.clock import CHINA
from council.kit.db import Database, lock_row
from council.ledger.acts import record
from council.ledger.papers import keep
from council.ledger.tables import LedgerEntry
from council.meetings.acts import (
    Topic,
    Wanted,
    add_observer,
    close_item,
    close_meeting,
    confirm_tally,
    enter_tally,
    mark_present,
    mark_rest,
    name_hands,
    open_roll,
    sign_minutes,
)
from council.motions.tables import motion_at
from council.openness.acts import (
    Posted,
    Said,
    Sender,
    check,
    enter,
    file,
    judge,
    photograph,
    publish,
    reply,
    take_down,
)
from council.openness.gate import may_implement
from council.procedure.acts import (
    Answers,
    Came,
    advance,
    begin,
    bring_again,
    call_meeting,
    choose_path,
    evaluate,
    finish,
    merge,
    part,
    review,
    revise,
    send_back,
    told,
)
from council.procedure.reading import case_of
from council.rules.publicity import About
from council.rules.refusal import Refusal
from council.rules.walk import Result, Step
from tests.meetings.scene import sheet
from tests.motions.words import LIGHTS, lights
from tests.procedure.lawful import BODIES, DAY, Filed, Hung, Matter, Meeting, last_day, path_of
from tests.procedure.scene import SECRETARY, WATCHER, verified
from tests.village import NAMES, Village

BEGUN = datetime(2026, 2, 2, 9, 0, tzinfo=CHINA)
LATEST = datetime(2026, 11, 10, 9, 0, tzinfo=CHINA)
PATHS = ("four_two", "four_two_plan", "four_two_township", "five_discussions", "four_two_supervised",
         "four_two_chongqing", "urban")  # fmt: skip
MATTERS = ("relief_lists", "public_works", "collective_land_lease", "lighting")
PEOPLE = ("clerk", SECRETARY, WATCHER, "赵主任2", 13, "stranger")
MOSTLY_CLERK = ("clerk", "clerk", "clerk", *PEOPLE)
FLAWS = ("notice", "papers", "roll", "few", "sheet", "second", "chair", "minutes", "no", "early", "past", "observer")
ABOUT = ("resolution", "resolution", "plan", "result")
REASON = "照村里大家的意思"
often = st.sampled_from
days = st.integers


class Machine(RuleBasedStateMachine):
    """One village, a few matters, fifty things that somebody does."""

    templates: tuple[tuple[Village, Path, dict[object, int]], ...] = ()  # two villages in files that nobody opens
    folder: Path
    seen: ClassVar[Counter[str]] = Counter()

    @initialize(one_head=st.booleans(), path=often(PATHS), matter=often(MATTERS), hangs=st.booleans(),
                walked=often((0, 1, 3, 4, 5, 6, 8, 10)), together=often(((), (True,), (True, False))),
                turns=often(("", "revised", "sent back", "objected to")))  # fmt: skip
    def found(
        self,
        one_head: bool,
        path: str,
        matter: str,
        walked: int,
        hangs: bool,
        together: Sequence[bool] = (),
        turns: str = "",
    ) -> None:
        stored, template, self.numbers = self.templates[one_head]
        self.file = self.folder / f"{uuid4().hex}.db"
        shutil.copy(template, self.file)
        url = f"sqlite:///{self.file}"
        self.village = replace(stored, db=Database(url, lock_row("ledger_head", url), settle))
        self.one_head, self.now, self.chosen = one_head, BEGUN, "four_two"
        self.matters: dict[str, Matter] = {}
        self.meetings: dict[str, Meeting] = {}
        self.rolls = rolls(one_head)
        self.done = Counter[str]()
        self.choose("clerk", path)
        self.begin("clerk", matter, "cadres")
        for hold in together:
            self.merge("clerk", 0, hold, REASON)
        for _ in range(walked):
            self.go_on()
        if hangs:  # what is to be published hangs, and its days run: now it may be objected to
            self.come_to_the_board()
        self.turn(turns)

    def turn(self, how: str) -> None:
        """What chance alone seldom comes to."""
        if how == "revised":
            self.revise("clerk", 0)
        elif how == "sent back":
            self.send_back("clerk", 0, self.matter(0).order[0])
        elif how == "objected to":
            self.object(0, None, 0)
            self.reply(0, 0, "clerk")
            self.judge(0, 0, WATCHER, False)

    def go_on(self) -> None:
        """One honest step with the first matter."""
        matter = self.matter(0)
        if matter.at is None:
            return
        if matter.about:
            self.publish("clerk", 0, 0, 0, True, matter.about)
            self.time_passes((matter.board[-1].last - self.today).days + 1, 0)
        elif matter.at == "works":
            self.carry_out(0)
        elif matter.stage["kind"] in ("meeting", "vote"):
            self.meet(0, "", 1)
        else:
            self.say(WATCHER if matter.stage["organs"] else "clerk", 0, 4, 0)

    def come_to_the_board(self) -> None:
        matter = self.matter(0)
        while (at := matter.at) is not None and not matter.about:
            self.go_on()
            assert matter.at != at, f"an honest step with {matter.ref} led nowhere"
        if matter.about:
            self.publish("clerk", 0, 0, 0, True, matter.about)

    def teardown(self) -> None:
        if not hasattr(self, "village"):
            return
        faults = verified(self.village)
        self.village.db.close()
        for left in self.folder.glob(f"{self.file.name}*"):
            left.unlink()
        self.seen.update(self.done)
        assert faults == [], faults

    # ── doing ──

    def act(self, who: object, fn: Callable[..., Any], *args: Any, entries: int = 1, **more: Any) -> Any:
        """Do it: done it made one entry, refused none. The answer, or the Refusal."""
        with clock.at(self.now):
            before = self._entries()
            try:
                answer = self.village.do(who, fn, *args, **more)
            except Refusal as refusal:
                assert self._entries() == before, f"{fn.__name__} was refused and wrote all the same"
                self.done["refused"] += 1
                return refusal
            assert self._entries() == before + entries, f"{fn.__name__} made {self._entries() - before} entries"
            self.done[fn.__name__] += 1
            return answer

    def _entries(self) -> int:
        query = select(func.count()).where(LedgerEntry.community_id == self.village.id)
        return int(self.village.look(lambda db: db.value(query)))

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    def matter(self, place: int) -> Matter:
        return list(self.matters.values())[place % len(self.matters)]

    # ── the village ──

    @rule(who=often(PEOPLE), path=often(PATHS))
    def choose(self, who: object, path: str) -> None:
        if not isinstance(self.act(who, choose_path, path, "镇里发的办法第三条"), Refusal):
            assert who == "clerk"
            self.chosen = path

    @precondition(lambda self: len(self.matters) < 2)
    @rule(who=often(PEOPLE), matter=often(MATTERS), origin=often(("cadres", "superior", "nobody")))
    def begin(self, who: object, matter: str, origin: str) -> None:
        words = lights(title=f"{LIGHTS.title}{len(self.matters)}", what=f"{LIGHTS.what}{len(self.matters)}")
        ref = self.act(who, begin, matter, None, origin, words)
        if not isinstance(ref, Refusal):
            assert who == "clerk"
            assert origin != "nobody"
            self.matters[ref] = Matter(ref, self.path_of(matter), matter, self.today)

    def path_of(self, matter: str) -> str:
        """A council's matter is on the short path, the collective's on one that leads there, the rest as was chosen."""
        if matter == "lighting":
            return "council"
        return "four_two" if matter == "collective_land_lease" and self.chosen == "urban" else self.chosen

    @precondition(lambda self: self.now < LATEST)
    @rule(on=days(0, 12), hours=days(0, 14))
    def time_passes(self, on: int, hours: int) -> None:
        self.now += timedelta(days=on, hours=hours)
        for matter in self.matters.values():
            matter.settle(self.today, by_clock=True)
        self.tick()

    def tick(self) -> None:
        """What is due happens first."""
        with clock.at(self.now):
            self.village.db.write_now(self.village.id, lambda session: None)

    # ── meetings ──

    @rule(place=days(0, 1), flaw=often(FLAWS), honest=days(0, 5))
    def meet(self, place: int, flaw: str, honest: int) -> None:
        """A whole meeting, mostly as it should be; else one thing is wrong with it."""
        matter, flaw = self.matter(place), "" if honest else flaw
        if matter.at is None or matter.over or matter.stage["kind"] not in ("meeting", "vote"):
            return
        body = self.body_of(matter)
        ahead = BODIES[body].notice + (-1 if flaw == "notice" else 2)
        since = max(self.now - 10 * DAY, self.now.replace(year=2026, month=2, day=1))
        if flaw not in ("past", "early"):  # it is called in time and held on its day
            since = self.now
        ref = self.call("clerk", matter, body, since, ahead, flaw)
        if ref is None:
            return
        held = self.meetings[ref].held
        if flaw != "early" and self.today < held:
            self.time_passes((held - self.today).days, 0)
        self.hold(ref, flaw)
        self.finish("clerk", place, False)

    def body_of(self, matter: Matter) -> str:
        """The body that is to meet now."""
        if matter.at == "resolution":
            return {"lighting": "yishihui", "collective_land_lease": "collective"}.get(matter.matter, "representatives")
        if matter.merged:
            return "two-committees"
        return {"proposal": "party-branch", "consultation": "two-committees"}.get(matter.at or "", "party-members")

    def call(self, who: object, matter: Matter, body: str, since: datetime, ahead: int, flaw: str = "") -> str | None:
        sent, host = clock.day_of(since), self.host_of(body)
        held = sent + ahead * DAY
        given = sent if flaw != "papers" else held - 2 * DAY
        papers = min(given, self.today) if matter.at == "review" else None
        wanted = Wanted(
            body=body, held_on=held, starts="08:30", place="村委会", sent_on=sent, sent_by=("board",),
            host=self.numbers[host],
        )  # fmt: skip
        called = self.act(who, call_meeting, wanted, [Topic("decide", motion=matter.ref)], papers)
        if isinstance(called, Refusal):
            return None
        assert who == "clerk" or (body, who) == ("yishihui", 13)
        assert body == self.body_of(matter), f"{body} met on what stands at {matter.at}"
        self.meetings[called.ref] = Meeting(
            body, matter.ref, matter.at or "", matter.visits[matter.at or ""], matter.version, sent, held, host,
            papers=papers,
        )  # fmt: skip
        return str(called.ref)

    def host_of(self, body: str) -> object:
        return {"representatives": "赵主任2", "yishihui": 13, "collective": "赵主任3"}.get(body, SECRETARY)

    def hold(self, ref: str, flaw: str) -> None:
        met = self.meetings[ref]
        roll = self.rolls[met.body]
        came = roll[: len(roll) // 3] if flaw == "few" else roll
        many = len(came)
        self.open("clerk", ref)
        self.act("clerk", name_hands, ref, tellers=[self.numbers[WATCHER]])
        if flaw != "observer":
            self.observe(ref)
        if flaw != "roll":
            self.come("clerk", ref, came)
        self.count("clerk", ref, 0 if flaw == "no" else many, many if flaw == "no" else 0, flaw == "sheet")
        self.confirm("clerk" if flaw == "second" else WATCHER, ref)
        self.close("clerk" if flaw == "chair" else met.host, ref)
        self.end("clerk", ref)
        if flaw != "minutes":
            self.sign("clerk", ref)

    # every part of a meeting alone, by anybody, in any order

    @precondition(lambda self: self.meetings)
    @rule(place=days(0, 9), who=often(PEOPLE), what=often(("open", "come", "count", "confirm", "close", "end", "sign")))
    def meddle(self, place: int, who: object, what: str) -> None:
        ref = list(self.meetings)[place % len(self.meetings)]
        roll = self.rolls[self.meetings[ref].body]
        more: dict[str, tuple[Any, ...]] = {"come": (roll[1:],), "count": (len(roll) - 1, 0, False)}
        getattr(self, what)(who, ref, *more.get(what, ()))

    @rule(place=days(0, 1), who=often(PEOPLE), body=often(tuple(BODIES)), since=days(-9, 3), ahead=days(-2, 12))
    def call_somehow(self, place: int, who: object, body: str, since: int, ahead: int) -> None:
        self.call(who, self.matter(place), body, self.now + since * DAY, ahead)

    def open(self, who: object, ref: str) -> None:
        met = self.meetings[ref]
        if not isinstance(self.act(who, open_roll, ref), Refusal):
            assert met.held <= self.today
            assert not met.opened
            met.opened, met.roll = True, frozenset(self.rolls[met.body])

    def observe(self, ref: str) -> None:
        if not isinstance(self.act("clerk", add_observer, ref, "林干部", "青桥镇组织委员"), Refusal):
            self.meetings[ref].observers += 1

    def come(self, who: object, ref: str, names: Sequence[str]) -> None:
        numbers = [self.numbers[name] for name in names]
        if isinstance(self.act(who, mark_present, ref, numbers=numbers, sheets=[sheet(1)]), Refusal):
            return
        met = self.meetings[ref]
        met.present = (met.present or frozenset()) | frozenset(names)
        if len(met.present) < len(met.roll):
            self.act("clerk", mark_rest, ref)

    def count(self, who: object, ref: str, yes: int, no: int, bare: bool) -> None:
        photos = [] if bare else [sheet(2)]
        answer = self.act(who, enter_tally, ref, 1, "hands", yes=yes, no=no, abstain=0, sheets=photos)
        if not isinstance(answer, Refusal):
            assert not bare
            met = self.meetings[ref]
            met.count, met.confirmed_by = (yes, no, 0), None

    def confirm(self, who: object, ref: str) -> None:
        met = self.meetings[ref]
        yes, no, abstain = met.count or (0, 0, 0)
        answer = self.act(who, confirm_tally, ref, 1, present=len(met.present or ()), yes=yes, no=no, abstain=abstain)
        if not isinstance(answer, Refusal):
            assert who != "clerk", "the person who entered a count confirmed it"
            met.confirmed_by = who

    def close(self, who: object, ref: str) -> None:
        if not isinstance(self.act(who, close_item, ref, 1), Refusal):
            met = self.meetings[ref]
            assert met.confirmed_by
            met.closed_by = met.host  # whoever leads the body may too, in their own name
            assert who not in ("clerk", WATCHER, "stranger")

    def end(self, who: object, ref: str) -> None:
        if not isinstance(self.act(who, close_meeting, ref, "21:00"), Refusal):
            self.meetings[ref].ended = True

    def sign(self, who: object, ref: str) -> None:
        if not isinstance(self.act(who, sign_minutes, ref, [sheet(9)]), Refusal):
            assert self.meetings[ref].ended
            self.meetings[ref].signed = True

    # ── steps ──

    @rule(who=often(PEOPLE), place=days(0, 1), changed=st.booleans())
    def finish(self, who: object, place: int, changed: bool) -> None:
        matter = self.matter(place)
        result = self.act(who, finish, matter.ref, changed=changed)
        if isinstance(result, Refusal):
            return
        assert who == "clerk"
        assert not matter.over
        assert not any(not one.answered for one in matter.filed.values()) or result is not Result.PASSED
        met = self._met(matter)
        assert met.whole(), f"{matter.at} ended by a meeting that was not whole: {met}"
        assert matter.since <= met.held <= self.today
        assert met.version == matter.version
        assert matter.to_write is None or matter.version > matter.to_write
        carried = met.carried()
        assert carried is not None, "too few were there"
        assert (result is Result.REJECTED) == (not carried)
        if result is Result.REJECTED:
            matter.refuse(met.held)
        elif result is Result.AMENDED:
            assert changed
            matter.to_write = matter.version
            matter.back(matter.stage["if_amended"], met.held)
        else:
            self._pass(matter, met)

    def _pass(self, matter: Matter, met: Meeting) -> None:
        stage, together = matter.stage, matter.merged
        asked = stage.get("papers")
        assert asked is None or (met.papers and (met.held - met.papers).days >= asked["days"])
        if "observers" in stage.get("required", {}).get("records", ()):
            assert met.observers
        if together:
            assert self.one_head
            assert len(set(self.rolls["party-branch"]) & (met.present or set())) >= 3
        matter.onward(met.held)
        if together:
            matter.onward(met.held)

    def _met(self, matter: Matter) -> Meeting:
        """The last meeting called for where it stands."""
        assert matter.at is not None
        here = (matter.ref, matter.at, matter.visits[matter.at])
        found = [met for met in self.meetings.values() if (met.matter, met.stage, met.visit) == here]
        assert found, f"{matter.at} ended without a meeting"
        return found[-1]

    @rule(who=often(PEOPLE), place=days(0, 1), to=often(("proposal", "consultation", "review", "resolution", "works")))
    def send_back(self, who: object, place: int, to: str) -> None:
        matter = self.matter(place)
        if not isinstance(self.act(who, send_back, matter.ref, to, REASON), Refusal):
            assert who == "clerk"
            assert matter.passed(to)
            matter.back(to, self.today)

    @rule(who=often(PEOPLE), place=days(0, 1))
    def revise(self, who: object, place: int) -> None:
        matter = self.matter(place)
        words = lights(title=f"{LIGHTS.title}{place}", cost_fen=100 * (matter.version + 1), cost=f"{matter.version}元")
        if not isinstance(self.act(who, revise, matter.ref, words, REASON), Refusal):
            assert who == "clerk"
            assert not matter.passed("resolution")
            matter.version += 1
            if not matter.over:
                matter.back(matter.stage["if_amended"], self.today)

    @rule(who=often(MOSTLY_CLERK), place=days(0, 1), hold=st.booleans(), why=often((REASON, REASON, "")))
    def merge(self, who: object, place: int, hold: bool, why: str) -> None:
        matter = self.matter(place)
        answer = self.act(who, merge, matter.ref, "consultation", why) if hold else self.act(who, part, matter.ref)
        if not isinstance(answer, Refusal):
            assert who == "clerk"
            if hold:
                assert self.one_head
                assert matter.at == "proposal"
                assert why
            matter.merged = hold

    @rule(who=often(PEOPLE), place=days(0, 1))
    def bring_again(self, who: object, place: int) -> None:
        matter = self.matter(place)
        if isinstance(self.act(who, bring_again, matter.ref), Refusal):
            return
        assert who == "clerk"
        assert matter.over
        assert matter.refused
        changed = matter.version > matter.refused[1]
        assert changed or (self.today - matter.refused[0]).days >= 90
        matter.back(matter.stage["if_amended"] if changed else matter.order[0], self.today)

    @rule(who=often(PEOPLE), place=days(0, 1), yes=days(0, 4), on=days(-4, 1))
    def say(self, who: object, place: int, yes: int, on: int) -> None:
        """The township's letter, the supervisors' opinion, residents' answers: whichever the path has."""
        matter = self.matter(place)
        day = self.today + on * DAY
        stages = path_of(matter.path)["stages"]
        said = next((key for key in matter.order if stages[key]["kind"] in ("review", "evaluation")), None)
        if said is None:
            return
        if stages[said]["kind"] == "review":
            result = Result.CLEARED if yes else Result.REJECTED
            answer = self.act(who, with_letter, matter.ref, said, result, day)
        else:
            answer = self.act(who, evaluate, matter.ref, said, Answers(yes, 2, 0), day)
        if isinstance(answer, Refusal):
            return
        supervises = stages[said]["organs"] == ["supervisory"]
        assert who == (WATCHER if supervises and stages[said]["kind"] == "review" else who)
        assert who in ("clerk", WATCHER)
        assert matter.at == said
        assert matter.since <= day <= self.today
        content = yes > 2 if stages[said]["kind"] == "evaluation" else bool(yes)
        matter.onward(day) if content else matter.refuse(day)

    @precondition(lambda self: any(matter.at == "works" for matter in self.matters.values()))
    @rule(place=days(0, 1))
    def carry_out(self, place: int) -> None:
        """What `works` will do: it is done, and said so. Its gate is asked first, as that room will."""
        matter = self.matter(place)
        if matter.at != "works" or isinstance(self.gate(matter), Refusal):
            return

        def taken(act: Any) -> None:
            motion = motion_at(act.db, act.community, matter.ref)
            case = case_of(act.db, act.community, motion)
            entry = record(act, "step.taken", actor="clerk:90", on=f"motion:{matter.ref}",
                           facts=told(case, Step("works", Result.CLEARED)))  # fmt: skip
            advance(act, motion.id, "works", Result.CLEARED, Came(done_on=clock.day_of(act.now), entry=entry))

        if not isinstance(self.act("clerk", taken), Refusal):
            matter.onward(self.today)

    # ── the board ──

    @rule(who=often(("clerk", "clerk", "clerk", *PEOPLE)), place=days(0, 1), since=days(-9, 1), honest=st.booleans(),
          given=often((5, 7, 10, 15)), about=often(("plan", "resolution", "result")))  # fmt: skip
    def publish(self, who: object, place: int, since: int, given: int, honest: bool, about: str) -> None:
        matter = self.matter(place)
        if honest and matter.about:
            about, since, given = matter.about, 0, matter.stage["publicity"]["days"]
        day = self.today + since * DAY
        answer = self.act(who, publish, matter.ref, Posted(
            about=About(about), days=given, posted_on=day, place="村口公告栏", phone="0571-12345678"))  # fmt: skip
        if isinstance(answer, Refusal):
            return
        hung = matter.newest(about)
        assert who == "clerk"
        assert about == matter.about, f"{about} was published at {matter.at}"
        assert given >= matter.stage["publicity"]["days"]
        assert matter.since <= day <= self.today
        assert hung is None or hung.down or hung.gone or hung.says is False
        matter.board.append(Hung(about, matter.visits[matter.at or ""], day, self.today, last_day(day, given)))
        matter.settle(self.today, by_clock=True)
        self.tick()

    @precondition(lambda self: any(matter.board for matter in self.matters.values()))
    @rule(who=often(MOSTLY_CLERK), place=days(0, 1), since=often((0, 0, -1, -12, 1)), about=often(ABOUT))
    def take_down(self, who: object, place: int, since: int, about: str) -> None:
        matter, day = self.matter(place), self.today + since * DAY
        hung = matter.newest(about)
        if hung is None or isinstance(self.act(who, take_down, matter.ref, About(about), day, REASON), Refusal):
            return
        assert who in ("clerk", WATCHER)
        assert hung.posted <= day <= min(hung.last, self.today)
        hung.down = True
        if matter.passed(matter.board_of(about)):
            matter.back(matter.board_of(about), self.today)

    @precondition(lambda self: any(matter.board for matter in self.matters.values()))
    @rule(place=days(0, 1), who=often((None, None, "clerk", WATCHER, "stranger", 13)), since=often((0, 0, -1, -9, 1)))
    def object(self, place: int, who: object, since: int) -> None:
        matter = self.matter(place)
        said, day = Said(text="灯杆别立在我家菜地边上", category="new"), self.today + since * DAY
        if who is None:
            day = self.today
            sender = Sender("203.0.113.7", uuid4().hex, "")
            answer = self.act(None, file, matter.ref, said, "K3M97XQ2", sender)
        else:
            answer = self.act(who, enter, matter.ref, said, "K3M97XQ2", "paper", day)
        if isinstance(answer, Refusal):
            return
        assert who in (None, "clerk", WATCHER)
        hung = next(one for one in reversed(matter.board) if one.posted <= day)
        assert hung.posted <= day <= min(hung.last, self.today)
        assert not hung.down or day < self.today
        reply_days = path_of(matter.path)["stages"][matter.board_of(hung.about)]["reply"]["days"]
        posting = [one for one in matter.board if one.about == hung.about].index(hung)
        assert answer == len(matter.filed) + 1
        matter.filed[answer] = Filed(hung.about, posting, last_day(day, reply_days))

    @precondition(lambda self: any(matter.filed for matter in self.matters.values()))
    @rule(place=days(0, 1), which=days(0, 3), who=often(MOSTLY_CLERK))
    def reply(self, place: int, which: int, who: object) -> None:
        matter = self.matter(place)
        if not matter.filed:
            return
        one = which % len(matter.filed) + 1
        answer = self.act(who, reply, matter.ref, one, f"灯杆往西挪{self.done['reply']}米")
        if not isinstance(answer, Refusal):
            assert who in ("clerk", SECRETARY if self.one_head else "赵主任2", "赵主任2")
            matter.filed[one].answered = True
            matter.settle(self.today, by_clock=False)

    @precondition(lambda self: any(matter.filed for matter in self.matters.values()))
    @rule(
        place=days(0, 1),
        which=days(0, 3),
        who=often((WATCHER, WATCHER, WATCHER, *PEOPLE)),
        upheld=often((False, False, True)),
    )
    def judge(self, place: int, which: int, who: object, upheld: bool) -> None:
        matter = self.matter(place)
        if not matter.filed:
            return
        number = which % len(matter.filed) + 1
        one = matter.filed[number]
        if isinstance(self.act(who, judge, matter.ref, number, upheld, REASON), Refusal):
            return
        assert who == WATCHER
        assert one.answered or self.today > one.due
        one.upheld = upheld
        postings = [hung for hung in matter.board if hung.about == one.about][one.posting :]
        if upheld and not any(hung.gone for hung in postings):
            stage = matter.board_of(one.about)
            if matter.at == stage or matter.passed(stage):
                to = path_of(matter.path)["stages"][stage]["back_to"]
                if matter.at is not None:
                    matter.refused = (self.today, matter.version)
                if matter.at is not None or to == "works":  # what was finished is carried out again
                    matter.back(to, self.today)
                    postings[-1].gone = True

    @precondition(lambda self: any(matter.board for matter in self.matters.values()))
    @rule(place=days(0, 1), who=often((WATCHER, *PEOPLE)), step=often(("decision", "resolution", "plan", "result")),
          true=often((True, True, False)))  # fmt: skip
    def look(self, place: int, who: object, step: str, true: bool) -> None:
        matter = self.matter(place)
        if isinstance(self.act(who, check, matter.ref, step, true, f"{REASON}{self.done['check']}"), Refusal):
            return
        assert who == WATCHER
        hung = matter.newest(step) if step != "decision" else None
        if hung is None:
            return
        hung.says = true
        board = matter.board_of(step)
        if true:
            matter.settle(self.today, by_clock=False)
        elif matter.passed(board) and matter.at is not None and not hung.gone:
            matter.back(board, self.today)

    @precondition(lambda self: any(matter.board for matter in self.matters.values()))
    @rule(place=days(0, 1), who=often(PEOPLE), colour=days(30, 60))
    def photograph(self, place: int, who: object, colour: int) -> None:
        matter = self.matter(place)
        if matter.newest("resolution"):
            answer = self.act(who, photograph, matter.ref, About.RESOLUTION, sheet(colour))
            assert isinstance(answer, Refusal) or who in ("clerk", WATCHER)

    # ── what must hold ──

    def gate(self, matter: Matter) -> Refusal | None:
        motion = self.village.read(motion_at, matter.ref)
        return self.village.read(may_implement, motion.id, self.today)

    @invariant()
    def nothing_is_carried_out_unlawfully(self) -> None:
        if not hasattr(self, "village"):
            return
        with clock.at(self.now):
            for matter in self.matters.values():
                lawful = matter.lawful(self.today)
                gate = self.gate(matter)
                assert gate is not None or lawful, f"{matter} may be carried out"
                assert gate is None or not lawful, f"{matter} may not be carried out: {gate}"
                case = case_of_matter(self.village, matter.ref)
                assert case.standing.at == matter.at, f"{matter.ref} stands at {case.standing.at}, not {matter.at}"
                if gate is None:
                    self.done["implementable"] = 1


def with_letter(act: Any, ref: str, stage: str, result: Result, day: date) -> None:
    review(act, ref, stage, result, day, "青桥镇 林镇长", REASON, [keep(act, sheet(5), public=False)])


def case_of_matter(village: Village, ref: str) -> Any:
    return village.look(lambda db: case_of(db, village.id, motion_at(db, village.id, ref)))


def rolls(one_head: bool) -> dict[str, list[str]]:
    """Who is on the roll of each body, by name."""
    branch = [f"钱书记{n}" for n in range(1, 6)]
    committee = [*(branch[:1] if one_head else ["赵主任1"]), *(f"赵主任{n}" for n in range(2, 8))]
    return {
        "party-branch": branch, "two-committees": list(dict.fromkeys([*branch, *committee])),
        "party-members": [*branch, *(f"孙党员{n}" for n in range(1, 4))],
        "representatives": [*committee, *(f"李代表{n}" for n in range(1, 6))],
        "collective": [f"赵主任{n}" for n in range(2, 8)], "yishihui": list(NAMES),
    }  # fmt: skip
