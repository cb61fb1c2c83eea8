"""The seat chart (席位图): a table where every seat weighs the same, and a vacant seat is drawn, never hidden.

Pure: what is given comes already in the page's language, and is escaped here. Colours are classes
(static/css/chart.css), so that dark mode and paper need no second drawing; every state has a shape or a mark of its
own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from council.seats.horseshoe import OUTER, Spot, arc, point, spots

BAND, GAUGE, PLATE = OUTER + 24, OUTER - 40, OUTER - 20.5  # radii of the bloc's band, the gauge, the name plates
LONG = 8  # signs of a bloc's name that fit at the usual size
STATES = ("seated", "for", "against", "abstain", "silent", "voted", "waiting", "recused", "vacant")
MARKS = {
    "for": "M-3.2 .3l2.2 2.4 4-4.8",
    "against": "M-2.6-2.6l5.2 5.2m0-5.2l-5.2 5.2",
    "abstain": "M-3.2 0h6.4",
    "recused": "M-3.4 3.4l6.8-6.8",
}


@dataclass(frozen=True, slots=True)
class ChartSeat:
    mark: str  # the sign in the seat: a surname, or that it is vacant
    state: str  # of STATES
    bloc: str  # the key of its category


@dataclass(frozen=True, slots=True)
class SeatChart:
    """`blocs` is {key: (name, how many)} in the charter's order; `big`, `line` and `verdict` stand in the middle."""

    seats: Sequence[ChartSeat]
    blocs: dict[str, tuple[str, str]]
    title: str
    desc: str
    big: str
    line: str
    verdict: str = ""
    tone: str = ""  # "passed", "failed"
    yes: int | None = None  # draws the gauge, once the vote is over
    need: int | None = None
    need_label: str = ""


def surname_marks(names: Sequence[str | None], vacant: str) -> list[str]:
    """One sign for each seat: the surname; for two of one surname the last sign of the given name."""
    times = Counter(name[0] for name in names if name)
    return [vacant if not name else name[0] if times[name[0]] == 1 else name[-1] for name in names]


def seat_chart(chart: SeatChart, prefix: str) -> Markup:
    """The horseshoe. Three blocs of which one is a single seat: that one is the keystone at the top."""
    keys = _order(chart)
    places, size = spots(tuple(sum(seat.bloc == key for seat in chart.seats) for key in keys))
    long = any(len(name) > LONG for name, _count in chart.blocs.values())
    parts = [_patterns(prefix)]
    for at, (key, bloc) in enumerate(zip(keys, places, strict=True)):
        parts.append(_band(bloc, list(chart.blocs).index(key), prefix))
        parts.append(_label(chart.blocs[key], at, len(keys), long))
        own = [seat for seat in chart.seats if seat.bloc == key]
        parts += [_seat(seat, spot, size, prefix) for seat, spot in zip(own, bloc, strict=True)]
    if chart.yes is not None:
        parts.append(_gauge(chart.yes, chart.need or 0, len(chart.seats), chart.need_label))
    parts.append(_middle(chart))
    return Markup(
        '<svg class="chart" viewBox="0 0 360 222" width="360" height="222" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc"><title id="{prefix}-title">{escape(chart.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(chart.desc)}</desc>{"".join(parts)}</svg>'
    )


def seat_strip(seats: Sequence[ChartSeat], label: str, prefix: str) -> Markup:
    """The same seats in a line, for a card; two lines above twenty."""
    across = len(seats) if len(seats) <= 20 else -(-len(seats) // 2)
    drawn = [
        _circle(seat, (14 + 26.0 * (i % across), 14 + 28.0 * (i // across)), 11, prefix) for i, seat in enumerate(seats)
    ]
    wide, high = 26 * across + 2, 28 * (-(-len(seats) // across) if seats else 1)
    return Markup(
        f'<svg class="chart chart--strip" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
        f'aria-label="{escape(label)}">{_patterns(prefix)}{"".join(drawn)}</svg>'
    )


def _order(chart: SeatChart) -> list[str]:
    keys = [key for key in chart.blocs if any(seat.bloc == key for seat in chart.seats)]
    single = [key for key in keys if sum(seat.bloc == key for seat in chart.seats) == 1]
    if len(keys) == 3 and len(single) == 1:
        others = [key for key in keys if key != single[0]]
        return [others[0], single[0], others[1]]
    return keys


def _patterns(prefix: str) -> str:
    """Stripes and dots for the second and third bloc, a hatch for abstaining."""
    return (
        f'<defs><pattern id="{prefix}-stripes" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="bloc1 weak" d="M0 0h7v7h-7z"/>'
        '<path class="bloc1" d="M0 0h3.6v7h-3.6z"/></pattern>'
        f'<pattern id="{prefix}-dots" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<path class="bloc2 weak" d="M0 0h5v5h-5z"/><circle class="bloc2" cx="2.5" cy="2.5" r="1.7"/></pattern>'
        f'<pattern id="{prefix}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(-45)"><path class="hatch" d="M0 0h1.6v5h-1.6z"/></pattern></defs>'
    )


def _band(bloc: Sequence[Spot], number: int, prefix: str) -> str:
    """The bloc's arc outside of its seats: solid, striped, dotted, then solid again and thinner."""
    angles = [spot.angle for spot in bloc]
    stroke = {0: "var(--bloc-a)", 1: f"url(#{prefix}-stripes)", 2: f"url(#{prefix}-dots)"}.get(number, "var(--edge)")
    return f'<path class="band" d="{arc(max(angles) + 5.6, min(angles) - 5.6, BAND)}" stroke="{stroke}"/>'


def _label(words: tuple[str, str], at: int, blocs: int, long: bool) -> str:
    """Left, above the keystone, right; more than three blocs are told by the legend alone. Long names stand smaller,
    the keystone's above the others."""
    name, count = map(escape, words)
    size = " label--long" if long else ""
    if blocs > 3:
        return ""
    if blocs == 1 or (blocs == 3 and at == 1):
        return (
            f'<text class="label{size}" x="180" y="{10 if long else 16}" text-anchor="middle">{name} '
            f'<tspan class="count">{count}</tspan></text>'
        )
    x, anchor = (4, "start") if at == 0 else (356, "end")
    return (
        f'<text class="label{size}" x="{x}" y="{27 if long else 20}" text-anchor="{anchor}">{name}</text>'
        f'<text class="count{size}" x="{x}" y="{41 if long else 37}" text-anchor="{anchor}">{count}</text>'
    )


def _seat(seat: ChartSeat, spot: Spot, size: float, prefix: str) -> str:
    drawn = _circle(seat, spot.xy, size, prefix)
    mark = MARKS.get(seat.state)
    if mark and size > 12:
        x, y = point(spot.angle, PLATE)
        drawn += (
            f'<g class="plate plate--{seat.state}" transform="translate({x} {y})"><circle r="6.4"/>'
            f'<path d="{mark}"/></g>'
        )
    return drawn


def _circle(seat: ChartSeat, at: tuple[float, float], size: float, prefix: str) -> str:
    x, y = at
    rim = f'<circle cx="{x}" cy="{y}" r="{size}" fill="url(#{prefix}-hatch)"/>' if seat.state == "abstain" else ""
    text = ""
    if size >= 10:
        text = (
            f'<text class="sign" x="{x}" y="{round(y + size * 0.36, 1)}" font-size="{round(size, 1)}" '
            f'text-anchor="middle">{escape(seat.mark)}</text>'
        )
    return (
        f'<g class="seat seat--{seat.state}"><circle class="body" cx="{x}" cy="{y}" r="{size - 0.8}"/>{rim}{text}</g>'
    )


def _gauge(yes: int, need: int, seats: int, label: str) -> str:
    """As many segments as seats, filled from the left by the votes for, with the line they must pass."""
    drawn = "".join(
        f'<path class="gauge{" gauge--full" if i < yes else ""}" d="{path}"/>'
        for i, path in enumerate(_segments(seats))
    )
    if not 0 < need <= seats:
        return drawn
    angle = 180 - need * 180 / seats
    (x1, y1), (x2, y2), (x, y) = point(angle, GAUGE - 11), point(angle, GAUGE + 8), point(angle, GAUGE - 25)
    return drawn + (
        f'<path class="pass" d="M{x1} {y1}L{x2} {y2}"/>'
        f'<text class="pass-label" x="{x}" y="{y + 4}" text-anchor="middle">{escape(label)}</text>'
    )


@lru_cache(maxsize=256)
def _segments(seats: int) -> tuple[str, ...]:
    step, gap = 180 / seats, min(2.2, 60 / seats)
    return tuple(arc(180 - i * step - gap / 2, 180 - (i + 1) * step + gap / 2, GAUGE) for i in range(seats))


def _middle(chart: SeatChart) -> str:
    tone = f" verdict--{chart.tone}" if chart.tone else ""
    return (
        f'<text class="big" x="180" y="168" text-anchor="middle">{escape(chart.big)}</text>'
        f'<text class="line" x="180" y="190" text-anchor="middle">{escape(chart.line)}</text>'
        f'<text class="verdict{tone}" x="180" y="213" text-anchor="middle">{escape(chart.verdict)}</text>'
    )
