"""The rail: every stage of a matter as a station, with its sign, its words and what there is to say of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from council.kit import clock
from council.kit.words import day, said
from council.procedure.marks import mark, shape_of
from council.procedure.reading import Case, StepRow
from council.procedure.saying import Say
from council.rules.path import Kind, Stage
from council.rules.refusal import N_, Refusal
from council.rules.stations import Sign, days_late, due, signs
from council.rules.walk import Result, State

WORDS: Mapping[Sign, str] = {
    Sign.DONE: N_("done"),
    Sign.MERGED: N_("done, together with the step before"),
    Sign.NOW: N_("under way"),
    Sign.PAUSED: N_("waits"),
    Sign.OVERDUE: N_("late"),
    Sign.NEXT: N_("still to come"),
    Sign.SENT_BACK: N_("sent back"),
    Sign.NOT_NEEDED: N_("not asked of this matter"),
    Sign.STOPPED: N_("ended here"),
}
TAGS: Mapping[Sign, str] = {
    Sign.NOW: N_("We are here"),
    Sign.PAUSED: N_("Waits for an answer"),
    Sign.OVERDUE: N_("Late"),
    Sign.STOPPED: N_("Ended here"),
}
MOST_ACROSS = 7  # stations that stand beside one another; more stand one below another everywhere


@dataclass(frozen=True, slots=True)
class Clues:
    """What the rooms beside know of the stage that stands now: for when its meeting is called, and lines of their
    own, by stage."""

    called_for: date | None = None
    notes: Mapping[str, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """A stage as the rail draws it. `lines`: what is said below its name."""

    key: str
    number: int | None
    name: str
    sign: Sign
    mark: Markup
    word: str
    tag: str
    lines: tuple[str, ...]

    @property
    def here(self) -> bool:
        return self.sign in (Sign.NOW, Sign.PAUSED, Sign.OVERDUE)


@dataclass(frozen=True, slots=True)
class Rail:
    """What `procedure/_rail.html` draws."""

    name: str
    stations: tuple[Station, ...]

    @property
    def across(self) -> int:
        """How many stand beside one another on a wide page; 0: they stand one below another."""
        return len(self.stations) if len(self.stations) <= MOST_ACROSS else 0


def rail_of(case: Case, now: datetime, say: Say, lang: str, clues: Clues | None = None) -> Rail:
    """The rail of one matter at a moment."""
    clues = clues or Clues()
    drawn = _Drawn(case, clock.day_of(now), clues, say, lang)
    return Rail(said(lang, case.path.name), tuple(drawn.stations()))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One drawing: the case, the day, and how this page speaks."""

    case: Case
    today: date
    clues: Clues
    say: Say
    lang: str

    def stations(self) -> Iterator[Station]:
        late = days_late(self.due, self.today) > 0
        case = self.case
        merged = {stage.key for stage in case.path.stages if (step := case.last(stage.key)) and step.merged}
        found = signs(case.path, case.standing, merged=merged, late=late, paused=case.paused_since is not None)
        for stage in case.path.stages:
            sign = found[stage.key]
            if stage.station or sign in (Sign.NOW, Sign.OVERDUE, Sign.PAUSED, Sign.SENT_BACK):
                yield self._station(stage, sign)

    def _station(self, stage: Stage, sign: Sign) -> Station:
        number = self.case.path.number(stage.key)
        notes = (self.clues.notes or {}).get(stage.key, ())
        return Station(
            key=stage.key,
            number=number,
            name=said(self.lang, stage.name),
            sign=sign,
            mark=mark(sign, shape_of(stage), number),
            word=self.say(WORDS[sign]),
            tag=self.say(TAGS[sign]) if sign in TAGS else "",
            lines=(*self._lines(stage, sign), *notes),
        )

    @property
    def due(self) -> date | None:
        case = self.case
        return due(case.path, case.standing, case.reported_on or case.since, self.clues.called_for)

    def _lines(self, stage: Stage, sign: Sign) -> Iterator[str]:
        step = self.case.last(stage.key)
        match sign:
            case Sign.DONE | Sign.MERGED if step:
                yield from self._done(stage, sign, step)
            case Sign.SENT_BACK | Sign.STOPPED if step:
                yield from self._refused(stage, step)
            case Sign.NOT_NEEDED:
                yield self.say(N_("This matter does not take this step."))
                yield said(self.lang, stage.sources["only_for"].text)
            case Sign.OVERDUE:
                yield from self._late(stage)
            case Sign.NOW | Sign.PAUSED:
                yield from self._now(stage)
            case _ if stage.key == "consultation" and self.case.merging == stage.key:
                yield self.say(N_("Will be held together with the step before"))

    def _done(self, stage: Stage, sign: Sign, step: StepRow) -> Iterator[str]:
        late = self.say(N_("(entered later)")) if self.case.late(step) else ""
        yield " ".join(filter(None, (day(self.lang, step.done_on, weekday=False), late)))
        if sign is Sign.MERGED:
            number = self.case.path.number(stage.may_merge_into or "")
            yield self.say(N_("held together with step %(number)s"), number=number)
        elif line := counted(stage, step, self.say):
            yield line

    def _refused(self, stage: Stage, step: StepRow) -> Iterator[str]:
        yield day(self.lang, step.done_on, weekday=False)
        if self.case.standing.state in (State.STOPPED, State.ENDED):
            yield self.say(N_("Not passed: it ends here.") if stage.resolves else N_("It was shelved here."))
        else:
            yield self.say(_RETURNED[step.result], number=self.case.path.number(self._landed(stage, step)))
        if step.why:
            yield step.why

    def _landed(self, stage: Stage, step: StepRow) -> str:
        target = {Result.REJECTED: stage.back_to, Result.AMENDED: stage.if_amended}.get(step.result, step.to)
        return target or stage.key

    def _late(self, stage: Stage) -> Iterator[str]:
        assert self.due is not None
        facts = {"day": day(self.lang, self.due, weekday=False), "days": days_late(self.due, self.today)}
        if stage.kind is Kind.WORKS:
            yield self.say(N_("A report was due by %(day)s, %(days)s days ago"), **facts)
        else:
            yield self.say(N_("Due by %(day)s, %(days)s days ago"), **facts)

    def _now(self, stage: Stage) -> Iterator[str]:
        case = self.case
        if stage.kind is Kind.PUBLICATION and case.opened_on:
            yield self.say(N_("posted on %(day)s"), day=day(self.lang, case.opened_on, weekday=False))
        elif self.clues.called_for:
            yield self.say(N_("meets on %(day)s"), day=day(self.lang, self.clues.called_for, weekday=False))
        elif stage.kind is Kind.WORKS:
            yield self.say(N_("since %(day)s"), day=day(self.lang, case.since, weekday=False))


_RETURNED: Mapping[Result, str] = {
    Result.REJECTED: N_("sent back to step %(number)s"),
    Result.AMENDED: N_("changed, so it went back to step %(number)s"),
    Result.SENT_BACK: N_("sent back to step %(number)s"),
}


def counted(stage: Stage, step: StepRow, say: Say) -> str:
    """到会 26/31 人, 赞成 27/40 人: where it is decided, the yes; before, who came."""
    numbers = json.loads(step.numbers) if step.numbers else {}
    if "content" in numbers:
        of = numbers["content"] + numbers["not_content"] + numbers["no_opinion"]
        return say(N_("content: %(yes)s of %(of)s"), yes=numbers["content"], of=of)
    if stage.resolves and "yes" in numbers:
        seats = numbers.get("base") in ("seats", "filled", "eligible")
        sentence = N_("in favour: %(yes)s of %(of)s seats") if seats else N_("in favour: %(yes)s of %(of)s")
        return say(sentence, yes=numbers["yes"], of=numbers["of"])
    if "present" in numbers and "due" in numbers:
        return say(N_("present: %(present)s of %(due)s"), present=numbers["present"], due=numbers["due"])
    return ""


def expected(case: Case, now: datetime, clues: Clues) -> Refusal | None:
    """What is late, in a sentence, for lists and desks; None where nothing is."""
    by = due(case.path, case.standing, case.reported_on or case.since, clues.called_for)
    days = days_late(by, clock.day_of(now))
    if not days or case.stage is None or by is None:
        return None
    return Refusal("“%(stage)s” was due by %(day)s, %(days)s days ago.", stage=case.stage.name, day=by, days=days)
