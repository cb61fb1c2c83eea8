"""How matters of the demo walk their path: meetings, notices and objections, each at its day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from secrets import token_hex
from typing import Any

from council.hall import demo_people as people
from council.hall.demo_pictures import Camera
from council.hall.demo_story import CONTACTS, Told
from council.hall.demo_village import Village, numbers_of
from council.kit import clock
from council.kit.db import Reader
from council.meetings.acts import (
    Topic,
    Wanted,
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
from council.meetings.reading import meeting_at
from council.meetings.roll_call import roll_of_meeting
from council.openness.acts import Posted, Said, Sender, file, publish
from council.openness.codes import code_of
from council.procedure.acts import begin, call_meeting, finish
from council.rules.publicity import About
from council.seats.tables import bodies_of

BOARD, HALL = "村口公告栏", "村委会二楼会议室"
LEADS, SECOND = people.SECRETARY.name, people.SUPERVISORY[0][0].name
COUNTERS = [one.phone for one, _ in people.SUPERVISORY[1:]]
DAYS = 7  # that a decision hangs


@dataclass
class Course:
    """A matter of the demo on its way; its number once it is begun."""

    told: Told
    ref: str = ""


@dataclass(frozen=True)
class Counted:
    """How many said yes and no; whoever was there and said neither abstained."""

    yes: int
    no: int = 0


@dataclass
class Session:
    """A meeting: its body, its days as the demo counts them, how many came, and what they counted on each matter."""

    body: str
    called: int
    held: int
    came: int
    counts: Mapping[int, Counted]
    papers: bool = False  # the plans went out with the notice
    ref: str = ""


@dataclass
class Diary:
    """What happens in the village, written down in any order and done in the order of its days."""

    village: Village
    camera: Camera
    pages: list[tuple[datetime, Callable[[], object]]] = field(default_factory=list)

    def note(self, day: int, time: str, what: Callable[[], object]) -> None:
        self.pages.append((self.village.moment(day, time), what))

    def live(self) -> None:
        """Let all of it happen."""
        for moment, what in sorted(self.pages, key=lambda page: page[0]):
            with clock.at(moment):
                what()

    # ── a matter ──

    def begins(self, course: Course, day: int, origin: str) -> None:
        def begun() -> None:
            told = course.told
            course.ref = self.village.do("clerk", begin, told.matter, None, origin, self.village.wording(told))

        self.note(day, "10:00", begun)

    def on(self, course: Course, day: int, time: str, who: str, act: Callable[..., object], *args: Any) -> None:
        """An act on a matter, whose number is not known before it is begun."""
        self.note(day, time, lambda: self.village.do(who, act, course.ref, *args))

    def publishes(self, course: Course, day: int) -> None:
        self.note(day, "10:00", lambda: post(self.village, course.ref, day, self.camera))

    def objects(self, course: Course, day: int, text: str, category: str) -> None:
        """Somebody objects on the web, without an account."""

        def filed() -> None:
            event = token_hex(16)
            said, sender = Said(text=text, category=category), Sender("203.0.113.9", event)
            self.village.write(lambda act: file(act, course.ref, said, code_of(event), sender))

        self.note(day, "20:10", filed)

    # ── a meeting ──

    def calls(self, session: Session, courses: Iterable[Course]) -> None:
        """Its notice goes out, with these matters on it in this order."""

        def called() -> None:
            bodies = self.village.database.read_now(lambda db: bodies_of(db, self.village.id))
            body = next(body.key for body in bodies if body.charter == session.body)
            sent, held = (self.village.moment(day, "09:00").date() for day in (session.called, session.held))
            wanted = Wanted(
                body=body, held_on=held, starts="19:30", place=HALL, sent_on=sent, sent_by=("board", "broadcast")
            )
            topics = [Topic("decide", motion=course.ref) for course in courses]
            papers = sent if session.papers else None
            session.ref = self.village.do("clerk", call_meeting, wanted, topics, papers).ref

        self.note(session.called, "08:40", called)

    def holds(self, session: Session, *courses: Course) -> None:
        """From the notice to the signed minutes; on the day after, the clerk ends the step of each matter."""
        self.calls(session, courses)
        self.note(session.held, "19:30", lambda: self._roll(session))
        for place, counted in session.counts.items():
            self.note(session.held, f"20:{place * 10}", partial(self._count, session, place, counted))
        self.note(session.held, "21:00", lambda: self._ends(session))
        for place, course in enumerate(courses):
            self.on(course, session.held + 1, f"09:{30 + place}", "clerk", finish)

    def _roll(self, session: Session) -> None:
        do, ref = self.village.do, session.ref
        do("clerk", open_roll, ref)
        tellers = self.village.database.read_now(lambda db: db.rows(numbers_of(self.village.id, COUNTERS)))
        do("clerk", name_hands, ref, tellers=[number for _, number in tellers])
        roll = self.village.database.read_now(lambda db: on_roll(db, self.village, ref))
        do("clerk", mark_present, ref, numbers=roll[: session.came], sheets=[self.camera.sheet()])
        if session.came < len(roll):
            do("clerk", mark_rest, ref)

    def _count(self, session: Session, place: int, said: Counted) -> None:
        do, ref = self.village.do, session.ref
        numbers = {"yes": said.yes, "no": said.no, "abstain": session.came - said.yes - said.no}
        do("clerk", enter_tally, ref, place, "hands", **numbers, sheets=[self.camera.sheet()])
        do(SECOND, confirm_tally, ref, place, present=session.came, **numbers)
        do(LEADS, close_item, ref, place)

    def _ends(self, session: Session) -> None:
        self.village.do("clerk", close_meeting, session.ref, "21:00")
        self.village.do("clerk", sign_minutes, session.ref, [self.camera.sheet()])


def on_roll(db: Reader, village: Village, ref: str) -> list[int]:
    """The numbers on a meeting's roll, who leads first, the others as the roll has them."""
    meeting = meeting_at(db, village.id, ref)
    leads = meeting.host.number if meeting.host else 0
    numbers = [one.number for one in roll_of_meeting(db, village.id, meeting.id)]
    return sorted(numbers, key=lambda number: number != leads)


def post(village: Village, ref: str, day: int, camera: Camera, about: About = About.RESOLUTION) -> None:
    """The decision, or its result, hangs on the board, with its photograph. A year whose days off nobody knows leaves
    its end open."""
    posted = Posted(
        about=about, days=DAYS, posted_on=village.moment(day, "10:00").date(), place=BOARD,
        phone=CONTACTS["phone"], unknown=True, photo=camera.board(),
    )  # fmt: skip
    village.do("clerk", publish, ref, posted)
