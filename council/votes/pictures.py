"""A round of voting in pictures: the seat chart, the strip for a card, the pass line. The words are beside them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from council.charters.frozen import Law
from council.kit.words import said
from council.rules.threshold import Verdict
from council.seats.chart import ChartSeat, SeatChart, seat_chart, seat_strip, surname_marks
from council.seats.pass_line import PassLine, pass_line
from council.seats.shown import VACANT_MARK, seats_said
from council.votes.saying import OUTCOMES, outcome

Say = Callable[..., str]


class SeatLike(Protocol):
    """A seat as a page shows it: `state` is a key of saying.STATE, `word` the state in words."""

    @property
    def name(self) -> str | None: ...
    @property
    def category(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def word(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Pictures:
    """The seat chart, the strip for a card while the vote runs, the pass line once it is over."""

    chart: Markup | None = None
    strip: Markup | None = None
    line: Markup | None = None


def of_running(seats: Sequence[SeatLike], law: Law, prefix: str, say: Say, lang: str) -> Pictures:
    """While the vote runs: who has voted, and nothing of what."""
    voted = sum(seat.state == "voted" for seat in seats)
    drawn = _chart_seats(seats, say)
    chart = SeatChart(
        seats=drawn,
        blocs=_blocs(seats, law, say, lang),
        title=say("Who has voted"),
        desc=_in_words(seats),
        big=str(voted),
        line=say("have voted, of %(seats)s seats", seats=len(seats)),
    )
    return Pictures(seat_chart(chart, f"{prefix}-chart"), seat_strip(drawn, _in_words(seats), f"{prefix}-strip"))


def of_ended(seats: Sequence[SeatLike], law: Law, verdict: Verdict, prefix: str, say: Say, lang: str) -> Pictures:
    """Once it is over: how each seat voted, and the line it had to pass."""
    chart = SeatChart(
        seats=_chart_seats(seats, say),
        blocs=_blocs(seats, law, say, lang),
        title=say("How each seat voted"),
        desc=_in_words(seats),
        big=str(verdict.yes),
        line=say("seats in favour, of %(seats)s", seats=len(seats)),
        verdict=say(OUTCOMES[verdict.outcome]),
        tone="passed" if verdict.passed else "failed",
        yes=verdict.yes,
        need=verdict.needed,
        need_label=say("%(needed)s needed", needed=verdict.needed),
    )
    line = PassLine(
        counts=_of_base(Counter(seat.state for seat in seats), verdict),
        need=verdict.needed,
        need_label=say("Pass line: %(needed)s", needed=verdict.needed),
        total_label=say("of %(of)s", of=verdict.of),
        title=outcome(verdict, say),
    )
    return Pictures(seat_chart(chart, f"{prefix}-chart"), line=pass_line(line))


def _of_base(counts: Mapping[str, int], verdict: Verdict) -> dict[str, int]:
    """Only what weighs in the base is a cell: of those present, the silent and the vacant are not there."""
    left = verdict.of
    kept: dict[str, int] = {}
    for state in ("for", "against", "abstain", "silent", "recused", "vacant"):
        kept[state] = min(counts.get(state, 0), left)
        left -= kept[state]
    return kept


def _chart_seats(seats: Sequence[SeatLike], say: Say) -> list[ChartSeat]:
    marks = surname_marks([seat.name for seat in seats], say(VACANT_MARK.reason))
    return [ChartSeat(mark, seat.state, seat.category) for seat, mark in zip(seats, marks, strict=True)]


def _blocs(seats: Sequence[SeatLike], law: Law, say: Say, lang: str) -> dict[str, tuple[str, str]]:
    counts = Counter(seat.category for seat in seats)
    return {
        kind.key: (said(lang, kind.name), seats_said(counts[kind.key], say)) for kind in law.plan if counts[kind.key]
    }


def _in_words(seats: Sequence[SeatLike]) -> str:
    """Every state with the names in it: the picture for whoever cannot see it."""
    by_word: dict[str, list[str]] = {}
    for seat in seats:
        by_word.setdefault(seat.word, []).append(seat.name or "")
    return " / ".join(
        f"{word} {len(names)}: {' '.join(filter(None, names))}".rstrip(": ") for word, names in by_word.items()
    )
