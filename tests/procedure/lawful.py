"""The lawful path, written once more and as plainly as can be: what a random walk through the acts is held against.

It reads charters/paths.toml by itself, has the law of each body and the days off of 2026 typed in by hand, and knows
nothing of council.rules: where it and the acts differ, one of them is wrong.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

PATHS = Path(__file__).parents[2] / "council" / "charters" / "paths.toml"
DAY = timedelta(days=1)
HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


@dataclass(frozen=True)
class Body:
    """What its law asks: days of notice, who must be there, how many must say yes, each as (share, of, more than)."""

    notice: int
    quorum: tuple[Fraction, str, bool] | None
    carries: tuple[Fraction, str, bool]


BODIES = {
    "party-branch": Body(1, (HALF, "all", True), (HALF, "present", True)),
    "two-committees": Body(1, (HALF, "all", True), (HALF, "present", True)),
    "party-members": Body(3, (TWO_THIRDS, "all", False), (HALF, "all", True)),
    "representatives": Body(3, (TWO_THIRDS, "all", False), (HALF, "present", True)),
    "collective": Body(10, (TWO_THIRDS, "all", False), (TWO_THIRDS, "all", False)),
    "yishihui": Body(3, None, (TWO_THIRDS, "all", False)),
}
OFF = (  # the State Council's notice for 2026, from the Spring Festival on
    (date(2026, 2, 15), date(2026, 2, 23)), (date(2026, 4, 4), date(2026, 4, 6)), (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)), (date(2026, 9, 25), date(2026, 9, 27)),
    (date(2026, 10, 1), date(2026, 10, 7)),
)  # fmt: skip
WORKED = {date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)}


def works(day: date) -> bool:
    """Whether a day of 2026 is a working day."""
    off = day.weekday() > 4 and day not in WORKED
    return not off and not any(first <= day <= last for first, last in OFF)


def last_day(posted: date, days: int) -> date:
    """The day itself does not count; the last one is a working day."""
    last = posted + days * DAY
    while not works(last):
        last += DAY
    return last


@cache
def path_of(key: str) -> Mapping[str, Any]:
    """A path as its file has it, filled up from the one it is like."""
    written = tomllib.loads(PATHS.read_text("utf-8"))["paths"]
    own = written[key]
    base = dict(path_of(own["like"])) if "like" in own else {}
    stages = {name: {**base.get("stages", {}).get(name, {}), **stage} for name, stage in own["stages"].items()} \
        if "stages" in own else {}  # fmt: skip
    return {**base, **own, "stages": {**base.get("stages", {}), **stages}}


@dataclass
class Meeting:
    """What was entered of a meeting, as the acts let it."""

    body: str
    matter: str
    stage: str
    visit: int
    version: int
    sent: date
    held: date
    host: object
    roll: frozenset[str] = frozenset()
    papers: date | None = None
    opened: bool = False
    observers: int = 0
    present: frozenset[str] | None = None
    count: tuple[int, int, int] | None = None
    confirmed_by: object = None
    closed_by: object = None
    ended: bool = False
    signed: bool = False

    def whole(self) -> bool:
        """Everything is there that makes it a meeting: due notice, sheet, count, second person, chair, minutes."""
        return (
            self.opened and (self.held - self.sent).days >= BODIES[self.body].notice and self.count is not None
            and self.confirmed_by not in (None, "clerk") and self.closed_by == self.host and self.ended and self.signed
        )  # fmt: skip

    def carried(self) -> bool | None:
        """Yes, no, or neither: too few were there."""
        assert self.count is not None
        assert self.present is not None
        numbers = {"all": len(self.roll), "present": len(self.present)}
        law = BODIES[self.body]
        if law.quorum and not _enough(len(self.present), law.quorum, numbers):
            return None
        return _enough(self.count[0], law.carries, numbers)


def _enough(many: int, part: tuple[Fraction, str, bool], numbers: Mapping[str, int]) -> bool:
    share, of, more = part
    return many > share * numbers[of] if more else many >= share * numbers[of]


@dataclass
class Hung:
    """A notice on the board."""

    about: str
    visit: int  # how often the matter had come to the board then
    posted: date
    entered: date
    last: date
    down: bool = False
    says: bool | None = None  # the supervisory committee
    gone: bool = False  # the matter was sent back over it

    def over(self, today: date) -> bool:
        """It hung all its days, and nobody says otherwise."""
        if self.down or self.gone or self.says is False or today <= self.last:
            return False
        return self.entered <= self.last or self.says is True


@dataclass
class Filed:
    """An objection."""

    about: str
    posting: int
    due: date
    answered: bool = False
    upheld: bool | None = None


@dataclass
class Matter:
    """A matter on its path."""

    ref: str
    path: str
    matter: str
    since: date
    order: list[str] = field(default_factory=list)
    at: str | None = None
    over: str = ""  # "stop" or "end": somebody said no
    visits: dict[str, int] = field(default_factory=dict)
    version: int = 1
    refused: tuple[date, int] | None = None
    merged: bool = False
    to_write: int | None = None  # a meeting wanted another text than this version
    board: list[Hung] = field(default_factory=list)  # every posting, in the order of their entries
    filed: dict[int, Filed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stages = path_of(self.path)["stages"]
        self.order = [
            key for key in path_of(self.path)["order"]
            if "only" not in stages[key] or self.matter in stages[key]["only"]["matters"]
        ]  # fmt: skip
        self._come_to(self.order[0])

    @property
    def stage(self) -> Mapping[str, Any]:
        assert self.at is not None
        found: Mapping[str, Any] = path_of(self.path)["stages"][self.at]
        return found

    @property
    def about(self) -> str | None:
        """What is to hang now."""
        return self.stage.get("about") if self.at and not self.over else None

    def passed(self, stage: str) -> bool:
        return stage in self.order and (self.at is None or self.order.index(stage) < self.order.index(self.at))

    def newest(self, about: str) -> Hung | None:
        return next((hung for hung in reversed(self.board) if hung.about == about), None)

    # ── moving ──

    def _come_to(self, stage: str) -> None:
        self.at, self.visits[stage] = stage, self.visits.get(stage, 0) + 1

    def onward(self, on: date) -> None:
        assert self.at is not None
        place = self.order.index(self.at) + 1
        self.merged, self.since = False, on
        if place == len(self.order):
            self.at = None
        else:
            self._come_to(self.order[place])

    def back(self, to: str, on: date) -> None:
        """To an earlier step: what hangs or hung of a later one counts no more."""
        self.merged, self.since, self.over = False, on, ""
        self._come_to(to)
        for hung in self.board:
            hung.gone = hung.gone or self.order.index(to) < self.order.index(self.board_of(hung.about))

    def board_of(self, about: str) -> str:
        """The step at which this is published."""
        return next(key for key in self.order if path_of(self.path)["stages"][key].get("about") == about)

    def refuse(self, on: date) -> None:
        """Somebody says no: back, or over."""
        self.refused = (on, self.version)
        if self.stage["if_rejected"] == "back":
            self.back(self.stage["back_to"], on)
        else:
            self.over, self.since, self.merged = self.stage["if_rejected"], on, False

    # ── what the law says ──

    def cleared(self, about: str, today: date) -> bool:
        """A publication hung all its days, and every objection to it is answered."""
        hung = self.newest(about)
        return bool(hung and hung.over(today)) and all(
            one.answered for one in self.filed.values() if one.about == about
        )

    def settle(self, today: date, by_clock: bool) -> None:
        """A publication that is over and answered lets the matter go on."""
        about = self.about
        if about and self.cleared(about, today):
            hung = self.newest(about)
            assert hung is not None
            self.onward(hung.last if by_clock else today)

    def lawful(self, today: date) -> bool:
        """Whether it may be carried out: decided, published all its days, every objection answered, and not back."""
        board = self.board_of("resolution")
        come = self.at == board or self.passed(board)
        return come and not self.over and self.cleared("resolution", today)
