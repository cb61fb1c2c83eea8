"""The whole of a matter as everyone may read it: its steps, notices, objections and checks, from the rooms."""

from collections.abc import Iterator, Sequence
from datetime import date

from council.hall.decided import Decision, decisions_of, tally_of, turnout_of
from council.hall.paper_case import CaseNotice, CaseObjection, CaseSheet, CaseStep
from council.hall.paper_facts import Tally
from council.hall.printed_facts import body_of_kind, facts_said, numbered
from council.hall.printed_register import hung_said
from council.hall.subjects import newest_about
from council.kit import clock, words
from council.kit.here import Here
from council.kit.marks import plain
from council.meetings.reading import ItemAbout, items_about
from council.motions.tables import MotionRow
from council.openness.checks import CheckRow, checks_of, said_of
from council.openness.notices import notices_of, tallies
from council.openness.objections import ObjectionRow, objections_page
from council.openness.shown import CATEGORIES, CHANNELS, TITLES
from council.places.tables import Place
from council.procedure.desk_pages import RESULTS
from council.procedure.intake import ORIGINS
from council.procedure.listing import clues_of
from council.procedure.rail import counted
from council.procedure.reading import Case, StepRow, case_of
from council.procedure.saying import where
from council.rules.path import Kind, Stage
from council.rules.refusal import N_, Refusal
from council.rules.walk import State
from council.seats.tables import BodyRow, bodies_of

MOST_LISTED = 60  # objections on one sheet; earlier ones stand on the notice's page


def case_sheet_of(here: Here, place: Place, motion: MotionRow) -> CaseSheet:
    """Everything that stands in the rooms of one motion, whichever path it is on, however far it came."""
    return _Gathered(here, place, motion).sheet()


class _Gathered:
    """What is read once for the sheet, by the same number of statements however long the matter was."""

    def __init__(self, here: Here, place: Place, motion: MotionRow):
        self.here, self.place, self.motion = here, place, motion
        db, community = here.db, place.id
        self.case: Case = case_of(db, community, motion)
        self.bodies: Sequence[BodyRow] = bodies_of(db, community)
        self.items: Sequence[ItemAbout] = items_about(db, community, motion.id)
        self.decisions: Sequence[Decision] = decisions_of(db, community, motion, here.now, self.items)
        self.checks: Sequence[CheckRow] = checks_of(db, community, motion.id)
        self.notices = notices_of(db, community, motion.id)
        self.tallies = tallies(db, community, [row.id for row in self.notices])

    def sheet(self) -> CaseSheet:
        here, place, motion, say = self.here, self.place, self.motion, self.here.say
        rows, more = objections_page(here.db, place.id, motion.id, size=MOST_LISTED)
        book = newest_about(here.db, place.id, motion.ref)
        return CaseSheet(
            community=place.name, number=numbered(place, motion.ref, say), title=motion.title,
            path=words.said(here.lang, self.case.path.name), where=words.said(here.lang, self._where()),
            facts=self._facts(), steps=[*self._taken(), *self._to_come()], entries=book.entries, entry=book.newest,
            code=book.code, link=f"{here.site.origin}{place.url}/record?about={motion.ref}",
            notices=[self._notice(at) for at in range(len(self.notices) - 1, -1, -1)],
            objections=[self._objection(row) for row in reversed(rows)], more=(more or 1) - 1, lang=here.lang,
        )  # fmt: skip

    def _where(self) -> Refusal:
        if self.case.withdrawn:
            return Refusal("Withdrawn on %(day)s: %(why)s", day=self.motion.withdrawn_at, why=self.motion.withdrawn_why)
        return where(self.case, clues_of(self.here.db, self.place.id, self.case).called_for)

    def _facts(self) -> list[tuple[str, str]]:
        say, lang = self.here.say, self.here.lang
        begun = words.full_day(lang, clock.day_of(self.motion.put_at or self.case.begun_at))
        origin = [(say(N_("Origin of the matter")), say(ORIGINS[self.case.origin]))] if self.case.origin else []
        put = say(N_("%(who)s, on %(day)s"), who=self.motion.proposer, day=begun)
        return [(say(N_("Put by")), put), *origin, *facts_said(self.motion.wording, say, lang)]

    # ── steps ──

    def _taken(self) -> Iterator[CaseStep]:
        for step in self.case.steps:
            stage = self.case.path.stage(step.stage)
            yield CaseStep(
                number=str(self.case.path.number(stage.key) or ""), name=self._name(stage, step), on=self._on(step),
                who=self._who(stage, step), result=self._result(stage, step),
                entry=step.entry or self._entry(), late=self._late(step),
            )  # fmt: skip

    def _to_come(self) -> Iterator[CaseStep]:
        """The stations still ahead, so that a gap shows as one."""
        standing = self.case.standing
        if standing.state is not State.RUNNING or standing.at is None or self.case.withdrawn:
            return
        for stage in self.case.path.stages[self.case.path.place(standing.at) :]:
            if stage.station and stage.needed:
                number = str(self.case.path.number(stage.key) or "")
                on, result = self._now(stage) if stage.key == standing.at else (None, N_("still to come"))
                name = words.said(self.here.lang, stage.name)
                yield CaseStep(number, name, on, result=self.here.say(result))

    def _now(self, stage: Stage) -> tuple[date | None, str]:
        if stage.kind is Kind.PUBLICATION and self.case.opened_on:
            return self.case.opened_on, N_("on the board now")
        return None, N_("We are here")

    def _name(self, stage: Stage, step: StepRow) -> str:
        name = words.said(self.here.lang, stage.name)
        again = self.here.say(N_("time no. %(number)s"), number=step.attempt) if step.attempt > 1 else ""
        return f"{name}（{again}）" if again else name

    def _about(self, step: StepRow) -> ItemAbout | None:
        return next((about for about in self.items if about.meeting.id == step.meeting_id), None)

    def _voted(self, step: StepRow) -> Decision | None:
        """The vote of a council's motion, whose case tells no more than that there was one."""
        if self.case.path.stage(step.stage).resolves and step.meeting_id is None and self.decisions:
            return next((each for each in self.decisions if each.entry == step.entry), self.decisions[-1])
        return None

    def _on(self, step: StepRow) -> date:
        decision = self._voted(step)
        return decision.on if decision else step.done_on

    def _late(self, step: StepRow) -> date | None:
        decision = self._voted(step)
        if decision:
            return decision.late
        return self.case.late(step)

    def _entry(self) -> int | None:
        return self.decisions[-1].entry if self.decisions else None

    def _who(self, stage: Stage, step: StepRow) -> str:
        about, decision = self._about(step), self._voted(step)
        if about:
            host = about.meeting.host
            return "\n".join((about.meeting.body, *([self._led(host.name)] if host else [])))
        if decision:
            return decision.body
        found = next((body for body in self.bodies if body.key == step.body_key), None)
        found = found or body_of_kind(self.bodies, stage.organs)
        return found.name if found else ""

    def _led(self, name: str) -> str:
        return self.here.say(N_("led by %(name)s"), name=name)

    def _result(self, stage: Stage, step: StepRow) -> str:
        say = self.here.say
        about, decision = self._about(step), self._voted(step)
        told = [say(RESULTS[step.result])]
        if about and about.verdict:
            turnout = turnout_of(about.record, about.item)
            told.append(say(N_("present: %(present)s of %(due)s"), present=turnout.came, due=turnout.due))
            told += self._counts(tally_of(about.record, about.item))
        elif decision:
            told += self._counts(decision.tally)
        else:
            told.append(counted(stage, step, say))
        merged = say(N_("held together with the step before")) if step.merged else ""
        return "；".join(filter(None, (*told, merged, step.why)))

    def _counts(self, tally: Tally) -> list[str]:
        counts = plain(words.names(self.here.lang, tally.said(self.here.say)))
        return [counts, self.here.say(N_("needed: %(needed)s"), needed=tally.needed)]

    # ── what hung, what was said ──

    def _notice(self, at: int) -> CaseNotice:
        row = self.notices[at]
        check = said_of(self.checks, row.about, row.attempt)
        return CaseNotice(
            what=self.here.say(TITLES[row.about]), told=hung_said(self.here, row, self.tallies[row.id]),
            entry=row.entry, late=clock.day_of(row.entered_at) if row.late else None,
            checked=self._checked(check) if check else "",
        )  # fmt: skip

    def _checked(self, check: CheckRow) -> str:
        holds = self.here.say(N_("True") if check.holds else N_("Not true"))
        day = words.full_day(self.here.lang, clock.day_of(check.marked_at))
        return "；".join(filter(None, (f"{holds}（{check.name}，{day}）", check.opinion)))

    def _objection(self, row: ObjectionRow) -> CaseObjection:
        say = self.here.say
        how = f"{say(CATEGORIES[row.category])}，{say(CHANNELS[row.channel])}"
        said = row.cleared_text or say(N_("being checked for names"))
        answer = ""
        if row.reply and row.replied_at:
            answer = f"{words.full_day(self.here.lang, clock.day_of(row.replied_at))}：{row.reply}"
            if row.late:
                answer += say(N_("(%(days)s days late)"), days=row.late)
        judged = ""
        if row.upheld is not None:
            judged = "；".join(filter(None, (say(N_("Upheld") if row.upheld else N_("Not upheld")), row.opinion)))
        return CaseObjection(
            row.name, row.filed_on, f"{said}（{how}）", answer, judged,
            late=clock.day_of(row.filed_at) if row.late_entry else None,
        )  # fmt: skip
