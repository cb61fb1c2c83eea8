"""The register of a matter as far as it is on its path: a sheet for each step, those to come with room to write in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from council.hall.decided import Decision, decisions_of, late_of, tally_of, turnout_of
from council.hall.paper_register import Discussed, Opened, Origin, Register
from council.hall.printed_facts import facts_said, numbered
from council.hall.printed_minutes import absent_of
from council.hall.subjects import newest_about
from council.kit import clock, words
from council.kit.here import Here
from council.meetings.reading import ItemAbout, items_about
from council.meetings.roll_call import away_from
from council.meetings.saying import STANCES
from council.motions.tables import MotionRow
from council.openness.checks import CheckRow, checks_of, said_of
from council.openness.notices import NoticeRow, Tally, notices_of, tallies
from council.places.tables import Place
from council.procedure.reading import CallRow, Case, StepRow, calls_of, case_of
from council.rules.hall import Channel
from council.rules.path import Kind, Record, Stage
from council.rules.refusal import N_

VERBS: Mapping[str, str] = {
    "proposal": N_("propose"), "consultation": N_("consult on"), "review": N_("review"), "resolution": N_("decide"),
}  # fmt: skip
OTHER = N_("consider")
"""What is done at a step, as its labels say it."""


def register_of(here: Here, place: Place, motion: MotionRow) -> Register:
    """Every station of the path, as the desk may see it: with the names of those present and away."""
    return _Filling(here, place, motion).register()


class _Filling:
    """One register: what is read once for all its sheets."""

    def __init__(self, here: Here, place: Place, motion: MotionRow):
        self.here, self.place, self.motion = here, place, motion
        db, community = here.db, place.id
        self.case: Case = case_of(db, community, motion)
        self.items: Sequence[ItemAbout] = items_about(db, community, motion.id)
        self.away = away_from(db, community, [about.meeting.id for about in self.items])
        self.calls: Sequence[CallRow] = calls_of(db, community, motion.id)
        self.notices: Sequence[NoticeRow] = notices_of(db, community, motion.id)
        self.tallies: Mapping[UUID, Tally] = tallies(db, community, [row.id for row in self.notices])
        self.checks: Sequence[CheckRow] = checks_of(db, community, motion.id)
        self.decisions: Sequence[Decision] = decisions_of(db, community, motion, here.now, self.items)

    def register(self) -> Register:
        here, case = self.here, self.case
        origin: Origin | None = case.origin  # type: ignore[assignment]
        return Register(
            community=self.place.name, matter=self.motion.title, number=numbered(self.place, self.motion.ref, here.say),
            origin=origin, steps=[self._step(stage) for stage in case.path.stations if stage.needed],
            path=words.said(here.lang, case.path.name),
            code=newest_about(here.db, self.place.id, self.motion.ref).code, lang=here.lang,
        )  # fmt: skip

    def _step(self, stage: Stage) -> Discussed | Opened:
        if stage.kind is Kind.PUBLICATION:
            return self._opened(stage)
        step, about = self.case.last(stage.key), self._about(stage)
        if about is None:
            return self._without_meeting(stage, step)
        return self._met(stage, step, about)

    # ── a discussion ──

    def _about(self, stage: Stage) -> ItemAbout | None:
        """The meeting in which a step was taken, or for which it is called."""
        step = self.case.last(stage.key)
        held = [step.meeting_id] if step and step.meeting_id else []
        called = [call.meeting_id for call in reversed(self.calls) if call.stage == stage.key]
        found = {about.meeting.id: about for about in self.items if about.meeting.cancelled_at is None}
        by_step = next((found[meeting] for meeting in (*held, *called) if meeting in found), None)
        decision = self._decision(stage)
        return by_step or (decision.about if decision else None)

    def _decision(self, stage: Stage) -> Decision | None:
        return self.decisions[-1] if stage.resolves and self.decisions else None

    def _met(self, stage: Stage, step: StepRow | None, about: ItemAbout) -> Discussed:
        record, item, meeting = about.record, about.item, about.meeting
        opened = meeting.opened_at is not None
        return Discussed(
            name=words.said(self.here.lang, stage.name), verb=self._verb(stage), held=meeting.held_on,
            time=meeting.starts, place=meeting.place, form=self._form(about), host=_name(meeting.host),
            recorder=_name(meeting.recorder), turnout=turnout_of(record, item) if opened else None,
            tally=tally_of(record, item) if item.verdict else None, content=self._content(about),
            absent=absent_of(self.here, self.away[meeting.id]),
            observers=[(one.name, one.post) for one in record.observers],
            township=Record.OBSERVERS in stage.required or bool(record.observers), late=late_of(record),
            merged_with=self._merged(stage, step),
        )  # fmt: skip

    def _without_meeting(self, stage: Stage, step: StepRow | None) -> Discussed:
        """A step by a vote by window, by a written opinion, by asking residents; or one that is still to come."""
        here, decision = self.here, self._decision(stage)
        name, verb = words.said(here.lang, stage.name), self._verb(stage)
        if decision:
            form = here.say(decision.method)
            return Discussed(name, verb, held=decision.on, form=form, turnout=decision.turnout, tally=decision.tally,
                             content=self._plan())  # fmt: skip
        if step is None:
            return Discussed(name, verb, township=Record.OBSERVERS in stage.required)
        content = "\n".join(filter(None, (*self._numbers(step), step.why)))
        late = self.case.late(step)
        return Discussed(
            name, verb, held=step.done_on, content=content, late=late, merged_with=self._merged(stage, step)
        )

    def _numbers(self, step: StepRow) -> Iterator[str]:
        numbers = json.loads(step.numbers) if step.numbers else {}
        if "content" in numbers:
            yield self.here.say(
                N_("Content %(yes)s, not content %(no)s, no opinion %(none)s"),
                yes=numbers["content"], no=numbers["not_content"], none=numbers["no_opinion"],
            )  # fmt: skip

    def _verb(self, stage: Stage) -> str:
        return self.here.say(VERBS.get(stage.key, OTHER))

    def _form(self, about: ItemAbout) -> str:
        channels = about.record.hall.channels if about.meeting.opened_at else {}
        if channels.get(Channel.ONLINE) or (about.meeting.online_way and not channels):
            return self.here.say(N_("in one hall and online"))
        return self.here.say(N_("in one hall"))

    def _merged(self, stage: Stage, step: StepRow | None) -> str:
        if not (step and step.merged and stage.may_merge_into):
            return ""
        before = self.case.path.stage(stage.may_merge_into)
        return self.here.say(N_("held together with: %(stage)s"), stage=before.name)

    def _plan(self) -> str:
        colon = ": " if self.here.lang == "en" else "："
        facts = facts_said(self.motion.wording, self.here.say, self.here.lang)
        return "\n".join(f"{label}{colon}{value}" for label, value in facts[:3])

    def _content(self, about: ItemAbout) -> str:
        colon = ": " if self.here.lang == "en" else "："
        said = [
            f"{one.name}（{words.said(self.here.lang, STANCES[one.stance])}）{colon}{one.gist}"
            for one in about.record.said_on(about.item.position)
        ]
        return "\n".join((self._plan(), *said))

    # ── a publication ──

    def _opened(self, stage: Stage) -> Opened:
        rows = [row for row in self.notices if row.about == stage.about]
        newest = rows[0] if rows else None
        check = said_of(self.checks, newest.about, newest.attempt) if newest else None
        late = clock.day_of(newest.entered_at) if newest and newest.late else None
        return Opened(
            name=words.said(self.here.lang, stage.name), content="" if stage.about == "result" else None,
            published="\n".join(self._hung(row) for row in reversed(rows)), opinion=check.opinion if check else "",
            holds=check.holds if check else None, late=late,
        )  # fmt: skip

    def _hung(self, row: NoticeRow) -> str:
        """村口公开栏，11月18日至11月24日，7 天。意见 1 条，已答复 1 条。"""
        return hung_said(self.here, row, self.tallies[row.id])


def hung_said(here: Here, row: NoticeRow, tally: Tally) -> str:
    """Where and when a notice hung, what was objected to it, and how it ended."""
    return (" " if here.lang == "en" else "").join(_hung(here, row, tally))


def _hung(here: Here, row: NoticeRow, tally: Tally) -> Iterator[str]:
    first, last = words.days_from_to(here.lang, row.posted_on + timedelta(days=1), row.ends_on or row.counted_to)
    facts = {"place": row.place, "posted": words.full_day(here.lang, row.posted_on), "first": first, "last": last}
    yield here.say(N_("Posted at %(place)s on %(posted)s, on display %(first)s to %(last)s."), **facts)
    if tally.filed:
        yield here.say(N_("Objections: %(filed)s, answered: %(answered)s."), filed=tally.filed,
                       answered=tally.filed - tally.waiting)  # fmt: skip
    else:
        yield here.say(N_("Nobody has objected."))
    if row.taken_down_on:
        day = words.full_day(here.lang, row.taken_down_on)
        yield here.say(N_("Taken down on %(day)s: it does not count"), day=day) + f"（{row.taken_down_why}）"
    if row.sent_back_on:
        day = words.full_day(here.lang, row.sent_back_on)
        yield here.say(N_("Sent back on %(day)s: it does not count"), day=day)


def _name(person: object) -> str:
    return getattr(person, "name", "")
