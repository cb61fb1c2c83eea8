"""A notice as a page shows it: the tear-off calendar, what is left, and how it stands, each in a sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from council.kit.words import WEEKDAYS
from council.openness.notices import NoticeRow, Tally
from council.rules.publicity import About, State
from council.rules.refusal import N_, Refusal

ONE = timedelta(days=1)
MOST_BOXES = 15  # two rows; of a longer period the first three, today, and the last three
ABOUT = {
    About.PLAN: N_("The plan"),
    About.RESOLUTION: N_("The resolution"),
    About.RESULT: N_("The result"),
}
TITLES = {
    About.PLAN: N_("Publication of the plan"),
    About.RESOLUTION: N_("Publication of the resolution"),
    About.RESULT: N_("Publication of the result"),
}
STATES = {
    State.OPEN: N_("Open to objections"),
    State.OVER: N_("The period is over"),
    State.TAKEN_DOWN: N_("Came down early"),
    State.SENT_BACK: N_("To be decided anew"),
}
CHANNELS = {"web": N_("on the web"), "paper": N_("on paper"), "call": N_("by telephone")}
CATEGORIES = {
    "established": N_("Established resident"),
    "new": N_("New resident"),
    "other": N_("Other"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A day of the tear-off calendar: "gone", "now" or "coming"; "halt" where the period does not run any more."""

    day: date
    state: str

    def label(self, lang: str) -> str:
        """What stands over the number: 周三, or today."""
        weekday = WEEKDAYS[lang][self.day.weekday()]
        return weekday if lang == "en" else f"周{weekday}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice and everything a card or a page says of it."""

    notice: NoticeRow
    state: State
    boxes: Sequence[Box | None]  # None: days left out
    headline: Refusal
    until: Refusal
    tally: Tally
    checked: bool | None = None

    @property
    def open(self) -> bool:
        return self.state is State.OPEN


def shown(notice: NoticeRow, today: date, tally: Tally, checked: bool | None = None) -> Shown:
    """How a notice stands on a day."""
    state = notice.state(today)
    return Shown(notice, state, boxes(notice, today), headline(notice, today), until(notice, today), tally, checked)


def boxes(notice: NoticeRow, today: date) -> list[Box | None]:
    """The days that count, as the calendar shows them, up to the last one."""
    first, last = notice.posted_on + ONE, notice.ends_on or notice.counted_to
    days = [first + n * ONE for n in range((last - first).days + 1)]
    broken = notice.taken_down_on or notice.sent_back_on
    if len(days) <= MOST_BOXES:
        return [_box(day, today, broken) for day in days]
    kept = {*days[:3], *days[-3:]} | ({today} if first <= today <= last else set())
    return list(_with_gaps([day for day in days if day in kept], today, broken))


def _with_gaps(days: Sequence[date], today: date, broken: date | None) -> Iterator[Box | None]:
    for before, day in zip([days[0] - ONE, *days], days, strict=False):
        if day - before > ONE:
            yield None
        yield _box(day, today, broken)


def _box(day: date, today: date, broken: date | None) -> Box:
    if broken and day >= broken:
        return Box(day, "halt")
    return Box(day, "gone" if day < today else "now" if day == today else "coming")


def headline(notice: NoticeRow, today: date) -> Refusal:
    """What the calendar is called: how many days are left."""
    state = notice.state(today)
    if state is State.TAKEN_DOWN:
        return Refusal("Came down early")
    if state is State.SENT_BACK:
        return Refusal("Set aside") if notice.about is About.RESULT else Refusal("To be decided anew")
    if state is State.OVER:
        return Refusal("The period is over")
    if notice.ends_on is None:
        return Refusal("Open to objections, and the end is still open")
    left = (notice.ends_on - today).days
    if left == 0:
        return Refusal("Open to objections: today is the last day")
    return Refusal("Open to objections: %(days)s more days", days=left)


def until(notice: NoticeRow, today: date) -> Refusal:
    """Until when, or why not, in one sentence."""
    state = notice.state(today)
    if state is State.TAKEN_DOWN:
        return Refusal(
            "It came down on %(day)s, before its time (%(why)s). It will hang again for all its days.",
            day=notice.taken_down_on, why=notice.taken_down_why,
        )  # fmt: skip
    if state is State.SENT_BACK and notice.about is About.RESULT:
        return Refusal(
            "Since %(day)s it is carried out again. What comes of it then is published anew.", day=notice.sent_back_on
        )
    if state is State.SENT_BACK:
        return Refusal(
            "On %(day)s an objection was upheld. The matter goes back to who decides it; what they decide then is"
            " published anew.",
            day=notice.sent_back_on,
        )
    if notice.ends_on is None:
        return Refusal(
            "At least until %(day)s. When it ends is settled once the State Council's notice of days off is entered.",
            day=notice.counted_to,
        )
    if state is State.OVER:
        return Refusal("It hung until the end of %(day)s.", day=notice.ends_on)
    if notice.ends_on != notice.counted_to:
        return Refusal(
            "Until %(day)s, that day included: %(counted)s is a day off, so it moves to the next working day.",
            day=notice.ends_on, counted=notice.counted_to,
        )  # fmt: skip
    return Refusal("Until %(day)s, that day included.", day=notice.ends_on)
